"""The whole Piano as data: what the templates, the PDF and the public API read.

One JSON structure, the same for the same rows and the same day: no clock is read here. `schema`
changes when its shape does.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from conciliazione.testo import Brano, Richiamo, fill_figures, render_markdown, split_blocks
from piano.blocchi import Blocco, testo
from piano.capitoli.allegati import annexes
from piano.capitoli.procedura import name_act
from piano.capitoli.registro import Compilazione, make_block
from piano.deroghe import waivers_that_hold
from piano.enums import StatoPiano
from piano.models import Capitolo, Piano, Sezione
from rete.models import ProfiloCapofila, Soggetto

SCHEMA = 1


class ErroreCompilazione(Exception):
    """The Piano cannot be compiled; the message, in Italian, says where and what to mend."""


def day_of_data(piano: Piano, today: date) -> date:
    """The day of which the Piano speaks, when nobody chooses another.

    An approved Piano says what was true on the day of its act; one that is being written or
    changed, what is true today, within its ciclo.
    """
    if piano.stato == StatoPiano.APPROVATO:
        return piano.approvato_il
    return min(max(today, piano.ciclo.dal), piano.ciclo.al)


def compile_data(
    piano: Piano, on: date, advance: Callable[[int, int], None] = lambda fatti, tutti: None
) -> dict[str, object]:
    """The data of `piano` on a day; `advance` hears of each chapter done, out of how many.

    Raises:
        ErroreCompilazione: there is nothing to compile, or a text calls a figure or a block that
            does not exist or cannot be computed.
    """
    capitoli = list(piano.capitoli.prefetch_related("sezioni"))
    if not capitoli:
        raise ErroreCompilazione(
            "Il Piano non ha capitoli: caricarli con «manage.py carica_piano_2014»."
        )
    compilazione = Compilazione(piano, on)
    fatti = []
    for n, capitolo in enumerate(capitoli, start=1):
        fatti.append(_chapter(capitolo, compilazione))
        advance(n, len(capitoli) + 1)
    deroghe = waivers_that_hold(piano, on)
    dati = {
        "schema": SCHEMA,
        "dati_al": on.isoformat(),
        "piano": _identity(piano),
        "capitoli": fatti,
        "allegati": [_annex(*allegato) for allegato in annexes(compilazione, deroghe)],
    }
    dati["indice"] = list(_contents(dati))
    _number(dati)
    advance(len(capitoli) + 1, len(capitoli) + 1)
    return dati


def all_blocks(dati: dict) -> Iterator[Blocco]:
    """Every block of the document, in reading order."""
    for capitolo in dati["capitoli"]:
        for sezione in capitolo["sezioni"]:
            yield from sezione["blocchi"]
    for allegato in dati["allegati"]:
        yield from allegato["blocchi"]


# --- Chapters ---------------------------------------------------------------------------------


def _chapter(capitolo: Capitolo, compilazione: Compilazione) -> dict[str, object]:
    sezioni, numero = [], 0
    for sezione in capitolo.sezioni.all():
        numero += bool(sezione.titolo)
        sezioni.append(_section(capitolo, sezione, numero, compilazione))
    return {
        "numero": capitolo.numero,
        "slug": capitolo.slug,
        "titolo": capitolo.titolo,
        "ancora": f"capitolo-{capitolo.slug}",
        "sezioni": sezioni,
    }


def _section(
    capitolo: Capitolo, sezione: Sezione, numero: int, compilazione: Compilazione
) -> dict[str, object]:
    """A section; one without a title goes on under the heading before it."""
    try:
        blocchi = list(_compose(sezione.testo, compilazione))
    except ValueError as errore:
        dove = f"Capitolo {capitolo}, sezione {sezione.ordine}"
        titolo = f" «{sezione.titolo}»" if sezione.titolo else ""
        raise ErroreCompilazione(
            f"{dove}{titolo}: {errore}. Correggere il testo e compilare di nuovo."
        ) from errore
    if not numero:
        _raise_headings(blocchi)
    numerata = f"{capitolo.numero}.{numero}" if sezione.titolo else ""
    return {
        "numero": numerata,
        "titolo": sezione.titolo,
        "ancora": f"sezione-{numerata.replace('.', '-')}" if numerata else "",
        "blocchi": blocchi,
    }


def _raise_headings(blocchi: list[Blocco]) -> None:
    """Where no section has a title yet, headings stand right under the chapter's."""
    for blocco in blocchi:
        if blocco["tipo"] == "titolo":
            blocco["livello"] -= 1


