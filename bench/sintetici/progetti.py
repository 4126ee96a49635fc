"""Alliances, projects, lines of the budget."""

from datetime import timedelta
from decimal import Decimal
from itertools import product

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Partenariato
from bench.sintetici.parti import (
    AZIONI,
    CICLI,
    DAL,
    FRASE,
    LETTERE,
    PROVE,
    in_turn,
    link,
    many,
    named,
)
from progetti.enums import FonteFinanziamento, OrigineProgetto
from progetti.models import (
    Attivita,
    AzionePrescelta,
    AzioneProgettuale,
    Destinatario,
    Indicatore,
    ObiettivoSpecifico,
    Progetto,
    RisultatoAtteso,
    TipoProva,
)
from rete.models import (
    Ambito,
    Ciclo,
    Soggetto,
)
from risorse.enums import ScopoVoce
from risorse.models import Stanziamento, Voce


def write_alliances(quante: int, ciclo: Ciclo) -> None:
    """Alliances of four soggetti that work in two ambiti."""
    ambito, soggetto = in_turn(Ambito.objects.all()), in_turn(Soggetto.objects.order_by("pk"))
    alleanze = many(
        Alleanza,
        (
            {
                "slug": slug,
                "ciclo": ciclo,
                "denominazione": nome,
                "descrizione": FRASE,
                "ordine": n,
            }
            for n, slug, nome in named("Alleanza", quante)
        ),
    )
    link(Alleanza.ambiti, ((a, ambito(a.ordine + n)) for a, n in product(alleanze, range(2))))
    ruoli = RuoloPartenariato
    many(
        Partenariato,
        (
            {
                "alleanza": a,
                "soggetto": soggetto(a.ordine + n),
                "ruolo": ruoli.PARTNER if n else ruoli.CAPOFILA,
                "ordine": n,
            }
            for a, n in product(alleanze, range(4))
        ),
    )


def write_projects(quante: int, ciclo: Ciclo) -> None:
    """Projects of two objectives, each with two activities, two results of one indicator."""
    cicli, alleanza = in_turn(Ciclo.objects.order_by("-dal")), in_turn(Alleanza.objects.all())
    progetti = many(
        Progetto,
        (
            {
                "slug": slug,
                "ciclo": cicli(n),
                "lettera": LETTERE[n // CICLI],
                "titolo": titolo,
                "sottotitolo": "Sottotitolo di prova",
                "origine": OrigineProgetto.AVVISO,
                "alleanza": alleanza(n),
                "introduzione": FRASE,
                "contesto": FRASE,
                "obiettivo": FRASE,
                "dal": DAL,
                "al": DAL + timedelta(days=365),
            }
            for n, slug, titolo in named("Progetto", quante)
        ),
    )
    azioni = many(
        AzioneProgettuale,
        (
            {"ciclo": ciclo, "slug": slug, "denominazione": nome, "ordine": n}
            for n, slug, nome in named("Azione", AZIONI)
        ),
    )
    azione = in_turn(azioni)
    scelte = ({"progetto": p, "azione": azione(n), "ordine": 1} for n, p in enumerate(progetti))
    many(AzionePrescelta, scelte)
    _objectives(progetti)


def _objectives(progetti: list[Progetto]) -> None:
    """Two objectives of two results with an indicator each, in a project out of four: so that the
    indicators are as many as the projects."""
    # Of every ciclo: the projects go to each in turn.
    scelti = [p for n, p in enumerate(progetti) if n % (CICLI + 1) == 0 or n % 16 == 15]
    obiettivi = many(
        ObiettivoSpecifico,
        (
            {"progetto": p, "numero": n, "titolo": f"Obiettivo di prova {n}", "luogo": "Comuni"}
            for p, n in product(scelti, (1, 2))
        ),
    )
    parti = list(product(obiettivi, (1, 2)))
    many(Attivita, ({"obiettivo": o, "ordine": n, "testo": FRASE} for o, n in parti))
    per_chi = (
        {
            "obiettivo": o,
            "ordine": 1,
            "denominazione": "Genitori che lavorano",
            "numero_previsto": 9,
        }
        for o in obiettivi
    )
    many(Destinatario, per_chi)
    risultati = many(
        RisultatoAtteso, ({"obiettivo": o, "ordine": n, "testo": FRASE} for o, n in parti)
    )
    indicatori = many(
        Indicatore,
        (
            {
                "risultato": r,
                "ordine": 1,
                "denominazione": f"Indicatore di prova {n:05d}",
                "unita": "persone",
                "base": Decimal(n % 7),
                "target": Decimal(n % 90) if n % 4 else None,
            }
            for n, r in enumerate(risultati)
        ),
    )
    prove = ({"slug": s, "denominazione": d} for _, s, d in named("Prova", PROVE))
    prova = in_turn(many(TipoProva, prove))
    link(Indicatore.prove, ((i, prova(n)) for n, i in enumerate(indicatori)))


def write_budget(quante: int, ciclo: Ciclo) -> None:
    """Lines of the budget, each paid by all the sources."""
    scopo = in_turn([s for s in ScopoVoce.values if s != ScopoVoce.PROGETTO])
    voci = many(
        Voce,
        (
            {
                "slug": slug,
                "ciclo": ciclo,
                "ordine": n,
                "denominazione_citata": nome,
                "scopo": scopo(n),
                "destinazione": FRASE,
                "criterio": FRASE,
            }
            for n, slug, nome in named("Voce", quante)
        ),
    )
    many(
        Stanziamento,
        (
            {"voce": v, "fonte": fonte, "importo": Decimal(v.ordine % 97 + 1) * 10}
            for v, fonte in product(voci, FonteFinanziamento.values)
        ),
    )
