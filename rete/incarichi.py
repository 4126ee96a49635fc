"""Rights given to people and ended: each with its act, its reason, and a word to the person."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from conciliazione.guardie import said_in_words
from conciliazione.periodi import today
from conciliazione.testo import close_sentence
from rete.avvisi import notify
from rete.enums import RuoloDelega
from rete.models import Atto, Delega, Mandato, Utente
from rete.signals import mandate_ended

ULTIMO = (
    "È l’unico responsabile del procedimento in carica: prima si dà il ruolo a un’altra persona."
)


class AlreadyEnded(Exception):
    """Somebody else ended it meanwhile."""


@dataclass(frozen=True)
class Fine:
    """How a right ends: `al` is its last valid day, None to end it at once."""

    al: date | None
    motivo: str
    atto: Atto | None = None


def give(incarico: Delega | Mandato, by: Utente) -> None:
    """Record a right and tell the person.

    Raises:
        ValidationError: the row breaks one of its rules, an overlap included.
    """
    incarico.dato_da = by
    with said_in_words(type(incarico)), transaction.atomic():
        incarico.full_clean()
        incarico.save(force_insert=True)
        _tell(incarico, "dato", "Nuovo incarico nel portale", "È registrato un nuovo incarico")


def end(incarico: Delega | Mandato, by: Utente, fine: Fine) -> None:
    """End a right, at once or from the day after `fine.al`, and tell the person.

    Raises:
        AlreadyEnded: it was no longer open as `incarico` says.
        ValidationError: the last day is before the first, or nobody would answer for procedures.
    """
    with said_in_words(type(incarico)), transaction.atomic():
        _end(incarico, by, fine)
        if isinstance(incarico, Mandato):
            mandate_ended.send(Mandato, mandato=incarico)
        _tell(incarico, "finito", "Un incarico nel portale finisce", "Finisce un incarico")


def replace(mandato: Mandato, nuovo: Mandato, by: Utente, fine: Fine) -> None:
    """End a mandato and give its seat to another person from the next day, or neither of the two.

    Raises: as `give` and `end`.
    """
    with said_in_words(Mandato), transaction.atomic():
        end(mandato, by, fine)
        give(nuovo, by)


def _end(incarico: Delega | Mandato, by: Utente, fine: Fine) -> None:
    if fine.al is not None and fine.al < incarico.dal:
        raise ValidationError({"al": "L’ultimo giorno viene prima dell’inizio dell’incarico."})
    _keep_one_responsabile(incarico, fine)
    aperti = type(incarico).objects.filter(pk=incarico.pk, revocato_alle__isnull=True)
    # The last day may be brought nearer, never moved on: for that there is another mandato.
    aperti = aperti.filter(Q(al__isnull=True) | Q(al__gte=fine.al or today()))
    quando = {"al": fine.al} if fine.al else {"revocato_alle": Now()}
    scritti = {
        **quando,
        "motivo_fine": fine.motivo,
        "atto_fine": fine.atto,
        "finito_da": by,
    }
    if aperti.update(**scritti) != 1:
        raise AlreadyEnded
    incarico.refresh_from_db()


def _keep_one_responsabile(incarico: Delega | Mandato, fine: Fine) -> None:
    """The procedures always have who answers for them.

    Two people ending each other at the same moment: both rows are locked, in their order.
    """
    if not (isinstance(incarico, Delega) and incarico.ruolo == RuoloDelega.RESPONSABILE):
        return
    dopo = (fine.al or today()) + timedelta(days=1)
    stesse = Delega.objects.filter(ruolo=RuoloDelega.RESPONSABILE, soggetto_id=incarico.soggetto_id)
    stesse = list(stesse.order_by("pk").select_for_update())
    altri = [
        d
        for d in stesse
        if d.pk != incarico.pk
        and d.revocato_alle is None
        and d.dal <= dopo
        and (d.al is None or d.al >= dopo)
    ]
    if not altri:
        raise ValidationError(ULTIMO)


def _tell(incarico: Delega | Mandato, che: str, oggetto: str, frase: str) -> None:
    testo = (
        f"{frase}: {close_sentence(describe(incarico))}\n\nChi gestisce il portale lo ha"
        " registrato; per chiarimenti si può rispondere all’ufficio che segue la Rete."
        "\n\nComunicazione di"
        " cortesia: vale l’atto, non questo messaggio.\n"
    )
    notify(incarico.utente, f"incarico-{che}:{incarico.codice}", oggetto, testo)


def describe(incarico: Delega | Mandato) -> str:
    """A right in words, without the name of who has it."""
    if isinstance(incarico, Delega):
        return f"{incarico.get_ruolo_display()} ({incarico.soggetto.nome_breve})"
    organo = incarico.seggio.organo
    return (
        f"{incarico.get_qualita_display()} in {organo.denominazione_breve or organo}"
        f" per {incarico.designato_da.nome_breve}"
    )
