"""How an organisation that never saw the portal joins the network: the whole story in a browser.

Told three times with the same words: with a mouse, by keyboard alone, without scripts.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from conciliazione.periodi import today
from tests.browser.conftest import Open
from tests.browser.finestra import DESK, TELEPHONE, Finestra
from tests.browser.sito import Sito, served
from tests.factories.file import make_pdf
from tests.factories.firme import CODICE_FISCALE, make_authority, make_signer, sign_pdf

pytestmark = pytest.mark.browser

BOTH = (DESK, TELEPHONE)
OPERATORE, RESPONSABILE = "operatore@asl.example", "responsabile@asl.example"
# Day and month are typed in the order of the browser's language: here it does not matter.
NEW_YEAR = f"{today():%Y}-01-01"
PASSWORD = "una-frase-lunga-di-prova"
DICHIARATI = 32


@dataclass(frozen=True)
class Azienda:
    """A company that does not exist."""

    nome: str
    slug: str
    codice: str

    @property
    def email(self) -> str:
        return f"scrive@{self.slug}.example"

    @property
    def referente(self) -> str:
        return f"referente@{self.slug}.example"


SARTORIA = Azienda("Sartoria Filo Continuo S.r.l.", "sartoria-filo-continuo-srl", "09123450158")
VIVAIO = Azienda("Vivaio Tre Querce S.r.l.", "vivaio-tre-querce-srl", "09123460157")
OROLOGERIA = Azienda("Orologeria Bell’Ora S.r.l.", "orologeria-bellora-srl", "09123470156")


@pytest.fixture(scope="module")
def sito(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Iterator[Sito]:
    """A portal with a worker, that trusts the authority of the tests."""
    var, radici = tmp_path_factory.mktemp("adesione"), tmp_path_factory.mktemp("radici")
    (radici / "prova.pem").write_bytes(make_authority().pem)
    with served(var, loaded, worker=True, FIRME_RADICI_DIR=str(radici)) as sito:
        yield sito


# --- The steps of the story -----------------------------------------------------------------------


def begin(chi: Finestra, azienda: Azienda) -> None:
    """Ask for the form with an e-mail, and open it by the link that arrives there."""
    chi.go("/aderisci/")
    chi.check(*BOTH)
    chi.picture("aderire-aderisci")
    chi.follow("Comincia la domanda")
    chi.check()
    chi.write("email", azienda.email)
    chi.press("Manda il collegamento")
    chi.check()
    chi.go(chi.sito.link_to(azienda.email))
    chi.check()
    chi.press("Apri la domanda")
    chi.check(*BOTH)
    chi.follow("Continua la domanda")


def fill(chi: Finestra, azienda: Azienda) -> None:
    """The steps of the form, up to the signature."""
    chi.check(*BOTH)
    chi.write("denominazione", azienda.nome)
    chi.choose("natura", "Impresa")
    chi.choose("dimensione", "Da 10 a 49 addetti")
    chi.write("ateco", "14.13")
    chi.write("codice_fiscale", azienda.codice)
    chi.write("partita_iva", azienda.codice)
    chi.choose("comune", "Melzo")
    chi.write("indirizzo", "via della Prova 1")
    chi.write("cap", "20066")
    chi.write("pec", f"pec@{azienda.slug}.example")
    chi.picture("aderire-organizzazione", ".pagina-passo")
    chi.press("Salva e continua")
    chi.check(*BOTH)
    chi.write("rappresentante_nome", "Chi rappresenta")
    chi.write("rappresentante_carica", "amministratore unico")
    chi.write("rappresentante_codice_fiscale", CODICE_FISCALE)
    chi.write("referente_nome", "Referente dell’azienda")
    chi.write("referente_email", azienda.referente)
    chi.write("referente_telefono", "02 1234567")
    chi.press("Salva e continua")
    chi.check(*BOTH)
    chi.tick("aree", "formazione")
    chi.tick("aree", "modelli-organizzativi")
    chi.tick("accetto")
    chi.press("Salva e continua")
    chi.check(*BOTH)
    chi.send_file("statuto.pdf", make_pdf("statuto"), "Aggiungi")
    chi.check()
    chi.follow("Continua")


def sign(chi: Finestra) -> None:
    """Download the request that the worker prepares, sign it, send it back."""
    chi.pick("modalita_firma", "digitale")
    chi.press("Scegli")
    chi.check(*BOTH)
    chi.press("Prepara la domanda da firmare")
    chi.wait_for_link("Scarica la domanda da firmare", "Aggiorna la pagina")
    chi.check()
    chi.picture("aderire-firma", ".pagina-passo", 520)
    modulo = chi.download("Scarica la domanda da firmare")
    chi.send_file("domanda firmata.pdf", signed(modulo), "Carica")
    assert chi.says("La firma è leggibile e il suo certificato è riconosciuto")
    chi.check(*BOTH)
    chi.follow("Continua")


def signed(pdf: bytes) -> bytes:
    """Signed by who represents it; in a thread: the library wants an event loop of its own."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(sign_pdf, pdf, make_signer()).result()


def send(chi: Finestra, azienda: Azienda) -> str:
    """Send the request, get the receipt and go to where it is followed; the path of that page."""
    chi.check(*BOTH)
    chi.press("Invia la domanda")
    chi.wait_for_link("Scarica la ricevuta (PDF)", "Aggiorna la pagina")
    chi.check(*BOTH)
    chi.picture("aderire-ricevuta", height=680)
    assert chi.download("Scarica la ricevuta (PDF)").startswith(b"%PDF")
    assert chi.says("SHA-256")
    assert "comunicazione di cortesia" in chi.sito.mail_to(azienda.email)
    chi.follow("Segui la domanda")
    chi.check(*BOTH)
    return chi.path()


