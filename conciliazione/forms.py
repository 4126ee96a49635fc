"""Pieces of forms that every room shares."""

from django import forms

from conciliazione.ricerca import kinds, normalise
from conciliazione.ricevute import new_token

PAROLE_LUNGHE = 100
LETTERE_MINIME = 2


class ReceiptForm(forms.Form):
    """A form that creates something once: its hidden token goes to `ricevute.once`."""

    gettone = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=new_token)


class CercaForm(forms.Form):
    """What somebody looks for in the whole site, and in which kind of thing."""

    q = forms.CharField(
        label="Parole da cercare",
        max_length=PAROLE_LUNGHE,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={
            "required": "Scrivere almeno una parola.",
            "max_length": f"Al massimo {PAROLE_LUNGHE} caratteri: bastano poche parole.",
        },
    )
    genere = forms.ChoiceField(
        label="Dove",
        required=False,
        choices=lambda: [("", "In tutto il portale"), *((g.chiave, g.titolo) for g in kinds())],
        error_messages={
            "invalid_choice": "Non è una parte del portale: sceglierne una dall’elenco."
        },
    )

    def clean_q(self) -> str:
        q = self.cleaned_data["q"]
        if max(map(len, normalise(q).split()), default=0) < LETTERE_MINIME:
            raise forms.ValidationError("Scrivere almeno una parola di due lettere o cifre.")
        return q
