"""The figures of the projects."""

from collections.abc import Callable

from conciliazione.cifre import Richiesta, cifra
from progetti.models import Attivita, Indicatore, Progetto, TipoProva

QUALE = "lo slug del progetto"


def _projects(richiesta: Richiesta) -> list[Progetto]:
    """The projects that a figure speaks of: all of the ciclo, or the one of the argument."""
    progetti = list(Progetto.objects.filter(ciclo=richiesta.ciclo).con_numeri())
    if richiesta.argomento:
        return [richiesta.pick({progetto.slug: progetto for progetto in progetti})]
    return progetti


def _sum_of(numero: Callable[[Progetto], int], richiesta: Richiesta) -> int:
    return sum(numero(progetto) for progetto in _projects(richiesta))


@cifra("progetti.progetti", "Progetti del Piano")
def progetti(richiesta: Richiesta) -> int:
    return len(_projects(richiesta))


@cifra("progetti.titolo", "Titolo del progetto", "testo", argomento=QUALE)
def titolo(richiesta: Richiesta) -> str:
    return _projects(richiesta)[0].titolo


@cifra("progetti.obiettivi", "Obiettivi dei progetti", argomento=QUALE, facoltativo=True)
def obiettivi(richiesta: Richiesta) -> int:
    return _sum_of(lambda p: p.n_obiettivi, richiesta)


@cifra("progetti.attivita", "Attività dei progetti", argomento=QUALE, facoltativo=True)
def attivita(richiesta: Richiesta) -> int:
    return Attivita.objects.filter(obiettivo__progetto__in=_projects(richiesta)).count()


@cifra("progetti.risultati", "Righe di risultato attese", argomento=QUALE, facoltativo=True)
def risultati(richiesta: Richiesta) -> int:
    return _sum_of(lambda p: p.n_risultati, richiesta)


@cifra("progetti.indicatori", "Indicatori dei progetti", argomento=QUALE, facoltativo=True)
def indicatori(richiesta: Richiesta) -> int:
    return _sum_of(lambda p: p.n_indicatori, richiesta)


@cifra("progetti.target", "Indicatori con un valore atteso", argomento=QUALE, facoltativo=True)
def target(richiesta: Richiesta) -> int:
    return _sum_of(lambda p: p.n_target, richiesta)


@cifra("progetti.senza_target", "Indicatori senza valore atteso", argomento=QUALE, facoltativo=True)
def senza_target(richiesta: Richiesta) -> int:
    return _sum_of(lambda p: p.n_indicatori - p.n_target, richiesta)


@cifra("progetti.tipi_prova", "Tipi di prova")
def tipi_prova(richiesta: Richiesta) -> int:
    usati = Indicatore.objects.filter(risultato__obiettivo__progetto__ciclo=richiesta.ciclo)
    return TipoProva.objects.filter(indicatori__in=usati).distinct().count()
