"""What changed between two versions: one planted change, exactly its differences."""

import copy

import pytest

from piano.blocchi import Colonna, Gruppo, elenco, grafico, nota, scheda, tabella, titolo
from piano.blocchi import testo as prosa
from piano.confronti import Esito, Genere, compare, diff_words
from piano.confronti.parole import paragraphs
from piano.dati import compile_data
from piano.models import Piano

PROSA = (
    "<p>La Rete raccoglie trentadue soggetti.</p>"
    '<p>Chi vuole aderire legge la <a href="https://rete.example/guida">guida</a>.</p>'
)


def make_dati():
    """A document of two chapters and an annex, with a block of each kind."""
    colonne = [Colonna("Voce", 60), Colonna("Regione", 20, True), Colonna("Altri", 20, True)]
    righe = [
        Gruppo("Azioni"),
        ("Formazione", "20.000", "0"),
        ("Comunicazione", "0", "6.000"),
        ("Sportelli di quartiere", "1.500", "2.500"),
    ]
    blocchi = [
        prosa(PROSA),
        titolo("Le voci"),
        nota("Gli importi sono in euro."),
        tabella(
            "Risorse",
            colonne,
            righe,
            chiave="risorse",
            totale=("Totale", "21.500", "8.500"),
            fonte="bilancio del ciclo",
        ),
        elenco(["informare le imprese", ("a", "formare gli operatori")]),
        scheda([("Dove", "Melegnano"), ("Con chi", ["Comuni", "Imprese"])]),
        grafico(
            "colonne",
            "Risorse per voce",
            chiave="grafico-risorse",
            voci=[
                {"etichetta": "Formazione", "valore": "20000"},
                {"etichetta": "Comunicazione", "valore": None},
            ],
            unita="euro",
        ),
    ]
    for numero, blocco in enumerate(blocchi):
        if blocco["tipo"] in ("tabella", "grafico"):
            blocco |= {"numero": numero, "ancora": f"blocco-{numero}"}
    return {
        "schema": 1,
        "dati_al": "2014-06-27",
        "piano": {
            "titolo": "Piano Territoriale",
            "denominazioni_citate": ["Piano"],
            "stato": "approvato",
            "ciclo": {"denominazione": "Biennio", "dal": "2014-07-01", "al": "2016-09-30"},
            "approvato_il": "2014-06-27",
            "atto": "Deliberazione n. 242",
            "parere": None,
        },
        "capitoli": [
            {
                "numero": 1,
                "slug": "introduzione",
                "titolo": "Introduzione",
                "sezioni": [
                    {"titolo": "", "ancora": "", "blocchi": [prosa("<p>Perché un Piano.</p>")]}
                ],
            },
            {
                "numero": 2,
                "slug": "risorse",
                "titolo": "Risorse",
                "sezioni": [
                    {"titolo": "Le risorse", "ancora": "s", "blocchi": blocchi},
                    {
                        "titolo": "La premialità",
                        "ancora": "t",
                        "blocchi": [prosa("<p>Una quota resta per chi fa bene.</p>")],
                    },
                ],
            },
        ],
        "allegati": [{"lettera": "A", "titolo": "Atti", "ancora": "allegato-a", "blocchi": []}],
    }


def changes(change):
    """What `compare` says of a document and of the same after `change`; and that it is undone."""
    prima, dopo = make_dati(), make_dati()
    change(dopo)
    confronto = compare(prima, dopo)
    contrario = compare(dopo, prima)
    assert len(list(contrario._all())) == len(list(confronto._all()))
    return confronto


def found(confronto):
    """Every difference as kind, outcome, place and words: `[-taken-]`, `{+added+}`."""
    segni = {"": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}
    return [
        (
            d.genere.name,
            d.esito.name,
            d.dove,
            " ".join(segni[p.tipo].format(p.testo) for p in d.pezzi),
        )
        for d in confronto._all()
    ]


def section(dati):
    return dati["capitoli"][1]["sezioni"][0]


def block(dati, tipo):
    return next(b for b in section(dati)["blocchi"] if b["tipo"] == tipo)


def test_a_document_is_equal_to_itself():
    confronto = compare(make_dati(), make_dati())
    assert (confronto.uguali, confronto.solo_aspetto, confronto.conteggi) == (True, False, [])