def ask(ufficio: Finestra, azienda: Azienda) -> None:
    """The staff take the request in charge, examine it, and ask for what is missing."""
    ufficio.log_in(OPERATORE)
    ufficio.check()
    ufficio.picture("scrivania")
    ufficio.go("/rete/domande/")
    ufficio.check(*BOTH)
    ufficio.picture("domande-elenco")
    ufficio.follow(azienda.nome)
    ufficio.check(*BOTH)
    ufficio.picture("domande-scheda")
    ufficio.follow("Prendi in carico")
    ufficio.check()
    ufficio.press("Prendi in carico")
    ufficio.check()
    ufficio.follow("Confronta campo per campo, o cerca nel registro")
    ufficio.check()
    ufficio.press("È un soggetto nuovo")
    ufficio.check()
    ufficio.follow("Segna i controlli")
    for numero in (1, 2):
        ufficio.choose(f"esito_{numero}", "Sì")
    ufficio.check()
    ufficio.picture("domande-controlli")
    ufficio.press("Salva i controlli")
    ufficio.check()
    ufficio.write("testo", "Manca la visura.")
    ufficio.press("Aggiungi la nota")
    ufficio.check()
    ufficio.follow("Chiedi integrazioni")
    ufficio.check()
    ufficio.write("motivo", "La visura camerale aggiornata.")
    ufficio.press("Rileggi l’e-mail")
    ufficio.check(*BOTH)
    ufficio.picture("domande-email")
    ufficio.press("Chiedi integrazioni")
    ufficio.check()
    assert "La visura camerale aggiornata." in ufficio.sito.mail_to(azienda.email)


def answer(chi: Finestra, path: str) -> None:
    """The applicant answers from the page where the request is followed."""
    chi.go(path)
    assert chi.says("La visura camerale aggiornata.")
    chi.check(*BOTH)
    chi.picture("aderire-percorso")
    chi.follow("Rispondi")
    chi.check()
    chi.send_file("visura.pdf", make_pdf("visura"), "Aggiungi")
    chi.check()
    chi.write("risposta", "Ecco la visura.")
    chi.press("Invia la risposta")
    chi.check()


def accept(responsabile: Finestra, azienda: Azienda) -> None:
    """The responsabile records the act with which the request is accepted."""
    responsabile.log_in(RESPONSABILE)
    responsabile.check()
    responsabile.go("/rete/domande/")
    responsabile.check()
    responsabile.follow(azienda.nome)
    responsabile.check()
    responsabile.follow("Registra l’atto di accoglimento")
    responsabile.check(*BOTH)
    responsabile.choose("atto_tipo", "Determinazione")
    responsabile.write("atto_emanante", "Responsabile del procedimento")
    responsabile.write("atto_numero", azienda.codice)
    responsabile.write("atto_data", NEW_YEAR)
    responsabile.write("atto_oggetto", f"Adesione di {azienda.nome}")
    responsabile.picture("domande-accoglimento", ".gruppo-atto", 700)
    responsabile.press("Rileggi l’e-mail")
    responsabile.check()
    responsabile.press("Registra l’atto di accoglimento")
    assert responsabile.says("L’accoglimento è registrato")
    responsabile.check()
    responsabile.go("/rete/persone/?cerca=azienda")
    responsabile.check()
    responsabile.follow("Referente dell’azienda")
    responsabile.check(*BOTH)
    responsabile.picture("incarichi-persona")


def come_in(referente: Finestra, azienda: Azienda) -> None:
    """The referente uses the invitation, arrives where the card of the soggetto is kept."""
    referente.go(referente.sito.link_to(azienda.referente))
    referente.check(*BOTH)
    referente.picture("scheda-invito", height=820)
    referente.write("password", PASSWORD)
    referente.write("ripetuta", PASSWORD)
    referente.press("Salva la password ed entra")
    assert referente.title() == "Modifica la scheda"
    referente.check(*BOTH)
    referente.write("descrizione", "Cuciamo a orari che si possono scegliere.")
    referente.picture("scheda-modifica", "form.modulo")
    referente.press("Salva la scheda")
    assert referente.title() == azienda.nome
    referente.check(*BOTH)
    referente.picture("scheda-del-soggetto")


def members(window: Open) -> int:
    """How many soggetti belong to the network, as its public page says."""
    chiunque = window()
    chiunque.go("/rete/")
    chiunque.check()
    riquadro = chiunque.page.locator(".numeri-chiave").first
    return int(riquadro.locator(".numero-chiave-valore").first.inner_text())


def tell(window: Open, azienda: Azienda, **hands: bool) -> None:
    """The whole story, with these hands; in the end everybody reads what the referente wrote."""
    prima = members(window)
    chi = window(**hands)
    begin(chi, azienda)
    fill(chi, azienda)
    sign(chi)
    path = send(chi, azienda)
    ask(window(**hands), azienda)
    answer(chi, path)
    accept(window(**hands), azienda)
    chi.go(path)
    chi.check(*BOTH)
    assert chi.says("accolta")
    come_in(window(**hands), azienda)
    chiunque = window()
    chiunque.go(f"/rete/soggetti/{azienda.slug}/")
    chiunque.check(*BOTH)
    assert chiunque.says("Cuciamo a orari che si possono scegliere.")
    assert members(window) == prima + 1


# --- Told ----------------------------------------------------------------------------------------


def test_a_company_joins_and_the_members_are_33(window: Open) -> None:
    assert members(window) == DICHIARATI
    tell(window, SARTORIA)


def test_a_company_joins_by_keyboard_alone(window: Open) -> None:
    tell(window, VIVAIO, keyboard=True)


def test_a_company_joins_without_scripts(window: Open) -> None:
    tell(window, OROLOGERIA, scripts=False)
