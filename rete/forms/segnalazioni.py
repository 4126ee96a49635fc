"""The form with which anybody reports a problem, and that of the answer."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings

from conciliazione.ricevute import new_token
from rete.models import Segnalazione

NON_UNA_PAGINA = "Scrivere l’indirizzo di una pagina del portale, per esempio /rete/soggetti/."

GETTONE_MINIMO = 20


def local_path(scritto: str) -> str:
    """The path of a page of this portal, from the whole address too.

    Raises:
        ValueError: it is the address of something else.
    """
    percorso = scritto.strip().removeprefix(settings.BASE_URL)
    parti = urlsplit(percorso)  # raises ValueError of its own
    fuori = parti.scheme or parti.netloc or not percorso.startswith("/")
    if fuori or "\\" in percorso or not percorso.isprintable() or " " in percorso:
        raise ValueError(NON_UNA_PAGINA)
    return percorso


class SegnalazioneForm(forms.ModelForm):
    """A problem, told by anybody; an address is asked only of who wants an answer."""

    motivo = forms.ChoiceField(
        label="Di che cosa si tratta",
        choices=Segnalazione._meta.get_field("motivo").choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Scegliere una delle voci."},
    )
    # Nobody sees it; programs that fill every field fill it too.
    sito = forms.CharField(label="Lasciare vuoto", required=False)
    gettone = forms.CharField(
        max_length=64, required=False, widget=forms.HiddenInput, initial=new_token
    )

    class Meta:
        model = Segnalazione
        fields = ["motivo", "pagina", "testo", "email"]
        labels = {
            "pagina": "Indirizzo della pagina",
            "testo": "Che cosa succede",
            "email": "E-mail, se si desidera una risposta",
        }
        help_texts = {
            "pagina": "Se il problema riguarda una pagina sola.",
            "testo": "Che cosa si voleva fare e che cosa è successo. Non scrivere dati sulla salute"
            " o sulla situazione familiare: non servono.",
            "email": "Serve solo a rispondere. Si cancella sei mesi dopo la chiusura.",
        }
        widgets = {
            "pagina": forms.TextInput(attrs={"autocomplete": "off"}),
            "testo": forms.Textarea(attrs={"rows": 6}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = {"testo": {"required": "Scrivere che cosa succede."}}

    def clean_pagina(self) -> str:
        pagina = self.cleaned_data["pagina"]
        try:
            return local_path(pagina) if pagina else ""
        except ValueError as errore:
            raise forms.ValidationError(NON_UNA_PAGINA) from errore

    def clean_gettone(self) -> str:
        """A form that came without a token of ours is sent once all the same."""
        gettone = self.cleaned_data["gettone"]
        return gettone if len(gettone) >= GETTONE_MINIMO else new_token()

    def clean_sito(self) -> str:
        if self.cleaned_data["sito"]:
            raise forms.ValidationError("Questo campo deve restare vuoto.")
        return ""


class ChiusuraForm(forms.Form):
    """The answer with which a report is closed."""

    motivo = forms.CharField(
        label="Risposta",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Resta nella storia della segnalazione; se chi ha scritto ha lasciato un’e-mail,"
        " la riceve come comunicazione di cortesia.",
        error_messages={"required": "Scrivere la risposta, o perché si chiude senza rispondere."},
    )
