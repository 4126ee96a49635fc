"""The cards that are there when the history of the fields arrives begin it with what they are."""

from importlib import import_module

import pytest
from django.apps import apps

from rete.models import Soggetto, StoriaSoggetto
from tests.factories import make_comune, make_soggetto

storia = import_module("rete.migrations.0006_storia_soggetti")


@pytest.mark.django_db
def test_every_card_begins_its_history_as_it_is() -> None:
    melzo = make_comune()
    make_soggetto(denominazione="Alfa", comune=melzo)
    make_soggetto(denominazione="Beta")
    StoriaSoggetto.objects.all().delete()

    storia.begin(apps, None)

    inizi = StoriaSoggetto.objects.order_by("denominazione")
    assert [(i.denominazione, i.comune_id, i.history_type, i.history_user) for i in inizi] == [
        ("Alfa", melzo.pk, "+", None),
        ("Beta", None, "+", None),
    ]
    assert [i.id for i in inizi] == list(
        Soggetto.objects.order_by("denominazione").values_list("pk", flat=True)
    )
