"""What is due from a person: the cards of the Scrivania that this room fills.

One function for each thing, `(user, request) -> panels`, in `COSE`. `user` has only the rights of
the role chosen for now: the functions of `rete.permissions` say what is theirs to do. A panel has
`titolo`, `url`, `testo`, `quando` (the day by which, if there is one) and as `parte` one of:
`scadenze` (has a term), `da_fare` (waits for them), `notizie` (to know).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from django.db.models import Count, Min
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from conciliazione.date import format_day
from conciliazione.riquadri import Panel
from rete.azzeramenti import VALE, resets_to_confirm
from rete.composizione import Posto, ending_mandates, vacant_places_by_organo
from rete.da_fare_domande import DOMANDE
from rete.da_fare_schede import cards_to_complete, changes_to_examine
from rete.da_fare_sedute import SEDUTE
from rete.enums import Incombenza, LivelloOrgano, StatoSegnalazione
from rete.models import Organo
from rete.permissions import Persona, organi_managed_by, reports_visible_to
from rete.termini_interni import due_by


def open_reports(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The reports of problems that nobody has answered: one card for all, by the first of them."""
    aperte = reports_visible_to(user).filter(stato=StatoSegnalazione.APERTA)
    conto = aperte.aggregate(quante=Count("pk"), prima=Min("ricevuta_il"))
    if quante := conto["quante"]:
        titolo = "1 segnalazione a cui rispondere"
        if quante > 1:
            titolo = f"{quante} segnalazioni a cui rispondere"
        indirizzo = f"{reverse('rete:segnalazioni')}?stato={StatoSegnalazione.APERTA}"
        quando = due_by(Incombenza.SEGNALAZIONE, timezone.localdate(conto["prima"]), request)
        yield Panel(titolo, indirizzo, quando=quando, parte="da_fare")


def vacant_places(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The organi of the network and of the projects with a seat that nobody holds: a card each, by
    the day by which the seat vacant for longest should be taken."""
    organi = organi_managed_by(user).exclude(livello=LivelloOrgano.ESTERNO)
    for organo, posti in vacant_places_by_organo(organi):
        quanti = "un seggio vacante" if len(posti) == 1 else f"{len(posti)} seggi vacanti"
        dal = min(_vacant_since(posto) or date.max for posto in posti)
        vacante = "Vacante" if len(posti) == 1 else "Vacanti, il primo"
        da_quando = f"{vacante} dal {format_day(dal)}. " if dal < date.max else ""
        yield Panel(
            f"{organo}: {quanti}",
            _where_to_designate(organo, posti),
            testo=f"{da_quando}Si chiede la designazione a chi spetta e la si registra.",
            quando=due_by(Incombenza.SEGGIO, dal if dal < date.max else None, request),
            parte="da_fare",
        )


def _vacant_since(posto: Posto) -> date | None:
    """Since when nobody sits there: since the organo was set up, where nobody ever did."""
    atto = posto.seggio.organo.atto
    return posto.vacante_dal or (atto.data if atto else None)


def _where_to_designate(organo: Organo, posti: Sequence[Posto]) -> str:
    """Where who was sent to the only vacant seat is recorded; of several, where all are."""
    if len(posti) == 1:
        return reverse("rete:designate", args=[organo.slug, posti[0].seggio.ordine])
    return reverse("rete:composizione", args=[organo.slug])


def mandates_about_to_end(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The mandati that end within two months, by their last day."""
    propri = ending_mandates().filter(seggio__organo__in=organi_managed_by(user))
    for mandato in propri:
        organo = mandato.seggio.organo
        yield Panel(
            f"Finisce il mandato di {mandato.utente} ({organo.denominazione_breve or organo})",
            reverse("rete:mandato_replace", args=[mandato.codice]),
            testo=f"Seggio: {mandato.seggio.categoria}.",
            quando=mandato.al,
            parte="scadenze",
        )


def factors_to_reset(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The second factors that another of the staff asked to take away: they wait for a week."""
    for azzeramento in resets_to_confirm(user):
        persona = azzeramento.utente
        yield Panel(
            f"Secondo fattore di {persona} da azzerare: conferma o ritira",
            reverse("rete:mfa_reset_ask", args=[persona.codice]),
            testo="Prima di confermare si accerta di nuovo chi lo chiede.",
            quando=timezone.localdate(azzeramento.chiesto_il + VALE),
            parte="scadenze",
        )


COSE: tuple[Callable[[Persona, HttpRequest], Iterable[Panel]], ...] = (
    open_reports,
    vacant_places,
    mandates_about_to_end,
    factors_to_reset,
    *DOMANDE,
    *SEDUTE,
    changes_to_examine,
    cards_to_complete,
)


def scrivania(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """Everything in this room that is due from `user`."""
    for cosa in COSE:
        yield from cosa(user, request)
