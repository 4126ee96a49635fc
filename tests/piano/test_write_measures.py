"""The staff write how the indicators of the Piano are computed."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils.html import escape

from piano.enums import ModoMisura
from piano.models import MisuraIndicatore, Piano
from progetti.models import Indicatore
from rete.models import Ciclo, Utente
from tests.factories import (
    make_indicatore,
    make_obiettivo,
    make_piano,
    make_progetto,
    make_risultato,
)
from tests.factories.piano import make_misura

pytestmark = pytest.mark.django_db

PAGINA = "/piano/lavoro/indicatori/1/1/"


@pytest.fixture
def piano(ciclo: Ciclo) -> Piano:
    return make_piano(ciclo=ciclo)


@pytest.fixture
def misura(piano: Piano) -> MisuraIndicatore:
    return make_misura(piano=piano, denominazione="Sportelli attivati")


@pytest.fixture
def indicatore(piano: Piano) -> Indicatore:
    progetto = make_progetto(ciclo=piano.ciclo, slug="tempo", titolo="Tempo per tutti")
    risultato = make_risultato(obiettivo=make_obiettivo(progetto=progetto, numero=2))
    return make_indicatore(risultato=risultato, denominazione="Corner", unita="corner")


def typed(client: Client, **campi: object) -> dict[str, object]:
    """What a browser would send: what the page shows, but for what is typed."""
    form = client.get(PAGINA).context["form"]
    nascosti = {nome: form.initial[nome] for nome in ("versione", "letti")}
    return {**nascosti, "modo": "altrove", "perche": "Non si sa.", **campi}


def test_an_operatore_chooses_what_is_added_up(
    client: Client, asl: Utente, misura: MisuraIndicatore, indicatore: Indicatore
) -> None:
    client.force_login(asl)
    assert "Tempo per tutti, obiettivo 2: Corner (corner)" in client.get(PAGINA).text
    dati = typed(
        client,
        modo="somma",
        indicatori=[indicatore.riferimento],
        con_incremento="on",
        base="1.250,5",
        target="2000",
        fonte="Gli sportelli",
        cadenza="ogni semestre",
    )
    assert client.post(PAGINA, dati).status_code == 302
    misura.refresh_from_db()
    assert (misura.modo, misura.base, misura.target) == ("somma", Decimal("1250.50"), 2000)
    assert list(misura.indicatori.all()) == [indicatore]
    elenco = client.get("/piano/lavoro/indicatori/").text
    assert "Tempo per tutti: Corner" in elenco
    assert f'value="{indicatore.pk}"' not in client.get(PAGINA).text
    assert f'value="{indicatore.riferimento}"' in client.get(PAGINA).text


def test_what_belongs_to_another_way_is_not_kept(
    client: Client, asl: Utente, misura: MisuraIndicatore, indicatore: Indicatore
) -> None:
    client.force_login(asl)
    scelti = {"cifra": "rete.membri", "indicatori": [indicatore.riferimento]}
    client.post(PAGINA, typed(client, modo="somma", **scelti))
    misura.refresh_from_db()
    assert (misura.modo, misura.cifra, misura.indicatori.count()) == ("somma", "", 1)
    client.post(PAGINA, typed(client, modo="cifra", **scelti))
    misura.refresh_from_db()
    assert (misura.modo, misura.cifra, misura.indicatori.count()) == ("cifra", "rete.membri", 0)


@pytest.mark.parametrize(
    ("campi", "messaggio"),
    [
        ({"modo": "cifra"}, "Scegliere la cifra da cui si legge."),
        ({"modo": "somma"}, "Scegliere almeno un indicatore da sommare."),
        ({"perche": " "}, "Scrivere perché non si calcola: lo leggono tutti."),
        ({"modo": "altro"}, "altro"),
        ({"modo": "cifra", "cifra": "piano.misura"}, "piano.misura"),
        ({"modo": "cifra", "cifra": "rete.nome"}, "rete.nome"),
        ({"modo": "somma", "indicatori": ["tempo/2/9/9"]}, "tempo/2/9/9"),
        ({"modo": "somma", "indicatori": ["1"]}, "1"),
        ({"base": "molti"}, "Scrivere un numero, per esempio 1.234,56."),
        ({"target": "99999999999999"}, "cifre"),
        ({"fonte": "\0"}, "null"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    campi: dict[str, object],
    messaggio: str,
    client: Client,
    asl: Utente,
    misura: MisuraIndicatore,
    indicatore: Indicatore,
) -> None:
    client.force_login(asl)
    prima = MisuraIndicatore.objects.values().get()
    risposta = client.post(PAGINA, typed(client, **{"fonte": "Gli sportelli", **campi}))
    assert risposta.status_code == 200
    errori = [str(e) for righe in risposta.context["form"].errors.values() for e in righe]
    assert any(messaggio in errore for errore in errori)
    assert escape("Gli sportelli") in risposta.text or "fonte" in campi
    assert MisuraIndicatore.objects.values().get() == prima


def test_an_indicator_that_does_not_add_up_over_time_is_not_offered(
    client: Client, asl: Utente, misura: MisuraIndicatore, indicatore: Indicatore
) -> None:
    Indicatore.objects.update(cumulativo=False)
    client.force_login(asl)
    assert "Corner" not in client.get(PAGINA).text
    dati = typed(client, modo="somma", indicatori=[indicatore.riferimento])
    assert client.post(PAGINA, dati).status_code == 200
    assert not misura.indicatori.exists()


def test_of_two_who_write_at_once_the_second_sees_both_texts(
    client: Client, asl: Utente, misura: MisuraIndicatore, indicatore: Indicatore
) -> None:
    client.force_login(asl)
    dati = typed(client, modo="somma", indicatori=[indicatore.riferimento], fonte="La mia")
    client.post(PAGINA, typed(client, fonte="La sua", perche="Manca ancora."))
    risposta = client.post(PAGINA, dati)
    assert risposta.status_code == 200
    assert {"La mia", "La sua"} <= {
        testo for c in risposta.context["form"].contrasti for testo in (c.mio, c.salvato)
    }
    misura.refresh_from_db()
    assert (misura.modo, misura.fonte) == (ModoMisura.ALTROVE, "La sua")
    assert not misura.indicatori.exists()
