"""The network of 2014 as data: territory, soggetti, acts, organi, norms, services."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Count, Sum

from rete.cifre import members
from rete.models import (
    Adesione,
    Ambito,
    Atto,
    CensimentoServizi,
    Ciclo,
    Comune,
    EsempioServizio,
    FaseProcedura,
    Legame,
    Norma,
    Organo,
    Parere,
    Soggetto,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plan_2014")]


# --- Territory ---
def test_fifty_three_comuni_in_eight_ambiti():
    ambiti = Ambito.objects.annotate(quanti=Count("comuni")).order_by("denominazione")

    assert list(ambiti.values_list("denominazione", "numero", "quanti")) == [
        ("Binasco", None, 6),
        ("Cernusco sul Naviglio", 4, 9),
        ("Melzo", 5, 8),
        ("Paullo", None, 5),
        ("Pioltello", 3, 4),
        ("Rozzano", None, 5),
        ("San Giuliano/Melegnano", None, 9),
        ("Trezzo", 8, 7),
    ]
    assert Comune.objects.count() == 53


def test_every_comune_has_its_boundary():
    punti = {c.denominazione: sum(len(p[0]) for p in c.confine) for c in Comune.objects.all()}

    assert [nome for nome, quanti in punti.items() if quanti < 4] == []


def test_the_districts_of_the_south_are_inferred():
    dedotti = Ambito.objects.filter(distretto_dedotto=True)

    assert list(dedotti.values_list("slug", "distretto__slug")) == [
        ("binasco", "distretto-di-pieve-emanuele"),
        ("paullo", "distretto-sociale-sud-est-milano"),
        ("rozzano", "distretto-di-rozzano"),
        ("san-giuliano-melegnano", "distretto-sociale-sud-est-milano"),
    ]


# --- Who ---
def test_the_lead_body_is_asl_milano_2():
    ente = Ciclo.objects.get(slug="2014-2015").capofila

    assert (ente.slug, ente.sigla, ente.partita_iva) == (
        "asl-milano-2",
        "ASL Milano 2",
        "12319440157",
    )
    assert (ente.indirizzo, ente.cap, ente.localita) == (
        "via 8 Giugno 69",
        "20077",
        "Melegnano (MI)",
    )
    assert ente.profilo.nome_rete == "Rete Territoriale di Conciliazione"


@pytest.mark.parametrize(
    ("slug", "grafie"),
    [
        (
            "asl-milano-2",
            {
                "ADSL Milano 2",
                "ASL",
                "ASL MI 2",
                "ASL MILANO 2",
                "ASL Mi 2",
                "ASL Milano",
                "ASL Milano 2",
                "Asl Milano 2",
            },
        ),
        (
            "assemi",
            {
                "A.S.S.E.MI.",
                "ASSEMI",
                "ASSEMi",
                "Assemi",
                "Azienda Sociale Sud Est Milano – A.S.S.E.MI. asc",
            },
        ),
        (
            "alspes",
            {
                "ALSPES",
                "ALSPEs",
                "Alspes",
                "Centro Studi ALSPES",
                "Centro Studi Alspes",
                "Centro Studi Studio Alspes",
                "Centro studi ALSPES",
            },
        ),
    ],
)
def test_spellings_stay_as_printed(slug, grafie):
    soggetto = Soggetto.objects.get(slug=slug)

    assert {g.grafia for g in soggetto.grafie.all()} == grafie


def test_every_soggetto_has_a_spelling_and_where_it_is_read():
    assert not Soggetto.objects.filter(grafie=None).exists()
    assert not Soggetto.objects.filter(grafie__dove="").exists()


def test_links_say_on_what_ground_they_are_recorded():
    tipi = Legame.objects.values_list("tipo").annotate(Count("pk")).order_by("tipo")
    dedotti = Legame.objects.filter(fonte__startswith="Dedotto")

    assert list(tipi) == [("articolazione", 3), ("capofila_ambito", 5)]
    assert sorted(dedotti.values_list("da__slug", flat=True)) == [
        "assemi",
        "cgil-milano",
        "cisl-milano-metropoli",
        "ster",
    ]


def test_thirty_two_members_on_the_day_of_approval():
    ciclo = Ciclo.objects.get()

    assert members(ciclo, date(2014, 6, 27)) == {"sottoscrittori": 20, "aderenti": 12}


def test_memberships_deduced_from_the_alliances_carry_no_date():
    dedotte = Adesione.objects.filter(tipo="dedotta", dal=None, al=None)
    nelle_alleanze = Soggetto.objects.filter(partenariati__isnull=False).distinct()

    assert (dedotte.count(), Adesione.objects.count()) == (22, 22)
    assert {a.soggetto_id for a in dedotte} == {
        Ciclo.objects.get().capofila_id,
        *nelle_alleanze.values_list("pk", flat=True),
    }


# --- Acts, procedure, organi, norms ---
def test_acts_with_their_numbers_and_dates():
    numerati = Atto.objects.exclude(numero="").order_by("data")

    assert list(numerati.values_list("tipo", "numero", "data")) == [
        ("deliberazione", "147", date(2012, 4, 24)),
        ("determinazione", "2058", date(2014, 3, 11)),
        ("deliberazione", "242", date(2014, 6, 27)),
    ]
    assert Atto.objects.get(slug="deliberazione-242-2014").immediatamente_esecutivo
    assert Atto.objects.count() == 7


def test_steps_of_the_procedure_with_terms_and_days():
    fasi = FaseProcedura.objects.values_list("ordine", "entro_il", "avvenuta_il", "data_citata")

    assert list(fasi) == [
        (1, None, date(2013, 12, 12), ""),
        (2, None, date(2014, 3, 11), ""),
        (3, date(2014, 4, 30), None, ""),
        (4, None, None, ""),
        (5, None, None, ""),
        (6, None, None, "giugno 2014"),
        (7, date(2014, 6, 30), None, ""),
        (8, None, date(2014, 6, 23), ""),
        (9, None, date(2014, 6, 27), ""),
        (10, None, None, ""),
        (11, None, None, ""),
    ]


def test_the_opinion_of_the_tavolo_is_favourable():
    parere = Parere.objects.get()

    assert (parere.organo.slug, parere.reso_il, parere.esito) == (
        "tavolo-locale",
        date(2014, 6, 23),
        "favorevole",
    )


def test_organi_with_seats_and_duties():
    organi = Organo.objects.annotate(
        n_seggi=Count("seggi", distinct=True), n_compiti=Count("compiti", distinct=True)
    ).order_by("livello", "ordine")

    assert list(organi.values_list("slug", "livello", "n_seggi", "n_compiti")) == [
        ("cabina-regionale", "esterno", 0, 1),
        ("cabina-asl-udp", "esterno", 0, 1),
        ("comitato-guida", "progetto", 1, 2),
        ("osservatorio-territoriale", "progetto", 7, 2),
        ("staff-tecnico", "progetto", 1, 4),
        ("gruppo-di-lavoro", "progetto", 6, 2),
        ("rete-territoriale", "rete", 0, 4),
        ("comitato-valutazione", "rete", 5, 4),
        ("tavolo-locale", "rete", 7, 6),
    ]


def test_two_seats_of_the_comitato_come_from_the_regional_act():
    seggi = Organo.objects.get(slug="comitato-valutazione").seggi

    assert list(seggi.values_list("categoria", "titolo")) == [
        ("ASL", "DGR X/1081 del 12 dicembre 2013"),
        ("STER", "DGR X/1081 del 12 dicembre 2013"),
        ("Provincia di Milano", "Designazione della Rete Territoriale"),
        ("Uffici di Piano", "Designazione della Rete Territoriale"),
        ("Organizzazioni sindacali", "Designazione della Rete Territoriale"),
    ]


def test_meetings_that_the_document_foresees():
    previsti = Organo.objects.exclude(riunioni_previste=None, mesi_fra_riunioni=None)

    assert list(previsti.values_list("slug", "riunioni_previste", "mesi_fra_riunioni")) == [
        ("comitato-guida", 6, None),
        ("osservatorio-territoriale", 4, 6),
        ("rete-territoriale", None, 12),
    ]


def test_ten_norms_of_which_two_rule_the_cycle():
    assert list(Norma.objects.values_list("tipo", "numero", "data", "quadro")) == [
        ("lr", "23", date(1999, 12, 6), False),
        ("lr", "22", date(2006, 9, 28), False),
        ("lr", "1", date(2007, 2, 2), False),
        ("lr", "3", date(2008, 3, 12), False),
        ("dgr", "IX/381", date(2010, 8, 5), False),
        ("dgr", "IX/4560", date(2012, 12, 19), False),
        ("dgr", "X/113", date(2013, 5, 14), False),
        ("dgr", "974", date(2013, 11, 22), False),
        ("dgr", "X/1081", date(2013, 12, 12), True),
        ("dd", "2058", date(2014, 3, 11), True),
    ]


# --- Services ---
@pytest.mark.parametrize(
    ("settore", "righe"),
    [
        (
            "sociosanitario",
            [
                (11, 247),
                (21, 2541),
                (2, 24),
                (11, 330),
                (24, None),
                (7, 141),
                (6, None),
                (12, 278),
                (11, 91),
                (3, 117),
                (18, None),
            ],
        ),
        (
            "socioassistenziale",
            [
                (9, None),
                (2, 156),
                (1, 23),
                (20, 434),
                (2, 12),
                (4, None),
                (18, None),
                (15, 112),
                (15, 59),
                (9, 183),
                (138, 4602),
                (19, 183),
                (29, 145),
            ],
        ),
    ],
)
def test_units_and_places_of_each_kind_of_service(settore, righe):
    censimenti = CensimentoServizi.objects.filter(tipologia__settore=settore)

    ordinati = censimenti.order_by("tipologia__ordine").values_list("unita", "posti")
    assert list(ordinati) == righe


def test_totals_of_units_and_places():
    somme = {
        settore: (unita, posti)
        for settore, unita, posti in CensimentoServizi.objects.values_list("tipologia__settore")
        .annotate(Sum("unita"), Sum("posti"))
        .order_by()
    }

    assert somme == {"sociosanitario": (126, 3769), "socioassistenziale": (281, 5909)}
    assert CensimentoServizi.objects.aggregate(u=Sum("unita"), p=Sum("posti")) == {
        "u": 407,
        "p": 9678,
    }


def test_twenty_nine_examples_of_municipal_services():
    assert Counter(EsempioServizio.objects.values_list("destinatario", flat=True)) == {
        "minori": 9,
        "anziani_disabili": 8,
        "cittadini_famiglie": 6,
        "dipendenti_comunali": 6,
    }
