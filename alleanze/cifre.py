"""The figures of the alliances."""

from django.db.models import Count

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Partenariato
from conciliazione.cifre import Richiesta, cifra
from rete.models import Soggetto

QUALE = "lo slug dell'alleanza"


def _pick(richiesta: Richiesta) -> Alleanza:
    """The alliance of the ciclo that the argument names, with its counts."""
    alleanze = Alleanza.objects.filter(ciclo=richiesta.ciclo).con_numeri()
    return richiesta.pick({alleanza.slug: alleanza for alleanza in alleanze})


def _partners(richiesta: Richiesta):
    """The soggetti of any alliance of the ciclo, each once."""
    return Soggetto.objects.filter(partenariati__alleanza__ciclo=richiesta.ciclo).distinct()


@cifra("alleanze.alleanze", "Alleanze locali")
def alleanze(richiesta: Richiesta) -> int:
    return Alleanza.objects.filter(ciclo=richiesta.ciclo).count()


@cifra("alleanze.nome", "Nome dell'alleanza", "testo", argomento=QUALE)
def nome(richiesta: Richiesta) -> str:
    return _pick(richiesta).denominazione


@cifra("alleanze.capofila", "Capofila dell'alleanza", "testo", argomento=QUALE)
def capofila(richiesta: Richiesta) -> str | None:
    alleanza = _pick(richiesta)
    riga = Partenariato.objects.filter(alleanza=alleanza, ruolo=RuoloPartenariato.CAPOFILA)
    trovato = riga.vigenti(richiesta.on).select_related("soggetto").first()
    return trovato and trovato.soggetto.denominazione


@cifra("alleanze.soggetti", "Soggetti dell'alleanza, il capofila una volta", argomento=QUALE)
def soggetti(richiesta: Richiesta) -> int:
    return _pick(richiesta).n_soggetti


@cifra("alleanze.comuni", "Comuni coperti dall'alleanza", argomento=QUALE)
def comuni(richiesta: Richiesta) -> int:
    return _pick(richiesta).n_comuni


@cifra("alleanze.ambiti", "Ambiti coperti dall'alleanza", argomento=QUALE)
def ambiti(richiesta: Richiesta) -> int:
    return _pick(richiesta).n_ambiti


@cifra("alleanze.soggetti_totali", "Soggetti delle alleanze, ciascuno una volta")
def soggetti_totali(richiesta: Richiesta) -> int:
    return _partners(richiesta).count()


@cifra("alleanze.soggetti_comuni", "Soggetti in più di un'alleanza")
def soggetti_comuni(richiesta: Richiesta) -> int:
    quante = Count("partenariati__alleanza", distinct=True)
    return _partners(richiesta).annotate(quante=quante).filter(quante__gt=1).count()
