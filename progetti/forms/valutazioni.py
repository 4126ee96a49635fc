"""What is typed to declare interests, to score, to discuss, and to lead the scoring."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django import forms
from django.forms.boundfield import BoundField

from conciliazione.campi import NumeroInput
from conciliazione.modifiche import DraftForm
from conciliazione.numeri import format_decimal
from progetti.chi_puo_valutare import organi_for
from progetti.enums import RimedioNumeroLegale
from progetti.models import Avviso, Criterio, NotaDiscussione, Proposta, Punteggio, Valutazione
from progetti.schede import Riga, lines_of
from rete.forms.atti import AttoForm
from rete.models import Organo, Soggetto

TESTO_AL_PIU = 5_000
Concorrenti = Sequence[tuple[Proposta, list[Soggetto]]]


def _text(label: str, righe: int = 4, **altro: object) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": righe})
    return forms.CharField(label=label, max_length=TESTO_AL_PIU, widget=area, **altro)


# --- Interests -----------------------------------------------------------------------------------


class DichiarazioneForm(forms.Form):
    """What a member declares: in words, and proposal by proposal."""

    testo = _text(
        "Dichiarazione",
        error_messages={"required": "Scrivere la dichiarazione, anche se non c’è alcun interesse."},
        help_text="Con parole proprie: se si hanno interessi, rapporti di lavoro o parentele con"
        " chi propone o partecipa, oppure che non se ne hanno.",
    )

    def __init__(self, *args: object, concorrenti: Concorrenti, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.concorrenti = concorrenti
        for proposta, _ in concorrenti:
            chi = proposta.proponente
            self.fields[f"conflitto_{proposta.codice}"] = forms.BooleanField(
                label=f"Ho un conflitto con la proposta di {chi}", required=False
            )
            self.fields[f"motivo_{proposta.codice}"] = _text(
                f"Perché, per la proposta di {chi}", righe=2, required=False
            )

    def clean(self) -> dict[str, object]:
        dati = super().clean() or self.cleaned_data
        for proposta, _ in self.concorrenti:
            detto, motivo = f"conflitto_{proposta.codice}", f"motivo_{proposta.codice}"
            if dati.get(detto) and not dati.get(motivo) and motivo not in self.errors:
                self.add_error(motivo, "Scrivere da che cosa nasce il conflitto.")
            if dati.get(motivo) and not dati.get(detto):
                self.add_error(detto, "Segnare il conflitto, oppure togliere il motivo.")
        return dati

    def proposals(self) -> Iterator[tuple[Proposta, list[Soggetto], BoundField, BoundField]]:
        """Each proposal with its names and its two fields."""
        for proposta, soggetti in self.concorrenti:
            campi = (self[f"{nome}_{proposta.codice}"] for nome in ("conflitto", "motivo"))
            yield proposta, soggetti, *campi

    def conflicts(self) -> Iterator[tuple[Proposta, str]]:
        """The conflicts declared, with their reasons."""
        for proposta, _ in self.concorrenti:
            if self.cleaned_data[f"conflitto_{proposta.codice}"]:
                yield proposta, self.cleaned_data[f"motivo_{proposta.codice}"]


class ConflittoForm(forms.Form):
    """A conflict that emerged after the declaration."""

    proposta = forms.ModelChoiceField(
        Proposta.objects.none(),
        label="Con la proposta di",
        to_field_name="codice",
        empty_label="Scegliere chi propone",
    )
    motivo = _text(
        "Da che cosa nasce",
        error_messages={"required": "Scrivere da che cosa nasce il conflitto."},
    )

    def __init__(self, *args: object, concorrenti: Concorrenti, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["proposta"]
        ids = [proposta.pk for proposta, _ in concorrenti]
        campo.queryset = Proposta.objects.filter(pk__in=ids).select_related("proponente")
        campo.label_from_instance = lambda proposta: str(proposta.proponente)


# --- Sheets --------------------------------------------------------------------------------------


def _points_field(criterio: Criterio) -> NumeroInput:
    massimo = format_decimal(criterio.massimo)
    fuori = f"I punti vanno da 0 a {massimo}."
    return NumeroInput(
        label=f"Punti, da 0 a {massimo}",
        required=False,
        min_value=Decimal(0),
        max_value=criterio.massimo,
        max_digits=5,
        decimal_places=2,
        error_messages={
            **dict.fromkeys(("min_value", "max_value", "max_digits", "max_whole_digits"), fuori),
            "max_decimal_places": "Al massimo due cifre dopo la virgola.",
        },
    )


class CriteriMixin:
    """Points and reason for each criterion, drawn one criterion at a time."""

    righe: list[Riga]

    def _add_criteria(self, righe: list[Riga]) -> None:
        self.righe = righe
        for riga in righe:
            punti, motivazione = _names(riga)
            self.fields[punti] = _points_field(riga.criterio)
            self.fields[motivazione] = _text("Motivazione", righe=3, required=False)
            self.initial |= {punti: riga.punti, motivazione: riga.motivazione}

    def criteria(self) -> Iterator[tuple[Criterio, BoundField, BoundField]]:
        """Each criterion with its two fields."""
        for riga in self.righe:
            yield riga.criterio, *(self[nome] for nome in _names(riga))

    def typed(self) -> list[Riga]:
        """What was typed, once valid."""
        dati = self.cleaned_data
        return [Riga(r.criterio, *(dati.get(nome) for nome in _names(r))) for r in self.righe]

    def check_complete(self) -> bool:
        """Whether every criterion has its points and its reason; else each error is beside its
        field."""
        for riga in self.typed():
            punti, motivazione = _names(riga)
            if riga.punti is None and punti not in self.errors:
                self.add_error(punti, "Scrivere i punti.")
            if not riga.motivazione and motivazione not in self.errors:
                self.add_error(motivazione, "Scrivere la motivazione.")
        return not self.errors


def _names(riga: Riga) -> tuple[str, str]:
    return f"punti_{riga.criterio.ordine}", f"motivazione_{riga.criterio.ordine}"


class SchedaForm(CriteriMixin, DraftForm):
    """A sheet while it is written: what is right is saved, even beside something wrong."""

    class Meta:
        model = Valutazione
        fields = ()

    def _add_fields(self) -> None:
        self._add_criteria(lines_of(self.instance))

    def _written_names(self) -> set[str]:
        return {n for riga in self.righe for n in _names(riga)} - set(self._errors or ())

    def _values(self, obj: Valutazione) -> dict[str, object]:
        valori = {}
        for riga in lines_of(obj):
            valori |= dict(zip(_names(riga), (riga.punti, riga.motivazione), strict=True))
        return {nome: valori[nome] for nome in self._written_names()}

    def _write(self) -> None:
        self.instance.versione = self.cleaned_data["versione"] + 1
        Punteggio.objects.bulk_create(
            [self._row(riga) for riga in lines_of(self.instance)],
            update_conflicts=True,
            unique_fields=["valutazione", "criterio"],
            update_fields=["punti", "motivazione"],
        )

    def _row(self, salvata: Riga) -> Punteggio:
        """The row of a criterion: what was typed where it is right, else what is saved."""
        giusti, nomi = self._written_names(), _names(salvata)
        valori = zip(nomi, (salvata.punti, salvata.motivazione), strict=True)
        punti, motivazione = (self.cleaned_data[n] if n in giusti else v for n, v in valori)
        return Punteggio(
            valutazione=self.instance,
            criterio=salvata.criterio,
            punti=punti,
            motivazione=motivazione,
        )


class CambioForm(CriteriMixin, forms.Form):
    """Points changed after the reveal, with the reason."""

    motivo = _text(
        "Perché cambia",
        error_messages={"required": "Scrivere perché il punteggio cambia: lo legge l’organo."},
    )

    def __init__(self, *args: object, righe: Iterable[Riga], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._add_criteria(list(righe))

    def clean(self) -> dict[str, object]:
        dati = super().clean() or self.cleaned_data
        self.check_complete()
        return dati


class NotaForm(forms.ModelForm):
    """What the organo said where its members were far apart."""

    class Meta:
        model = NotaDiscussione
        fields = ("testo",)
        widgets = {"testo": forms.Textarea(attrs={"rows": 5, "maxlength": TESTO_AL_PIU})}
        error_messages = {"testo": {"required": "Scrivere che cosa si è detto."}}


# --- Leading -------------------------------------------------------------------------------------


class RimedioForm(AttoForm):
    """What to do without enough free members, among what the call admits, with its act."""

    rimedio = forms.ChoiceField(label="Rimedio", widget=forms.RadioSelect)
    organo = forms.ModelChoiceField(
        Organo.objects.none(),
        label="Commissione a cui si affida la valutazione",
        required=False,
        to_field_name="slug",
        empty_label="Nessuna",
        help_text="Solo se si sceglie di affidarla a un’altra commissione.",
    )
    motivo = _text(
        "Motivo", error_messages={"required": "Scrivere il motivo: si pubblica con l’avviso."}
    )

    field_order = ("rimedio", "organo", "motivo")

    def __init__(self, *args: object, avviso: Avviso, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        ammessi = set(avviso.rimedi.values_list("rimedio", flat=True))
        scelte = [(v, parole) for v, parole in RimedioNumeroLegale.choices if v in ammessi]
        self.fields["rimedio"].choices = scelte
        self.fields["organo"].queryset = organi_for(avviso).exclude(pk=avviso.organo_id)


class ChiusuraForm(forms.Form):
    """The scoring is closed: with a reason where something is missing."""

    motivo = _text(
        "Motivo", required=False, help_text="Serve se mancano schede o il numero legale."
    )


class EsameForm(forms.Form):
    """What was made of the conflicts that were found late."""

    motivo = _text(
        "Che cosa si è deciso",
        error_messages={"required": "Scrivere che cosa si è deciso: resta nella storia."},
    )


class AnnullamentoForm(forms.Form):
    """Why a sheet is voided."""

    motivo = _text(
        "Motivo",
        error_messages={"required": "Scrivere il motivo: resta nella storia della scheda."},
    )