def _compose(scritto: str, compilazione: Compilazione) -> Iterator[Blocco]:
    """The blocks that a text becomes: prose with its figures, and the blocks it calls."""
    for pezzo in split_blocks(scritto):
        if isinstance(pezzo, Richiamo):
            yield from make_block(pezzo.nome, pezzo.argomento, compilazione)
        elif isinstance(pezzo, Brano):
            pieno = fill_figures(pezzo.testo, compilazione.lettura.write)
            yield testo(render_markdown(pieno))


def _annex(lettera: str, titolo: str, blocchi: list[Blocco]) -> dict[str, object]:
    return {
        "lettera": lettera,
        "titolo": titolo,
        "ancora": f"allegato-{lettera.lower()}",
        "blocchi": blocchi,
    }


def _contents(dati: dict) -> Iterator[dict[str, object]]:
    """The entries of the contents: chapters with their titled sections, then the annexes."""
    for capitolo in dati["capitoli"]:
        voci = [_entry(s, f"{s['numero']} {s['titolo']}") for s in capitolo["sezioni"]]
        titolo = f"{capitolo['numero']}. {capitolo['titolo']}"
        yield {**_entry(capitolo, titolo), "voci": [voce for voce in voci if voce["ancora"]]}
    for allegato in dati["allegati"]:
        titolo = f"Allegato {allegato['lettera']}. {allegato['titolo']}"
        yield {**_entry(allegato, titolo), "voci": []}


def _entry(parte: dict, titolo: str) -> dict[str, object]:
    return {"titolo": titolo, "ancora": parte["ancora"]}


# --- Identity ---------------------------------------------------------------------------------


def _identity(piano: Piano) -> dict[str, object]:
    """What the cover and the heading of every page say."""
    ciclo, parere = piano.ciclo, piano.parere
    return {
        "titolo": piano.titolo,
        "denominazioni_citate": piano.denominazioni_citate,
        "stato": piano.get_stato_display(),
        "ciclo": {
            "denominazione": ciclo.denominazione,
            "dal": ciclo.dal.isoformat(),
            "al": ciclo.al.isoformat(),
        },
        "capofila": lead_body(ciclo.capofila),
        "approvato_il": piano.approvato_il and piano.approvato_il.isoformat(),
        "atto": name_act(piano.atto),
        "oggetto_atto": piano.atto.oggetto if piano.atto else "",
        "parere": parere
        and {
            "organo": str(parere.organo),
            "esito": parere.get_esito_display().lower(),
            "reso_il": parere.reso_il.isoformat(),
        },
    }


def lead_body(capofila: Soggetto) -> dict[str, str]:
    """The lead body as the documents name it."""
    profilo = ProfiloCapofila.objects.filter(soggetto=capofila).first() or ProfiloCapofila(
        nome_rete="Rete Territoriale di Conciliazione"
    )
    return {
        "denominazione": capofila.denominazione,
        "sigla": capofila.sigla,
        "indirizzo": " ".join(
            parte for parte in (capofila.indirizzo, capofila.cap, capofila.localita) if parte
        ),
        "rete": profilo.nome_rete,
        "ente_sovraordinato": profilo.ente_sovraordinato,
        "firmatario": profilo.firmatario,
    }


# --- Running numbers --------------------------------------------------------------------------


def _number(dati: dict) -> None:
    """Number tables and figures, make their keys unique, and tell figures which is their table."""
    visti: Counter[str] = Counter()
    serie: dict[str, list[Blocco]] = {"tabella": [], "grafico": []}
    for blocco in all_blocks(dati):
        if blocco["tipo"] in serie:
            chiave = blocco["chiave"]
            visti[chiave] += 1
            if visti[chiave] > 1:
                blocco["chiave"] = f"{chiave}-{visti[chiave]}"
            serie[blocco["tipo"]].append(blocco)
    dati["tabelle"] = _numbered(serie["tabella"], "tabella")
    dati["figure"] = _numbered(serie["grafico"], "figura")
    numeri = {t["chiave"]: t["numero"] for t in reversed(serie["tabella"])}
    for figura in serie["grafico"]:
        richiamata = numeri.get(figura.pop("richiama"))
        if richiamata:
            figura["tabella"] = f"tabella {richiamata}"


def _numbered(blocchi: list[Blocco], nome: str) -> list[dict[str, object]]:
    """Give each block its number and anchor; return the list of them."""
    indice = []
    for numero, blocco in enumerate(blocchi, start=1):
        blocco["numero"], blocco["ancora"] = numero, f"{nome}-{numero}"
        indice.append({k: blocco[k] for k in ("numero", "titolo", "ancora")})
    return indice
