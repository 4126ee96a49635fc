"""What who runs a project types about a proof: the fact, its files, what it moves."""

from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.forms.boundfield import BoundField

from alleanze.models import Convenzione
from conciliazione.campi import CampoFile, MisuraInput
from conciliazione.forms import ReceiptForm
from conciliazione.modifiche import VersionedForm
from conciliazione.periodi import today
from progetti.enums import ContaProva
from progetti.firme import kind_of_signature, unproved_agreements
from progetti.models import Indicatore, Progetto, Prova, TipoProva
from progetti.righe_consegna import key_of
from rete.models import Soggetto

MOTIVO_AL_PIU = 2_000
CAMPI = ("tipo", "titolo", "data", "luogo", "partner", "link", "riservatezza", "nota")


class _FattoForm(forms.ModelForm):
    """The facts of a proof."""

    link = forms.URLField(
        label="Indirizzo della pagina",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Se la prova è una pagina: l’indirizzo per intero, https://…",
    )
    partner = forms.ModelMultipleChoiceField(
        Soggetto.objects.none(),
        label="Partner che c’erano",
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Prova
        fields = CAMPI
        field_classes = {"data": forms.DateField}
        help_texts = {
            "titolo": "In poche parole: che cosa prova.",
            "riservatezza": "Un elenco con i nomi contiene dati personali.",
        }
        widgets = {"nota": forms.Textarea(attrs={"rows": 3})}

    def prepare(self, progetto: Progetto) -> None:
        """Offer the kinds that the indicators of the project want, and the soggetti of its
        alliance."""
        tipi = TipoProva.objects.filter(indicatori__risultato__obiettivo__progetto=progetto)
        self.fields["tipo"].queryset = tipi.distinct() if tipi.exists() else TipoProva.objects.all()
        self.fields["tipo"].to_field_name = "slug"
        self.fields["tipo"].empty_label = "Scegliere"
        dentro = Soggetto.objects.filter(partenariati__alleanza=progetto.alleanza_id).distinct()
        self.fields["partner"].queryset = dentro.order_by("denominazione")

    def clean_data(self) -> object:
        giorno = self.cleaned_data["data"]
        if giorno and giorno > today():
            raise forms.ValidationError("La data è nel futuro: una prova è di un fatto avvenuto.")
        return giorno


class NuovaProvaForm(_FattoForm, ReceiptForm):
    """A proof that begins: its files come next. Of the signature of an agreement, the facts that
    are known already are there."""

    convenzione = forms.ModelChoiceField(
        Convenzione.objects.none(),
        required=False,
        to_field_name="codice",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "La firma di questo accordo è già una prova."},
    )

    def __init__(
        self,
        data: object = None,
        *,
        progetto: Progetto,
        convenzione: Convenzione | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(data, **kwargs)
        self.prepare(progetto)
        self.fields["convenzione"].queryset = unproved_agreements(progetto)
        if convenzione:
            self.initial |= {
                "convenzione": convenzione.codice,
                "titolo": f"Firma: {convenzione}"[: self.fields["titolo"].max_length],
                "data": convenzione.firmata_il,
                "tipo": kind_of_signature(convenzione, self.fields["tipo"].queryset),
                "partner": list(convenzione.parti.values_list("slug", flat=True)),
            }


class ProvaForm(_FattoForm, VersionedForm):
    """The facts of a proof, corrected until what rests on it is verified."""

    def __init__(self, data: object = None, *, instance: Prova) -> None:
        super().__init__(data, instance=instance)

    def _add_fields(self) -> None:
        self.prepare(self.instance.progetto)


class FileProvaForm(forms.Form):
    """A file of a proof; alone in its form, because browsers forget the chosen file."""

    file = CampoFile(
        label="File", error_messages={"required": "Scegliere il file, poi premere «Aggiungi»."}
    )
    anche_altrove = forms.BooleanField(
        label="Lo stesso file prova anche questo progetto", required=False
    )

    def __init__(self, *args: object, altrove: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not altrove and not self.is_bound:
            del self.fields["anche_altrove"]


class QuoteForm(forms.Form):
    """How much a proof counts for each of the indicators that its kind proves."""

    def __init__(
        self,
        data: object = None,
        *,
        indicatori: Iterable[Indicatore],
        scelti: set[str] = frozenset(),
    ) -> None:
        super().__init__(data)
        self.indicatori = list(indicatori)
        for indicatore in self.indicatori:
            nome, cosa = self._name(indicatore), indicatore.denominazione
            if indicatore.conta == ContaProva.UNA:
                self.fields[nome] = forms.BooleanField(
                    label=f"{cosa}: conta una volta", required=False
                )
                self.initial[nome] = key_of(indicatore) in scelti
            else:
                self.fields[nome] = MisuraInput(
                    label=f"{cosa}: quanto ({indicatore.unita})",
                    required=False,
                    max_digits=12,
                    decimal_places=2,
                    min_value=Decimal("0.01"),
                    error_messages={"min_value": "Scrivere più di zero, o lasciare vuoto."},
                )

    @staticmethod
    def _name(indicatore: Indicatore) -> str:
        return f"quota-{key_of(indicatore)}"

    def rows(self) -> list[BoundField]:
        return [self[self._name(i)] for i in self.indicatori]

    def quotas(self) -> dict[Indicatore, Decimal]:
        """What was typed: how much it counts, by indicator."""
        scritte = {i: self.cleaned_data.get(self._name(i)) for i in self.indicatori}
        return {i: Decimal(1) if v is True else v for i, v in scritte.items() if v}


class MotivoForm(forms.Form):
    """Why."""

    motivo = forms.CharField(
        label="Motivo",
        max_length=MOTIVO_AL_PIU,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Resta nella storia.",
        error_messages={"required": "Scrivere il motivo: resta nella storia."},
    )
