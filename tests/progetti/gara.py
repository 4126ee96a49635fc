"""A call whose sheets are confirmed, ready to be ranked: for the tests of what follows."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from conciliazione.copie import fingerprint
from progetti.enums import (
    FonteFinanziamento,
    StatoAvviso,
    StatoProposta,
    StatoValutazione,
)
from progetti.models import Avviso, NotaDiscussione, Proposta, PunteggioConsegnato, Valutazione
from progetti.punteggio import Voto, weighted_total
from rete.enums import RuoloDelega
from rete.models import Ciclo
from tests.factories import make_ciclo, make_delega, make_seduta, make_utente
from tests.factories.avvisi import (
    make_avviso,
    make_criterio,
    make_proposta,
    make_quota_proposta,
    make_valutazione,
)

# Name, points of each member on A (weight 60) and B (weight 40), euro asked.
GARA = (
    ("Aurora", [("9", "8"), ("8", "9")], "50000"),
    ("Bussola", [("8", "7"), ("8", "8")], "40000"),
    ("Cometa", [("7", "7"), ("7", "7")], "12000"),
    ("Eco", [("4", "10"), ("5", "10")], "9000"),
)


def make_gara(proposte: tuple = GARA, stato: str = StatoAvviso.CHIUSO, **campi: object) -> Avviso:
    """A call with those proposals, each sheet confirmed, and the minutes of its meeting."""
    campi.setdefault("ciclo", Ciclo.objects.current() or make_ciclo())
    campi.setdefault("numero_legale", 1)
    adesso = timezone.now()
    avviso = make_avviso(
        stato,
        **{
            "valutazione_aperta_il": adesso - timedelta(hours=2),
            "rivelato_il": adesso - timedelta(hours=1),
            **campi,
        },
    )
    make_criterio(avviso=avviso, ordine=1, titolo="Qualità", peso=60, minimo=5)
    make_criterio(avviso=avviso, ordine=2, titolo="Sostenibilità", peso=40)
    if "seduta" not in campi:
        avviso.seduta = make_seduta(organo=avviso.organo, ciclo=avviso.ciclo, stato="verbalizzata")
        avviso.save(update_fields=["seduta"])
    for titolo, punti, chiesto in proposte:
        make_scored(avviso, titolo, punti, chiesto)
    return Avviso.objects.get(pk=avviso.pk)


def make_scored(
    avviso: Avviso, titolo: str, punti: list, chiesto: str, **campi: object
) -> Proposta:
    """An admissible proposal with its confirmed sheets and what it asks."""
    proposta = make_proposta(
        campi.pop("stato", StatoProposta.AMMISSIBILE), avviso=avviso, titolo=titolo, **campi
    )
    make_delega(soggetto=proposta.proponente)
    if Decimal(chiesto):
        make_quota_proposta(
            proposta=proposta, fonte=FonteFinanziamento.REGIONALE, importo=Decimal(chiesto)
        )
    for riga in punti:
        make_sheet(proposta, riga)
    return proposta


def make_sheet(
    proposta: Proposta, punti: tuple, stato: str = StatoValutazione.CONFERMATA, **campi: object
) -> Valutazione:
    """A delivered sheet with those points, one for each criterion of the call."""
    scheda = make_valutazione(stato, proposta=proposta, **campi)
    deliver(scheda, punti)
    return scheda


def deliver(scheda: Valutazione, punti: tuple, **campi: object) -> PunteggioConsegnato:
    criteri = list(scheda.proposta.avviso.criteri.order_by("ordine"))
    righe = list(zip(criteri, map(Decimal, punti), strict=True))
    dati = {
        "criteri": [
            {
                "criterio": c.ordine,
                "titolo": c.titolo,
                "peso": str(c.peso),
                "massimo": str(c.massimo),
                "punti": str(p),
                "motivazione": "Motivo della scheda.",
            }
            for c, p in righe
        ]
    }
    return PunteggioConsegnato.objects.create(
        **{
            "valutazione": scheda,
            "numero": 1,
            "dati": dati,
            "totale": weighted_total(Voto(c.peso, c.massimo, p) for c, p in righe),
            "sha256": fingerprint(dati),
            "consegnato_da": scheda.mandato.utente,
            **campi,
        }
    )


def make_note(proposta: Proposta) -> NotaDiscussione:
    return NotaDiscussione.objects.create(
        proposta=proposta, testo="Se ne è parlato.", autore=make_utente()
    )


def responsabile_of(avviso: Avviso) -> object:
    """Who records the acts of a call of the network."""
    utente = make_utente()
    make_delega(utente=utente, soggetto=avviso.ciclo.capofila, ruolo=RuoloDelega.RESPONSABILE)
    return utente


def proposal(avviso: Avviso, titolo: str) -> Proposta:
    return Proposta.objects.get(avviso=avviso, titolo=titolo)
