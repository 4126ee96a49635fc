import re
from pathlib import Path

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django.asserts import assertHTMLEqual, assertNumQueries

from conciliazione import riquadri
from conciliazione.urls import urlpatterns as portale
from tests.factories import make_ciclo, make_profilo, make_soggetto

PROVVISORIE = {
    "accessibility-link": "/accessibilita/",
    "privacy-policy-link": "/privacy/",
    "legal-notes": "/note-legali/",
    "report-inefficiency": "/segnala-un-problema/",
}
PAGINE = [*PROVVISORIE.values(), "/mappa-del-sito/"]
CHE_LEGGONO_SOLTANTO = [pagina for pagina in PAGINE if pagina != "/segnala-un-problema/"]


def draw(*blocchi: str, **contesto: object) -> str:
    sorgente = '{% extends "base.html" %}' + "".join(blocchi)
    richiesta = contesto.pop("request", None) or RequestFactory().get("/")
    return engines["django"].from_string(sorgente).render(contesto, richiesta)


def block(nome: str, testo: str) -> str:
    return f"{{% block {nome} %}}{testo}{{% endblock %}}"


def legal_links(pagina: str) -> dict[str, str]:
    return {
        elemento: indirizzo
        for indirizzo, elemento in re.findall(
            r'<a [^>]*href="([^"]*)" data-element="([^"]*)"', pagina
        )
    }


@pytest.fixture
def ente(db):
    ente = make_soggetto(
        denominazione="ASL & Territorio",
        indirizzo="via dei Tigli 7",
        cap="20900",
        localita="Paese",
        codice_fiscale="01234567897",
        partita_iva="01234567897",
        pec="protocollo@asl.example",
        sito="https://asl.example",
    )
    make_profilo(
        soggetto=ente,
        nome_rete="Rete «Uno» & Due",
        ente_sovraordinato="Regione",
        sito_ente_sovraordinato="https://regione.example",
        telefono="039 123",
        email="rete@asl.example",
    )
    make_ciclo(capofila=ente)
    return ente


def test_the_title_is_written_once_and_shown_twice(ente):
    pagina = draw(block("titolo", "{{ nome }}"), nome="L'A & B")
    assert "<title>L&#x27;A &amp; B · Rete «Uno» &amp; Due</title>" in pagina
    assert "<h1>L&#x27;A &amp; B</h1>" in pagina
    assert 'name="description"' not in pagina


def test_the_description_is_the_lead_too(ente):
    pagina = draw(block("titolo", "Soggetti"), block("descrizione", " Chi fa parte della Rete. "))
    assert '<meta name="description" content="Chi fa parte della Rete.">' in pagina
    assert '<p class="lead">Chi fa parte della Rete.</p>' in pagina


def test_header_and_footer_say_whose_portal_it_is(ente):
    pagina = draw(block("titolo", "Prova"))
    assert '<span class="it-brand-title">Rete «Uno» &amp; Due</span>' in pagina
    assert '<span class="it-brand-tagline">ASL &amp; Territorio</span>' in pagina
    assert '<a class="ente" href="https://regione.example">Regione</a>' in pagina
    piede = pagina[pagina.index("<footer") :]
    assertHTMLEqual(
        piede[piede.index('<ul class="contatti">') : piede.index("</ul>") + 5],
        """
        <ul class="contatti">
        <li>PEC: <a href="mailto:protocollo@asl.example">protocollo@asl.example</a></li>
        <li>E-mail: <a href="mailto:rete@asl.example">rete@asl.example</a></li>
        <li>Telefono: <a href="tel:039123">039 123</a></li>
        <li>Sito: <a href="https://asl.example">https://asl.example</a></li>
        </ul>
        """,
    )
    detto = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", piede))
    assert (
        "ASL &amp; Territorio via dei Tigli 7 20900 Paese"
        " Codice fiscale 01234567897 Partita IVA 01234567897" in detto
    )


@pytest.mark.django_db
def test_a_portal_without_data_still_has_a_name_and_its_links():
    pagina = draw(block("titolo", "Prova"))
    assert "<title>Prova · Rete Territoriale di Conciliazione</title>" in pagina
    assert "Ente capofila" not in pagina
    assert legal_links(pagina) == PROVVISORIE


def test_the_frame_costs_one_query(ente):
    with assertNumQueries(1):
        draw(block("titolo", "Prova"))


