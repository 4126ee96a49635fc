"""What the formulas of the declarations speak of: figures, cells of tables, other declarations."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from conciliazione.cifre import ErroreCifra, find_figure
from conciliazione.numeri import format_decimal, format_percent
from piano.controlli.registro import Esame
from piano.derivazioni import Tabella
from piano.formule import TUTTE, ErroreFormula, Termine
from piano.models import Dichiarazione, TabellaContesto
from piano.quantita import PERCENTO, as_declared, exactly

VIRGOLETTE = str.maketrans("«»", "“”")
_CIFRA = re.compile(r"^[a-z_]+\.[a-z_]+(?::|$)")


class Fonti:
    """Looks up references: `chiave:argomento`, `tabella/riga/colonna`, the slug of a declaration.

    The row may be `*`: all of them, but for sums and differences, which are out of the chart.
    """

    def __init__(self, esame: Esame) -> None:
        self.lettura = esame.lettura
        self.tabelle = {tabella.slug: tabella for tabella in esame.tabelle}
        self.dichiarazioni = {riga.slug: riga for riga in esame.dichiarazioni}

    def __call__(self, nome: str) -> Sequence[Termine]:
        """The terms that a reference stands for.

        Raises:
            ErroreFormula: there is nothing of that name, or it is no number.
        """
        if _CIFRA.match(nome):
            return [self._figure(nome)]
        return self._cells(nome) if "/" in nome else [self._declared(nome)]

    def _figure(self, nome: str) -> Termine:
        try:
            cifra, valore = find_figure(nome.partition(":")[0]), self.lettura.value(nome)
        except ErroreCifra as errore:
            raise ErroreFormula(str(errore)) from errore
        if isinstance(valore, str | date) or valore is None:
            raise ErroreFormula(f"la cifra «{nome}» non è un numero")
        scritto = self.lettura.write(nome)
        return Termine(cifra.etichetta, exactly(valore), scritto, cifra.unita)

    def _cells(self, nome: str) -> list[Termine]:
        slug, _, resto = nome.partition("/")
        if slug not in self.tabelle:
            raise ErroreFormula(f"la tabella «{slug}» non c'è")
        tabella = self.tabelle[slug]
        dati = Tabella(tabella.colonne, tabella.righe)
        righe, titolo = _choose_rows(tabella, resto)
        colonna = dati.column(titolo)
        celle = [dati.cell(riga, colonna) for riga in righe]
        return [
            Termine(c.nome, c.quantita, c.scritto, c.unita, origine=(tabella, titolo))
            for c in celle
        ]

    def _declared(self, nome: str) -> Termine:
        riga = self.dichiarazioni.get(nome)
        if riga is None:
            raise ErroreFormula(f"la dichiarazione «{nome}» non c'è")
        if riga.valore is None:
            raise ErroreFormula(f"la dichiarazione «{nome}» non ha un valore")
        quantita = as_declared(riga.valore, riga.testo, riga.confronto, riga.unita)
        return Termine(riga.etichetta, quantita, write_value(riga.valore, riga.unita), riga.unita)


def _choose_rows(tabella: TabellaContesto, resto: str) -> tuple[list[int], str]:
    """The places of the rows that `riga/colonna` names, and the title of the column."""
    if resto.startswith(f"{TUTTE}/"):
        righe = [i for i, riga in enumerate(tabella.righe) if riga.get("grafico", True)]
        return righe, resto.removeprefix(f"{TUTTE}/")
    for posto, riga in enumerate(tabella.righe):
        if resto.startswith(f"{riga['etichetta']}/"):
            return [posto], resto.removeprefix(f"{riga['etichetta']}/")
    raise ErroreFormula(f"in «{tabella.slug}» non c'è la riga di «{resto}»")


def write_value(valore: Decimal, unita: str) -> str:
    """A number as it stands in a computation: percentages carry their sign."""
    return format_percent(valore) if unita in PERCENTO else format_decimal(valore)


def spell_value(valore: Decimal, unita: str) -> str:
    """A number as it stands in a sentence, with its unit."""
    if unita in PERCENTO:
        return format_percent(valore)
    return f"{format_decimal(valore)} {unita}".strip()


def said(riga: Dichiarazione) -> str:
    """The words of a declaration, or its number."""
    return riga.testo or spell_value(riga.valore, riga.unita)


def cite(tabella: TabellaContesto) -> str:
    """The title of a table between quotation marks, those inside it being lighter."""
    return f"«{tabella.titolo.translate(VIRGOLETTE)}»"
