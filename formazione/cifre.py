"""The figures of training and communication."""

from django.db.models import QuerySet

from conciliazione.cifre import Richiesta, conta, somma
from formazione.enums import GenereTestata
from formazione.models import (
    AzioneComunicazione,
    Contenuto,
    Iniziativa,
    ObiettivoComunicazione,
    ObiettivoFormazione,
    Pubblico,
    RigaAzione,
    TemaFormazione,
    Testata,
)


def _initiatives(richiesta: Richiesta) -> QuerySet[Iniziativa]:
    return Iniziativa.objects.filter(ciclo=richiesta.ciclo)


conta("formazione.iniziative", "Iniziative di formazione", unita="iniziative")(_initiatives)
somma("formazione.edizioni", "Edizioni previste", "edizioni", unita="edizioni")(_initiatives)


@conta("formazione.temi", "Temi della formazione", unita="temi")
def temi(richiesta: Richiesta) -> QuerySet[TemaFormazione]:
    return TemaFormazione.objects.filter(ciclo=richiesta.ciclo)


@conta("formazione.obiettivi", "Obiettivi della formazione", unita="obiettivi")
def obiettivi(richiesta: Richiesta) -> QuerySet[ObiettivoFormazione]:
    return ObiettivoFormazione.objects.filter(ciclo=richiesta.ciclo)


@conta("formazione.obiettivi_comunicazione", "Obiettivi della comunicazione", unita="obiettivi")
def obiettivi_comunicazione(richiesta: Richiesta) -> QuerySet[ObiettivoComunicazione]:
    return ObiettivoComunicazione.objects.filter(ciclo=richiesta.ciclo)


@conta("formazione.contenuti", "Contenuti per l'autoformazione", unita="contenuti")
def contenuti(richiesta: Richiesta) -> QuerySet[Contenuto]:
    return Contenuto.objects.filter(ciclo=richiesta.ciclo)


@conta("formazione.pubblici", "Pubblici della comunicazione", unita="pubblici")
def pubblici(richiesta: Richiesta) -> QuerySet[Pubblico]:
    return Pubblico.objects.filter(ciclo=richiesta.ciclo)


@conta("formazione.azioni", "Azioni di comunicazione", unita="azioni")
def azioni(richiesta: Richiesta) -> QuerySet[AzioneComunicazione]:
    return AzioneComunicazione.objects.filter(ciclo=richiesta.ciclo)


@conta("formazione.righe", "Righe delle azioni di comunicazione", unita="righe")
def righe(richiesta: Richiesta) -> QuerySet[RigaAzione]:
    return RigaAzione.objects.filter(azione__ciclo=richiesta.ciclo).select_related("azione")


@conta(
    "formazione.testate",
    "Testate",
    unita="testate",
    argomento="il genere",
    facoltativo=True,
)
def testate(richiesta: Richiesta) -> QuerySet[Testata]:
    nominate = Testata.objects.filter(ciclo=richiesta.ciclo)
    if richiesta.argomento:
        generi = {valore: valore for valore in GenereTestata.values}
        nominate = nominate.filter(genere=richiesta.pick(generi))
    return nominate
