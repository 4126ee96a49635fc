import re

import pytest

from conciliazione.models import Messaggio
from tests.factories import make_utente

PASSWORD = "una-frase-lunga-di-prova"


@pytest.fixture
def utente(db):
    return make_utente(email="anna@asl.example", password=PASSWORD)


def shown(risposta) -> str:
    """The words of the main content."""
    pagina = risposta.content.decode()
    principale = pagina[pagina.index("<main") : pagina.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", principale)).strip()


def test_a_person_enters_and_leaves(client, utente):
    dati = {"login": "anna@asl.example", "password": PASSWORD}
    dentro = client.post("/accesso/", dati, follow=True)
    assert dentro.redirect_chain == [("/scrivania/", 302)]
    assert shown(dentro).startswith("Accesso eseguito.")
    fuori = client.post("/accesso/esci/", follow=True)
    assert shown(fuori).startswith("Sessione chiusa.")
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_is_said_above_the_form(client, utente):
    dati = {"login": "anna@asl.example", "password": "sbagliata"}
    risposta = client.post("/accesso/", dati)
    assert risposta.status_code == 200
    assert "Controllare quanto scritto L&#x27;indirizzo email e/o la password" in shown(risposta)


def test_leaving_asks_first(client, utente):
    client.force_login(utente)
    assert "Uscire dall’area personale?" in shown(client.get("/accesso/esci/"))
    assert "_auth_user_id" in client.session


def test_a_forgotten_password_is_chosen_again_by_a_link_in_the_mail(client, utente):
    risposta = client.post("/accesso/recupero/", {"email": "anna@asl.example"}, follow=True)
    assert risposta.redirect_chain == [("/accesso/recupero/inviato/", 302)]
    messaggio = Messaggio.objects.get()
    assert messaggio.oggetto == "Nuova password per il portale della Rete di Conciliazione"
    (collegamento,) = re.findall(r"http://testserver(/\S+)", messaggio.testo)
    modulo = client.get(collegamento, follow=True)
    nuova = {"password1": "un-altra-frase-di-prova", "password2": "un-altra-frase-di-prova"}
    fatto = client.post(modulo.redirect_chain[-1][0], nuova, follow=True)
    assert "Da ora si accede con la nuova password." in shown(fatto)
    utente.refresh_from_db()
    assert utente.check_password("un-altra-frase-di-prova")
    assert "Collegamento non più valido" in shown(client.get(collegamento, follow=True))


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, utente):
    noto, ignoto = (
        client.post("/accesso/recupero/", {"email": indirizzo}, follow=True)
        for indirizzo in ("anna@asl.example", "ignoto@asl.example")
    )
    assert shown(noto) == shown(ignoto)
    assert [m.destinatario for m in Messaggio.objects.all()] == ["anna@asl.example"]


def test_a_short_password_is_refused_in_italian(client, utente):
    client.force_login(utente)
    dati = {"oldpassword": PASSWORD, "password1": "7f-Xq", "password2": "7f-Xq"}
    detto = shown(client.post("/accesso/password/", dati))
    assert detto.count("Questa password è troppo corta: servono almeno 12 caratteri.") == 2


def test_a_person_changes_their_password(client, utente):
    client.force_login(utente)
    nuova = "un-altra-frase-di-prova"
    dati = {"oldpassword": PASSWORD, "password1": nuova, "password2": nuova}
    assert shown(client.post("/accesso/password/", dati, follow=True)).startswith(
        "Password cambiata."
    )
    utente.refresh_from_db()
    assert utente.check_password(nuova)


def test_nobody_registers_by_themselves(client, db):
    assert "Nel portale non ci si registra da soli" in shown(client.get("/accesso/registrazione/"))
    risposta = client.post(
        "/accesso/registrazione/",
        {"email": "nuovo@asl.example", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert "Nel portale non ci si registra da soli" in shown(risposta)


def test_a_suspended_person_reads_whom_to_ask(client, utente):
    utente.is_active = False
    utente.save()
    dati = {"login": "anna@asl.example", "password": PASSWORD}
    risposta = client.post("/accesso/", dati, follow=True)
    assert "_auth_user_id" not in client.session
    assert risposta.redirect_chain == [("/accesso/sospeso/", 302)]
    assert "Questo utente è stato sospeso" in shown(risposta)


def test_too_many_attempts_are_told_to_wait(client, utente):
    dati = {"login": "anna@asl.example", "password": "sbagliata"}
    risposte = [client.post("/accesso/", dati).status_code for _ in range(31)]
    assert risposte == [200] * 30 + [429]


@pytest.mark.parametrize("indirizzo", ["/accesso/password/", "/accesso/conferma/"])
def test_the_own_pages_ask_to_enter_first(client, db, indirizzo):
    risposta = client.get(indirizzo)
    assert (risposta.status_code, risposta.url) == (302, f"/accesso/?next={indirizzo}")


@pytest.mark.parametrize(
    "indirizzo",
    [
        "/accesso/",
        "/accesso/recupero/",
        "/accesso/recupero/inviato/",
        "/accesso/recupero/fatto/",
        "/accesso/recupero/1-non-valido/",
        "/accesso/sospeso/",
        "/accesso/registrazione/",
    ],
)
def test_a_page_of_the_access_area_is_public(client, db, indirizzo):
    assert client.get(indirizzo).status_code == 200


def test_tab_goes_from_the_address_to_the_password(client, db):
    """Before the button, and only then to who forgot it."""
    pagina = client.get("/accesso/").content.decode()
    modulo = pagina[pagina.index('<form class="modulo"') :]
    passi = ('name="login"', 'name="password"', 'type="submit"', "Ho dimenticato la password")
    posti = [modulo.index(passo) for passo in passi]
    assert posti == sorted(posti)
    assert modulo.count("Ho dimenticato la password") == 1
