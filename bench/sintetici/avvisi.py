"""Calls, each with two criteria, a requirement, a version and a question; and their rankings."""

from datetime import timedelta
from decimal import Decimal
from itertools import product

from django.db.models import F
from django.utils import timezone

from bench.sintetici.parti import CICLI, FRASE, in_turn, many, named
from conciliazione.copie import fingerprint
from progetti.enums import EsitoGraduatoria, StatoAvviso, StatoProposta
from progetti.models import (
    Avviso,
    Criterio,
    Esito,
    Proposta,
    Quesito,
    RequisitoAvviso,
    VersioneAvviso,
)
from rete.models import Atto, Ciclo, Organo, Soggetto, Utente

UN_ANNO = timedelta(days=365)
# How many proposals a concluded call ranked.
IN_GRADUATORIA = 10


def write_calls(quanti: int, ciclo: Ciclo) -> None:
    """One call in two is open, the other closed; beside them, concluded ones with their ranking."""
    cicli, atto = in_turn(Ciclo.objects.order_by("-dal")), in_turn(Atto.objects.all()[:CICLI])
    organo = in_turn(Organo.objects.filter(livello="rete")[:CICLI])
    adesso = timezone.now()
    avvisi = many(
        Avviso,
        (
            {
                "slug": slug,
                "ciclo": cicli(n),
                "emanante": ciclo.capofila,
                "titolo": titolo,
                "sommario": FRASE,
                "testo": FRASE,
                "destinatari": FRASE,
                "apre_il": adesso - timedelta(days=100, seconds=n),
                "chiude_il": adesso + timedelta(days=100 if n % 2 else -1),
                "dotazione": Decimal(100_000),
                "organo": organo(n),
                "numero_legale": 2,
                "soglia": Decimal(60),
                "atto": atto(n),
                "pubblicato_il": adesso,
                "stato": StatoAvviso.PUBBLICATO if n % 2 else StatoAvviso.CHIUSO,
                "chiuso_il": None if n % 2 else adesso,
            }
            for n, slug, titolo in named("Avviso", quanti)
        ),
    )
    # By what a call judges is written before it opens: the database refuses it later.
    Avviso.objects.update(apre_il=F("apre_il") + UN_ANNO, chiude_il=F("chiude_il") + UN_ANNO)
    _parts(avvisi, atto(0))
    Avviso.objects.update(apre_il=F("apre_il") - UN_ANNO, chiude_il=F("chiude_il") - UN_ANNO)
    _rank(quanti, avvisi[0], adesso)


def _rank(quante: int, come: Avviso, adesso: object) -> None:
    """As many proposals that an act ranked, ten for each call."""
    conclusi = many(
        Avviso,
        (
            {
                **{campo.attname: getattr(come, campo.attname) for campo in come._meta.fields},
                "id": None,
                "slug": slug,
                "titolo": titolo,
                "stato": StatoAvviso.CONCLUSO,
                "atto_esito_id": come.atto_id,
                **dict.fromkeys(("chiuso_il", "valutazione_aperta_il"), adesso),
                **dict.fromkeys(("rivelato_il", "valutato_il", "concluso_il"), adesso),
            }
            for _, slug, titolo in named("Graduatoria", -(-quante // IN_GRADUATORIA))
        ),
    )
    chi = in_turn(Soggetto.objects.order_by("pk")[:IN_GRADUATORIA])
    autore = Utente.objects.create(email="bench@rete.example", nome="Chi prova")
    proposte = many(
        Proposta,
        (
            {
                "avviso": conclusi[n // IN_GRADUATORIA],
                "proponente": chi(n),
                "titolo": titolo,
                "stato": StatoProposta.NON_AMMESSA,
                "creata_da": autore,
                **dict.fromkeys(("presentata_il", "istruita_il", "decisa_il"), adesso),
            }
            for n, _, titolo in named("Proposta", quante)
        ),
    )
    calcolo = {"richiesto": "1000.00", "criteri": []}
    esito = {
        "esito": EsitoGraduatoria.NON_AMMESSA,
        "punteggio": Decimal(50),
        "motivazione": FRASE,
        "calcolo": calcolo,
        "sha256": fingerprint(calcolo),
    }
    many(Esito, ({"proposta": proposta, **esito} for proposta in proposte))


def _parts(avvisi: list[Avviso], atto: Atto) -> None:
    criterio = {"peso": Decimal(50), "massimo": Decimal(10), "guida": FRASE}
    many(
        Criterio,
        (
            {"avviso": a, "ordine": n, "titolo": f"Criterio {n}", **criterio}
            for a, n in product(avvisi, (1, 2))
        ),
    )
    many(RequisitoAvviso, ({"avviso": a, "ordine": 1, "testo": FRASE[:200]} for a in avvisi))
    many(Quesito, ({"avviso": a, "testo": FRASE} for a in avvisi))
    versioni = ((a, {"titolo": a.titolo, "sommario": a.sommario}) for a in avvisi)
    many(
        VersioneAvviso,
        (
            {
                "avviso": a,
                "numero": 1,
                "genere": "pubblicazione",
                "dati": dati,
                "sha256": fingerprint(dati),
                "atto": atto,
            }
            for a, dati in versioni
        ),
    )
