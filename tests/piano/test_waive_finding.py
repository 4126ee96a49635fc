"""A finding is let stand with a reason, by who answers for the Piano, while its values hold."""

from collections.abc import Iterator
from datetime import date
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from conciliazione import cronaca
from conciliazione.copie import fingerprint
from conciliazione.sigilli import MESSAGGIO
from conciliazione.transizioni import NotAllowed, ReasonMissing, StaleState
from piano import permissions, transitions
from piano.controlli import Rilievo, examine
from piano.dati import compile_data
from piano.deroghe import review, waivers_that_hold
from piano.models import Deroga, Piano
from piano.transitions import SUPERATA, AlreadyWaived, revoke_waiver, waive
from rete.models import Ciclo, Utente
from tests.factories import make_piano
from tests.insieme import meet
from tests.piano.controlli_di_prova import chapters_named, planted_check

ON = date(2014, 6, 27)
CAST = (
    *("asl", "responsabile", "direzione", "capofila", "partner", "comitato", "tavolo"),
    *("regione", "estraneo", "superutente"),
)
READERS = {"asl", "responsabile", "direzione", "comitato"}
VESTE = "Responsabile del procedimento (Ente)"


@pytest.fixture(autouse=True)
def _check() -> Iterator[None]:
    with planted_check():
        yield


@pytest.fixture
def piano(ciclo: Ciclo) -> Piano:
    return chapters_named(make_piano(ciclo=ciclo), "Uno", "Errore qui")


def only_finding(piano: Piano) -> Rilievo:
    (rilievo,) = examine(piano, ON, ("prova",))
    return rilievo


def grant(piano: Piano, by: Utente | None, motivo: str = "Così nel documento.") -> Deroga:
    return waive(piano, only_finding(piano), by, motivo=motivo, in_veste_di=VESTE)


def test_given_and_revoked_it_is_told_to_who_reads_the_checks(
    piano: Piano, responsabile: Utente, asl: Utente, capofila: Utente
) -> None:
    deroga = grant(piano, responsabile)
    revoke_waiver(deroga, responsabile, motivo="Corretto.", in_veste_di=VESTE)

    storie = [cronaca.recent(chi, 10) for chi in (asl, responsabile, capofila)]

    assert [[(f.titolo, f.stato, f.chi) for f in storia] for storia in storie] == [
        [("Deroga n. 1", "revocata", VESTE), ("Deroga n. 1", "concessa", VESTE)],
        [("Deroga n. 1", "revocata", "da chi legge"), ("Deroga n. 1", "concessa", "da chi legge")],
        [],
    ]


def test_what_the_portal_lets_stand_for_the_demo_is_no_news(piano: Piano, asl: Utente) -> None:
    grant(piano, None)
    assert cronaca.recent(asl, 10) == []


