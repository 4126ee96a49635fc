from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory
from django.utils.html import escape
from pytest_django.asserts import assertHTMLEqual


def draw(sorgente: str, **contesto: object) -> str:
    richiesta = RequestFactory().get(contesto.pop("indirizzo", "/elenco/?q=tavolo&page=2"))
    return engines["django"].from_string(sorgente).render(contesto, richiesta)


@pytest.mark.parametrize(
    ("espressione", "valore", "scritto"),
    [
        ("v|euro", Decimal("271770"), "€\N{NO-BREAK SPACE}271.770,00"),
        ("v|euro", None, ""),
        ("v|numero", 9678, "9.678"),
        ("v|numero:2", Decimal("2.5"), "2,50"),
        ("v|percento", Decimal("59.1"), "59,1\N{NO-BREAK SPACE}%"),
        ("v|percento", 0, "0\N{NO-BREAK SPACE}%"),
        ("v|data_lunga", date(2014, 6, 27), "27 giugno 2014"),
        ("v|data_lunga", None, ""),
        ("v|punto", "Rossi & Figli S.r.l.", "Rossi &amp; Figli S.r.l."),
        ('v|join:", "|punto', ["CGIL", "Rossi & Figli"], "CGIL, Rossi &amp; Figli."),
        ("v|mese_anno", date(2014, 10, 1), "ottobre 2014"),
        ("v|telefono", "+39 039 123-456", "+39039123456"),
    ],
)
def test_a_filter_writes_as_italians_read(espressione, valore, scritto):
    assert draw(f"{{{{ {espressione} }}}}", v=valore) == scritto


def test_an_instant_is_dated_by_the_day_in_rome():
    mezzanotte_e_mezza = datetime(2014, 6, 30, 22, 30, tzinfo=UTC)
    assert draw("{{ v|data_lunga }}", v=mezzanotte_e_mezza) == "1° luglio 2014"


def test_a_period_takes_two_dates_that_may_be_missing():
    sorgente = "{{ dal|periodo:al }}, {{ manca|periodo:manca }}"
    scritto = draw(sorgente, dal=date(2014, 10, 1), al=date(2016, 9, 30), manca=None)
    assert scritto == "ottobre 2014 – settembre 2016, senza date"


def test_the_breadcrumb_begins_at_home_and_ends_here(settings):
    settings.BASE_URL = "https://rete.example"
    scritto = draw('{% briciole "Soggetti" "/rete/" qui %}', qui="A & B")
    assertHTMLEqual(
        scritto,
        """
        <div class="container"><nav class="breadcrumb-container"
          aria-label="Percorso di navigazione"><ol class="breadcrumb">
        <li class="breadcrumb-item"><a href="/">Home</a>
          <span class="separator" aria-hidden="true">/</span></li>
        <li class="breadcrumb-item"><a href="/rete/">Soggetti</a>
          <span class="separator" aria-hidden="true">/</span></li>
        <li class="breadcrumb-item active" aria-current="page">A &amp; B</li>
        </ol></nav>
        <script type="application/ld+json">{"@context": "https://schema.org",
        "@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1,
        "name": "Home", "item": "https://rete.example/"}, {"@type": "ListItem", "position": 2,
        "name": "Soggetti", "item": "https://rete.example/rete/"}, {"@type": "ListItem",
        "position": 3, "name": "A \\u0026 B"}]}</script></div>
        """,
    )


def test_a_breadcrumb_title_without_address_is_refused():
    with pytest.raises(ValueError, match="zip"):
        draw('{% briciole "Soggetti" "Qui" %}')


def test_a_table_is_a_named_region_that_the_keyboard_can_scroll():
    scritto = draw(
        '{% tabella "Voci & fonti" %}<tbody><tr><td>{{ v }}</td></tr></tbody>{% endtabella %}',
        v="<b>",
    )
    assertHTMLEqual(
        scritto,
        """
        <div class="tabella-scorrevole" role="region" tabindex="0"
          aria-label="Tabella: Voci &amp; fonti">
        <table class="table"><caption>Voci &amp; fonti</caption>
        <tbody><tr><td>&lt;b&gt;</td></tr></tbody></table></div>
        """,
    )


def test_a_card_links_its_title_when_it_has_an_address():
    con, senza = (
        draw("{% scheda titolo=t url=u livello=2 %}testo{% endscheda %}", t="Nido & casa", u=u)
        for u in ("/progetti/nido/", "")
    )
    titolo = '<h2 class="it-card-title">{}</h2>'
    collegato = '<a href="/progetti/nido/">Nido &amp; casa</a>'
    assert titolo.format(collegato) in con
    assert titolo.format("Nido &amp; casa") in senza


def test_a_card_wants_a_title():
    with pytest.raises(TemplateSyntaxError, match="titolo"):
        draw("{% scheda %}testo{% endscheda %}")


@pytest.mark.parametrize(
    ("tipo", "classe"),
    [("info", "info"), ("success", "success"), ("warning", "warning"), ("error", "danger")],
)
def test_a_notice_is_coloured_by_its_level(tipo, classe):
    scritto = draw("{% avviso tipo %}<p>Attenzione</p>{% endavviso %}", tipo=tipo)
    assertHTMLEqual(scritto, f'<div class="alert alert-{classe} avviso"><p>Attenzione</p></div>')


def test_a_label_with_an_unknown_colour_is_neutral():
    assertHTMLEqual(
        draw('{% etichetta "bozza" "viola" %}{% etichetta "approvato" "verde" %}'),
        '<span class="targhetta targhetta-neutro">bozza</span>'
        '<span class="targhetta targhetta-verde">approvato</span>',
    )


def test_a_key_figure_has_its_unit_and_may_have_a_note():
    scritto = draw('{% numero_chiave 32 "soggetti" %}')
    assertHTMLEqual(
        scritto,
        '<p class="numero-chiave"><span class="numero-chiave-valore">32</span>'
        '<span class="numero-chiave-etichetta">soggetti</span></p>',
    )


def test_an_empty_list_says_why_and_what_to_do():
    scritto = draw('{% vuoto "Nessun progetto" %}<p>Togliere un filtro.</p>{% endvuoto %}')
    assert '<p class="vuoto-titolo">Nessun progetto</p>' in scritto
    assert "<p>Togliere un filtro.</p>" in scritto


def test_an_icon_is_hidden_from_screen_readers():
    assertHTMLEqual(
        draw('{% icona "it-user" "icon-sm" %}'),
        '<svg class="icon icon-sm" aria-hidden="true" focusable="false">'
        '<use href="/static/sprites.svg#it-user"></use></svg>',
    )


def test_pages_keep_the_rest_of_the_query():
    pagina = Paginator(range(30), 10).page(2)
    scritto = draw("{% paginazione page_obj %}", page_obj=pagina)
    indirizzi = [parte.split('"')[0] for parte in scritto.split('href="')[1:]]
    assert [i for i in indirizzi if i.startswith("?")] == [
        escape("?q=tavolo&page=1"),
        escape("?q=tavolo&page=1"),
        escape("?q=tavolo&page=3"),
        escape("?q=tavolo&page=3"),
    ]
    assert scritto.count('aria-current="page"') == 1


def test_a_single_page_needs_no_links():
    assert draw("{% paginazione page_obj %}", page_obj=Paginator([1], 10).page(1)).strip() == ""
