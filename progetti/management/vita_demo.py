"""What happens to the projects of the demo while they run, by the steps that people make."""

from progetti.management.passi_demo import Scheda, day, do, person
from progetti.models import Criticita, Progetto


def write_issues(scheda: Scheda) -> None:
    """What goes wrong in a project, closed where the file says how it ended."""
    progetto = Progetto.objects.get(slug=scheda["progetto"])
    chi = person(scheda["chi"])
    for riga in scheda.get("criticita", ()):
        criticita = Criticita.objects.create(
            progetto=progetto,
            tipo=riga["tipo"],
            testo=riga["testo"],
            segue=riga["segue"],
            entro_il=day(riga["entro"]) if "entro" in riga else None,
            creata_da=chi,
        )
        if "esito" in riga:
            do(criticita, "close", chi, riga["esito"])
