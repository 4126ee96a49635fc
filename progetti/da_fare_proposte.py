"""What is due about the proposals: cards of the Scrivania, for who proposes and for the staff.

Of a call that is still open only who proposes has something here.
"""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from conciliazione.riquadri import Panel
from progetti.da_fare_avvisi import calls_written_by
from progetti.enums import StatoAvviso, StatoProposta
from progetti.models import Avviso, Proposta, RichiestaProposta
from progetti.models.proposte import IN_GARA
from progetti.permissions import forbidden_to
from rete.permissions import Persona, soggetti_of

MOSTRATE_AL_PIU = 20


def requests_to_answer(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """What the staff asked of who proposes, each by the day of the answer."""
    chieste = RichiestaProposta.objects.filter(
        chiusa_il__isnull=True, proposta__proponente__in=soggetti_of(user)
    )
    for richiesta in chieste.select_related("proposta").order_by("entro_il")[:MOSTRATE_AL_PIU]:
        yield Panel(
            f"{richiesta.get_tipo_display()} da rispondere: «{richiesta.proposta}»",
            reverse("proposte:answer", args=[richiesta.proposta.codice]),
            quando=richiesta.entro_il,
            parte="scadenze",
        )


def proposals_to_examine(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The closed calls with proposals that wait for who follows them: one card for each call."""
    for avviso in closed_calls_of(user):
        attese = avviso.proposte.filter(stato=StatoProposta.PRESENTATA)
        quante = attese.exclude(pk__in=forbidden_to(user, avviso)).count()
        if quante:
            parole = "1 proposta da esaminare" if quante == 1 else f"{quante} proposte da esaminare"
            indirizzo = reverse("proposte:istruttoria", args=[avviso.slug])
            yield Panel(f"{parole}: «{avviso.titolo}»", indirizzo, parte="da_fare")


def closed_calls_of(user: Persona) -> QuerySet[Avviso]:
    """The calls that `user` follows and whose proposals are being examined."""
    chiusi = calls_written_by(user).filter(stato=StatoAvviso.CHIUSO)
    return chiusi.select_related("organo").order_by("chiude_il", "pk")


COSE = (requests_to_answer, proposals_to_examine)


def scrivania(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """Everything about the proposals that is due from `user`."""
    for cosa in COSE:
        yield from cosa(user, request)


# --- The recent history -------------------------------------------------------------------------


def told_proposals(user: Persona) -> QuerySet[Proposta]:
    """The proposals of which the recent history is told to `user`.

    - to who proposes, their own
    - to who follows a call that is closed, those that they may examine
    """
    dette = Q(proponente__in=soggetti_of(user))
    for avviso in closed_calls_of(user):
        vietate = Q(pk__in=forbidden_to(user, avviso))
        dette |= Q(avviso=avviso, stato__in=IN_GARA) & ~vietate
    return Proposta.objects.filter(dette)


def told_page(user: Persona, proposta: Proposta) -> str:
    """Where `user` reads it: who proposes on their page, the staff on theirs."""
    sua = proposta.proponente_id in soggetti_of(user)
    return reverse("proposte:follow" if sua else "proposte:examine", args=[proposta.codice])
