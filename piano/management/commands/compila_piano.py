"""Compiles the Piano from this terminal, here and now or in the worker."""

import os
import time
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from conciliazione.enums import StatoElaborazione
from conciliazione.lavori import JobFailed, run_now
from conciliazione.models import Elaborazione
from conciliazione.periodi import today
from conciliazione.transizioni import perform
from piano.dati import day_of_data
from piano.enums import StatoPiano
from piano.models import Piano, Versione
from piano.tasks import COMPILA, arguments_for, ask_to_compile
from rete.models import Ciclo

PAUSA_SECONDI = 0.5


class Command(BaseCommand):
    help = "Compila il Piano del ciclo corrente: una nuova versione, il suo PDF e la sua impronta."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, help="dove scrivere il PDF")
        parser.add_argument(
            "--in-coda", action="store_true", help="lo fa comporre dal worker e attende che finisca"
        )
        parser.add_argument(
            "--attesa", type=int, default=600, help="secondi di attesa del worker (600)"
        )
        parser.add_argument(
            "--al", type=date.fromisoformat, help="il giorno dei dati, per esempio 2014-06-27"
        )
        parser.add_argument(
            "--pubblica",
            action="store_true",
            help="pubblica la versione se il Piano è approvato (non in produzione)",
        )

    def handle(self, *args: object, **options: object) -> None:
        if options["pubblica"] and settings.PRODUZIONE:
            raise CommandError("In produzione una versione si pubblica dalla pagina del Piano.")
        output = options["output"]
        if output:
            check_writable(output)
        try:
            inizio = time.monotonic()
            versione = self.compile(options)
            secondi = time.monotonic() - inizio
            if options["pubblica"]:
                self.publish(versione)
        except DatabaseError as errore:
            raise CommandError(
                f"La base di dati non risponde come deve ({errore}): controllare che sia"
                " scrivibile e aggiornata (manage.py migrate)."
            ) from errore
        if output:
            write_whole(output, versione)
        self.report(versione, secondi, output)

    def compile(self, options: dict[str, object]) -> Versione:
        piano = current_plan()
        on = options["al"] or day_of_data(piano, today())
        if options["in_coda"]:
            return self.wait_for_worker(piano, on, options["attesa"])
        try:
            esito = run_now(COMPILA, arguments_for(piano, on), report=self.show_progress)
        except JobFailed as errore:
            raise CommandError(str(errore)) from errore
        return Versione.objects.get(codice=esito.dati["versione"])

    def wait_for_worker(self, piano: Piano, on: date, attesa: int) -> Versione:
        with transaction.atomic():
            elaborazione = ask_to_compile(piano, on, by=None)
        scadenza = time.monotonic() + attesa
        while elaborazione.is_active:
            if time.monotonic() > scadenza:
                raise CommandError(
                    f"Il worker non ha finito in {attesa} secondi: controllare che sia in"
                    f" esecuzione. Il lavoro {elaborazione.codice} resta in coda."
                )
            time.sleep(PAUSA_SECONDI)
            elaborazione.refresh_from_db()
            self.show_progress(elaborazione.fase, elaborazione.avanzamento)
        return finished_version(elaborazione)

    def publish(self, versione: Versione) -> None:
        if versione.piano.stato != StatoPiano.APPROVATO:
            self.stderr.write("Il Piano non è approvato: la versione resta una bozza.")
            return
        try:
            perform(versione, "publish", None, atto=versione.piano.atto)
        except ValidationError as errore:
            raise CommandError(
                f"{versione} compilata, ma non pubblicata. {' '.join(errore.messages)}"
                " Per l'elenco: «manage.py controlla_piano --livello errore»."
            ) from errore

    def show_progress(self, fase: str, percento: int) -> None:
        """On a terminal, one line that rewrites itself; in a log, nothing."""
        if self.stdout.isatty() and fase:
            self.stdout.write(f"\r\033[K{percento:3d} % {fase}", ending="")
            self.stdout.flush()

    def report(self, versione: Versione, secondi: float, output: Path | None) -> None:
        if self.stdout.isatty():
            self.stdout.write("\r\033[K", ending="")
        documento = versione.documento
        stato = versione.get_stato_display().lower()
        self.stdout.write(f"Piano compilato: {versione} ({stato}), dati al {versione.dati_al}.")
        self.stdout.write(f"Pagine: {versione.pagine}. Secondi: {secondi:.1f}.")
        self.stdout.write(f"SHA-256: {documento.sha256}")
        if output:
            self.stdout.write(f"PDF: {output}")


def current_plan() -> Piano:
    """The Piano of the current ciclo."""
    piano = Piano.objects.filter(ciclo=Ciclo.objects.current()).select_related("ciclo").first()
    if piano is None:
        raise CommandError(
            "Non c'è ancora un Piano da compilare: caricare i dati, per esempio con"
            " «manage.py carica_piano_2014»."
        )
    return piano


def finished_version(elaborazione: Elaborazione) -> Versione:
    """The version that a finished job made, or the reason why it made none."""
    if elaborazione.stato != StatoElaborazione.RIUSCITA:
        raise CommandError(elaborazione.errore)
    return Versione.objects.select_related("documento").get(elaborazione=elaborazione)


def check_writable(file: Path) -> None:
    """Refuse a place where the PDF could not be written, before working for it."""
    cartella = file.resolve().parent
    if file.is_dir() or not cartella.is_dir() or not os.access(cartella, os.W_OK):
        raise CommandError(
            f"Non si può scrivere {file}: scegliere un file in una cartella esistente e scrivibile."
        )


def write_whole(file: Path, versione: Versione) -> None:
    """Write the PDF so that nobody ever finds half of it."""
    parziale = file.with_name(f"{file.name}.parte")
    try:
        with versione.documento.file.open() as documento:
            parziale.write_bytes(documento.read())
        parziale.replace(file)
    except OSError as errore:
        raise CommandError(f"Il PDF non è stato scritto in {file}: {errore.strerror}.") from errore
