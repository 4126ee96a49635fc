"""Anybody asks about a call; who follows it answers in public; addresses are forgotten."""

import pytest
from django.test import Client
from django.urls import reverse

from conciliazione.models import Messaggio
from progetti.models import Avviso, Quesito
from progetti.tasks import dimentica_quesiti
from rete.models import Ciclo, Utente
from tests.factories import make_avviso, make_quesito
from tests.progetti.avvisi import MOTIVO, act, expire, make_published

CODICE = "abcdefgh23"
DATI = {"testo": "Chi può <partecipare>?", "email": "chi@rete.example", "codice": CODICE}


def _ask(client: Client, avviso: Avviso, **dati: str) -> object:
    return client.post(reverse("avvisi:call_ask", args=[avviso.slug]), {**DATI, **dati})


def test_a_question_is_written_once_and_told_to_the_staff(
    client: Client, responsabile: Utente
) -> None:
    avviso = make_published(responsabile)
    for _ in range(2):
        assert _ask(client, avviso).status_code == 302
    quesito = Quesito.objects.get()
    assert (quesito.testo, quesito.email, quesito.avviso) == (
        DATI["testo"],
        DATI["email"],
        avviso,
    )
    assert [m.destinatario for m in Messaggio.objects.all()] == [responsabile.email]


@pytest.mark.parametrize(
    ("dati", "detto"),
    [
        ({"testo": " "}, "Scrivere la domanda."),
        ({"email": "non una mail"}, "email valido"),
        ({"sito": "http://x"}, "deve restare vuoto"),
        ({"testo": "a" * 4001}, "Al massimo 4.000"),
        ({"testo": "a\0b"}, "null"),
    ],
)
def test_a_wrong_question_is_explained_and_not_lost(
    dati: dict[str, str], detto: str, client: Client, responsabile: Utente
) -> None:
    risposta = _ask(client, make_published(responsabile), **dati)
    assert risposta.status_code == 200
    assert detto in risposta.content.decode()
    assert not Quesito.objects.exists()


def test_a_code_that_is_not_ours_is_replaced(client: Client, responsabile: Utente) -> None:
    _ask(client, make_published(responsabile), codice="../../etc")
    assert len(Quesito.objects.get().codice) == 10


def test_after_the_closing_nobody_asks(client: Client, responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    expire(avviso)
    risposta = _ask(client, avviso)
    assert "non si fanno più domande" in risposta.content.decode()
    assert "Chi può &lt;partecipare&gt;?" in risposta.content.decode()
    assert not Quesito.objects.exists()


def test_too_many_questions_from_one_place_wait(client: Client, responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    codici = [f"abcdefgh2{n}" for n in "23456789ab"]
    assert {_ask(client, avviso, codice=c).status_code for c in codici} == {302}
    risposta = _ask(client, avviso, codice="abcdefgh99")
    assert (risposta.status_code, risposta["Retry-After"]) == (429, "3600")


# --- Answering ---------------------------------------------------------------------------------


def _answer(client: Client, quesito: Quesito, **dati: str) -> object:
    indirizzo = reverse("avvisi:call_answer", args=[quesito.avviso.slug, quesito.codice])
    return client.post(indirizzo, dati)


def test_an_answer_is_public_and_mailed_once(client: Client, asl: Utente) -> None:
    quesito = make_quesito(
        avviso=make_avviso(ciclo=Ciclo.objects.current()), email="chi@rete.example"
    )
    client.force_login(asl)
    for testo in ("Le <alleanze>.", "Un’altra risposta."):
        _answer(client, quesito, risposta=testo)
    quesito.refresh_from_db()
    assert (quesito.risposta, quesito.risposto_da) == ("Le <alleanze>.", asl)
    (mail,) = Messaggio.objects.all()
    assert (mail.destinatario, "Le <alleanze>." in mail.testo) == ("chi@rete.example", True)
    client.logout()
    pagina = client.get(quesito.avviso.get_absolute_url()).content.decode()
    assert ("Le &lt;alleanze&gt;." in pagina, "chi@rete.example" in pagina) == (True, False)


def test_an_empty_answer_is_refused(client: Client, asl: Utente) -> None:
    quesito = make_quesito(avviso=make_avviso(ciclo=Ciclo.objects.current()))
    client.force_login(asl)
    assert "Scrivere la risposta." in _answer(client, quesito, risposta=" ").content.decode()


def test_a_question_that_does_not_belong_is_thrown_away(client: Client, asl: Utente) -> None:
    quesito = make_quesito(avviso=make_avviso(ciclo=Ciclo.objects.current()))
    client.force_login(asl)
    _answer(client, quesito, azione="scarta")
    assert not Quesito.objects.exists()


def test_addresses_are_forgotten_when_the_call_is_over(responsabile: Utente) -> None:
    finito, aperto = make_published(responsabile), make_published(responsabile)
    for avviso in (finito, aperto):
        make_quesito(avviso=avviso, email="chi@rete.example")
    act(finito, "revoke", responsabile, reason=MOTIVO)
    dimentica_quesiti()
    assert dict(Quesito.objects.values_list("avviso__slug", "email")) == {
        finito.slug: "",
        aperto.slug: "chi@rete.example",
    }
