"""What a browser says it is, in words that its owner recognises."""

# Who imitates others comes before them: Edge says that it is Chrome, Chrome that it is Safari.
PROGRAMMI = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SISTEMI = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def describe_browser(user_agent: str) -> str:
    """`Firefox su Windows`; `Programma non riconosciuto` for what is in no list."""
    programma = _first(PROGRAMMI, user_agent)
    sistema = _first(SISTEMI, user_agent)
    if not programma:
        return "Programma non riconosciuto"
    return f"{programma} su {sistema}" if sistema else programma


def _first(nomi: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((nome for segno, nome in nomi if segno in user_agent), "")
