"""What the steps of a published call ask for: their act, their reason, what changes."""

from django import forms

from conciliazione.campi import CampoFile, CampoIstante, NumeroInput
from conciliazione.modifiche import VERSIONE_AL_PIU, CampoVersione
from progetti.forms.avvisi import TestoForm, ValutazioneForm, say_beside
from progetti.models import Avviso
from progetti.transitions.avvisi import PRIMA_DI_APRIRE, SEMPRE
from rete.forms.atti import AttoForm

OBBLIGATORI = (
    *("titolo", "testo", "chi_propone", "dotazione", "apre_il", "organo", "numero_legale"),
    *("soglia", "ambito_incompatibilita"),
)
CAMBIATO = (
    "Nel frattempo un altro atto ha cambiato l’avviso. Ciò che si è scritto è ancora qui:"
    " confrontarlo con la pagina pubblica, poi registrare di nuovo."
)
CLASSI = {"apre_il": CampoIstante, "soglia": NumeroInput, "scarto": NumeroInput}
# What is chosen among rows: as where the call is written.
SCELTE = {
    "azioni": TestoForm,
    "organo": ValutazioneForm,
    "rimedi": ValutazioneForm,
    "atto_incompatibilita": ValutazioneForm,
}


def _reason() -> forms.CharField:
    return forms.CharField(
        label="Perché",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lo leggono tutti, accanto a ciò che è cambiato.",
        error_messages={"required": "Scrivere il motivo: resta nella storia dell’avviso."},
    )


class ConfermaForm(forms.Form):
    """Nothing to type: the button alone."""


class RevocaForm(AttoForm):
    """Why a call ends before its time."""

    motivo = _reason()


class ProrogaForm(AttoForm):
    """A later closing."""

    chiude_il = CampoIstante(label="Nuova chiusura", help_text="Giorno e ora di Roma.")
    motivo = _reason()


class RettificaForm(AttoForm):
    """What an act corrects: it shows what the call says, and takes what is different."""

    motivo = _reason()
    versione = CampoVersione(required=False, min_value=0, max_value=VERSIONE_AL_PIU)

    def __init__(
        self, *args: object, avviso: Avviso, prima_di_aprire: bool, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.attuale = self.initial["versione"] = avviso.versione
        self.cambiabili = self._fields_of(avviso, prima_di_aprire)
        for nome, campo in self.cambiabili.items():
            campo.required = nome in OBBLIGATORI
        self.fields = {**self.cambiabili, **self.fields}

    def _fields_of(self, avviso: Avviso, prima_di_aprire: bool) -> dict[str, forms.Field]:
        """What may be corrected, each with what the call says of it."""
        nomi = (*SEMPRE, *PRIMA_DI_APRIRE) if prima_di_aprire else SEMPRE
        campi = forms.fields_for_model(Avviso, fields=nomi, field_classes=CLASSI)
        self.initial |= {nome: getattr(avviso, nome) for nome in campi}
        if prima_di_aprire:
            scritti = {classe: classe(instance=avviso) for classe in set(SCELTE.values())}
            campi |= {n: scritti[c].fields[n] for n, c in SCELTE.items() if n in scritti[c].fields}
            self.initial |= {n: scritti[c].initial.get(n) for n, c in SCELTE.items()}
        return campi

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        say_beside(self, dati)
        if dati.get("versione") != self.attuale:
            self.add_error(None, CAMBIATO)
            self.data = self.data.copy()
            self.data["versione"] = self.attuale
        return dati

    def changed(self) -> dict[str, object]:
        """The columns that were changed, with what they become."""
        return {n: self.cleaned_data[n] for n in self.changed_data if n in self.cambiabili}


class DocumentoRettificaForm(AttoForm):
    """One more file for who answers the call."""

    titolo = forms.CharField(label="Che documento è", max_length=200)
    motivo = _reason()
    file = CampoFile(label="File")
