"""An act, chosen among those recorded or typed: the portal documents it and never decides."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.boundfield import BoundField
from django.utils.text import slugify

from rete.enums import TipoAtto
from rete.models import Atto

NUOVO = ("atto_tipo", "atto_emanante", "atto_data", "atto_oggetto")


class AttoForm(forms.Form):
    """A form whose step is documented by an act; without one only where `atto_richiesto` is not.

    `record_act()` gives the act, written now if it was typed.
    """

    atto_richiesto = True

    atto = forms.ModelChoiceField(
        Atto.objects.order_by("-data", "slug"),
        label="Atto già registrato",
        required=False,
        empty_label="Nessuno: lo scrivo qui sotto",
        to_field_name="slug",
    )
    atto_tipo = forms.ChoiceField(
        label="Tipo di atto", required=False, choices=[("", "Da scegliere"), *TipoAtto.choices]
    )
    atto_emanante = forms.CharField(
        label="Chi lo ha emanato",
        required=False,
        max_length=160,
        help_text="L’organo o la carica, per esempio: Direttore Generale.",
    )
    atto_numero = forms.CharField(label="Numero dell’atto", required=False, max_length=40)
    atto_data = forms.DateField(label="Data dell’atto", required=False)
    atto_oggetto = forms.CharField(label="Oggetto dell’atto", required=False, max_length=1000)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not self.atto_richiesto:
            self.fields["atto"].empty_label = "Nessun atto"

    def own_fields(self) -> list[BoundField]:
        """What the step asks, without the act; for `rete/_modulo_con_atto.html`."""
        return [campo for campo in self if not campo.name.startswith("atto")]

    def act_fields(self) -> list[BoundField]:
        """The act, chosen or typed."""
        return [campo for campo in self if campo.name.startswith("atto")]

    def clean(self) -> dict[str, object]:
        dati = super().clean() or self.cleaned_data
        scritti = [nome for nome in (*NUOVO, "atto_numero") if dati.get(nome)]
        if dati.get("atto") and scritti:
            self.add_error("atto", "Scegliere un atto dall’elenco oppure scriverlo, non entrambi.")
        elif scritti:
            self._check_typed(dati)
        elif self.atto_richiesto and not dati.get("atto") and "atto" not in self.errors:
            self.add_error("atto", "Scegliere l’atto dall’elenco, oppure scriverlo qui sotto.")
        return dati

    def _check_typed(self, dati: dict[str, object]) -> None:
        mancanti = [nome for nome in NUOVO if not dati.get(nome) and nome not in self.errors]
        for nome in mancanti:
            self.add_error(nome, "Serve per registrare l’atto.")
        if mancanti or any(nome in self.errors for nome in NUOVO):
            return
        try:
            self._typed().validate_constraints()
        except ValidationError as errore:
            detto = " ".join(errore.message_dict.get(NON_FIELD_ERRORS, errore.messages))
            self.add_error("atto_numero", f"{detto} Sceglierlo dall’elenco.")

    def _typed(self) -> Atto:
        return Atto(
            slug=self._free_slug(),
            **{nome.removeprefix("atto_"): self.cleaned_data[nome] for nome in NUOVO},
            numero=self.cleaned_data.get("atto_numero", ""),
        )

    def _free_slug(self) -> str:
        dati = self.cleaned_data
        parti = f"{dati['atto_tipo']} {dati.get('atto_numero', '')} {dati['atto_data']}"
        base = slugify(parti)[:70]
        presi = set(Atto.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        libero = (f"{base}-{n}" for n in range(2, len(presi) + 3))
        return base if base not in presi else next(s for s in libero if s not in presi)

    def record_act(self) -> Atto | None:
        """The act chosen, or the one typed, written now; None when there is none.

        Called in the transaction of what the act documents, with a valid form.
        """
        if not self.cleaned_data.get("atto_tipo"):
            return self.cleaned_data.get("atto")
        atto = self._typed()
        atto.save(force_insert=True)
        return atto
