"""The rows of the procedure, as the staff edit them: versioned, each change with its author."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.utils.text import slugify

from conciliazione.date import format_day
from conciliazione.forms import ReceiptForm
from conciliazione.modifiche import VersionedForm
from conciliazione.periodi import today
from rete.enums import Incombenza, UsoModello
from rete.impostazioni import CAMBIATA, NATA, is_used, note_change
from rete.lettere import Lettera, UnknownReference, check_references, references_of, show
from rete.models import (
    AreaInteresse,
    Impegno,
    ModelloMessaggio,
    TermineInterno,
    TermineProcedimento,
    Utente,
    VoceVerifica,
)

SUPERATO = (
    "Nel frattempo è stata scritta la versione {}: rileggerla qui sotto, poi salvare di nuovo se la"
    " propria va ancora scritta."
)


class ImpostazioneForm(VersionedForm):
    """A row as it is changed: what changed, and who did it, is in its history."""

    def __init__(self, *args: object, by: Utente, veste: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.veste = by, veste
        self.prima = dict(self.initial)

    def _write(self) -> None:
        super()._write()
        cambiati = [n for n in self.fields if n in self._written_names() & set(self.changed_data)]
        cambi = {
            str(self.fields[n].label): [
                _in_words(self.prima.get(n)),
                _in_words(self.cleaned_data[n]),
            ]
            for n in cambiati
        }
        note_change(self.instance, CAMBIATA, self.by, self.veste, cambi)


class NuovaForm(ReceiptForm, forms.ModelForm):
    """A row as it is added."""

    def __init__(self, *args: object, by: Utente, veste: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.veste = by, veste

    def add(self) -> Model:
        """Write the row and who added it, in the transaction of the caller."""
        self.instance.save(force_insert=True)
        note_change(self.instance, NATA, self.by, self.veste, {})
        return self.instance


def _in_words(valore: object) -> str:
    """A value as the history keeps it."""
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    return format_day(valore) if isinstance(valore, date) else str(valore or "")


# --- The texts of the mails -----------------------------------------------------------------------


class TestoMixin:
    """The text of a mail: what it calls by `[[nome]]` must be known, for the mail that it is."""

    def which(self) -> str:
        """Which mail it is the text of; empty while it is not chosen."""
        return self.instance.uso

    def references(self) -> Mapping[str, str]:
        """What the text may call, and what stands for each."""
        return references_of(self.which())

    def clean(self) -> dict[str, object]:
        dati = super().clean() or self.cleaned_data
        for nome in ("oggetto", "testo"):
            try:
                check_references(dati.get(nome) or "", tuple(self.references()))
            except UnknownReference as errore:
                self.add_error(nome, errore)
        return dati

    def preview(self) -> Lettera:
        """The mail as it will be read, with in place of each reference what will stand there."""
        scritta = Lettera(str(self["oggetto"].value() or ""), str(self["testo"].value() or ""))
        return show(scritta, self.references())


TESTI = {"testo": forms.Textarea(attrs={"rows": 14})}


class ModelloForm(TestoMixin, ImpostazioneForm):
    class Meta:
        model = ModelloMessaggio
        fields = ("oggetto", "testo")
        widgets = TESTI


class NuovoModelloForm(TestoMixin, NuovaForm):
    """The text of a mail that has none yet."""

    field_order = ("uso", "oggetto", "testo")

    class Meta:
        model = ModelloMessaggio
        fields = ("uso", "oggetto", "testo")
        widgets = TESTI

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        scritti = set(ModelloMessaggio.objects.values_list("uso", flat=True))
        liberi = [(uso.value, uso.label) for uso in UsoModello if uso not in scritti]
        self.fields["uso"].choices = [("", "Scegliere"), *liberi]

    def which(self) -> str:
        scelto = str(self["uso"].value() or "")
        return scelto if scelto in UsoModello.values else ""


# --- Terms, check list, areas ---------------------------------------------------------------------


CONTENUTO = ("giorni", "giorni_integrazione", "giorni_osservazioni", "silenzio", "fonte")


class TermineForm(ImpostazioneForm):
    """The terms of a procedure; those that a request was sent under only end."""

    class Meta:
        model = TermineProcedimento
        fields = (*CONTENUTO, "al")
        labels = {"al": "Ultimo giorno in cui valgono"}
        help_texts = {"al": "Vuoto se valgono ancora."}
        widgets = {"silenzio": forms.Textarea(attrs={"rows": 3})}

    def _add_fields(self) -> None:
        if is_used(self.instance):
            self.fields = {n: c for n, c in self.fields.items() if n in ("al", "versione", "letti")}


class NuovoTermineForm(NuovaForm):
    class Meta:
        model = TermineProcedimento
        fields = ("procedimento", "dal", *CONTENUTO)
        labels = {"dal": "Primo giorno in cui valgono"}
        widgets = TermineForm.Meta.widgets


class TermineInternoForm(ImpostazioneForm):
    class Meta:
        model = TermineInterno
        fields = ("giorni",)


class NuovoTermineInternoForm(NuovaForm):
    """The term of a thing that has none yet."""

    class Meta:
        model = TermineInterno
        fields = ("incombenza", "giorni")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        scritti = set(TermineInterno.objects.values_list("incombenza", flat=True))
        liberi = [(cosa.value, cosa.label) for cosa in Incombenza if cosa not in scritti]
        self.fields["incombenza"].choices = [("", "Scegliere"), *liberi]


class VoceForm(ImpostazioneForm):
    class Meta:
        model = VoceVerifica
        fields = ("testo", "ordine", "attiva")
        help_texts = {
            "testo": "Per chiedere un’altra cosa si disattiva questa voce e se ne aggiunge una.",
            "ordine": "Il suo posto nell’elenco.",
        }


class NuovaVoceForm(NuovaForm):
    class Meta:
        model = VoceVerifica
        fields = ("testo", "ordine")
        help_texts = {"ordine": "Il suo posto nell’elenco."}


class AreaForm(ImpostazioneForm):
    class Meta:
        model = AreaInteresse
        fields = ("denominazione", "ordine", "attiva")
        help_texts = {"ordine": "Il suo posto nell’elenco."}


class NuovaAreaForm(NuovaForm):
    class Meta:
        model = AreaInteresse
        fields = ("denominazione", "ordine")
        help_texts = {"ordine": "Il suo posto nell’elenco."}

    def clean_denominazione(self) -> str:
        denominazione = self.cleaned_data["denominazione"]
        slug = slugify(denominazione)[:50]
        if not slug or AreaInteresse.objects.filter(slug=slug).exists():
            raise ValidationError("C’è già un’area con questo nome, o quasi: scriverne un altro.")
        self.instance.slug = slug
        return denominazione


# --- The commitment -------------------------------------------------------------------------------


class NuovoImpegnoForm(NuovaForm):
    """A new version of the commitment, begun from the one that was the last."""

    da_versione = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Impegno
        fields = ("testo", "dal")
        labels = {"dal": "Vale dal"}
        help_texts = {
            "testo": "Una riga vuota separa i capoversi; una voce di elenco comincia con «- »; fra"
            " due asterischi **il grassetto**.",
        }
        widgets = {"testo": forms.Textarea(attrs={"rows": 16})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        ultimo = Impegno.objects.order_by("-versione").first()
        self.ultima = ultimo.versione if ultimo else 0
        # The text of who came first, for who comes second.
        self.superata = ""
        self.initial = {
            "testo": ultimo.testo if ultimo else "",
            "dal": today(),
            "da_versione": self.ultima,
            **self.initial,
        }

    def clean_dal(self) -> date:
        dal = self.cleaned_data["dal"]
        if dal < today():
            raise ValidationError("Una versione comincia oggi o dopo: prima nessuno l’ha letta.")
        return dal

    def clean(self) -> dict[str, object]:
        """Who comes second reads what the first wrote, and may then save."""
        dati = super().clean() or self.cleaned_data
        if (dati.get("da_versione") or 0) != self.ultima:
            self.add_error(None, SUPERATO.format(self.ultima))
            self.data = self.data.copy()
            self.data["da_versione"] = self.ultima
            self.superata = Impegno.objects.get(versione=self.ultima).testo
        massimo = Impegno.objects.aggregate(massimo=Max("versione"))["massimo"] or 0
        self.instance.versione = massimo + 1
        return dati


CAMBIARE = {
    "messaggi": ModelloForm,
    "termini": TermineForm,
    "interni": TermineInternoForm,
    "controlli": VoceForm,
    "aree": AreaForm,
}
AGGIUNGERE = {
    "messaggi": NuovoModelloForm,
    "termini": NuovoTermineForm,
    "interni": NuovoTermineInternoForm,
    "controlli": NuovaVoceForm,
    "aree": NuovaAreaForm,
    "impegno": NuovoImpegnoForm,
}
