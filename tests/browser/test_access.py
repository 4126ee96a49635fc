"""How people enter, in a real browser: the first second factor, passkeys, lost telephones."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.sguardo import problems, validate, watched
from tests.browser.sito import Sito, served

pytestmark = pytest.mark.browser

RISERVATA = "/rete/segnalazioni/"
NUOVA = "una-frase-nuova-di-prova"
WIDTHS = (1280, 320)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("accesso")


@pytest.fixture(scope="module")
def sito(var: Path, loaded: Path) -> Iterator[Sito]:
    """The demo, where the second factor is mandatory; passkeys want a name, not a number."""
    with served(var, loaded, host="localhost", MFA_OBBLIGATORIA="true") as sito:
        yield sito


@dataclass
class Visit:
    """A window of one person, and the pages that were looked at in it."""

    sito: Sito
    page: Page
    complaints: list[str]
    seen: dict[str, str] = field(default_factory=dict)

    def go(self, path: str) -> None:
        self.page.goto(self.sito.url + path)

    def path(self) -> str:
        return self.page.url.removeprefix(self.sito.url)

    def log_in(self, email: str, password: str = "", path: str = "/accesso/") -> None:
        self.go(path)
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(password or self.sito.password)
        with self.page.expect_navigation():
            self.press("Accedi")

    def log_out(self) -> None:
        self.page.get_by_role("banner").get_by_role("button", name="Esci").click()

    def press(self, name: str) -> None:
        self.page.locator("main").get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.locator("main").get_by_role("link", name=name, exact=True).click()

    def title(self) -> str:
        return self.page.locator("h1").inner_text()

    def check(self) -> None:
        """Nothing is wrong with the page that is open, on a desk and on a telephone."""
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            assert (self.title(), width, problems(self.page, self.complaints)) == (
                self.title(),
                width,
                [],
            )
        self.seen[f"{len(self.seen)} {self.title()}"] = self.page.content()


@pytest.fixture
def visit(browser: Browser, sito: Sito, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """`visit()` opens a window; what was looked at there is shown to the validator at the end."""
    visits: list[tuple[BrowserContext, Visit]] = []

    def open_window(**options: object) -> Visit:
        context = browser.new_context(**options)
        visits.append((context, Visit(sito, *watched(context))))
        return visits[-1][1]

    yield open_window
    for context, _ in visits:
        context.close()
    seen = {
        f"{n} {where}": html for n, (_, v) in enumerate(visits) for where, html in v.seen.items()
    }
    assert not seen or validate(seen, tmp_path) == []


def code(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up_the_app(window: Visit) -> list[str]:
    """Configure the app from its page; the recovery codes that come."""
    secret = window.page.locator(".chiave").inner_text().strip()
    window.page.locator("input[name=code]").fill(code(secret))
    window.press("Attiva")
    return window.page.locator(".codici code").all_inner_texts()


def mail_to(var: Path, email: str) -> str:
    """The last message written to that address."""
    with sqlite3.connect(var / "rete.sqlite3") as base:
        domanda = "SELECT testo FROM conciliazione_messaggio WHERE destinatario = ? ORDER BY id"
        return base.execute(domanda, [email]).fetchall()[-1][0]


def give_passkeys(window: Visit) -> None:
    """A device that says yes to every passkey."""
    devtools = window.page.context.new_cdp_session(window.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def test_the_first_login_sets_up_the_app_and_then_goes_on(visit: Callable[..., Visit]) -> None:
    window = visit()
    window.log_in("operatore@asl.example", path=f"/accesso/?next={RISERVATA}")
    assert window.path() == "/accesso/il-mio-accesso/"
    window.check()
    window.follow("Configura l’app dei codici")
    window.check()
    window.page.locator("input[name=code]").fill("000000")
    window.press("Attiva")
    assert window.page.locator("[aria-invalid=true]").count() == 1
    window.check()
    codes = set_up_the_app(window)
    assert len(codes) == 10
    window.check()
    window.follow("Li ho al sicuro: continua")
    window.check()
    window.follow("Vai alla pagina chiesta")
    assert window.path() == RISERVATA
    window.log_out()
    # The telephone is lost: a recovery code enters, once.
    for attempt, where in ((codes[0], "/scrivania/"), (codes[0], "/accesso/codice/")):
        other = visit()
        other.log_in("operatore@asl.example")
        other.check()
        other.page.locator("input[name=code]").fill(attempt)
        other.press("Entra")
        assert other.path() == where


def test_a_passkey_is_added_and_enters_alone(visit: Callable[..., Visit]) -> None:
    window = visit()
    give_passkeys(window)
    window.log_in("direzione@asl.example")
    window.go(RISERVATA)
    window.follow("Aggiungi una passkey")
    window.check()
    window.page.get_by_label("Nome della passkey").fill("Telefono dell’ufficio")
    window.press("Aggiungi la passkey")
    window.page.wait_for_url("**/accesso/codici/")
    window.go("/accesso/il-mio-accesso/")
    window.check()
    window.page.get_by_role("link", name="Rinomina").click()
    window.check()
    window.page.get_by_label("Nome della passkey").fill("Telefono")
    window.press("Salva il nome")
    window.page.get_by_role("link", name="Togli Telefono").click()
    window.check()
    window.press("Togli la passkey")
    assert "è l’unico" in window.page.get_by_role("alert").inner_text()
    window.log_out()
    window.go("/accesso/")
    window.check()
    window.press("Entra con una passkey")
    window.page.wait_for_url(f"{window.sito.url}/scrivania/")
    window.go(RISERVATA)
    assert window.path() == RISERVATA


def test_a_passkey_confirms_who_one_is(visit: Callable[..., Visit]) -> None:
    window = visit()
    give_passkeys(window)
    window.log_in("comitato-asl@comitato.example")
    window.go("/accesso/passkey/")
    window.press("Aggiungi la passkey")
    window.page.wait_for_url("**/accesso/codici/")
    for path in ("/accesso/conferma/", "/accesso/conferma/codice/"):
        window.go(path)
        window.check()
    window.go("/accesso/conferma/passkey/?next=/accesso/sessioni/")
    window.check()
    window.press("Usa la passkey")
    window.page.wait_for_url("**/accesso/sessioni/")


def test_a_device_that_refuses_is_told_in_words(visit: Callable[..., Visit]) -> None:
    """Here there is no device at all, and the browser says that it is not allowed."""
    window = visit()
    window.go("/accesso/")
    window.page.evaluate("""() => {
        navigator.credentials.get = async () => { throw new DOMException("", "NotAllowedError"); };
    }""")
    window.press("Entra con una passkey")
    alert = window.page.get_by_role("alert").filter(has_text="annullata")
    alert.wait_for()
    window.check()


def test_at_an_address_of_numbers_no_passkey_is_offered(visit: Callable[..., Visit]) -> None:
    """Browsers give passkeys to a name: 127.0.0.1 is this machine, and has none."""
    window = visit()
    window.go("/accesso/")
    assert window.page.get_by_role("button", name="Entra con una passkey").is_visible()
    window.page.goto(window.sito.url.replace("localhost", "127.0.0.1") + "/accesso/")
    assert window.page.get_by_role("button", name="Entra con una passkey").is_hidden()
    window.check()


def test_without_scripts_the_app_is_set_up_all_the_same(visit: Callable[..., Visit]) -> None:
    window = visit(java_script_enabled=False)
    window.log_in("responsabile@asl.example", path=f"/accesso/?next={RISERVATA}")
    window.follow("Aggiungi una passkey")
    assert window.page.get_by_text("Qui le passkey non funzionano").is_visible()
    assert window.page.locator("form[data-passkey]").is_hidden()
    window.follow("Configura l’app dei codici")
    assert len(set_up_the_app(window)) == 10
    window.go(RISERVATA)
    assert window.path() == RISERVATA


def test_a_session_left_open_elsewhere_is_ended(visit: Callable[..., Visit]) -> None:
    here, there = visit(), visit()
    for window in (here, there):
        window.log_in("cittadino@cittadini.example")
    here.go("/accesso/sessioni/")
    here.check()
    here.page.get_by_role("button", name=re.compile("^Chiudi la sessione")).click()
    assert "La sessione è chiusa." in here.page.locator("main").inner_text()
    there.go("/accesso/il-mio-accesso/")
    assert there.path().startswith("/accesso/?next=")


def test_a_forgotten_password_is_chosen_again(visit: Callable[..., Visit], var: Path) -> None:
    window, email = visit(), "partner@alleanze.example"
    window.go("/accesso/recupero/")
    window.page.locator("input[name=email]").fill(email)
    window.press("Invia il collegamento")
    window.check()
    (link,) = re.findall(r"http://localhost:\d+(/\S+)", mail_to(var, email))
    window.go(link)
    window.check()
    for name in ("password1", "password2"):
        window.page.locator(f"input[name={name}]").fill(NUOVA)
    window.press("Salva la nuova password")
    assert window.title() == "Password cambiata"
    window.log_in(email, NUOVA)
    assert window.path() == "/scrivania/"


def test_the_address_is_changed_by_a_link_to_the_new_one(
    visit: Callable[..., Visit], var: Path
) -> None:
    window, nuova = visit(), "nuova@tavolo.example"
    window.log_in("tavolo@tavolo.example")
    window.go("/accesso/email/")
    window.check()
    window.press("Cambia l’e-mail")
    window.check()
    window.page.get_by_label("Nuova e-mail").fill(nuova)
    window.press("Cambia l’e-mail")
    window.check()
    (link,) = re.findall(r"http://localhost:\d+(/\S+)", mail_to(var, nuova))
    window.go(link)
    window.check()
    window.press("Conferma l’indirizzo")
    assert nuova in window.page.locator("main").inner_text()
    for path in ("app", "codici/nuovi", "con/annullato", "email/da-confermare"):
        window.go(f"/accesso/{path}/")
        window.check()


def test_a_lost_factor_is_taken_away_by_two(visit: Callable[..., Visit], var: Path) -> None:
    with sqlite3.connect(var / "rete.sqlite3") as base:
        domanda = "SELECT codice FROM rete_utente WHERE email = 'capofila-sud@alleanze.example'"
        ((codice,),) = base.execute(domanda).fetchall()
    lost = visit()
    lost.log_in("capofila-sud@alleanze.example")
    lost.go("/accesso/app/")
    set_up_the_app(lost)
    # Two of the staff whose factors are their own: passkeys of two devices.
    path = f"/rete/persone/{codice}/secondo-fattore/"
    steps = [("direzione@asl.example", ask_by_mistake), ("operatore@asl.example", confirm)]
    for email, act in steps:
        window = visit()
        enter_with_a_new_factor(window, email, var)
        window.go(path)
        window.check()
        act(window)
        window.check()
    lost.go("/accesso/il-mio-accesso/")
    assert lost.path().startswith("/accesso/?next=")
    lost.log_in("capofila-sud@alleanze.example")
    assert lost.path() == "/scrivania/"


def ask_by_mistake(window: Visit) -> None:
    """Ask, think better of it, then ask again."""
    ask(window)
    window.page.get_by_label("Perché si ritira").wait_for()
    window.check()
    window.press("Ritira la richiesta")
    window.page.locator(".campo-errato", has_text="Scrivere perché si ritira").wait_for()
    window.check()
    window.page.get_by_label("Perché si ritira").fill("Chiesta per la persona sbagliata.")
    window.press("Ritira la richiesta")
    window.page.get_by_text("Richieste di prima").wait_for()
    window.check()
    ask(window)


def ask(window: Visit) -> None:
    window.press("Chiedi di azzerarlo")
    window.check()
    window.page.get_by_label("Come è stata accertata").fill("Di persona; telefono smarrito.")
    window.press("Chiedi di azzerarlo")


def confirm(window: Visit) -> None:
    window.press("Conferma e azzera")


def enter_with_a_new_factor(window: Visit, email: str, var: Path) -> None:
    """Forget the factors that other tests gave to `email`, and set up the app."""
    with sqlite3.connect(var / "rete.sqlite3") as base:
        base.execute(
            "DELETE FROM mfa_authenticator"
            " WHERE user_id = (SELECT id FROM rete_utente WHERE email = ?)",
            [email],
        )
    window.log_in(email)
    window.go("/accesso/app/")
    set_up_the_app(window)
