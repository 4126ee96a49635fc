"""What is typed of the life of a member: its recesso, who takes its place, its other card."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from conciliazione.periodi import today
from conciliazione.ricerca import matching
from rete.enums import TipoAdesione
from rete.forms.atti import AttoForm
from rete.forms.codici import compact_code
from rete.models import Adesione, Soggetto
from rete.recessi import not_before_beginning

SUGGERITI = 8
TITOLI = [
    (scelta.value, scelta.label) for scelta in (TipoAdesione.SOTTOSCRITTORE, TipoAdesione.ADERENTE)
]


def in_living_memory(giorno: date) -> None:
    """Refuse a year that somebody mistyped."""
    if not 1900 <= giorno.year <= 2200:
        raise ValidationError("Controllare l’anno.")


class SoggettoField(forms.CharField):
    """A soggetto by its name, acronym, code or the address of its card; the value is the row.

    A register may have thousands: the words are looked for, and several found are listed.
    """

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(max_length=300, **kwargs)

    def clean(self, value: object) -> Soggetto | None:
        testo = super().clean(value)
        if not testo:
            return None
        slug = testo.rstrip("/").rpartition("/")[2]
        for chiave in ({"slug": slug}, {"denominazione": testo}, _code(testo), {"sigla": testo}):
            trovati = list(Soggetto.objects.filter(**chiave)[:2])
            if len(trovati) == 1:
                return trovati[0]
        return self._search(testo)

    def _search(self, testo: str) -> Soggetto:
        trovati = list(Soggetto.objects.filter(matching(testo, "ricerca"))[: SUGGERITI + 1])
        if not trovati:
            raise ValidationError("Nessun soggetto del registro ha questo nome o questo codice.")
        if len(trovati) > 1:
            nomi = "; ".join(str(s) for s in trovati[:SUGGERITI])
            altri = " e altri" if len(trovati) > SUGGERITI else ""
            raise ValidationError(
                f"Corrispondono più soggetti: {nomi}{altri}. Scrivere la denominazione intera."
            )
        return trovati[0]


def _code(testo: str) -> dict[str, str]:
    compatto = compact_code(testo)
    return {"partita_iva" if len(compatto) == 11 else "codice_fiscale": compatto}


class TitoloForm(forms.Form):
    """Asks which adhesion it was, where the portal only deduced it."""

    tipo = forms.ChoiceField(
        label="Come faceva parte della Rete",
        choices=TITOLI,
        widget=forms.RadioSelect,
        help_text="I documenti danno il numero dei soggetti senza l’elenco: serve a togliere questo"
        " dal conto giusto.",
        error_messages={"required": "Scegliere una delle due voci."},
    )

    def ask_kind_of(self, adesione: Adesione | None) -> None:
        """Leave the question only where nobody knows the answer."""
        if adesione is None or adesione.tipo != TipoAdesione.DEDOTTA:
            del self.fields["tipo"]


class RecessoForm(TitoloForm):
    """The last day in the network, and why."""

    al = forms.DateField(
        label="Ultimo giorno di adesione",
        validators=[in_living_memory],
        help_text="Fino a questo giorno compreso il soggetto fa parte della Rete.",
        error_messages={"required": "Scrivere l’ultimo giorno."},
    )
    motivo = forms.CharField(
        label="Motivo del recesso",
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Scrivere il motivo: resta nella storia dell’adesione."},
    )

    field_order = ["al", "motivo", "tipo"]

    def __init__(self, data: object, *, adesione: Adesione, anche_passato: bool) -> None:
        super().__init__(data)
        self.adesione, self.anche_passato = adesione, anche_passato
        self.ask_kind_of(adesione)

    def clean_al(self) -> date:
        al = self.cleaned_data["al"]
        try:
            not_before_beginning(self.adesione, al)
        except ValidationError as errore:
            raise ValidationError(errore.message_dict["al"]) from errore
        if al < today() and not self.anche_passato:
            raise ValidationError(
                "È un giorno già passato: il recesso vale da oggi in poi. Per un giorno passato"
                " scrivere all’ente capofila."
            )
        return al


class AnnullaRecessoForm(forms.Form):
    """Why a recesso was a mistake."""

    motivo = forms.CharField(
        label="Perché si annulla",
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Per esempio: registrato sulla scheda sbagliata. Lo legge chi ha ricevuto la"
        " notizia del recesso, e resta nella storia dell’adesione.",
        error_messages={"required": "Scrivere perché: resta nella storia dell’adesione."},
    )


class SuccessioneForm(TitoloForm, AttoForm):
    """Who takes the place of a soggetto, from when, by which act."""

    atto_richiesto = False

    a = SoggettoField(
        label="Chi gli succede",
        help_text="Denominazione, sigla, codice fiscale o partita IVA di un soggetto del registro.",
        error_messages={"required": "Scrivere chi gli succede."},
    )
    dal = forms.DateField(
        label="Dal",
        validators=[in_living_memory],
        error_messages={"required": "Scrivere il primo giorno."},
    )
    nota = forms.CharField(label="Nota", required=False, max_length=240)
    passa = forms.BooleanField(
        label="L’adesione alla Rete passa a chi gli succede",
        required=False,
        help_text="Finisce il giorno prima e ne comincia una nuova dal primo giorno: il numero dei"
        " soggetti non cambia.",
    )

    field_order = ["a", "dal", "passa", "tipo", "nota"]

    def __init__(self, data: object, *, da: Soggetto, adesione: Adesione | None) -> None:
        super().__init__(data, initial={"passa": adesione is not None})
        self.da = da
        self.ask_kind_of(adesione)
        if "tipo" in self.fields:
            self.fields["tipo"].required = False
        if adesione is None:
            del self.fields["passa"]

    def clean_a(self) -> Soggetto:
        if self.cleaned_data["a"] == self.da:
            raise ValidationError("Un soggetto non succede a sé stesso.")
        return self.cleaned_data["a"]

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        if dati.get("passa") and "tipo" in self.fields and not dati.get("tipo"):
            self.add_error("tipo", self.fields["tipo"].error_messages["required"])
        return dati


class UnioneForm(forms.Form):
    """Which card goes: its rows pass to the one that stays."""

    con = SoggettoField(
        label="La scheda doppia, da togliere",
        help_text="Denominazione, sigla, codice fiscale, partita IVA o indirizzo della scheda.",
        error_messages={"required": "Scrivere quale scheda si toglie."},
    )

    def __init__(self, data: object, *, resta: Soggetto) -> None:
        super().__init__(data)
        self.resta = resta

    def clean_con(self) -> Soggetto:
        if self.cleaned_data["con"] == self.resta:
            raise ValidationError("È la scheda che resta: scrivere l’altra.")
        return self.cleaned_data["con"]


class PercheForm(forms.Form):
    """Why two cards become one, or two again."""

    motivo = forms.CharField(
        label="Perché",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Resta nell’elenco delle unioni.",
        error_messages={"required": "Scrivere il motivo: resta nell’elenco delle unioni."},
    )
