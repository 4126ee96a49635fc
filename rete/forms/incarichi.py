"""What the staff type to make the account of a person, and to give and end their rights."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError

from conciliazione.forms import ReceiptForm
from conciliazione.periodi import today
from rete.enums import RuoloDelega
from rete.forms.atti import AttoForm
from rete.models import Delega, Mandato, Seggio, Soggetto, Utente
from rete.permissions import RUOLI_DEL_CAPOFILA

# Of the largest number that the order of a seat holds.
CIFRE = 5
SUBITO, DAL_GIORNO = "subito", "giorno"


class GiornoForm(forms.Form):
    """The day of which one asks who was in charge."""

    il = forms.DateField(label="Com’era il", required=False, initial=today)

    def day(self) -> date:
        """The day asked for; today, when none is or it cannot be read."""
        return (self.is_valid() and self.cleaned_data["il"]) or today()


class PersonaForm(forms.ModelForm):
    """A new person: an address and a name; what they may do comes after."""

    class Meta:
        model = Utente
        fields = ["email", "nome"]
        help_texts = {
            "email": "Con questo indirizzo la persona entra nel portale.",
            "nome": "Come si legge nelle pagine riservate.",
        }

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()


class RiservaForm(AttoForm, ReceiptForm):
    """What giving any right asks: from when to when, why, by which act."""

    atto_richiesto = False

    dal = forms.DateField(label="Dal", initial=today)
    al = forms.DateField(
        label="Ultimo giorno", required=False, help_text="Vuoto se non si sa quando finisce."
    )
    motivo = forms.CharField(label="Perché", max_length=240)

    field_order: list[str] = []

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        if dati.get("dal") and dati.get("al") and dati["al"] < dati["dal"]:
            self.add_error("al", "L’ultimo giorno viene prima del primo.")
        return dati


class DelegaForm(RiservaForm):
    """A role for a soggetto."""

    ruolo = forms.ChoiceField(label="Ruolo")
    soggetto = forms.ModelChoiceField(
        Soggetto.objects.all(),
        label="Per quale soggetto",
        to_field_name="slug",
        empty_label="Scegliere il soggetto",
    )

    field_order = ["ruolo", "soggetto", "dal", "al", "motivo", "atto"]

    def __init__(
        self,
        data: object = None,
        *,
        persona: Utente,
        ruoli: tuple[RuoloDelega, ...],
        capofila_id: int | None,
    ) -> None:
        super().__init__(data)
        self.persona, self.capofila_id = persona, capofila_id
        self.fields["ruolo"].choices = [("", "Da scegliere"), *((r.value, r.label) for r in ruoli)]

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        soggetto = dati.get("soggetto")
        if dati.get("ruolo") in RUOLI_DEL_CAPOFILA and soggetto and soggetto.pk != self.capofila_id:
            self.add_error("soggetto", "Questo ruolo vale solo per l’ente che guida la Rete.")
        return dati

    def build(self) -> Delega:
        """The delega, with its act written, in the transaction of the caller."""
        scelti = {n: self.cleaned_data[n] for n in ("ruolo", "soggetto", "dal", "al", "motivo")}
        return Delega(utente=self.persona, atto=self.record_act(), **scelti)


class MandatoForm(RiservaForm):
    """A seat: who sends the person, as titolare or supplente, and by which act."""

    atto_richiesto = True

    seggio = forms.ChoiceField(
        label="Seggio", choices=lambda: [("", "Da scegliere"), *seat_choices()]
    )
    qualita = forms.ChoiceField(
        label="In quale qualità", choices=Mandato._meta.get_field("qualita").choices
    )
    designato_da = forms.ModelChoiceField(
        Soggetto.objects.all(),
        label="Chi lo designa",
        to_field_name="slug",
        empty_label="Scegliere il soggetto",
    )

    field_order = ["seggio", "qualita", "designato_da", "dal", "al", "motivo", "atto"]

    def __init__(
        self, data: object = None, *, persona: Utente | None, initial: object = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.persona = persona

    def clean_seggio(self) -> Seggio:
        slug, _, ordine = self.cleaned_data["seggio"].rpartition(":")
        return Seggio.objects.get(organo__slug=slug, ordine=ordine)

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        seggio, soggetto = dati.get("seggio"), dati.get("designato_da")
        if seggio and soggetto and not _may_send(seggio, soggetto):
            self.add_error("designato_da", f"Il seggio spetta a: {_who_may_send(seggio)}.")
        return dati

    def build(self) -> Mandato:
        """The mandato, with its act written, in the transaction of the caller."""
        nomi = ("seggio", "qualita", "designato_da", "dal", "al", "motivo")
        scelti = {nome: self.cleaned_data[nome] for nome in nomi}
        return Mandato(utente=self.persona, atto=self.record_act(), **scelti)


class DesignazioneForm(MandatoForm):
    """Who is sent to a seat that is chosen already."""

    seggio = None
    persona = forms.ModelChoiceField(
        Utente.objects.filter(is_active=True),
        label="Chi è stato designato",
        to_field_name="codice",
        empty_label="Scegli la persona",
    )

    field_order = ["persona", "qualita", "designato_da", "dal", "al", "motivo", "atto"]

    def __init__(
        self, data: object = None, *, posto: Seggio, by: Utente, initial: dict[str, str]
    ) -> None:
        solo = {"designato_da": posto.soggetto.slug} if posto.soggetto_id else {}
        super().__init__(data, persona=None, initial={**solo, **initial})
        self.posto, self.by = posto, by
        if "persona" in self.fields:
            chi = self.fields["persona"]
            chi.queryset = chi.queryset.exclude(pk=by.pk)

    def clean(self) -> dict[str, object]:
        self.cleaned_data["seggio"] = self.posto
        dati = super().clean()
        self.persona = dati.get("persona")
        return dati


class FineForm(AttoForm):
    """How a right ends: at once, or after a last day; always with a reason."""

    atto_richiesto = False

    quando = forms.ChoiceField(
        label="Quando finisce",
        choices=[
            (SUBITO, "Subito: da questo momento la persona non può più agire"),
            (DAL_GIORNO, "Alla fine di un giorno, che è l’ultimo valido"),
        ],
        initial=DAL_GIORNO,
        widget=forms.RadioSelect,
    )
    al = forms.DateField(label="Ultimo giorno", required=False, initial=today)
    motivo_fine = forms.CharField(label="Perché", max_length=240)

    field_order = ["quando", "al", "motivo_fine", "atto"]

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        if dati.get("quando") == SUBITO:
            dati["al"] = None
        elif "al" not in self.errors and not dati.get("al"):
            self.add_error("al", "Scrivere l’ultimo giorno.")
        elif dati.get("al") and dati["al"] < today() - timedelta(days=366):
            self.add_error("al", "È passato più di un anno: controllare la data.")
        return dati


class SostituzioneForm(FineForm):
    """Who takes a seat, from the day after the last of who leaves it, and by which act."""

    atto_richiesto = True

    nuova_persona = forms.ModelChoiceField(
        Utente.objects.filter(is_active=True),
        label="Chi subentra",
        to_field_name="codice",
        empty_label="Scegliere la persona",
        help_text="Se non c’è ancora, prima si aggiunge fra le persone.",
    )
    nuovo_designato_da = forms.ModelChoiceField(
        Soggetto.objects.all(),
        label="Chi lo designa",
        to_field_name="slug",
        empty_label="Scegliere il soggetto",
    )

    field_order = ["nuova_persona", "nuovo_designato_da", "quando", "al", "motivo_fine", "atto"]

    def __init__(self, data: object = None, *, mandato: Mandato, by: Utente) -> None:
        super().__init__(data, initial={"nuovo_designato_da": mandato.designato_da.slug})
        self.mandato, self.by = mandato, by
        if "nuova_persona" in self.fields:
            chi = self.fields["nuova_persona"]
            chi.queryset = chi.queryset.exclude(pk__in=[mandato.utente_id, by.pk])

    def successor(self) -> Utente:
        """Who takes the seat, in the transaction of the caller."""
        return self.cleaned_data["nuova_persona"]

    def clean_nuovo_designato_da(self) -> Soggetto:
        soggetto = self.cleaned_data["nuovo_designato_da"]
        if not _may_send(self.mandato.seggio, soggetto):
            raise ValidationError(f"Il seggio spetta a: {_who_may_send(self.mandato.seggio)}.")
        return soggetto


def first_day_after(ultimo: date | None) -> date:
    """The first day of who takes the place: today, when who leaves does so at once."""
    return ultimo + timedelta(days=1) if ultimo else today()


def seat_key(seggio: Seggio) -> str:
    """How an address or a form names a seat: its organo and its place there."""
    return f"{seggio.organo.slug}:{seggio.ordine}"


def find_seat(chiave: str) -> Seggio | None:
    """The seat that `seat_key` names; None if there is none."""
    slug, _, ordine = chiave.rpartition(":")
    if not (ordine.isascii() and ordine.isdecimal()) or "\x00" in slug:
        return None
    seggi = Seggio.objects.select_related("organo")
    return seggi.filter(organo__slug=slug, ordine=ordine[:CIFRE]).first()


def seat_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every seat, grouped by organo."""
    seggi = Seggio.objects.select_related("organo").order_by("organo__denominazione", "ordine")
    gruppi: dict[str, list[tuple[str, str]]] = {}
    for seggio in seggi:
        gruppi.setdefault(str(seggio.organo), []).append((seat_key(seggio), seggio.categoria))
    return list(gruppi.items())


def _may_send(seggio: Seggio, soggetto: Soggetto) -> bool:
    """Whether a soggetto may send somebody to a seat: its own, or of a category it belongs to.

    Of a category without a list, anybody: the list is not in the documents.
    """
    if seggio.soggetto_id:
        return seggio.soggetto_id == soggetto.pk
    designanti = {d.pk for d in seggio.designanti.all()}
    return not designanti or soggetto.pk in designanti


def _who_may_send(seggio: Seggio) -> str:
    soggetti = [seggio.soggetto] if seggio.soggetto_id else seggio.designanti.all()
    return ", ".join(s.nome_breve for s in soggetti)
