"""The figures of the alliances."""

from django.db.models import Count, QuerySet

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Partenariato
from conciliazione.cifre import Richiesta, cifra, conta
from rete.models import Ambito, Comune, Soggetto

QUALE = "lo slug dell'alleanza"


def _pick(richiesta: Richiesta) -> Alleanza:
    """The alliance of the ciclo that the argument names."""
    alleanze = Alleanza.objects.filter(ciclo=richiesta.ciclo)
    return richiesta.pick({alleanza.slug: alleanza for alleanza in alleanze})


def _partners(richiesta: Richiesta) -> QuerySet[Soggetto]:
    """The soggetti of any alliance of the ciclo, each once."""
    return Soggetto.objects.filter(partenariati__alleanza__ciclo=richiesta.ciclo).distinct()


@conta("alleanze.alleanze", "Alleanze locali", unita="alleanze")
def alleanze(richiesta: Richiesta) -> QuerySet[Alleanza]:
    return Alleanza.objects.filter(ciclo=richiesta.ciclo)


@cifra("alleanze.nome", "Nome dell'alleanza", "testo", argomento=QUALE)
def nome(richiesta: Richiesta) -> str:
    return _pick(richiesta).denominazione


@cifra("alleanze.capofila", "Capofila dell'alleanza", "testo", argomento=QUALE, nel_tempo=True)
def capofila(richiesta: Richiesta) -> str | None:
    alleanza = _pick(richiesta)
    riga = Partenariato.objects.filter(alleanza=alleanza, ruolo=RuoloPartenariato.CAPOFILA)
    trovato = riga.vigenti(richiesta.on).select_related("soggetto").first()
    return trovato and trovato.soggetto.denominazione


@conta(
    "alleanze.soggetti",
    "Soggetti dell'alleanza, il capofila una volta",
    unita="soggetti",
    argomento=QUALE,
)
def soggetti(richiesta: Richiesta) -> QuerySet[Soggetto]:
    return Soggetto.objects.filter(partenariati__alleanza=_pick(richiesta)).distinct()


@conta("alleanze.comuni", "Comuni coperti dall'alleanza", unita="comuni", argomento=QUALE)
def comuni(richiesta: Richiesta) -> QuerySet[Comune]:
    return Comune.objects.filter(ambito__alleanze=_pick(richiesta))


@conta("alleanze.ambiti", "Ambiti coperti dall'alleanza", unita="ambiti", argomento=QUALE)
def ambiti(richiesta: Richiesta) -> QuerySet[Ambito]:
    return _pick(richiesta).ambiti.all()


@conta("alleanze.soggetti_totali", "Soggetti delle alleanze, ciascuno una volta", unita="soggetti")
def soggetti_totali(richiesta: Richiesta) -> QuerySet[Soggetto]:
    return _partners(richiesta)


@conta("alleanze.soggetti_comuni", "Soggetti in più di un'alleanza", unita="soggetti")
def soggetti_comuni(richiesta: Richiesta) -> QuerySet[Soggetto]:
    quante = Count("partenariati__alleanza", distinct=True)
    return _partners(richiesta).annotate(quante=quante).filter(quante__gt=1)
