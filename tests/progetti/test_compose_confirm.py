"""Each partner confirms, by a personal link or from its account; its answer is about what it was
asked to do."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from alleanze.models import Alleanza
from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import StaleState, perform
from progetti.completezza import missing
from progetti.models import PartecipazioneProposta, Proposta
from rete.models import Utente
from tests.progetti.comporre import STRANO, make_draft, partner_of, said, save

LINK = re.compile(r"https?://\S+?(/proposte/conferma/\S+)")
EMAIL = "chi@partner.example"


@pytest.fixture
def proposta(client: Client, capofila: Utente, alleanza: Alleanza) -> Proposta:
    client.force_login(capofila)
    return make_draft(capofila, alleanza, titolo="Tempi di vita")


def page(proposta: Proposta, parte: str = "chi") -> str:
    return f"/proposte/{proposta.codice}/{parte}/"


def ask(client: Client, p: PartecipazioneProposta, email: str = EMAIL) -> str:
    """Ask for a confirmation by mail; the path of the link that was mailed."""
    dati = {f"chi-{p.codice}-compito": STRANO, f"chi-{p.codice}-email": email}
    answer = save(client, page(p.proposta), f"chiedi:{p.codice}", **dati)
    assert answer.status_code == 302
    return LINK.search(Messaggio.objects.filter(destinatario=email).latest("pk").testo)[1]


def test_who_is_asked_by_mail_reads_only_what_is_needed(client: Client, proposta: Proposta) -> None:
    Proposta.objects.filter(pk=proposta.pk).update(contesto="Segreto", sottotitolo="Segreto")
    altro = partner_of(proposta)
    indirizzo = ask(client, altro)
    letto = said(Client().get(indirizzo).content.decode())
    for parole in (str(proposta.proponente), "Tempi di vita", STRANO, str(altro.soggetto)):
        assert parole in letto
    assert "Segreto" not in letto
    assert proposta.codice not in letto


def test_reading_the_link_answers_nothing(client: Client, proposta: Proposta) -> None:
    altro = partner_of(proposta)
    indirizzo = ask(client, altro)
    for _ in range(2):
        assert Client().get(indirizzo).status_code == 200
        assert Client().head(indirizzo).status_code == 200
    altro.refresh_from_db()
    assert (altro.stato, altro.impronta is not None) == ("attesa", True)


def test_the_link_confirms_once(client: Client, proposta: Proposta) -> None:
    altro = partner_of(proposta)
    indirizzo, fuori = ask(client, altro), Client()
    answer = fuori.post(indirizzo, {"risposta": "confirm", "nome": "La presidente"})
    assert answer["Location"] == "/proposte/conferma/"
    assert fuori.get(answer["Location"]).status_code == 200
    altro.refresh_from_db()
    detto = (altro.stato, altro.risposto_da, altro.impronta, altro.email)
    assert detto == ("confermata", "La presidente", None, "")
    for again in (fuori.get(indirizzo), fuori.post(indirizzo, {"risposta": "refuse"})):
        assert again.status_code == 404
    passaggio = Passaggio.objects.about(altro).get()
    assert (passaggio.verbo, passaggio.autore) == ("confirm", None)
    letto = said(client.get(page(proposta)).content.decode())
    assert "confermata La presidente" in letto


def test_what_is_asked_is_answered_as_it_was_read(client: Client, proposta: Proposta) -> None:
    altro = partner_of(proposta)
    indirizzo, fuori = ask(client, altro), Client()
    letto = fuori.get(indirizzo).context["form"]["letto"].value()
    dati = {"risposta": "confirm", "nome": "La presidente", "letto": letto}
    PartecipazioneProposta.objects.filter(pk=altro.pk).update(compito="Mette tutto il denaro")

    risposta = fuori.post(indirizzo, dati)

    assert "ha cambiato ciò che chiede" in risposta.text
    assert "Mette tutto il denaro" in risposta.text
    altro.refresh_from_db()
    assert altro.stato == "attesa"
    nuovo = risposta.context["form"]["letto"].value()
    assert fuori.post(indirizzo, {**dati, "letto": nuovo}).status_code == 302


def test_what_changes_while_it_is_confirmed_is_not_confirmed(proposta: Proposta) -> None:
    altro = partner_of(proposta)
    PartecipazioneProposta.objects.filter(pk=altro.pk).update(compito="Altro")

    with pytest.raises(StaleState):
        perform(altro, "confirm", None, risposto_da="La presidente")


def test_a_refusal_says_why_to_who_proposes(client: Client, proposta: Proposta) -> None:
    altro = partner_of(proposta)
    indirizzo, fuori = ask(client, altro), Client()
    answer = fuori.post(indirizzo, {"risposta": "refuse", "nome": "Il direttore"})
    assert set(answer.context["form"].errors) == {"motivo"}
    dati = {"risposta": "refuse", "nome": "Il direttore", "motivo": STRANO}
    assert fuori.post(indirizzo, dati).status_code == 302
    altro.refresh_from_db()
    assert (altro.stato, altro.motivo) == ("rifiutata", STRANO)
    assert STRANO in said(client.get(page(proposta)).content.decode())
    assert STRANO in Messaggio.objects.get(chiave__startswith="risposta-partner").testo
    detto = f"{altro.soggetto} non partecipa: toglierlo dalla proposta, o chiedere di nuovo"
    assert detto in missing(proposta)


@pytest.mark.parametrize("dati", [{}, {"risposta": "forse"}, {"risposta": "confirm"}])
def test_an_answer_says_what_and_who(
    client: Client, proposta: Proposta, dati: dict[str, str]
) -> None:
    indirizzo = ask(client, partner_of(proposta))
    answer = Client().post(indirizzo, dati)
    assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)


def test_a_link_that_is_late_or_of_a_sent_proposal_is_no_good(
    client: Client, proposta: Proposta
) -> None:
    altro = partner_of(proposta)
    indirizzo = ask(client, altro)
    righe = PartecipazioneProposta.objects.filter(pk=altro.pk)
    righe.update(collegamento_fino_a=timezone.now() - timedelta(seconds=1))
    buona = {"risposta": "confirm", "nome": "Io"}
    assert Client().get(indirizzo).status_code == 410
    assert Client().post(indirizzo, buona).status_code == 410
    righe.update(collegamento_fino_a=timezone.now() + timedelta(days=1))
    Proposta.objects.update(stato="presentata", presentata_il=timezone.now())
    assert Client().post(indirizzo, buona).status_code == 410
    assert Client().get("/proposte/conferma/inventato/").status_code == 404
    altro.refresh_from_db()
    assert altro.stato == "attesa"


def test_a_new_link_takes_the_place_of_the_one_before(client: Client, proposta: Proposta) -> None:
    altro = partner_of(proposta)
    prima, poi = ask(client, altro), ask(client, altro)
    assert Client().get(prima).status_code == 404
    assert Client().get(poi).status_code == 200


def test_nobody_is_written_to_too_often(client: Client, proposta: Proposta) -> None:
    altro = partner_of(proposta)
    for _ in range(3):
        ask(client, altro)
    save(client, page(proposta), f"chiedi:{altro.codice}")
    assert "si è già scritto più volte" in client.get(page(proposta)).content.decode()
    assert Messaggio.objects.filter(destinatario=EMAIL).count() == 3


def test_without_an_address_and_without_account_it_says_what_is_needed(
    client: Client, proposta: Proposta
) -> None:
    altro = partner_of(proposta)
    answer = client.post(page(proposta), {"azione": f"chiedi:{altro.codice}"}, follow=True)
    assert "Scrivere l’e-mail a cui chiedere la conferma" in answer.content.decode()


# --- From the account -----------------------------------------------------------------------------


def test_the_referente_finds_it_on_the_scrivania_and_confirms(
    client: Client, capofila: Utente, partner: Utente
) -> None:
    proposta = make_draft(capofila, Alleanza.objects.get(slug="alleanza"), titolo="Tempi")
    altro = partner_of(proposta)
    client.force_login(capofila)
    save(client, page(proposta), "chiedi-tutti")
    assert Messaggio.objects.get(destinatario=partner.email).testo.count("/proposte/") == 1
    client.force_login(partner)
    indirizzo = f"/proposte/{proposta.codice}/partecipa/{altro.codice}/"
    assert f'href="{indirizzo}"' in client.get("/scrivania/").content.decode()
    assert client.get(indirizzo).status_code == 200
    answer = client.post(indirizzo, {"risposta": "confirm"})
    assert answer["Location"] == f"/proposte/{proposta.codice}/"
    altro.refresh_from_db()
    assert (altro.stato, altro.risposto_da) == ("confermata", str(partner))
    assert Passaggio.objects.about(altro).get().autore == partner
    assert f'href="{indirizzo}"' not in client.get("/scrivania/").content.decode()


def test_the_referente_refuses_and_no_longer_reads(
    client: Client, capofila: Utente, partner: Utente
) -> None:
    proposta = make_draft(capofila, Alleanza.objects.get(slug="alleanza"))
    altro = partner_of(proposta)
    client.force_login(partner)
    indirizzo = f"/proposte/{proposta.codice}/partecipa/{altro.codice}/"
    assert client.post(indirizzo, {"risposta": "refuse"}).status_code == 200
    answer = client.post(indirizzo, {"risposta": "refuse", "motivo": "Non ora"})
    assert answer["Location"] == "/proposte/"
    assert client.get(f"/proposte/{proposta.codice}/").status_code == 404


def test_nobody_answers_for_another(client: Client, capofila: Utente, partner: Utente) -> None:
    proposta = make_draft(capofila, Alleanza.objects.get(slug="alleanza"))
    altro = partner_of(proposta)
    sua = proposta.partecipazioni.get(capofila=True)
    for chi, p in ((capofila, altro), (partner, sua), (capofila, sua)):
        client.force_login(chi)
        indirizzo = f"/proposte/{proposta.codice}/partecipa/{p.codice}/"
        assert client.post(indirizzo, {"risposta": "confirm"}).status_code == 404
    altro.refresh_from_db()
    assert altro.stato == "attesa"


def test_a_sent_proposal_takes_no_answer(client: Client, capofila: Utente, partner: Utente) -> None:
    proposta = make_draft(
        capofila,
        Alleanza.objects.get(slug="alleanza"),
        titolo="Inviata",
        stato="presentata",
        presentata_il=timezone.now(),
    )
    altro = partner_of(proposta)
    client.force_login(partner)
    indirizzo = f"/proposte/{proposta.codice}/partecipa/{altro.codice}/"
    answer = client.post(indirizzo, {"risposta": "refuse", "motivo": "Tardi"})
    assert "la risposta non si cambia più" in said(answer.content.decode())
    altro.refresh_from_db()
    assert altro.stato == "attesa"


# --- When the task changes ------------------------------------------------------------------------


def test_who_had_confirmed_something_else_is_asked_again(
    client: Client, proposta: Proposta
) -> None:
    altro = partner_of(proposta)
    Client().post(ask(client, altro), {"risposta": "confirm", "nome": "La presidente"})
    answer = client.post(
        page(proposta),
        {
            **_typed(client, proposta),
            f"chi-{altro.codice}-compito": "Un’altra cosa",
            "azione": "continua",
        },
        follow=True,
    )
    detto = f"Il compito di {altro.soggetto} è cambiato: la conferma va chiesta di nuovo."
    assert detto in said(answer.content.decode())
    altro.refresh_from_db()
    assert (altro.stato, altro.risposto_da, altro.risposto_il) == ("attesa", "", None)
    verbi = [p.verbo for p in Passaggio.objects.about(altro).order_by("pk")]
    assert verbi == ["confirm", "ask_again"]


def test_the_same_task_keeps_its_confirmation(client: Client, proposta: Proposta) -> None:
    altro = partner_of(proposta)
    Client().post(ask(client, altro), {"risposta": "confirm", "nome": "La presidente"})
    save(client, page(proposta))
    altro.refresh_from_db()
    assert altro.stato == "confermata"


def test_who_refused_may_be_asked_again(client: Client, proposta: Proposta) -> None:
    altro = partner_of(proposta)
    dati = {"risposta": "refuse", "nome": "Io", "motivo": "No"}
    Client().post(ask(client, altro), dati)
    indirizzo = ask(client, altro)
    assert Client().post(indirizzo, {"risposta": "confirm", "nome": "Io"}).status_code == 302
    altro.refresh_from_db()
    assert (altro.stato, altro.motivo) == ("confermata", "")


def _typed(client: Client, proposta: Proposta) -> dict[str, object]:
    form = client.get(page(proposta)).context["form"]
    return {nome: form[nome].value() for nome in form.fields}
