"""The minutes of the scoring of a call, drafted from the data.

They speak of seats and of soggetti, as all minutes do, and of what the organo gave together: means
and scores. Who gave what is in the single sheets, which are never published.
"""

from collections.abc import Iterable, Iterator

from conciliazione.numeri import format_decimal, format_euro
from conciliazione.testo import close_sentence, escape_markdown
from progetti.graduatoria import Graduatoria, Riga
from progetti.lettera_esito import DETTI
from progetti.models import Avviso, NotaDiscussione
from progetti.permissions.conflitti import Quadro, read_conflicts
from progetti.punteggio import Posto
from rete.models import Mandato, Soggetto
from rete.verbali import draft_minutes


def draft_scoring(graduatoria: Graduatoria) -> str:
    """The minutes of the meeting in which the organo scored, in Markdown."""
    return draft_minutes(graduatoria.avviso.seduta, list(_paragraphs(graduatoria)))


def _paragraphs(graduatoria: Graduatoria) -> Iterator[str]:
    avviso = graduatoria.avviso
    yield f"# Valutazione delle proposte: {escape_markdown(avviso.titolo)}"
    yield (
        f"Soglia {_points(avviso.soglia)} punti su 100, dotazione {format_euro(avviso.dotazione)}."
        " I criteri e i pesi sono quelli dell’avviso."
    )
    yield from _excluded(avviso)
    yield "# Punteggi"
    for riga in graduatoria.righe:
        yield from _proposal(graduatoria, riga)
    yield from _notes(avviso)
    yield "# Graduatoria"
    yield from _ranking(graduatoria)


def _excluded(avviso: Avviso) -> Iterator[str]:
    """Who did not score, what and why: the personal reasons are not told."""
    quadro = read_conflicts(avviso)
    righe = [riga for mandato in quadro.mandati for riga in _why(quadro, mandato)]
    yield "# Chi non ha valutato"
    if righe:
        yield "\n".join(righe)
    else:
        yield "Nessun componente è incompatibile."


def _why(quadro: Quadro, mandato: Mandato) -> Iterator[str]:
    titoli = {p.pk: escape_markdown(str(p)) for p in quadro.proposte}
    vietate = [p.pk for p in quadro.proposte if (mandato.pk, p.pk) in quadro.vietate]
    if not vietate:
        return
    cause = [c for c in quadro.conflitti if c.mandato == mandato.pk]
    nomi = _names({id_ for c in cause for id_ in (c.ente, c.partecipante)})
    perche = [
        f"{nomi[c.ente]} partecipa a «{titoli[c.proposta]}»"
        if not c.per_legame
        else f"{nomi[c.ente]} è legato a {nomi[c.partecipante]}, che partecipa a"
        f" «{titoli[c.proposta]}»"
        for c in cause
    ]
    if any(p.mandato_id == mandato.pk for p in quadro.personali):
        perche.append("dichiarazione personale")
    quali = (
        "tutte le proposte"
        if len(vietate) == len(quadro.proposte)
        else ", ".join(f"«{titoli[pk]}»" for pk in vietate)
    )
    chi = escape_markdown(f"{mandato.seggio.categoria}, {mandato.get_qualita_display().lower()}")
    yield f"- {chi}: non valuta {quali}, perché {close_sentence('; '.join(perche))}"


def _names(soggetti: Iterable[int]) -> dict[int, str]:
    righe = Soggetto.objects.filter(pk__in=list(soggetti))
    return {soggetto.pk: escape_markdown(str(soggetto)) for soggetto in righe}


def _proposal(graduatoria: Graduatoria, riga: Riga) -> Iterator[str]:
    posto = riga.posto
    yield f"## {escape_markdown(str(riga.proposta))}"
    yield (
        f"Presentata da {escape_markdown(str(riga.proposta.proponente))}. Schede: {riga.schede}."
        f" Punteggio **{_points(posto.punteggio)}**, scarto {_points(posto.scarto)}."
    )
    yield "\n".join(
        f"- {escape_markdown(c.titolo)}: media {_points(posto.medie[c.ordine])} su"
        f" {_points(c.massimo)} (peso {_points(c.peso)})"
        for c in graduatoria.criteri
    )


def _notes(avviso: Avviso) -> Iterator[str]:
    note = NotaDiscussione.objects.filter(proposta__avviso=avviso).select_related("proposta")
    righe = [
        f"- «{escape_markdown(str(n.proposta))}»: {escape_markdown(n.testo)}"
        for n in note.order_by("proposta__codice", "scritta_il", "pk")
    ]
    if righe:
        yield "# Discussione"
        yield "\n".join(righe)


def _ranking(graduatoria: Graduatoria) -> Iterator[str]:
    righe = [f"- {_place(riga)}" for riga in graduatoria.righe]
    yield "\n".join(righe) if righe else "Nessuna proposta è in graduatoria."
    if graduatoria.da_decidere:
        yield (
            "La dotazione non basta per tutte le proposte pari. L’organo decide che precede …,"
            " perché …"
        )
    yield f"In tutto si assegnano {format_euro(graduatoria.assegnato)}."


def _place(riga: Riga) -> str:
    posto = riga.posto
    dove = f"{posto.posizione}º posto" if posto.posizione else "fuori graduatoria"
    detto = f"{dove}: «{escape_markdown(str(riga.proposta))}», {_points(posto.punteggio)} punti"
    return f"{detto}, {_outcome(posto)}"


def _outcome(posto: Posto) -> str:
    if posto.da_decidere:
        return "da decidere fra i pari merito"
    detto = DETTI[posto.esito]
    return f"{detto} per {format_euro(posto.importo)}" if posto.importo else detto


def _points(valore: object) -> str:
    return format_decimal(valore, 2)