@pytest.mark.parametrize("person", CAST)
def test_who_may_is_who_answers_for_the_plan(
    piano: Piano, person: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(person)
    assert permissions.can_view_findings(user, piano) == (person in READERS)
    assert permissions.can_waive(user, piano) == (person in {"responsabile", "direzione"})
    if permissions.can_waive(user, piano):
        assert grant(piano, user).concessa_da == user
    else:
        with pytest.raises(NotAllowed):
            grant(piano, user)


def test_the_waiver_keeps_the_finding_as_it_was(piano: Piano, responsabile: Utente) -> None:
    rilievo = only_finding(piano)
    deroga = grant(piano, responsabile, "  Così nel documento.  ")
    deroga.refresh_from_db()
    assert (deroga.numero, deroga.chiave, deroga.impronta) == (1, rilievo.chiave, rilievo.impronta)
    assert (deroga.controllo, deroga.oggetto) == ("prova", rilievo.oggetto)
    assert (deroga.testo, deroga.motivo) == (rilievo.testo, "Così nel documento.")
    assert (deroga.in_veste_di, deroga.concessa_da) == (VESTE, responsabile)
    assert deroga.concessa_il is not None
    assert deroga.revocata_il is None


def test_a_waived_finding_no_longer_stands(piano: Piano, responsabile: Utente) -> None:
    assert len(review(piano, ON, ("prova",)).errori) == 1
    deroga = grant(piano, responsabile)
    quadro = review(piano, ON, ("prova",))
    assert quadro.errori == quadro.aperti == []
    assert [r.deroga for r in quadro.derogati] == [deroga]


def test_when_the_values_change_the_finding_stands_again(
    piano: Piano, responsabile: Utente
) -> None:
    deroga = grant(piano, responsabile)
    piano.capitoli.filter(numero=2).update(titolo="Errore qui e altrove")
    (riscontro,) = review(piano, ON, ("prova",)).errori
    assert (riscontro.deroga, riscontro.decaduta) == (None, deroga)
    assert waivers_that_hold(piano, ON) == []


def test_a_new_waiver_takes_the_place_of_the_one_that_lapsed(
    piano: Piano, responsabile: Utente, direzione: Utente
) -> None:
    prima = grant(piano, responsabile)
    piano.capitoli.filter(numero=2).update(titolo="Errore qui e altrove")
    seconda = grant(piano, direzione)
    prima.refresh_from_db()
    assert (prima.revocata_da, prima.motivo_revoca) == (direzione, SUPERATA)
    assert seconda.numero == 2
    assert list(piano.deroghe.vigenti()) == [seconda]


def test_a_finding_that_was_mended_leaves_its_waiver_without_object(
    piano: Piano, responsabile: Utente
) -> None:
    deroga = grant(piano, responsabile)
    piano.capitoli.filter(numero=2).update(titolo="Due")
    quadro = review(piano, ON)
    assert quadro.senza_rilievo == (deroga,)
    assert waivers_that_hold(piano, ON) == []


def test_a_second_waiver_finds_the_first(
    piano: Piano, responsabile: Utente, direzione: Utente
) -> None:
    deroga = grant(piano, responsabile)
    with pytest.raises(AlreadyWaived) as raised:
        grant(piano, direzione)
    assert raised.value.deroga == deroga
    assert Deroga.objects.count() == 1


def test_a_revoked_waiver_no_longer_holds_and_can_be_given_again(
    piano: Piano, responsabile: Utente, direzione: Utente
) -> None:
    deroga = grant(piano, responsabile)
    revoke_waiver(deroga, direzione, motivo="Va corretto.")
    assert (deroga.revocata_da, deroga.motivo_revoca) == (direzione, "Va corretto.")
    assert len(review(piano, ON, ("prova",)).errori) == 1
    with pytest.raises(StaleState):
        revoke_waiver(deroga, direzione, motivo="Ancora.")
    assert grant(piano, responsabile).numero == 2


@pytest.mark.parametrize("motivo", ["", "  \n"])
def test_without_a_reason_nothing_is_written(
    piano: Piano, responsabile: Utente, motivo: str
) -> None:
    with pytest.raises(ReasonMissing):
        grant(piano, responsabile, motivo)
    deroga = grant(piano, responsabile)
    with pytest.raises(ReasonMissing):
        revoke_waiver(deroga, responsabile, motivo=motivo)
    deroga.refresh_from_db()
    assert deroga.revocata_il is None


def test_a_waiver_says_in_what_capacity(piano: Piano, responsabile: Utente) -> None:
    with pytest.raises(ValidationError, match="in_veste_di"):
        waive(piano, only_finding(piano), responsabile, motivo="Così.", in_veste_di="")


def test_who_only_reads_does_not_revoke(piano: Piano, responsabile: Utente, asl: Utente) -> None:
    deroga = grant(piano, responsabile)
    with pytest.raises(NotAllowed):
        revoke_waiver(deroga, asl, motivo="No.")


# --- In the database --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [{"motivo": "Altro"}, {"impronta": fingerprint("x")}, {"concessa_da": None}, {"numero": 7}],
    ids=lambda change: next(iter(change)),
)
def test_the_database_lets_nobody_rewrite_a_waiver(
    piano: Piano, responsabile: Utente, change: dict[str, object]
) -> None:
    deroga = grant(piano, responsabile)
    righe = Deroga.objects.filter(pk=deroga.pk)
    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        righe.update(**change)
    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        righe.update(revocata_il=deroga.concessa_il, motivo_revoca="Va corretto.", **change)
    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        deroga.delete()


