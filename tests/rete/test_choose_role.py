"""A person with several roles chooses in which one they act; their rights stay the union."""

import pytest
from django.test import Client
from django.utils import timezone

from conciliazione.models import Passaggio
from rete.enums import RuoloDelega
from rete.models import Ciclo, Delega, Utente
from tests.factories import make_delega, make_segnalazione, make_soggetto

RUOLO, SCRIVANIA = "/scrivania/ruolo/", "/scrivania/"
OPERATORE = "Operatore dell'ente capofila (Ente)"
REFERENTE = "Referente del soggetto (Impresa)"


@pytest.fixture
def due_ruoli(client: Client, asl: Utente) -> Delega:
    """The operatore, who is also referente of a firm and entered; the delega of that."""
    client.force_login(asl)
    return make_delega(
        utente=asl, soggetto=make_soggetto(sigla="Impresa"), ruolo=RuoloDelega.REFERENTE
    )


def close_one(client: Client) -> str:
    """Close a report; in what capacity it was written."""
    segnalazione = make_segnalazione()
    client.post(segnalazione.get_absolute_url(), {"motivo": "Corretto."})
    return Passaggio.objects.about(segnalazione).get().in_veste_di


def titles(client: Client) -> list[str]:
    gruppi = client.get(SCRIVANIA).context["gruppi"]
    return [cosa.titolo for gruppo in gruppi for cosa in gruppo.cose]


def test_without_a_choice_all_the_roles_are_written(client: Client, due_ruoli: Delega) -> None:
    assert sorted(close_one(client).split("; ")) == [OPERATORE, REFERENTE]


def test_the_role_chosen_is_written_and_shown(client: Client, due_ruoli: Delega) -> None:
    risposta = client.post(RUOLO, {"ruolo": due_ruoli.codice})

    assert (risposta.status_code, risposta["Location"]) == (302, SCRIVANIA)
    assert close_one(client) == REFERENTE
    pagina = client.get("/rete/").content.decode()
    assert f'class="veste"><span class="visually-hidden">agisce </span>come {REFERENTE}<' in pagina


def test_the_role_chosen_filters_the_scrivania_and_no_right(
    client: Client, due_ruoli: Delega
) -> None:
    make_segnalazione()
    tutte = titles(client)
    assert tutte[0] == "1 segnalazione a cui rispondere"

    client.post(RUOLO, {"ruolo": due_ruoli.codice})

    assert titles(client) == tutte[1:]
    assert client.get("/rete/segnalazioni/").status_code == 200


def test_all_the_roles_can_be_taken_again(client: Client, due_ruoli: Delega) -> None:
    client.post(RUOLO, {"ruolo": due_ruoli.codice})
    client.post(RUOLO, {"ruolo": ""})
    assert sorted(close_one(client).split("; ")) == [OPERATORE, REFERENTE]


def test_a_role_revoked_is_gone_at_the_next_request(client: Client, due_ruoli: Delega) -> None:
    client.post(RUOLO, {"ruolo": due_ruoli.codice})

    Delega.objects.filter(pk=due_ruoli.pk).update(revocato_alle=timezone.now())

    assert close_one(client) == OPERATORE
    assert 'class="veste"' not in client.get("/rete/").content.decode()


@pytest.mark.parametrize("ruolo", ["di-un-altro", "assente", "\x00", "x" * 5000])
def test_a_role_of_others_is_refused_in_words(
    client: Client, due_ruoli: Delega, capofila: Utente, ruolo: str
) -> None:
    codice = capofila.deleghe.get().codice if ruolo == "di-un-altro" else ruolo
    risposta = client.post(RUOLO, {"ruolo": codice}, follow=True)
    assert [str(m) for m in risposta.context["messages"]] == [
        "Questo ruolo non è fra i suoi, oppure è finito: ecco quelli che ha oggi."
    ]
    assert sorted(close_one(client).split("; ")) == [OPERATORE, REFERENTE]


@pytest.mark.parametrize(
    ("dopo", "arrivo"),
    [
        ("/rete/", "/rete/"),
        ("https://altrove.example/", SCRIVANIA),
        ("//altrove.example", SCRIVANIA),
    ],
)
def test_after_the_choice_one_stays_in_the_portal(
    client: Client, due_ruoli: Delega, dopo: str, arrivo: str
) -> None:
    risposta = client.post(RUOLO, {"ruolo": due_ruoli.codice, "next": dopo})
    assert risposta["Location"] == arrivo


def test_the_scrivania_shows_the_roles_with_their_days(
    client: Client, due_ruoli: Delega, ciclo: Ciclo
) -> None:
    (panel,) = client.get(SCRIVANIA).context["ruoli"]
    vesti = {v["testo"]: v["giorni"] for v in panel.contesto["vesti"]}
    assert sorted(vesti) == [OPERATORE, REFERENTE]
    assert vesti[REFERENTE].startswith("dal ")
