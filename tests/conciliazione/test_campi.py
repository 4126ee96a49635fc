from decimal import Decimal

import pytest
from django import forms

from risorse.models import Stanziamento

pytestmark = pytest.mark.django_db


class Modulo(forms.ModelForm):
    class Meta:
        model = Stanziamento
        fields = ["importo"]


@pytest.mark.parametrize("typed", ["1.234,56", "1234,56", "1234.56"])
def test_an_amount_may_be_typed_in_three_ways(typed):
    modulo = Modulo({"importo": typed})
    assert modulo.is_valid()
    assert modulo.cleaned_data["importo"] == Decimal("1234.56")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("molti", "Scrivere un numero, per esempio 1.234,56."),
        ("NaN", "Scrivere un numero, per esempio 1.234,56."),
        ("1,234", "Assicurati che non vi siano più di 2 cifre decimali."),
        ("1" * 13, "Assicurati che non vi siano più di 12 cifre prima della virgola."),
        ("", "Campo obbligatorio."),
    ],
)
def test_a_wrong_amount_says_what_is_wrong_and_keeps_what_was_typed(typed, message):
    modulo = Modulo({"importo": typed})
    assert modulo.errors == {"importo": [message]}
    assert modulo["importo"].value() == typed


def test_an_amount_is_shown_as_it_would_be_typed():
    assert Modulo(instance=Stanziamento(importo=Decimal("186497.19")))["importo"].value() == (
        "186.497,19"
    )
