"""The day, or the days, of which a reader asks the figures."""

from datetime import date

from django import forms

from conciliazione.periodi import today

ESEMPIO = "Scrivere un giorno, per esempio 31/12/2014."


class GiornoCifreForm(forms.Form):
    """A day; none is today."""

    al = forms.DateField(
        label="Com’era il",
        required=False,
        help_text="Vuoto per le cifre di oggi.",
        error_messages={"invalid": ESEMPIO},
    )

    def day(self) -> date | None:
        """The day asked for; None when none is, or it cannot be read."""
        return self.cleaned_data["al"] if self.is_valid() else None


class PeriodoForm(GiornoCifreForm):
    """The days of which to tell who joined and who left."""

    dal = forms.DateField(
        label="Nuove adesioni e recessi dal",
        required=False,
        help_text="Vuoto per contarli dalla partenza.",
        error_messages={"invalid": ESEMPIO},
    )

    field_order = ["dal", "al"]

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        ultimo = dati.get("al") or today()
        if "al" not in self.errors and dati.get("dal") and ultimo < dati["dal"]:
            self.add_error("dal", "Questo giorno viene dopo quello a cui si chiedono le cifre.")
        return dati
