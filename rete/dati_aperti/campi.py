"""The fields that the datasets of every room have in common."""

from conciliazione.dati_aperti import Campo, Tipo, campo

CICLO = "Ciclo di programmazione (slug)"
DAL = campo("dal", "Primo giorno valido", Tipo.DATA, facoltativo=True)
AL = campo("al", "Ultimo giorno valido", Tipo.DATA, facoltativo=True)


def soggetto(nome: str, descrizione: str, da: str = "", facoltativo: bool = False) -> tuple:
    """The two fields that say which soggetto: its slug, and its name as one reads it."""
    percorso = da or nome
    return (
        campo(
            nome,
            f"{descrizione} (slug)",
            da=f"{percorso}.slug",
            facoltativo=facoltativo,
            esempio="comune-di-esempio",
        ),
        campo(
            f"{nome}_denominazione",
            f"{descrizione}: denominazione",
            da=f"{percorso}.denominazione",
            facoltativo=facoltativo,
            esempio="Comune di Esempio",
        ),
    )


def ciclo(da: str = "ciclo") -> Campo:
    """The field that says of which ciclo the row is."""
    return campo("ciclo", CICLO, da=f"{da}.slug", esempio="2014-2015")
