"""What who proposes types when they send, withdraw and answer."""

from django import forms
from django.core.exceptions import ValidationError

from progetti.models import Proposta

TESTO_LUNGO = 10_000
CAMBIATA = (
    "Nel frattempo la bozza è stata cambiata da qualcuno: rileggerla e, se va ancora bene,"
    " presentarla."
)


class InvioForm(forms.Form):
    """Send what was read: it carries the version that the person has seen."""

    versione = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, proposta: Proposta, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.proposta = proposta
        self.initial["versione"] = proposta.versione

    def clean(self) -> dict[str, object]:
        dati = super().clean() or self.cleaned_data
        if dati.get("versione") != self.proposta.versione:
            # The next click is of what the page now shows.
            self.data = self.data.copy()
            self.data["versione"] = self.proposta.versione
            raise ValidationError(CAMBIATA)
        return dati


class RitiroForm(forms.Form):
    """Why a proposal is withdrawn."""

    motivo = forms.CharField(
        label="Perché si ritira",
        max_length=TESTO_LUNGO,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Resta nella storia della proposta.",
        error_messages={"required": "Scrivere il motivo: resta nella storia della proposta."},
    )


class RispostaForm(forms.Form):
    """The answer to what the staff asked."""

    risposta = forms.CharField(
        label="Risposta",
        max_length=TESTO_LUNGO,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Si invia una volta sola: poi l’esame riprende.",
        error_messages={"required": "Scrivere la risposta."},
    )
