"""A copy of what was sent, that nobody can change afterwards."""

import json

import pytest
from django.db import IntegrityError, transaction

from conciliazione.copie import fingerprint, seal_copy
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
