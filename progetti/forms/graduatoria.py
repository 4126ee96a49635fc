"""What the responsabile types about the ranking of a call."""

from collections.abc import Mapping, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils import timezone

from progetti.graduatoria import Graduatoria, Riga, motivation
from progetti.lettera_esito import RICHIAMI, draft_letter
from progetti.models import Avviso
from rete.forms.atti import AttoForm
from rete.lettere import Lettera, check_references
from rete.models import Seduta

TESTO_LUNGO = 10_000
# The meetings in which proposals may be scored, or may have been.
STATI_SEDUTA = ("convocata", "tenuta", "verbalizzata", "approvata")


class SedutaForm(forms.Form):
    """The meeting in which the organo scores."""

    seduta = forms.ModelChoiceField(
        Seduta.objects.none(),
        label="Seduta in cui l’organo valuta",
        to_field_name="codice",
        empty_label="Scegliere la seduta",
    )

    def __init__(self, *args: object, avviso: Avviso, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seduta"].queryset = meetings_for(avviso)
        self.fields["seduta"].label_from_instance = _day_and_state
        if avviso.seduta:
            self.initial["seduta"] = avviso.seduta.codice


def meetings_for(avviso: Avviso) -> QuerySet[Seduta]:
    """The meetings of the organo of a call that were convened, from the last."""
    sedute = Seduta.objects.filter(organo_id=avviso.organo_id, stato__in=STATI_SEDUTA)
    return sedute.order_by("-inizio", "-pk")


def _day_and_state(seduta: Seduta) -> str:
    return f"{timezone.localtime(seduta.inizio):%d/%m/%Y, ore %H:%M} ({seduta.get_stato_display()})"


class PrecedenzeForm(forms.Form):
    """The order that the organo decided among proposals as good as each other."""

    def __init__(self, *args: object, pari: Sequence[Riga], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.pari = pari
        for riga in pari:
            self.fields[_place(riga)] = forms.IntegerField(
                label=f"Posto di «{riga.proposta}» fra i pari merito",
                min_value=1,
                max_value=32_767,
                help_text=f"Posizione {riga.posto.posizione} in graduatoria, per ora la stessa.",
                error_messages={"required": "Scrivere il posto deciso dall’organo nel verbale."},
            )

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        visti: set[tuple[int | None, object]] = set()
        for riga in self.pari:
            posto = (riga.posto.posizione, dati.get(_place(riga)))
            if posto[1] is not None and posto in visti:
                self.add_error(_place(riga), "Un’altra proposta ha già questo posto.")
            visti.add(posto)
        return dati

    def places(self) -> dict[str, int]:
        """The places typed, by the codice of the proposal."""
        return {r.proposta.codice: self.cleaned_data[_place(r)] for r in self.pari}


def _place(riga: Riga) -> str:
    return f"posto_{riga.proposta.codice}"


class ConcludiForm(AttoForm):
    """The act of the outcome, the reason of each place, the letter to who proposed."""

    oggetto = forms.CharField(label="Oggetto della lettera", max_length=200)
    testo = forms.CharField(
        label="Testo della lettera",
        max_length=TESTO_LUNGO,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, *args: object, graduatoria: Graduatoria, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.righe = graduatoria.righe
        lettera = draft_letter()
        self.initial |= {"oggetto": lettera.oggetto, "testo": lettera.testo}
        chiamati = ", ".join(f"[[{nome}]] {che}" for nome, che in RICHIAMI.items())
        self.fields["testo"].help_text = f"Una per tutte: al suo posto si legge {chiamati}."
        for riga in self.righe:
            self.fields[_reason(riga)] = forms.CharField(
                label=f"Motivazione per «{riga.proposta}»",
                max_length=TESTO_LUNGO,
                initial=motivation(graduatoria, riga),
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="La leggono tutti.",
            )

    def own_fields(self) -> list[BoundField]:
        return [self[_reason(riga)] for riga in self.righe]

    def mail_fields(self) -> list[BoundField]:
        """The letter."""
        return [self["oggetto"], self["testo"]]

    def clean_oggetto(self) -> str:
        return _checked(self.cleaned_data["oggetto"])

    def clean_testo(self) -> str:
        return _checked(self.cleaned_data["testo"])

    def step(self) -> Mapping[str, object]:
        """What the transition takes."""
        dati = self.cleaned_data
        return {
            "record_act": self.record_act,
            "motivazioni": {r.proposta.codice: dati[_reason(r)] for r in self.righe},
            "lettera": Lettera(dati["oggetto"], dati["testo"]),
        }


def _reason(riga: Riga) -> str:
    return f"motivo_{riga.proposta.codice}"


def _checked(testo: str) -> str:
    check_references(testo, RICHIAMI)
    return testo


class RinunciaForm(forms.Form):
    """Why a proposal gives up."""

    motivo = forms.CharField(
        label="Motivo della rinuncia",
        max_length=TESTO_LUNGO,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Scrivere il motivo: resta nella storia della proposta."},
    )


class RinunciaConAttoForm(AttoForm, RinunciaForm):
    """As who records the acts of the call writes it: with the act that takes note, if there is."""

    atto_richiesto = False


class ScorrimentoForm(AttoForm):
    """The act by which the ranking moves on."""


class SchedeForm(forms.Form):
    """Why the single sheets are taken out."""

    motivo = forms.CharField(
        label="Per quale richiesta di accesso",
        max_length=TESTO_LUNGO,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Chi ha chiesto, quando, con quale protocollo. Resta nella storia dell’avviso.",
        error_messages={"required": "Scrivere a chi servono le schede: resta nella storia."},
    )


class BozzaVerbaleForm(forms.Form):
    """Where the drafted minutes go: the version that was read, and a yes where text is there."""

    versione = forms.IntegerField(widget=forms.HiddenInput)
    conferma = forms.BooleanField(
        label="Metti la bozza in cima: il testo di adesso resta in fondo al verbale", required=False
    )

    def __init__(self, *args: object, seduta: Seduta, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.seduta = seduta
        self.initial["versione"] = seduta.versione
        if not seduta.verbale:
            del self.fields["conferma"]

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        if "conferma" in self.fields and not dati.get("conferma"):
            raise ValidationError(
                {"conferma": "Il verbale ha già un testo: confermare che la bozza va in cima."}
            )
        return dati