def test_numbers_and_widths_are_only_the_look():
    def renumber(dati):
        block(dati, "tabella").update(numero=9, ancora="tabella-9", misura="fitta")
        block(dati, "grafico").update(numero=9, ancora="figura-9", tabella="tabella 9")

    confronto = changes(renumber)
    assert (confronto.uguali, confronto.solo_aspetto) == (True, True)


# --- Identity ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("campo", "valore", "attesa"),
    [
        (
            "titolo",
            "Piano della Rete",
            ("CAMBIATO", "Titolo", "Piano [-Territoriale-] {+della Rete+}"),
        ),
        (
            "approvato_il",
            "2015-07-01",
            ("CAMBIATO", "Approvato il", "[-27 giugno 2014-] {+1° luglio 2015+}"),
        ),
        ("atto", "", ("TOLTO", "Atto di approvazione", "[-Deliberazione n. 242-]")),
    ],
)
def test_what_the_document_is_is_compared(campo, valore, attesa):
    confronto = changes(lambda dati: dati["piano"].update({campo: valore}))
    assert found(confronto) == [("IDENTITA", *attesa)]


def test_what_is_nested_in_the_identity_is_compared():
    parere = {"organo": "Tavolo", "esito": "favorevole", "reso_il": "2014-06-23"}
    confronto = changes(lambda dati: dati["piano"].update(parere=parere))
    assert found(confronto) == [
        ("IDENTITA", "AGGIUNTO", "Parere, organo", "{+Tavolo+}"),
        ("IDENTITA", "AGGIUNTO", "Parere, esito", "{+favorevole+}"),
        ("IDENTITA", "AGGIUNTO", "Parere, giorno", "{+23 giugno 2014+}"),
    ]


# --- Chapters and sections --------------------------------------------------------------------


def test_a_chapter_is_added_and_the_numbers_after_it_shift():
    def insert(dati):
        nuovo = {"numero": 1, "slug": "premessa", "titolo": "Premessa", "sezioni": []}
        for capitolo in dati["capitoli"]:
            capitolo["numero"] += 1
        dati["capitoli"].insert(0, nuovo)

    confronto = changes(insert)
    assert [(p.titolo, p.esito, p.slug_prima, p.slug_dopo) for p in confronto.parti] == [
        ("1. Premessa", Esito.AGGIUNTO, "", "premessa"),
        ("2. Introduzione", Esito.CAMBIATO, "introduzione", "introduzione"),
        ("3. Risorse", Esito.CAMBIATO, "risorse", "risorse"),
    ]
    assert confronto.conteggi == [(Genere.PARTE.value, 1, 0, 2)]


def test_a_chapter_is_renamed_and_not_taken_away():
    confronto = changes(lambda dati: dati["capitoli"][0].update(titolo="Perché questo Piano"))
    assert found(confronto) == [
        ("PARTE", "CAMBIATO", "Numero e titolo", "1. [-Introduzione-] {+Perché questo Piano+}")
    ]


def test_an_annex_is_taken_away():
    confronto = changes(lambda dati: dati["allegati"].clear())
    assert found(confronto) == [("PARTE", "TOLTO", "Allegato A. Atti", "")]


def test_an_annex_of_the_same_letter_is_another():
    def replace(dati):
        dati["allegati"] = [
            {"lettera": "A", "titolo": "Comuni", "ancora": "allegato-a", "blocchi": []}
        ]

    assert [(e, d) for _, e, d, _ in found(changes(replace))] == [
        ("TOLTO", "Allegato A. Atti"),
        ("AGGIUNTO", "Allegato A. Comuni"),
    ]


def test_a_section_is_added_taken_away_and_renamed():
    def change(dati):
        sezioni = dati["capitoli"][1]["sezioni"]
        sezioni[0]["titolo"] = "Le risorse del ciclo"
        sezioni[1] = {"titolo": "Un'aggiunta", "blocchi": [prosa("<p>Tutta nuova.</p>")]}

    assert found(changes(change)) == [
        ("SEZIONE", "CAMBIATO", "Titolo di sezione", "Le risorse {+del ciclo+}"),
        (
            "SEZIONE",
            "TOLTO",
            "Sezione «La premialità»",
            "[-Una quota resta per chi fa bene.-]",
        ),
        ("SEZIONE", "AGGIUNTO", "Sezione «Un'aggiunta»", "{+Tutta nuova.+}"),
    ]


