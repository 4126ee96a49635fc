"""From where a proposal starts: a project of before, or the table of results of a sheet."""

from django import forms

from conciliazione.campi import CampoFile
from conciliazione.enums import TipoDocumento
from progetti.models import Proposta
from progetti.partenza import Coperta, projects_to_reuse

TESTO_AL_PIU = 200_000


class RipartiForm(forms.Form):
    """A project of before; what it would write over is confirmed."""

    versione = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    progetto = forms.ModelChoiceField(
        None,
        label="Progetto da cui ripartire",
        to_field_name="slug",
        empty_label="Scegliere il progetto",
        error_messages={"required": "Scegliere il progetto."},
    )
    confermo = forms.BooleanField(
        label="Sì, sostituisci ciò che c’è già nella proposta", required=False
    )

    def __init__(self, data: object = None, *, proposta: Proposta, coperta: Coperta) -> None:
        super().__init__(data, initial={"versione": proposta.versione})
        self.coperta = coperta
        self.fields["progetto"].queryset = projects_to_reuse(proposta)
        if coperta.is_nothing:
            del self.fields["confermo"]

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        if not self.coperta.is_nothing and not dati.get("confermo"):
            self.add_error(
                "confermo", "La proposta non è vuota: confermare che va sostituito ciò che c’è."
            )
        return dati


class IncollaForm(forms.Form):
    """The table of results, pasted."""

    tabella = forms.CharField(
        label="La tabella, con la riga delle intestazioni",
        max_length=TESTO_AL_PIU,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="Si copia da un foglio di calcolo, o da un file CSV con virgole o punti e"
        " virgola.",
        error_messages={"required": "Incollare la tabella, poi premere «Controlla»."},
    )


class FoglioForm(forms.Form):
    """The table of results, in a file; alone in its form, because browsers forget it."""

    file = CampoFile(
        label="Foglio XLSX",
        tipi=(TipoDocumento.XLSX,),
        max_mb=5,
        error_messages={"required": "Scegliere il file, poi premere «Carica e controlla»."},
    )
