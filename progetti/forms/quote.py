"""Who takes part in a proposal, and what it costs: the rows that are not in its tree."""

from collections.abc import Mapping
from decimal import Decimal

from django import forms

from conciliazione.campi import EuroInput
from conciliazione.models import Passaggio
from conciliazione.transizioni import follow
from progetti.completezza import field_of
from progetti.enums import FonteFinanziamento, StatoPartecipazione
from progetti.forms.bozza import ParteForm, RigaMostrata, Righe
from progetti.models import PartecipazioneProposta, Proposta, QuotaProposta
from rete.models import Soggetto, Utente

CAMBIATO = "È cambiato ciò che gli si chiede di fare."
COMPITO_AL_PIU = 2_000


class ChiForm(ParteForm):
    """What each soggetto does, and where its confirmation is asked.

    Who had answered about something else is asked again.
    """

    def __init__(self, data: object = None, *, instance: Proposta, by: Utente) -> None:
        self.by = by
        self.richieste: list[PartecipazioneProposta] = []
        super().__init__(data, instance=instance)

    def fixed(self) -> Mapping[str, forms.Field]:
        campi: dict[str, forms.Field] = {}
        for p in self._rows_of(self.instance):
            campi[field_of(p, "compito")] = forms.CharField(
                label=f"Che cosa fa {p.soggetto}",
                required=False,
                max_length=COMPITO_AL_PIU,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            if not p.capofila:
                campi[field_of(p, "email")] = forms.EmailField(
                    label=f"E-mail a cui chiedere la conferma di {p.soggetto}", required=False
                )
        return campi

    def read(self, proposta: Proposta) -> dict[str, object]:
        return {
            field_of(p, campo): getattr(p, campo)
            for p in self._rows_of(proposta)
            for campo in ("compito", "email")
        }

    def store(self, proposta: Proposta, valori: Mapping[str, object]) -> None:
        for p in self._rows_of(proposta):
            self._store_row(p, valori)

    def _store_row(self, p: PartecipazioneProposta, valori: Mapping[str, object]) -> None:
        compito = valori.get(field_of(p, "compito"), p.compito)
        email = valori.get(field_of(p, "email"), p.email)
        if (compito, email) == (p.compito, p.email):
            return
        cambia = compito != p.compito and p.stato != StatoPartecipazione.ATTESA
        p.compito, p.email = compito, email
        p.save(update_fields=["compito", "email"])
        if cambia and not p.capofila:
            follow(p, "ask_again", Passaggio(autore=self.by, motivo=CAMBIATO))
            self.richieste.append(p)

    def _rows_of(self, proposta: Proposta) -> list[PartecipazioneProposta]:
        return list(proposta.partecipazioni.select_related("soggetto"))


class AggiungiPartnerForm(forms.Form):
    """A soggetto of the register to name in the proposal."""

    soggetto = forms.ModelChoiceField(
        Soggetto.objects.all(),
        label="Soggetto da aggiungere",
        to_field_name="slug",
        empty_label="Scegliere il soggetto",
        error_messages={"required": "Scegliere il soggetto, poi premere «Aggiungi»."},
    )

    def __init__(self, data: object = None, *, proposta: Proposta) -> None:
        super().__init__(data)
        presenti = proposta.partecipazioni.values("soggetto")
        self.fields["soggetto"].queryset = Soggetto.objects.exclude(pk__in=presenti)


class CostiForm(ParteForm):
    """The budget, a line for each thing and source."""

    def rows(self) -> tuple[Righe]:
        return (Righe("quote", self._line_fields, ("voce", "importo")),)

    @property
    def quote(self) -> list[RigaMostrata]:
        return self.shown(self.rows()[0])

    def read(self, proposta: Proposta) -> dict[str, object]:
        return {
            f"quote-{n}-{campo}": valore
            for n, quota in enumerate(proposta.quote.select_related("soggetto"))
            for campo, valore in (
                ("voce", quota.voce),
                ("fonte", quota.fonte),
                ("soggetto", quota.soggetto.slug if quota.soggetto else ""),
                ("importo", quota.importo),
                ("in_natura", quota.in_natura),
            )
        }

    def store(self, proposta: Proposta, valori: Mapping[str, object]) -> None:
        (righe,) = (self.values_of(righe, valori) for righe in self.rows())
        intere = [riga for riga in righe if riga["voce"] and riga["importo"] and riga["fonte"]]
        slug = {riga["soggetto"] for riga in intere} - {"", None}
        soggetti = {s.slug: s for s in Soggetto.objects.filter(slug__in=slug)}
        proposta.quote.all().delete()
        QuotaProposta.objects.bulk_create(
            QuotaProposta(
                proposta=proposta,
                ordine=n,
                voce=riga["voce"],
                fonte=riga["fonte"],
                soggetto=soggetti.get(riga["soggetto"]),
                importo=riga["importo"],
                in_natura=bool(riga["in_natura"]),
            )
            for n, riga in enumerate(intere, start=1)
        )

    def clean(self) -> dict[str, object]:
        dati = super().clean() or self.cleaned_data
        for riga in self.quote:
            nomi = [campo.name for campo in riga.campi]
            self._check_line(nomi, [dati.get(nome) for nome in nomi])
        return dati

    def _check_line(self, nomi: list[str], valori: list[object]) -> None:
        voce, fonte, soggetto, importo, in_natura = valori
        detto_voce, detto_fonte, detto_soggetto, detto_importo, detto_natura = nomi
        if not voce and (importo or soggetto) and detto_voce not in self.errors:
            self.add_error(detto_voce, "Scrivere per che cosa.")
        if voce and importo is None and detto_importo not in self.errors:
            self.add_error(detto_importo, "Scrivere l’importo.")
        if not (voce or importo) or detto_fonte in self.errors:
            return
        if fonte == FonteFinanziamento.REGIONALE and in_natura:
            self.add_error(detto_natura, "Il contributo che si chiede è in denaro.")
        if fonte == FonteFinanziamento.REGIONALE and soggetto:
            self.add_error(
                detto_soggetto, "Il contributo lo dà chi emana l’avviso: lasciare vuoto."
            )

    def _line_fields(self, n: int) -> dict[str, forms.Field]:
        quale = f"voce {n + 1}"
        return {
            "voce": forms.CharField(label=f"Per che cosa, {quale}", required=False, max_length=200),
            "fonte": forms.ChoiceField(
                label=f"Fonte, {quale}",
                choices=FonteFinanziamento.choices,
                initial=FonteFinanziamento.REGIONALE.value,
                required=False,
            ),
            "soggetto": forms.ChoiceField(
                label=f"Chi lo mette, {quale}", choices=self._who(), required=False
            ),
            "importo": EuroInput(
                label=f"Importo in euro, {quale}",
                required=False,
                max_digits=14,
                decimal_places=2,
                min_value=Decimal("0.01"),
            ),
            "in_natura": forms.BooleanField(label="In natura", required=False),
        }

    def _who(self) -> list[tuple[str, str]]:
        if not hasattr(self, "_chi"):
            righe = self.instance.partecipazioni.select_related("soggetto")
            self._chi = [("", "È il contributo che si chiede")]
            self._chi += [(p.soggetto.slug, p.soggetto.denominazione) for p in righe]
        return self._chi
