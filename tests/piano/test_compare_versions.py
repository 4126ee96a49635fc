"""What changed between two documents: one planted change, exactly its differences."""

import copy

import pytest

from piano.blocchi import testo as prosa
from piano.confronti import Esito, Genere, compare, diff_words
from piano.confronti.parole import paragraphs
from piano.dati import compile_data
from piano.models import Piano
from tests.piano.due_versioni import PROSA, block, changes, found, make_dati


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
