"""What a person types about the Piano: to change its state, to read and waive its findings."""

from collections.abc import Iterable, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet

from conciliazione.campi import MisuraInput
from conciliazione.cifre import all_figures
from conciliazione.modifiche import VERSIONE_AL_PIU, CampoVersione, DraftForm, VersionedForm
from conciliazione.periodi import today
from piano.controlli import Rilievo, all_checks
from piano.deroghe import Riscontro
from piano.enums import LivelloRilievo, ModoMisura, StatoRelazione
from piano.models import Capitolo, MisuraIndicatore, Piano, Relazione
from piano.models.finalita import DELLE_MISURE
from piano.raggiunto import indicators_of
from progetti.models import Indicatore
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


# --- Findings of the checks -------------------------------------------------------------------

TUTTO_IL_PIANO = "0"


class FindingsForm(forms.Form):
    """Which findings to show; a choice that cannot be read has its error and leaves out nothing."""

    livello = forms.ChoiceField(
        label="Livello", required=False, choices=[("", "Tutti"), *LivelloRilievo.choices]
    )
    controllo = forms.ChoiceField(label="Controllo", required=False)
    capitolo = forms.ChoiceField(label="Capitolo", required=False)
    deroga = forms.ChoiceField(
        label="Deroga",
        required=False,
        choices=[("", "Con e senza"), ("no", "Senza deroga"), ("si", "Con deroga")],
    )

    def __init__(self, capitoli: Sequence[Capitolo], data: object) -> None:
        super().__init__(data)
        self.fields["controllo"].choices = [
            ("", "Tutti"),
            *sorted(((c.nome, c.titolo) for c in all_checks()), key=lambda scelta: scelta[1]),
        ]
        self.fields["capitolo"].choices = [
            ("", "Tutti"),
            *((str(c.numero), str(c)) for c in capitoli),
            (TUTTO_IL_PIANO, "Nessuno: tutto il Piano"),
        ]

    @property
    def is_filtering(self) -> bool:
        """Whether something was chosen, well or badly."""
        return any(self.data.get(nome) for nome in self.fields)

    def choose(self, riscontri: Iterable[Riscontro]) -> list[Riscontro]:
        """The findings that every choice lets through."""
        self.is_valid()
        scelte = {nome: valore for nome, valore in self.cleaned_data.items() if valore}
        return [
            r
            for r in riscontri
            if all(_trait(r, nome) == valore for nome, valore in scelte.items())
        ]


def _trait(riscontro: Riscontro, nome: str) -> str:
    """What a finding has, as the choices of the filters write it."""
    return {
        "livello": riscontro.rilievo.livello,
        "controllo": riscontro.rilievo.controllo,
        "capitolo": str(riscontro.rilievo.capitolo or TUTTO_IL_PIANO),
        "deroga": "si" if riscontro.deroga else "no",
    }[nome]


class ReasonForm(forms.Form):
    motivo = forms.CharField(
        label="Motivo", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )


class WaiverForm(ReasonForm):
    """Why a finding is let stand; it carries the values of the finding that the person read."""

    impronta = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, rilievo: Rilievo, data: object = None) -> None:
        super().__init__(data, initial={"impronta": rilievo.impronta})
        self.rilievo = rilievo
        self.fields["motivo"].help_text = (
            "Perché il rilievo si lascia com’è. Si legge nell’allegato del Piano, con il proprio"
            " incarico e la data: non scrivere nomi di persone."
        )

    def clean(self) -> None:
        """Refuse who read other values; the next time the form carries those of now."""
        letta = self.cleaned_data.get("impronta")
        if letta == self.rilievo.impronta:
            return
        self.data = {**self.data.dict(), "impronta": self.rilievo.impronta}
        raise forms.ValidationError(
            "Nel frattempo i valori del rilievo sono cambiati: rileggerlo qui sopra e confermare."
        )


class RevokeForm(ReasonForm):
    """Why a waiver ends."""

    def __init__(self, data: object = None) -> None:
        super().__init__(data)
        self.fields["motivo"].help_text = "Il rilievo torna a contare: resta scritto perché."


# --- Monitoring reports -----------------------------------------------------------------------

LUNGO_AL_PIU = 10_000
SENZA_NOMI = "Non scrivere nomi di persone: la relazione arriva anche alla Regione."


class RelazioneForm(DraftForm):
    """The boxes of a report that is being written: each is saved while one writes."""

    class Meta:
        model = Relazione
        fields = ("svolto", "difficolta", "prossimi")
        help_texts = {
            "svolto": f"In breve: le cifre e le prove si aggiungono da sole. {SENZA_NOMI}",
            "difficolta": "Che cosa ha rallentato il lavoro, che cosa potrebbe farlo, e chi se ne"
            " occupa.",
            "prossimi": "Che cosa si farà diversamente nel prossimo periodo.",
        }

    def __init__(self, data: object = None, *, instance: Relazione) -> None:
        super().__init__(data, instance=instance)
        for campo in (self.fields[nome] for nome in self.Meta.fields):
            campo.max_length = LUNGO_AL_PIU
            campo.validators.append(MaxLengthValidator(LUNGO_AL_PIU))
            campo.widget.attrs["rows"] = 7

    def _claim(self) -> bool:
        """Take the version that was read, if nobody took it and nobody delivered the report."""
        letta = self.cleaned_data["versione"]
        righe = Relazione.objects.filter(pk=self.instance.pk, versione=letta)
        aperte = righe.filter(stato=StatoRelazione.IN_REDAZIONE)
        return aperte.update(versione=letta + 1) == 1


