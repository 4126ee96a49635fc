"""The alliances and projects of 2014 as data, with the slips of their document."""

from decimal import Decimal

import pytest
from django.db.models import Count, Q

from alleanze.models import Alleanza, Partenariato
from progetti.models import (
    Attivita,
    AzionePrescelta,
    Coinvolgimento,
    Destinatario,
    Indicatore,
    ObiettivoSpecifico,
    Progetto,
    TipoProva,
)
from rete.models import (
    Soggetto,
)

CERNUSCO = "comune-di-cernusco-sul-naviglio"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plan_2014")]


# --- Alliances ---
def test_eleven_soggetti_in_each_alliance_the_capofila_once():
    alleanze = Alleanza.objects.annotate(
        distinti=Count("partenariati__soggetto", distinct=True),
        righe=Count("partenariati", distinct=True),
    ).order_by("ordine")

    assert list(alleanze.values_list("slug", "denominazione_citata", "distinti", "righe")) == [
        ("sud", "sud-ovest", 11, 12),
        ("adda-martesana", "nord-est", 11, 12),
    ]


def test_alspes_alone_is_in_both_alliances():
    comuni = Soggetto.objects.annotate(
        alleanze=Count("partenariati__alleanza", distinct=True)
    ).filter(alleanze=2)

    assert [s.slug for s in comuni] == ["alspes"]


def test_the_capofila_comes_back_as_partner_under_the_name_of_its_district():
    doppi = Partenariato.objects.filter(soggetto__slug__in=["assemi", CERNUSCO])

    assert list(
        doppi.order_by("alleanza__ordine", "ordine").values_list(
            "soggetto__slug", "ruolo", "denominazione_citata"
        )
    ) == [
        ("assemi", "capofila", "Azienda Sociale Sud Est Milano – A.S.S.E.MI. asc"),
        ("assemi", "partner", "Distretto Sociale Sud Est Milano (Capofila)"),
        (
            CERNUSCO,
            "capofila",
            "Comune di Cernusco sul Naviglio – Capofila Distretto Sociale 4",
        ),
        (CERNUSCO, "partner", "Distretto Sociale 4 ASL Milano 2 (capofila)"),
    ]


def test_alliances_share_out_the_comuni():
    alleanze = Alleanza.objects.annotate(comuni=Count("ambiti__comuni"))

    assert dict(alleanze.values_list("slug", "comuni")) == {"sud": 25, "adda-martesana": 28}


# --- Projects ---
def test_what_each_project_is_made_of():
    progetti = Progetto.objects.annotate(
        obiettivi_=Count("obiettivi", distinct=True),
        attivita_=Count("obiettivi__attivita", distinct=True),
        risultati_=Count("obiettivi__risultati", distinct=True),
        indicatori_=Count("obiettivi__risultati__indicatori", distinct=True),
        target_=Count(
            "obiettivi__risultati__indicatori",
            distinct=True,
            filter=Q(obiettivi__risultati__indicatori__target__isnull=False),
        ),
        finalita_=Count("finalita", distinct=True),
        azioni_=Count("azioni", distinct=True),
    ).order_by("lettera")

    assert list(
        progetti.values_list(
            "lettera",
            "slug",
            "origine",
            "obiettivi_",
            "attivita_",
            "risultati_",
            "indicatori_",
            "target_",
            "finalita_",
            "azioni_",
        )
    ) == [
        ("a", "complessi-equilibri", "avviso", 7, 23, 24, 30, 28, 0, 4),
        ("b", "rete-adda-martesana", "avviso", 3, 16, 3, 10, 2, 0, 4),
        ("c", "insieme-conviene", "integrazione", 3, 7, 6, 0, 0, 0, 3),
        ("d", "il-nostro-tempo", "interno", 1, 3, 1, 5, 0, 5, 0),
    ]


def test_no_project_has_dates():
    assert Progetto.objects.filter(dal=None, al=None).count() == 4


def indicators_of(slug: str):
    return Indicatore.objects.filter(risultato__obiettivo__progetto__slug=slug).order_by(
        "risultato__obiettivo__numero", "risultato__ordine", "ordine"
    )


def test_result_lines_of_complessi_equilibri_objective_by_objective():
    obiettivi = ObiettivoSpecifico.objects.filter(progetto__slug="complessi-equilibri")
    righe = obiettivi.annotate(n=Count("risultati")).order_by("numero")

    assert list(righe.values_list("n", flat=True)) == [4, 3, 2, 5, 2, 4, 4]