def test_a_template_that_does_not_name_the_portal_costs_none(ente):
    with assertNumQueries(0):
        engines["django"].from_string("nulla").render({}, RequestFactory().get("/"))


def test_the_links_of_the_law_lead_where_the_settings_say(ente, settings):
    settings.LINK_ACCESSIBILITA = "https://form.agid.example/1"
    settings.LINK_PRIVACY = "https://asl.example/privacy"
    assert legal_links(draw(block("titolo", "Prova"))) == PROVVISORIE | {
        "accessibility-link": "https://form.agid.example/1",
        "privacy-policy-link": "https://asl.example/privacy",
    }


def test_messages_are_announced_by_their_urgency(ente):
    richiesta = RequestFactory().get("/")
    richiesta.session = {}
    richiesta._messages = FallbackStorage(richiesta)
    messages.success(richiesta, "Salvato <bene>")
    messages.error(richiesta, "Non salvato")
    pagina = draw(block("titolo", "Prova"), request=richiesta)
    annuncio = r'<div role="(status|alert)">\s*<div class="alert (\S+) avviso">\s*(.*)'
    ruoli = re.findall(annuncio, pagina)
    assert [(ruolo, classe, testo.strip()) for ruolo, classe, testo in ruoli] == [
        ("status", "alert-success", "Salvato &lt;bene&gt;"),
        ("alert", "alert-danger", "Non salvato"),
    ]


@pytest.fixture
def voci(monkeypatch):
    """A menu of two entries, in place of the one that the rooms register."""

    def provider(user, obj=None):
        return [
            riquadri.Panel("Privacy", "/privacy/", 2),
            riquadri.Panel("Uno & due", "/accessibilita/", 1),
        ]

    monkeypatch.setitem(riquadri._providers, "menu", [provider])


def test_the_menu_shows_what_is_registered_in_order(client, db, voci):
    pagina = client.get("/accessibilita/").content.decode()
    menu = pagina[pagina.index('<ul class="navbar-nav">') :]
    assertHTMLEqual(
        menu[: menu.index("</ul>") + 5],
        """
        <ul class="navbar-nav">
        <li class="nav-item active"><a class="nav-link active" href="/accessibilita/"
          aria-current="page"><span>Uno &amp; due</span></a></li>
        <li class="nav-item"><a class="nav-link" href="/privacy/"><span>Privacy</span></a></li>
        </ul>
        """,
    )


@pytest.fixture
def parti(monkeypatch):
    """Two parts of the site; the second has a page that lives at an address of its own."""

    def menu(user, obj=None):
        return [
            riquadri.Panel("La Rete", "/rete/", 1, "rete"),
            riquadri.Panel("Progetti", "/progetti/", 2, "progetti"),
        ]

    def sezione(user, obj=None):
        pagine = {
            "rete": [("Panoramica", "/rete/"), ("Soggetti", "/rete/soggetti/")],
            "progetti": [("Progetti", "/progetti/"), ("Privacy", "/privacy/")],
        }
        return [riquadri.Panel(*pagina, n) for n, pagina in enumerate(pagine[obj])]

    monkeypatch.setitem(riquadri._providers, "menu", [menu])
    monkeypatch.setitem(riquadri._providers, "sezione", [sezione])


def current(pagina, inizio):
    """What a piece of a page marks as where the reader is."""
    pezzo = pagina[pagina.index(inizio) :]
    pezzo = pezzo[: pezzo.index("</ul>")]
    return re.findall(r'href="([^"]*)"[^>]*aria-current="(\w+)"', pezzo)


@pytest.mark.parametrize(
    ("path", "nel_menu", "nella_parte"),
    [
        ("/rete/", [("/rete/", "page")], [("/rete/", "page")]),
        ("/rete/soggetti/", [("/rete/", "true")], [("/rete/soggetti/", "page")]),
        ("/rete/soggetti/uno/", [("/rete/", "true")], [("/rete/soggetti/", "true")]),
        ("/rete/organi/", [("/rete/", "true")], [("/rete/", "true")]),
        ("/privacy/", [("/progetti/", "true")], []),
        ("/accessibilita/", [], []),
        ("/", [], []),
    ],
)
def test_menu_and_section_say_where_the_reader_is(db, parti, path, nel_menu, nella_parte):
    richiesta = RequestFactory().get(path)
    richiesta.user = None
    pagina = draw(block("contenuto", '{% sezione "rete" "La Rete" %}'), request=richiesta)
    assert current(pagina, '<ul class="navbar-nav">') == nel_menu
    assert current(pagina, '<nav class="sezione"') == nella_parte


