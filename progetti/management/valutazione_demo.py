"""How the calls of the demo are scored, ranked and concluded."""

from datetime import datetime, timedelta

from conciliazione.periodi import today
from progetti.enums import StatoValutazione
from progetti.graduatoria import read_ranking
from progetti.management.passi_demo import (
    Scheda,
    act,
    dated,
    day,
    days_before,
    do,
    moment,
    move,
    person,
    publisher,
)
from progetti.models import (
    Avviso,
    DichiarazioneInteressi,
    Incompatibilita,
    NotaDiscussione,
    Progetto,
    Proposta,
    Punteggio,
    Valutazione,
)
from progetti.permissions import read_conflicts
from progetti.transitions.schede import reveal_if_complete
from progetti.verbale import draft_scoring
from rete.management.commands.crea_sedute_demo import convened, hold
from rete.models import Seduta

NESSUN_INTERESSE = "Dichiaro di non avere rapporti con chi propone e con chi partecipa."
SOLO_QUELLO = "Dichiaro il conflitto che segnalo e nessun altro rapporto con chi propone."
ORA = 15


def open_sheets(avviso: Avviso, scheda: Scheda) -> None:
    """Remedy, declarations and sheets: as far as each member has come."""
    if "rimedio" in scheda:
        rimedio, motivo = scheda["rimedio"]
        fatto = act(avviso, "Scelta senza numero legale", today() - timedelta(days=10))
        do(
            avviso,
            "choose_remedy",
            publisher(avviso),
            motivo,
            rimedio=rimedio,
            record_act=lambda: fatto,
        )
    quando = days_before(scheda, 3)
    with dated(quando):
        _declare(avviso, scheda)
    do(avviso, "open_scoring", publisher(avviso), quando=quando)
    if quando is not None:
        Valutazione.objects.filter(proposta__avviso=avviso).update(aperta_il=quando)
    for sua in scheda["proposte"]:
        for chi, punti in sua["voti"].items():
            _write_sheet(_of(avviso, sua), chi, punti, sua["motivi"], days_before(scheda, 1))


def _of(avviso: Avviso, sua: Scheda) -> Proposta:
    return avviso.proposte.get(creata_da=person(str(sua["chi"])))


def _declare(avviso: Avviso, scheda: Scheda) -> None:
    """Each member declares; some declare a conflict too."""
    conflitti = {
        chi: (proponente, motivo) for chi, proponente, motivo in scheda.get("conflitti", ())
    }
    per_utente = {person(chi).pk: detto for chi, detto in conflitti.items()}
    for mandato in read_conflicts(avviso).mandati:
        detto = per_utente.get(mandato.utente_id)
        DichiarazioneInteressi.objects.create(
            avviso=avviso, mandato=mandato, testo=SOLO_QUELLO if detto else NESSUN_INTERESSE
        )
        if detto:
            Incompatibilita.objects.create(
                mandato=mandato,
                proposta=avviso.proposte.get(creata_da=person(detto[0])),
                motivo=detto[1],
                dichiarata_da=mandato.utente,
            )


def _write_sheet(
    proposta: Proposta, chi: str, punti: list[str], motivi: list[str], quando: datetime | None
) -> None:
    """Points and reasons of a member; delivered, now or then, if there are all."""
    utente = person(chi)
    valutazione = Valutazione.objects.get(proposta=proposta, mandato__utente=utente)
    righe = Punteggio.objects.filter(valutazione=valutazione).order_by("criterio__ordine")
    for riga, valore, motivo in zip(righe, punti, motivi, strict=True):
        if valore:
            Punteggio.objects.filter(pk=riga.pk).update(punti=valore, motivazione=motivo)
    if all(punti):
        do(valutazione, "deliver", utente, quando=quando)


def reveal(avviso: Avviso, scheda: Scheda) -> None:
    """The last sheet is in: the scores are seen, discussed and confirmed on the day of the
    meeting."""
    with dated(days_before(scheda, 0)):
        _reveal(avviso, scheda)


def _reveal(avviso: Avviso, scheda: Scheda) -> None:
    reveal_if_complete(avviso)
    avviso.refresh_from_db()
    for sua in scheda["proposte"]:
        if "nota" in sua:
            autore = person(next(iter(sua["voti"])))
            NotaDiscussione.objects.create(
                proposta=_of(avviso, sua), testo=sua["nota"], autore=autore
            )
    schede = Valutazione.objects.filter(proposta__avviso=avviso, stato=StatoValutazione.CONSEGNATA)
    for valutazione in schede.select_related("mandato__utente", "proposta__avviso"):
        do(valutazione, "confirm", valutazione.mandato.utente)


def hold_meeting(avviso: Avviso, scheda: Scheda) -> None:
    """The organo met, its minutes come from the data, the ranking is closed."""
    segreteria, fine = person("operatore"), days_before(scheda, 0, ora=17)
    convocata = days_before(scheda, 14)
    with dated(convocata):
        seduta = convened(avviso.organo, f"Valutazione delle proposte: {avviso.titolo}", segreteria)
    quando = days_before(scheda, 0, ora=13)
    do(avviso, "link_meeting", publisher(avviso), quando=quando, seduta=seduta)
    with dated(fine):
        hold(seduta, segreteria, days_ago=(today() - day(scheda["seduta"])).days)
    move(seduta, convocata_il=convocata)
    verbale = draft_scoring(read_ranking(avviso)).replace("alle ore …", "alle ore 16:30")
    Seduta.objects.filter(pk=seduta.pk).update(
        verbale=verbale.replace("\n\n…", "\n\nNon c’è nulla da decidere.")
    )
    seduta.refresh_from_db()
    do(seduta, "write_minutes", segreteria, quando=fine)
    avviso.refresh_from_db()
    do(avviso, "rank", publisher(avviso), quando=fine)


def conclude(avviso: Avviso, scheda: Scheda) -> None:
    """The act is recorded; what the proposals of 2014 became is in the Piano already."""
    giorno = day(scheda["esito_il"]) if "esito_il" in scheda else day(scheda["seduta"] + 7)
    atto = act(avviso, "Approvazione della graduatoria", giorno, scheda.get("atto_esito"))
    per_codice = {_of(avviso, sua).codice: sua for sua in scheda["proposte"]}
    progetti = {c: s["progetto"] for c, s in per_codice.items() if "progetto" in s}
    do(
        avviso,
        "conclude",
        publisher(avviso),
        quando=moment(giorno, ORA),
        record_act=lambda: atto,
        motivazioni={c: s["esito"] for c, s in per_codice.items() if "esito" in s},
        progetti={c: Progetto.objects.get(slug=slug) for c, slug in progetti.items()},
    )
