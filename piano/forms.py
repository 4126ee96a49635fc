"""What a person types when the Piano changes state."""

from django import forms

from conciliazione.periodi import today
from piano.models import Piano
from rete.models import Atto, Parere
from rete.permissions import TAVOLO


class TransitionForm(forms.Form):
    """The data of one transition of a Piano; the fields are those that the transition writes."""

    def __init__(self, piano: Piano, data: object = None) -> None:
        super().__init__(data, initial=self.starting_values(piano))
        self.narrow(piano)

    def starting_values(self, piano: Piano) -> dict[str, object]:
        """What the fields show at first."""
        return {}

    def narrow(self, piano: Piano) -> None:
        """Leave in the lists only what suits this Piano."""


class ProposeForm(TransitionForm):
    proposto_il = forms.DateField(label="Il Comitato lo ha proposto il", widget=forms.DateInput)

    def starting_values(self, piano: Piano) -> dict[str, object]:
        return {"proposto_il": today()}


class OpinionForm(TransitionForm):
    parere = forms.ModelChoiceField(
        Parere.objects.none(),
        label="Parere del Tavolo locale",
        empty_label="Scegli il parere",
        help_text="Il parere deve essere già fra quelli registrati.",
    )

    def narrow(self, piano: Piano) -> None:
        del_tavolo = Parere.objects.filter(ciclo_id=piano.ciclo_id, organo__slug=TAVOLO)
        self.fields["parere"].queryset = del_tavolo.select_related("organo")


class ApproveForm(TransitionForm):
    atto = forms.ModelChoiceField(
        Atto.objects.filter(data__isnull=False).order_by("-data", "slug"),
        label="Atto di approvazione",
        empty_label="Scegli l’atto",
        help_text="L’atto deve essere già fra quelli registrati.",
    )
    approvato_il = forms.DateField(label="Approvato il", widget=forms.DateInput)

    def starting_values(self, piano: Piano) -> dict[str, object]:
        return {"approvato_il": today()}


class AmendForm(TransitionForm):
    motivo = forms.CharField(
        label="Motivo",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text="Perché il Piano si riapre: resta nella sua storia.",
    )


FORMS: dict[str, type[TransitionForm]] = {
    "propose": ProposeForm,
    "record_opinion": OpinionForm,
    "approve": ApproveForm,
    "amend": AmendForm,
}
# Each transition of a Piano as an address names it.
INDIRIZZI = {
    "proponi": "propose",
    "registra-il-parere": "record_opinion",
    "registra-l-atto": "approve",
    "riapri": "amend",
}
