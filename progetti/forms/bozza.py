"""The pages of a proposal's draft: columns, and parts kept in the tree or in rows of their own.

A part is a page of fields named after their place (`obiettivi-0-attivita-1-testo`), so that the
versions of two people are compared, and errors said, cell by cell.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django import forms
from django.db.models.functions import Now
from django.forms.boundfield import BoundField
from django.http import QueryDict

from conciliazione.modifiche import DraftForm
from progetti.contenuto import moved, removed
from progetti.enums import StatoProposta
from progetti.models import Proposta

RIGHE_AL_PIU = 60
VUOTI = ("", None, [], ())
_SPOSTA = {"su": -1, "giu": 1}


class PropostaForm(DraftForm):
    """A page of the draft: nothing is mandatory until the proposal is sent."""

    necessari: frozenset[str] = frozenset()

    class Meta:
        model = Proposta
        fields: tuple[str, ...] = ()

    def __init__(self, data: QueryDict | None = None, *, instance: Proposta) -> None:
        super().__init__(data, instance=instance)
        for nome, campo in self.fields.items():
            campo.required = False
            campo.necessario = nome in self.necessari

    def _claim(self) -> bool:
        """Take the version that was read, if nobody took it and nobody sent the proposal."""
        letta = self.cleaned_data["versione"]
        righe = Proposta.objects.filter(pk=self.instance.pk, versione=letta)
        bozze = righe.filter(stato=StatoProposta.BOZZA)
        return bozze.update(versione=letta + 1, modificata_il=Now()) == 1


@dataclass(frozen=True)
class Righe:
    """Rows of the same fields in a page: where they are, their fields, which of these count.

    A row in which nothing that counts is written is not there.
    """

    nome: str
    campi: Callable[[int], Mapping[str, forms.Field]]
    contano: tuple[str, ...]


class RigaMostrata(NamedTuple):
    """A row as the page draws it; `nuova` is the empty one where another is written."""

    posto: int
    nuova: bool
    campi: list[BoundField]


class ParteForm(PropostaForm):
    """A page that writes a part of the proposal which is not one of its columns."""

    def fixed(self) -> Mapping[str, forms.Field]:
        """The fields that are there once."""
        return {}

    def rows(self) -> Iterable[Righe]:
        """The rows of the page."""
        return ()

    def read(self, proposta: Proposta) -> dict[str, object]:
        """What the proposal has in the fields of this page."""
        raise NotImplementedError

    def store(self, proposta: Proposta, valori: Mapping[str, object]) -> None:
        """Write the values of the fields, in the transaction that claimed the proposal."""
        raise NotImplementedError

    def values_of(self, righe: Righe, valori: Mapping[str, object]) -> list[dict[str, object]]:
        """The rows that are written, as values by field; the empty ones left out."""
        nomi = righe.campi(0)
        tutte = (
            {campo: valori.get(f"{righe.nome}-{n}-{campo}") for campo in nomi}
            for n in range(_how_many(righe.nome, valori))
        )
        return [riga for riga in tutte if any(riga[c] not in VUOTI for c in righe.contano)]

    def shown(self, righe: Righe) -> list[RigaMostrata]:
        """The rows as the page draws them, the last one empty."""
        quante = _how_many(righe.nome, self.fields)
        return [
            RigaMostrata(
                n, n == quante - 1, [self[f"{righe.nome}-{n}-{c}"] for c in righe.campi(n)]
            )
            for n in range(quante)
        ]

    @property
    def fissi(self) -> list[BoundField]:
        """The fields that are there once, as the page draws them."""
        return [self[nome] for nome in self.fixed()]

    # --- What a `VersionedForm` asks ---

    def _add_fields(self) -> None:
        scritti = self.read(self.instance)
        self.fields.update(self.fixed())
        self._parti = set(self.fixed())
        for righe in self.rows():
            self._add_rows(righe, scritti)
        self.initial |= scritti

    def _add_rows(self, righe: Righe, scritti: Mapping[str, object]) -> None:
        quante = _how_many(righe.nome, self.data if self.is_bound else scritti)
        if self.is_bound and quante and self._is_empty(righe, quante - 1):
            quante -= 1
        quante = min(quante, RIGHE_AL_PIU - 1)
        for n in range(quante + 1):
            for nome, campo in righe.campi(n).items():
                self.fields[f"{righe.nome}-{n}-{nome}"] = campo
                self._parti.add(f"{righe.nome}-{n}-{nome}")
        if self.is_bound:
            self._fill_new(righe, quante)

    def _is_empty(self, righe: Righe, n: int) -> bool:
        scritti = (self.data.get(f"{righe.nome}-{n}-{campo}", "") for campo in righe.contano)
        return not any(scritto.strip() for scritto in scritti)

    def _fill_new(self, righe: Righe, n: int) -> None:
        """Let the empty row start as in a page that was not sent."""
        self.data = self.data.copy()
        for nome, campo in righe.campi(n).items():
            chiave = f"{righe.nome}-{n}-{nome}"
            if campo.initial not in (*VUOTI, False) and self._is_empty(righe, n):
                self.data[chiave] = "on" if campo.initial is True else campo.initial

    def _written_names(self) -> set[str]:
        return self._parti - set(self._errors or ())

    def _values(self, obj: Proposta) -> dict[str, object]:
        scritti = self.read(obj)
        return {nome: scritti.get(nome, self.fields[nome].initial) for nome in self._parti}

    def _write(self) -> None:
        obj = self.instance
        obj.refresh_from_db(fields=["contenuto"])
        obj.versione = self.cleaned_data["versione"] + 1
        letti = self.read(obj)
        noti = {nome: valore for nome, valore in letti.items() if nome in self.fields}
        scritti = {nome: self.cleaned_data[nome] for nome in self._written_names()}
        self.store(obj, {**noti, **scritti})


def _how_many(nome: str, chiavi: Iterable[str]) -> int:
    """How many rows of that name the keys tell of."""
    riga = re.compile(rf"{re.escape(nome)}-(\d{{1,3}})-")
    return max((int(trovata[1]) + 1 for trovata in _rows_in(riga, chiavi)), default=0)


def _rows_in(riga: re.Pattern[str], chiavi: Iterable[str]) -> Iterator[re.Match[str]]:
    return filter(None, map(riga.match, chiavi))


def rearranged(data: QueryDict) -> QueryDict:
    """What was sent, with a row moved or taken away if that is the button that was pressed.

    The button says `su:obiettivi-0-attivita:1`: what to do, to which rows, to which of them.
    """
    verbo, _, resto = data.get("azione", "").partition(":")
    nome, _, quale = resto.rpartition(":")
    if verbo not in (*_SPOSTA, "togli") or not re.fullmatch(r"\d{1,3}", quale):
        return data
    quante, quella = _how_many(nome, data), int(quale)
    if not quante:
        return data
    posti: tuple[int, ...] = tuple(range(quante))
    nuovi = removed(posti, quella) if verbo == "togli" else moved(posti, quella, _SPOSTA[verbo])
    return _renumbered(data, nome, nuovi)


def _renumbered(data: QueryDict, nome: str, posti: tuple[int, ...]) -> QueryDict:
    """What was sent, with the rows of that name in another order."""
    dati, riga = QueryDict(mutable=True), re.compile(rf"({re.escape(nome)})-(\d{{1,3}})-(.*)")
    for chiave, valori in data.lists():
        trovata = riga.fullmatch(chiave)
        if trovata is None:
            dati.setlist(chiave, valori)
        elif int(trovata[2]) in posti:
            dati.setlist(f"{nome}-{posti.index(int(trovata[2]))}-{trovata[3]}", valori)
    return dati
