"""The forms with which a soggetto asks to join the network, a step at a time.

A draft takes what is right and leaves the rest in the page with its error: nothing is mandatory
until the request is sent (`bozze.missing`).
"""

import re

import ateco
from django import forms
from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from conciliazione.campi import CampoFile
from conciliazione.enums import TipoDocumento
from conciliazione.modifiche import DraftForm
from rete.enums import ModalitaFirma, TipoAllegato
from rete.forms.codici import CodiceField
from rete.models import AreaInteresse, Comune, DomandaAdesione, Impegno
from rete.models.soggetti import (
    validate_ateco,
    validate_codice_fiscale,
    validate_partita_iva,
)
from rete.passi import IMPEGNO, ORGANIZZAZIONE, PERSONE, Passo

# What a signed request may be: a scan is an image, or a PDF of images.
FIRMATI = (TipoDocumento.PDF, TipoDocumento.P7M, TipoDocumento.PNG, TipoDocumento.JPEG)
_EDIZIONI_ATECO = ("2025", "2022", "2007")


class EmailForm(forms.Form):
    """An address to which a personal link is mailed."""

    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Scrivere l’indirizzo a cui mandare il collegamento."},
    )
    # Nobody sees it; programs that fill every field fill it too.
    sito = forms.CharField(label="Lasciare vuoto", required=False)

    def clean_sito(self) -> str:
        if self.cleaned_data["sito"]:
            raise ValidationError("Questo campo deve restare vuoto.")
        return ""


class BozzaForm(DraftForm):
    """A step of the draft of a request."""

    passo: Passo

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for nome, campo in self.fields.items():
            campo.required = False
            campo.necessario = nome in self.passo.necessari

    class Meta:
        model = DomandaAdesione
        fields: tuple[str, ...] = ()

    def _write(self) -> None:
        super()._write()
        DomandaAdesione.objects.filter(pk=self.instance.pk).update(modificata_il=Now())


