"""What the staff type about a proposal: one form for each step."""

from datetime import date

from django import forms

from conciliazione.date import format_day
from progetti.enums import EsitoRequisito
from progetti.lettere import draft, fill, known
from progetti.scadenze import last_day_to_explain, last_day_to_observe
from rete.enums import UsoModello
from rete.forms.atti import AttoForm
from rete.forms.istruttoria import LetteraForm, MotivoForm, PassoForm, VerificheForm
from rete.lettere import cite
from rete.risposte import check_day_to_answer


class RequisitiForm(VerificheForm):
    """The requirements of the call: for each an outcome and a note."""

    esiti = EsitoRequisito


class AmmettiForm(PassoForm):
    """A proposal that has all that the call asks: nothing to type."""


class RiprendiForm(MotivoForm):
    """Why the examination goes on without an answer."""


class LetteraPropostaForm(LetteraForm, MotivoForm):
    """A step of which who proposes is told by mail."""

    bozza = staticmethod(draft)
    noti = staticmethod(known)
    compila = staticmethod(fill)


class ChiarimentiForm(LetteraPropostaForm):
    """What is to be explained, and by when."""

    uso = UsoModello.CHIARIMENTI
    field_order = ("motivo", "rispondere_entro", "oggetto", "testo")

    rispondere_entro = forms.DateField(label="Rispondere entro")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        ultimo = last_day_to_explain()
        self.fields["motivo"].label = "Che cosa chiarire"
        self.fields["motivo"].help_text = "Chi ha presentato la proposta lo legge com’è scritto."
        self.fields["rispondere_entro"].help_text = f"Al più tardi il {format_day(ultimo)}."
        self.initial.setdefault("rispondere_entro", ultimo)

    def clean_rispondere_entro(self) -> date:
        giorno = self.cleaned_data["rispondere_entro"]
        check_day_to_answer(giorno, last_day_to_explain())
        return giorno

    def typed(self) -> dict[str, str]:
        return super().typed() | {"entro_il": format_day(self.cleaned_data["rispondere_entro"])}

    def step(self) -> dict[str, object]:
        return super().step() | {"rispondere_entro": self.cleaned_data["rispondere_entro"]}


class PreavvisoEsclusioneForm(LetteraPropostaForm):
    """Why the proposal may not be admitted."""

    uso = UsoModello.PREAVVISO_ESCLUSIONE
    field_order = ("motivo", "oggetto", "testo")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motivo"].label = "Motivi che impediscono l’ammissione"
        self.fields["motivo"].help_text = (
            "Tutti, perché l’esclusione non potrà aggiungerne altri. Chi ha presentato la proposta"
            f" può rispondere fino al {format_day(last_day_to_observe())}."
        )

    def typed(self) -> dict[str, str]:
        return super().typed() | {"entro_il": format_day(last_day_to_observe())}


class EscludiForm(LetteraPropostaForm, AttoForm):
    """The act that excludes, with why the observations did not change it."""

    uso = UsoModello.ESCLUSIONE
    field_order = ("motivo",)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motivo"].label = "Motivi dell’esclusione"
        self.fields["motivo"].help_text = (
            "Con la risposta alle osservazioni, se ci sono: la legge la vuole nell’atto (legge"
            " 241/1990, art. 10-bis)."
        )

    def typed(self) -> dict[str, str]:
        return super().typed() | {"atto": cite(self._act_to_show())}

    def _act_to_show(self) -> object:
        return self.cleaned_data.get("atto") or self._typed()

    def step(self) -> dict[str, object]:
        return super().step() | {"record_act": self.record_act}
