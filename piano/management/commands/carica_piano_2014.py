"""Loads the 2014 plan from its files."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from conciliazione.caricamento import AGGIORNATE, CREATE, IMMUTATE, load
from conciliazione.lettura import DatiErrati, read_folder
from rete.confini import read_comuni

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
