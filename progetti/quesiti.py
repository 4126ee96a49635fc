"""Questions about a call: asked by anybody, answered in public, their addresses forgotten."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from conciliazione import posta
from progetti.enums import LivelloAvviso
from progetti.models import Avviso, Quesito
from rete.avvisi import notify_staff, notify_subject
from rete.models import Utente


def ask(avviso: Avviso, codice: str, testo: str, email: str) -> Quesito:
    """Write a question and tell who answers; the same code again is the same question."""
    try:
        with transaction.atomic():
            quesito = Quesito.objects.create(avviso=avviso, codice=codice, testo=testo, email=email)
            _tell_who_answers(quesito)
    except IntegrityError:
        return Quesito.objects.get(codice=codice)
    return quesito


def answer(quesito: Quesito, risposta: str, by: Utente) -> bool:
    """Answer a question for all to read and tell who asked, once; False if somebody did already."""
    with transaction.atomic():
        aperto = Quesito.objects.filter(pk=quesito.pk, risposto_il__isnull=True)
        if not aperto.update(risposta=risposta, risposto_da=by, risposto_il=Now()):
            return False
        _tell_who_asked(quesito, risposta)
    return True


def discard(quesito: Quesito) -> bool:
    """Delete a question that nobody answered: it was never public. False if somebody did."""
    return Quesito.objects.filter(pk=quesito.pk, risposto_il__isnull=True).delete()[0] == 1


def forget() -> int:
    """Erase the addresses of who asked about calls that are over; how many."""
    finiti = Avviso.objects.filter(concluso_il__isnull=False)
    return Quesito.objects.filter(avviso__in=finiti).exclude(email="").update(email="")


def _tell_who_answers(quesito: Quesito) -> None:
    avviso, chiave = quesito.avviso, f"quesito:{quesito.codice}"
    oggetto = f"Nuova domanda sull’avviso «{avviso.titolo}»"
    testo = f"{quesito.testo}\n\n{settings.BASE_URL}{avviso.get_absolute_url()}\n"
    if avviso.livello == LivelloAvviso.SECONDO:
        notify_subject(avviso.emanante, chiave, oggetto, testo)
    else:
        notify_staff(chiave, oggetto, testo)


def _tell_who_asked(quesito: Quesito, risposta: str) -> None:
    if quesito.email:
        posta.send(
            f"quesito-risposto:{quesito.codice}",
            quesito.email,
            f"La risposta alla domanda sull’avviso «{quesito.avviso.titolo}»",
            f"La domanda era:\n\n{quesito.testo}\n\nLa risposta:\n\n{risposta}\n\nSi legge anche"
            f" nella pagina dell’avviso: {settings.BASE_URL}{quesito.avviso.get_absolute_url()}\n\n"
            "È una comunicazione di cortesia.\n",
        )
