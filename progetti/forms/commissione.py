"""What the capofila types to make the commissione that scores its calls of second level."""

from django import forms

from conciliazione.forms import ReceiptForm
from rete.forms.atti import AttoForm
from rete.models import Organo

SEGGI_AL_PIU = 20
LUNGHEZZA_SEGGIO = 160


class CommissioneForm(AttoForm, ReceiptForm, forms.ModelForm):
    """Its name, what it does, its notice, and its seats: one a line."""

    seggi = forms.CharField(
        label="Seggi, uno per riga",
        max_length=SEGGI_AL_PIU * (LUNGHEZZA_SEGGIO + 2),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="A chi spetta ogni seggio, per esempio: presidente, esperto di organizzazione."
        " Altri si aggiungono dopo, anche di un partner.",
        error_messages={"required": "Scrivere almeno un seggio."},
    )

    class Meta:
        model = Organo
        fields = ("denominazione", "denominazione_breve", "descrizione", "giorni_di_preavviso")
        labels = {"descrizione": "Che cosa fa"}
        widgets = {"descrizione": forms.Textarea(attrs={"rows": 3})}

    field_order = (
        *("denominazione", "denominazione_breve", "descrizione", "giorni_di_preavviso"),
        *("seggi", "atto"),
    )

    def clean_seggi(self) -> list[str]:
        """The seats, in order.

        Raises:
            ValidationError: there are too many, or one is too long.
        """
        righe = [" ".join(riga.split()) for riga in self.cleaned_data["seggi"].splitlines()]
        righe = [riga for riga in righe if riga]
        if len(righe) > SEGGI_AL_PIU:
            raise forms.ValidationError(f"Al massimo {SEGGI_AL_PIU} seggi.")
        for numero, riga in enumerate(righe, start=1):
            if len(riga) > LUNGHEZZA_SEGGIO:
                raise forms.ValidationError(
                    f"Il seggio {numero} è più lungo di {LUNGHEZZA_SEGGIO} caratteri."
                )
        return righe

    def columns(self) -> dict[str, object]:
        """What is written in the row of the organo."""
        return {nome: self.cleaned_data[nome] for nome in self._meta.fields}
