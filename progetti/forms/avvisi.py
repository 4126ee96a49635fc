"""What is typed to write a call, page by page, before it is published."""

from collections.abc import Mapping

from django import forms
from django.db.models import QuerySet

from conciliazione.campi import CampoIstante, NumeroInput
from conciliazione.forms import ReceiptForm
from conciliazione.modifiche import VersionedForm
from progetti.chi_puo_valutare import organi_for
from progetti.enums import RimedioNumeroLegale
from progetti.models import Avviso, Criterio, Progetto, RequisitoAvviso
from progetti.models.avvisi import CHIUDE_DOPO, ENTRO_DOTAZIONE
from progetti.parti import admit_remedies
from rete.models import Organo
from rete.models.atti import Atto

RIGHE_AL_PIU = 40
TESTO_AL_PIU = 60_000
AIUTO_TESTO = (
    "Un titolo comincia con «# », una voce di elenco con «- »; fra due asterischi **il grassetto**."
)
AIUTI = {
    "sommario": "La frase che lo presenta negli elenchi e nei lettori di notizie.",
    "testo": AIUTO_TESTO,
    "destinatari": "Per esempio: le alleanze locali con almeno un ambito territoriale.",
    "apre_il": "Giorno e ora di Roma, con i secondi.",
    "chiude_il": "L’ultimo secondo in cui si può presentare una proposta, ora di Roma.",
    "scarto": "Punti su 100 fra il totale più alto e il più basso dati a una proposta. Vuoto: non"
    " si è mai tenuti a discutere.",
}


