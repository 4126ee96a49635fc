"""What is due from a person about the calls: cards of the Scrivania."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from conciliazione.orologio import from_now
from conciliazione.riquadri import Panel
from progetti.enums import LivelloAvviso, StatoAvviso
from progetti.models import Avviso
from progetti.permissions import projects_with_calls_of
from progetti.proposte_in_corso import running_proposals
from rete.permissions import Persona, is_operatore, roles_of

# How long before its closing a call is told about.
VICINA = timedelta(days=7)


def calls_written_by(user: Persona) -> QuerySet[Avviso]:
    """The calls that `user` writes and follows: the same rule as `can_write_call`."""
    if user is None or not roles_of(user):
        return Avviso.objects.none()
    propri = Q(livello=LivelloAvviso.SECONDO, progetto__in=projects_with_calls_of(user))
    if is_operatore(user):
        propri |= Q(livello=LivelloAvviso.RETE)
    return Avviso.objects.filter(propri)


def drafts_to_complete(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The calls begun and not published."""
    bozze = calls_written_by(user).filter(stato=StatoAvviso.BOZZA)
    for avviso in bozze.only("slug", "titolo").order_by("pk"):
        yield Panel(
            f"Completare l’avviso «{avviso.titolo}»",
            reverse("avvisi:call_prepare", args=[avviso.slug]),
            parte="da_fare",
        )


def calls_about_to_close(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The calls that close within a week."""
    aperti = calls_written_by(user).filter(stato=StatoAvviso.PUBBLICATO)
    for avviso in aperti.filter(chiude_il__lte=from_now(VICINA.total_seconds())).order_by("pk"):
        chiude = timezone.localtime(avviso.chiude_il)
        yield Panel(
            f"Si chiude l’avviso «{avviso.titolo}»",
            avviso.get_absolute_url(),
            testo=f"Alle {chiude:%H:%M:%S}, ora di Roma.",
            quando=chiude.date(),
            parte="scadenze",
        )


def calls_without_proposals(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The calls closed on which nothing runs: an act declares them void."""
    chiusi = calls_written_by(user).filter(stato=StatoAvviso.CHIUSO)
    for avviso in chiusi.exclude(pk__in=running_proposals().values("avviso")).order_by("pk"):
        yield Panel(
            f"L’avviso «{avviso.titolo}» si è chiuso senza proposte",
            reverse("avvisi:call_prepare", args=[avviso.slug]),
            testo="Un atto lo dichiara deserto.",
            parte="da_fare",
        )


def questions_to_answer(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The questions that nobody has answered: a card for each call."""
    attese = Count("quesiti", filter=Q(quesiti__risposto_il__isnull=True))
    avvisi = calls_written_by(user).annotate(attese=attese).filter(attese__gt=0)
    for avviso in avvisi.order_by("pk"):
        quante = "1 domanda" if avviso.attese == 1 else f"{avviso.attese} domande"
        yield Panel(
            f"{quante} a cui rispondere: «{avviso.titolo}»",
            f"{avviso.get_absolute_url()}#domande",
            parte="da_fare",
        )


COSE = (drafts_to_complete, calls_about_to_close, calls_without_proposals, questions_to_answer)


def scrivania(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """Everything about the calls that is due from `user`."""
    for cosa in COSE:
        yield from cosa(user, request)
