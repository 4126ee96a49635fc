"""The staff convene a meeting: everybody is told once, with the appointment for their calendar."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from conciliazione import transizioni
from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import ReasonMissing, StaleState, Transition, perform
from rete.convocazioni import draft_letter, invited
from rete.enums import QualitaMandato, RuoloDelega, StatoSeduta, UsoModello
from rete.lettere import CORTESIA, Lettera
from rete.models import Ciclo, ModelloMessaggio, Organo, Seduta, Utente
from tests.factories import (
    make_accordo,
    make_adesione,
    make_delega,
    make_mandato,
    make_organo,
    make_punto,
    make_seduta,
    make_seggio,
    make_soggetto,
    make_utente,
)

LETTERA = Lettera("Convocazione", "Ci si vede.")


@pytest.fixture
def organo(ciclo: Ciclo) -> Organo:
    """An organo with a seat that has a titolare and a supplente, and a vacant one."""
    organo = make_organo(slug="organo", denominazione="Organo di prova", giorni_di_preavviso=5)
    seggio = make_seggio(organo=organo, categoria="Comuni")
    make_seggio(organo=organo, categoria="Sindacati")
    for nome, qualita in [("titolare", "titolare"), ("supplente", "supplente")]:
        utente = make_utente(email=f"{nome}@rete.example", nome=nome.capitalize())
        make_mandato(utente=utente, seggio=seggio, qualita=QualitaMandato(qualita))
    return organo


@pytest.fixture
def seduta(organo: Organo) -> Seduta:
    seduta = make_seduta(organo=organo)
    make_punto(seduta=seduta, ordine=1, titolo="Bilancio di metà anno")
    return seduta


def told() -> dict[str, str]:
    """Address → method of the appointment, of the mails written."""
    return {
        m.destinatario: str(Calendar.from_ical(m.calendario)["METHOD"])
        for m in Messaggio.objects.order_by("pk")
    }


def appointment(messaggio: Messaggio) -> dict[str, str]:
    evento = Calendar.from_ical(messaggio.calendario).walk("VEVENT")[0]
    return {nome: str(evento[nome]) for nome in ("UID", "SEQUENCE", "STATUS", "SUMMARY")}


# --- Who is told --------------------------------------------------------------------------------


def test_titolare_and_supplente_are_told_once_with_the_appointment(
    seduta: Seduta, asl: Utente
) -> None:
    perform(seduta, "convene", asl, lettera=LETTERA, acting_as="Operatore")
    assert told() == {
        "titolare@rete.example": "REQUEST",
        "supplente@rete.example": "REQUEST",
    }
    messaggio = Messaggio.objects.first()
    assert (messaggio.oggetto, messaggio.testo) == (
        "Convocazione",
        f"Ci si vede.\n\n{CORTESIA}\n",
    )
    assert appointment(messaggio) == {
        "UID": f"seduta-{seduta.codice}@127.0.0.1",
        "SEQUENCE": "2",
        "STATUS": "CONFIRMED",
        "SUMMARY": "Organo di prova",
    }
    assert seduta.stato == StatoSeduta.CONVOCATA
    assert Passaggio.objects.about(seduta).get().in_veste_di == "Operatore"


def test_each_appointment_names_who_it_is_sent_to_and_nobody_else(
    seduta: Seduta, asl: Utente
) -> None:
    Seduta.objects.update(luogo="", collegamento="https://riunione.example/x")
    seduta.refresh_from_db()
    perform(seduta, "convene", asl, lettera=LETTERA)
    perform(seduta, "cancel", asl, reason="Neve")

    eventi = [
        (m.destinatario, Calendar.from_ical(m.calendario).walk("VEVENT")[0])
        for m in Messaggio.objects.all()
    ]
    assert len(eventi) == 4
    for destinatario, evento in eventi:
        assert str(evento["ATTENDEE"]) == f"mailto:{destinatario}"
        assert evento["ATTENDEE"].params["RSVP"] == "FALSE"
        assert str(evento["LOCATION"]) == "https://riunione.example/x"


def test_who_holds_two_seats_gets_one_mail(seduta: Seduta, organo: Organo) -> None:
    titolare = Utente.objects.get(email="titolare@rete.example")
    make_mandato(utente=titolare, seggio=organo.seggi.get(categoria="Sindacati"))
    assert sorted(d.email for d in invited(seduta).destinatari) == [
        "supplente@rete.example",
        "titolare@rete.example",
    ]


def test_who_will_not_be_in_force_on_the_day_is_not_told(seduta: Seduta, organo: Organo) -> None:
    seggio = organo.seggi.get(categoria="Sindacati")
    giorno = timezone.localdate(seduta.inizio)
    make_mandato(seggio=seggio, al=giorno - timedelta(days=1))
    assert invited(seduta).senza_recapito == ["Sindacati"]
    nuovo = make_mandato(seggio=seggio, dal=giorno)
    assert invited(seduta).senza_recapito == []
    assert nuovo.utente.email in {d.email for d in invited(seduta).destinatari}


def test_of_the_whole_network_each_soggetto_is_told(ciclo: Ciclo) -> None:
    accordo = make_accordo(ciclo=ciclo)
    con_referente = make_soggetto(denominazione="Con referente", pec="ignorata@pec.example")
    con_pec = make_soggetto(denominazione="Con PEC", pec="ente@pec.example")
    muto = make_soggetto(denominazione="Muto")
    for soggetto in (con_referente, con_pec, muto):
        make_adesione(accordo=accordo, soggetto=soggetto)
    make_soggetto(denominazione="Fuori", pec="fuori@pec.example")
    make_delega(
        utente=make_utente(email="referente@rete.example"),
        soggetto=con_referente,
        ruolo=RuoloDelega.REFERENTE,
    )
    invitati = invited(make_seduta(organo=make_organo(di_tutti=True), ciclo=ciclo))
    assert sorted(d.email for d in invitati.destinatari) == [
        "ente@pec.example",
        "referente@rete.example",
    ]
    assert invitati.senza_recapito == ["Muto"]


def test_the_letter_begins_from_the_model_of_the_staff(seduta: Seduta) -> None:
    assert "Bilancio di metà anno" in draft_letter(seduta).testo
    ModelloMessaggio.objects.create(
        uso=UsoModello.CONVOCAZIONE,
        oggetto="[[organo]]",
        testo="Il [[giorno]]: [[ordine_del_giorno]] [[ignota]]",
    )
    giorno = timezone.localdate(seduta.inizio)
    lettera = draft_letter(seduta)
    assert lettera.oggetto == "Organo di prova"
    assert lettera.testo.endswith(f"{giorno.year}: 1. Bilancio di metà anno [[ignota]]")


# --- When it may be -----------------------------------------------------------------------------


def test_without_agenda_nobody_is_called(organo: Organo, asl: Utente) -> None:
    seduta = make_seduta(organo=organo)
    with pytest.raises(ValidationError, match="ordine del giorno è vuoto"):
        perform(seduta, "convene", asl, lettera=LETTERA)
    assert (seduta.stato, told()) == (StatoSeduta.PROGRAMMATA, {})


def test_a_meeting_in_the_past_is_not_convened(seduta: Seduta, asl: Utente) -> None:
    Seduta.objects.update(inizio=timezone.now() - timedelta(hours=1))
    seduta.refresh_from_db()
    with pytest.raises(ValidationError, match="già passato"):
        perform(seduta, "convene", asl, lettera=LETTERA, reason="Fretta")


def test_with_nobody_in_the_seats_nothing_is_sent(ciclo: Ciclo, asl: Utente) -> None:
    seduta = make_seduta(organo=make_organo())
    make_punto(seduta=seduta)
    with pytest.raises(ValidationError, match="nessuno da convocare"):
        perform(seduta, "convene", asl, lettera=LETTERA)
    assert seduta.stato == StatoSeduta.PROGRAMMATA


@pytest.mark.parametrize(("giorni", "serve"), [(4, True), (5, False)])
def test_a_short_notice_wants_its_reason(
    seduta: Seduta, asl: Utente, giorni: int, serve: bool
) -> None:
    inizio = timezone.localtime() + timedelta(days=giorni)
    Seduta.objects.update(inizio=inizio)
    seduta.refresh_from_db()
    if serve:
        with pytest.raises(ReasonMissing):
            perform(seduta, "convene", asl, lettera=LETTERA)
        assert told() == {}
    perform(seduta, "convene", asl, lettera=LETTERA, reason="Urgenza" if serve else "")
    assert len(told()) == 2


# --- After it -----------------------------------------------------------------------------------


@pytest.fixture
def convocata(seduta: Seduta, asl: Utente) -> Seduta:
    perform(seduta, "convene", asl, lettera=LETTERA)
    return seduta


def test_a_new_place_moves_the_appointment_that_they_have(convocata: Seduta, asl: Utente) -> None:
    perform(convocata, "amend", asl, reason="Sala occupata.", luogo="Sala blu")
    nuovi = Messaggio.objects.order_by("pk")[2:]
    assert [appointment(m)["SEQUENCE"] for m in nuovi] == ["3", "3"]
    assert {appointment(m)["UID"] for m in Messaggio.objects.all()} == {
        f"seduta-{convocata.codice}@127.0.0.1"
    }
    assert "Sala occupata." in nuovi[0].testo
    assert (convocata.stato, convocata.luogo) == (StatoSeduta.CONVOCATA, "Sala blu")


def test_a_meeting_cancelled_leaves_the_calendars(convocata: Seduta, asl: Utente) -> None:
    perform(convocata, "cancel", asl, reason="Sciopero dei treni.")
    assert told() == {"titolare@rete.example": "CANCEL", "supplente@rete.example": "CANCEL"}
    assert appointment(Messaggio.objects.last())["STATUS"] == "CANCELLED"


def test_a_plan_that_nobody_knows_is_cancelled_in_silence(seduta: Seduta, asl: Utente) -> None:
    perform(seduta, "cancel", asl, reason="Non serve più.")
    assert told() == {}


def test_a_meeting_postponed_is_another_one_with_the_same_agenda(
    convocata: Seduta, asl: Utente
) -> None:
    quando = timezone.now() + timedelta(days=20)
    perform(convocata, "postpone", asl, reason="Manca un dato.", inizio=quando, luogo="Sala blu")
    nuova = convocata.rinviata_a
    assert (convocata.stato, nuova.stato, nuova.inizio, nuova.luogo) == (
        StatoSeduta.RINVIATA,
        StatoSeduta.CONVOCATA,
        quando,
        "Sala blu",
    )
    assert [p.titolo for p in nuova.punti.all()] == ["Bilancio di metà anno"]
    metodi = [
        str(Calendar.from_ical(m.calendario)["METHOD"]) for m in Messaggio.objects.order_by("pk")
    ]
    assert metodi == ["REQUEST"] * 2 + ["CANCEL"] * 2 + ["REQUEST"] * 2
    assert Passaggio.objects.about(nuova).get().motivo == "Manca un dato."


def test_a_meeting_postponed_to_the_past_stays_where_it_was(convocata: Seduta, asl: Utente) -> None:
    ieri = timezone.now() - timedelta(days=1)
    with pytest.raises(ValidationError, match="già passato"):
        perform(convocata, "postpone", asl, reason="Mah.", inizio=ieri, luogo="")
    assert (convocata.stato, Seduta.objects.count()) == (StatoSeduta.CONVOCATA, 1)


# --- Its page -----------------------------------------------------------------------------------


def test_the_page_shows_the_mail_and_who_receives_it_then_sends_it(
    seduta: Seduta, asl: Utente, client: Client
) -> None:
    client.force_login(asl)
    pagina = f"/rete/sedute/{seduta.codice}/convoca/"
    testo = client.get(pagina).text
    assert "titolare@rete.example" in testo
    assert "Da avvisare in altro modo" in testo
    assert "Bilancio di metà anno" in testo
    risposta = client.post(pagina, {"oggetto": "Invito", "testo": "Venite."}, follow=True)
    assert "La seduta è convocata" in risposta.text
    assert Messaggio.objects.first().oggetto == "Invito"


def test_pressed_twice_the_second_finds_it_convened(
    seduta: Seduta, asl: Utente, client: Client
) -> None:
    client.force_login(asl)
    pagina = f"/rete/sedute/{seduta.codice}/convoca/"
    for _ in range(2):
        risposta = client.post(pagina, {"oggetto": "Invito", "testo": "Venite."}, follow=True)
    assert "La seduta è già «convocata»" in risposta.text
    assert Messaggio.objects.count() == 2


def test_what_is_missing_is_said_and_what_was_typed_stays(
    organo: Organo, asl: Utente, client: Client
) -> None:
    seduta = make_seduta(organo=organo)
    client.force_login(asl)
    pagina = f"/rete/sedute/{seduta.codice}/convoca/"
    testo = client.post(pagina, {"oggetto": "Invito", "testo": "Venite tutti."}).text
    assert "L’ordine del giorno è vuoto: scriverlo, poi convocare." in testo
    assert "Venite tutti." in testo


# --- Two people at once -------------------------------------------------------------------------


def write_without_looking(obj: Seduta, transition: Transition, data: object) -> None:
    """What the engine must not do: the negative control of the race."""
    obj.stato, obj.convocata_il = transition.a, timezone.now()
    obj.versione += 1
    obj.save(update_fields=["stato", "convocata_il", "versione"])


@pytest.mark.servizi
@pytest.mark.parametrize(("guarded", "passages"), [(True, 1), (False, 4)])
def test_convened_by_four_at_once_it_is_convened_once(
    transactional_db: None,
    seduta: Seduta,
    asl: Utente,
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
    passages: int,
) -> None:
    if not guarded:
        monkeypatch.setattr(transizioni, "_write", write_without_looking)
        monkeypatch.setattr(transizioni, "_lock", lambda obj, transition: None)
    viste = [Seduta.objects.select_related("organo", "ciclo").get(pk=seduta.pk) for _ in range(4)]
    in_parallel([lambda s=s: perform(s, "convene", asl, lettera=LETTERA) for s in viste])
    assert Passaggio.objects.about(seduta).count() == passages
    if guarded:
        assert Messaggio.objects.count() == 2


def in_parallel(steps: list[Callable[[], object]]) -> None:
    def run(step: Callable[[], object]) -> None:
        try:
            step()
        except StaleState:
            pass
        finally:
            connection.close()

    threads = [Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