def test_sections_in_another_order_are_told():
    confronto = changes(lambda dati: dati["capitoli"][1]["sezioni"].reverse())
    assert found(confronto) == [("SEZIONE", "CAMBIATO", "Cambia l’ordine delle sezioni", "")]


# --- Prose ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prima", "dopo", "attesa"),
    [
        (
            "trentadue",
            "quaranta",
            ("CAMBIATO", "La Rete raccoglie [-trentadue-] {+quaranta+} soggetti."),
        ),
        ("/guida", "/altra", None),
        ("<p>Chi", "<p>In più.</p><p>Chi", ("AGGIUNTO", "{+In più.+}")),
        (
            "<p>La Rete raccoglie trentadue soggetti.</p>",
            "",
            ("TOLTO", "[-La Rete raccoglie trentadue soggetti.-]"),
        ),
    ],
)
def test_prose_is_compared_word_by_word(prima, dopo, attesa):
    def change(dati):
        blocco = block(dati, "testo")
        blocco["html"] = blocco["html"].replace(prima, dopo)

    confronto = changes(change)
    if attesa is None:
        attesa = (
            "CAMBIATO",
            "Chi vuole aderire legge la guida [-(https://rete.example/guida).-]"
            " {+(https://rete.example/altra).+}",
        )
    assert found(confronto) == [("TESTO", attesa[0], "Paragrafo", attesa[1])]
    assert confronto.parti[0].differenze[0].sezione == "Le risorse"


def test_emphasis_alone_is_told_and_not_shown():
    def change(dati):
        blocco = block(dati, "testo")
        blocco["html"] = blocco["html"].replace("trentadue", "<strong>trentadue</strong>")

    assert found(changes(change)) == [
        ("TESTO", "CAMBIATO", "Cambia solo l’aspetto del testo, non le parole", "")
    ]


def test_paragraphs_in_another_order_are_told():
    def swap(dati):
        primo, secondo = PROSA.split("</p><p>")
        block(dati, "testo")["html"] = f"<p>{secondo}{primo}</p>"

    assert found(changes(swap)) == [("TESTO", "CAMBIATO", "Cambia l’ordine dei paragrafi", "")]


def test_headings_and_notes_are_prose():
    assert found(changes(lambda d: block(d, "nota").update(testo="Gli importi sono in lire."))) == [
        ("TESTO", "CAMBIATO", "Paragrafo", "Gli importi sono in [-euro.-] {+lire.+}")
    ]


def test_a_long_unchanged_stretch_is_shortened():
    parole = " ".join(f"p{n}" for n in range(100))
    pezzi = diff_words(f"prima {parole} fine", f"dopo {parole} termine")
    assert [(p.tipo, p.testo) for p in pezzi] == [
        ("del", "prima"),
        ("ins", "dopo"),
        ("", "p0 p1 p2 p3 p4 p5 p6 p7 … p92 p93 p94 p95 p96 p97 p98 p99"),
        ("del", "fine"),
        ("ins", "termine"),
    ]


def test_two_very_long_texts_are_replaced_whole_and_quickly():
    prima = " ".join(f"a{n}" for n in range(3000))
    dopo = " ".join("a1500" if n == 1500 else f"b{n}" for n in range(3000))
    assert [p.tipo for p in diff_words(prima, dopo)] == ["del", "ins"]


def test_html_becomes_paragraphs():
    html = "<p>Uno<br>due</p><ul><li>tre</li></ul><blockquote><p>quattro</p></blockquote>cinque"
    assert paragraphs(html) == ["Uno", "due", "tre", "quattro", "cinque"]


# --- Tables -----------------------------------------------------------------------------------

T = "Tabella «Risorse»"


def set_cell(riga, colonna, valore):
    def change(dati):
        block(dati, "tabella")["righe"][riga]["celle"][colonna]["testo"] = valore

    return change


