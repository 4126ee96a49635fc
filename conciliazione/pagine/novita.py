"""What is new, from the rows that carry a date."""

from conciliazione.riquadri import Panel, panels


def latest_news(user: object, quante: int) -> list[Panel]:
    """The last `quante` things that the rooms say are new, the newest first."""
    tutte = panels("novita", user, quante)
    return sorted(tutte, key=lambda novita: novita.quando, reverse=True)[:quante]
