"""What is typed about the monitoring windows: their days, more time for one project."""

from datetime import date, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from conciliazione.campi import CampoIstante
from conciliazione.forms import ReceiptForm
from conciliazione.modifiche import VERSIONE_AL_PIU, CampoVersione, VersionedForm
from progetti.forms.prove import MOTIVO_AL_PIU
from progetti.models import Consegna, FinestraMonitoraggio
from rete.forms.membri import in_living_memory

GIORNI_AL_PIU = 365
PASSATA = "La scadenza è già passata: nessuno potrebbe consegnare."
LONTANA = "Si concede al più un anno oltre la scadenza di adesso: controllare la data."


class _GiorniForm(forms.ModelForm):
    """The days of a window."""

    giorni_verifica = forms.IntegerField(
        label="Giorni per verificare, dopo la scadenza", min_value=1, max_value=GIORNI_AL_PIU
    )
    giorni_preavviso = forms.IntegerField(
        label="Giorni di preavviso prima della scadenza",
        min_value=0,
        max_value=GIORNI_AL_PIU,
        help_text="Chi non ha ancora consegnato riceve allora un’e-mail.",
    )

    class Meta:
        model = FinestraMonitoraggio
        fields = (
            *("denominazione", "dal", "al", "apre_il", "scade_il"),
            *("giorni_verifica", "giorni_preavviso"),
        )
        field_classes = {
            "dal": forms.DateField,
            "al": forms.DateField,
            "apre_il": CampoIstante,
            "scade_il": CampoIstante,
        }
        help_texts = {
            "apre_il": "Giorno e ora di Roma.",
            "scade_il": "Giorno e ora di Roma. A un solo progetto si può poi dare più tempo.",
        }

    def clean_dal(self) -> date:
        return _day(self.cleaned_data["dal"])

    def clean_al(self) -> date:
        al, dal = _day(self.cleaned_data["al"]), self.cleaned_data.get("dal")
        if dal and al < dal:
            raise ValidationError("Il periodo finisce prima di cominciare.")
        return al

    def clean_apre_il(self) -> datetime:
        in_living_memory(self.cleaned_data["apre_il"])
        return self.cleaned_data["apre_il"]

    def clean_scade_il(self) -> datetime:
        scade, apre = self.cleaned_data["scade_il"], self.cleaned_data.get("apre_il")
        in_living_memory(scade)
        if apre and scade <= apre:
            raise ValidationError("La consegna scade dopo che si è aperta.")
        if scade <= timezone.now():
            raise ValidationError(PASSATA)
        return scade


def _day(giorno: date) -> date:
    in_living_memory(giorno)
    return giorno


class NuovaFinestraForm(_GiorniForm, ReceiptForm):
    """A window that begins."""


class FinestraForm(_GiorniForm, VersionedForm):
    """A window, changed until it opens."""


class _PassoConsegnaForm(forms.Form):
    """A step of a delivery, with the version that was read."""

    versione = CampoVersione(required=False, min_value=0, max_value=VERSIONE_AL_PIU)

    def __init__(self, data: object = None, *, consegna: Consegna) -> None:
        super().__init__(data, initial={"versione": consegna.versione})
        self.consegna = consegna


class ProrogaForm(_PassoConsegnaForm):
    """Why one project has more time, and until when."""

    motivo = forms.CharField(
        label="Motivo",
        max_length=MOTIVO_AL_PIU,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Chi conduce il progetto lo riceve per e-mail, e resta accanto alla consegna.",
        error_messages={"required": "Scrivere il motivo: resta accanto alla consegna."},
    )
    fino_a = CampoIstante(label="Fino a quando", help_text="Giorno e ora di Roma.")

    def clean_fino_a(self) -> datetime:
        fino_a = self.cleaned_data["fino_a"]
        if fino_a > max(self.consegna.scade_il, timezone.now()) + timedelta(days=GIORNI_AL_PIU + 1):
            raise ValidationError(LONTANA)
        return fino_a


class ChiudiForm(_PassoConsegnaForm):
    """That the values of a project in a window are frozen: nothing to type."""
