"""What is due from a person about scoring: cards of the Scrivania. Never a score."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from conciliazione.riquadri import Panel
from progetti.chi_valuta import lacks_members, missing_sheets, needs_remedy
from progetti.conflitti_tardivi import count_late
from progetti.enums import StatoAvviso, StatoProposta, StatoValutazione
from progetti.models import Avviso, Proposta, Valutazione
from progetti.models.avvisi import SCADUTI
from progetti.models.proposte import DA_ISTRUIRE, IN_GARA
from progetti.permissions import (
    calls_visible_to,
    can_choose_remedy,
    can_examine_conflicts,
    can_open_scoring,
    can_publish_call,
    can_rank,
    can_read_revealed,
    can_reveal,
    can_see_progress,
    has_declared,
    read_conflicts,
    sheets_visible_to,
)
from progetti.schede import to_discuss
from rete.permissions import Persona, is_responsabile, roles_of

SENZA_NUMERO = "Manca il numero legale: scegliere un rimedio"


def calls_scored_by(user: Persona) -> QuerySet[Avviso]:
    """The closed calls whose organo has a seat of `user`: not yet those ranked."""
    organi = [v.organo for v in roles_of(user) if v.organo]
    if not organi:
        return Avviso.objects.none()
    chiusi = calls_visible_to(user).filter(stato=StatoAvviso.CHIUSO, organo__slug__in=organi)
    return chiusi.select_related("organo", "progetto__alleanza").order_by("pk")


def interests_to_declare(user: Persona, avviso: Avviso) -> Iterator[Panel]:
    """The declaration that opens the proposals to a member."""
    if avviso.rivelato_il is None and not has_declared(user, avviso):
        in_gara = Proposta.objects.filter(avviso=avviso, stato__in=IN_GARA)
        if in_gara.exists():
            yield _due(avviso, "Dichiarare i propri interessi", "declare")


def sheets_to_write(user: Persona, avviso: Avviso) -> Iterator[Panel]:
    """The sheets of a member that are still open, or, after the reveal, not yet confirmed."""
    stato = StatoValutazione.CONSEGNATA if avviso.rivelato_il else StatoValutazione.IN_CORSO
    proprie = sheets_visible_to(user, avviso).filter(mandato__utente=user.pk, stato=stato)
    if quante := proprie.count():
        che = "Confermare" if avviso.rivelato_il else "Compilare e consegnare"
        yield _due(avviso, f"{che} {quante} {_sheets(quante)} di valutazione", "avviso")


def matters_to_discuss(user: Persona, avviso: Avviso) -> Iterator[Panel]:
    """The proposals on which the members are far apart, and nobody has written why."""
    if can_read_revealed(user, avviso) and (quante := len(to_discuss(user, avviso))):
        cosa = "proposta" if quante == 1 else "proposte"
        yield _due(avviso, f"Discutere {quante} {cosa} con punteggi lontani", "matrix")


def scoring_to_open(user: Persona, avviso: Avviso) -> Iterator[Panel]:
    """A call whose proposals were all examined: its sheets are to be opened, or, with too few
    members, it is to be said what is done without them."""
    if not can_open_scoring(user, avviso):
        return
    stati = set(Proposta.objects.filter(avviso=avviso).values_list("stato", flat=True))
    if StatoProposta.AMMISSIBILE in stati and not stati & set(DA_ISTRUIRE):
        if lacks_members(read_conflicts(avviso)):
            yield _phase(avviso, SENZA_NUMERO, "scegli-un-rimedio")
        else:
            yield _phase(avviso, "Aprire le schede di valutazione", "apri-le-schede")


def remedy_to_choose(user: Persona, avviso: Avviso) -> Iterator[Panel]:
    """A scoring that lost members once its sheets were open, and has too few of them."""
    if avviso.valutazione_aperta_il is None or not can_choose_remedy(user, avviso):
        return
    if needs_remedy(avviso):
        yield _phase(avviso, SENZA_NUMERO, "scegli-un-rimedio")


def scoring_to_move(user: Persona, avviso: Avviso) -> Iterator[Panel]:
    """A scoring under way: sheets to be opened for who became free, sheets not delivered yet, or
    all delivered and, for too few of them, not revealed by the portal."""
    if not can_reveal(user, avviso):
        return
    quadro = read_conflicts(avviso)
    if mancano := missing_sheets(quadro):
        titolo = f"Aprire {mancano} {_sheets(mancano)} a chi può valutare e non ne ha"
        yield _phase(avviso, titolo, "apri-le-schede-mancanti")
    if not can_see_progress(user, avviso):
        return
    in_corso = Valutazione.objects.filter(
        proposta__avviso=avviso, stato=StatoValutazione.IN_CORSO
    ).count()
    if in_corso:
        yield _due(avviso, f"{in_corso} {_sheets(in_corso)} da consegnare", "avviso")
    elif not mancano and not lacks_members(quadro):
        titolo = "Nessuna scheda da aspettare: chiudere la valutazione"
        yield _phase(avviso, titolo, "chiudi-la-valutazione")


def ranking_to_conclude(user: Persona, avviso: Avviso) -> Iterator[Panel]:
    """Scores that were revealed become a ranking; a ranking that is closed waits for its act."""
    if avviso.stato == StatoAvviso.VALUTATO:
        pagina, titolo = "conclude", "Registrare l’atto che approva la graduatoria"
    elif avviso.stato == StatoAvviso.CHIUSO and avviso.rivelato_il:
        pagina, titolo = "prepare", "Preparare e chiudere la graduatoria"
    else:
        return
    if can_rank(user, avviso):
        indirizzo = reverse(f"graduatoria:{pagina}", args=[avviso.slug])
        yield Panel(titolo, indirizzo, testo=avviso.titolo, parte="da_fare")


def conflicts_found_late(user: Persona, avviso: Avviso) -> Iterator[Panel]:
    """Sheets that count, of who by what is known now could not score: until it is said what is
    made of them."""
    if can_examine_conflicts(user, avviso) and (quante := count_late(avviso)):
        titolo = f"Incompatibilità emersa dopo: {quante} {_sheets(quante)}"
        yield _due(avviso, titolo, "late")


def scrivania(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """What is due about scoring: from who scores, then from who leads the procedure."""
    for avviso in calls_scored_by(user):
        yield from interests_to_declare(user, avviso)
        yield from sheets_to_write(user, avviso)
        yield from matters_to_discuss(user, avviso)
    for avviso in _led_by(user):
        yield from scoring_to_open(user, avviso)
        yield from remedy_to_choose(user, avviso)
        yield from scoring_to_move(user, avviso)
        yield from ranking_to_conclude(user, avviso)
        yield from conflicts_found_late(user, avviso)


def _led_by(user: Persona) -> list[Avviso]:
    """The calls past their closing, whose acts `user` records."""
    if user is None or not roles_of(user):
        return []
    scaduti = calls_visible_to(user).filter(stato__in=SCADUTI)
    if not is_responsabile(user):
        scaduti = scaduti.exclude(progetto=None)
    righe = scaduti.select_related("organo", "progetto__alleanza").order_by("pk")
    return [avviso for avviso in righe if can_publish_call(user, avviso)]


def _due(avviso: Avviso, titolo: str, pagina: str) -> Panel:
    indirizzo = reverse(f"valutazioni:{pagina}", args=[avviso.slug])
    return Panel(titolo, indirizzo, testo=avviso.titolo, parte="da_fare")


def _phase(avviso: Avviso, titolo: str, parole: str) -> Panel:
    """What is done by a step of the scoring, on its page."""
    indirizzo = reverse("valutazioni:phase", args=[avviso.slug, parole])
    return Panel(titolo, indirizzo, testo=avviso.titolo, parte="da_fare")


def _sheets(quante: int) -> str:
    return "scheda" if quante == 1 else "schede"