def test_a_revocation_is_written_once(piano: Piano, responsabile: Utente) -> None:
    deroga = grant(piano, responsabile)
    revoke_waiver(deroga, responsabile, motivo="Va corretto.")
    righe = Deroga.objects.filter(pk=deroga.pk)
    for change in ({"motivo_revoca": "Altro"}, {"revocata_il": None, "motivo_revoca": ""}):
        with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
            righe.update(**change)


def test_two_waivers_of_a_finding_cannot_both_stand(piano: Piano, responsabile: Utente) -> None:
    deroga = grant(piano, responsabile)
    deroga.pk, deroga.numero, deroga.codice = None, 2, "altro"
    with pytest.raises(IntegrityError), transaction.atomic():
        deroga.save(force_insert=True)


def test_a_revocation_without_a_reason_is_refused(piano: Piano, responsabile: Utente) -> None:
    deroga = grant(piano, responsabile)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deroga.objects.filter(pk=deroga.pk).update(revocata_il=deroga.concessa_il)


# --- At the same moment -----------------------------------------------------------------------

PEOPLE = 4


def look_without_waiting(piano: Piano, chiave: str) -> Deroga | None:
    """What `_standing` must not do: everybody looks, then everybody writes."""
    prima = piano.deroghe.vigenti().filter(chiave=chiave).first()
    together.wait()
    return prima


together = meet(PEOPLE)


@pytest.mark.servizi
@pytest.mark.parametrize(("guarded", "outcome"), [(True, "found"), (False, "refused")])
def test_of_four_people_at_once_one_waives_and_the_others_find_it(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, guarded: bool, outcome: str
) -> None:
    """Without the lock the constraint still leaves one, but the others get an error for it."""
    if not guarded:
        monkeypatch.setattr(transitions, "_standing", look_without_waiting)
    piano = chapters_named(make_piano(), "Errore qui")
    rilievo = only_finding(piano)
    said: list[str] = []

    def press() -> None:
        try:
            waive(Piano.objects.get(), rilievo, None, motivo="Così.", in_veste_di=VESTE)
            said.append("written")
        except AlreadyWaived as error:
            said.append("found" if error.deroga == Deroga.objects.get() else "another")
        except (IntegrityError, ValidationError):
            said.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Deroga.objects.count() == 1
    assert sorted(said) == sorted(["written", *[outcome] * (PEOPLE - 1)])


# --- In the document --------------------------------------------------------------------------


def annex(dati: dict) -> dict | None:
    return next((a for a in dati["allegati"] if a["titolo"] == "Rilievi e deroghe"), None)


def test_the_annex_has_the_waivers_that_hold_under_their_reason(
    piano: Piano, responsabile: Utente
) -> None:
    assert annex(compile_data(piano, ON)) is None
    deroga = grant(piano, responsabile)
    (blocco,) = annex(compile_data(piano, ON))["blocchi"]
    reason, row = blocco["righe"]
    assert reason["gruppo"].startswith(f"Motivo: Così nel documento. (in veste di: {VESTE}; ")
    assert [cella["testo"] for cella in row["celle"]] == ["n. 1", deroga.oggetto, deroga.testo]


def test_the_annex_names_no_person(piano: Piano, responsabile: Utente) -> None:
    Utente.objects.filter(pk=responsabile.pk).update(nome="Persona di prova")
    responsabile.refresh_from_db()
    grant(piano, responsabile)
    said = str(annex(compile_data(piano, ON)))
    assert responsabile.nome not in said
    assert responsabile.email not in said


def test_a_waiver_that_lapsed_or_was_revoked_is_not_in_the_annex(
    piano: Piano, responsabile: Utente
) -> None:
    deroga = grant(piano, responsabile)
    piano.capitoli.filter(numero=2).update(titolo="Errore altrove")
    assert annex(compile_data(piano, ON)) is None
    piano.capitoli.filter(numero=2).update(titolo="Errore qui")
    assert annex(compile_data(piano, ON)) is not None
    revoke_waiver(deroga, responsabile, motivo="Va corretto.")
    assert annex(compile_data(piano, ON)) is None