class NuovoAvvisoForm(ReceiptForm):
    """A new call: what it is called and, if it is an alliance's, which project pays for it."""

    titolo = forms.CharField(max_length=200)
    progetto = forms.ModelChoiceField(
        Progetto.objects.none(),
        label="Progetto che ne mette le risorse",
        to_field_name="slug",
        empty_label="Nessuno: è un avviso della Rete",
        required=False,
    )

    def __init__(
        self, *args: object, progetti: QuerySet[Progetto], di_rete: bool, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["progetto"].queryset = progetti
        if not di_rete:
            self.fields["progetto"].required = True
            self.fields["progetto"].empty_label = "Scegliere il progetto"
        elif not progetti.exists():
            del self.fields["progetto"]


class TestoForm(VersionedForm):
    """What the call says, to whom, for which actions."""

    class Meta:
        model = Avviso
        fields = ("titolo", "sommario", "testo", "chi_propone", "destinatari", "azioni")
        help_texts = AIUTI
        widgets = {
            "testo": forms.Textarea(attrs={"rows": 18, "maxlength": TESTO_AL_PIU}),
            "destinatari": forms.Textarea(attrs={"rows": 4}),
            "azioni": forms.CheckboxSelectMultiple,
            "chi_propone": forms.RadioSelect,
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        azioni = self.fields["azioni"]
        azioni.queryset = azioni.queryset.filter(ciclo=self.instance.ciclo_id)
        azioni.to_field_name = "slug"
        if not azioni.queryset.exists():
            del self.fields["azioni"]


class TempiForm(VersionedForm):
    """From when to when, and how much there is."""

    class Meta:
        model = Avviso
        fields = ("apre_il", "chiude_il", "dotazione", "massimale")
        field_classes = {"apre_il": CampoIstante, "chiude_il": CampoIstante}
        help_texts = AIUTI

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        say_beside(self, dati)
        return dati


def say_beside(form: forms.Form, dati: Mapping[str, object]) -> None:
    """Say beside its field what the row of a call would refuse as a whole."""
    apre, chiude = dati.get("apre_il"), dati.get("chiude_il")
    if apre and chiude and chiude <= apre:
        form.add_error("chiude_il", CHIUDE_DOPO)
    dotazione, massimale = dati.get("dotazione"), dati.get("massimale")
    if dotazione is not None and massimale is not None and massimale > dotazione:
        form.add_error("massimale", ENTRO_DOTAZIONE)


class ValutazioneForm(VersionedForm):
    """Who scores, how many must be free, from which score, and what if they are too few."""

    rimedi = forms.MultipleChoiceField(
        label="Che cosa si può fare senza numero legale",
        choices=RimedioNumeroLegale.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Il responsabile sceglierà, con un atto, solo fra questi.",
    )

    class Meta:
        model = Avviso
        fields = (
            *("organo", "numero_legale", "soglia", "scarto"),
            *("ambito_incompatibilita", "atto_incompatibilita"),
        )
        field_classes = {"soglia": NumeroInput, "scarto": NumeroInput}
        help_texts = AIUTI
        widgets = {"ambito_incompatibilita": forms.RadioSelect}

    organo = forms.ModelChoiceField(
        Organo.objects.none(),
        label="Organo che valuta",
        to_field_name="slug",
        required=False,
        empty_label="Da scegliere",
    )
    atto_incompatibilita = forms.ModelChoiceField(
        Atto.objects.order_by("-data", "slug"),
        label="Atto che motiva l’incompatibilità limitata alla singola proposta",
        to_field_name="slug",
        required=False,
        empty_label="Nessuno",
    )
    field_order = (
        *("organo", "numero_legale", "rimedi", "soglia", "scarto"),
        *("ambito_incompatibilita", "atto_incompatibilita"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organo"].queryset = organi_for(self.instance)
        self.initial["rimedi"] = self._remedies(self.instance)

    def _written_names(self) -> set[str]:
        return super()._written_names() | {"rimedi"}

    def _values(self, obj: Avviso) -> dict[str, object]:
        return {**super()._values(obj), "rimedi": self._remedies(obj)}

    def _remedies(self, obj: Avviso) -> list[str]:
        return list(obj.rimedi.values_list("rimedio", flat=True))

    def _write(self) -> None:
        super()._write()
        admit_remedies(self.instance, self.cleaned_data["rimedi"])


# --- Criteria and requirements -----------------------------------------------------------------


class CriterioForm(forms.ModelForm):
    """A criterion; its weight adds to 100 with those of the others."""

    class Meta:
        model = Criterio
        fields = ("titolo", "guida", "peso", "massimo", "minimo")
        field_classes = dict.fromkeys(("peso", "massimo", "minimo"), NumeroInput)
        widgets = {"guida": forms.Textarea(attrs={"rows": 3})}
        labels = {"titolo": "Criterio", "peso": "Peso su 100", "minimo": "Punti al minimo"}
        help_texts = {"peso": "", "minimo": "Media sotto la quale la proposta non è ammessa."}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minimo"].required = False

    def clean_minimo(self) -> object:
        return self.cleaned_data["minimo"] or 0


class RequisitoForm(forms.ModelForm):
    """Something that a proposal must have to be admitted."""

    class Meta:
        model = RequisitoAvviso
        fields = ("testo",)
        labels = {"testo": "Requisito"}
        widgets = {"testo": forms.Textarea(attrs={"rows": 2})}


class RigheFormSet(forms.BaseFormSet):
    """The rows of a call, two more that may stay empty; each says its place and may go away."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = "Posto"
        form.fields["ORDER"].widget.attrs["class"] = "posto"
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Togliere questa riga"

    def rows(self) -> list[Mapping[str, object]]:
        """What was typed, in order, without what goes away; with a valid set."""
        proprie = [f.cleaned_data for f in self.ordered_forms]
        altre = {"ORDER", "DELETE"}
        return [{n: v for n, v in riga.items() if n not in altre} for riga in proprie]


def _rows_of(classe: type[forms.ModelForm]) -> type[RigheFormSet]:
    return forms.formset_factory(
        classe,
        formset=RigheFormSet,
        extra=2,
        can_order=True,
        can_delete=True,
        can_delete_extra=False,
        max_num=RIGHE_AL_PIU,
        absolute_max=RIGHE_AL_PIU + 2,
        validate_max=True,
    )


RIGHE = {"criteri": _rows_of(CriterioForm), "requisiti": _rows_of(RequisitoForm)}


def rows_form(parte: str, avviso: Avviso, dati: object = None) -> RigheFormSet:
    """The rows of a call as its page edits them."""
    classe = RIGHE[parte]
    campi = classe.form._meta.fields
    iniziali = list(getattr(avviso, parte).values(*campi))
    return classe(dati, initial=iniziali, prefix=parte)