@pytest.mark.parametrize(
    ("change", "attesa"),
    [
        (
            set_cell(1, 1, "25.000"),
            (
                "CELLA",
                "CAMBIATO",
                f"{T}, riga «Formazione», colonna «Regione»",
                "[-20.000-] {+25.000+}",
            ),
        ),
        (
            set_cell(3, 0, "Punti informativi"),
            (
                "CELLA",
                "CAMBIATO",
                f"{T}, riga «Punti informativi», colonna «Voce»",
                "[-Sportelli di quartiere-] {+Punti informativi+}",
            ),
        ),
        (
            lambda d: block(d, "tabella")["righe"].pop(2),
            ("RIGA", "TOLTO", f"{T}, riga «Comunicazione»", "[-Comunicazione · 0 · 6.000-]"),
        ),
        (
            lambda d: block(d, "tabella")["totale"][2].update(testo="9.000"),
            ("CELLA", "CAMBIATO", f"{T}, totale, colonna «Altri»", "[-8.500-] {+9.000+}"),
        ),
        (
            lambda d: block(d, "tabella").update(totale=[]),
            ("CELLA", "TOLTO", f"{T}, totale", "[-Totale · 21.500 · 8.500-]"),
        ),
        (
            lambda d: block(d, "tabella").update(fonte="rendiconto del ciclo"),
            ("TABELLA", "CAMBIATO", f"{T}, fonte", "[-bilancio-] {+rendiconto+} del ciclo"),
        ),
        (
            lambda d: block(d, "tabella").update(nota="In euro."),
            ("TABELLA", "AGGIUNTO", f"{T}, nota", "{+In euro.+}"),
        ),
        (
            lambda d: block(d, "tabella")["colonne"][2].update(titolo="Enti locali"),
            ("TABELLA", "CAMBIATO", f"{T}, titolo di una colonna", "[-Altri-] {+Enti locali+}"),
        ),
        (
            lambda d: block(d, "tabella")["righe"].append(block(d, "tabella")["righe"].pop(1)),
            ("RIGA", "CAMBIATO", f"{T}: cambia l’ordine delle righe", ""),
        ),
        (
            lambda d: section(d)["blocchi"].remove(block(d, "tabella")),
            ("TABELLA", "TOLTO", T, ""),
        ),
    ],
)
def test_one_change_of_a_table_is_one_difference(change, attesa):
    assert found(changes(change)) == [attesa]


def test_a_new_column_is_said_once_and_the_others_are_still_compared():
    def add_column(dati):
        tabella = block(dati, "tabella")
        tabella["colonne"].insert(1, {"titolo": "Anno", "larghezza": 10, "numero": True})
        for riga in tabella["righe"]:
            if "celle" in riga:
                riga["celle"].insert(1, {"testo": "2014", "numero": True})
        tabella["totale"].insert(1, {"testo": "", "numero": True})
        tabella["righe"][1]["celle"][2]["testo"] = "30.000"

    assert found(changes(add_column)) == [
        ("TABELLA", "AGGIUNTO", f"{T}, colonna", "{+Anno+}"),
        (
            "CELLA",
            "CAMBIATO",
            f"{T}, riga «Formazione», colonna «Regione»",
            "[-20.000-] {+30.000+}",
        ),
    ]


def test_two_rows_of_zeros_are_not_the_same_row():
    def with_row(nome):
        dati = make_dati()
        righe = block(dati, "tabella")["righe"]
        celle = [{"testo": parola, "numero": False} for parola in (nome, "0", "–")]
        righe.append({"celle": celle})
        return dati

    confronto = compare(with_row("Asili nido"), with_row("Convegni"))
    assert [(d, e) for _, d, e, _ in found(confronto)] == [
        ("TOLTO", f"{T}, riga «Asili nido»"),
        ("AGGIUNTO", f"{T}, riga «Convegni»"),
    ]


def test_a_group_of_rows_is_renamed():
    confronto = changes(lambda d: block(d, "tabella")["righe"][0].update(gruppo="Azioni comuni"))
    assert found(confronto) == [("RIGA", "CAMBIATO", f"{T}, gruppo di righe", "Azioni {+comuni+}")]


# --- Lists, cards, figures --------------------------------------------------------------------

F = "Figura «Risorse per voce»"


