"""Synthetic rows of the public lists, the same at every run: `fill(quante)`.

What the territory fixes stays as it is in a real network, at every size: 60 comuni, 6 ambiti, 4
cicli, the topics of the norms, the publics of communication. Everything else has `quante` rows.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from string import ascii_letters, digits

from django.db import models, transaction

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Partenariato
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
from progetti.enums import OrigineProgetto
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
from rete.enums import (
    AreaServizio,
    DestinatarioEsempio,
    EsitoParere,
    LivelloOrgano,
    NaturaSoggetto,
    SettoreServizio,
    TipoAdesione,
    TipoAtto,
    TipoConsistenza,
    TipoNorma,
)
from rete.models import (
    Accordo,
    Adesione,
    Ambito,
    Atto,
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
    ProfiloCapofila,
    Seggio,
    Soggetto,
    TemaNorma,
    TipologiaServizio,
)
from risorse.enums import FonteFinanziamento, ScopoVoce
from risorse.models import Stanziamento, Voce

COMUNI, AMBITI, CICLI, TEMI, PUBBLICI, AZIONI, PROVE = 60, 6, 4, 8, 6, 8, 6
ATTI = 60
DAL = date(2014, 10, 1)
FRASE = (
    "Il testo di una riga di prova descrive in due frasi che cosa si fa, per chi e in quale comune"
    " del territorio. È lungo quanto quelli che si scrivono davvero."
)
LETTERE = ["".join(coppia) for coppia in product(ascii_letters + digits, repeat=2)]


@transaction.atomic
def fill(quante: int) -> None:
    """Fill the empty tables of every room but the Piano's (see `sintetici_piano`)."""
    ciclo = _frame()
    for scrivi in (_network, _services, _alliances, _projects, _training, _money):
        scrivi(quante, ciclo)


def many(modello: type[models.Model], righe: Iterable[dict[str, object]]) -> list[models.Model]:
    """Write many rows at once."""
    nuove = [modello(**riga) for riga in righe]
    return modello._default_manager.bulk_create(nuove, batch_size=500)


def link(
    relazione: models.Manager | object, coppie: Iterable[tuple[models.Model, models.Model]]
) -> None:
    """Write the rows of a many-to-many relation, given as the descriptor of its model."""
    tramite = relazione.through
    da, a = relazione.field.m2m_column_name(), relazione.field.m2m_reverse_name()
    many(tramite, ({da: riga.pk, a: altra.pk} for riga, altra in coppie))


def in_turn(scelte: Iterable[object]) -> Callable[[int], object]:
    """What takes the n-th of `scelte`, starting again after the last."""
    tutte = list(scelte)
    return lambda n: tutte[n % len(tutte)]


def named(nome: str, quante: int) -> Iterator[tuple[int, str, str]]:
    """Number, slug and name of each row."""
    for n in range(quante):
        yield n, f"{nome.lower().replace(' ', '-')}-{n:05d}", f"{nome} di prova numero {n:05d}"


# --- What does not grow ---------------------------------------------------------------------------


def _frame() -> Ciclo:
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


# --- The network ----------------------------------------------------------------------------------


def _network(quante: int, ciclo: Ciclo) -> None:
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


def _services(quante: int, ciclo: Ciclo) -> None:
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


# --- Alliances and projects -----------------------------------------------------------------------


def _alliances(quante: int, ciclo: Ciclo) -> None:
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


def _projects(quante: int, ciclo: Ciclo) -> None:
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
    obiettivi = many(
        ObiettivoSpecifico,
        (
            {"progetto": p, "numero": n, "titolo": f"Obiettivo di prova {n}", "luogo": "Comuni"}
            for p, n in product(progetti, (1, 2))
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


# --- Training and money ---------------------------------------------------------------------------


def _training(quante: int, ciclo: Ciclo) -> None:
    """Initiatives, contents, communication actions of two rows."""
    mese = in_turn([date(ciclo.dal.year + (9 + n) // 12, (9 + n) % 12 + 1, 1) for n in range(24)])
    tipologia = in_turn(["Convegno", "Corso", "Seminario", "Laboratorio", "Incontro"])
    many(
        Iniziativa,
        (
            {
                "slug": slug,
                "ciclo": ciclo,
                "ordine": n,
                "tipologia": tipologia(n),
                "argomento": nome,
                "contenuti": FRASE,
                "obiettivi": FRASE,
                "destinatari": "Imprese ed enti locali",
                "edizioni": n % 4 + 1,
                "costo_previsto": Decimal(n % 900),
                "dal": mese(n),
                "al": mese(n) + timedelta(days=27),
            }
            for n, slug, nome in named("Iniziativa", quante)
        ),
    )
    many(
        Contenuto,
        (
            {
                "ciclo": ciclo,
                "ordine": n,
                "tipologia": tipologia(n),
                "contenuti": nome,
                "obiettivi": FRASE,
                "destinatari": "Tutti",
            }
            for n, _, nome in named("Contenuto", quante)
        ),
    )
    _communication(quante, ciclo, mese)
    _learning_aims(ciclo)


def _communication(quante: int, ciclo: Ciclo, mese: Callable[[int], date]) -> None:
    azioni = many(
        AzioneComunicazione,
        (
            {"slug": slug, "ciclo": ciclo, "numero": n + 1, "titolo": titolo}
            for n, slug, titolo in named("Azione di comunicazione", quante)
        ),
    )
    righe = many(
        RigaAzione,
        (
            {
                "azione": a,
                "ordine": n,
                "destinatari": "Famiglie",
                "strumento": "Volantino",
                "descrizione": FRASE,
                "dal": mese(a.numero + n),
                "al": mese(a.numero + n) + timedelta(days=27),
            }
            for a, n in product(azioni, (1, 2))
        ),
    )
    pubblico = in_turn(
        many(
            Pubblico,
            (
                {"ciclo": ciclo, "ordine": n, "denominazione": nome, "descrizione": FRASE}
                for n, _, nome in named("Pubblico", PUBBLICI)
            ),
        )
    )
    link(RigaAzione.pubblici, ((riga, pubblico(n)) for n, riga in enumerate(righe)))


def _learning_aims(ciclo: Ciclo) -> None:
    for modello in (ObiettivoFormazione, ObiettivoComunicazione):
        many(modello, ({"ciclo": ciclo, "ordine": n, "testo": FRASE} for n in range(4)))
    temi = named("Tema", TEMI)
    many(TemaFormazione, ({"ciclo": ciclo, "ordine": n, "denominazione": d} for n, _, d in temi))
    testate = named("Testata", TEMI)
    genere = GenereTestata.LOCALE
    comuni = {"ciclo": ciclo, "genere": genere}
    many(Testata, ({**comuni, "ordine": n, "denominazione": d} for n, _, d in testate))


def _money(quante: int, ciclo: Ciclo) -> None:
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
