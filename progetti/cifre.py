"""The figures of the projects."""

from django.db.models import QuerySet

from conciliazione.cifre import Richiesta, cifra, conta
from progetti.models import (
    Attivita,
    Indicatore,
    ObiettivoSpecifico,
    Progetto,
    RisultatoAtteso,
    TipoProva,
)

QUALE = "lo slug del progetto"
DEL_PROGETTO = {"argomento": QUALE, "facoltativo": True}


def _projects(richiesta: Richiesta) -> QuerySet[Progetto]:
    """The projects that a figure speaks of: all of the ciclo, or the one of the argument."""
    progetti = Progetto.objects.filter(ciclo=richiesta.ciclo)
    if not richiesta.argomento:
        return progetti
    scelte = dict(progetti.order_by("lettera").values_list("slug", "pk"))
    return progetti.filter(pk=richiesta.pick(scelte))


@conta("progetti.progetti", "Progetti del Piano", unita="progetti")
def progetti(richiesta: Richiesta) -> QuerySet[Progetto]:
    return _projects(richiesta)


@cifra("progetti.titolo", "Titolo del progetto", "testo", argomento=QUALE)
def titolo(richiesta: Richiesta) -> str:
    return _projects(richiesta).get().titolo


@conta("progetti.obiettivi", "Obiettivi dei progetti", unita="obiettivi", **DEL_PROGETTO)
def obiettivi(richiesta: Richiesta) -> QuerySet[ObiettivoSpecifico]:
    return ObiettivoSpecifico.objects.filter(progetto__in=_projects(richiesta))


@conta("progetti.attivita", "Attività dei progetti", unita="attività", **DEL_PROGETTO)
def attivita(richiesta: Richiesta) -> QuerySet[Attivita]:
    return Attivita.objects.filter(obiettivo__progetto__in=_projects(richiesta))


@conta("progetti.risultati", "Righe di risultato attese", unita="risultati", **DEL_PROGETTO)
def risultati(richiesta: Richiesta) -> QuerySet[RisultatoAtteso]:
    return RisultatoAtteso.objects.filter(obiettivo__progetto__in=_projects(richiesta))


@conta("progetti.indicatori", "Indicatori dei progetti", unita="indicatori", **DEL_PROGETTO)
def indicatori(richiesta: Richiesta) -> QuerySet[Indicatore]:
    return Indicatore.objects.filter(risultato__obiettivo__progetto__in=_projects(richiesta))


@conta("progetti.target", "Indicatori con un valore atteso", unita="indicatori", **DEL_PROGETTO)
def target(richiesta: Richiesta) -> QuerySet[Indicatore]:
    return indicatori(richiesta).filter(target__isnull=False)


@conta(
    "progetti.senza_target",
    "Indicatori senza valore atteso",
    unita="indicatori",
    **DEL_PROGETTO,
)
def senza_target(richiesta: Richiesta) -> QuerySet[Indicatore]:
    return indicatori(richiesta).filter(target__isnull=True)


@conta("progetti.tipi_prova", "Tipi di prova", unita="tipi di prova")
def tipi_prova(richiesta: Richiesta) -> QuerySet[TipoProva]:
    return TipoProva.objects.filter(indicatori__in=indicatori(richiesta)).distinct()
