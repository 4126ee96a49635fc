"""What is typed about one reported value: its correction, once it was verified."""

from django import forms

from conciliazione.campi import MisuraInput
from progetti.forms.prove import MOTIVO_AL_PIU


class CorrezioneForm(forms.Form):
    """The right value, and why the verified one was not."""

    valore = MisuraInput(
        label="Valore giusto",
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text="Quello che la riga verificata doveva avere: la differenza la fa il portale.",
        error_messages={
            "required": "Scrivere il valore giusto.",
            "min_value": "Il valore non può essere negativo.",
        },
    )
    motivo = forms.CharField(
        label="Perché si corregge",
        max_length=MOTIVO_AL_PIU,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Resta nella storia, accanto al valore di prima.",
        error_messages={"required": "Scrivere il motivo: resta nella storia."},
    )
