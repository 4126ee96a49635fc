"""Dated rows of the same key have disjoint periods: both ends count, an unknown end is open."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Partenariato
from conciliazione import guardie
from conciliazione.intervalli import check_overlaps
from tests.factories import make_alleanza, make_mandato, make_partenariato, make_soggetto

pytestmark = pytest.mark.django_db

GIA_UN_CAPOFILA = "L'alleanza ha già un capofila in quel periodo."
A, B = date(2014, 7, 1), date(2015, 6, 30)
PRIMA, DOPO = date(2014, 6, 30), date(2015, 7, 1)


@pytest.fixture
def alleanza() -> Alleanza:
    """An alliance led from A to B, both included."""
    alleanza = make_alleanza()
    make_partenariato(alleanza=alleanza, ruolo=RuoloPartenariato.CAPOFILA, dal=A, al=B)
    return alleanza


def capofila(alleanza: Alleanza, dal: date | None, al: date | None) -> Partenariato:
    return Partenariato(
        alleanza=alleanza,
        soggetto=make_soggetto(),
        ruolo=RuoloPartenariato.CAPOFILA,
        dal=dal,
        al=al,
    )


@pytest.mark.parametrize(
    ("dal", "al"),
    [(B, None), (None, A), (None, None), (A, A), (date(2014, 1, 1), date(2016, 1, 1))],
)
def test_a_day_in_common_is_refused_by_the_database_and_in_words(
    alleanza: Alleanza, dal: date | None, al: date | None
) -> None:
    secondo = capofila(alleanza, dal, al)

    with pytest.raises(ValidationError) as errore:
        check_overlaps(secondo)
    with pytest.raises(IntegrityError) as rifiuto, transaction.atomic():
        secondo.save()

    assert errore.value.messages == [GIA_UN_CAPOFILA]
    assert guardie.violation_message(rifiuto.value, Partenariato) == GIA_UN_CAPOFILA


@pytest.mark.parametrize(("dal", "al"), [(None, PRIMA), (DOPO, None), (DOPO, DOPO)])
def test_periods_that_only_touch_are_kept(
    alleanza: Alleanza, dal: date | None, al: date | None
) -> None:
    secondo = capofila(alleanza, dal, al)

    check_overlaps(secondo)
    secondo.save()

    assert alleanza.partenariati.count() == 2


def test_another_alliance_or_another_role_is_another_key(alleanza: Alleanza) -> None:
    partner = capofila(alleanza, A, B)
    partner.ruolo = RuoloPartenariato.PARTNER
    altrove = capofila(make_alleanza(), A, B)

    for riga in (partner, altrove):
        check_overlaps(riga)
        riga.save()


def test_a_period_stretched_over_another_is_refused(alleanza: Alleanza) -> None:
    secondo = capofila(alleanza, DOPO, None)
    secondo.save()

    check_overlaps(secondo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Partenariato.objects.filter(pk=secondo.pk).update(dal=B)

    secondo.refresh_from_db()
    assert secondo.dal == DOPO


def test_a_null_in_the_condition_is_a_null() -> None:
    """A mandato revoked leaves its seat to another from the same day."""
    primo = make_mandato(dal=A, al=None)
    secondo = {"seggio": primo.seggio, "dal": B, "al": None}
    with pytest.raises(IntegrityError), transaction.atomic():
        make_mandato(**secondo)

    type(primo).objects.filter(pk=primo.pk).update(revocato_alle="2015-06-30T12:00:00Z")

    assert make_mandato(**secondo).pk


def test_rows_already_there_that_break_the_rule_stop_the_installation(
    transactional_db: None,
) -> None:
    guardie.remove()
    alleanza = make_alleanza()
    for _ in range(2):
        capofila(alleanza, A, None).save()

    with pytest.raises(IntegrityError, match="alleanze_partenariato"):
        guardie.install()

    Partenariato.objects.all().delete()
    guardie.install()
    assert guardie.differences() == []


def test_a_rule_broken_elsewhere_has_no_words_of_ours() -> None:
    assert guardie.violation_message(IntegrityError("altro"), Partenariato) is None
