"""From an avviso to its ranking, in a browser: seven people, each in a window of their own.

The responsabile writes and publishes the call; two capofila answer it; of the Comitato, those for
ASL and STER score both proposals, the one for the Provincia one of them, and the one for the
unions none: the portal says why.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.browser.conftest import Open
from tests.browser.finestra import DESK, TELEPHONE, Finestra
from tests.browser.sito import Sito, served
from tests.browser.test_meet import COMITATO, bring_forward, convene

pytestmark = pytest.mark.browser

BOTH = (DESK, TELEPHONE)
ROMA = ZoneInfo("Europe/Rome")
OGGI = datetime.now(ROMA)
RESPONSABILE = "responsabile@asl.example"
SUD, MARTESANA = "capofila-sud@alleanze.example", "capofila-martesana@alleanze.example"
ASL, STER, PROVINCIA, SINDACATI = (
    f"comitato-{chi}@comitato.example" for chi in ("asl", "ster", "provincia", "sindacati")
)
TITOLO = "Avviso 2027 per l’armonia dei tempi"
AVVISO = "/avvisi/avviso-2027-per-larmonia-dei-tempi/"
# Apostrophes, signs and pictures come back as they were typed.
ORTO, BANCA = "L’orto dei tempi <insieme> 🌱", "La banca delle ore d’Adda"
CRITERI = (("Qualità del progetto", "60"), ("Forza dell’alleanza", "40"))


@pytest.fixture(scope="module")
def sito(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Iterator[Sito]:
    with served(tmp_path_factory.mktemp("avviso"), loaded, worker=True) as sito:
        yield sito


def entered(window: Open, email: str) -> Finestra:
    chi = window()
    chi.log_in(email)
    return chi


def instant(days: int) -> str:
    """A moment of Rome so many days from now, as the browser wants it typed."""
    return f"{OGGI + timedelta(days=days):%Y-%m-%dT12:00:00}"


def saved(chi: Finestra) -> None:
    """Leave the field and wait until the page has saved itself.

    A button pressed meanwhile would stop it half-way.
    """
    chi.page.keyboard.press("Tab")
    chi.page.locator("#salvataggio", has_text="Salvato alle").wait_for()
    chi.page.wait_for_load_state("networkidle")


def move_the_clock(sito: Sito, campo: str, days: int) -> None:
    """Opening or closing has come: nobody waits days for a test."""
    quando = datetime.now(ROMA).astimezone(ZoneInfo("UTC")) + timedelta(days=days)
    sito.sql(
        f"UPDATE progetti_avviso SET {campo} = ? WHERE titolo = ?",  # noqa: S608 - a name of ours
        f"{quando:%Y-%m-%d %H:%M:%S}",
        TITOLO,
    )


def write_act(chi: Finestra, numero: str, oggetto: str) -> None:
    chi.choose("atto_tipo", "Determinazione")
    chi.write("atto_emanante", "Responsabile del procedimento")
    chi.write("atto_numero", numero)
    chi.write("atto_data", f"{OGGI:%Y-%m-%d}")
    chi.write("atto_oggetto", oggetto)


# --- The call ------------------------------------------------------------------------------------


def prepare_call(ufficio: Finestra) -> None:
    """The responsabile writes the call, page by page; weights that do not add up are said."""
    ufficio.go("/avvisi/nuovo/")
    ufficio.check(*BOTH)
    ufficio.write("titolo", TITOLO)
    ufficio.press("Comincia")
    ufficio.check(*BOTH)
    ufficio.picture("avvisi-prepara")
    ufficio.follow("Testo e destinatari")
    ufficio.write("sommario", "Contributi alle alleanze locali.")
    ufficio.write("testo", "## Che cosa si cerca\n\nProgetti che liberano tempo.")
    ufficio.write("destinatari", "Le alleanze locali della Rete.")
    for azione in ufficio.page.locator("main [name=azioni]").all():
        azione.check(force=True)
    ufficio.check(*BOTH)
    ufficio.press("Salva")
    ufficio.follow("Tempi e risorse")
    ufficio.write("apre_il", instant(1))
    ufficio.write("chiude_il", instant(30))
    ufficio.write("dotazione", "60.000,00")
    ufficio.write("massimale", "40.000,00")
    ufficio.check(*BOTH)
    ufficio.press("Salva")
    ufficio.follow("Chi e come valuta")
    ufficio.choose("organo", COMITATO)
    ufficio.write("numero_legale", "2")
    ufficio.write("soglia", "60")
    ufficio.write("scarto", "15")
    ufficio.pick("ambito_incompatibilita", "proposta")
    ufficio.page.locator("[name=atto_incompatibilita]").select_option(index=1)
    ufficio.check(*BOTH)
    ufficio.press("Salva")
    ufficio.follow("Criteri")
    for n, (criterio, peso) in enumerate(CRITERI):
        ufficio.write(f"criteri-{n}-titolo", criterio)
        ufficio.write(f"criteri-{n}-guida", "0 se manca, 10 se è pieno.")
        ufficio.write(f"criteri-{n}-peso", peso if n else "50")
        ufficio.write(f"criteri-{n}-massimo", "10")
    ufficio.press("Salva e aggiungi altre righe")
    assert ufficio.says("90")
    ufficio.check(*BOTH)
    ufficio.write("criteri-0-peso", CRITERI[0][1])
    ufficio.press("Salva e torna")
    ufficio.follow("Requisiti di ammissibilità")
    ufficio.write("requisiti-0-testo", "La proposta è di un’alleanza della Rete.")
    ufficio.press("Salva e torna")
    assert ufficio.says("Non manca nulla")
    ufficio.check(*BOTH)


def publish_call(ufficio: Finestra) -> None:
    """The act is recorded: from now on everybody reads the call."""
    ufficio.follow("Anteprima, come lo leggeranno tutti")
    ufficio.check(*BOTH)
    ufficio.go(f"{AVVISO}prepara/")
    ufficio.follow("Pubblica l’avviso")
    write_act(ufficio, "31", "Approvazione dell’avviso")
    ufficio.check(*BOTH)
    ufficio.picture("avvisi-pubblica")
    ufficio.press("Pubblica l’avviso")
    ufficio.check(*BOTH)
    move_the_clock(ufficio.sito, "apre_il", -1)


# --- The proposals -------------------------------------------------------------------------------


def begin_proposal(chi: Finestra, titolo: str) -> str:
    """Begin from the public page of the call; the path of the proposal."""
    chi.go(AVVISO)
    chi.check(*BOTH)
    chi.follow("Prepara una proposta")
    chi.check(*BOTH)
    chi.press("Comincia la proposta")
    chi.check(*BOTH)
    path = chi.path()
    chi.go(f"{path}allegati/")
    chi.check(*BOTH)
    chi.go(f"{path}che-cosa/")
    chi.write("titolo", titolo)
    chi.page.locator("main [name=azioni]").first.check(force=True)
    chi.write("contesto", "Chi lavora a turni non trova servizi aperti.")
    chi.write("obiettivo", "Servizi aperti quando servono.")
    chi.write("dal", "2027-03-01")
    chi.write("al", "2028-02-29")
    saved(chi)
    chi.check(*BOTH)
    chi.picture("proposte-che-cosa", ".pagina-passo")
    chi.press("Salva e continua")
    return path


def ask_partners(chi: Finestra, path: str, sigla: str) -> list[str]:
    """Say what each soggetto does and ask all for their confirmation; where it was asked."""
    chi.go(f"{path}chi/")
    for compito in chi.page.locator("main textarea").all():
        compito.fill("Porta persone e luoghi.")
    indirizzi = []
    for n, email in enumerate(chi.page.locator("main input[type=email]").all()):
        indirizzi.append(f"partner-{n}@{sigla}.example")
        email.fill(indirizzi[-1])
    saved(chi)
    chi.press("Chiedi la conferma a tutti quelli in attesa")
    chi.check(*BOTH)
    chi.picture("proposte-chi", ".pagina-passo")
    return indirizzi


def confirm(window: Open, indirizzi: list[str]) -> None:
    """Each partner answers from its link: no account, a telephone is enough."""
    chi = window()
    for n, email in enumerate(indirizzi):
        chi.go(chi.sito.link_to(email))
        if not n:
            chi.check(*BOTH)
            chi.picture("proposte-conferma")
        chi.pick("risposta", "confirm")
        chi.write("nome", "Chi decide per il partner")
        chi.press("Manda la risposta")
        if not n:
            chi.check(*BOTH)


def write_project(chi: Finestra, path: str) -> None:
    """Objectives, activities, results: a number that is not one is said beside its field."""
    chi.go(f"{path}obiettivi/1/")
    chi.write("obiettivi-0-titolo", "Aprire prima e chiudere dopo")
    chi.write("obiettivi-0-luogo", "Nei comuni dell’alleanza")
    chi.page.locator("main [name=obiettivi-0-partner]").first.check(force=True)
    chi.write("obiettivi-0-attivita-0-testo", "Prolungamento dell’orario dei nidi")
    chi.write("obiettivi-0-attivita-0-dal", "2027-03-01")
    chi.write("obiettivi-0-attivita-0-al", "2028-02-29")
    chi.write("obiettivi-0-destinatari-0-denominazione", "Famiglie con bambini piccoli")
    chi.write("obiettivi-0-destinatari-0-numero_previsto", "120")
    saved(chi)
    chi.check(*BOTH)
    chi.press("Salva e continua")
    chi.go(f"{path}obiettivi/1/risultati/1/")
    qui = "obiettivi-0-risultati-0"
    chi.write(f"{qui}-testo", "Nidi aperti fino alle 19")
    chi.write(f"{qui}-indicatori-0-denominazione", "Nidi con orario prolungato")
    chi.write(f"{qui}-indicatori-0-unita", "nidi")
    chi.write(f"{qui}-indicatori-0-base", "0")
    chi.write(f"{qui}-indicatori-0-target", "molti")
    chi.page.locator(f"main [name='{qui}-indicatori-0-prove']").first.check(force=True)
    saved(chi)
    chi.press("Salva e continua")
    assert chi.says("molti") or chi.page.locator(".campo-errato, .invalid-feedback").count()
    chi.check(*BOTH)
    chi.write(f"{qui}-indicatori-0-target", "1.200,5")
    saved(chi)
    chi.press("Salva e continua")
    chi.go(f"{path}tempi/")
    chi.check(*BOTH)


def write_costs(chi: Finestra, path: str, chiede: str) -> None:
    """Two lines: what is asked, what a partner puts."""
    chi.go(f"{path}costi/")
    chi.write("quote-0-voce", "Educatrici per l’orario prolungato")
    chi.write("quote-0-importo", chiede)
    saved(chi)
    with chi.page.expect_navigation():
        chi.page.locator("main button[value='righe:quote']").click()
    chi.write("quote-1-voce", "Sale dei comuni")
    chi.choose("quote-1-fonte", "Cofinanziamento pubblico")
    chi.page.locator("[name=quote-1-soggetto]").select_option(index=1)
    chi.write("quote-1-importo", "5000")
    chi.tick("quote-1-in_natura")
    saved(chi)
    chi.press("Salva e continua")
    chi.go(f"{path}costi/")
    chi.check(*BOTH)


def send_proposal(chi: Finestra, path: str, titolo: str) -> None:
    """Nothing is missing: the proposal is sent, sealed, and its receipt shown."""
    chi.go(f"{path}riepilogo/")
    assert chi.says("C’è tutto")
    assert chi.says(titolo)
    chi.check(*BOTH)
    chi.follow("Presenta la proposta")
    chi.check(*BOTH)
    chi.press("Presenta la proposta")
    assert chi.says("SHA-256")
    chi.check(*BOTH)
    chi.picture("proposte-presentata")


def propose(window: Open, email: str, titolo: str, sigla: str, chiede: str) -> Finestra:
    """The whole of a proposal, by the capofila of its alliance."""
    chi = entered(window, email)
    path = begin_proposal(chi, titolo)
    indirizzi = ask_partners(chi, path, sigla)
    confirm(window, indirizzi)
    write_project(chi, path)
    write_costs(chi, path, chiede)
    send_proposal(chi, path, titolo)
    return chi


def admit(ufficio: Finestra, titolo: str) -> None:
    """The requirements of a proposal are checked, and it is admitted to the scoring."""
    ufficio.go(f"/proposte/istruttoria/{AVVISO.split('/')[2]}/")
    ufficio.check(*BOTH)
    ufficio.picture("istruttoria-elenco", ".conteggio", 250)
    ufficio.follow(titolo)
    ufficio.check(*BOTH)
    ufficio.picture("istruttoria-proposta")
    ufficio.follow("Segna i requisiti")
    for esito in ufficio.page.locator("main select[name^=esito]").all():
        esito.select_option(label="C’è")
    ufficio.check(*BOTH)
    ufficio.picture("istruttoria-requisiti", height=600)
    ufficio.press("Salva i requisiti")
    ufficio.check(*BOTH)
    ufficio.follow("Ammetti alla valutazione")
    ufficio.check(*BOTH)
    ufficio.press("Ammetti alla valutazione")
    ufficio.check(*BOTH)


# --- The scoring ---------------------------------------------------------------------------------

VALUTAZIONE = AVVISO.replace("/avvisi/", "/valutazioni/avvisi/")


def declare(chi: Finestra) -> None:
    """Interests are declared knowing only who proposes."""
    chi.go(VALUTAZIONE)
    chi.check(*BOTH)
    assert not chi.says(ORTO)
    chi.follow("Dichiara gli interessi")
    assert not chi.says(ORTO)
    chi.write("testo", "Non ho interessi in nessuna delle proposte.")
    chi.check(*BOTH)
    chi.press("Registra la dichiarazione")
    chi.check(*BOTH)


def score(chi: Finestra, titolo: str, punti: tuple[str, str]) -> None:
    """A sheet is written, with a reason for each criterion, and delivered."""
    chi.go(VALUTAZIONE)
    chi.follow(titolo)
    campi = chi.page.locator("main #scheda")
    for n, valore in enumerate(punti):
        campi.locator("input[inputmode=decimal]").nth(n).fill(valore)
        campi.locator("textarea").nth(n).fill(f"Perché: {valore} punti, non «di più».")
    chi.page.get_by_text("Salvato").first.wait_for()
    chi.check(*BOTH)
    chi.picture("valutare-scheda")
    chi.press("Salva e vai alla consegna")
    chi.check(*BOTH)
    chi.press("Consegna la scheda")
    chi.check(*BOTH)


def confirm_sheets(chi: Finestra, *titoli: str) -> None:
    """After the reveal each member reads what the others gave, and confirms."""
    chi.go(f"{VALUTAZIONE}punteggi/")
    chi.check(*BOTH)
    chi.picture("valutare-punteggi")
    for titolo in titoli:
        chi.go(VALUTAZIONE)
        chi.follow(titolo)
        chi.follow("Conferma la scheda")
        chi.check(*BOTH)
        chi.press("Conferma la scheda")
        chi.check(*BOTH)


# --- The ranking ---------------------------------------------------------------------------------


def discuss(chi: Finestra, titolo: str) -> None:
    """Where the members were far apart, what they said is written down."""
    chi.go(f"{VALUTAZIONE}punteggi/")
    chi.follow(titolo)
    chi.check(*BOTH)
    chi.write("testo", "I componenti hanno confrontato le loro letture.")
    chi.press("Aggiungi la nota")
    chi.check(*BOTH)


def score_together(window: Open, ufficio: Finestra) -> None:
    """Each of the Comitato scores alone what it may; then all see all, and discuss."""
    ufficio.go(f"{VALUTAZIONE}chi-puo-valutare/")
    ufficio.check(*BOTH)
    ufficio.picture("valutare-chi-puo")
    asl, ster, provincia, sindacati = (
        entered(window, email) for email in (ASL, STER, PROVINCIA, SINDACATI)
    )
    for chi in (asl, ster, provincia, sindacati):
        declare(chi)
    ufficio.go(VALUTAZIONE)
    ufficio.follow("Apri le schede")
    ufficio.check(*BOTH)
    ufficio.press("Apri le schede")
    ufficio.check(*BOTH)

    sindacati.go(VALUTAZIONE)
    assert sindacati.says("Proposte che non si possono valutare")
    assert not sindacati.says(ORTO)
    sindacati.check(*BOTH)
    provincia.go(VALUTAZIONE)
    assert provincia.says(BANCA)
    assert not provincia.says(ORTO)
    score(asl, ORTO, ("9", "8,5"))
    score(asl, BANCA, ("7", "7"))
    score(ster, ORTO, ("7", "6"))
    score(ster, BANCA, ("6,5", "7"))
    ster.go(f"{VALUTAZIONE}punteggi/")
    assert not ster.says("88,00")
    ster.complaints.clear()  # the browser itself complains of a page that is not there yet
    score(provincia, BANCA, ("7", "8"))

    confirm_sheets(asl, ORTO, BANCA)
    confirm_sheets(ster, ORTO, BANCA)
    confirm_sheets(provincia, BANCA)
    discuss(asl, ORTO)


def write_minutes(ufficio: Finestra, seduta: str) -> None:
    """The meeting is held, and its minutes are drafted from the data."""
    bring_forward(ufficio.sito, seduta, 0)
    ufficio.go(seduta)
    ufficio.follow("Presenze")
    for posto, esito in enumerate(("Presente", "Presente", "Presente", "Assente", "Assente"), 1):
        ufficio.choose(f"seggio-{posto}", esito)
    ufficio.check(*BOTH)
    ufficio.press("Salva le presenze")
    ufficio.check(*BOTH)
    ufficio.follow("Segna la seduta come tenuta")
    ufficio.check(*BOTH)
    ufficio.press("Segna come tenuta")
    ufficio.check(*BOTH)
    ufficio.go(f"{AVVISO}graduatoria/prepara/")
    ufficio.check(*BOTH)
    ufficio.follow("Indica la seduta")
    ufficio.page.locator("main [name=seduta]").first.select_option(index=1)
    ufficio.check(*BOTH)
    ufficio.press("Indica la seduta")
    ufficio.check(*BOTH)
    ufficio.follow("Scrivi la bozza del verbale dai dati")
    ufficio.check(*BOTH)
    ufficio.picture("graduatoria-bozza-del-verbale")
    ufficio.press("Metti la bozza nel verbale")
    ufficio.check(*BOTH)
    ufficio.follow("Chiudi il verbale")
    ufficio.check(*BOTH)
    ufficio.press("Chiudi il verbale")
    ufficio.check(*BOTH)


def conclude(ufficio: Finestra) -> None:
    """The scoring is closed, the act recorded: the ranking is public."""
    ufficio.go(f"{AVVISO}graduatoria/prepara/")
    ufficio.check(*BOTH)
    ufficio.picture("graduatoria-prepara")
    ufficio.follow("Chiudi la valutazione")
    ufficio.check(*BOTH)
    ufficio.press("Chiudi la valutazione")
    ufficio.check(*BOTH)
    ufficio.follow("Registra l’atto")
    write_act(ufficio, "77", "Approvazione della graduatoria")
    ufficio.check(*BOTH)
    ufficio.press("Registra l’atto")
    ufficio.check(*BOTH)


def read_ranking(chiunque: Finestra) -> None:
    """Whoever wants reads the ranking, and the project that comes of it."""
    chiunque.go(f"{AVVISO}graduatoria/")
    chiunque.check(*BOTH)
    chiunque.picture("graduatoria-pubblica")
    # ORTO: ASL 88,00 and STER 66,00; BANCA: 70,00, 67,00 and 74,00. The money is enough for one.
    assert chiunque.says("77,00")
    assert chiunque.says("70,33")
    assert chiunque.says("40.000,00")
    assert chiunque.says(ORTO)
    chiunque.follow(ORTO)
    assert chiunque.title() == ORTO
    assert chiunque.says("Prolungamento dell’orario dei nidi")
    chiunque.check(*BOTH)


def test_from_a_call_to_its_ranking(window: Open) -> None:
    ufficio, chiunque = entered(window, RESPONSABILE), window()
    prepare_call(ufficio)
    chiunque.go("/avvisi/")
    assert not chiunque.says(TITOLO)
    publish_call(ufficio)
    chiunque.go("/avvisi/")
    chiunque.check(*BOTH)
    assert chiunque.says(TITOLO)

    sud = propose(window, SUD, ORTO, "sud", "40.000,00")
    propose(window, MARTESANA, BANCA, "martesana", "30.000,00")
    ufficio.go("/scrivania/")
    assert not ufficio.says(ORTO)
    move_the_clock(ufficio.sito, "chiude_il", -1 / 24)
    ufficio.go(f"{AVVISO}passi/chiudi/")
    ufficio.check(*BOTH)
    ufficio.press("Chiudi l’avviso")
    ufficio.check(*BOTH)
    for titolo in (ORTO, BANCA):
        admit(ufficio, titolo)

    score_together(window, ufficio)
    write_minutes(ufficio, convene(ufficio))
    conclude(ufficio)

    read_ranking(chiunque)
    assert ORTO in sud.sito.mail_to(SUD)
