"""What il capofila types about the agreements of its alliance."""

from django import forms

from alleanze.models import Alleanza, Convenzione
from conciliazione.forms import ReceiptForm
from conciliazione.modifiche import VersionedForm
from conciliazione.periodi import today
from rete.models import Soggetto

CAMPI = ("tipo", "oggetto", "parti", "altre_parti", "firmata_il", "dal", "al")


class _ConvenzioneForm(forms.ModelForm):
    parti = forms.ModelMultipleChoiceField(
        Soggetto.objects.none(),
        label="Chi la firma, fra i soggetti dell’alleanza",
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Convenzione
        fields = CAMPI
        field_classes = dict.fromkeys(("firmata_il", "dal", "al"), forms.DateField)
        help_texts = {
            "altre_parti": "Imprese o enti che non sono fra quelli qui sopra.",
            "firmata_il": "Vuoto finché non è firmata: da allora la leggono tutti.",
        }
        error_messages = {"oggetto": {"required": "Scrivere che cosa prevede."}}

    def prepare(self, alleanza: Alleanza) -> None:
        """Offer the soggetti of the alliance."""
        dentro = Soggetto.objects.filter(partenariati__alleanza=alleanza).distinct()
        self.fields["parti"].queryset = dentro.order_by("denominazione")

    def clean_firmata_il(self) -> object:
        giorno = self.cleaned_data["firmata_il"]
        if giorno and giorno > today():
            raise forms.ValidationError("La firma è nel futuro: si scrive quando c’è.")
        return giorno

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        if not (dati.get("parti") or dati.get("altre_parti")) and "parti" not in self.errors:
            self.add_error("parti", "Scegliere almeno una parte, o scriverla qui sotto.")
        dal, al = dati.get("dal"), dati.get("al")
        if dal and al and al < dal:
            self.add_error("al", "Finisce prima di cominciare.")
        return dati


class NuovaConvenzioneForm(_ConvenzioneForm, ReceiptForm):
    """An agreement that is new."""

    def __init__(self, data: object = None, *, alleanza: Alleanza) -> None:
        super().__init__(data)
        self.instance.alleanza = alleanza
        self.prepare(alleanza)


class ConvenzioneForm(_ConvenzioneForm, VersionedForm):
    """An agreement, corrected."""

    def _add_fields(self) -> None:
        self.prepare(self.instance.alleanza)