class DeliverReportForm(forms.Form):
    """The version of the words that one read, and delivers."""

    versione = CampoVersione(required=False, min_value=0, max_value=VERSIONE_AL_PIU)


class TransmitReportForm(forms.Form):
    """When a report was transmitted, and the number that the protocol gave it."""

    data = forms.DateField(label="Trasmessa alla Regione il", widget=forms.DateInput)
    protocollo = forms.CharField(
        label="Numero di protocollo",
        max_length=60,
        help_text="Il numero che il protocollo dell’ente ha dato all’invio: il portale non invia"
        " nulla, ne tiene memoria.",
    )


# --- How the indicators of the Piano are computed ---------------------------------------------


class IndicatoriField(forms.ModelMultipleChoiceField):
    """Some indicators of the projects, each named by its place: project, objective, result."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: object) -> object:
        if isinstance(value, Indicatore):
            return value.riferimento
        if isinstance(value, str) or not isinstance(value, Iterable):
            return value
        return [self.prepare_value(riga) for riga in value]

    def label_from_instance(self, obj: Indicatore) -> str:
        obiettivo = obj.risultato.obiettivo
        return f"{obiettivo.progetto}, obiettivo {obiettivo.numero}: {obj} ({obj.unita})"

    def _check_values(self, value: Iterable[str]) -> QuerySet[Indicatore]:
        ammessi = {indicatore.riferimento: indicatore.pk for indicatore in self.queryset}
        for riferimento in value:
            if riferimento not in ammessi:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": riferimento},
                )
        return self.queryset.filter(pk__in=[ammessi[riferimento] for riferimento in value])


def _figures(*formati: str) -> list[tuple[str, str]]:
    """The figures that may be read for a measure: those that need no argument, nor a measure."""
    return [("", "Nessuna")] + [
        (c.chiave, f"{c.etichetta} ({c.chiave})")
        for c in all_figures()
        if c.is_plain and c.formato in formati and not c.chiave.startswith(DELLE_MISURE)
    ]


MANCA = {
    ModoMisura.CIFRA: ("cifra", "Scegliere la cifra da cui si legge."),
    ModoMisura.SOMMA: ("indicatori", "Scegliere almeno un indicatore da sommare."),
    ModoMisura.ALTROVE: ("perche", "Scrivere perché non si calcola: lo leggono tutti."),
}


class MisuraForm(VersionedForm):
    """How a measure of the indicators of the Piano is computed, and its numbers."""

    cifra = forms.ChoiceField(
        label="Cifra da cui si legge",
        choices=lambda: _figures("numero"),
        required=False,
        help_text="Solo se la conta una cifra del portale.",
    )
    cifra_incremento = forms.ChoiceField(
        label="Cifra del suo incremento percentuale",
        choices=lambda: _figures("percento"),
        required=False,
        help_text="Solo se la conta una cifra del portale, e si chiede l’incremento.",
    )
    indicatori = IndicatoriField(
        Indicatore.objects.none(),
        label="Indicatori dei progetti che si sommano",
        required=False,
        help_text="Solo se è una somma. Si scelgono quelli che contano la stessa cosa; quelli che"
        " non si sommano nel tempo, come le percentuali, non ci sono.",
    )

    class Meta:
        model = MisuraIndicatore
        fields = (
            *("modo", "cifra", "cifra_incremento", "indicatori", "perche"),
            *("con_incremento", "base", "target", "fonte", "cadenza"),
        )
        widgets = {"modo": forms.RadioSelect, "perche": forms.Textarea(attrs={"rows": 3})}
        field_classes = {"base": MisuraInput, "target": MisuraInput}
        labels = {"perche": "Perché non si calcola", "modo": "Come si calcola"}
        help_texts = {
            "perche": "Si legge al posto del numero, finché la misura non si calcola.",
            "base": "Quanti erano all’inizio; vuoto se non si sa: allora, di una somma, valgono"
            " le partenze dei suoi indicatori.",
            "cadenza": "Per esempio: ogni semestre.",
        }

    def _add_fields(self) -> None:
        self.fields["indicatori"].queryset = indicators_of(self.instance.indicatore.piano)

    def clean(self) -> dict[str, object]:
        """What the chosen way needs is there; what belongs to another way is not kept."""
        dati = super().clean()
        modo = dati.get("modo")
        if modo not in ModoMisura.values:
            return dati
        campo, messaggio = MANCA[ModoMisura(modo)]
        if campo not in self.errors and not dati.get(campo):
            self.add_error(campo, messaggio)
        if modo != ModoMisura.CIFRA:
            dati |= {"cifra": "", "cifra_incremento": ""}
        if modo != ModoMisura.SOMMA:
            dati["indicatori"] = self.fields["indicatori"].queryset.none()
        return dati
