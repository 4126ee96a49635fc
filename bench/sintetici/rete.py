"""Soggetti, organi, norms, services."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

from bench.sintetici.parti import FRASE, TEMI, in_turn, link, many, named
from rete.enums import (
    AreaServizio,
    DestinatarioEsempio,
    EsitoParere,
    LivelloOrgano,
    NaturaSoggetto,
    SettoreServizio,
    StatoSeduta,
    TipoAdesione,
    TipoConsistenza,
    TipoNorma,
)
from rete.models import (
    Accordo,
    Adesione,
    CensimentoServizi,
    Ciclo,
    CompitoOrgano,
    Comune,
    ConsistenzaDichiarata,
    EsempioServizio,
    GrafiaSoggetto,
    Norma,
    Organo,
    Parere,
    PuntoOrdineDelGiorno,
    Seduta,
    Seggio,
    Soggetto,
    TemaNorma,
    TipologiaServizio,
)
from rete.permissions.sedute import PUBBLICI

SEDUTA = datetime(2020, 11, 2, 9, tzinfo=UTC)


def write_network(quante: int, ciclo: Ciclo) -> None:
    """Soggetti with spellings and adhesions; organi with seats and tasks; norms."""
    soggetti = _soggetti(quante)
    grafie = ({"soggetto": s, "grafia": f"{s.denominazione} (citato)"} for s in soggetti[::3])
    many(GrafiaSoggetto, grafie)
    _adhesions(soggetti, ciclo)
    _organi(quante, soggetti, ciclo)
    _norms(quante)


def _soggetti(quante: int) -> list[Soggetto]:
    comune, natura = in_turn(Comune.objects.all()), in_turn(NaturaSoggetto.values)
    return many(
        Soggetto,
        (
            {
                "slug": slug,
                "denominazione": nome,
                "sigla": f"SP{n}" if n % 2 else "",
                "natura": natura(n),
                "comune": comune(n) if n % 3 else None,
                "localita": "Località di prova",
                "descrizione": FRASE,
            }
            for n, slug, nome in named("Soggetto", quante - 1)
        ),
    )


def _adhesions(soggetti: list[Soggetto], ciclo: Ciclo) -> None:
    (accordo,) = many(
        Accordo,
        [
            {
                "slug": "accordo",
                "ciclo": ciclo,
                "denominazione": "Accordo di prova",
                "sottoscritto_il": ciclo.dal,
            }
        ],
    )
    tipi = TipoConsistenza.values
    dette = ({"accordo": accordo, "tipo": t, "numero": 20, "data": ciclo.dal} for t in tipi)
    many(ConsistenzaDichiarata, ({**d, "fonte": "Documento di prova"} for d in dette))
    tipo = in_turn(TipoAdesione.values)
    many(
        Adesione,
        (
            {
                "accordo": accordo,
                "soggetto": soggetto,
                "tipo": tipo(n),
                "dal": ciclo.dal + timedelta(days=n % 700 + 1),
                "al": ciclo.al if n % 10 == 0 else None,
            }
            for n, soggetto in enumerate(soggetti)
        ),
    )


def _organi(quante: int, soggetti: list[Soggetto], ciclo: Ciclo) -> None:
    livello, soggetto = in_turn(LivelloOrgano.values), in_turn(soggetti)
    organi = many(
        Organo,
        (
            {
                "slug": slug,
                "denominazione": nome,
                "livello": livello(n),
                "descrizione": FRASE,
                "cadenza": "ogni tre mesi",
                "ordine": n,
            }
            for n, slug, nome in named("Organo", quante)
        ),
    )
    parti = list(product(organi, range(1, 4)))
    many(CompitoOrgano, ({"organo": o, "ordine": n, "testo": FRASE} for o, n in parti))
    many(
        Seggio,
        (
            {
                "organo": o,
                "ordine": n,
                "categoria": "Enti locali",
                "soggetto": soggetto(o.ordine + n),
            }
            for o, n in parti
        ),
    )
    pareri = (
        {
            "slug": f"parere-{o.ordine}",
            "organo": o,
            "ciclo": ciclo,
            "oggetto": "Parere di prova",
            "reso_il": ciclo.dal + timedelta(days=o.ordine % 700),
            "esito": EsitoParere.FAVOREVOLE,
        }
        for o in organi
    )
    many(Parere, pareri)
    _meetings(quante, [o for o in organi if o.livello in PUBBLICI], ciclo)


def _meetings(quante: int, organi: list[Organo], ciclo: Ciclo) -> None:
    """Convened meetings of two points, which everybody may read."""
    organo = in_turn(organi)
    sedute = many(
        Seduta,
        (
            {
                "codice": f"s{n:09d}",
                "organo": organo(n),
                "ciclo": ciclo,
                "stato": StatoSeduta.CONVOCATA,
                "inizio": SEDUTA + timedelta(hours=n),
                "pubblica": True,
                "convocata_il": SEDUTA - timedelta(days=10),
                "luogo": "Sede dell'ente capofila",
            }
            for n in range(quante)
        ),
    )
    parti = product(sedute, (1, 2))
    many(PuntoOrdineDelGiorno, ({"seduta": s, "ordine": n, "titolo": FRASE} for s, n in parti))


def _norms(quante: int) -> None:
    temi = ({"slug": s, "denominazione": d, "ordine": n} for n, s, d in named("Tema", TEMI))
    tema, tipo = in_turn(many(TemaNorma, temi)), in_turn(TipoNorma.values)
    norme = many(
        Norma,
        (
            {
                "slug": slug,
                "tipo": tipo(n),
                "numero": str(n + 1),
                "data": date(1990 + n % 25, n % 12 + 1, 1),
                "titolo": titolo,
                "sintesi": FRASE,
            }
            for n, slug, titolo in named("Norma", quante)
        ),
    )
    link(Norma.temi, ((norma, tema(n)) for n, norma in enumerate(norme)))


def write_services(quante: int, ciclo: Ciclo) -> None:
    """Kinds of service, each counted on the territory; what comuni offer."""
    settore, area = in_turn(SettoreServizio.values), in_turn(AreaServizio.values)
    tipologie = many(
        TipologiaServizio,
        (
            {
                "slug": slug,
                "denominazione": nome,
                "settore": settore(n),
                "area": area(n),
                "ordine": n,
            }
            for n, slug, nome in named("Servizio", quante)
        ),
    )
    many(
        CensimentoServizi,
        (
            {"tipologia": t, "ciclo": ciclo, "unita": t.ordine % 50 + 1, "posti": t.ordine % 90}
            for t in tipologie
        ),
    )
    per_chi = in_turn(DestinatarioEsempio.values)
    many(
        EsempioServizio,
        (
            {"ciclo": ciclo, "destinatario": per_chi(n), "ordine": n, "denominazione": nome}
            for n, _, nome in named("Esempio", quante)
        ),
    )