def test_the_site_map_lists_the_pages_of_each_part(client, db, parti):
    pagina = client.get("/mappa-del-sito/").content.decode()
    assert (
        '<li><a href="/progetti/">Progetti</a><ul><li><a href="/progetti/">Progetti</a></li>'
        '<li><a href="/privacy/">Privacy</a></li></ul></li>' in pagina
    )


def test_the_site_map_lists_the_menu(client, db, voci):
    pagina = client.get("/mappa-del-sito/").content.decode()
    principale = pagina[pagina.index("<main") : pagina.index("</main>")]
    assert re.findall(r'<li><a href="([^"]*)">([^<]*)</a></li>', principale) == [
        ("/", "Home"),
        ("/accessibilita/", "Uno &amp; due"),
        ("/privacy/", "Privacy"),
        ("/cerca/", "Cerca nel portale"),
        ("/opendata/", "Open data"),
        ("/novita.atom", "Novità, per i lettori di notizie (Atom)"),
        ("/accesso/", "Accesso"),
        ("/accesso/recupero/", "Recupero della password"),
        ("/accessibilita/", "Dichiarazione di accessibilità"),
        ("/privacy/", "Privacy"),
        ("/note-legali/", "Note legali"),
        ("/segnala-un-problema/", "Segnala un problema"),
    ]


@pytest.mark.parametrize("indirizzo", PAGINE)
def test_a_page_about_the_portal_is_public_with_and_without_data(client, ente, indirizzo):
    piena = client.get(indirizzo)
    ente.cicli.all().delete()
    vuota = client.get(indirizzo)
    assert (piena.status_code, vuota.status_code) == (200, 200)
    assert [p.content.count(b"<h1>") for p in (piena, vuota)] == [1, 1]


@pytest.mark.parametrize("indirizzo", CHE_LEGGONO_SOLTANTO)
def test_a_page_about_the_portal_only_reads(client, ente, indirizzo):
    assert client.post(indirizzo).status_code == 405


# --- Errors -----------------------------------------------------------------------------------


def broken(request):
    raise RuntimeError("guasto di prova")


class WithBrokenPage:
    """The addresses of the portal and one that fails."""

    urlpatterns = [*portale, path("guasto/", broken)]


def test_the_page_of_a_failure_reads_no_table(settings):
    settings.ROOT_URLCONF = WithBrokenPage
    settings.MIDDLEWARE = []
    risposta = Client(raise_request_exception=False).get("/guasto/")
    assert risposta.status_code == 500
    assert "<h1>Qualcosa non ha funzionato</h1>" in risposta.content.decode()


def test_an_unknown_address_leads_to_the_site_map(client, db):
    risposta = client.get("/non-esiste/")
    assert risposta.status_code == 404
    assert "<h1>Pagina non trovata</h1>" in risposta.content.decode()
    assert '<a href="/mappa-del-sito/">mappa del sito</a>' in risposta.content.decode()


def test_a_form_without_its_token_says_how_to_send_it_again(db):
    risposta = Client(enforce_csrf_checks=True).post("/accesso/", {"login": "x@y.example"})
    assert risposta.status_code == 403
    assert "<h1>Modulo scaduto</h1>" in risposta.content.decode()


def test_who_lacks_a_right_reads_as_whom_they_entered(estraneo):
    richiesta = RequestFactory().get("/")
    richiesta.user = estraneo
    pagina = engines["django"].get_template("403.html").render({}, richiesta)
    assert f"L’accesso è eseguito come {estraneo}." in pagina


# --- What the build must not let in -------------------------------------------------------------


@pytest.mark.parametrize("nome", ["portale.css", "portale.js", "sprites.svg"])
def test_what_is_built_needs_no_other_server(nome):
    testo = Path(finders.find(nome)).read_text(encoding="utf-8")
    caricati = re.findall(r"""(?:url\(|@import\s*|import\()["']?(https?:)?//[^"')]*""", testo)
    assert caricati == []
    assert "sourceMappingURL" not in testo
    assert "data:application/font" not in testo
