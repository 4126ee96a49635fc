"""The transitions engine: one durable block, one Passaggio, nothing by halves."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.db.transaction import TransactionManagementError

from conciliazione import transizioni
from conciliazione.models import Passaggio
from conciliazione.periodi import today
from conciliazione.signals import state_changed
from conciliazione.transizioni import (
    STESSO,
    NotAllowed,
    ReasonMissing,
    StaleState,
    TooBusy,
    TooLate,
    Transition,
    available,
    follow,
    perform,
)
from piano.enums import StatoPiano
from piano.models import Piano
from rete.models import Utente
from tests.factories import make_parere, make_piano, make_utente


def only_the_writer(user: Utente | None, obj: Piano) -> bool:
    return user is not None and user.nome == "Chi scrive"


def anyone(user: Utente | None, obj: Piano) -> bool:
    return True


def nobody(user: Utente | None, obj: Piano) -> bool:
    return False


TABLE = {
    "propose": Transition(
        da=(StatoPiano.IN_REDAZIONE,),
        a=StatoPiano.PROPOSTO,
        who=only_the_writer,
        label="Proponi il Piano",
        stamps=("proposto_il",),
    ),
    "hear": Transition(
        da=(StatoPiano.PROPOSTO,),
        a=StatoPiano.CON_PARERE,
        who=nobody,
        label="Registra il parere",
        fields=("parere",),
    ),
    "take_back": Transition(
        da=(StatoPiano.PROPOSTO,),
        a=StatoPiano.IN_REDAZIONE,
        who=anyone,
        label="Riporta in redazione",
        needs_reason=True,
        fields=("proposto_il",),
    ),
}


@pytest.fixture(autouse=True)
def _table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(transizioni._tables, Piano, TABLE)


@pytest.fixture
def scrive(db: None) -> Utente:
    return make_utente(nome="Chi scrive")


@pytest.fixture
def piano(db: None) -> Piano:
    return make_piano()


def test_a_transition_moves_the_state_stamps_its_date_and_leaves_one_passaggio(
    piano: Piano, scrive: Utente
) -> None:
    perform(piano, "propose", scrive, acting_as="Operatore dell'ente capofila", reason="È pronto")

    salvato = Piano.objects.get(pk=piano.pk)
    assert (salvato.stato, salvato.proposto_il) == (StatoPiano.PROPOSTO, today())
    assert (piano.stato, piano.proposto_il) == (StatoPiano.PROPOSTO, today())
    passaggio = Passaggio.objects.about(piano).get()
    assert (passaggio.verbo, passaggio.da, passaggio.a) == ("propose", "in_redazione", "proposto")
    assert passaggio.autore == scrive
    assert passaggio.in_veste_di == "Operatore dell'ente capofila"
    assert passaggio.motivo == "È pronto"
    assert passaggio.quando is not None


def test_who_may_not_changes_nothing(piano: Piano) -> None:
    with pytest.raises(NotAllowed, match="Manca il diritto"):
        perform(piano, "propose", make_utente(nome="Chi passa"))

    assert Piano.objects.get(pk=piano.pk).stato == StatoPiano.IN_REDAZIONE
    assert Passaggio.objects.count() == 0


def test_what_someone_else_already_moved_is_stale(piano: Piano, scrive: Utente) -> None:
    vecchio = Piano.objects.get(pk=piano.pk)
    perform(piano, "propose", scrive)

    with pytest.raises(StaleState, match="Nel frattempo"):
        perform(vecchio, "propose", scrive)

    assert Passaggio.objects.about(piano).count() == 1
    assert (vecchio.stato, vecchio.proposto_il) == (StatoPiano.IN_REDAZIONE, None)


def test_a_state_that_the_verb_does_not_leave_is_stale(piano: Piano) -> None:
    with pytest.raises(StaleState):
        perform(piano, "take_back", None, reason="Ci ho ripensato")


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_transition_that_wants_a_reason_says_so_to_the_form(
    piano: Piano, scrive: Utente, reason: str
) -> None:
    perform(piano, "propose", scrive)

    with pytest.raises(ReasonMissing) as errore:
        perform(piano, "take_back", scrive, reason=reason)

    assert list(errore.value.message_dict) == ["motivo"]


def test_a_row_that_would_break_its_rules_is_refused_in_words(
    piano: Piano, scrive: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    senza_data = Transition(("in_redazione",), "proposto", anyone, "Proponi senza data")
    monkeypatch.setitem(transizioni._tables, Piano, {"propose": senza_data})

    with pytest.raises(ValidationError) as errore:
        perform(piano, "propose", scrive)

    assert errore.value.messages == ["Un Piano proposto ha la data in cui lo è stato."]
    assert piano.stato == StatoPiano.IN_REDAZIONE
    assert Passaggio.objects.count() == 0


def test_what_only_the_database_sees_is_refused_in_the_same_words(
    piano: Piano, scrive: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The object in memory has a date that its row has lost."""
    perform(piano, "propose", scrive)
    senza_data = Transition(("proposto",), "con_parere", anyone, "Registra", fields=("parere",))
    monkeypatch.setitem(transizioni._tables, Piano, {"hear": senza_data})
    con_parere = Piano.objects.get(pk=piano.pk)
    con_parere.parere = make_parere()

    with pytest.raises(ValidationError) as errore:
        perform(con_parere, "hear", scrive)

    assert errore.value.messages == ["Manca il parere del Tavolo sul Piano."]


