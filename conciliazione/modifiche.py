"""Edit forms that lose nobody's text when two people edit the same row.

The form carries the version at which its row was read, and a mark of each value read then. It is
saved by one conditional UPDATE on that version. When somebody saved meanwhile nothing is written:
the page shows what I typed beside what is saved now, keeps what I typed where I changed something,
and takes what is saved where I had not.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.forms.boundfield import BoundField
from django.forms.models import model_to_dict
from django.utils import timezone

from conciliazione.campi import RicercaField
from conciliazione.date import format_day
from conciliazione.guardie import violation_message
from conciliazione.numeri import format_decimal

SPARITA = (
    "Nel frattempo è stato tolto da un’altra persona e non si può più salvare: copiare ciò che si"
    " è scritto prima di lasciare la pagina."
)
# More than any version, less than what a database column cannot hold.
VERSIONE_AL_PIU = 2**31 - 1
LUNGHEZZA_IMPRONTA = 12


class CampoVersione(forms.IntegerField):
    """The version that was read; nonsense is a version that never was, and so a stale one."""

    widget = forms.HiddenInput

    def clean(self, value: object) -> int:
        try:
            return super().clean(value) or 0
        except ValidationError:
            return 0


@dataclass(frozen=True)
class Contrasto:
    """A field that somebody else changed meanwhile: what I typed, what is saved now."""

    campo: BoundField
    mio: str
    salvato: str


class VersionedForm(forms.ModelForm):
    """The form of a row that has `versione`: `is_valid()`, then `save_if_unchanged()`.

    Where it answers False the view shows the form again: `{{ form }}` says what happened, and a
    page that draws its fields one by one includes `components/contrasti.html` above them.
    """

    template_name = "components/modulo_versionato.html"

    versione = CampoVersione(required=False, min_value=0, max_value=VERSIONE_AL_PIU)
    letti = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._add_fields()
        letti = self._values(self.instance)
        self.initial |= {nome: valore for nome, valore in letti.items() if self._is_by_key(nome)}
        self.initial["versione"] = self.instance.versione
        self.initial["letti"] = self._marks(letti)
        # Saving was refused: somebody else saved first.
        self.superato = False
        # In conflict: both changed it. Taken over: only somebody else did.
        self.contrasti: list[Contrasto] = []
        self.ripresi: list[Contrasto] = []

    def _add_fields(self) -> None:
        """Add the fields that depend on the row, before its values are read."""

    def save_if_unchanged(self) -> bool:
        """Write the row and its version + 1, if it is still as it was read; whether it was.

        When it was not, or when the database refuses the row, nothing is written and the form
        says why.
        """
        if not self._written_names() & set(self.changed_data):
            return True
        try:
            with transaction.atomic():
                if self._claim():
                    self._write()
                    return True
        except IntegrityError as errore:
            messaggio = violation_message(errore, type(self.instance))
            if messaggio is None:
                raise
            self.add_error(None, messaggio)
            return False
        return self._compare()

    def _claim(self) -> bool:
        """Take the version that was read, if nobody took it; who comes second waits here."""
        letta = self.cleaned_data["versione"]
        righe = type(self.instance)._base_manager.filter(pk=self.instance.pk, versione=letta)
        return righe.update(versione=letta + 1) == 1

    def _write(self) -> None:
        obj = self.instance
        obj.versione = self.cleaned_data["versione"] + 1
        colonne = {c.name for c in obj._meta.concrete_fields}
        cercate = {c.name for c in obj._meta.concrete_fields if isinstance(c, RicercaField)}
        # save() and not update(): the history of the fields listens to it.
        obj.save(update_fields=self._written_names() & colonne | cercate)
        self._save_m2m()

    def _written_names(self) -> set[str]:
        """The columns and relations of the row that this form writes."""
        opzioni = self.instance._meta
        scritti = {c.name for c in (*opzioni.concrete_fields, *opzioni.many_to_many) if c.editable}
        return scritti & set(self.fields)

    def _values(self, obj: models.Model) -> dict[str, object]:
        """What `obj` has in the columns and relations that this form writes."""
        valori = model_to_dict(obj, self._written_names())
        per_chiave = (nome for nome in valori if self._is_by_key(nome) and valori[nome])
        return {**valori, **{nome: getattr(obj, nome) for nome in per_chiave}}

    def _is_by_key(self, nome: str) -> bool:
        """Whether the field chooses one row by something else than its primary key."""
        campo = self.fields[nome]
        uno = type(campo) is forms.ModelChoiceField
        return uno and campo.to_field_name is not None

    def _marks(self, valori: dict[str, object]) -> str:
        """A mark of each value of the row, as it was read, for the hidden field."""
        segni = {nome: _mark(valori.get(nome)) for nome in sorted(self._written_names())}
        return json.dumps(segni, separators=(",", ":"))

    def _compare(self) -> bool:
        """Set side by side what I typed and what is saved; the form takes the version of now.

        True when there is nothing to compare: what I typed is what is saved.
        """
        attuale = type(self.instance)._base_manager.filter(pk=self.instance.pk).first()
        if attuale is None:
            self.add_error(None, SPARITA)
            return False
        salvati = self._values(attuale)
        if all(_mark(self.cleaned_data[nome]) == _mark(v) for nome, v in salvati.items()):
            return True
        self.superato = True
        prima = _read_marks(self.cleaned_data["letti"])
        self.data = self.data.copy()
        self._put("versione", attuale.versione)
        self._put("letti", self._marks(salvati))
        for campo in [c for c in self if c.name in salvati]:
            self._compare_field(campo, attuale, salvati[campo.name], prima.get(campo.name))
        return False

    def _compare_field(
        self, campo: BoundField, attuale: models.Model, salvato: object, prima: str | None
    ) -> None:
        mio, suo = _mark(self.cleaned_data[campo.name]), _mark(salvato)
        if mio == suo:
            return
        contrasto = Contrasto(
            campo,
            _in_words(self.instance, campo.name, self.cleaned_data[campo.name]),
            _in_words(attuale, campo.name, getattr(attuale, campo.name, salvato)),
        )
        if mio == prima:
            self._put(campo.name, salvato)
            self.ripresi.append(contrasto)
        elif suo != prima:
            self.contrasti.append(contrasto)

    def _put(self, nome: str, valore: object) -> None:
        """Make the form show a value as if it had been typed."""
        chiave, scritto = self.add_prefix(nome), self.fields[nome].prepare_value(valore)
        if isinstance(scritto, list) and hasattr(self.data, "setlist"):
            self.data.setlist(chiave, scritto)
        else:
            self.data[chiave] = scritto


class DraftForm(VersionedForm):
    """A page of a draft: it saves what is right even when something else is not."""

    def _written_names(self) -> set[str]:
        """What is wrong is not written."""
        return super()._written_names() - set(self._errors or ())

    def save_valid(self) -> bool:
        """Write what is right; whether the whole page was, and nobody had saved meanwhile."""
        giusto = self.is_valid()
        salvato = self.save_if_unchanged() or self._save_beside()
        if salvato and not giusto:
            self.take_saved_version()
        return giusto and salvato

    def _save_beside(self) -> bool:
        """Save at the second try when what changed meanwhile is on other pages of the draft."""
        if not self.superato or self.contrasti or self.ripresi:
            return False
        self.superato = False
        self.cleaned_data["versione"] = int(self.data["versione"])
        return self.save_if_unchanged()

    def take_saved_version(self) -> None:
        """Go on from what was just saved: the page stays open, with errors or without."""
        self.data = self.data.copy()
        self._put("versione", self.instance.versione)
        salvati = {nome: self.cleaned_data.get(nome) for nome in self._written_names()}
        self._put("letti", self._marks({**self.initial, **salvati}))


def _mark(valore: object) -> str:
    """A short mark, the same for the same value however it came: read, typed or saved."""
    return hashlib.sha256(_plain(valore).encode()).hexdigest()[:LUNGHEZZA_IMPRONTA]


def _read_marks(scritti: str) -> dict[str, str]:
    """The marks of a hidden field; none when somebody tampered with them."""
    with suppress(ValueError):
        letti = json.loads(scritti)
        return letti if isinstance(letti, dict) else {}
    return {}


def _plain(valore: object) -> str:
    """A value in one way of writing: browsers send line ends of their own, and trim nothing."""
    if valore is None:
        return ""
    if isinstance(valore, models.Model):
        return str(valore.pk)
    if isinstance(valore, datetime):
        return valore.astimezone(UTC).isoformat()
    if isinstance(valore, Decimal):
        return str(valore.normalize())
    if isinstance(valore, str):
        return "\n".join(valore.splitlines()).strip()
    if isinstance(valore, dict):
        return json.dumps(valore, sort_keys=True, default=str)
    if isinstance(valore, Iterable):
        return "\n".join(sorted(_plain(v) for v in valore))
    return str(valore)


def _in_words(obj: models.Model, nome: str, valore: object) -> str:
    """A value as people read it on the page."""
    parole = getattr(obj, f"get_{nome}_display", None)
    if parole is not None:
        return str(parole())
    if isinstance(valore, models.Manager):
        valore = valore.all()
    if isinstance(valore, models.QuerySet | list):
        return ", ".join(str(v) for v in valore)
    return _scalar_in_words(valore)


def _scalar_in_words(valore: object) -> str:
    if valore is None:
        return ""
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    if isinstance(valore, datetime):
        locale = timezone.localtime(valore)
        return f"{format_day(locale.date())}, ore {locale:%H:%M}"
    if isinstance(valore, date):
        return format_day(valore)
    return format_decimal(valore) if isinstance(valore, Decimal) else str(valore)
