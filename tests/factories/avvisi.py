"""Makers of the rows of the calls: what is proposed, and how it is scored."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from alleanze.enums import RuoloPartenariato
from progetti.enums import (
    EsitoGraduatoria,
    FonteFinanziamento,
    StatoAvviso,
    StatoProposta,
    StatoValutazione,
)
from progetti.models import (
    AllegatoProposta,
    Avviso,
    Criterio,
    Esito,
    PartecipazioneProposta,
    Proposta,
    Quesito,
    QuotaProposta,
    RequisitoAvviso,
    RichiestaProposta,
    Valutazione,
)
from tests.factories.azioni import make_alleanza, make_partenariato
from tests.factories.numeri import numeri
from tests.factories.piano import make_documento
from tests.factories.rete import (
    make_atto,
    make_ciclo,
    make_mandato,
    make_organo,
    make_soggetto,
    make_utente,
)


def make_avviso(stato: str = StatoAvviso.PUBBLICATO, **campi: object) -> Avviso:
    """A call of the network in that state, open if it is published."""
    n = next(numeri)
    ciclo = campi.get("ciclo") or make_ciclo()
    adesso = timezone.now()
    return Avviso.objects.create(
        **{
            "slug": f"avviso-{n}",
            "ciclo": ciclo,
            "emanante": ciclo.capofila,
            "stato": stato,
            "titolo": f"Avviso {n}",
            "testo": "Si cercano progetti.",
            "apre_il": adesso - timedelta(days=10),
            "chiude_il": adesso + timedelta(days=10),
            "dotazione": 100_000,
            "massimale": 50_000,
            "organo": campi.get("organo") or make_organo(),
            "numero_legale": 2,
            "soglia": 60,
            "scarto": 30,
            **_of_call(stato, adesso),
            **campi,
        }
    )


def _of_call(stato: str, adesso: object) -> dict[str, object]:
    """What the row of a call that reached a state has."""
    if stato == StatoAvviso.BOZZA:
        return {}
    detto = {"pubblicato_il": adesso - timedelta(days=11), "atto": make_atto()}
    if stato == StatoAvviso.PUBBLICATO:
        return detto
    ieri = adesso - timedelta(days=1)
    detto |= {"chiude_il": ieri, "chiuso_il": ieri}
    if stato in (StatoAvviso.VALUTATO, StatoAvviso.CONCLUSO):
        detto |= dict.fromkeys(("valutazione_aperta_il", "rivelato_il", "valutato_il"), adesso)
    if stato in (StatoAvviso.CONCLUSO, StatoAvviso.REVOCATO, StatoAvviso.DESERTO):
        detto |= {"concluso_il": adesso, "atto_esito": make_atto()}
    return detto


@contextmanager
def before_opening(avviso: Avviso) -> Iterator[None]:
    """By what it judges is written before a call opens: later the database refuses it."""
    righe = Avviso.objects.filter(pk=avviso.pk)
    veri = righe.values("apre_il", "chiude_il").get()
    domani = timezone.now() + timedelta(days=1)
    righe.update(apre_il=domani, chiude_il=domani + timedelta(days=1))
    yield
    righe.update(**veri)


def make_criterio(**campi: object) -> Criterio:
    """A criterion that weighs all there is to weigh, on ten points."""
    n = next(numeri)
    avviso = campi.get("avviso") or make_avviso()
    with before_opening(avviso):
        return Criterio.objects.create(
            **{
                "avviso": avviso,
                "ordine": n % 30_000,
                "titolo": f"Criterio {n}",
                "peso": 100,
                "massimo": 10,
                **campi,
            }
        )


def make_requisito(**campi: object) -> RequisitoAvviso:
    n = next(numeri)
    avviso = campi.get("avviso") or make_avviso()
    with before_opening(avviso):
        return RequisitoAvviso.objects.create(
            **{
                "avviso": avviso,
                "ordine": n % 30_000,
                "testo": f"Requisito {n}",
                **campi,
            }
        )


def make_quesito(**campi: object) -> Quesito:
    return Quesito.objects.create(
        **{"avviso": campi.get("avviso") or make_avviso(), "testo": "Chi può partecipare?", **campi}
    )


def make_proposta(stato: str = StatoProposta.BOZZA, **campi: object) -> Proposta:
    """A proposal of an alliance in that state, with its capofila among the participants."""
    n = next(numeri)
    avviso = campi.get("avviso") or make_avviso()
    proponente = campi.get("proponente") or make_soggetto()
    if "alleanza" not in campi:
        campi["alleanza"] = make_alleanza(ciclo=avviso.ciclo)
        make_partenariato(
            alleanza=campi["alleanza"], soggetto=proponente, ruolo=RuoloPartenariato.CAPOFILA
        )
    proposta = Proposta.objects.create(
        **{
            "avviso": avviso,
            "stato": stato,
            "proponente": proponente,
            "titolo": f"Proposta {n}",
            "creata_da": campi.get("creata_da") or make_utente(),
            **_of_proposal(stato),
            **campi,
        }
    )
    make_partecipazione(proposta=proposta, soggetto=proponente, capofila=True)
    return proposta


def _of_proposal(stato: str) -> dict[str, object]:
    """What the row of a proposal that reached a state has."""
    adesso = timezone.now()
    if stato == StatoProposta.BOZZA:
        return {}
    detto: dict[str, object] = {"presentata_il": adesso - timedelta(days=2)}
    if stato == StatoProposta.RITIRATA:
        return {**detto, "ritirata_il": adesso}
    if stato in (StatoProposta.PRESENTATA, StatoProposta.CHIARIMENTI, StatoProposta.PREAVVISO):
        return detto
    detto["istruita_il"] = adesso
    if stato == StatoProposta.ESCLUSA:
        detto["atto_esclusione"] = make_atto()
    if stato == StatoProposta.ESCLUSA:
        detto["atto_esclusione"] = make_atto()
    if stato in (
        StatoProposta.FINANZIATA,
        StatoProposta.NON_FINANZIATA,
        StatoProposta.NON_AMMESSA,
        StatoProposta.RINUNCIATA,
    ):
        detto["decisa_il"] = adesso
    if stato == StatoProposta.FINANZIATA:
        detto["importo_concesso"] = 10_000
    return detto


def make_partecipazione(**campi: object) -> PartecipazioneProposta:
    return PartecipazioneProposta.objects.create(
        **{
            "proposta": campi.get("proposta") or make_proposta(),
            "soggetto": campi.get("soggetto") or make_soggetto(),
            **campi,
        }
    )


@contextmanager
def before_sending(proposta: Proposta) -> Iterator[None]:
    """What a proposal says is written before it is sent: later the database refuses it."""
    righe = Proposta.objects.filter(pk=proposta.pk)
    vera = righe.values_list("presentata_il", flat=True).get()
    righe.update(presentata_il=None if vera is None else timezone.now() + timedelta(days=1))
    yield
    righe.update(presentata_il=vera)


def make_quota_proposta(**campi: object) -> QuotaProposta:
    n = next(numeri)
    proposta = campi.get("proposta") or make_proposta()
    with before_sending(proposta):
        return QuotaProposta.objects.create(
            **{
                "proposta": proposta,
                "ordine": n % 30_000,
                "voce": f"Voce {n}",
                "fonte": FonteFinanziamento.REGIONALE,
                "importo": 1_000,
                **campi,
            }
        )


def make_allegato_proposta(**campi: object) -> AllegatoProposta:
    return AllegatoProposta.objects.create(
        **{
            "proposta": campi.get("proposta") or make_proposta(),
            "titolo": "Lettera d’intenti",
            "documento": campi.get("documento") or make_documento(),
            **campi,
        }
    )


def make_richiesta_proposta(**campi: object) -> RichiestaProposta:
    return RichiestaProposta.objects.create(
        **{
            "proposta": campi.get("proposta") or make_proposta(StatoProposta.CHIARIMENTI),
            "tipo": "chiarimento",
            "testo": "Chi è il referente?",
            "entro_il": timezone.localdate() + timedelta(days=10),
            **campi,
        }
    )


def make_valutazione(stato: str = StatoValutazione.IN_CORSO, **campi: object) -> Valutazione:
    """A sheet in that state, of a member of the organo that scores the proposal's call."""
    proposta = campi.get("proposta") or make_proposta(
        StatoProposta.AMMISSIBILE, avviso=make_avviso(StatoAvviso.CHIUSO)
    )
    adesso = timezone.now()
    timbri = {"consegnata": ["consegnata_il"], "confermata": ["consegnata_il", "confermata_il"]}
    return Valutazione.objects.create(
        **{
            "proposta": proposta,
            "mandato": campi.get("mandato") or make_mandato(),
            "stato": stato,
            **dict.fromkeys(timbri.get(stato, []), adesso),
            **({"annullata_il": adesso} if stato == StatoValutazione.ANNULLATA else {}),
            **campi,
        }
    )


def make_esito(**campi: object) -> Esito:
    """The outcome of a proposal that was not admitted, on a concluded call."""
    proposta = campi.get("proposta") or make_proposta(
        StatoProposta.NON_AMMESSA, avviso=make_avviso(StatoAvviso.CONCLUSO)
    )
    return Esito.objects.create(
        **{
            "proposta": proposta,
            "esito": EsitoGraduatoria.NON_AMMESSA,
            "punteggio": 10,
            "motivazione": "Sotto la soglia.",
            "calcolo": {"richiesto": "1000.00", "criteri": []},
            "sha256": "0" * 64,
            **campi,
        }
    )
