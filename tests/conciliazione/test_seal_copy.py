"""A copy of what was sent, that nobody can change afterwards."""

import json

import pytest
from django.db import IntegrityError, transaction

from conciliazione.copie import attach, copies_of, fingerprint, seal_copy, seal_next
from conciliazione.models import CopiaSigillata
from tests.factories import make_documento, make_soggetto, make_utente


def test_the_order_of_the_keys_does_not_change_the_fingerprint():
    assert fingerprint({"a": 1, "b": ["è", None]}) == fingerprint({"b": ["è", None], "a": 1})


def test_a_different_value_changes_the_fingerprint():
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


@pytest.mark.parametrize("wrong", [{"a": object()}, {"a": float("nan")}])
def test_what_is_not_json_has_no_fingerprint(wrong):
    with pytest.raises((TypeError, ValueError)):
        fingerprint(wrong)


def test_the_fingerprint_outlives_the_database(db):
    """What is read back from the row gives the same fingerprint."""
    copia = seal_copy(make_soggetto(), {"importo": "1234.50", "righe": [{"n": 1}]}, make_utente())
    copia.refresh_from_db()
    assert copia.sha256 == fingerprint(copia.dati)
    assert copia.sha256 == fingerprint(json.loads(json.dumps(copia.dati)))


def test_the_copies_of_an_object_are_found_from_it_in_order(db):
    soggetto, altro = make_soggetto(), make_soggetto()
    documento = make_documento()
    prima = seal_copy(soggetto, {"versione": 1}, None)
    seal_copy(altro, {"versione": 1}, None)
    seconda = seal_copy(soggetto, {"versione": 2}, make_utente(), documento)
    assert list(CopiaSigillata.objects.about(soggetto)) == [prima, seconda]
    assert seconda.documento == documento


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_sealed_copy_is_neither_changed_nor_deleted(db, change):
    copia = seal_copy(make_soggetto(), {"a": 1}, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        righe = CopiaSigillata.objects.filter(pk=copia.pk)
        righe.update(dati={}) if change == "update" else righe.delete()
    copia.refresh_from_db()
    assert copia.dati == {"a": 1}


def test_a_copy_says_which_one_it_stands_for_and_why(db):
    soggetto = make_soggetto()
    prima = seal_next(soggetto, {"a": 1}, None)
    seconda = seal_next(soggetto, {"a": 2}, make_utente(), "Scambiato")
    assert list(copies_of(soggetto)) == [prima, seconda]
    assert prima.dati == {"a": 1, "motivo": "", "al_posto_di": ""}
    assert seconda.dati == {"a": 2, "motivo": "Scambiato", "al_posto_di": prima.sha256}


def test_the_pdf_of_a_copy_is_attached_once_and_stays(db):
    copia, primo, altro = (
        seal_copy(make_soggetto(), {"a": 1}, None),
        *(make_documento(), make_documento()),
    )
    assert (attach(copia, primo), attach(copia, altro)) == (True, False)
    for valore in (altro, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            CopiaSigillata.objects.filter(pk=copia.pk).update(documento=valore)
    copia.refresh_from_db()
    assert copia.documento == primo
