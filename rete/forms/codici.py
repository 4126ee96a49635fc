"""The codes that tell a soggetto from every other one, as people type them."""

import re

from django import forms
from django.core.exceptions import ValidationError
from stdnum.util import clean

DI_ALTRO_PAESE = (
    "Sembra il codice di un altro Paese, e il portale accetta solo quelli italiani. Chi ha una sede"
    " in Italia scriva il codice di quella; chi non l’ha scriva all’ente capofila, ai recapiti in"
    " fondo alla pagina."
)
_SEPARATORI = re.compile(r"[\s.\-/:]+")
# What the codes of other countries look like: theirs before the number, but not IT.
_STRANIERO = re.compile(r"(?!IT)[A-Z]{2}[0-9A-Z]{5,13}")


def compact_code(typed: str) -> str:
    """A code as it is kept: capitals and digits, without what people put between them."""
    scritto = _SEPARATORI.sub("", clean(typed)).upper()
    return scritto[2:] if re.fullmatch(r"IT\d{11}", scritto) else scritto


class CodiceField(forms.CharField):
    """An Italian code, however it was typed: spaces, dots and small letters are put right."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"max_length": 40, "required": False, **kwargs})
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def to_python(self, value: object) -> str | None:
        return compact_code(super().to_python(value) or "") or self.empty_value

    def run_validators(self, value: str | None) -> None:
        if value and _STRANIERO.fullmatch(value) and len(value) != 16:
            raise ValidationError(DI_ALTRO_PAESE, code="straniero")
        super().run_validators(value)
