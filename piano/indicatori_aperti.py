"""The indicators of the published Piano as open data: what each measure has reached on a day."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from conciliazione.dati_aperti import Campo, Dataset, Tipo, campo, register, scelta, whole
from conciliazione.periodi import today
from piano.cifre import is_published
from piano.enums import ModoMisura
from piano.models import Piano
from piano.raggiunto import Raggiunto, measures_of, reached
from rete.cifre_aperte import GiornoFilter
from rete.dati_aperti.campi import ciclo
from rete.pannelli import read_figures


class RaggiuntoFilter(GiornoFilter):
    """The measures of a day."""

    def read(self, on: date) -> Sequence[Raggiunto]:
        return read_reached(on)


def read_reached(on: date | None = None) -> Sequence[Raggiunto]:
    """The measures of the Piano in force on a day (default: today), read when they are wanted;
    none before it is published."""
    return SimpleLazyObject(lambda: _read(on))


def _read(on: date | None) -> list[Raggiunto]:
    lettura = read_figures(on=on)
    if lettura is None or not is_published(lettura.ciclo):
        return []
    piano = Piano.objects.filter(ciclo=lettura.ciclo).first()
    return reached(measures_of(piano), lettura) if piano else []


def _page(riga: Raggiunto) -> str:
    giorno = "" if riga.al == today() else f"?al={riga.al.isoformat()}"
    return whole(reverse("rete:cifra", args=[riga.riferimento]) + giorno)


register(
    Dataset(
        nome="indicatori-piano",
        titolo="Indicatori del Piano",
        descrizione="Gli indicatori con cui si giudica il Piano intero, misura per misura:"
        " partenza, valore atteso, quanto è stato raggiunto un giorno qualsiasi, o perché non si"
        " calcola.",
        campi=(
            campo("numero", "Numero della misura nel Piano", da="misura.numero", esempio="1"),
            ciclo("misura.indicatore.piano.ciclo"),
            campo("indicatore", "Indicatore", da="misura.indicatore.denominazione"),
            campo("misura", "Che cosa si misura", da="misura.denominazione"),
            campo(
                "con_incremento",
                "Vero se si chiede anche l'incremento percentuale",
                Tipo.BOOLEANO,
                da="misura.con_incremento",
            ),
            *scelta("modo", "Come si calcola", ModoMisura, da="misura.modo"),
            campo("partenza", "Valore di partenza", Tipo.DECIMALE, facoltativo=True),
            campo("target", "Valore atteso", Tipo.DECIMALE, da="misura.target", facoltativo=True),
            campo("fonte", "Da dove si rileva", da="misura.fonte", facoltativo=True),
            campo("cadenza", "Ogni quanto si rileva", da="misura.cadenza", facoltativo=True),
            campo("al", "Giorno a cui si riferisce il valore", Tipo.DATA),
            campo(
                "valore",
                "Quanto è stato raggiunto; vuoto dove non si calcola",
                Tipo.DECIMALE,
                facoltativo=True,
                esempio=12,
            ),
            campo(
                "incremento",
                "Incremento sulla partenza",
                Tipo.DECIMALE,
                unita="%",
                facoltativo=True,
                esempio=12.5,
            ),
            campo("perche", "Perché il valore non c'è", facoltativo=True),
            campo("perche_incremento", "Perché l'incremento non c'è", facoltativo=True),
            campo("cifra", "Cifra da cui si legge", da="misura.cifra", facoltativo=True),
            Campo(
                "somma_di",
                lambda riga: [a.indicatore.riferimento for a in riga.addendi],
                "Indicatori dei progetti che si sommano (riferimento)",
                Tipo.ELENCO,
            ),
            Campo("pagina", _page, "Pagina con le righe da cui viene il valore", Tipo.INDIRIZZO),
        ),
        righe=read_reached,
        filtri=RaggiuntoFilter,
        calcolato=True,
        tema="GOVE",
        parole=("piano territoriale", "indicatori", "monitoraggio"),
    )
)
