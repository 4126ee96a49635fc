"""A small document to compare with itself changed, and what is read of a comparison."""

from piano.blocchi import Colonna, Gruppo, elenco, grafico, nota, scheda, tabella, testo, titolo
from piano.confronti import compare

PROSA = (
    "<p>La Rete raccoglie trentadue soggetti.</p>"
    '<p>Chi vuole aderire legge la <a href="https://rete.example/guida">guida</a>.</p>'
)


def make_blocchi():
    """A block of each kind."""
    colonne = [Colonna("Voce", 60), Colonna("Regione", 20, True), Colonna("Altri", 20, True)]
    righe = [
        Gruppo("Azioni"),
        ("Formazione", "20.000", "0"),
        ("Comunicazione", "0", "6.000"),
        ("Sportelli di quartiere", "1.500", "2.500"),
    ]
    blocchi = [
        testo(PROSA),
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
    return blocchi


def make_dati():
    """A document of two chapters and an annex, with a block of each kind."""
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
                    {"titolo": "", "ancora": "", "blocchi": [testo("<p>Perché un Piano.</p>")]}
                ],
            },
            {
                "numero": 2,
                "slug": "risorse",
                "titolo": "Risorse",
                "sezioni": [
                    {"titolo": "Le risorse", "ancora": "s", "blocchi": make_blocchi()},
                    {
                        "titolo": "La premialità",
                        "ancora": "t",
                        "blocchi": [testo("<p>Una quota resta per chi fa bene.</p>")],
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
