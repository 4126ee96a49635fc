"""What does not grow: territory, acts, cicli, lead body."""

from datetime import date, timedelta

from bench.sintetici.parti import AMBITI, ATTI, CICLI, COMUNI, DAL, in_turn, many, named
from rete.enums import (
    NaturaSoggetto,
    TipoAtto,
)
from rete.models import (
    Ambito,
    Atto,
    Ciclo,
    Comune,
    ProfiloCapofila,
    Soggetto,
)


def write_territory() -> Ciclo:
    """Territory, acts, cicli, lead body; the last ciclo, to which nearly all rows belong."""
    ambiti = many(Ambito, ({"slug": s, "denominazione": d} for _, s, d in named("Ambito", AMBITI)))
    ambito = in_turn(ambiti)
    many(
        Comune,
        (
            {
                "codice_istat": f"{15000 + n:06d}",
                "denominazione": nome,
                "codice_catastale": f"{n:04d}",
                "cap": "20100",
                "ambito": ambito(n),
                "confine": _square(n),
            }
            for n, _, nome in named("Comune", COMUNI)
        ),
    )
    many(
        Atto,
        (
            {
                "slug": slug,
                "tipo": TipoAtto.DELIBERAZIONE,
                "emanante": "Direttore Generale",
                "numero": str(n + 1),
                "data": DAL + timedelta(days=n),
                "oggetto": oggetto,
            }
            for n, slug, oggetto in named("Atto", ATTI)
        ),
    )
    return _cycles()


def _square(n: int) -> list[object]:
    """A boundary of a few points, one beside the other."""
    x, y = 9.2 + 0.02 * (n % 10), 45.3 + 0.02 * (n // 10)
    lato = 0.018
    angoli = [(x, y), (x + lato, y), (x + lato, y + lato), (x, y + lato), (x, y)]
    return [[[[round(a, 3), round(b, 3)] for a, b in angoli]]]


def _cycles() -> Ciclo:
    (capofila,) = many(Soggetto, [_lead()])
    many(
        ProfiloCapofila,
        [
            {
                "soggetto": capofila,
                "nome_rete": "Rete di prova",
                "ente_sovraordinato": "Ente di prova",
                "telefono": "02 0000000",
                "email": "rete@rete.example",
            }
        ],
    )
    righe = (
        {
            "slug": f"ciclo-{n}",
            "denominazione": f"Biennio {2014 + 2 * n}-{2016 + 2 * n}",
            "dal": date(2014 + 2 * n, 10, 1),
            "al": date(2016 + 2 * n, 9, 30),
            "capofila": capofila,
        }
        for n in range(CICLI)
    )
    return many(Ciclo, righe)[-1]


def _lead() -> dict[str, object]:
    return {
        "slug": "ente-capofila",
        "denominazione": "Ente capofila di prova",
        "natura": NaturaSoggetto.AZIENDA_SANITARIA,
        "pec": "capofila@rete.example",
    }
