"""Creates the people of the demo, one for each role, with one password for all."""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from conciliazione.caricamento import load
from conciliazione.codici import new_code
from conciliazione.lettura import DatiErrati, Riga, read_folder
from rete.accounts import confirm_address
from rete.models import Utente
from rete.permissions import capacity

CARTELLA = settings.BASE_DIR / "fixtures" / "demo"


class Command(BaseCommand):
    help = "Crea gli utenti della demo, uno per ruolo; rifiuta le impostazioni di produzione."

    def handle(self, *args: object, **options: object) -> None:
        if settings.PRODUZIONE:
            raise CommandError(
                "Gli utenti della demo hanno una password che tutti vedono: con"
                " AMBIENTE=produzione non si creano."
            )
        password = shared_password(Path(settings.VAR_DIR) / "demo-password")
        try:
            utenti = create_people(password)
        except DatiErrati as errore:
            raise CommandError(
                f"{errore} Gli utenti della demo agiscono per i soggetti del Piano: caricarlo"
                " prima con manage.py carica_piano_2014. Non è stato creato nessuno."
            ) from errore
        except DatabaseError as errore:
            raise CommandError(
                f"La base di dati non accetta gli utenti ({errore}). Controllare che sia"
                " scrivibile e aggiornata (manage.py migrate). Non è stato creato nessuno."
            ) from errore
        self.stdout.write(f"Utenti della demo, tutti con la password {password}")
        for utente in utenti:
            self.stdout.write(f"  {utente.email:<42} {_what_for(utente)}")


def shared_password(percorso: Path) -> str:
    """The password of the demo, made the first time and kept in a file that only we read.

    Raises:
        CommandError: if the file can be neither read nor made.
    """
    try:
        percorso.parent.mkdir(parents=True, exist_ok=True)
        if not percorso.exists():
            aperto = os.open(percorso, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(aperto, "w", encoding="ascii") as file:
                file.write(f"demo-{new_code()}\n")
        return percorso.read_text(encoding="ascii").strip()
    except OSError as errore:
        raise CommandError(
            f"La password della demo sta in {percorso}, che non si può leggere o scrivere:"
            f" {errore.strerror}."
        ) from errore


@transaction.atomic
def create_people(password: str, cartella: Path = CARTELLA) -> list[Utente]:
    """Create or update the people of the files of a folder, so that they enter with `password`.

    Raises:
        DatiErrati: a file is wrong, or the soggetti that it names are not there.
    """
    righe = read_folder(cartella)
    note = set(Utente.objects.values_list("email", flat=True))
    load([riga if riga.valori["email"] in note else _with_password(riga) for riga in righe])
    indirizzi = [riga.valori["email"] for riga in righe]
    utenti = {utente.email: utente for utente in Utente.objects.filter(email__in=indirizzi)}
    for utente in utenti.values():
        if not utente.check_password(password):
            utente.set_password(password)
            utente.save(update_fields=["password"])
        confirm_address(utente)
    return [utenti[indirizzo] for indirizzo in indirizzi]


def _with_password(riga: Riga) -> Riga:
    """A new person needs one to be valid: unusable, until they get that of the demo."""
    return Riga(riga.modello, {**riga.valori, "password": make_password(None)}, riga.dove)


def _what_for(utente: Utente) -> str:
    if utente.is_superuser:
        return "Amministrazione tecnica, a /amministrazione/"
    return capacity(utente) or "Nessun incarico: vede ciò che è pubblico"
