"""The card of a soggetto, as its referente and the staff keep it."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from conciliazione.modifiche import VersionedForm
from rete.forms.codici import CodiceField
from rete.models import Comune, Soggetto
from rete.models.soggetti import validate_codice_fiscale, validate_partita_iva
from rete.variazioni import IDENTITA, keep_former_name

GIA_PRESENTE = "È già presente in un’altra scheda del registro."
NESSUN_CAMBIO = "Non è cambiato nulla: scrivere almeno un dato nuovo."
PUBBLICI = (
    *("sigla", "descrizione", "indirizzo", "cap", "localita", "comune"),
    *("pec", "email", "telefono", "sito", "dimensione", "ateco"),
)

validate_cap = RegexValidator(r"^\d{5}$", "Il CAP ha cinque cifre.")
validate_telefono = RegexValidator(
    r"^\+?[\d\s./()-]{5,}$", "Scrivere il numero con le sole cifre, per esempio 02 1234567."
)


def _say_already_there(nomi: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Who types a name or a code of another card is told only that it is taken."""
    return {nome: {"unique": GIA_PRESENTE} for nome in nomi}


class CodiciMixin(forms.ModelForm):
    """The codes, however they are typed; of one that is not known nothing is written."""

    codice_fiscale = CodiceField(
        label="Codice fiscale",
        empty_value=None,
        validators=[validate_codice_fiscale],
        error_messages={"unique": GIA_PRESENTE},
    )
    partita_iva = CodiceField(
        label="Partita IVA",
        empty_value=None,
        validators=[validate_partita_iva],
        error_messages={"unique": GIA_PRESENTE},
    )


class SchedaForm(VersionedForm):
    """What the referente of a soggetto writes of it, for everybody to read."""

    sito = forms.URLField(
        label="Sito web",
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
        error_messages={"invalid": "Scrivere l’indirizzo intero, per esempio https://www.ente.it."},
    )
    comune = forms.ModelChoiceField(
        Comune.objects.defer("confine"),
        label="Comune della sede",
        required=False,
        to_field_name="codice_istat",
        empty_label="Non è fra questi, o non si sa",
        help_text="Solo i comuni del territorio della Rete.",
    )

    class Meta:
        model = Soggetto
        fields = PUBBLICI
        help_texts = {
            "descrizione": "Che cosa fa, in poche righe: si legge in cima alla scheda.",
            "pec": "Per le comunicazioni ufficiali.",
            "ateco": "Per esempio 88.91: si legge nella visura camerale.",
        }
        widgets = {"descrizione": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cap"].validators.append(validate_cap)
        self.fields["telefono"].validators.append(validate_telefono)


class SchedaInteraForm(CodiciMixin, SchedaForm):
    """The same for the staff, with what identifies the soggetto."""

    class Meta(SchedaForm.Meta):
        fields = (*IDENTITA, *PUBBLICI)
        error_messages = _say_already_there(IDENTITA)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codice_fiscale"].help_text = "Vuoto se non si conosce: non si inventa."
        self.fields["partita_iva"].help_text = "Vuota se non si conosce o non c’è."

    def _write(self) -> None:
        """The name that the card had stays among its spellings."""
        super()._write()
        if "denominazione" in self.changed_data:
            keep_former_name(self.instance, self.initial["denominazione"])


class VariazioneForm(CodiciMixin):
    """What the referente asks the staff to change."""

    nota = forms.CharField(
        label="Perché, e dal quale atto risulta",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Per esempio: nuovo statuto, trasformazione, errore di scrittura.",
        error_messages={"required": "Scrivere perché: serve a chi esamina la richiesta."},
    )

    class Meta:
        model = Soggetto
        fields = IDENTITA
        error_messages = _say_already_there(IDENTITA)

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        if not self.errors and not set(self.changed_data) & set(IDENTITA):
            raise ValidationError(NESSUN_CAMBIO)
        return dati

    def asked(self) -> dict[str, str | None]:
        """The fields that would change, with the value asked."""
        cambiati = [nome for nome in IDENTITA if nome in self.changed_data]
        return {nome: self.cleaned_data[nome] for nome in cambiati}


class MotivoForm(forms.Form):
    """Why a request is refused."""

    motivo = forms.CharField(
        label="Perché si respinge",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Lo legge il referente che ha fatto la richiesta.",
        error_messages={"required": "Scrivere il motivo: lo legge chi ha fatto la richiesta."},
    )
