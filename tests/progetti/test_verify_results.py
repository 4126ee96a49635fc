"""The ASL verifies what was declared, or sends it back; a window is delivered, extended, closed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from conciliazione.models import Messaggio
from conciliazione.transizioni import NotAllowed, ReasonMissing, StaleState, TooLate, perform
from progetti.enums import StatoConsegna, StatoRilevazione
from progetti.finestre import open_window
from progetti.models import (
    Consegna,
    FinestraMonitoraggio,
    NotaConsegna,
    ProrogaConsegna,
    QuotaProva,
    Rilevazione,
    ValoreFinestra,
)
from rete.models import Utente
from tests.factories import make_progetto
from tests.factories.monitoraggio import make_indicator_of, make_prova, make_rilevazione
from tests.progetti.monitorare import Scena, end, expire, set_the_scene

Cast = dict[str, Utente]


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


def declared(scena: Scena, prove: tuple[str, ...] = ("1",), **campi: object) -> Rilevazione:
    parti = {"consegna": scena.consegna, "indicatore": scena.incontri, **campi}
    return make_rilevazione(prove=prove, **parti)


def test_what_rests_on_its_proofs_is_verified(scena: Scena, cast: Cast) -> None:
    riga = declared(scena)
    perform(riga, "verify", cast["asl"])
    assert riga.stato == StatoRilevazione.VERIFICATA
    assert riga.verificata_il is not None


@pytest.mark.parametrize(("valore", "prove"), [(2, ("1",)), (1, ())])
def test_what_does_not_is_refused(
    valore: int, prove: tuple[str, ...], scena: Scena, cast: Cast
) -> None:
    riga = declared(scena, prove, valore=valore)
    with pytest.raises(ValidationError, match="Le prove non bastano"):
        perform(riga, "verify", cast["asl"])


def test_a_reading_wants_one_proof(scena: Scena, cast: Cast) -> None:
    accessi = make_indicator_of(scena.consegna, cumulativo=False)
    accessi.prove.add(scena.tipo)
    senza = declared(scena, (), indicatore=accessi, valore=300)
    with pytest.raises(ValidationError):
        perform(senza, "verify", cast["asl"])
    QuotaProva.objects.create(
        prova=make_prova("registrata", progetto=scena.progetto),
        rilevazione=senza,
        indicatore=accessi,
        quantita=1,
    )
    perform(senza, "verify", cast["asl"])


def test_where_no_kind_of_proof_is_asked_the_value_is_enough(scena: Scena, cast: Cast) -> None:
    libero = make_indicator_of(scena.consegna)
    perform(declared(scena, (), indicatore=libero, valore=7), "verify", cast["asl"])


@pytest.mark.parametrize("chi", ["capofila", "partner", "comitato", "direzione", "estraneo"])
def test_only_the_asl_verifies(chi: str, scena: Scena, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        perform(declared(scena), "verify", cast[chi])


def test_who_wrote_a_value_does_not_verify_it(scena: Scena, cast: Cast) -> None:
    riga = declared(scena, scritta_da=cast["asl"])
    with pytest.raises(NotAllowed):
        perform(riga, "verify", cast["asl"])
    perform(riga, "verify", cast["responsabile"])


def test_sent_back_with_its_reason_and_one_mail(scena: Scena, cast: Cast) -> None:
    riga = declared(scena)
    with pytest.raises(ReasonMissing):
        perform(riga, "give_back", cast["asl"])
    perform(riga, "give_back", cast["asl"], reason="Le firme non si leggono.")
    assert riga.motivo_restituzione == "Le firme non si leggono."
    lettera = Messaggio.objects.get()
    assert lettera.destinatario == cast["capofila"].email
    assert "Le firme non si leggono." in lettera.testo
    perform(riga, "declare", cast["capofila"])
    assert (riga.stato, riga.motivo_restituzione) == (StatoRilevazione.DICHIARATA, "")


def test_verified_meanwhile_an_edit_is_stale(scena: Scena, cast: Cast) -> None:
    riga = declared(scena)
    vecchia = Rilevazione.objects.get(pk=riga.pk)
    perform(riga, "verify", cast["asl"])
    with pytest.raises(StaleState):
        perform(vecchia, "give_back", cast["responsabile"], reason="Tardi.")


@pytest.mark.parametrize("campo", ["valore", "nota"])
def test_the_database_keeps_what_was_verified(campo: str, scena: Scena, cast: Cast) -> None:
    riga = declared(scena)
    perform(riga, "verify", cast["asl"])
    with pytest.raises(DatabaseError), transaction.atomic():
        Rilevazione.objects.filter(pk=riga.pk).update(**{campo: 9})
    with pytest.raises(DatabaseError), transaction.atomic():
        QuotaProva.objects.filter(rilevazione=riga).update(quantita=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        QuotaProva.objects.create(
            prova=make_prova("registrata", progetto=scena.progetto),
            rilevazione=riga,
            indicatore=scena.incontri,
            quantita=Decimal(1),
        )


# --- Windows ------------------------------------------------------------------------------------


def test_every_project_owes_something_in_a_new_window(cast: Cast) -> None:
    scena = set_the_scene()
    altro = make_progetto(ciclo=scena.progetto.ciclo)
    oggi = timezone.localdate()
    finestra = open_window(
        FinestraMonitoraggio(
            ciclo=scena.progetto.ciclo,
            denominazione="Secondo semestre",
            dal=oggi + timedelta(days=1),
            al=oggi + timedelta(days=180),
            apre_il=timezone.now(),
            scade_il=timezone.now() + timedelta(days=200),
            giorni_verifica=30,
        )
    )
    dovute = Consegna.objects.filter(finestra=finestra)
    assert {c.progetto for c in dovute} == {scena.progetto, altro}
    assert {c.chiude_il - c.scade_il for c in dovute} == {timedelta(days=30)}


def test_delivering_declares_what_was_being_prepared(scena: Scena, cast: Cast) -> None:
    riga = declared(scena, stato=StatoRilevazione.BOZZA)
    perform(scena.consegna, "deliver", cast["capofila"])
    riga.refresh_from_db()
    assert riga.stato == StatoRilevazione.DICHIARATA
    assert scena.consegna.stato == StatoConsegna.CONSEGNATA


def test_after_the_term_nothing_is_delivered(scena: Scena, cast: Cast) -> None:
    riga = declared(scena, stato=StatoRilevazione.BOZZA)
    expire(scena.consegna)
    with pytest.raises(TooLate, match="La consegna è scaduta"):
        perform(scena.consegna, "deliver", cast["capofila"])
    riga.refresh_from_db()
    assert riga.stato == StatoRilevazione.BOZZA


def test_before_it_opens_neither(scena: Scena, cast: Cast) -> None:
    FinestraMonitoraggio.objects.update(apre_il=timezone.now() + timedelta(days=1))
    with pytest.raises(TooLate):
        perform(scena.consegna, "deliver", cast["capofila"])


def test_more_time_for_one_project_opens_it_for_no_other(scena: Scena, cast: Cast) -> None:
    altra = Consegna.objects.create(
        finestra=scena.consegna.finestra,
        progetto=make_progetto(ciclo=scena.progetto.ciclo, alleanza=scena.progetto.alleanza),
        scade_il=scena.consegna.scade_il,
        chiude_il=scena.consegna.chiude_il,
    )
    expire(scena.consegna)
    expire(altra)
    fino_a = timezone.now() + timedelta(days=10)
    perform(scena.consegna, "extend", cast["responsabile"], reason="Sciopero.", fino_a=fino_a)
    assert scena.consegna.scade_il == fino_a
    assert ProrogaConsegna.objects.get().motivo == "Sciopero."
    perform(scena.consegna, "deliver", cast["capofila"])
    with pytest.raises(TooLate):
        perform(altra, "deliver", cast["capofila"])


def test_more_time_is_later_than_now(scena: Scena, cast: Cast) -> None:
    with pytest.raises(ValidationError, match="deve venire dopo"):
        perform(
            scena.consegna,
            "extend",
            cast["responsabile"],
            reason="Sciopero.",
            fino_a=scena.consegna.scade_il,
        )


def test_closing_freezes_what_was_verified(scena: Scena, cast: Cast) -> None:
    riga = declared(scena, data=scena.consegna.finestra.al)
    perform(riga, "verify", cast["asl"])
    NotaConsegna.objects.create(
        consegna=scena.consegna, indicatore=scena.operatori, testo="Da marzo."
    )
    end(scena.consegna)
    perform(scena.consegna, "close", None)
    valori = {v.indicatore: v for v in ValoreFinestra.objects.filter(consegna=scena.consegna)}
    assert valori[scena.incontri].verificato == 1
    assert (valori[scena.incontri].target, valori[scena.operatori].verificato) == (4, None)
    assert valori[scena.operatori].nota == "Da marzo."


def test_the_term_comes_before_the_closing(scena: Scena, cast: Cast) -> None:
    with pytest.raises(TooLate, match="non è ancora scaduta"):
        perform(scena.consegna, "close", cast["responsabile"])


def test_in_a_closed_window_nothing_is_verified_or_declared(scena: Scena, cast: Cast) -> None:
    riga = declared(scena)
    bozza = declared(scena, stato=StatoRilevazione.BOZZA, indicatore=scena.operatori)
    end(scena.consegna)
    perform(scena.consegna, "close", None)
    with pytest.raises(TooLate, match="è chiusa"):
        perform(riga, "verify", cast["asl"])
    with pytest.raises(TooLate):
        perform(bozza, "declare", cast["capofila"])


def test_the_portal_closes_only_when_the_time_is_over(scena: Scena, cast: Cast) -> None:
    expire(scena.consegna)
    assert not Consegna.objects.to_close().exists()
    end(scena.consegna)
    assert list(Consegna.objects.to_close()) == [scena.consegna]
    for chi in ("asl", "capofila", "direzione"):
        with pytest.raises(NotAllowed):
            perform(scena.consegna, "close", cast[chi])
