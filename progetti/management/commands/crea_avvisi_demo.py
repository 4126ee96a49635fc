"""Creates the calls of the demo, one in each state, by the steps that people make."""

from pathlib import Path

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from conciliazione.caricamento import load
from conciliazione.lettura import read_folder
from progetti.management.avvisi_demo import create_call
from progetti.models import Avviso, Progetto, Proposta
from rete.management.commands.crea_utenti_demo import create_people, shared_password
from rete.models import Utente

CARTELLA = settings.BASE_DIR / "fixtures" / "avvisi_demo"
# Without them the story cannot be told: what the Piano of 2014 and the people of the demo bring.
PROGETTI = {"complessi-equilibri", "rete-adda-martesana"}
CHI_PUBBLICA = "responsabile@asl.example"


class Command(BaseCommand):
    help = "Crea gli avvisi della demo, uno in ogni stato; rifiuta la produzione."

    def handle(self, *args: object, **options: object) -> None:
        if settings.PRODUZIONE:
            raise CommandError("Gli avvisi della demo sono inventati: qui non si creano.")
        if Avviso.objects.exists():
            self.stdout.write("Gli avvisi ci sono già: non ne è stato creato alcuno.")
            return
        progetti = set(Progetto.objects.values_list("slug", flat=True))
        if not (progetti >= PROGETTI and Utente.objects.filter(email=CHI_PUBBLICA).exists()):
            raise CommandError(
                "Prima si caricano il Piano e gli utenti: carica_piano_2014, crea_utenti_demo."
            )
        load(read_folder(CARTELLA / "rete"))
        persone = create_people(
            shared_password(Path(settings.VAR_DIR) / "demo-password"), CARTELLA / "persone"
        )
        for file in sorted((CARTELLA / "avvisi").glob("*.yaml")):
            create_call(yaml.safe_load(file.read_text(encoding="utf-8")))
        self.stdout.write(
            f"Avvisi della demo: {Avviso.objects.count()}, con {Proposta.objects.count()} proposte."
            " Con la stessa password entrano anche: " + ", ".join(p.email for p in persone) + "."
        )
