"""The figures of the Piano: its acts, its purposes, and what its documents declare."""

from datetime import date

from django.db.models import QuerySet

from conciliazione.cifre import ELENCO, ErroreCifra, Richiesta, cifra, conta, open_when
from conciliazione.numeri import format_decimal, format_euro, format_percent
from piano.celle import cite_cell
from piano.models import (
    Dichiarazione,
    Finalita,
    IndicatorePiano,
    ObiettivoGenerale,
    Piano,
    TabellaContesto,
    Versione,
)
from rete.citazioni import cite_act
from rete.models import Ciclo

EURO = {"€", "euro"}
PERCENTO = {"%", "per cento"}


def write_declared(dichiarazione: Dichiarazione) -> str:
    """A declared value as its document prints it, else its number with the unit."""
    if dichiarazione.testo:
        return dichiarazione.testo
    if dichiarazione.unita in EURO:
        return format_euro(dichiarazione.valore)
    if dichiarazione.unita in PERCENTO:
        return format_percent(dichiarazione.valore)
    return f"{format_decimal(dichiarazione.valore)} {dichiarazione.unita}".strip()


def _plan_of(ciclo: Ciclo) -> Piano | None:
    return Piano.objects.filter(ciclo=ciclo).select_related("atto", "parere").first()


def read_plan(richiesta: Richiesta) -> Piano:
    """The Piano of the ciclo.

    Raises:
        ErroreCifra: there is none yet.
    """
    trovato = richiesta.once(_plan_of)
    if trovato is None:
        raise ErroreCifra("il ciclo non ha ancora un Piano")
    return trovato


def is_published(ciclo: Ciclo) -> bool:
    """Whether a version of the Piano of `ciclo` is anybody's to read."""
    return Versione.objects.pubblicate().filter(piano__ciclo=ciclo).exists()


open_when("piano", is_published)


@conta("piano.finalita", "Finalità del Piano", unita="finalità")
def finalita(richiesta: Richiesta) -> QuerySet[Finalita]:
    return Finalita.objects.filter(piano__ciclo=richiesta.ciclo)


@conta("piano.obiettivi", "Obiettivi generali del Piano", unita="obiettivi")
def obiettivi(richiesta: Richiesta) -> QuerySet[ObiettivoGenerale]:
    return ObiettivoGenerale.objects.filter(piano__ciclo=richiesta.ciclo)


@conta("piano.indicatori", "Indicatori del Piano", unita="indicatori")
def indicatori(richiesta: Richiesta) -> QuerySet[IndicatorePiano]:
    return IndicatorePiano.objects.filter(piano__ciclo=richiesta.ciclo)


@cifra("piano.atto", "Atto di approvazione", "testo")
def atto(richiesta: Richiesta) -> str | None:
    atto = read_plan(richiesta).atto
    return atto and cite_act(
        atto.get_tipo_display().lower(), atto.numero, atto.data, atto.data_citata
    )


@cifra("piano.approvato_il", "Approvazione del Piano", "data")
def approvato_il(richiesta: Richiesta) -> date | None:
    return read_plan(richiesta).approvato_il


@cifra("piano.parere_il", "Parere del Tavolo", "data")
def parere_il(richiesta: Richiesta) -> date | None:
    parere = read_plan(richiesta).parere
    return parere and parere.reso_il


@cifra("piano.dichiarazione", "Ciò che un documento dichiara", "testo", argomento="lo slug")
def dichiarazione(richiesta: Richiesta) -> str:
    righe = Dichiarazione.objects.filter(capitolo__piano__ciclo=richiesta.ciclo)
    righe = righe.order_by("capitolo__numero", "ordine")
    # A text calls many: each is looked for alone, all of them only to say which there are.
    trovata = righe.filter(slug=richiesta.argomento).first()
    return write_declared(trovata or richiesta.pick({riga.slug: riga for riga in righe}))


@cifra(
    "piano.cella",
    "Una cella di una tabella di contesto",
    "testo",
    argomento="tabella/etichetta della riga/titolo della colonna",
)
def cella(richiesta: Richiesta) -> str | None:
    tabelle = TabellaContesto.objects.filter(capitolo__piano__ciclo=richiesta.ciclo)
    tabelle = tabelle.order_by("capitolo__numero", "ordine")
    slug = richiesta.argomento.partition("/")[0]
    if slug != ELENCO and slug not in {tabella.slug for tabella in tabelle}:
        raise ErroreCifra(f"la tabella di contesto «{slug}» non esiste")
    return richiesta.pick(
        {
            f"{tabella.slug}/{riga['etichetta']}/{colonna['titolo']}": cite_cell(valore, colonna)
            for tabella in tabelle
            for riga in tabella.righe
            for colonna, valore in zip(tabella.colonne, riga["valori"], strict=True)
        }
    )
