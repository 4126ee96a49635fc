"""The responsabile publishes a call: what it lacks stops it, what it says is sealed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from conciliazione.copie import fingerprint
from conciliazione.numeri import format_euro
from conciliazione.transizioni import NotAllowed
from progetti.enums import StatoAvviso
from progetti.models import Avviso, VersioneAvviso
from progetti.permissions import leader_of
from progetti.pubblicazione import missing
from rete.models import Ciclo, Utente
from tests.factories import (
    make_alleanza,
    make_avviso,
    make_criterio,
    make_partenariato,
    make_progetto,
    make_stanziamento,
    make_voce,
)
from tests.progetti.avvisi import act, make_ready, make_scoring_organo


def test_a_call_that_lacks_nothing_is_published_and_sealed(responsabile: Utente) -> None:
    avviso = make_ready()
    act(avviso, "publish", responsabile)
    versione = VersioneAvviso.objects.get()
    assert (avviso.stato, avviso.atto, avviso.pubblicato_il is not None) == (
        StatoAvviso.PUBBLICATO,
        versione.atto,
        True,
    )
    assert (versione.numero, versione.genere, versione.registrata_da) == (
        1,
        "pubblicazione",
        responsabile,
    )
    assert versione.sha256 == fingerprint(versione.dati)
    assert versione.dati["titolo"] == avviso.titolo
    assert [(c["titolo"], c["peso"]) for c in versione.dati["criteri"]] == [
        ("Qualità", "60.00"),
        ("Rete", "40.00"),
    ]


def test_an_operatore_writes_and_does_not_publish(asl: Utente) -> None:
    avviso = make_ready()
    with pytest.raises(NotAllowed):
        act(avviso, "publish", asl)
    assert Avviso.objects.get(pk=avviso.pk).stato == StatoAvviso.BOZZA


def _blocking(avviso: Avviso) -> list[tuple[str, str]]:
    return [(m.pagina, m.campo) for m in missing(avviso) if m.blocca]


def test_an_empty_draft_lacks_everything(ciclo: object) -> None:
    vuoto = Avviso.objects.create(
        slug="vuoto", ciclo=ciclo, emanante=ciclo.capofila, titolo="Un avviso"
    )
    assert _blocking(vuoto) == [
        ("testo", "testo"),
        ("testo", "destinatari"),
        ("tempi", "apre_il"),
        ("tempi", "chiude_il"),
        ("tempi", "dotazione"),
        ("valutazione", "organo"),
        ("valutazione", "numero_legale"),
        ("valutazione", "soglia"),
        ("criteri", ""),
    ]


@pytest.mark.parametrize(
    ("campi", "dove"),
    [
        (lambda ora: {"apre_il": None}, ("tempi", "apre_il")),
        (lambda ora: {"chiude_il": ora - timedelta(days=1)}, ("tempi", "chiude_il")),
        (lambda ora: {"dotazione": None, "massimale": None}, ("tempi", "dotazione")),
        (lambda ora: {"numero_legale": 3}, ("valutazione", "numero_legale")),
        (lambda ora: {"soglia": None}, ("valutazione", "soglia")),
        (
            lambda ora: {"ambito_incompatibilita": "proposta"},
            ("valutazione", "atto_incompatibilita"),
        ),
    ],
)
def test_what_lacks_is_said_with_its_field_and_stops_the_publication(
    campi: object, dove: tuple[str, str], responsabile: Utente
) -> None:
    avviso = make_ready(**campi(timezone.now()))
    assert _blocking(avviso) == [dove]
    with pytest.raises(ValidationError):
        act(avviso, "publish", responsabile)
    assert not VersioneAvviso.objects.exists()


@pytest.mark.parametrize(("peso", "detto"), [(39, "mancano 1"), (41, "sono di troppo 1")])
def test_weights_that_do_not_add_up_to_100_stop_it(
    peso: int, detto: str, responsabile: Utente
) -> None:
    avviso = make_avviso(
        "bozza", ciclo=Ciclo.objects.current(), destinatari="Tutti", organo=make_scoring_organo()
    )
    make_criterio(avviso=avviso, peso=60)
    make_criterio(avviso=avviso, peso=peso)
    with pytest.raises(ValidationError, match=detto):
        act(avviso, "publish", responsabile)


# --- Second level ------------------------------------------------------------------------------


def _second_level(dotazione: int, progetto: object) -> Avviso:
    emanante = leader_of(progetto)
    return make_ready(
        emanante=emanante,
        livello="secondo",
        progetto=progetto,
        dotazione=dotazione,
        massimale=None,
        chi_propone="soggetto",
        organo=make_scoring_organo(livello="progetto", soggetto=emanante),
    )


def test_a_capofila_publishes_within_what_the_project_has(
    capofila: Utente, alleanza: object
) -> None:
    progetto = make_progetto(alleanza=alleanza, ciclo=alleanza.ciclo)
    voce = make_voce(progetto=progetto, scopo="progetto")
    make_stanziamento(voce=voce, fonte="regionale", importo=Decimal(10_000))
    make_stanziamento(voce=voce, fonte="privato", importo=Decimal(5_000), in_natura=True)
    primo, secondo = _second_level(6_000, progetto), _second_level(4_001, progetto)
    act(primo, "publish", capofila)
    with pytest.raises(ValidationError) as rifiuto:
        act(secondo, "publish", capofila)
    detto = f"ha ancora: {format_euro(Decimal(4_000))} su {format_euro(Decimal(10_000))}."
    assert rifiuto.value.messages[0].endswith(detto)
    act(primo, "revoke", capofila, reason="Non serve più.")
    act(secondo, "publish", capofila)
    assert secondo.stato == StatoAvviso.PUBBLICATO


def test_without_recorded_money_a_call_of_second_level_waits(
    capofila: Utente, alleanza: object
) -> None:
    avviso = _second_level(1, make_progetto(alleanza=alleanza, ciclo=alleanza.ciclo))
    with pytest.raises(ValidationError, match="non risultano risorse registrate"):
        act(avviso, "publish", capofila)


def test_nobody_publishes_the_call_of_another_alliance(
    capofila: Utente, responsabile: Utente
) -> None:
    altra = make_alleanza(ciclo=Ciclo.objects.current())
    make_partenariato(alleanza=altra, ruolo="capofila")
    progetto = make_progetto(alleanza=altra, ciclo=altra.ciclo)
    for chi in (capofila, responsabile):
        with pytest.raises(NotAllowed):
            act(_second_level(1, progetto), "publish", chi)
