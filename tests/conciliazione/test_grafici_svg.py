"""`{% grafico blocco %}`: SVG that a strict CSP, a screen reader and WeasyPrint all accept."""

import re
from io import BytesIO
from xml.etree import ElementTree

import pikepdf
import pytest
from django.template import Context, Template
from weasyprint import HTML

from conciliazione.grafici import FORME, LARGA, STRETTA

SVG = "{http://www.w3.org/2000/svg}"
VOCI = [{"etichetta": "2011 & <oltre>", "valore": "1234.5"}, {"etichetta": "2012", "valore": 7}]
RIGHE = [
    {"etichetta": "Convegno", "dal": "2014-10", "al": "2015-01"},
    {"etichetta": "Laboratorio", "data": "2014-12-01"},
    {"etichetta": "Progetto"},
]
ANELLO = [[9, 45], [9.1, 45], [9.1, 45.1], [9, 45]]
COMUNI = [{"codice_istat": "1", "denominazione": "A", "ambito": "N", "confine": [[ANELLO]]}]
BLOCCHI = {
    "barre": {"voci": VOCI},
    "barre_impilate": {
        "voci": [{"etichetta": "A", "valori": ["60.5", 20, 30]}],
        "serie": ["uno", "due", "tre"],
    },
    "colonne": {"voci": VOCI},
    "linea": {"voci": VOCI},
    "tempi": {"gruppi": [{"titolo": "Formazione", "righe": RIGHE}]},
    "mappa": {"comuni": COMUNI},
    "mappa_valori": {
        "comuni": [{**c, "valore": 2} for c in COMUNI],
        "unita": ["soggetto", "soggetti"],
    },
}


def make_blocco(forma, **altro):
    titolo = 'Titolo con "virgolette" & <segni>'
    return {"forma": forma, "chiave": "fig-1", "titolo": titolo, **BLOCCHI[forma], **altro}


def render(*blocchi, carta=False):
    template = Template(
        "{% load grafici %}{% for b in blocchi %}{% grafico b carta=carta %}{% endfor %}"
    )
    return template.render(Context({"blocchi": blocchi, "carta": carta}))


def parse(testo):
    return ElementTree.fromstring(f"<pagina>{testo}</pagina>").findall(f"{SVG}svg")  # noqa: S314


def test_every_form_of_chart_is_tried_here():
    assert set(BLOCCHI) == set(FORME)


@pytest.mark.parametrize("forma", FORME)
def test_an_image_has_a_role_and_a_title_that_names_it(forma):
    for svg in parse(render(make_blocco(forma))):
        titolo = svg[0]
        assert titolo.tag == f"{SVG}title"
        assert 'Titolo con "virgolette" & <segni>' in titolo.text
        assert svg.get("role") == "img"
        assert svg.get("aria-labelledby") == titolo.get("id")


@pytest.mark.parametrize("forma", FORME)
def test_nothing_is_written_that_the_csp_or_weasyprint_would_drop(forma):
    ammessi = {f"{SVG}{nome}" for nome in ("svg", "title", "rect", "path", "text")}
    for svg in parse(render(make_blocco(forma))):
        assert {nodo.tag for nodo in svg.iter()} <= ammessi
        attributi = {nome for nodo in svg.iter() for nome in nodo.attrib}
        assert attributi.isdisjoint({"style", "dominant-baseline", "href", "paint-order"})
        assert not any(nome.startswith("on") for nome in attributi)


@pytest.mark.parametrize("forma", FORME)
def test_lengths_have_a_decimal_point_and_no_thousands(forma):
    lunghezze = {"x", "y", "width", "height", "font-size", "stroke-width"}
    for svg in parse(render(make_blocco(forma))):
        for nodo in svg.iter():
            for nome in lunghezze & set(nodo.attrib):
                assert re.fullmatch(r"-?\d+(\.\d)?", nodo.get(nome)), (nodo.tag, nome)
            assert re.fullmatch(r"[-MLlaz\d. ]*", nodo.get("d", ""))


def test_the_page_has_a_drawing_for_each_screen_and_paper_the_wide_one_alone():
    larga, stretta = parse(render(make_blocco("barre")))
    (carta,) = parse(render(make_blocco("barre"), carta=True))
    assert (larga.get("width"), stretta.get("width")) == (str(LARGA), str(STRETTA))
    assert larga.get("class") == "img-fluid d-none d-sm-block d-print-block"
    assert stretta.get("class") == "img-fluid d-sm-none d-print-none"
    del larga.attrib["class"]
    assert ElementTree.tostring(larga) == ElementTree.tostring(carta)


def test_ids_are_unique_in_a_page():
    blocchi = [make_blocco(forma, chiave=f"fig-{i}") for i, forma in enumerate(FORME)]
    ids = re.findall(r' id="([^"]+)"', render(*blocchi))
    assert len(ids) == len(set(ids)) == 2 * len(FORME)


@pytest.mark.parametrize("chiave", ["", "1", "a b", 'a"b', "à"])
def test_a_key_that_cannot_be_an_id_is_refused(chiave):
    with pytest.raises(ValueError, match="non può identificare un grafico"):
        render(make_blocco("barre", chiave=chiave))


def test_a_block_without_a_key_is_refused():
    blocco = make_blocco("barre")
    del blocco["chiave"]
    with pytest.raises(ValueError, match="manca «chiave»"):
        render(blocco)


def test_a_pdf_has_every_figure_with_its_message():
    blocchi = [make_blocco(forma, chiave=f"fig-{i}") for i, forma in enumerate(FORME)]
    pagina = f'<html lang="it"><title>Prova</title><body>{render(*blocchi, carta=True)}'
    titoli = [svg[0].text for svg in parse(render(*blocchi, carta=True))]
    pdf = HTML(string=pagina).write_pdf(pdf_tags=True)
    with pikepdf.open(BytesIO(pdf)) as documento:
        figure = [str(o.Alt) for o in documento.objects if is_figure(o)]
    assert sorted(figure) == sorted(titoli)


def is_figure(oggetto):
    return isinstance(oggetto, pikepdf.Dictionary) and oggetto.get("/S") == "/Figure"