def test_targets_of_complessi_equilibri_objective_by_objective():
    target = {}
    for indicatore in (
        indicators_of("complessi-equilibri")
        .exclude(target=None)
        .select_related("risultato__obiettivo")
    ):
        numero = indicatore.risultato.obiettivo.numero
        target.setdefault(numero, []).append((indicatore.target, indicatore.almeno))

    assert target == {
        1: [(4, True), (12, True), (15, False), (25, False), (3, True), (15, True), (2, True)],
        2: [(6, True), (3, True), (30, True)],
        3: [(5, True), (2, True), (5, True), (2, True)],
        4: [(1, False), (30, False), (30, False), (5, False), (1, False)],
        5: [(4, False), (4, False)],
        6: [(6, False), (4, False), (4, False), (3, False)],
        7: [(4, False), (1, False), (1, False)],
    }


def test_only_complessi_equilibri_has_proofs():
    usate = TipoProva.objects.annotate(
        progetti=Count("indicatori__risultato__obiettivo__progetto", distinct=True)
    )

    assert list(usate.values_list("slug", "progetti").order_by("slug")) == [
        ("accordo-di-sperimentazione", 1),
        ("convenzione", 1),
        ("documento", 1),
        ("elenco", 1),
        ("elenco-presenze", 1),
        ("opuscolo", 1),
        ("pagina-facebook", 1),
        ("pagina-internet", 1),
        ("piano-progettuale", 1),
        ("report-facebook", 1),
        ("ricevute-voucher", 1),
        ("scheda-presenza", 1),
        ("verbale", 1),
        ("volantino", 1),
    ]
    assert not indicators_of("complessi-equilibri").filter(prove=None).exists()
    assert not Indicatore.objects.exclude(
        risultato__obiettivo__progetto__slug="complessi-equilibri"
    ).exclude(prove=None)


def test_two_indicators_in_ten_of_rete_adda_martesana_have_a_target():
    indicatori = indicators_of("rete-adda-martesana")

    assert list(indicatori.values_list("denominazione", "target")) == [
        ("Seminari e azioni informative sul territorio", None),
        ("Aziende coinvolte", Decimal(20)),
        ("Interviste e incontri presso le aziende", Decimal(200)),
        ("Corner realizzati", None),
        ("Consulenze realizzate presso i corner", None),
        ("Nuovi bandi intercettati", None),
        ("Nuovi progetti presentati e finanziamenti aggiuntivi ottenuti", None),
        ("Aziende individuate per l'erogazione di incentivi", None),
        ("Incentivi erogati ad aziende e cittadini", None),
        ("Aziende aderenti all'alleanza locale", None),
    ]


def test_recipients_and_indicators_of_il_nostro_tempo():
    destinatari = Destinatario.objects.filter(obiettivo__progetto__slug="il-nostro-tempo")

    assert list(destinatari.values_list("numero_previsto", flat=True)) == [200, 100]
    assert list(indicators_of("il-nostro-tempo").values_list("unita", "direzione")) == [
        ("postazioni", "aumenta"),
        ("accompagnamenti", "aumenta"),
        ("accessi", "aumenta"),
        ("percentuale", "diminuisce"),
        ("giudizio", "aumenta"),
    ]


def test_the_slips_of_the_document_are_kept():
    senza_lettera = Attivita.objects.filter(
        obiettivo__progetto__slug="complessi-equilibri", lettera=""
    )
    nel_luogo = Attivita.objects.filter(colonna_citata="luogo")
    scelte = AzionePrescelta.objects.filter(progetto__slug="rete-adda-martesana")
    uguali = [
        list(o.attivita.values_list("testo", flat=True))
        for o in ObiettivoSpecifico.objects.filter(
            progetto__slug="rete-adda-martesana", numero__gt=1
        )
    ]

    assert list(senza_lettera.values_list("obiettivo__numero", "ordine")) == [(4, 1), (7, 1)]
    assert list(nel_luogo.values_list("obiettivo__numero", "lettera", "obiettivo__luogo")) == [
        (7, "a", ""),
        (7, "b", ""),
        (7, "c", ""),
    ]
    assert list(scelte.values_list("azione__slug", flat=True)) == [
        "incentivi-diretti",
        "lavoro-family-friendly",
        "welfare-aziendale",
        "incentivi-diretti",
    ]
    assert uguali[0] == uguali[1]
    assert "«premiare»" in uguali[0][-1]


@pytest.mark.parametrize(
    ("citata", "soggetti"),
    [
        ("ALSPEs", ["alspes"]),
        ("Centro Studi Studio Alspes", ["alspes"]),
        ("Assemi", ["assemi"]),
        ("organizzazioni sindacali", ["cgil", "cisl", "uil"]),
        ("CISL – MILANO", ["cisl-milano-metropoli"]),
        ("Sindacato", []),
        (
            "Uffici di piano",
            [
                "distretto-di-pieve-emanuele",
                "distretto-di-rozzano",
                "distretto-sociale-sud-est-milano",
            ],
        ),
    ],
)
def test_who_stands_behind_a_name_as_printed(citata, soggetti):
    righe = Coinvolgimento.objects.filter(denominazione_citata=citata)

    assert {tuple(sorted(s.slug for s in riga.soggetti.all())) for riga in righe} == {
        tuple(soggetti)
    }
