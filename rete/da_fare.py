"""What is due from a person: the cards of the Scrivania that this room fills.

One function for each thing, `(user, request) -> panels`, in `COSE`. `user` has only the rights of
the role chosen for now: the functions of `rete.permissions` say what is theirs to do. A panel has
`titolo`, `url`, `testo`, `quando` (the day by which, if there is one) and as `parte` one of:
`scadenze` (has a term), `da_fare` (waits for them), `notizie` (to know).
"""

from collections.abc import Callable, Iterable, Iterator

from django.db.models import Count, Min
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from conciliazione.riquadri import Panel
from rete.azzeramenti import VALE, resets_to_confirm
from rete.composizione import ending_mandates, vacant_seats
from rete.da_fare_domande import DOMANDE
from rete.da_fare_schede import cards_to_complete, changes_to_examine
from rete.da_fare_sedute import SEDUTE
from rete.enums import LivelloOrgano, StatoSegnalazione
from rete.models import Organo
from rete.permissions import Persona, is_operatore, reports_visible_to


def open_reports(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The reports of problems that nobody has answered: one card for all."""
    aperte = reports_visible_to(user).filter(stato=StatoSegnalazione.APERTA)
    quante = aperte.aggregate(quante=Count("pk"))["quante"]
    if quante:
        titolo = "1 segnalazione a cui rispondere"
        if quante > 1:
            titolo = f"{quante} segnalazioni a cui rispondere"
        indirizzo = f"{reverse('rete:segnalazioni')}?stato={StatoSegnalazione.APERTA}"
        yield Panel(titolo, indirizzo, parte="da_fare")


def vacant_places(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The organi of the network and of the projects with a seat that nobody holds."""
    if not is_operatore(user):
        return
    organi = Organo.objects.exclude(livello=LivelloOrgano.ESTERNO)
    vacanti = organi.filter(seggi__in=vacant_seats())
    vacanti = vacanti.annotate(quanti=Count("seggi"), uno=Min("seggi__ordine"))
    for organo in vacanti.order_by("ordine", "slug"):
        quanti = "un seggio vacante" if organo.quanti == 1 else f"{organo.quanti} seggi vacanti"
        yield Panel(
            f"{organo}: {quanti}",
            _where_to_designate(organo),
            testo="Si chiede la designazione a chi spetta e la si registra.",
            parte="da_fare",
        )


def _where_to_designate(organo: Organo) -> str:
    """Where who was sent to the only vacant seat is recorded; of several, where all are."""
    if organo.quanti == 1:
        return reverse("rete:designate", args=[organo.slug, organo.uno])
    return reverse("rete:composizione", args=[organo.slug])


def mandates_about_to_end(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The mandati that end within two months, by their last day."""
    if not is_operatore(user):
        return
    for mandato in ending_mandates():
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
