"""What who runs a project types in a window: a value and a note for each indicator."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from conciliazione.campi import MisuraInput
from conciliazione.modifiche import VERSIONE_AL_PIU, CampoVersione
from conciliazione.transizioni import TooLate
from progetti.models import Consegna
from progetti.registrazione import write_note, write_value
from progetti.righe_consegna import Gruppo, Riga, by_objective
from rete.models import Utente

NOTA_AL_PIU = 2_000


@dataclass(frozen=True)
class RigaDaScrivere:
    """A line with its fields; without them where it may only be read."""

    riga: Riga
    valore: BoundField | None
    nota: BoundField | None
    nascosti: tuple[BoundField, ...]


class ConsegnaForm(forms.Form):
    """The lines of a delivery. Each is saved by itself: what is wrong keeps nobody else's back."""

    def __init__(
        self, data: object = None, *, consegna: Consegna, righe: Iterable[Riga], scrive: bool
    ) -> None:
        super().__init__(data)
        self.consegna, self.righe = consegna, list(righe)
        for riga in self.righe:
            if scrive or riga.is_returned:
                self._add_line(riga)
        self.superato = False

    def _add_line(self, riga: Riga) -> None:
        cosa, aperta, nota = riga.indicatore.denominazione, riga.aperta, riga.nota
        nomi = self._names(riga)
        self.fields[nomi["valore"]] = MisuraInput(
            label=f"Valore nel periodo di «{cosa}»",
            required=False,
            min_value=0,
            max_digits=12,
            decimal_places=2,
            error_messages={"min_value": "Il valore non può essere negativo."},
        )
        self.fields[nomi["nota"]] = forms.CharField(
            label=f"Nota su «{cosa}»",
            required=False,
            max_length=NOTA_AL_PIU,
            widget=forms.Textarea(attrs={"rows": 1}),
        )
        for nome in ("letto", "nota_letta"):
            campo = CampoVersione(required=False, min_value=0, max_value=VERSIONE_AL_PIU)
            self.fields[nomi[nome]] = campo
        self.initial |= {
            nomi["valore"]: aperta.valore if aperta else None,
            nomi["nota"]: nota.testo if nota else "",
            nomi["letto"]: aperta.versione if aperta else 0,
            nomi["nota_letta"]: nota.versione if nota else 0,
        }

    @staticmethod
    def _names(riga: Riga) -> dict[str, str]:
        return {n: f"{n}-{riga.chiave}" for n in ("valore", "nota", "letto", "nota_letta")}

    def groups(self) -> Iterator[tuple[Gruppo, list[RigaDaScrivere]]]:
        """The lines under their objectives, each with its fields."""
        for gruppo in by_objective(self.righe):
            yield gruppo, [self._shown(riga) for riga in gruppo.righe]

    def _shown(self, riga: Riga) -> RigaDaScrivere:
        nomi = self._names(riga)
        if nomi["valore"] not in self.fields:
            return RigaDaScrivere(riga, None, None, ())
        nascosti = (self[nomi["letto"]], self[nomi["nota_letta"]])
        return RigaDaScrivere(riga, self[nomi["valore"]], self[nomi["nota"]], nascosti)

    def save(self, by: Utente) -> bool:
        """Write each line that is right and was changed; whether all that was typed is saved.

        What was not saved has its reason beside the field, and stays as it was typed.
        """
        self.is_valid()
        for riga in self.righe:
            nomi = self._names(riga)
            self._write(nomi["valore"], nomi["letto"], write_value, riga, by)
            self._write(nomi["nota"], nomi["nota_letta"], write_note, riga, by)
        return not self.errors

    def _write(self, nome: str, letto: str, scrive: object, riga: Riga, by: Utente) -> None:
        if nome not in self.fields or nome in self.errors or nome not in self.changed_data:
            return
        versione = self.cleaned_data.get(letto) or 0
        try:
            scrive(self.consegna, riga.indicatore, self.cleaned_data[nome], versione, by)
        except (ValidationError, TooLate) as errore:
            self.superato |= getattr(errore, "code", "") == "cambiato"
            self.add_error(nome, errore if isinstance(errore, ValidationError) else str(errore))

    def show_current(self, righe: Iterable[Riga]) -> None:
        """Go on from what is saved now: the versions are those of now, what was typed stays."""
        self.data = self.data.copy()
        self.righe = list(righe)
        for riga in self.righe:
            nomi = self._names(riga)
            if nomi["letto"] in self.fields:
                self.data[nomi["letto"]] = riga.aperta.versione if riga.aperta else 0
                self.data[nomi["nota_letta"]] = riga.nota.versione if riga.nota else 0
