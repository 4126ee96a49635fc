"""What who speaks for a soggetto types about its own organo: seats, and who is named to them."""

from django import forms
from django.core.exceptions import ValidationError

from conciliazione.forms import ReceiptForm
from rete.forms.incarichi import DesignazioneForm, SostituzioneForm
from rete.models import Mandato, Seggio, Soggetto, Utente
from rete.nomine import person_at

AIUTO_EMAIL = (
    "Con questo indirizzo la persona entra nel portale: se non l’ha mai fatto, riceve un invito."
)
SE_STESSI = "Nessuno registra un incarico proprio: lo registra un’altra persona."


class SeggioForm(ReceiptForm, forms.ModelForm):
    """One more seat: of whom it is, and whether it votes."""

    soggetto = forms.ModelChoiceField(
        Soggetto.objects.all(),
        label="Soggetto che designa",
        to_field_name="slug",
        required=False,
        empty_label="Il soggetto a cui appartiene l’organo",
    )

    class Meta:
        model = Seggio
        fields = ("categoria", "soggetto")
        labels = {"categoria": "Seggio"}
        help_texts = {"categoria": "Per esempio: esperto di bilanci aziendali."}


class PerEmailMixin:
    """A person is told by their address: who types does not see those that the portal knows."""

    by: Utente

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if email == self.by.email:
            raise ValidationError(SE_STESSI)
        return email

    def named(self) -> Utente:
        """Who was named, in the transaction of the caller."""
        return person_at(self.cleaned_data["email"], self.cleaned_data["nome"].strip())


class NominaForm(PerEmailMixin, DesignazioneForm):
    """Who is named to a seat of one's own organo."""

    persona = None
    email = forms.EmailField(label="E-mail di chi è nominato", help_text=AIUTO_EMAIL)
    nome = forms.CharField(label="Nome e cognome", max_length=150)

    field_order = ["email", "nome", "qualita", "designato_da", "dal", "al", "motivo", "atto"]

    def build(self) -> Mandato:
        self.persona = self.named()
        return super().build()


class SubentroForm(PerEmailMixin, SostituzioneForm):
    """Who takes a seat of one's own organo."""

    nuova_persona = None
    email = forms.EmailField(label="E-mail di chi subentra", help_text=AIUTO_EMAIL)
    nome = forms.CharField(label="Nome e cognome di chi subentra", max_length=150)

    field_order = ["email", "nome", "nuovo_designato_da", "quando", "al", "motivo_fine", "atto"]

    def successor(self) -> Utente:
        return self.named()

    def clean_email(self) -> str:
        email = super().clean_email()
        if email == self.mandato.utente.email:
            raise ValidationError("È la persona che lascia il seggio.")
        return email
