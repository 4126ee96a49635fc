"""What the database refuses because it is there already, in words: on either engine."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from conciliazione.guardie import said_in_words, violation_message
from rete.models import Adesione, PuntoOrdineDelGiorno, Soggetto
from tests.factories import make_adesione, make_seduta, make_soggetto


def refused(create: Callable[[], object]) -> IntegrityError:
    with pytest.raises(IntegrityError) as rifiuto, transaction.atomic():
        create()
    return rifiuto.value


def test_a_value_of_another_row_is_named_with_its_field(db: None) -> None:
    make_soggetto(codice_fiscale="00743110157")

    errore = refused(lambda: make_soggetto(codice_fiscale="00743110157"))

    assert violation_message(errore, Soggetto) == (
        "Nel frattempo lo stesso dato («codice fiscale» di «soggetto») è stato registrato altrove:"
        " riaprire la pagina e riprovare."
    )


def test_a_rule_of_several_columns_has_its_own_words(db: None) -> None:
    adesione = make_adesione()

    errore = refused(lambda: make_adesione(accordo=adesione.accordo, soggetto=adesione.soggetto))

    assert violation_message(errore, Adesione) == "Il soggetto aderisce già alla Rete."


def test_a_row_of_another_model_is_said_too(db: None) -> None:
    seduta = make_seduta()
    PuntoOrdineDelGiorno.objects.create(seduta=seduta, ordine=1, titolo="Uno")

    with pytest.raises(ValidationError), said_in_words(Soggetto), transaction.atomic():
        PuntoOrdineDelGiorno.objects.create(seduta=seduta, ordine=1, titolo="Due")


def test_what_is_no_double_stays_an_error(db: None) -> None:
    errore = refused(lambda: Soggetto.objects.create(denominazione=None))

    assert violation_message(errore, Soggetto) is None
