"""What who verifies types: why a value is sent back; which of them are verified together."""

from decimal import Decimal

from django import forms

from conciliazione.campi import MisuraInput
from conciliazione.modifiche import VERSIONE_AL_PIU, CampoVersione
from conciliazione.scelte import SceltaField
from progetti.estrazione import DICHIARATE, VERIFICATE
from progetti.filters import FINESTRE
from progetti.forms.prove import MOTIVO_AL_PIU


class RestituisciForm(forms.Form):
    """Why, and the version of the value that was read."""

    motivo = forms.CharField(
        label="Che cosa c’è da rivedere",
        max_length=MOTIVO_AL_PIU,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Chi conduce il progetto lo riceve per e-mail, com’è scritto qui, e resta nella"
        " storia.",
        error_messages={
            "required": "Scrivere che cosa c’è da rivedere: senza, non si restituisce."
        },
    )
    versione = CampoVersione(required=False, min_value=0, max_value=VERSIONE_AL_PIU)

    def take_version(self, versione: int) -> None:
        """Go on from the value as it is now, with what was typed."""
        self.data = self.data.copy()
        self.data["versione"] = versione


def read_choice(scritto: str) -> tuple[str, int]:
    """The code and the version of a value that was ticked, `codice:versione`.

    What somebody tampered with is a version that never was.
    """
    codice, _, versione = scritto.partition(":")
    letta = int(versione) if versione.isdecimal() and len(versione) < 10 else 0
    return codice if codice.isalnum() else "", letta


class CampioneForm(forms.Form):
    """From which values a sample is drawn, how much of them, and the seed of the draw."""

    quali = forms.ChoiceField(
        label="Quali righe", choices=[(VERIFICATE, "Verificate"), (DICHIARATE, "Da verificare")]
    )
    finestra = SceltaField(
        label="Finestra", righe=FINESTRE, chiave="codice", vuota="Tutte", required=False
    )
    percentuale = MisuraInput(
        label="Percentuale",
        min_value=Decimal("0.01"),
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text="Da più di 0 a 100.",
        error_messages={
            "required": "Scrivere quante righe controllare su cento.",
            "min_value": "Scrivere più di zero.",
            "max_value": "Al massimo 100.",
        },
    )
    seme = forms.RegexField(
        r"^[\w-]+$",
        label="Seme",
        max_length=40,
        help_text="Una parola qualsiasi, scelta prima di guardare: con lo stesso seme il campione è"
        " lo stesso.",
        error_messages={
            "invalid": "Solo lettere, cifre e trattini, senza spazi.",
            "required": "Scrivere una parola qualsiasi: serve a ripetere l’estrazione.",
        },
    )
