"""The filters of the open data: strict, so that what is not understood is refused and not left out.

Each field takes one way of writing only, the one that the API documents.
"""

import re

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Choices, QuerySet

from conciliazione.ricerca import matching

_GIORNO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SLUG = "[-a-z0-9_]+"
CERCA_AL_PIU = 100


class DayField(forms.DateField):
    """A day in ISO form, `2014-06-27`, and in no other."""

    default_error_messages = {"invalid": "La data si scrive aaaa-mm-gg, per esempio 2014-06-27."}

    def to_python(self, value: object) -> object:
        if isinstance(value, str) and value and not _GIORNO.fullmatch(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class DayFilter(django_filters.Filter):
    """Rows by a day."""

    field_class = DayField


class SlugFilter(django_filters.CharFilter):
    """Rows by the slug (or the code) of something: what does not exist finds nothing."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        forma = RegexValidator(rf"\A{SLUG}\Z", "Sono ammessi lettere minuscole, cifre e trattini.")
        super().__init__(*args, max_length=80, strip=False, validators=[forma], **kwargs)


class ChoiceFilter(django_filters.ChoiceFilter):
    """Rows by one code of a closed list."""

    def __init__(self, scelte: type[Choices], **kwargs: object) -> None:
        valori = [(str(codice), parole) for codice, parole in scelte.choices if codice]
        ammessi = ", ".join(codice for codice, _ in valori)
        errori = {"invalid_choice": f"Non è uno dei valori ammessi: {ammessi}."}
        super().__init__(choices=valori, error_messages=errori, **kwargs)


class BooleanFilter(django_filters.TypedChoiceFilter):
    """Rows by a yes or a no, written `true` and `false`."""

    def __init__(self, **kwargs: object) -> None:
        valori = [("true", "Sì"), ("false", "No")]
        errori = {"invalid_choice": "Si scrive true oppure false."}
        super().__init__(
            choices=valori, coerce=lambda v: v == "true", error_messages=errori, **kwargs
        )


class SearchFilter(django_filters.CharFilter):
    """Rows that hold every word, in their normalised columns."""

    def __init__(self, *campi: str, **kwargs: object) -> None:
        self.campi = campi or ("ricerca",)
        super().__init__(max_length=CERCA_AL_PIU, **kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs.filter(matching(value, *self.campi)) if value else qs
