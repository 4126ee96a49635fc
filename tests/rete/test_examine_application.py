"""A membership request from its sending to the act: what each step writes, and who is told."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from conciliazione.date import format_day
from conciliazione.models import CopiaSigillata, Messaggio, Passaggio
from conciliazione.periodi import today
from conciliazione.transizioni import NotAllowed, ReasonMissing, StaleState, available, perform
from rete import accoglimento
from rete.enums import RuoloDelega, StatoDomanda, TipoAdesione, TipoSospensione, UsoModello
from rete.lettere import CORTESIA, GIA_NOTA, Lettera
from rete.models import (
    Adesione,
    Atto,
    Delega,
    DomandaAdesione,
    Invito,
    Soggetto,
    Sospensione,
    Utente,
)
from rete.termini import end_of_term
from tests.factories import (
    make_adesione,
    make_atto,
    make_bozza,
    make_delega,
    make_domanda,
    make_modello,
    make_soggetto,
    make_sospensione,
    make_termine,
    make_utente,
)

IN_ESAME = StatoDomanda.IN_ISTRUTTORIA


def days_ago(quanti: int) -> date:
    return today() - timedelta(days=quanti)


def reread(domanda: DomandaAdesione) -> DomandaAdesione:
    return DomandaAdesione.objects.get(pk=domanda.pk)


def accept(domanda: DomandaAdesione, by: Utente, **altri: object) -> Passaggio:
    return perform(domanda, "accept", by, **{"record_act": make_atto, **altri})


# --- Sending -----------------------------------------------------------------------------------


def test_what_is_sent_has_a_term_a_sealed_copy_and_the_staff_know(asl: Utente) -> None:
    termine, bozza = make_termine(giorni=30), make_bozza()

    perform(bozza, "send", None)

    domanda = reread(bozza)
    assert (domanda.stato, domanda.termine) == (StatoDomanda.INVIATA, termine)
    assert domanda.entro_il == end_of_term(today(), 30)
    copia = CopiaSigillata.objects.about(domanda).get()
    assert copia.dati["denominazione"] == domanda.denominazione
    assert copia.dati["impegno"] == domanda.impegno.versione
    mail = Messaggio.objects.get()
    assert mail.destinatario == asl.email
    assert f"/rete/domande/{domanda.codice}/" in mail.testo


def test_an_incomplete_request_is_not_sent(asl: Utente) -> None:
    make_termine()
    bozza = make_bozza(denominazione="")

    with pytest.raises(ValidationError, match="La domanda non è completa"):
        perform(bozza, "send", None)

    assert reread(bozza).stato == StatoDomanda.BOZZA
    assert CopiaSigillata.objects.count() == 0


def test_without_terms_nothing_is_sent(asl: Utente) -> None:
    with pytest.raises(ValidationError, match="non conosce ancora i termini"):
        perform(make_bozza(), "send", None)


def test_two_requests_with_one_tax_code_are_not_both_pending(asl: Utente) -> None:
    make_termine()
    prima = make_domanda()
    bozza = make_bozza(codice_fiscale=prima.codice_fiscale, accordo=prima.accordo)

    with pytest.raises(ValidationError, match="è già presente una domanda in corso"):
        perform(bozza, "send", None)


def test_who_withdraws_a_request_says_why_and_its_term_stops_waiting(asl: Utente) -> None:
    domanda = make_domanda(StatoDomanda.INTEGRAZIONE, assegnata_a=asl)
    sospensione = make_sospensione(domanda=domanda)
    with pytest.raises(ReasonMissing):
        perform(domanda, "withdraw", None)

    perform(domanda, "withdraw", None, reason="Non serve più")

    assert reread(domanda).chiusa_il is not None
    sospensione.refresh_from_db()
    assert sospensione.al == today()
    assert Messaggio.objects.get().destinatario == asl.email


def test_a_draft_is_withdrawn_without_a_word_to_the_staff(asl: Utente) -> None:
    bozza = make_bozza()

    perform(bozza, "withdraw", None, reason="Ho sbagliato")

    assert reread(bozza).stato == StatoDomanda.RITIRATA
    assert Messaggio.objects.count() == 0


# --- Examining ---------------------------------------------------------------------------------


def test_who_takes_a_request_has_it(asl: Utente) -> None:
    domanda = make_domanda()

    perform(domanda, "take", asl, assegnata_a=asl)

    assert (reread(domanda).stato, reread(domanda).assegnata_a) == (IN_ESAME, asl)
    assert Messaggio.objects.count() == 0


@pytest.mark.parametrize(
    "stato",
    [IN_ESAME, StatoDomanda.PREAVVISO, StatoDomanda.INTEGRAZIONE, StatoDomanda.OSSERVAZIONI],
)
def test_who_is_given_a_request_is_told(asl: Utente, responsabile: Utente, stato: str) -> None:
    domanda = make_domanda(stato, assegnata_a=asl)

    perform(domanda, "reassign", asl, assegnata_a=responsabile)

    assert (reread(domanda).stato, reread(domanda).assegnata_a) == (stato, responsabile)
    assert Messaggio.objects.get().destinatario == responsabile.email


def test_a_request_for_papers_suspends_the_term_and_writes_to_the_applicant(asl: Utente) -> None:
    domanda = make_domanda(IN_ESAME, assegnata_a=asl)
    entro = today() + timedelta(days=12)

    perform(domanda, "ask_integration", asl, reason="Lo statuto", rispondere_entro=entro)

    assert reread(domanda).stato == StatoDomanda.INTEGRAZIONE
    sospensione = Sospensione.objects.get()
    assert (sospensione.tipo, sospensione.testo) == (TipoSospensione.INTEGRAZIONE, "Lo statuto")
    assert (sospensione.dal, sospensione.entro_il, sospensione.al) == (today(), entro, None)
    mail = Messaggio.objects.get()
    assert mail.destinatario == domanda.email
    assert mail.testo == f"Lo statuto\n\n{CORTESIA}\n"


def test_the_mail_leaves_as_the_staff_edited_it(asl: Utente) -> None:
    domanda = make_domanda(IN_ESAME, assegnata_a=asl)
    lettera = Lettera("Su [[denominazione]]", "Manca questo: [[motivo]] Entro il [[entro_il]].")

    perform(domanda, "ask_integration", asl, reason="lo statuto.", lettera=lettera)

    mail = Messaggio.objects.get()
    assert mail.oggetto == f"Su {domanda.denominazione}"
    assert mail.testo.startswith("Manca questo: lo statuto. Entro il ")
    assert mail.testo.endswith(f"\n\n{CORTESIA}\n")


@pytest.mark.parametrize("giorni", [0, 45])
def test_the_day_to_answer_is_after_today_and_within_the_term(asl: Utente, giorni: int) -> None:
    domanda = make_domanda(IN_ESAME, assegnata_a=asl)
    entro = today() + timedelta(days=giorni)

    with pytest.raises(ValidationError) as errore:
        perform(domanda, "ask_integration", asl, reason="Statuto", rispondere_entro=entro)

    assert list(errore.value.message_dict) == ["rispondere_entro"]
    assert Sospensione.objects.count() == 0


def test_papers_are_asked_once_only(asl: Utente) -> None:
    domanda = make_domanda(IN_ESAME, assegnata_a=asl)
    make_sospensione(domanda=domanda, dal=days_ago(5), al=days_ago(2))

    assert "ask_integration" not in available(domanda, asl)
    with pytest.raises(NotAllowed):
        perform(domanda, "ask_integration", asl, reason="Ancora")


def test_an_answer_makes_the_term_longer_by_the_days_of_the_suspension(asl: Utente) -> None:
    domanda = make_domanda(StatoDomanda.INTEGRAZIONE, assegnata_a=asl, giorni_fa=10)
    make_sospensione(domanda=domanda, dal=days_ago(6))

    perform(domanda, "answer_integration", None, reason="Ecco lo statuto")

    assert (reread(domanda).stato, reread(domanda).entro_il) == (
        IN_ESAME,
        end_of_term(days_ago(10), 30, 6),
    )
    sospensione = Sospensione.objects.get()
    assert (sospensione.al, sospensione.risposta) == (today(), "Ecco lo statuto")
    assert sospensione.risposta_il is not None
    assert Messaggio.objects.get().destinatario == asl.email


def test_an_answer_that_comes_late_suspends_until_the_day_it_was_due(asl: Utente) -> None:
    domanda = make_domanda(StatoDomanda.INTEGRAZIONE, assegnata_a=asl, giorni_fa=20)
    make_sospensione(domanda=domanda, dal=days_ago(12), entro_il=days_ago(2))

    perform(domanda, "answer_integration", None, reason="In ritardo")

    assert reread(domanda).entro_il == end_of_term(days_ago(20), 30, 10)


def test_after_observations_the_term_runs_again_ten_days_later(responsabile: Utente) -> None:
    domanda = make_domanda(StatoDomanda.PREAVVISO, assegnata_a=responsabile, giorni_fa=10)
    make_sospensione(domanda=domanda, dal=days_ago(4), entro_il=today() + timedelta(days=6))

    perform(domanda, "answer_warning", None, reason="Non siamo d’accordo")

    assert reread(domanda).stato == StatoDomanda.OSSERVAZIONI
    assert reread(domanda).entro_il == end_of_term(days_ago(10), 30, 14)
    assert Sospensione.objects.get().al == today() + timedelta(days=10)


def test_a_warning_gives_the_days_of_the_term_to_answer(responsabile: Utente) -> None:
    domanda = make_domanda(IN_ESAME, assegnata_a=responsabile)

    perform(domanda, "warn_refusal", responsabile, reason="Opera altrove")

    assert Sospensione.objects.get().entro_il == end_of_term(today(), 10)
    assert Messaggio.objects.get().destinatario == domanda.email


def test_the_portal_takes_up_again_what_nobody_observed(responsabile: Utente) -> None:
    domanda = make_domanda(StatoDomanda.PREAVVISO, assegnata_a=responsabile, giorni_fa=20)
    make_sospensione(domanda=domanda, dal=days_ago(11), entro_il=days_ago(1))

    perform(domanda, "resume", None, reason="Nessuna osservazione.")

    assert reread(domanda).stato == IN_ESAME
    assert reread(domanda).entro_il == end_of_term(days_ago(20), 30, 10)
    assert "refuse" in available(reread(domanda), responsabile)
    assert Messaggio.objects.get().destinatario == responsabile.email


def test_a_warning_taken_back_on_its_last_day_never_ran_to_its_end(responsabile: Utente) -> None:
    domanda = make_domanda(StatoDomanda.PREAVVISO, assegnata_a=responsabile, giorni_fa=12)
    make_sospensione(domanda=domanda, dal=days_ago(10), entro_il=today())

    perform(domanda, "resume", responsabile, reason="I motivi erano altri")

    assert Sospensione.objects.get().ritirata_il == today()
    assert "refuse" not in available(reread(domanda), responsabile)
    # Nor when that day has gone by: another warning is needed.
    Sospensione.objects.update(
        dal=days_ago(11), entro_il=days_ago(1), al=days_ago(1), ritirata_il=days_ago(1)
    )
    possibili = available(reread(domanda), responsabile)
    assert ("refuse" in possibili, "warn_refusal" in possibili) == (False, True)


def test_a_warning_whose_time_went_by_is_no_longer_taken_back(responsabile: Utente) -> None:
    domanda = make_domanda(StatoDomanda.PREAVVISO, assegnata_a=responsabile, giorni_fa=12)
    make_sospensione(domanda=domanda, dal=days_ago(11), entro_il=days_ago(1))

    perform(domanda, "resume", responsabile, reason="Nessuno ha risposto")

    assert Sospensione.objects.get().ritirata_il is None
    assert "refuse" in available(reread(domanda), responsabile)


def test_the_portal_waits_for_the_last_day(responsabile: Utente) -> None:
    domanda = make_domanda(StatoDomanda.PREAVVISO, assegnata_a=responsabile)
    make_sospensione(domanda=domanda, entro_il=today())

    with pytest.raises(NotAllowed):
        perform(domanda, "resume", None, reason="Troppo presto")


# --- Deciding ----------------------------------------------------------------------------------


def test_accepting_makes_a_member_its_referente_and_an_invitation(responsabile: Utente) -> None:
    domanda = make_domanda(IN_ESAME, assegnata_a=responsabile, referente_email="Nuova@Ente.example")

    accept(domanda, responsabile, dal=days_ago(1), protocollo="12", protocollo_del=today())

    domanda = reread(domanda)
    soggetto = Soggetto.objects.get(denominazione=domanda.denominazione)
    assert (domanda.stato, domanda.soggetto, domanda.protocollo) == ("accolta", soggetto, "12")
    assert soggetto.codice_fiscale == domanda.codice_fiscale
    assert soggetto.partita_iva is None
    adesione = Adesione.objects.get()
    assert (adesione.soggetto, adesione.tipo, adesione.dal) == (soggetto, "aderente", days_ago(1))
    utente = Utente.objects.get(email="nuova@ente.example")
    assert not utente.has_usable_password()
    delega = Delega.objects.get(utente=utente)
    assert (delega.soggetto, delega.ruolo, delega.dato_da) == (soggetto, "referente", responsabile)
    assert Invito.objects.get().utente == utente
    assert sorted(Messaggio.objects.values_list("destinatario", flat=True)) == sorted(
        [domanda.email, utente.email]
    )


def test_a_soggetto_of_the_register_keeps_its_card_and_gains_what_it_lacks(
    responsabile: Utente,
) -> None:
    soggetto = make_soggetto(denominazione="Impresa Prova", pec="vecchia@pec.example", sigla="IP")
    domanda = make_domanda(IN_ESAME, soggetto=soggetto, sito="https://impresa.example/")

    accept(domanda, responsabile)

    dopo = Soggetto.objects.get(pk=soggetto.pk)
    assert (dopo.denominazione, dopo.pec) == ("Impresa Prova", "vecchia@pec.example")
    assert (dopo.sito, dopo.codice_fiscale) == (domanda.sito, domanda.codice_fiscale)
    assert dopo.versione == 2
    assert Soggetto.objects.filter(denominazione=domanda.denominazione).count() == 0


def test_a_known_person_gets_the_role_once(responsabile: Utente) -> None:
    soggetto, utente = make_soggetto(), make_utente(email="gia@ente.example")
    make_delega(utente=utente, soggetto=soggetto, ruolo=RuoloDelega.REFERENTE)
    domanda = make_domanda(IN_ESAME, soggetto=soggetto, referente_email="Gia@ente.example")

    accept(domanda, responsabile)

    assert Delega.objects.filter(utente=utente).count() == 1
    assert Invito.objects.get().utente == utente


def test_who_belongs_already_is_not_accepted_twice(responsabile: Utente) -> None:
    domanda = make_domanda(IN_ESAME, soggetto=make_soggetto())
    make_adesione(accordo=domanda.accordo, soggetto=domanda.soggetto)

    with pytest.raises(ValidationError, match="aderisce già alla Rete"):
        accept(domanda, responsabile)

    assert reread(domanda).stato == IN_ESAME
    assert (Atto.objects.count(), Messaggio.objects.count()) == (0, 0)


def test_who_belonged_by_deduction_is_confirmed_and_not_counted_again(responsabile: Utente) -> None:
    domanda = make_domanda(IN_ESAME, soggetto=make_soggetto())
    dedotta = make_adesione(
        accordo=domanda.accordo, soggetto=domanda.soggetto, tipo=TipoAdesione.DEDOTTA, dal=None
    )

    accept(domanda, responsabile)

    assert reread(domanda).adesione == dedotta
    assert Adesione.objects.count() == 1


def deduced_member(**campi: object) -> DomandaAdesione:
    """A request, in the hands of the office, of one that belongs by deduction."""
    domanda = make_domanda(IN_ESAME, soggetto=make_soggetto(), **campi)
    make_adesione(
        accordo=domanda.accordo, soggetto=domanda.soggetto, tipo=TipoAdesione.DEDOTTA, dal=None
    )
    return domanda


def test_who_was_confirmed_is_not_confirmed_twice(responsabile: Utente) -> None:
    prima = deduced_member()
    accept(prima, responsabile)
    seconda = make_domanda(IN_ESAME, accordo=prima.accordo, soggetto=prima.soggetto)

    with pytest.raises(ValidationError) as errore:
        accept(seconda, responsabile)

    assert errore.value.messages == [
        f"«{prima.soggetto}» aderisce già alla Rete: lo conferma la domanda {prima.codice},"
        f" accolta il {format_day(today())}."
    ]
    assert reread(seconda).stato == IN_ESAME


def test_two_who_confirm_the_same_at_once_are_told_in_words(
    monkeypatch: pytest.MonkeyPatch, responsabile: Utente
) -> None:
    """What the second finds when the first writes between its look and its own writing."""
    prima = deduced_member()
    accept(prima, responsabile)
    seconda = make_domanda(IN_ESAME, accordo=prima.accordo, soggetto=prima.soggetto)
    monkeypatch.setattr(accoglimento, "_not_confirmed_yet", lambda adesione, domanda: None)

    with pytest.raises(ValidationError, match="«adesione» di «domanda di adesione»"):
        accept(seconda, responsabile)


def test_the_mail_to_who_is_confirmed_states_no_day_that_nobody_keeps(
    responsabile: Utente,
) -> None:
    make_modello(uso=UsoModello.ACCOGLIMENTO, testo="Benvenuti. [[decorrenza]]")
    dedotta, nuova = deduced_member(), make_domanda(IN_ESAME)

    accept(dedotta, responsabile, dal=days_ago(3))
    accept(nuova, responsabile, dal=days_ago(3))

    testi = {m.destinatario: m.testo for m in Messaggio.objects.all()}
    assert testi[dedotta.email].startswith(f"Benvenuti. {GIA_NOTA}\n")
    inizio = f"Benvenuti. L’adesione decorre dal {format_day(days_ago(3))}.\n"
    assert testi[nuova.email].startswith(inizio)


def test_who_left_joins_again_from_a_later_day(responsabile: Utente) -> None:
    domanda = make_domanda(IN_ESAME, soggetto=make_soggetto())
    make_adesione(accordo=domanda.accordo, soggetto=domanda.soggetto, al=days_ago(3))

    with pytest.raises(ValidationError) as errore:
        accept(domanda, responsabile, dal=days_ago(3))
    assert list(errore.value.message_dict) == ["dal"]

    accept(domanda, responsabile, dal=days_ago(2))
    assert Adesione.objects.filter(soggetto=domanda.soggetto).count() == 2


def test_a_name_of_the_register_is_not_made_twice(responsabile: Utente) -> None:
    altro = make_soggetto()
    domanda = make_domanda(IN_ESAME, denominazione=altro.denominazione)

    with pytest.raises(ValidationError, match="denominazione"):
        accept(domanda, responsabile)

    assert Soggetto.objects.filter(denominazione=altro.denominazione).count() == 1


def test_two_soggetti_with_one_address_get_two(responsabile: Utente) -> None:
    make_soggetto(slug="ente-di-prova", denominazione="Altro")
    domanda = make_domanda(IN_ESAME, denominazione="Ente di prova")

    accept(domanda, responsabile)

    assert reread(domanda).soggetto.slug == "ente-di-prova-2"


def test_a_request_is_refused_only_after_a_warning(responsabile: Utente) -> None:
    domanda = make_domanda(IN_ESAME, assegnata_a=responsabile)

    assert "refuse" not in available(domanda, responsabile)
    with pytest.raises(NotAllowed):
        perform(domanda, "refuse", responsabile, reason="No", record_act=make_atto)


def test_refusing_records_the_act_and_says_why(responsabile: Utente) -> None:
    domanda = make_domanda(StatoDomanda.OSSERVAZIONI, assegnata_a=responsabile)
    make_sospensione(domanda=domanda, dal=days_ago(3), al=today(), risposta_il=timezone.now())

    perform(domanda, "refuse", responsabile, reason="Opera altrove", record_act=make_atto)

    assert (reread(domanda).stato, reread(domanda).atto) == ("respinta", Atto.objects.get())
    assert "Opera altrove" in Messaggio.objects.get().testo


def test_what_nobody_completed_is_archived_by_the_portal(asl: Utente) -> None:
    domanda = make_domanda(StatoDomanda.INTEGRAZIONE, assegnata_a=asl, giorni_fa=40)
    make_sospensione(domanda=domanda, dal=days_ago(31), entro_il=days_ago(1))

    perform(domanda, "archive", None, reason="Nessuna integrazione.")

    assert reread(domanda).stato == StatoDomanda.ARCHIVIATA
    assert sorted(Messaggio.objects.values_list("destinatario", flat=True)) == sorted(
        [domanda.email, asl.email]
    )


def test_what_somebody_else_decided_is_stale(responsabile: Utente) -> None:
    domanda = make_domanda(IN_ESAME, assegnata_a=responsabile)
    vecchia = reread(domanda)
    accept(domanda, responsabile)

    with pytest.raises(StaleState):
        accept(vecchia, responsabile)

    assert Passaggio.objects.about(domanda).count() == 1
