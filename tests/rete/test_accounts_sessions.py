"""A person sees where they are in, and goes out of there from here."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from rete.dispositivi import describe_browser
from rete.models import Utente
from rete.views.accesso import fingerprint
from tests.cast import PASSWORD

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("detto", "parole"),
    [
        (WINDOWS, "Firefox su Windows"),
        (EDGE, "Edge su Windows"),
        (IPHONE, "Safari su iPhone"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/130.0", "Chrome su Chromebook"),
        ("Firefox", "Firefox"),
        ("", "Programma non riconosciuto"),
        ("\x00<script>", "Programma non riconosciuto"),
    ],
)
def test_a_browser_is_told_in_words(detto: str, parole: str) -> None:
    assert describe_browser(detto) == parole


def enter(utente: Utente, user_agent: str = WINDOWS) -> Client:
    """A browser in which that person is in."""
    client = Client(headers={"user-agent": user_agent})
    client.post(reverse("account_login"), {"login": utente.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("mfa_index")).status_code == 200


def shown(client: Client) -> list[str]:
    return [voce["dove"] for voce in client.get(reverse("usersessions_list")).context["elenco"]]


def test_sessions_are_listed_this_one_first(estraneo: Utente) -> None:
    qui, _ = enter(estraneo), enter(estraneo, IPHONE)
    enter(estraneo, EDGE)
    assert shown(qui) == ["Firefox su Windows", "Edge su Windows", "Safari su iPhone"]


def test_one_session_is_ended(estraneo: Utente) -> None:
    qui, telefono, ufficio = enter(estraneo), enter(estraneo, IPHONE), enter(estraneo, EDGE)
    (sua,) = UserSession.objects.filter(user_agent=IPHONE)
    qui.post(reverse("usersessions_list"), {"sessione": fingerprint(sua)})
    assert [is_in(c) for c in (qui, telefono, ufficio)] == [True, False, True]


def test_all_the_others_are_ended(estraneo: Utente) -> None:
    qui, telefono, ufficio = enter(estraneo), enter(estraneo, IPHONE), enter(estraneo, EDGE)
    qui.post(reverse("usersessions_list"), {"sessione": "altre"})
    assert [is_in(c) for c in (qui, telefono, ufficio)] == [True, False, False]


def test_this_session_is_not_ended_from_here(estraneo: Utente) -> None:
    qui = enter(estraneo)
    (questa,) = UserSession.objects.all()
    qui.post(reverse("usersessions_list"), {"sessione": fingerprint(questa)})
    assert is_in(qui)


def test_nobody_ends_the_sessions_of_others(estraneo: Utente, asl: Utente) -> None:
    qui, sua = enter(estraneo), enter(asl)
    (altrui,) = UserSession.objects.filter(user=asl)
    for quale in (fingerprint(altrui), "altre", "", "\x00", str(altrui.pk)):
        qui.post(reverse("usersessions_list"), {"sessione": quale})
    assert is_in(sua)


def test_the_keys_of_sessions_are_not_in_the_page(estraneo: Utente) -> None:
    qui = enter(estraneo)
    enter(estraneo, IPHONE)
    pagina = qui.get(reverse("usersessions_list")).content.decode()
    assert [s.session_key in pagina for s in UserSession.objects.all()] == [False, False]


def test_a_new_password_ends_the_other_sessions(estraneo: Utente) -> None:
    qui, telefono = enter(estraneo), enter(estraneo, IPHONE)
    nuova = "un-altra-frase-di-prova"
    dati = {"oldpassword": PASSWORD, "password1": nuova, "password2": nuova}
    risposta = qui.post(reverse("account_change_password"), dati)
    assert risposta["Location"] == reverse("mfa_index")
    assert [is_in(c) for c in (qui, telefono)] == [True, False]
