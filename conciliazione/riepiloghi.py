"""The summary of the day: the messages that can wait, in one mail for each address."""

from collections.abc import Sequence
from datetime import datetime, time
from functools import partial
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conciliazione.date import format_day
from conciliazione.enums import StatoMessaggio
from conciliazione.messaggeria import deliver
from conciliazione.models import Messaggio

RIGA = "-" * 40


def moment_of_today() -> datetime:
    """The instant up to which the summary of today goes: `RIEPILOGO_ORA` in Europe/Rome."""
    ora = time(settings.RIEPILOGO_ORA)
    return timezone.make_aware(datetime.combine(timezone.localdate(), ora))


def gather(until: datetime) -> int:
    """Put the messages written by `until` into one mail for each address; how many mails.

    One for each address and day, however often and by however many this is called: the key of
    the mail says so. Before `until` has come it does nothing. What is written while it runs
    waits for the next day.
    """
    if until > timezone.now():
        return 0
    chi = Messaggio.objects.waiting(until).order_by("destinatario")
    indirizzi = list(chi.values_list("destinatario", flat=True).distinct())
    return sum(_gather_for(indirizzo, until) for indirizzo in indirizzi)


def _gather_for(indirizzo: str, until: datetime) -> bool:
    """Write the summary of one address, all or nothing; False if that of the day is there."""
    giorno = timezone.localdate(until)
    with transaction.atomic():
        riepilogo, nuovo = Messaggio.objects.get_or_create(
            chiave=key_of(indirizzo, giorno.isoformat()),
            defaults={"destinatario": indirizzo, "oggetto": "Riepilogo", "testo": ""},
        )
        if not nuovo:
            return False
        presi = Messaggio.objects.waiting(until).filter(destinatario=indirizzo)
        presi.update(stato=StatoMessaggio.RACCOLTO, riepilogo=riepilogo)
        raccolti = list(riepilogo.raccolti.order_by("pk"))
        riepilogo.oggetto = _subject(len(raccolti), format_day(giorno))
        riepilogo.testo = _text(raccolti)
        riepilogo.save(update_fields=["oggetto", "testo"])
        transaction.on_commit(partial(deliver, "conciliazione.invia_messaggi", []), robust=True)
    return True


def key_of(indirizzo: str, giorno: str) -> str:
    """The key of the summary of an address in a day; the address cannot be read in it."""
    return f"riepilogo:{giorno}:{sha256(indirizzo.encode()).hexdigest()}"


def _subject(quanti: int, giorno: str) -> str:
    return f"Riepilogo del {giorno}: {quanti} {'avviso' if quanti == 1 else 'avvisi'}"


def _text(raccolti: Sequence[Messaggio]) -> str:
    """The list of the subjects, then each message whole."""
    indice = "\n".join(f"{n}. {m.oggetto}" for n, m in enumerate(raccolti, start=1))
    interi = "\n\n".join(
        f"{RIGA}\n{n}. {m.oggetto}\n\n{m.testo.strip()}" for n, m in enumerate(raccolti, start=1)
    )
    scelta = f"{settings.BASE_URL}{reverse('notice_preferences')}"
    return (
        f"Gli avvisi del portale dopo l’ultimo riepilogo:\n\n{indice}\n\n{interi}\n\n{RIGA}\n"
        f"Per ricevere invece ogni avviso subito:\n{scelta}\n"
    )
