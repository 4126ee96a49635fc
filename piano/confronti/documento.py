"""Two whole documents: what they are, their chapters and annexes, section by section."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from conciliazione.date import format_day
from piano.confronti.allineamento import align
from piano.confronti.blocchi import compare_blocks, prose
from piano.confronti.parole import likeness
from piano.confronti.voci import Differenza, Esito, Genere, added, changed, noted, removed
from piano.parti import Parte, parts

PAROLE_DI_SEZIONE = 60
ETICHETTE = {
    "dati_al": "Dati al",
    "titolo": "Titolo",
    "denominazioni_citate": "Come il Piano è chiamato",
    "stato": "Stato",
    "ciclo.denominazione": "Ciclo",
    "ciclo.dal": "Inizio del ciclo",
    "ciclo.al": "Fine del ciclo",
    "capofila.denominazione": "Ente capofila",
    "capofila.sigla": "Sigla dell’ente capofila",
    "capofila.indirizzo": "Indirizzo dell’ente capofila",
    "capofila.rete": "Nome della Rete",
    "capofila.ente_sovraordinato": "Ente sovraordinato",
    "capofila.firmatario": "Firmatario",
    "approvato_il": "Approvato il",
    "atto": "Atto di approvazione",
    "oggetto_atto": "Oggetto dell’atto",
    "parere.organo": "Parere, organo",
    "parere.esito": "Parere, esito",
    "parere.reso_il": "Parere, giorno",
}
GIORNI = frozenset({"dati_al", "ciclo.dal", "ciclo.al", "approvato_il", "parere.reso_il"})


@dataclass(frozen=True)
class ParteCambiata:
    """A chapter or an annex that is not as it was; the slug of the version that has it."""

    titolo: str
    esito: Esito
    differenze: tuple[Differenza, ...] = ()
    slug_prima: str = ""
    slug_dopo: str = ""


@dataclass(frozen=True)
class Confronto:
    """What changed from a version to another.

    `solo_aspetto` when the data differ and no word or value does.
    """

    identita: tuple[Differenza, ...]
    parti: tuple[ParteCambiata, ...]
    solo_aspetto: bool

    @property
    def uguali(self) -> bool:
        """Whether nothing changed that a reader could see."""
        return not self.identita and not self.parti

    @property
    def conteggi(self) -> list[tuple[str, int, int, int]]:
        """For each kind of thing that changed, how many were added, taken away, changed."""
        conti = Counter((d.genere, d.esito) for d in self._all())
        return [
            (genere.value, *(conti[genere, esito] for esito in Esito))
            for genere in Genere
            if any(conti[genere, esito] for esito in Esito)
        ]

    def _all(self) -> Iterator[Differenza]:
        yield from self.identita
        for parte in self.parti:
            yield from parte.differenze
            if parte.esito != Esito.CAMBIATO:
                yield Differenza(Genere.PARTE, parte.esito, parte.titolo)


def compare(prima: dict, dopo: dict) -> Confronto:
    """What changed from the `dati` of a version to those of another."""
    identita = tuple(_compare_identity(prima, dopo))
    parti = tuple(_compare_parts(parts(prima), parts(dopo)))
    return Confronto(identita, parti, not identita and not parti and prima != dopo)


# --- Identity ---------------------------------------------------------------------------------


def _compare_identity(prima: dict, dopo: dict) -> Iterator[Differenza]:
    a, b = _flat(_identity(prima)), _flat(_identity(dopo))
    for nome in dict.fromkeys([*ETICHETTE, *a, *b]):
        etichetta = ETICHETTE.get(nome, nome)
        scritti = (_write(nome, detti.get(nome)) for detti in (a, b))
        yield from changed(Genere.IDENTITA, etichetta, *scritti)


def _identity(dati: dict) -> dict:
    return {"dati_al": dati["dati_al"], **dati["piano"]}


def _flat(detti: dict, sopra: str = "") -> dict[str, object]:
    piani: dict[str, object] = {}
    for nome, valore in detti.items():
        if isinstance(valore, dict):
            piani |= _flat(valore, f"{sopra}{nome}.")
        else:
            piani[f"{sopra}{nome}"] = valore
    return piani


def _write(nome: str, valore: object) -> str:
    if not valore:
        return ""
    if isinstance(valore, list):
        return "; ".join(map(str, valore))
    return format_day(date.fromisoformat(str(valore))) if nome in GIORNI else str(valore)


# --- Chapters, annexes, sections --------------------------------------------------------------


def _compare_parts(prima: list[Parte], dopo: list[Parte]) -> Iterator[ParteCambiata]:
    trovato = align(prima, dopo, _bare_title, _parts_alike)
    for a, b in trovato.coppie:
        if a is None:
            yield ParteCambiata(b.titolo, Esito.AGGIUNTO, slug_dopo=b.slug)
        elif b is None:
            yield ParteCambiata(a.titolo, Esito.TOLTO, slug_prima=a.slug)
        elif differenze := tuple(_compare_part(a, b)):
            yield ParteCambiata(b.titolo, Esito.CAMBIATO, differenze, a.slug, b.slug)


def _compare_part(a: Parte, b: Parte) -> Iterator[Differenza]:
    yield from changed(Genere.PARTE, "Numero e titolo", a.titolo, b.titolo)
    trovato = align(a.sezioni, b.sezioni, lambda sezione: sezione["titolo"], _sections_alike)
    for x, y in trovato.coppie:
        if x is None:
            yield added(Genere.SEZIONE, _name(y), _opening(y))
        elif y is None:
            yield removed(Genere.SEZIONE, _name(x), _opening(x))
        else:
            yield from changed(Genere.SEZIONE, "Titolo di sezione", x["titolo"], y["titolo"])
            for differenza in compare_blocks(x["blocchi"], y["blocchi"]):
                yield replace(differenza, sezione=y["titolo"])
    if trovato.riordinato:
        yield noted(Genere.SEZIONE, "Cambia l’ordine delle sezioni")


def _bare_title(parte: Parte) -> str:
    """The title without its number or letter, which change when something comes before."""
    return parte.titolo.partition(". ")[2] or parte.titolo


def _parts_alike(a: Parte, b: Parte) -> float:
    """The same name in addresses, else titles alike; an annex is never a chapter."""
    if a.slug == b.slug and not a.slug.startswith("allegato-"):
        return 1.0
    return likeness(_bare_title(a), _bare_title(b))


def _sections_alike(a: dict, b: dict) -> float:
    if not a["titolo"] or not b["titolo"]:
        return 0.0
    contenuto = likeness(" ".join(prose(a["blocchi"])), " ".join(prose(b["blocchi"])))
    return max(contenuto, likeness(a["titolo"], b["titolo"]))


def _name(sezione: dict) -> str:
    return f"Sezione «{sezione['titolo']}»" if sezione["titolo"] else "Sezione senza titolo"


def _opening(sezione: dict) -> str:
    """The first words of a section."""
    parole = " ".join(prose(sezione["blocchi"])).split()
    scritte = " ".join(parole[:PAROLE_DI_SEZIONE])
    return f"{scritte} …" if len(parole) > PAROLE_DI_SEZIONE else scritte
