"""What is typed of the opinion that an organo gave in a meeting."""

from django import forms

from conciliazione.forms import ReceiptForm
from conciliazione.modifiche import VersionedForm
from rete.enums import EsitoParere
from rete.models import Parere, Utente
from rete.pareri import CORREGGIBILI, keep_correction

NESSUN_CAMBIO = "Non è cambiato nulla: correggere almeno un campo."


class _Parere:
    """What both forms ask."""

    model = Parere
    fields = tuple(CORREGGIBILI)
    labels = {"oggetto": "Su che cosa"}
    widgets = {"osservazioni": forms.Textarea(attrs={"rows": 4})}


class EsitoMixin:
    """The outcome, which nobody has chosen for the person."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["esito"].choices = [("", "Scegliere l’esito"), *EsitoParere.choices]


class ParereForm(EsitoMixin, ReceiptForm, forms.ModelForm):
    """The opinion that an organo gave in a meeting."""

    class Meta(_Parere):
        pass


class CorreggiParereForm(EsitoMixin, VersionedForm):
    """An opinion written wrongly: what it said stays in its history, with why it changed."""

    motivo = forms.CharField(
        label="Perché si corregge",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Si legge accanto al parere, con ciò che diceva prima.",
        error_messages={"required": "Scrivere perché: si legge accanto al parere."},
    )

    class Meta(_Parere):
        pass

    def __init__(self, *args: object, by: Utente, acting_as: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.acting_as = by, acting_as

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        if not self.errors and not set(self.changed_data) & set(CORREGGIBILI):
            raise forms.ValidationError(NESSUN_CAMBIO)
        return dati

    def _write(self) -> None:
        super()._write()
        cambiati = [nome for nome in CORREGGIBILI if nome in self.changed_data]
        prima = {nome: self.initial[nome] for nome in cambiati}
        motivo = self.cleaned_data["motivo"]
        keep_correction(self.instance, prima, self.by, motivo, acting_as=self.acting_as)