def test_a_column_that_the_transition_does_not_write_is_a_programming_error(
    piano: Piano, scrive: Utente
) -> None:
    with pytest.raises(TypeError, match="titolo"):
        perform(piano, "propose", scrive, titolo="Un altro")


def test_the_data_given_are_written_and_remembered(piano: Piano, scrive: Utente) -> None:
    perform(piano, "propose", scrive)

    perform(piano, "take_back", scrive, reason="Manca un capitolo", proposto_il=None)

    assert Piano.objects.get(pk=piano.pk).proposto_il is None
    assert Passaggio.objects.about(piano).last().dati == {"proposto_il": ""}


def test_what_must_come_first_gives_columns_and_sees_data_that_are_no_columns(
    piano: Piano, scrive: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose_day(obj: Piano, passaggio: Passaggio) -> dict[str, object]:
        assert (obj.stato, passaggio.a) == ("in_redazione", "proposto")
        return {"proposto_il": passaggio.altri["giorno"]}

    con_giorno = Transition(
        ("in_redazione",), "proposto", anyone, "Proponi", extras=("giorno",), first=choose_day
    )
    monkeypatch.setitem(transizioni._tables, Piano, {"propose": con_giorno})
    vecchio = Piano.objects.get(pk=piano.pk)
    passaggio = perform(piano, "propose", scrive, giorno=date(2014, 6, 20))

    assert Piano.objects.get(pk=piano.pk).proposto_il == date(2014, 6, 20)
    assert passaggio.dati == {"proposto_il": "2014-06-20"}
    with pytest.raises(StaleState):
        perform(vecchio, "propose", scrive, giorno=date(2014, 6, 21))


def test_a_transition_may_leave_the_state_where_it_is(
    piano: Piano, scrive: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    ferma = Transition(
        ("in_redazione", "proposto"), STESSO, anyone, "Cambia il titolo", fields=("titolo",)
    )
    monkeypatch.setitem(transizioni._tables, Piano, {"rename": ferma})
    transizioni.register(Piano, {"rename": ferma})
    perform(piano, "rename", scrive, titolo="Un altro")

    salvato = Piano.objects.get(pk=piano.pk)
    assert (salvato.stato, salvato.titolo) == (StatoPiano.IN_REDAZIONE, "Un altro")
    passaggio = Passaggio.objects.about(piano).get()
    assert (passaggio.da, passaggio.a) == ("in_redazione", "in_redazione")


def test_out_of_its_moment_a_transition_says_so_and_changes_nothing(
    piano: Piano, scrive: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    mai = replace(TABLE["propose"], only_while=lambda obj: Q(pk__lt=0), too_late="Non più.")
    monkeypatch.setitem(transizioni._tables, Piano, {**TABLE, "propose": mai})

    with pytest.raises(TooLate, match=r"^Non più\.$"):
        perform(piano, "propose", scrive)

    assert Piano.objects.get().stato == piano.stato == StatoPiano.IN_REDAZIONE
    assert not Passaggio.objects.exists()


def test_in_its_moment_a_transition_moves_the_row(
    piano: Piano, scrive: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    ora = replace(TABLE["propose"], only_while=lambda obj: Q(pk__gt=0), too_late="Non più.")
    monkeypatch.setitem(transizioni._tables, Piano, {**TABLE, "propose": ora})

    perform(piano, "propose", scrive)

    assert Piano.objects.get().stato == StatoPiano.PROPOSTO


def test_available_is_what_the_person_may_do_now(piano: Piano, scrive: Utente) -> None:
    altri = make_utente()

    assert list(available(piano, scrive)) == ["propose"]
    assert list(available(piano, altri)) == []
    perform(piano, "propose", scrive)
    assert list(available(piano, altri)) == ["take_back"]


def test_what_follows_is_in_the_same_transaction_under_the_same_author(
    piano: Piano, scrive: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    altro, parere = make_piano(stato="proposto", proposto_il=date(2014, 6, 20)), make_parere()

    def hear_the_other(obj: Piano, passaggio: Passaggio) -> None:
        follow(altro, "hear", passaggio, parere=parere)

    trascina = Transition(
        ("in_redazione",),
        "proposto",
        anyone,
        "Proponi",
        stamps=("proposto_il",),
        then=hear_the_other,
    )
    monkeypatch.setitem(transizioni._tables, Piano, {**TABLE, "propose": trascina})
    perform(piano, "propose", scrive, reason="Insieme", acting_as="Operatore")

    conseguenza = Passaggio.objects.about(altro).get()
    assert (conseguenza.verbo, conseguenza.autore, conseguenza.motivo, conseguenza.in_veste_di) == (
        "hear",
        scrive,
        "Insieme",
        "Operatore",
    )
    assert Piano.objects.get(pk=altro.pk).parere == parere


def test_follow_alone_is_refused(transactional_db: None) -> None:
    piano = make_piano()

    with pytest.raises(TransactionManagementError):
        follow(piano, "propose", Passaggio(verbo="causa"))


def test_perform_inside_another_transaction_is_refused(transactional_db: None) -> None:
    piano, scrive = make_piano(), make_utente(nome="Chi scrive")

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        perform(piano, "propose", scrive)


@pytest.fixture
def listener() -> Iterator[Callable[[Callable], None]]:
    connessi = []

    def connect(funzione: Callable) -> None:
        state_changed.connect(funzione, sender=Piano, weak=False)
        connessi.append(funzione)

    yield connect
    for funzione in connessi:
        state_changed.disconnect(funzione, sender=Piano)


def test_a_receiver_that_fails_undoes_the_transition(
    transactional_db: None, listener: Callable[[Callable], None]
) -> None:
    piano, scrive = make_piano(), make_utente(nome="Chi scrive")

    def refuse(sender: object, obj: Piano, passaggio: Passaggio, **kwargs: object) -> None:
        raise ZeroDivisionError

    listener(refuse)
    with pytest.raises(ZeroDivisionError):
        perform(piano, "propose", scrive)

    assert piano.stato == StatoPiano.IN_REDAZIONE
    assert Piano.objects.get(pk=piano.pk).stato == StatoPiano.IN_REDAZIONE
    assert Passaggio.objects.count() == 0


def test_a_table_with_an_unknown_state_is_refused() -> None:
    sbagliata = {"propose": Transition(("bozza",), "proposto", anyone, "Proponi")}

    with pytest.raises(ValueError, match="bozza"):
        transizioni.register(Piano, sbagliata)


def write_without_looking(obj: Piano, transition: Transition, data: object) -> None:
    """What the engine must not do: the negative control of the race."""
    obj.stato, obj.proposto_il = transition.a, today()
    obj.save(update_fields=["stato", "proposto_il"])


def test_who_waited_in_vain_for_the_database_is_told_in_words(
    piano: Piano, scrive: Utente, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An SQLite has one writer: the second one, here, waits for no time at all."""
    file = tmp_path / "occupato.sqlite3"
    primo, secondo = (sqlite3.connect(file, timeout=0, isolation_level=None) for _ in range(2))

    def write_where_others_write(obj: Piano, passaggio: Passaggio) -> None:
        try:
            secondo.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as errore:
            raise OperationalError(str(errore)) from errore

    lenta = replace(TABLE["propose"], then=write_where_others_write)
    monkeypatch.setitem(transizioni._tables, Piano, {"propose": lenta})
    with closing(primo), closing(secondo):
        primo.execute("BEGIN IMMEDIATE")

        with pytest.raises(TooBusy, match="molto occupato"):
            perform(piano, "propose", scrive)

    assert piano.stato == Piano.objects.get(pk=piano.pk).stato == StatoPiano.IN_REDAZIONE


@pytest.mark.parametrize("detto", ["disk I/O error", "server closed the connection"])
def test_what_is_no_wait_stays_an_error(
    piano: Piano, scrive: Utente, monkeypatch: pytest.MonkeyPatch, detto: str
) -> None:
    def break_down(obj: Piano, passaggio: Passaggio) -> None:
        raise OperationalError(detto)

    rotta = replace(TABLE["propose"], then=break_down)
    monkeypatch.setitem(transizioni._tables, Piano, {"propose": rotta})

    with pytest.raises(OperationalError, match=detto):
        perform(piano, "propose", scrive)


@pytest.mark.servizi
@pytest.mark.parametrize(("guarded", "accepted"), [(True, 1), (False, 4)])
def test_of_four_people_at_once_one_succeeds(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, guarded: bool, accepted: int
) -> None:
    scrive, pk = make_utente(nome="Chi scrive"), make_piano().pk
    if not guarded:
        monkeypatch.setattr(transizioni, "_write", write_without_looking)
    visti = [Piano.objects.get(pk=pk) for _ in range(4)]

    def propose(piano: Piano) -> None:
        try:
            perform(piano, "propose", scrive)
        except StaleState:
            pass
        finally:
            connection.close()

    threads = [Thread(target=propose, args=[piano]) for piano in visti]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Passaggio.objects.about(visti[0]).count() == accepted
