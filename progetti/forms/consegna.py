"""What who runs a project types in a window: a value and a note for each indicator."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from conciliazione.campi import CampoFile, MisuraInput
from conciliazione.enums import TipoDocumento
from conciliazione.modifiche import VERSIONE_AL_PIU, CampoVersione
from conciliazione.numeri import format_decimal
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
    nascosti: tuple[SafeString, ...]


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
        # The names of the fields that were written: their lines go on from what is saved now.
        self.scritti: set[str] = set()

    def _add_line(self, riga: Riga) -> None:
        cosa, aperta, nota = riga.indicatore.denominazione, riga.aperta, riga.nota
        nomi = self._names(riga)
        self.fields[nomi["valore"]] = MisuraInput(
            label=f"Valore nel periodo di «{cosa}»",
            required=False,
            show_hidden_initial=True,
            min_value=0,
            max_digits=12,
            decimal_places=2,
            error_messages={"min_value": "Il valore non può essere negativo."},
        )
        self.fields[nomi["nota"]] = forms.CharField(
            label=f"Nota su «{cosa}»",
            required=False,
            show_hidden_initial=True,
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
        valore, nota = self[nomi["valore"]], self[nomi["nota"]]
        nascosti = (
            *self._hidden(nomi["valore"], nomi["letto"]),
            *self._hidden(nomi["nota"], nomi["nota_letta"]),
        )
        return RigaDaScrivere(riga, valore, nota, nascosti)

    def _hidden(self, nome: str, letto: str, **attributi: str) -> tuple[SafeString, SafeString]:
        """What a field was when it was read, and the version of its row."""
        return (
            self[nome].as_hidden(attrs=attributi, only_initial=True),
            self[letto].as_hidden(attrs=attributi),
        )

    def renewed(self) -> list[SafeString]:
        """The hidden fields of what was written, for a page that saves by itself and stays."""
        a_parte = {"data-hx-swap-oob": "true"}
        return [
            nascosto
            for riga in self.righe
            for nome, letto in (("valore", "letto"), ("nota", "nota_letta"))
            if self._names(riga)[nome] in self.scritti
            for nascosto in self._hidden(
                self._names(riga)[nome], self._names(riga)[letto], **a_parte
            )
        ]

    def save(self, by: Utente) -> bool:
        """Write each line that is right and was changed; whether all that was typed is saved.

        What was not saved has its reason beside the field, and stays as it was typed.
        """
        self.is_valid()
        for riga in self._writable():
            nomi = self._names(riga)
            self._write(nomi["valore"], nomi["letto"], write_value, riga, by)
            self._write(nomi["nota"], nomi["nota_letta"], write_note, riga, by)
        return not self.errors

    def _write(self, nome: str, letto: str, scrive: object, riga: Riga, by: Utente) -> None:
        if nome not in self.data or nome in self.errors or nome not in self.changed_data:
            return
        versione = self.cleaned_data.get(letto) or 0
        try:
            scrive(self.consegna, riga.indicatore, self.cleaned_data[nome], versione, by)
        except (ValidationError, TooLate) as errore:
            self.add_error(nome, errore if isinstance(errore, ValidationError) else str(errore))
        else:
            self.scritti.add(nome)

    @classmethod
    def typed(cls, riga: Riga) -> dict[str, str]:
        """The fields of a line as its page has them before anything is typed."""
        nomi = cls._names(riga)
        return {
            nomi["valore"]: format_decimal(riga.aperta.valore) if riga.aperta else "",
            nomi["nota"]: riga.nota.testo if riga.nota else "",
            nomi["letto"]: str(riga.aperta.versione if riga.aperta else 0),
            nomi["nota_letta"]: str(riga.nota.versione if riga.nota else 0),
        }

    def show_current(self, righe: Iterable[Riga]) -> None:
        """Go on from what is saved now; what was typed and not saved stays as it was typed."""
        self.data = self.data.copy()
        self.righe = list(righe)
        for riga in self._writable():
            nomi, adesso = self._names(riga), self.typed(riga)
            self.data[nomi["letto"]] = adesso[nomi["letto"]]
            self.data[nomi["nota_letta"]] = adesso[nomi["nota_letta"]]
            for nome in (nomi["valore"], nomi["nota"]):
                self.data[f"initial-{nome}"] = adesso[nome]
                if nome not in self.errors:
                    self.data[nome] = adesso[nome]

    def _writable(self) -> Iterator[Riga]:
        return (riga for riga in self.righe if self._names(riga)["valore"] in self.fields)


class FoglioForm(forms.Form):
    """The sheet of a delivery, filled."""

    file = CampoFile(
        label="Foglio compilato",
        tipi={TipoDocumento.XLSX},
        error_messages={"required": "Scegliere il foglio, poi premere «Carica e controlla»."},
    )
