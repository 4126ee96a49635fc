"""Loads the 2014 plan from its files."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from conciliazione.caricamento import AGGIORNATE, CREATE, IMMUTATE, load
from conciliazione.lettura import DatiErrati, read_folder
from conciliazione.transizioni import perform
from piano.enums import StatoPiano
from piano.models import Piano
from rete.confini import read_comuni
from rete.models import Atto, Parere

# What the Piano of 2014 went through, by the slugs of its rows.
CICLO, PARERE, ATTO = "2014-2015", "tavolo-2014-06-23", "deliberazione-242-2014"
SENZA_GIORNO = "Il giorno della proposta non è noto: vale quello del parere."

FIXTURES = settings.BASE_DIR / "fixtures"


class Command(BaseCommand):
    help = "Carica il Piano del 2014; ripetuto, non cambia ciò che è già caricato."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--cartella",
            type=Path,
            default=FIXTURES / "piano_2014",
            help="dove sono i file .yaml del Piano",
        )
        parser.add_argument(
            "--territorio",
            type=Path,
            default=FIXTURES / "territorio",
            help="dove sono comuni.csv e comuni.geojson",
        )

    def handle(self, *args: object, **options: Path) -> None:
        try:
            righe = read_comuni(options["territorio"]) + read_folder(options["cartella"])
            conti = load(righe)
        except DatiErrati as errore:
            raise CommandError(f"{errore} Non è stato caricato nulla.") from errore
        except DatabaseError as errore:
            raise CommandError(
                f"La base di dati non accetta il caricamento ({errore}). Controllare che sia"
                " scrivibile e aggiornata (manage.py migrate). Non è stato caricato nulla."
            ) from errore
        self.stdout.write(
            f"Righe del Piano 2014: {conti[CREATE]} create, {conti[AGGIORNATE]} aggiornate,"
            f" {conti[IMMUTATE]} immutate."
        )
        retrace(Piano.objects.filter(ciclo__slug=CICLO).first())


def retrace(piano: Piano | None) -> None:
    """Bring the Piano through the states that it went through in 2014, from where it is.

    The day of the Comitato's proposal is not known: that of the Tavolo's opinion stands for it.
    """
    parere = Parere.objects.filter(slug=PARERE).first()
    atto = Atto.objects.filter(slug=ATTO).first()
    if piano is None or parere is None or atto is None:
        return
    if piano.stato == StatoPiano.IN_REDAZIONE:
        perform(piano, "propose", None, reason=SENZA_GIORNO, proposto_il=parere.reso_il)
    if piano.stato == StatoPiano.PROPOSTO:
        perform(piano, "record_opinion", None, parere=parere)
    if piano.stato == StatoPiano.CON_PARERE:
        perform(piano, "approve", None, atto=atto, approvato_il=atto.data)
