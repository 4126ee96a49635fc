"""Each slip in the figures that is planted in the clean plan gives one finding, with its object."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from piano.controlli import all_checks, examine
from piano.models import Capitolo, Dichiarazione, TabellaContesto
from tests.piano.controlli.semina import plant
from tests.piano.piano_pulito import GIORNO, make_clean_plan

pytestmark = pytest.mark.django_db

MODULI = {"dichiarazioni", "percentuali", "scritture", "serie", "tabelle"}
Slip = Callable[[], object]


def said(slug: str, **campi: object) -> Slip:
    """A declaration of the clean plan, said otherwise."""
    return lambda: Dichiarazione.objects.filter(slug=slug).update(**campi)


def declared(slug: str, valore: object = None, **campi: object) -> Slip:
    """One more declaration in the chapter of the others."""
    return lambda: Dichiarazione.objects.create(
        slug=slug,
        capitolo=Capitolo.objects.get(slug="contesto"),
        ordine=Dichiarazione.objects.count() + 1,
        etichetta=campi.pop("etichetta", slug.capitalize()),
        valore=valore if valore is None else Decimal(valore),
        fonte=campi.pop("fonte", "ISTAT"),
        **campi,
    )


def all_of(*slips: Slip) -> Slip:
    return lambda: [slip() for slip in slips]


def table() -> TabellaContesto:
    return TabellaContesto.objects.get(slug="popolazione")


def drawn(**campi: object) -> Slip:
    """The table of the clean plan, drawn otherwise."""
    return lambda: TabellaContesto.objects.filter(slug="popolazione").update(**campi)


def rows(*righe: tuple[str, str]) -> list[dict]:
    return [{"etichetta": etichetta, "valori": [valore]} for etichetta, valore in righe]


def classes(*etichette: str) -> Slip:
    return drawn(
        colonne=[{"titolo": "Persone", "unita": "abitanti"}],
        righe=rows(*((etichetta, "5") for etichetta in etichette)),
    )


def series(*righe: tuple[str, str]) -> Slip:
    return drawn(colonne=[{"titolo": "Nati", "unita": "nati"}], righe=rows(*righe))


def shares(*quote: str) -> Slip:
    return drawn(
        colonne=[{"titolo": "Quota", "unita": "%"}],
        righe=rows(*((f"Gruppo {n}", quota) for n, quota in enumerate(quote, 1))),
        derivazioni=[{"colonna": "Quota", "somma": "100"}],
    )


DICHIARAZIONE, TABELLA = "piano.dichiarazione/", "piano.tabellacontesto/popolazione"
CRESCITA = "[popolazione/2013/Totale] - [popolazione/2011/Totale]"
SEMI = [
    # --- Declarations -------------------------------------------------------------------------
    (
        "dichiarazione-contraddetta",
        said("crescita", valore=150, testo="150", formula=CRESCITA),
        f"{DICHIARAZIONE}crescita",
        "Residenti in più in due anni: il testo dice «150»; dalla tabella «Popolazione per anno»"
        " (2.100 − 2.000) viene 100 abitanti.",
    ),
    (
        "dichiarazione-contraddetta",
        said("residenti", valore=7, testo="7", formula="[rete.membri]", unita="soggetti"),
        f"{DICHIARAZIONE}residenti",
        "Residenti: il testo dice «7»; dai numeri da cui deriva (4) viene 4 soggetti.",
    ),
    (
        "dichiarazione-contraddetta",
        declared(
            "quasi",
            "1100",
            testo="oltre 1.100",
            confronto="oltre",
            unita="abitanti",
            formula="52% * [residenti]",
        ),
        f"{DICHIARAZIONE}quasi",
        "Quasi: il testo dice «oltre 1.100»; dai numeri da cui deriva (52\N{NO-BREAK SPACE}% ×"
        " 2.100) viene 1.092 abitanti.",
    ),
    (
        "graduatoria-smentita",
        declared("prime", testo="i maschi", formula="[popolazione/2013/Maschi] > [residenti] / 2"),
        f"{DICHIARAZIONE}prime:1",
        "Prime: il testo dice «i maschi», ma «2.100 : 2 (1.050)» supera «2013, Maschi (1.030)».",
    ),
    (
        "cifra-che-manca",
        declared("secondi", testo="i minori", formula="[residenti] >= [? il numero dei minori]"),
        f"{DICHIARAZIONE}secondi",
        "Secondi: il testo dice «i minori», ma il documento non riporta il numero dei minori.",
    ),
    (
        "formula-illeggibile",
        said("crescita", formula="[popolazione/2013/Totali]"),
        f"{DICHIARAZIONE}crescita",
        "Residenti in più in due anni: la formula «[popolazione/2013/Totali]» non si calcola: la"
        " colonna «Totali» non c'è.",
    ),
    (
        "grandezza-con-altro-nome",
        said("crescita", unita="famiglie", formula=CRESCITA),
        f"{TABELLA}:famiglie",
        "Il testo parla di famiglie, la tabella «Popolazione per anno» misura abitanti: Residenti"
        " in più in due anni (100).",
    ),
    (
        "punti-al-posto-di-percentuale",
        declared(
            "aumento", "5", unita="%", testo="5 punti percentuali", formula="100 * 5 / [residenti]"
        ),
        f"{DICHIARAZIONE}aumento",
        "Aumento: il testo dice «5 punti percentuali», ma il numero non è la differenza fra due"
        " percentuali.",
    ),
    (
        "dichiarazioni-discordi",
        declared(
            "altri",
            "2200",
            etichetta="Residenti",
            unita="abitanti",
            testo="2.200",
            riferimento="1° gennaio 2013",
        ),
        f"{DICHIARAZIONE}residenti",
        "«Residenti» (1° gennaio 2013) ha più valori: «2.100» e «2.200».",
    ),
    (
        "valore-diverso-dalle-parole",
        said("residenti", testo="2.010"),
        f"{DICHIARAZIONE}residenti",
        "Residenti: il documento dice «2.010», il valore registrato è 2.100 abitanti.",
    ),
    (
        "confronto-diverso-dalle-parole",
        said("residenti", testo="circa 2.100"),
        f"{DICHIARAZIONE}residenti",
        "Residenti: il documento dice «circa 2.100», ma il valore va letto come «uguale, alle"
        " cifre con cui è scritto».",
    ),
    (
        "dichiarazioni-senza-fonte",
        all_of(
            declared("nati", "40", fonte="", unita="abitanti", testo="40", riferimento="2013"),
            declared("morti", "30", fonte="", unita="abitanti"),
        ),
        "piano.capitolo/pulito/2",
        "Nel capitolo «Analisi del contesto» 2 dati non hanno una fonte: Nati (2013), 40; Morti,"
        " 30 abitanti.",
    ),
    # --- Percentages --------------------------------------------------------------------------
    (
        "percentuali-che-non-fanno-cento",
        all_of(
            declared("a", "43", unita="%", testo="43 %", formula="100 * [b1] / 1.000"),
            declared("b", "48", unita="%", testo="48 %", formula="100 * [b2] / 1.000"),
            declared("c", "10", unita="%", testo="10 %", formula="100 * [b3] / 1.000"),
            declared("b1", "428"),
            declared("b2", "476"),
            declared("b3", "96"),
            declared("tot", "100", unita="%", testo="100 %", formula="SOMMA([a]; [b]; [c])"),
        ),
        f"{DICHIARAZIONE}tot",
        "Tot: è stampato 100 %, ma le quote stampate (43\N{NO-BREAK SPACE}%, 48\N{NO-BREAK SPACE}%"
        " e 10\N{NO-BREAK SPACE}%) sommano a 101\N{NO-BREAK SPACE}%. Calcolate in modo che sommino"
        " a 100 sarebbero 43\N{NO-BREAK SPACE}%, 48\N{NO-BREAK SPACE}% e 9\N{NO-BREAK SPACE}%.",
    ),
    (
        "percentuali-che-non-fanno-cento",
        shares("33.3", "33.3", "33.3"),
        f"{TABELLA}:Quota",
        "Nella tabella «Popolazione per anno» i valori stampati della colonna «Quota» sommano a"
        " 99,9\N{NO-BREAK SPACE}%, non a 100\N{NO-BREAK SPACE}%.",
    ),
    (
        "percentuale-impossibile",
        declared("donne", "104", unita="%", testo="104 %"),
        f"{DICHIARAZIONE}donne",
        "Donne: 104 %. Una quota sta fra 0 e 100.",
    ),
    (
        "percentuale-impossibile",
        shares("-4", "104"),
        None,
        None,
    ),
    # --- Tables -------------------------------------------------------------------------------
    (
        "conti-che-non-tornano",
        drawn(derivazioni=[{"colonna": "Totale", "formula": "[Maschi] + 2 * [Femmine]"}]),
        None,
        None,
    ),
    (
        "conti-che-non-tornano",
        drawn(
            derivazioni=[{"colonna": "Totale", "formula": "[Maschi] + [Femmine]"}],
            righe=[
                {"etichetta": "2011", "valori": ["980", "1020", "2000"]},
                {"etichetta": "2012", "valori": ["1000", "1040", "2050"]},
                {"etichetta": "2013", "valori": ["1030", "1070", "2100"]},
            ],
        ),
        f"{TABELLA}:2012",
        "Nella tabella «Popolazione per anno», riga «2012»: «Totale» è 2.050, ma il conto (1.000 +"
        " 1.040) dà 2.040.",
    ),
    (
        "derivazione-illeggibile",
        drawn(derivazioni=[{"colonna": "Totale", "formula": "[Maschi] / ([Maschi] - [Maschi])"}]),
        TABELLA,
        "Un conto della tabella «Popolazione per anno» non si calcola: divide per zero.",
    ),
    (
        "titolo-che-dice-altro",
        drawn(titolo_citato="Popolazione maschile per anno"),
        f"{TABELLA}:maschile",
        "La tabella è intitolata «Popolazione maschile per anno», ma contiene insieme «Maschi» e"
        " «Femmine».",
    ),
    (
        "titolo-che-dice-altro",
        drawn(titolo_citato="Numero di famiglie per anno"),
        f"{TABELLA}:famiglie",
        "La tabella è intitolata «Numero di famiglie per anno», ma nessuna colonna conta famiglie:"
        " misura «Maschi», «Femmine» e «Totale».",
    ),
    (
        "anno-del-titolo",
        drawn(
            riferimento="1° gennaio 2013",
            colonne=[{"titolo": f"{n} 2012", "unita": "abitanti"} for n in ("Tutti",)],
            righe=rows(("Borgo", "5"), ("Pieve", "6")),
        ),
        f"{TABELLA}:Tutti 2012",
        "La colonna «Tutti 2012» nomina il 2012, ma la tabella «Popolazione per anno» si riferisce"
        " a: 1° gennaio 2013.",
    ),
    (
        "tabella-senza-fonte",
        drawn(fonte=""),
        TABELLA,
        "La tabella «Popolazione per anno» non indica la fonte.",
    ),
    (
        "tabella-senza-riferimento",
        drawn(riferimento=""),
        TABELLA,
        "La tabella «Popolazione per anno» non dice a quando si riferisce.",
    ),
    (
        "celle-vuote",
        drawn(righe=[{"etichetta": "2011", "valori": ["980", None, "2000"]}]),
        TABELLA,
        "Nella tabella «Popolazione per anno» mancano dei valori: «2011, Femmine».",
    ),
    # --- Series -------------------------------------------------------------------------------
    (
        "classi-con-salti",
        classes("0-14", "15-64", "70-84", "> 84"),
        f"{TABELLA}:15-64 / 70-84",
        "Nella tabella «Popolazione per anno» si succedono le classi «15-64» e «70-84»: fra l'una e"
        " l'altra non c'è posto per i valori da 65 a 69.",
    ),
    (
        "classi-con-salti",
        classes("0-15", "15-64", "> 64"),
        f"{TABELLA}:0-15 / 15-64",
        "Nella tabella «Popolazione per anno» si succedono le classi «0-15» e «15-64»: il 15 è in"
        " entrambe.",
    ),
    (
        "estremo-smentito",
        all_of(
            classes("0-14", "15-64", "> 64"),
            lambda: declared(
                "vecchi", testo="15-64 anni", etichetta="Fascia più anziana", tabella=table()
            )(),
        ),
        f"{DICHIARAZIONE}vecchi",
        "Fascia più anziana: il testo dice «15-64 anni», ma nella tabella «Popolazione per anno»"
        " c'è ancora la classe «> 64».",
    ),
    (
        "anni-mancanti",
        series(("2009", "5"), ("2010", "5"), ("2012", "5")),
        TABELLA,
        "Nella serie della tabella «Popolazione per anno» manca il 2011.",
    ),
    (
        "salto-nella-serie",
        series(("2009", "100"), ("2010", "101"), ("2011", "130"), ("2012", "132"), ("2013", "131")),
        f"{TABELLA}:Nati",
        "Nella tabella «Popolazione per anno» «Nati» passa da 101 nel 2010 a 130 nel 2011"
        " (+28,7\N{NO-BREAK SPACE}%); negli altri anni cambia al massimo del"
        " 1,5\N{NO-BREAK SPACE}%.",
    ),
    (
        "intervalli-contati-male",
        declared("durata", "3", unita="anni", testo="tre anni", riferimento="dal 2011 al 2013"),
        f"{DICHIARAZIONE}durata",
        "Durata: il testo dice «tre anni», ma dal 2011 al 2013 passano 2 anni: 3 sono gli anni"
        " rilevati, 2 gli intervalli su cui si misura un cambiamento.",
    ),
    (
        "tendenza-smentita",
        lambda: declared("tendenza", testo="in diminuzione", tabella=table())(),
        f"{DICHIARAZIONE}tendenza",
        "Tendenza: il testo dice «in diminuzione», ma nella tabella «Popolazione per anno» si"
        " passa da 980 nel 2011 a 1.030 nel 2013.",
    ),
    (
        "tendenza-su-serie-incompleta",
        all_of(
            series(("2009", "7"), ("2010", "6"), ("2012", "5")),
            lambda: declared("tendenza", testo="in calo", tabella=table())(),
        ),
        f"{DICHIARAZIONE}tendenza",
        "Tendenza: il testo dice «in calo», ma nella serie della tabella «Popolazione per anno» non"
        " c'è il 2011.",
    ),
]
UNO = [seme for seme in SEMI if seme[2] is not None]


@pytest.mark.parametrize(
    ("check", "slip", "oggetto", "testo"), UNO, ids=[f"{s[0]}-{n}" for n, s in enumerate(UNO)]
)
def test_a_planted_slip_gives_one_finding(check, slip, oggetto, testo):
    assert plant(check, slip) == [(f"{check}:{oggetto}", testo)]


@pytest.mark.parametrize(
    ("check", "slip"), [seme[:2] for seme in SEMI if seme[2] is None], ids=lambda v: str(v)[:30]
)
def test_every_wrong_row_or_cell_is_a_finding(check, slip):
    assert len(plant(check, slip)) == {"percentuale-impossibile": 2}.get(check, 3)


def test_every_check_of_figures_is_planted():
    nostri = {c.nome for c in all_checks() if c.funzione.__module__.split(".")[-1] in MODULI}
    assert {seme[0] for seme in SEMI} == nostri


# --- What is right ----------------------------------------------------------------------------


def nothing(check: str, slip: Slip) -> bool:
    return plant(check, slip) == []


def test_a_number_that_comes_out_is_no_finding():
    assert nothing("dichiarazione-contraddetta", said("crescita", formula=CRESCITA))


def test_a_bound_that_only_roundings_reach_is_to_be_verified():
    piano = make_clean_plan()
    declared("quota", "47", unita="%", testo="47 %")()
    declared("totale", "2900", testo="oltre 2.900", confronto="oltre")()
    declared(
        "parte", "1400", testo="oltre 1.400", confronto="oltre", formula="[quota]% * [totale]"
    )()
    (rilievo,) = examine(piano, GIORNO, ("dichiarazione-contraddetta",))
    assert (rilievo.livello, rilievo.oggetto) == ("avvertenza", "Parte")
    assert rilievo.testo.endswith(
        "(47\N{NO-BREAK SPACE}% × 2.900) viene 1.363. Può essere vero solo se gli arrotondamenti"
        " vanno tutti nello stesso verso: al limite si arriva a 1.425."
    )


def test_the_same_value_with_fewer_digits_is_not_another():
    altra = declared(
        "altri",
        "2000",
        etichetta="Residenti",
        unita="abitanti",
        testo="circa 2.000",
        confronto="circa",
        riferimento="1° gennaio 2013",
    )
    assert nothing("dichiarazioni-discordi", altra)


def test_a_growth_may_be_over_one_hundred():
    assert nothing("percentuale-impossibile", declared("crescita-x", "130", unita="%"))


def test_the_difference_between_percentages_is_in_points():
    prima, dopo = (declared(n, v, unita="%") for n, v in (("prima", "5"), ("dopo", "7")))
    punti = declared("punti", "2", unita="punti percentuali", formula="[dopo] - [prima]")
    assert nothing("punti-al-posto-di-percentuale", all_of(prima, dopo, punti))


def test_an_empty_cell_that_a_note_explains_is_no_finding():
    vuota = drawn(
        righe=[{"etichetta": "2011", "valori": ["980", None, "2000"]}], nota="Non rilevato."
    )
    assert nothing("celle-vuote", vuota)


def test_a_series_that_always_changes_much_has_no_sudden_change():
    mossa = series(("2009", "5"), ("2010", "7"), ("2011", "5"), ("2012", "8"), ("2013", "5"))
    assert nothing("salto-nella-serie", mossa)


def test_a_column_may_be_the_only_one_to_name_a_year():
    sola = drawn(
        riferimento="",
        colonne=[{"titolo": "Tutti 2012", "unita": "abitanti"}],
        righe=rows(("Borgo", "5"), ("Pieve", "6")),
    )
    assert nothing("anno-del-titolo", sola)
