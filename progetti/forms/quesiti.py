"""The question that anybody asks about a call, and its answer."""

from django import forms

from conciliazione.codici import ALFABETO, LUNGHEZZA, new_code
from progetti.models import Quesito


class QuesitoForm(forms.ModelForm):
    """A question; an address is asked only of who wants to be told of the answer."""

    # Nobody sees it; programs that fill every field fill it too.
    sito = forms.CharField(label="Lasciare vuoto", required=False)
    # The code of the question: sent twice, it is the same question.
    codice = forms.CharField(
        max_length=64, required=False, widget=forms.HiddenInput, initial=new_code
    )

    class Meta:
        model = Quesito
        fields = ("testo", "email")
        labels = {"testo": "La domanda", "email": "E-mail, per sapere quando c’è la risposta"}
        help_texts = {
            "testo": "La leggono tutti, con la risposta: non scrivere nomi di persone né ciò che"
            " si vuole proporre.",
            "email": "Non si mostra a nessuno. Serve una volta sola e si cancella alla fine"
            " dell’avviso.",
        }
        widgets = {
            "testo": forms.Textarea(attrs={"rows": 6, "maxlength": 4000}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = {"testo": {"required": "Scrivere la domanda."}}

    def clean_testo(self) -> str:
        testo = self.cleaned_data["testo"]
        if len(testo) > 4000:
            raise forms.ValidationError("Al massimo 4.000 caratteri: dividere la domanda.")
        return testo

    def clean_sito(self) -> str:
        if self.cleaned_data["sito"]:
            raise forms.ValidationError("Questo campo deve restare vuoto.")
        return ""

    def clean_codice(self) -> str:
        """A form that came without a code of ours is sent once all the same."""
        codice = self.cleaned_data["codice"]
        nostro = len(codice) == LUNGHEZZA and set(codice) <= set(ALFABETO)
        return codice if nostro else new_code()


class RispostaForm(forms.Form):
    """The answer that everybody reads."""

    risposta = forms.CharField(
        label="Risposta",
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="La leggono tutti, con la domanda com’è scritta. Chi ha lasciato un’e-mail la"
        " riceve una volta. Poi non si cambia: per correggere si rettifica l’avviso.",
        error_messages={"required": "Scrivere la risposta."},
    )
