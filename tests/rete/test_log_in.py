"""A person enters with e-mail and password, and an outsider learns nothing by trying."""

import pytest
from django.test import Client
from django.urls import reverse

from conciliazione import settings as ours
from rete.models import Utente
from tests.factories import make_utente

PASSWORD = "una-frase-di-prova-lunga"
ERRORE = "L'indirizzo email e/o la password che hai usato non sono corretti."


@pytest.fixture
def persona(ciclo: object) -> Utente:
    return make_utente(email="persona@rete.example", password=PASSWORD)


def enter(client: Client, email: str, password: str = PASSWORD, **dati: str) -> object:
    return client.post(reverse("account_login"), {"login": email, "password": password, **dati})


def who_is_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("scritta", ["persona@rete.example", "Persona@Rete.Example"])
def test_a_person_enters_and_arrives_at_the_scrivania(
    client: Client, persona: Utente, scritta: str
) -> None:
    risposta = enter(client, scritta)
    assert (risposta.status_code, risposta["Location"]) == (302, reverse("scrivania"))
    assert who_is_in(client) == str(persona.pk)


def test_passwords_are_kept_with_argon2(ciclo: object, settings: object) -> None:
    settings.PASSWORD_HASHERS = ours.PASSWORD_HASHERS
    assert make_utente(password=PASSWORD).password.startswith("argon2$argon2id$")


def test_the_session_ends_with_the_browser(client: Client, persona: Utente) -> None:
    enter(client, persona.email)
    assert client.session.get_expire_at_browser_close() is True


def test_a_person_goes_where_they_were_going(client: Client, persona: Utente) -> None:
    andata = reverse("rete:soggetti")
    assert enter(client, persona.email, next=andata)["Location"] == andata


@pytest.mark.parametrize(
    "altrove",
    [
        "https://altrove.example/",
        "//altrove.example/",
        "javascript:alert(1)",
        "\\\\altrove.example",
    ],
)
def test_nobody_is_sent_elsewhere_after_entering(
    client: Client, persona: Utente, altrove: str
) -> None:
    assert enter(client, persona.email, next=altrove)["Location"] == reverse("scrivania")


def test_unknown_wrong_and_suspended_get_the_same_answer(client: Client, persona: Utente) -> None:
    make_utente(email="sospesa@rete.example", password=PASSWORD, is_active=False)
    errori = [
        enter(client, "ignota@rete.example").context["form"].non_field_errors(),
        enter(client, persona.email, "sbagliata").context["form"].non_field_errors(),
    ]
    assert errori == [[ERRORE], [ERRORE]]
    enter(client, "sospesa@rete.example")
    assert who_is_in(client) is None


@pytest.mark.parametrize("dati", [{}, {"login": "\x00", "password": "\x00"}, {"login": "x" * 9999}])
def test_bad_input_is_answered_with_the_form(
    client: Client, persona: Utente, dati: dict[str, str]
) -> None:
    risposta = client.post(reverse("account_login"), dati)
    assert risposta.status_code == 200
    assert risposta.context["form"].errors


def test_the_sixth_attempt_on_one_person_waits(client: Client, persona: Utente) -> None:
    for _ in range(5):
        enter(client, persona.email, "sbagliata")
    errori = enter(client, persona.email).context["form"].non_field_errors()
    assert errori == ["Troppi tentativi di accesso. Riprova più tardi."]
    assert who_is_in(client) is None


def test_many_attempts_from_one_address_are_refused(client: Client, persona: Utente) -> None:
    risposte = [enter(client, f"ignota-{n}@rete.example").status_code for n in range(31)]
    assert risposte == [200] * 30 + [429]


def test_attempts_count_by_the_address_that_our_proxy_saw(
    client: Client, persona: Utente, settings: object
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    stati = []
    for n in range(4):
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{n}, 203.0.113.7"
        stati.append(enter(client, f"ignota-{n}@rete.example").status_code)
    assert stati == [200] * 3 + [429]


def test_nobody_registers_alone(client: Client, ciclo: object) -> None:
    pagina = client.get(reverse("account_signup"))
    dati = {"email": "nuova@rete.example", "password1": PASSWORD, "password2": PASSWORD}
    inviata = client.post(reverse("account_signup"), dati)
    for risposta in (pagina, inviata):
        assert "account/signup_closed.html" in [t.name for t in risposta.templates]
    assert Utente.objects.count() == 0


def test_going_out_needs_a_button_not_a_link(client: Client, persona: Utente) -> None:
    client.force_login(persona)
    client.get(reverse("account_logout"))
    assert who_is_in(client) == str(persona.pk)
    client.post(reverse("account_logout"))
    assert who_is_in(client) is None


def test_a_suspended_person_is_out_at_the_next_request(client: Client, persona: Utente) -> None:
    client.force_login(persona)
    Utente.objects.update(is_active=False)
    risposta = client.get(reverse("account_change_password"))
    assert risposta["Location"].startswith(reverse(ours.LOGIN_URL))


def test_the_admin_has_no_login_of_its_own(client: Client, persona: Utente) -> None:
    interno = reverse("admin:login")
    assert client.get(interno)["Location"].startswith(reverse("account_login"))
    client.force_login(persona)
    assert client.get(interno).status_code == 403
    Utente.objects.update(is_superuser=True)
    assert client.get(interno)["Location"] == reverse("admin:index")
