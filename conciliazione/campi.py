"""Fields of models and of forms that several rooms share."""

from collections.abc import Collection

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import models

from conciliazione.allegati import AMMESSI, Verdetto, examine
from conciliazione.allegati.tipi import extensions, in_words, too_large
from conciliazione.enums import TipoDocumento
from conciliazione.numeri import format_decimal, parse_decimal
from conciliazione.ricerca import normalise
from conciliazione.ricezione import TooLargeFile


class NumeroInput(forms.DecimalField):
    """A number with two decimals: reads `1.234,56` and shows back what it read, in the same way."""

    # How many digits follow the comma when it is shown; None keeps those that say something.
    decimali: int | None = 2
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
        return format_decimal(value, self.decimali)


class EuroInput(NumeroInput):
    """A form field for euro."""


class MisuraInput(NumeroInput):
    """A form field for a quantity: shown without the decimals that say nothing."""

    decimali = None


class EuroField(models.DecimalField):
    """An amount in euro, to the cent, up to 999.999.999.999,99."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["max_digits"] = 14
        kwargs["decimal_places"] = 2
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: object) -> forms.Field:
        return super().formfield(**{"form_class": EuroInput, "localize": False, **kwargs})


class IstanteInput(forms.widgets.DateTimeBaseInput):
    """The browser's own picker of a day and of a time to the second."""

    input_type = "datetime-local"
    format_key = "DATETIME_INPUT_FORMATS"
    template_name = "django/forms/widgets/datetime.html"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__({"step": 1, **(attrs or {})}, format="%Y-%m-%dT%H:%M:%S")


class CampoIstante(forms.DateTimeField):
    """An instant, typed as the clocks of Rome say it, to the second.

    An hour that comes twice or never, when clocks change, is refused in those words.
    """

    widget = IstanteInput
    default_error_messages = {
        "invalid": "Scrivere giorno e ora, per esempio 30/11/2026 12:00:00.",
        "ambiguous_timezone": "Quel giorno cambia l’ora legale, e quest’ora a Roma c’è due volte o"
        " non c’è: sceglierne un’altra.",
    }

    def to_python(self, value: object) -> object:
        try:
            return super().to_python(value)
        except ValidationError as errore:
            if errore.code != "ambiguous_timezone":
                raise
            raise ValidationError(self.error_messages[errore.code], code=errore.code) from errore


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


class FileEsaminato(File):
    """A file that the gate let in, with its verdict: what `documenti.store` keeps as it is."""

    def __init__(self, file: File, verdetto: Verdetto) -> None:
        super().__init__(file, name=verdetto.nome)
        self.verdetto = verdetto


class CampoFile(forms.FileField):
    """A file that somebody sends: its cleaned value is a `FileEsaminato`, for `documenti.store`.

    `tipi` are the kinds it takes (XML only when named), `max_mb` its size when smaller than what
    the portal takes. The page says both in words. Nothing is written until the view calls `store`.

    A browser forgets the chosen file when a form comes back with errors, and nothing can give it
    back: let the file be alone in its form, with its own button, and the rest in another one.
    """

    default_error_messages = {"required": "Scegliere un file."}

    def __init__(
        self,
        *,
        tipi: Collection[TipoDocumento] = AMMESSI,
        max_mb: int | None = None,
        help_text: str = "",
        **kwargs: object,
    ) -> None:
        self.tipi = frozenset(tipi)
        self._max_mb = max_mb
        super().__init__(help_text=f"{help_text} {self.limits_in_words()}".strip(), **kwargs)

    @property
    def max_mb(self) -> int:
        """How large it may be, in MB: never more than the portal takes."""
        return min(self._max_mb or settings.FILE_MASSIMO_MB, settings.FILE_MASSIMO_MB)

    def limits_in_words(self) -> str:
        """Kinds and size as the page says them."""
        return f"Si accettano: {in_words(self.tipi)}. Al massimo {self.max_mb} MB."

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        byte = self.max_mb * 1024 * 1024
        return {"accept": ",".join(extensions(self.tipi)), "data-byte-massimi": byte}

    def to_python(self, data: UploadedFile | None) -> FileEsaminato | None:
        if data in self.empty_values:
            return None
        if isinstance(data, TooLargeFile):
            motivo = too_large(self.max_mb)
            raise ValidationError(str(motivo), code=motivo.codice)
        verdetto = examine(data, data.name, self.tipi, self.max_mb)
        if not verdetto.ok:
            raise ValidationError(verdetto.messaggio, code=verdetto.codice)
        return FileEsaminato(data, verdetto)
