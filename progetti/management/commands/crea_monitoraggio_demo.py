"""Creates the monitoring of the demo: windows, proofs, verified and returned values."""

from pathlib import Path

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from progetti.management.monitoraggio_demo import close_others, create_windows, report
from progetti.management.richieste_demo import ask_partners
from progetti.management.vita_demo import ask_changes, write_agreements, write_issues
from progetti.models import FinestraMonitoraggio, Progetto, Prova
from rete.models import Utente

CARTELLA = settings.BASE_DIR / "fixtures" / "monitoraggio_demo"
# Without them the story cannot be told: what the Piano of 2014 and the people of the demo bring.
PROGETTI = {"complessi-equilibri", "rete-adda-martesana"}
CHI_VERIFICA = "operatore@asl.example"


def _read(file: Path) -> dict[str, object]:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


class Command(BaseCommand):
    help = "Crea il monitoraggio della demo: finestre, prove, valori; rifiuta la produzione."

    def handle(self, *args: object, **options: object) -> None:
        if settings.PRODUZIONE:
            raise CommandError("Il monitoraggio della demo è inventato: qui non si crea.")
        if FinestraMonitoraggio.objects.exists():
            self.stdout.write("Le finestre ci sono già: non ne è stata creata alcuna.")
            return
        progetti = set(Progetto.objects.values_list("slug", flat=True))
        if not (progetti >= PROGETTI and Utente.objects.filter(email=CHI_VERIFICA).exists()):
            raise CommandError(
                "Prima si caricano il Piano e gli utenti: carica_piano_2014, crea_utenti_demo."
            )
        scheda = _read(CARTELLA / "finestre.yaml")
        finestre = create_windows(scheda)
        stati = [riga["arriva"] for riga in scheda["finestre"]]
        for file in sorted(CARTELLA.glob("*.yaml")):
            if file.stem != "finestre":
                report(_read(file), finestre, stati)
                ask_partners(_read(file))
                write_issues(_read(file))
                ask_changes(_read(file))
                write_agreements(_read(file))
        close_others(finestre, stati)
        self.stdout.write(
            f"Monitoraggio della demo: {len(finestre)} finestre, {Prova.objects.count()} prove."
        )
