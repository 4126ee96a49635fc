"""A proof is recorded: the indicators that it proves move, once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from conciliazione.models import Passaggio
from conciliazione.transizioni import NotAllowed, StaleState, TooLate, perform
from progetti.enums import StatoProva, StatoRilevazione
from progetti.misure import measures
from progetti.models import Indicatore, QuotaProva, Rilevazione
from rete.models import Utente
from tests.factories import make_indicatore
from tests.factories.monitoraggio import (
    make_consegna,
    make_file_prova,
    make_finestra,
    make_indicator_of,
    make_prova,
    make_rilevazione,
    make_tipo_prova,
)
from tests.progetti.monitorare import Scena, expire, set_the_scene

Cast = dict[str, Utente]


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


def proof(scena: Scena, **campi: object) -> object:
    return make_prova(progetto=scena.progetto, tipo=scena.tipo, **campi)


def three(indicatore: Indicatore) -> tuple[Decimal, ...]:
    misura = measures([indicatore])[indicatore.pk]
    return misura.dichiarato, misura.con_prova, misura.verificato


def test_one_sheet_moves_the_meetings_by_one_and_the_trained_by_eleven(
    scena: Scena, cast: Cast
) -> None:
    quote = {scena.incontri: Decimal(11), scena.operatori: Decimal(11)}
    prova = proof(scena)
    perform(prova, "record", cast["capofila"], quote=quote)
    assert prova.stato == StatoProva.REGISTRATA
    assert three(scena.incontri) == (1, 1, None)
    assert three(scena.operatori) == (11, 11, None)
    stati = set(Rilevazione.objects.values_list("stato", "consegna"))
    assert stati == {(StatoRilevazione.DICHIARATA, scena.consegna.pk)}


def test_the_proofs_of_a_period_add_up_in_one_line(scena: Scena, cast: Cast) -> None:
    for quante in (11, 8):
        perform(proof(scena), "record", cast["capofila"], quote={scena.operatori: Decimal(quante)})
    assert three(scena.operatori) == (19, 19, None)
    assert Rilevazione.objects.filter(indicatore=scena.operatori).count() == 1


def test_a_proof_of_what_was_declared_already_adds_nothing_to_it(scena: Scena, cast: Cast) -> None:
    make_rilevazione(consegna=scena.consegna, indicatore=scena.operatori, valore=20)
    perform(proof(scena), "record", cast["capofila"], quote={scena.operatori: Decimal(11)})
    assert three(scena.operatori) == (20, 11, None)


def test_of_a_reading_the_proof_says_the_value(scena: Scena, cast: Cast) -> None:
    accessi = make_indicator_of(scena.consegna, cumulativo=False, conta="quantita")
    for quanti in (120, 95):
        perform(proof(scena), "record", cast["capofila"], quote={accessi: Decimal(quanti)})
    assert three(accessi) == (95, 95, None)


def test_after_a_value_is_verified_another_line_begins(scena: Scena, cast: Cast) -> None:
    make_rilevazione(
        StatoRilevazione.VERIFICATA,
        ("5",),
        consegna=scena.consegna,
        indicatore=scena.operatori,
        valore=5,
    )
    perform(proof(scena), "record", cast["capofila"], quote={scena.operatori: Decimal(3)})
    assert three(scena.operatori) == (8, 8, 5)


def test_without_a_file_or_a_page_there_is_nothing_to_record(scena: Scena, cast: Cast) -> None:
    prova = proof(scena, link="")
    with pytest.raises(ValidationError, match="almeno un file"):
        perform(prova, "record", cast["capofila"], quote={scena.incontri: Decimal(1)})
    make_file_prova(prova)
    perform(prova, "record", cast["capofila"], quote={scena.incontri: Decimal(1)})
    assert three(scena.incontri) == (1, 1, None)


def test_a_kind_that_does_not_prove_the_indicator_is_refused_in_words(
    scena: Scena, cast: Cast
) -> None:
    volantino = make_tipo_prova(denominazione="Volantino")
    prova = make_prova(progetto=scena.progetto, tipo=volantino)
    with pytest.raises(ValidationError) as errore:
        perform(prova, "record", cast["capofila"], quote={scena.incontri: Decimal(1)})
    assert errore.value.messages == [
        f"«Incontri» non si prova con «Volantino», ma con: {scena.tipo}."
    ]
    assert not Rilevazione.objects.exists()


def test_an_indicator_that_names_no_kind_takes_any(scena: Scena, cast: Cast) -> None:
    libero = make_indicator_of(scena.consegna)
    prova = make_prova(progetto=scena.progetto)
    perform(prova, "record", cast["capofila"], quote={libero: Decimal(1)})
    assert three(libero) == (1, 1, None)


def test_the_indicators_of_another_project_do_not_move(scena: Scena, cast: Cast) -> None:
    altro = make_indicatore()
    with pytest.raises(ValidationError, match="un altro progetto"):
        perform(proof(scena), "record", cast["capofila"], quote={altro: Decimal(1)})


def test_no_indicator_chosen_is_said(scena: Scena, cast: Cast) -> None:
    with pytest.raises(ValidationError, match="almeno un indicatore"):
        perform(proof(scena), "record", cast["capofila"], quote={})


@pytest.mark.parametrize("chi", ["partner", "asl", "responsabile", "comitato", "estraneo"])
def test_only_who_runs_the_project_records(chi: str, scena: Scena, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        perform(proof(scena), "record", cast[chi], quote={scena.incontri: Decimal(1)})


def test_recorded_twice_it_counts_once(scena: Scena, cast: Cast) -> None:
    prova = proof(scena)
    uguale = type(prova).objects.get(pk=prova.pk)
    perform(prova, "record", cast["capofila"], quote={scena.incontri: Decimal(1)})
    with pytest.raises(StaleState):
        perform(uguale, "record", cast["capofila"], quote={scena.incontri: Decimal(1)})
    assert three(scena.incontri) == (1, 1, None)


# --- When ---------------------------------------------------------------------------------------


def test_a_fact_of_a_window_that_is_over_is_reported_in_the_next_one(
    scena: Scena, cast: Cast
) -> None:
    expire(scena.consegna)
    oggi = timezone.localdate()
    dopo = make_finestra(
        ciclo=scena.progetto.ciclo,
        dal=oggi + timedelta(days=1),
        al=oggi + timedelta(days=180),
    )
    prossima = make_consegna(progetto=scena.progetto, finestra=dopo)
    perform(proof(scena), "record", cast["capofila"], quote={scena.incontri: Decimal(1)})
    assert Rilevazione.objects.get().consegna == prossima


def test_where_no_window_takes_it_the_proof_waits(scena: Scena, cast: Cast) -> None:
    expire(scena.consegna)
    prova = proof(scena)
    with pytest.raises(ValidationError, match="Nessuna finestra"):
        perform(prova, "record", cast["capofila"], quote={scena.incontri: Decimal(1)})
    prova.refresh_from_db()
    assert prova.stato == StatoProva.DA_REGISTRARE


def test_returned_work_is_proved_again_after_the_term(scena: Scena, cast: Cast) -> None:
    riga = make_rilevazione(
        StatoRilevazione.RESTITUITA, consegna=scena.consegna, indicatore=scena.incontri
    )
    expire(scena.consegna)
    quote = {scena.incontri: Decimal(1)}
    perform(proof(scena), "record", cast["capofila"], quote=quote, consegna=scena.consegna)
    riga.refresh_from_db()
    assert (riga.stato, riga.motivo_restituzione) == (StatoRilevazione.DICHIARATA, "")


def test_after_the_term_nothing_new_comes_in_with_returned_work(scena: Scena, cast: Cast) -> None:
    expire(scena.consegna)
    quote = {scena.incontri: Decimal(1)}
    with pytest.raises(TooLate):
        perform(proof(scena), "record", cast["capofila"], quote=quote, consegna=scena.consegna)
    assert not QuotaProva.objects.exists()


# --- Taken back ---------------------------------------------------------------------------------


def test_an_annulled_proof_takes_away_what_it_added(scena: Scena, cast: Cast) -> None:
    prima, dopo = proof(scena), proof(scena)
    perform(prima, "record", cast["capofila"], quote={scena.operatori: Decimal(11)})
    perform(dopo, "record", cast["capofila"], quote={scena.operatori: Decimal(8)})
    perform(prima, "annul", cast["capofila"], reason="Elenco sbagliato.")
    assert three(scena.operatori) == (8, 8, None)
    assert prima.stato == StatoProva.ANNULLATA


def test_what_was_declared_beyond_the_proofs_stays(scena: Scena, cast: Cast) -> None:
    make_rilevazione(consegna=scena.consegna, indicatore=scena.operatori, valore=20)
    prova = proof(scena)
    perform(prova, "record", cast["capofila"], quote={scena.operatori: Decimal(11)})
    perform(prova, "annul", cast["capofila"], reason="Elenco sbagliato.")
    assert three(scena.operatori) == (20, 0, None)


def test_a_proof_of_verified_values_is_not_annulled(scena: Scena, cast: Cast) -> None:
    prova = proof(scena)
    perform(prova, "record", cast["capofila"], quote={scena.incontri: Decimal(1)})
    perform(Rilevazione.objects.get(), "verify", cast["asl"])
    with pytest.raises(ValidationError, match="già verificati"):
        perform(prova, "annul", cast["capofila"], reason="Elenco sbagliato.")
    assert three(scena.incontri) == (1, 1, 1)


def test_what_a_partner_sent_is_refused_with_a_reason(scena: Scena, cast: Cast) -> None:
    prova = proof(scena)
    perform(prova, "refuse", cast["capofila"], reason="Manca la data.")
    assert prova.stato == StatoProva.RIFIUTATA
    assert Passaggio.objects.about(prova).get().motivo == "Manca la data."