class OrganizzazioneForm(BozzaForm):
    """Who asks to join."""

    passo = ORGANIZZAZIONE

    codice_fiscale = CodiceField(
        label="Codice fiscale",
        validators=[validate_codice_fiscale],
        help_text="Quello dell’organizzazione: 11 cifre, o 16 caratteri per le ditte individuali.",
    )
    partita_iva = CodiceField(
        label="Partita IVA",
        validators=[validate_partita_iva],
        help_text="Solo per chi l’ha: 11 cifre.",
    )
    ateco = forms.CharField(
        label="Codice ATECO",
        max_length=12,
        help_text="Dell’attività principale, come nella visura: per esempio 88.91 o 88.91.00.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    comune = forms.ModelChoiceField(
        label="Comune della sede",
        queryset=Comune.objects.defer("confine").order_by("denominazione"),
        to_field_name="codice_istat",
        empty_label="Nessuno di questi: la sede è fuori dai comuni della Rete",
        help_text="I comuni della Rete. Se la sede è altrove, scrivere la località qui sotto.",
    )
    sito = forms.URLField(
        label="Sito web",
        assume_scheme="https",
        max_length=200,
        error_messages={"invalid": "Scrivere un indirizzo, per esempio https://www.azienda.it."},
    )

    class Meta(BozzaForm.Meta):
        fields = ORGANIZZAZIONE.campi
        labels = {
            "denominazione": "Denominazione",
            "natura": "Che tipo di organizzazione è",
            "localita": "Località",
            "indirizzo": "Indirizzo della sede",
            "descrizione": "Che cosa fa, in poche righe",
        }
        help_texts = {
            "denominazione": "Come nell’atto costitutivo o nella visura.",
            "localita": "Se la sede è fuori dai comuni della Rete: comune e provincia.",
            "pec": "Le comunicazioni ufficiali dell’ente capofila arrivano lì.",
        }
        widgets = {"descrizione": forms.Textarea(attrs={"rows": 4, "maxlength": 2000})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial["comune"] = self.instance.comune
        for nome in ("natura", "dimensione"):
            self.fields[nome].choices = [("", "Scegliere"), *self.fields[nome].choices[1:]]
        self.fields["cap"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "postal-code"}

    def clean_ateco(self) -> str:
        scritto = self.cleaned_data["ateco"].replace(" ", "")
        if not scritto:
            return ""
        validate_ateco(scritto)
        if not any(ateco.validate(scritto, edition=edizione) for edizione in _EDIZIONI_ATECO):
            raise ValidationError(
                "Questo codice non è nella classificazione ATECO: copiarlo dalla visura camerale."
            )
        return scritto

    def clean_cap(self) -> str:
        cap = self.cleaned_data["cap"]
        if cap and not re.fullmatch(r"\d{5}", cap):
            raise ValidationError("Il CAP ha cinque cifre.")
        return cap

    def clean_descrizione(self) -> str:
        return _at_most(self.cleaned_data["descrizione"], 2000)

    def clean_pec(self) -> str:
        return self.cleaned_data["pec"].lower()

    def _put(self, nome: str, valore: object) -> None:
        if nome == "comune" and isinstance(valore, int):
            valore = Comune.objects.values_list("codice_istat", flat=True).get(pk=valore)
        super()._put(nome, valore)


class PersoneForm(BozzaForm):
    """Who signs for the organisation, and who follows the network."""

    passo = PERSONE

    rappresentante_codice_fiscale = CodiceField(
        label="Codice fiscale di chi firma",
        validators=[validate_codice_fiscale],
        help_text="Serve a confrontarlo con quello della firma digitale.",
    )

    class Meta(BozzaForm.Meta):
        fields = PERSONE.campi
        labels = {
            "rappresentante_nome": "Nome e cognome di chi firma",
            "rappresentante_carica": "Carica",
            "referente_nome": "Nome e cognome del referente",
            "referente_incarico": "Incarico nell’organizzazione",
            "referente_email": "E-mail del referente",
            "referente_telefono": "Telefono del referente",
        }
        help_texts = {
            "rappresentante_nome": "Il legale rappresentante, o chi ne ha il potere con un atto da"
            " allegare.",
            "rappresentante_carica": "Per esempio: presidente, amministratrice unica, sindaco.",
            "referente_nome": "La persona con cui la Rete parla. Può essere la stessa.",
            "referente_email": "A domanda accolta, qui arriva l’invito a entrare nel portale.",
        }
        widgets = {
            "referente_telefono": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
        }

    def clean_referente_email(self) -> str:
        return self.cleaned_data["referente_email"].lower()

    def clean_referente_telefono(self) -> str:
        telefono = self.cleaned_data["referente_telefono"]
        if telefono and not re.fullmatch(r"\+?[\d\s./()-]{5,29}", telefono):
            raise ValidationError("Scrivere solo cifre, spazi e, per l’estero, il prefisso con +.")
        return telefono


class ImpegnoForm(BozzaForm):
    """In what it wants to take part, and the commitment that it accepts."""

    passo = IMPEGNO

    aree = forms.ModelMultipleChoiceField(
        label="In quali aree si vuole collaborare",
        queryset=AreaInteresse.objects.filter(attiva=True),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        help_text="Almeno una.",
    )
    accetto = forms.BooleanField(label="Abbiamo letto l’impegno e lo accettiamo")
    testo = forms.CharField(widget=forms.HiddenInput)

    class Meta(BozzaForm.Meta):
        fields = IMPEGNO.campi
        labels = {"contributo": "Che cosa si può portare alla Rete"}
        help_texts = {
            "contributo": "Per esempio competenze, spazi, servizi, esperienze. Facoltativo."
        }
        widgets = {"contributo": forms.Textarea(attrs={"rows": 5, "maxlength": 3000})}

    def __init__(self, *args: object, vigente: Impegno | None, **kwargs: object) -> None:
        self.vigente = vigente
        super().__init__(*args, **kwargs)
        self.initial["aree"] = list(self.instance.aree.all())
        self.initial["testo"] = str(vigente.versione) if vigente else ""
        self.initial["accetto"] = bool(vigente) and self.instance.impegno_id == vigente.pk
        self.fields["accetto"].necessario = True

    def clean_contributo(self) -> str:
        return _at_most(self.cleaned_data["contributo"], 3000)

    def clean(self) -> dict[str, object]:
        """The commitment that was accepted is the one that was shown."""
        dati = super().clean() or self.cleaned_data
        if dati.get("accetto") and dati.get("testo") != self.initial["testo"]:
            self.add_error(
                "accetto", "Nel frattempo il testo dell’impegno è cambiato: leggerlo e accettarlo."
            )
        return dati

    @property
    def accettato(self) -> Impegno | None:
        """The version of the commitment that was accepted, if it was."""
        return self.vigente if self.cleaned_data.get("accetto") else None

    def _put(self, nome: str, valore: object) -> None:
        if nome == "aree" and isinstance(valore, list):
            valore = [getattr(area, "slug", area) for area in valore]
        super()._put(nome, valore)


class AllegatoForm(forms.Form):
    """A file of the request; alone in its form, because browsers forget the chosen file."""

    tipo = forms.ChoiceField(label="Che cos’è")
    file = CampoFile(
        label="File", error_messages={"required": "Scegliere il file, poi premere «Aggiungi»."}
    )

    def __init__(self, *args: object, tipi: tuple[TipoAllegato, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tipo"].choices = [(tipo.value, tipo.label) for tipo in tipi]


class ModuloFirmatoForm(forms.Form):
    """The request that comes back signed."""

    file = CampoFile(
        label="La domanda firmata",
        tipi=FIRMATI,
        error_messages={"required": "Scegliere il file, poi premere «Carica»."},
    )


class FirmaForm(forms.Form):
    """How the request will be signed; the gateway only to who came through it."""

    modalita_firma = forms.ChoiceField(
        label="Come si firma",
        widget=forms.RadioSelect,
        error_messages={"required": "Scegliere come si firma."},
    )

    def __init__(self, *args: object, modi: tuple[ModalitaFirma, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["modalita_firma"].choices = [(modo.value, modo.label) for modo in modi]


class RitiroForm(forms.Form):
    """Why a request is withdrawn."""

    motivo = forms.CharField(
        label="Perché si ritira la domanda",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Scrivere perché: resta nella storia della domanda."},
    )


class RispostaForm(forms.Form):
    """What is answered to the staff, beside the files."""

    risposta = forms.CharField(
        label="La risposta",
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Scrivere la risposta, o almeno che cosa si allega."},
    )


def _at_most(testo: str, lettere: int) -> str:
    """A text not longer than that, or an error that says by how much it is."""
    if (troppe := len(testo) - lettere) > 0:
        raise ValidationError(
            f"Al massimo {lettere} caratteri: qui sono {troppe} di troppo.", code="max_length"
        )
    return testo
