"""What is asked to change of a project, and what is said of it."""

from django import forms

from conciliazione.campi import MisuraInput
from conciliazione.forms import ReceiptForm
from progetti.enums import TipoModifica
from progetti.models import Indicatore, Progetto, RichiestaModifica
from progetti.modifiche_chieste import wrong_end, wrong_target
from progetti.righe_consegna import indicators_of, key_of
from rete.forms.atti import AttoForm
from rete.models import Parere, Seduta
from rete.permissions import COMITATO

TESTO_AL_PIU = 4_000
# What each kind of change asks for, beside its reason.
CHIEDE = {
    TipoModifica.PROROGA.value: ("nuova_fine",),
    TipoModifica.TARGET.value: ("indicatore", "nuovo_target"),
    TipoModifica.PARTNER.value: ("descrizione",),
    TipoModifica.ALTRO.value: ("descrizione",),
}


def _text(label: str, aiuto: str = "", manca: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=TESTO_AL_PIU,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=aiuto,
        error_messages={"required": manca or "Scriverlo: resta nella storia."},
    )


class NuovaModificaForm(ReceiptForm):
    """One change, with its reason."""

    nuova_fine = forms.DateField(
        label="Nuova fine del progetto",
        error_messages={"required": "Scrivere fino a quando."},
    )
    indicatore = forms.ChoiceField(
        label="Indicatore",
        error_messages={
            "required": "Scegliere l’indicatore.",
            "invalid_choice": "Scegliere un indicatore del progetto.",
        },
    )
    nuovo_target = MisuraInput(
        label="Nuovo valore atteso",
        max_digits=12,
        decimal_places=2,
        min_value=0,
        error_messages={
            "required": "Scrivere il nuovo valore.",
            "min_value": "Scrivere zero o più.",
        },
    )
    descrizione = _text("Che cosa cambia", manca="Scrivere che cosa cambia.")
    motivo = _text("Perché", "Lo legge il Comitato, e chi decide.", "Scrivere il motivo.")

    def __init__(self, data: object = None, *, progetto: Progetto, tipo: str) -> None:
        super().__init__(data)
        self.progetto, self.tipo = progetto, tipo
        for nome in {n for nomi in CHIEDE.values() for n in nomi} - set(CHIEDE[tipo]):
            del self.fields[nome]
        self.indicatori: dict[str, Indicatore] = {}
        if "indicatore" in self.fields:
            self.indicatori = {key_of(i): i for i in indicators_of(progetto)}
            voci = [(chiave, i.denominazione) for chiave, i in self.indicatori.items()]
            self.fields["indicatore"].choices = [("", "Scegliere"), *voci]

    def clean_nuova_fine(self) -> object:
        nuova = self.cleaned_data["nuova_fine"]
        if detto := wrong_end(self.progetto, nuova):
            raise forms.ValidationError(detto)
        return nuova

    def clean_indicatore(self) -> Indicatore:
        return self.indicatori[self.cleaned_data["indicatore"]]

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        if dati.get("indicatore") and dati.get("nuovo_target") is not None:
            detto = wrong_target(dati["indicatore"], dati["nuovo_target"])
            if detto:
                self.add_error("nuovo_target", detto)
        return dati

    def row(self) -> RichiestaModifica:
        """The request as it was typed, not written yet."""
        scritti = {nome: self.cleaned_data[nome] for nome in (*CHIEDE[self.tipo], "motivo")}
        return RichiestaModifica(progetto=self.progetto, tipo=self.tipo, **scritti)


class ParereForm(forms.Form):
    """What the Comitato said, and where: in a meeting, or in an opinion that is recorded."""

    parere = _text("Che cosa dice il Comitato", "Lo legge chi segue il progetto.")
    seduta = forms.ModelChoiceField(
        Seduta.objects.none(),
        label="Seduta in cui è stato reso",
        required=False,
        to_field_name="codice",
        empty_label="Nessuna",
    )
    parere_reso = forms.ModelChoiceField(
        Parere.objects.none(),
        label="Oppure il parere già registrato",
        required=False,
        to_field_name="slug",
        empty_label="Nessuno",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        tenute = Seduta.objects.filter(
            organo__slug=COMITATO, stato__in=("tenuta", "verbalizzata", "approvata")
        )
        self.fields["seduta"].queryset = tenute.select_related("organo").order_by("-inizio")
        resi = Parere.objects.filter(organo__slug=COMITATO).select_related("organo")
        self.fields["parere_reso"].queryset = resi

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        if not (dati.get("seduta") or dati.get("parere_reso") or self.errors):
            self.add_error("seduta", "Scegliere la seduta, o il parere già registrato.")
        return dati


class AccogliForm(AttoForm):
    """The act that grants a change."""


class DecisioneForm(forms.Form):
    """Why."""

    motivo = _text("Motivo", "Chi conduce il progetto lo riceve per e-mail.")


class RitiroForm(forms.Form):
    """Why a request is taken back."""

    motivo = _text("Motivo")
