"""Model fields that several rooms share."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from conciliazione.numeri import format_decimal, parse_decimal
from conciliazione.ricerca import normalise


class EuroInput(forms.DecimalField):
    """A form field for euro: reads `1.234,56` and shows back what it read, in the same way."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: object) -> object:
        if isinstance(value, str) and value.strip():
            try:
                value = parse_decimal(value)
            except ValueError as errore:
                raise ValidationError(str(errore), code="invalid") from errore
        return super().to_python(value)

    def prepare_value(self, value: object) -> object:
        if value in self.empty_values or isinstance(value, str):
            return value
        return format_decimal(value, 2)


class EuroField(models.DecimalField):
    """An amount in euro, to the cent, up to 999.999.999.999,99."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["max_digits"] = 14
        kwargs["decimal_places"] = 2
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: object) -> forms.Field:
        return super().formfield(**{"form_class": EuroInput, "localize": False, **kwargs})


class RicercaField(models.TextField):
    """The words of a row as they are searched, written again at every save.

    `da` names the fields, or the methods without arguments, whose text is searched.
    """

    def __init__(self, *args: object, da: tuple[str, ...] = (), **kwargs: object) -> None:
        self.da = da
        super().__init__(*args, **{**kwargs, "editable": False, "default": "", "blank": True})

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        nome, percorso, argomenti, opzioni = super().deconstruct()
        for fissa in ("editable", "default", "blank"):
            opzioni.pop(fissa)
        return nome, percorso, argomenti, {**opzioni, "da": self.da}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        valori = (getattr(instance, nome) for nome in self.da)
        testi = (valore() if callable(valore) else valore for valore in valori)
        scritto = normalise(" ".join(str(testo) for testo in testi if testo is not None))
        setattr(instance, self.attname, scritto)
        return scritto
