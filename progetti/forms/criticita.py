"""What who runs a project types about what goes wrong."""

from django import forms
from django.core.validators import MaxLengthValidator

from conciliazione.forms import ReceiptForm
from conciliazione.modifiche import VersionedForm
from progetti.models import Criticita

CAMPI = ("tipo", "testo", "segue", "entro_il")
TESTO_AL_PIU = 2_000


class _CriticitaForm(forms.ModelForm):
    class Meta:
        model = Criticita
        fields = CAMPI
        field_classes = {"entro_il": forms.DateField}
        widgets = {
            "tipo": forms.RadioSelect,
            "testo": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "tipo": "Un rischio può succedere; un problema è già successo.",
            "segue": "Una persona o un soggetto: chi se ne occupa.",
            "entro_il": "Il giorno in cui si guarda se è risolto; si può lasciare vuoto.",
        }
        error_messages = {
            "tipo": {"required": "Scegliere se è un rischio o un problema."},
            "testo": {"required": "Scrivere che cosa può andare storto, o che cosa è successo."},
            "segue": {"required": "Scrivere chi se ne occupa."},
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tipo"].choices = Criticita._meta.get_field("tipo").choices
        self.fields["testo"].validators.append(MaxLengthValidator(TESTO_AL_PIU))


class NuovaCriticitaForm(_CriticitaForm, ReceiptForm):
    """A risk or a problem that begins to be followed."""


class CriticitaForm(_CriticitaForm, VersionedForm):
    """A risk or a problem, rewritten while it is open."""


class ChiudiForm(forms.Form):
    """How it ended, or why it is open again."""

    motivo = forms.CharField(
        label="Com’è finita",
        max_length=TESTO_AL_PIU,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Resta nella storia, e nella relazione di monitoraggio.",
        error_messages={"required": "Scriverlo: resta nella storia."},
    )
