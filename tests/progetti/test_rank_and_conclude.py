"""From confirmed sheets to the act of the outcome: ranking, seals, letters, projects, money."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from conciliazione.copie import fingerprint
from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import NotAllowed, StaleState, available, perform
from progetti.enums import (
    FonteFinanziamento,
    OrigineProgetto,
    StatoAvviso,
    StatoProposta,
    StatoValutazione,
)
from progetti.graduatoria import money_left, next_in_line, read_outcome, read_ranking, what_stops
from progetti.models import Esito, Progetto, TipoProva, Valutazione
from rete.lettere import Lettera, UnknownReference
from risorse.models import Voce
from tests.factories import make_atto, make_delega, make_progetto
from tests.factories.avvisi import make_quota_proposta
from tests.factories.monitoraggio import make_finestra
from tests.guardie_tolte import unguarded
from tests.progetti.gara import (
    deliver,
    make_gara,
    make_note,
    make_scored,
    make_sheet,
    proposal,
    responsabile_of,
)

pytestmark = pytest.mark.django_db


def places(avviso):
    righe = read_ranking(avviso).righe
    return [(r.proposta.titolo, r.posto.posizione, str(r.posto.punteggio)) for r in righe]


def ranked(avviso=None):
    avviso = avviso or make_gara()
    chi = responsabile_of(avviso)
    perform(avviso, "rank", chi)
    return avviso, chi


def concluded(avviso=None, **dati):
    avviso, chi = ranked(avviso)
    perform(avviso, "conclude", chi, record_act=make_atto, **dati)
    return avviso, chi


def states(avviso):
    return dict(avviso.proposte.values_list("titolo", "stato"))


# --- The ranking -------------------------------------------------------------------------------


def test_the_ranking_comes_from_the_last_version_of_the_confirmed_sheets():
    avviso = make_gara()
    assert places(avviso) == [
        ("Aurora", 1, "85.00"),
        ("Bussola", 2, "78.00"),
        ("Cometa", 3, "70.00"),
        ("Eco", None, "67.00"),
    ]
    scheda = proposal(avviso, "Cometa").valutazioni.first()
    deliver(scheda, ("9", "9"), numero=2, motivo="Riletta")
    assert places(avviso)[:2] == [("Aurora", 1, "85.00"), ("Cometa", 2, "80.00")]


def test_a_voided_sheet_does_not_count():
    avviso = make_gara()
    make_sheet(proposal(avviso, "Aurora"), ("0", "0"), StatoValutazione.ANNULLATA)
    make_sheet(proposal(avviso, "Aurora"), ("0", "0"), StatoValutazione.IN_CORSO)
    assert places(avviso)[0] == ("Aurora", 1, "85.00")


def test_closing_the_scoring_scores_every_proposal_and_says_who_did_it():
    avviso, chi = ranked()
    assert avviso.stato == StatoAvviso.VALUTATO
    assert set(states(avviso).values()) == {StatoProposta.VALUTATA}
    passaggio = Passaggio.objects.about(avviso).get(verbo="rank")
    assert (passaggio.da, passaggio.a, passaggio.autore) == ("chiuso", "valutato", chi)


def test_who_only_follows_the_procedure_closes_nothing(asl):
    avviso = make_gara()
    with pytest.raises(NotAllowed):
        perform(avviso, "rank", asl)


STOPS = [
    (lambda a: a.__class__.objects.filter(pk=a.pk).update(rivelato_il=None), "rivelati"),
    (lambda a: make_scored(a, "Duna", [], "1", stato="presentata"), "ammissibilità: 1"),
    (lambda a: make_scored(a, "Duna", [], "1"), "«Duna» non ha schede"),
    (
        lambda a: make_sheet(proposal(a, "Eco"), ("5", "9"), StatoValutazione.CONSEGNATA),
        "confermare dopo la rivelazione: 1",
    ),
    (lambda a: make_sheet(proposal(a, "Aurora"), ("1", "1")), "distano 76,00 punti"),
    (lambda a: a.__class__.objects.filter(pk=a.pk).update(seduta=None), "Manca la seduta"),
    (
        lambda a: a.seduta.__class__.objects.filter(pk=a.seduta_id).update(
            stato="tenuta", verbalizzata_il=None
        ),
        "verbale della seduta",
    ),
]


@pytest.mark.parametrize(("spoil", "said"), STOPS, ids=[said for _, said in STOPS])
def test_what_is_missing_stops_the_closing(spoil, said):
    avviso = make_gara()
    assert what_stops(read_ranking(avviso)) == []
    spoil(avviso)
    avviso = type(avviso).objects.get(pk=avviso.pk)
    with pytest.raises(ValidationError) as errore:
        perform(avviso, "rank", responsabile_of(avviso))
    assert [said in testo for testo in errore.value.messages] == [True]
    assert type(avviso).objects.get(pk=avviso.pk).stato == StatoAvviso.CHIUSO


def test_a_note_is_enough_where_the_members_were_far_apart():
    avviso = make_gara()
    make_sheet(proposal(avviso, "Aurora"), ("1", "1"))
    make_note(proposal(avviso, "Aurora"))
    ranked(avviso)


def test_a_call_without_proposals_is_not_ranked():
    avviso = make_gara(())
    assert what_stops(read_ranking(avviso)) == [
        "Non ci sono proposte ammissibili da mettere in graduatoria."
    ]


PARI = (
    ("Aurora", [("7", "7")], "20000"),
    ("Bussola", [("7", "7")], "15000"),
)


def test_of_those_as_good_the_organo_says_who_comes_first():
    avviso = make_gara(PARI, dotazione=30_000, massimale=None)
    chi = responsabile_of(avviso)
    with pytest.raises(ValidationError, match="scrivere l’ordine"):
        perform(avviso, "rank", chi)
    ordine = {proposal(avviso, "Bussola").codice: 1, proposal(avviso, "Aurora").codice: 2}
    perform(avviso, "rank", chi, precedenze=ordine)
    perform(avviso, "conclude", chi, record_act=make_atto)
    assert states(avviso) == {"Aurora": "non_finanziata", "Bussola": "finanziata"}
    assert proposal(avviso, "Bussola").esito.calcolo["precedenza"] == 1


# --- The act -----------------------------------------------------------------------------------


def test_the_act_moves_every_proposal_and_seals_its_place():
    avviso, _ = concluded()
    assert avviso.stato == StatoAvviso.CONCLUSO
    assert avviso.atto_esito is not None
    assert states(avviso) == {
        "Aurora": "finanziata",
        "Bussola": "finanziata",
        "Cometa": "non_finanziata",
        "Eco": "non_ammessa",
    }
    sealed = [
        (e.proposta.titolo, e.posizione, str(e.punteggio), e.importo) for e in read_outcome(avviso)
    ]
    assert sealed == [
        ("Aurora", 1, "85.00", Decimal(50_000)),
        ("Bussola", 2, "78.00", Decimal(40_000)),
        ("Cometa", 3, "70.00", None),
        ("Eco", None, "67.00", None),
    ]
    assert proposal(avviso, "Aurora").importo_concesso == 50_000
    assert proposal(avviso, "Aurora").atto_concessione == avviso.atto_esito


def test_what_is_sealed_is_the_whole_calculation():
    avviso, _ = concluded()
    esito = proposal(avviso, "Eco").esito
    assert esito.calcolo == {
        "soglia": "60.00",
        "dotazione": "100000.00",
        "totali": ["70.00", "64.00"],
        "criteri": [
            {
                "criterio": 1,
                "titolo": "Qualità",
                "peso": "60.00",
                "massimo": "10.00",
                "minimo": "5.00",
                "media": "4.50",
            },
            {
                "criterio": 2,
                "titolo": "Sostenibilità",
                "peso": "40.00",
                "massimo": "10.00",
                "minimo": "0.00",
                "media": "10.00",
            },
        ],
        "punteggio": "67.00",
        "scarto": "6.00",
        "richiesto": "9000.00",
        "precedenza": None,
        "posizione": None,
        "esito": "non_ammessa",
        "importo": None,
    }
    assert esito.sha256 == fingerprint(esito.calcolo)
    assert esito.motivazione == (
        "La media dei punti non raggiunge il minimo richiesto su «Qualità»."
    )


def test_a_sealed_place_never_changes():
    avviso, _ = concluded()
    with pytest.raises(IntegrityError), transaction.atomic():
        Esito.objects.filter(proposta__avviso=avviso).update(punteggio=1)


def test_the_reasons_typed_by_the_responsabile_are_those_sealed():
    avviso = make_gara()
    concluded(avviso, motivazioni={proposal(avviso, "Eco").codice: "  L’organo dice <così> 😀  "})
    assert proposal(avviso, "Eco").esito.motivazione == "L’organo dice <così> 😀"


def test_each_proponent_gets_one_letter_with_the_figures_that_were_sealed():
    avviso = make_gara()
    lettera = Lettera("[[titolo]]", "[[esito]] | [[motivi]] | [[atto]]")
    concluded(avviso, lettera=lettera)
    lettere = Messaggio.objects.filter(chiave__startswith="esito:").order_by("oggetto")
    assert [m.oggetto for m in lettere] == ["Aurora", "Bussola", "Cometa", "Eco"]
    assert "ammessa e finanziata, al posto 1 con 85,00 punti; contributo €\xa050.000,00 | " in (
        lettere[0].testo
    )
    assert "non ammessa, con 67,00 punti | La media" in lettere[3].testo
    assert "comunicazione di cortesia" in lettere[0].testo


def test_a_letter_that_calls_what_is_not_known_stops_everything():
    avviso, chi = ranked()
    with pytest.raises(UnknownReference):
        perform(avviso, "conclude", chi, record_act=make_atto, lettera=Lettera("x", "[[boh]]"))
    assert (Esito.objects.count(), Progetto.objects.count()) == (0, 0)
    assert type(avviso).objects.get(pk=avviso.pk).stato == StatoAvviso.VALUTATO


def test_the_act_is_recorded_once():
    avviso, chi = ranked()
    altra = type(avviso).objects.get(pk=avviso.pk)
    perform(avviso, "conclude", chi, record_act=make_atto)
    with pytest.raises(StaleState):
        perform(altra, "conclude", chi, record_act=make_atto)
    assert Messaggio.objects.filter(chiave__startswith="esito:").count() == 4


def score_again(avviso):
    scheda = proposal(avviso, "Aurora").valutazioni.first()
    deliver(scheda, ("9", "9"), numero=2, motivo="Riletta")


def void_behind(avviso):
    righe = proposal(avviso, "Aurora").valutazioni.all()[:1]
    Valutazione.objects.filter(pk__in=[v.pk for v in righe]).update(
        stato=StatoValutazione.ANNULLATA, confermata_il=None, annullata_il=avviso.valutato_il
    )


def ask_more(avviso):
    with unguarded():
        proposal(avviso, "Eco").quote.update(importo=Decimal(9_001))


@pytest.mark.parametrize("change", [score_again, void_behind, ask_more])
def test_the_act_approves_the_ranking_that_was_closed_and_no_other(change):
    avviso, chi = ranked()
    change(avviso)
    with pytest.raises(ValidationError, match="approverebbe un’altra graduatoria"):
        perform(avviso, "conclude", chi, record_act=make_atto)
    assert type(avviso).objects.get(pk=avviso.pk).stato == StatoAvviso.VALUTATO
    assert Esito.objects.count() == 0


def test_once_ranked_no_sheet_is_voided():
    avviso = make_gara()
    letta_prima = proposal(avviso, "Aurora").valutazioni.select_related("proposta__avviso").first()
    _, chi = ranked(avviso)
    with pytest.raises(ValidationError, match="nessuna scheda si annulla più"):
        perform(letta_prima, "void", chi, reason="Un legame emerso dopo.")
    riletta = Valutazione.objects.get(pk=letta_prima.pk)
    assert available(riletta, chi) == {}
    with pytest.raises(NotAllowed):
        perform(riletta, "void", chi, reason="Un legame emerso dopo.")
    assert Valutazione.objects.filter(stato=StatoValutazione.ANNULLATA).count() == 0
    perform(avviso, "conclude", chi, record_act=make_atto)


def test_nobody_moves_a_proposal_by_itself():
    avviso, chi = ranked()
    assert set(available(proposal(avviso, "Aurora"), chi)) & {"fund", "not_fund", "refuse"} == set()


# --- The projects ------------------------------------------------------------------------------

CONTENUTO = {
    "obiettivi": [
        {
            "titolo": "Orari <flessibili> & 'altro' 😀",
            "luogo": "Lodi",
            "attivita": [{"lettera": "a", "testo": "Corso", "dal": "2026-01-31", "al": None}],
            "destinatari": [{"denominazione": "Madri", "numero_previsto": 15}],
            "partner": [],
            "risultati": [
                {
                    "lettera": "a",
                    "testo": "Più ore",
                    "indicatori": [
                        {
                            "denominazione": "Persone",
                            "unita": "persone",
                            "base": "0",
                            "target": "12.5",
                            "almeno": True,
                            "direzione": "diminuisce",
                            "cumulativo": False,
                            "prove": ["registro"],
                        }
                    ],
                }
            ],
        }
    ]
}


def written(avviso):
    """A proposal with everything that may be written in one."""
    TipoProva.objects.create(slug="registro", denominazione="Registro")
    proposta = proposal(avviso, "Aurora")
    partner = proposta.proponente
    CONTENUTO["obiettivi"][0]["partner"] = [partner.slug]
    with unguarded():
        type(proposta).objects.filter(pk=proposta.pk).update(
            contenuto=CONTENUTO,
            sottotitolo="Sotto",
            contesto="Il *contesto*",
            obiettivo="L’obiettivo",
            dal=date(2026, 1, 1),
            al=date(2026, 12, 31),
        )
        for ordine in (2, 1):
            proposta.azioni.create(
                ciclo=avviso.ciclo, slug=f"azione-{ordine}", denominazione="Azione", ordine=ordine
            )
    make_quota_proposta(proposta=proposta, fonte=FonteFinanziamento.PRIVATO, importo=700)
    make_quota_proposta(
        proposta=proposta, fonte=FonteFinanziamento.PRIVATO, importo=300, in_natura=True
    )
    make_quota_proposta(proposta=proposta, fonte=FonteFinanziamento.PRIVATO, importo=100)
    return proposta


def test_a_funded_proposal_becomes_a_project_with_everything_it_contains():
    avviso = make_gara()
    proposta = written(avviso)
    make_progetto(ciclo=avviso.ciclo, lettera="a", slug="aurora")
    concluded(avviso)
    proposta.refresh_from_db()
    progetto = proposta.progetto
    assert (progetto.slug, progetto.lettera, progetto.ciclo) == ("aurora-2", "b", avviso.ciclo)
    assert progetto.origine == OrigineProgetto.AVVISO
    assert progetto.alleanza == proposta.alleanza
    assert progetto.atto_valutazione == proposta.atto_concessione
    for nome in ("titolo", "sottotitolo", "contesto", "obiettivo", "dal", "al"):
        assert getattr(progetto, nome) == getattr(proposta, nome)
    assert [a.azione.ordine for a in progetto.azioni.all()] == [1, 2]
    (obiettivo,) = progetto.obiettivi.all()
    assert (obiettivo.numero, obiettivo.titolo) == (1, "Orari <flessibili> & 'altro' 😀")
    (attivita,) = obiettivo.attivita.all()
    assert (attivita.lettera, attivita.dal, attivita.al) == ("a", date(2026, 1, 31), None)
    assert obiettivo.destinatari.get().numero_previsto == 15
    coinvolto = obiettivo.coinvolgimenti.get()
    assert coinvolto.denominazione_citata == proposta.proponente.denominazione
    assert list(coinvolto.soggetti.all()) == [proposta.proponente]
    risultato = obiettivo.risultati.get()
    indicatore = risultato.indicatori.get()
    assert (indicatore.base, indicatore.target) == (Decimal(0), Decimal("12.5"))
    assert (indicatore.almeno, indicatore.cumulativo) == (True, False)
    assert indicatore.direzione == "diminuisce"
    assert [prova.slug for prova in indicatore.prove.all()] == ["registro"]


def test_a_new_project_owes_its_results_in_the_window_to_come():
    avviso = make_gara()
    finestra = make_finestra(ciclo=avviso.ciclo)
    proposta = written(avviso)
    concluded(avviso)
    proposta.refresh_from_db()
    assert [c.finestra for c in proposta.progetto.consegne.all()] == [finestra]


def test_a_project_has_its_money_from_each_source():
    avviso = make_gara()
    proposta = written(avviso)
    concluded(avviso)
    proposta.refresh_from_db()
    voce = Voce.objects.get(progetto=proposta.progetto)
    righe = voce.stanziamenti.values_list("fonte", "in_natura", "importo")
    assert sorted(righe) == [
        ("privato", False, Decimal(800)),
        ("privato", True, Decimal(300)),
        ("regionale", False, Decimal(50_000)),
    ]
    assert list(Voce.objects.filter(ciclo=avviso.ciclo).values_list("ordine", flat=True)) == [1, 2]


def test_what_a_soggetto_without_alliance_gets_is_no_project():
    avviso = make_gara(())
    make_scored(avviso, "Impresa", [("8", "8")], "1000", alleanza=None)
    concluded(avviso)
    proposta = proposal(avviso, "Impresa")
    assert (proposta.stato, proposta.progetto) == (StatoProposta.FINANZIATA, None)
    assert Progetto.objects.count() == 0


# --- After the act -----------------------------------------------------------------------------


def give_up(avviso, titolo, chi):
    return perform(proposal(avviso, titolo), "give_up", chi, reason="Non ce la facciamo")


def test_who_gives_up_frees_the_money_and_the_next_takes_it():
    avviso, chi = concluded()
    assert money_left(avviso) == 10_000
    with pytest.raises(ValidationError, match="non scorre"):
        perform(proposal(avviso, "Cometa"), "promote", chi, record_act=make_atto)
    give_up(avviso, "Bussola", chi)
    assert money_left(avviso) == 50_000
    assert [e.proposta.titolo for e in next_in_line(avviso)] == ["Cometa"]
    cometa = proposal(avviso, "Cometa")
    perform(cometa, "promote", chi, record_act=make_atto)
    assert (cometa.stato, cometa.importo_concesso) == ("finanziata", Decimal(12_000))
    assert cometa.atto_concessione != avviso.atto_esito
    assert cometa.progetto.atto_valutazione == cometa.atto_concessione
    assert cometa.esito.esito == "non_finanziata"
    assert Messaggio.objects.filter(chiave__startswith=f"scorrimento:{cometa.codice}").count() == 1
    assert next_in_line(avviso) == []


def test_the_list_never_skips_anybody():
    proposte = (
        ("Aurora", [("9", "9")], "90000"),
        ("Bussola", [("8", "8")], "80000"),
        ("Cometa", [("7", "7")], "5000"),
    )
    avviso, chi = concluded(make_gara(proposte, massimale=None))
    with pytest.raises(ValidationError, match="viene prima"):
        perform(proposal(avviso, "Cometa"), "promote", chi, record_act=make_atto)
    give_up(avviso, "Bussola", chi)
    perform(proposal(avviso, "Cometa"), "promote", chi, record_act=make_atto)


def test_who_proposes_gives_up_and_the_office_hears_of_it(asl):
    avviso, _ = concluded()
    proposta = proposal(avviso, "Aurora")
    referente = make_delega(soggetto=proposta.proponente).utente
    perform(proposta, "give_up", referente, reason="Non ce la facciamo")
    assert proposta.stato == StatoProposta.RINUNCIATA
    assert Messaggio.objects.filter(destinatario=asl.email, chiave__startswith="rinuncia").exists()
    assert proposta.progetto is not None


def test_a_stranger_gives_up_nothing(estraneo):
    avviso, _ = concluded()
    with pytest.raises(NotAllowed):
        perform(proposal(avviso, "Aurora"), "give_up", estraneo, reason="x")
