"""Tables, lists, cards, figures of two documents: one planted change, its difference."""

import pytest

from piano.confronti import compare
from tests.piano.due_versioni import block, changes, found, make_dati, section

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
