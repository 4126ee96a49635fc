"""Notices to the people of the portal: at once or in the summary of the day, as they chose."""

from collections.abc import Iterable

from conciliazione import posta
from rete.attuale import current_ciclo
from rete.enums import FrequenzaAvvisi, RuoloDelega
from rete.models import Delega, Soggetto, Utente


def notify(utente: Utente, key: str, subject: str, text: str) -> None:
    """Write to a person of the portal, never twice for the same `key`.

    At once, or in the summary of the day if that is what they chose; not to who was suspended.
    """
    if utente.is_active:
        posta.send(
            f"{key}:{utente.codice}",
            utente.email,
            subject,
            text,
            aspetta=utente.avvisi == FrequenzaAvvisi.RIEPILOGO,
        )


def notify_staff(key: str, subject: str, text: str) -> None:
    """Write to every operatore and responsabile in force; to the lead body if there is none."""
    ciclo = current_ciclo()
    if ciclo is None:
        return
    persone = delegates(ciclo.capofila, RuoloDelega.OPERATORE, RuoloDelega.RESPONSABILE)
    _notify_all(persone, key, subject, text)
    profilo = getattr(ciclo.capofila, "profilo", None)
    if not persone and profilo and profilo.email:
        posta.send(f"{key}:capofila", profilo.email, subject, text)


def notify_subject(soggetto: Soggetto, key: str, subject: str, text: str) -> None:
    """Write to who is referente of that soggetto today."""
    _notify_all(delegates(soggetto, RuoloDelega.REFERENTE), key, subject, text)


def _notify_all(persone: Iterable[Utente], key: str, subject: str, text: str) -> None:
    for utente in persone:
        notify(utente, key, subject, text)


def delegates(soggetto: Soggetto, *ruoli: RuoloDelega) -> list[Utente]:
    """Who acts for a soggetto today in one of those roles, each once."""
    deleghe = Delega.objects.filter(soggetto=soggetto, ruolo__in=ruoli).vigenti()
    attivi = Utente.objects.filter(is_active=True, pk__in=deleghe.values("utente"))
    return list(attivi.order_by("pk"))
