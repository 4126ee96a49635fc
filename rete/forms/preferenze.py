"""What a person chooses for themselves."""

from django import forms

from rete.enums import FrequenzaAvvisi
from rete.models import Utente


class PreferenzeForm(forms.ModelForm):
    """How a person wants the mails of the portal."""

    avvisi = forms.ChoiceField(
        label="Quando ricevere gli avvisi",
        choices=FrequenzaAvvisi,
        widget=forms.RadioSelect,
        help_text="Gli inviti, le convocazioni e ciò che riguarda la password arrivano sempre"
        " subito.",
        error_messages={"invalid_choice": "Scegliere una delle due voci."},
    )

    class Meta:
        model = Utente
        fields = ["avvisi"]
