from django.core.exceptions import ValidationError
from django.db import models

from conciliazione.vincoli import choice_check, not_blank, unique_row
from piano.derivazioni import Tabella, read_cell, read_derivations
from piano.enums import Confronto, FormaTabella
from piano.formule import ErroreFormula, parse
from piano.models.piani import Capitolo

COLONNA = {"titolo": str, "unita": str}
RIGA = {"etichetta": str, "valori": list}


def _all_have(voci: object, forma: dict[str, type]) -> bool:
    """Whether `voci` is a list of mappings with those keys, of those types."""
    return isinstance(voci, list) and all(
        isinstance(voce, dict)
        and all(isinstance(voce.get(nome), tipo) for nome, tipo in forma.items())
        for voce in voci
    )


class TabellaContesto(models.Model):
    """A table of the context analysis, as its source prints it.

    `colonne`: `[{"titolo": str, "unita": str, "decimali": int}]`, the labels' column left out.
    `righe`: `[{"etichetta": str, "valori": [str | None]}]`, as many values as columns, decimals
    written with a point, None where the source has nothing. A column without `decimali` keeps the
    digits as printed; `"grafico": false` keeps a column or a row out of the chart. `derivazioni`
    says how some cells are computed from others, as `piano/derivazioni.py` reads it.
    """

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=80, unique=True)
    capitolo = models.ForeignKey(Capitolo, on_delete=models.PROTECT, related_name="tabelle")
    ordine = models.PositiveSmallIntegerField()
    titolo = models.CharField(max_length=200)
    titolo_citato = models.CharField("titolo nel documento", max_length=200, blank=True)
    intestazione = models.CharField("intestazione delle etichette", max_length=80)
    colonne = models.JSONField()
    righe = models.JSONField()
    fonte = models.CharField(max_length=240, blank=True)
    riferimento = models.CharField("a quando si riferisce", max_length=120, blank=True)
    nota = models.TextField(blank=True)
    derivazioni = models.JSONField(
        default=list,
        blank=True,
        help_text="Come alcune celle si calcolano da altre: lo verificano i controlli.",
    )
    forma = models.CharField("grafico", max_length=20, choices=FormaTabella, blank=True)

    class Meta:
        ordering = ["capitolo", "ordine"]
        verbose_name = "tabella di contesto"
        verbose_name_plural = "tabelle di contesto"
        constraints = [
            not_blank("titolo"),
            choice_check("forma", FormaTabella),
            unique_row("capitolo", "ordine"),
        ]

    def __str__(self) -> str:
        return self.titolo

    def clean(self) -> None:
        """Refuse what is not a table, and derivations that speak of what is not in it."""
        self._clean_shape()
        self._clean_cells()
        try:
            read_derivations(self.derivazioni, Tabella(self.colonne, self.righe))
        except ErroreFormula as errore:
            raise ValidationError({"derivazioni": f"Non si legge: {errore}."}) from errore

    def _clean_shape(self) -> None:
        """Refuse ragged rows: each has one value a column."""
        if not (_all_have(self.colonne, COLONNA) and _all_have(self.righe, RIGA)):
            raise ValidationError(
                "La tabella è un elenco di colonne (titolo, unita) e un elenco di righe"
                " (etichetta, valori)."
            )
        attesi = len(self.colonne)
        for riga in self.righe:
            if len(riga["valori"]) != attesi:
                raise ValidationError(
                    {
                        "righe": f"La riga «{riga['etichetta']}» ha {len(riga['valori'])} valori,"
                        f" le colonne sono {attesi}."
                    }
                )

    def _clean_cells(self) -> None:
        """Refuse what is not a number, written with a point before its decimals."""
        for riga in self.righe:
            for valore in riga["valori"]:
                if valore is not None and (
                    not isinstance(valore, str) or read_cell(valore) is None
                ):
                    raise ValidationError(
                        {"righe": f"Nella riga «{riga['etichetta']}» «{valore}» non è un numero."}
                    )


class Dichiarazione(models.Model):
    """What a document says of something: a figure as printed there, true or not."""

    CHIAVE = ("slug",)

    slug = models.SlugField("chiave", max_length=120, unique=True)
    capitolo = models.ForeignKey(Capitolo, on_delete=models.PROTECT, related_name="dichiarazioni")
    ordine = models.PositiveSmallIntegerField()
    etichetta = models.CharField("di che cosa", max_length=240)
    valore = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    unita = models.CharField("unità di misura", max_length=60, blank=True)
    testo = models.CharField("come è scritto", max_length=240, blank=True)
    riferimento = models.CharField("a quando si riferisce", max_length=120, blank=True)
    fonte = models.CharField(max_length=240, blank=True)
    tabella = models.ForeignKey(
        TabellaContesto,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dichiarazioni",
        verbose_name="tabella di cui parla",
    )
    formula = models.CharField(
        "come si calcola",
        max_length=400,
        blank=True,
        help_text="Da altre cifre, celle o dichiarazioni: lo verificano i controlli.",
    )
    confronto = models.CharField(
        "come va letto il valore", max_length=20, choices=Confronto, default=Confronto.UGUALE
    )

    class Meta:
        ordering = ["capitolo", "ordine"]
        verbose_name_plural = "dichiarazioni"
        constraints = [
            not_blank("etichetta"),
            choice_check("confronto", Confronto),
            unique_row("capitolo", "ordine"),
            models.CheckConstraint(
                condition=models.Q(valore__isnull=False) | ~models.Q(testo=""),
                name="%(app_label)s_%(class)s_dice_qualcosa",
                violation_error_message="Una dichiarazione ha un valore o un testo.",
            ),
        ]

    def __str__(self) -> str:
        return self.etichetta

    def clean(self) -> None:
        """Refuse a formula that is not written in its language."""
        try:
            if self.formula:
                parse(self.formula)
        except ErroreFormula as errore:
            raise ValidationError({"formula": f"Non si legge: {errore}."}) from errore