@pytest.mark.parametrize(
    ("change", "attesa"),
    [
        (
            lambda d: block(d, "elenco")["voci"][1].update(testo="formare i volontari"),
            (
                "VOCE",
                "CAMBIATO",
                "Voce dell’elenco",
                "a formare [-gli operatori-] {+i volontari+}",
            ),
        ),
        (
            lambda d: block(d, "elenco")["voci"].pop(0),
            ("VOCE", "TOLTO", "Voce dell’elenco", "[-informare le imprese-]"),
        ),
        (
            lambda d: block(d, "elenco").update(ordinato=True),
            ("VOCE", "CAMBIATO", "Cambia la numerazione dell’elenco", ""),
        ),
        (
            lambda d: block(d, "scheda")["righe"][0]["cella"].update(testo="Vizzolo"),
            ("VOCE", "CAMBIATO", "Scheda, «Dove»", "[-Melegnano-] {+Vizzolo+}"),
        ),
        (
            lambda d: block(d, "scheda")["righe"][0].update(etichetta="Sede"),
            ("VOCE", "CAMBIATO", "Etichetta della scheda", "[-Dove-] {+Sede+}"),
        ),
        (
            lambda d: block(d, "grafico")["voci"][0].update(valore="25000.5"),
            ("VALORE", "CAMBIATO", f"{F}, «Formazione»", "[-€\xa020.000,00-] {+€\xa025.000,50+}"),
        ),
        (
            lambda d: block(d, "grafico")["voci"][1].update(valore="6000"),
            (
                "VALORE",
                "CAMBIATO",
                f"{F}, «Comunicazione»",
                "[-non disponibile-] {+€\xa06.000,00+}",
            ),
        ),
        (
            lambda d: block(d, "grafico").update(forma="barre"),
            ("FIGURA", "CAMBIATO", f"{F}: è disegnata in un altro modo", ""),
        ),
        (
            lambda d: block(d, "grafico").update(decimali=1),
            ("FIGURA", "CAMBIATO", f"{F}: cambia il disegno, non i valori", ""),
        ),
    ],
)
def test_one_change_of_a_list_card_or_figure_is_one_difference(change, attesa):
    assert found(changes(change)) == [attesa]


@pytest.mark.parametrize(
    ("prima", "dopo", "attesa"),
    [
        (
            {
                "forma": "tempi",
                "gruppi": [
                    {
                        "titolo": "A",
                        "righe": [{"etichetta": "x", "dal": "2014-10", "al": "2014-11"}],
                    }
                ],
            },
            {
                "forma": "tempi",
                "gruppi": [{"titolo": "A", "righe": [{"etichetta": "x", "data": "2014-10-03"}]}],
            },
            ("«A: x»", "[-ottobre 2014 – novembre 2014-] {+3 ottobre 2014+}"),
        ),
        (
            {"forma": "mappa", "comuni": [{"denominazione": "Lodi", "ambito": "Uno", "numero": 1}]},
            {"forma": "mappa", "comuni": [{"denominazione": "Lodi", "ambito": "Due", "numero": 2}]},
            ("«Lodi»", "[-Uno, 1-] {+Due, 2+}"),
        ),
        (
            {
                "forma": "barre",
                "serie": ["M", "F"],
                "voci": [{"etichetta": "2014", "valori": ["1", "2"]}],
            },
            {
                "forma": "barre",
                "serie": ["M", "F"],
                "voci": [{"etichetta": "2014", "valori": ["1", "3"]}],
            },
            ("«2014, F»", "[-2-] {+3+}"),
        ),
    ],
)
def test_every_form_of_figure_tells_its_values(prima, dopo, attesa):
    def with_figure(figura):
        dati = make_dati()
        block(dati, "grafico").pop("voci")
        block(dati, "grafico").pop("unita")
        block(dati, "grafico").update(figura)
        return dati

    confronto = compare(with_figure(prima), with_figure(dopo))
    assert found(confronto) == [("VALORE", "CAMBIATO", f"{F}, {attesa[0]}", attesa[1])]


# --- The real plan ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_plan_of_2014_is_compared_with_itself_and_with_a_changed_one(plan_2014):
    piano = Piano.objects.select_related("ciclo", "atto", "parere").get()
    prima = compile_data(piano, piano.approvato_il)
    assert compare(prima, copy.deepcopy(prima)).uguali
    dopo = copy.deepcopy(prima)
    dopo["capitoli"][0]["titolo"] = "Premessa"
    dopo["capitoli"].pop(6)
    for blocco in dopo["capitoli"][3]["sezioni"][0]["blocchi"]:
        if blocco["tipo"] == "testo":
            blocco["html"] = blocco["html"].replace(" di ", " del ")
    confronto = compare(prima, dopo)
    assert [parte.esito for parte in confronto.parti].count(Esito.TOLTO) == 1
    assert confronto.parti[0].titolo == "1. Premessa"
