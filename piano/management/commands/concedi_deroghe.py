"""Waives every error of the checks for one reason: how a demo publishes a document of the past."""

from argparse import ArgumentParser
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from conciliazione.periodi import today
from conciliazione.transizioni import ReasonMissing
from piano.dati import day_of_data
from piano.deroghe import review
from piano.management.commands.compila_piano import current_plan
from piano.transitions import waive


class Command(BaseCommand):
    help = "Concede una deroga, per lo stesso motivo, a ogni errore dei controlli che non ne ha."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--motivo", required=True, help="perché gli errori si lasciano")
        parser.add_argument(
            "--in-veste-di", required=True, help="l'incarico di chi decide, senza il nome"
        )
        parser.add_argument(
            "--al", type=date.fromisoformat, help="il giorno dei dati, per esempio 2014-06-27"
        )

    def handle(self, *args: object, **options: object) -> None:
        if settings.PRODUZIONE:
            raise CommandError("In produzione una deroga si concede dalla pagina dei controlli.")
        piano = current_plan()
        errori = review(piano, options["al"] or day_of_data(piano, today())).errori
        try:
            for riscontro in errori:
                waive(
                    piano,
                    riscontro.rilievo,
                    None,
                    motivo=options["motivo"],
                    in_veste_di=options["in_veste_di"].strip(),
                )
        except ReasonMissing as errore:
            raise CommandError("Scrivere un motivo: resta nell'allegato del Piano.") from errore
        except ValidationError as errore:
            raise CommandError(" ".join(errore.messages)) from errore
        self.stdout.write(f"Deroghe concesse: {len(errori)}.")
