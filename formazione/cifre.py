"""The figures of training and communication."""

from django.db.models import Model, Sum

from conciliazione.cifre import Richiesta, cifra
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


def _count(modello: type[Model], richiesta: Richiesta) -> int:
    return modello.objects.filter(ciclo=richiesta.ciclo).count()


@cifra("formazione.iniziative", "Iniziative di formazione")
def iniziative(richiesta: Richiesta) -> int:
    return _count(Iniziativa, richiesta)


@cifra("formazione.edizioni", "Edizioni previste")
def edizioni(richiesta: Richiesta) -> int:
    righe = Iniziativa.objects.filter(ciclo=richiesta.ciclo)
    return righe.aggregate(somma=Sum("edizioni", default=0))["somma"]


@cifra("formazione.temi", "Temi della formazione")
def temi(richiesta: Richiesta) -> int:
    return _count(TemaFormazione, richiesta)


@cifra("formazione.obiettivi", "Obiettivi della formazione")
def obiettivi(richiesta: Richiesta) -> int:
    return _count(ObiettivoFormazione, richiesta)


@cifra("formazione.obiettivi_comunicazione", "Obiettivi della comunicazione")
def obiettivi_comunicazione(richiesta: Richiesta) -> int:
    return _count(ObiettivoComunicazione, richiesta)


@cifra("formazione.contenuti", "Contenuti per l'autoformazione")
def contenuti(richiesta: Richiesta) -> int:
    return _count(Contenuto, richiesta)


@cifra("formazione.pubblici", "Pubblici della comunicazione")
def pubblici(richiesta: Richiesta) -> int:
    return _count(Pubblico, richiesta)


@cifra("formazione.azioni", "Azioni di comunicazione")
def azioni(richiesta: Richiesta) -> int:
    return _count(AzioneComunicazione, richiesta)


@cifra("formazione.righe", "Righe delle azioni di comunicazione")
def righe(richiesta: Richiesta) -> int:
    return RigaAzione.objects.filter(azione__ciclo=richiesta.ciclo).count()


@cifra("formazione.testate", "Testate", argomento="il genere", facoltativo=True)
def testate(richiesta: Richiesta) -> int:
    nominate = Testata.objects.filter(ciclo=richiesta.ciclo)
    if richiesta.argomento:
        generi = {valore: valore for valore in GenereTestata.values}
        nominate = nominate.filter(genere=richiesta.pick(generi))
    return nominate.count()
