"""What who proposes types, a step at a time."""

from collections.abc import Mapping
from dataclasses import asdict, replace

from django import forms
from django.db.models import QuerySet

from alleanze.models import Alleanza
from conciliazione.campi import CampoFile, MisuraInput
from conciliazione.forms import ReceiptForm
from progetti.bozze import write_tree
from progetti.contenuto import (
    PERSONE_AL_PIU,
    AttivitaProposta,
    Contenuto,
    DestinatariProposti,
    IndicatoreProposto,
    ObiettivoProposto,
    RisultatoProposto,
    letter,
    parse,
    placed,
)
from progetti.enums import ContaProva, Direzione
from progetti.forms.bozza import ParteForm, PropostaForm, RigaMostrata, Righe
from progetti.models import AzioneProgettuale, Proposta, TipoProva
from progetti.permissions import leader_of_alliance
from rete.models import Soggetto

TESTO_AL_PIU = 20_000
RIGA_AL_PIU = 2_000


class CominciaForm(ReceiptForm):
    """For whom one proposes: an alliance, or a soggetto, as the call wants."""

    alleanza = forms.ModelChoiceField(
        Alleanza.objects.none(),
        label="Alleanza che propone",
        to_field_name="slug",
        empty_label="Scegliere l’alleanza",
        error_messages={"required": "Scegliere per quale alleanza si propone."},
    )
    soggetto = forms.ModelChoiceField(
        Soggetto.objects.none(),
        label="Chi propone",
        to_field_name="slug",
        empty_label=None,
        error_messages={"required": "Scegliere chi propone."},
    )

    def __init__(
        self,
        data: object = None,
        *,
        soggetti: QuerySet[Soggetto],
        alleanze: QuerySet[Alleanza] | None,
    ) -> None:
        super().__init__(data)
        if alleanze is None:
            del self.fields["alleanza"]
            self.fields["soggetto"].queryset = soggetti
            return
        del self.fields["soggetto"]
        self.fields["alleanza"].queryset = alleanze
        if len(alleanze) == 1:
            self.fields["alleanza"].empty_label = None

    def proponent(self) -> tuple[Soggetto, Alleanza | None]:
        """Who proposes, and for which alliance."""
        alleanza = self.cleaned_data.get("alleanza")
        if alleanza is None:
            return self.cleaned_data["soggetto"], None
        return leader_of_alliance(alleanza), alleanza


class CheCosaForm(PropostaForm):
    """What the project is, why, and when."""

    necessari = frozenset({"titolo", "contesto", "obiettivo", "dal", "al", "azioni"})

    contesto = forms.CharField(
        label="Analisi del contesto",
        max_length=TESTO_AL_PIU,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Di che cosa c’è bisogno, dove, per chi. In Markdown.",
    )
    obiettivo = forms.CharField(
        label="Obiettivo dell’intervento",
        max_length=TESTO_AL_PIU,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Che cosa cambia grazie al progetto. In Markdown.",
    )
    azioni = forms.ModelMultipleChoiceField(
        AzioneProgettuale.objects.none(),
        label="Azioni prescelte",
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        help_text="Fra quelle che l’avviso ammette.",
    )

    class Meta(PropostaForm.Meta):
        fields = ("titolo", "sottotitolo", "azioni", "contesto", "obiettivo", "dal", "al")

    def __init__(self, data: object = None, *, instance: Proposta) -> None:
        super().__init__(data, instance=instance)
        self.initial["azioni"] = list(instance.azioni.all())
        if not self.fields["azioni"].queryset.exists():
            self.necessari = self.necessari - {"azioni"}
            del self.fields["azioni"]

    def _add_fields(self) -> None:
        self.fields["azioni"].queryset = self.instance.avviso.azioni.all()

    def clean(self) -> dict[str, object]:
        dati = super().clean() or self.cleaned_data
        dal, al = dati.get("dal"), dati.get("al")
        if dal and al and al < dal:
            self.add_error("dal", "L’inizio viene dopo la fine.")
            self.add_error("al", "La fine viene prima dell’inizio.")
        return dati

    def _put(self, nome: str, valore: object) -> None:
        if nome == "azioni" and isinstance(valore, list):
            valore = [getattr(azione, "slug", azione) for azione in valore]
        super()._put(nome, valore)


# --- The tree ---------------------------------------------------------------------------------


class ObiettivoForm(ParteForm):
    """An objective: its activities, where, for whom, with whom."""

    def __init__(self, data: object = None, *, instance: Proposta, posto: int) -> None:
        self.posto, self.qui = posto, f"obiettivi-{posto}"
        super().__init__(data, instance=instance)

    def fixed(self) -> Mapping[str, forms.Field]:
        partecipano = [
            (p.soggetto.slug, p.soggetto.denominazione)
            for p in self.instance.partecipazioni.select_related("soggetto")
        ]
        qui = self._objective(self.instance).partner
        partecipano += [(slug, slug) for slug in qui if slug not in dict(partecipano)]
        return {
            f"{self.qui}-titolo": _words("Titolo dell’obiettivo", righe=2, massimo=300),
            f"{self.qui}-luogo": _words("Dove si svolge", righe=2, massimo=500),
            f"{self.qui}-partner": forms.MultipleChoiceField(
                label="Chi ci lavora",
                choices=partecipano,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            ),
        }

    def rows(self) -> tuple[Righe, Righe]:
        return (
            Righe(f"{self.qui}-attivita", _activity_fields, ("testo", "dal", "al")),
            Righe(
                f"{self.qui}-destinatari",
                _recipients_fields,
                ("denominazione", "numero_previsto"),
            ),
        )

    @property
    def attivita(self) -> list[RigaMostrata]:
        return self.shown(self.rows()[0])

    @property
    def destinatari(self) -> list[RigaMostrata]:
        return self.shown(self.rows()[1])

    def read(self, proposta: Proposta) -> dict[str, object]:
        obiettivo = self._objective(proposta)
        return {
            f"{self.qui}-titolo": obiettivo.titolo,
            f"{self.qui}-luogo": obiettivo.luogo,
            f"{self.qui}-partner": list(obiettivo.partner),
            **_cells(f"{self.qui}-attivita", obiettivo.attivita),
            **_cells(f"{self.qui}-destinatari", obiettivo.destinatari),
        }

    def store(self, proposta: Proposta, valori: Mapping[str, object]) -> None:
        attivita, destinatari = (self.values_of(righe, valori) for righe in self.rows())
        nuovo = replace(
            self._objective(proposta),
            titolo=valori[f"{self.qui}-titolo"],
            luogo=valori[f"{self.qui}-luogo"],
            partner=tuple(valori[f"{self.qui}-partner"]),
            attivita=tuple(AttivitaProposta(**_said(riga, "testo")) for riga in attivita),
            destinatari=tuple(
                DestinatariProposti(**_said(riga, "denominazione")) for riga in destinatari
            ),
        )
        albero = parse(proposta.contenuto)
        write_tree(proposta, Contenuto(placed(albero.obiettivi, self.posto, nuovo)))

    def clean(self) -> dict[str, object]:
        dati = super().clean() or self.cleaned_data
        for riga in self.attivita:
            _, dal, al = (dati.get(campo.name) for campo in riga.campi)
            if dal and al and al < dal:
                self.add_error(riga.campi[2].name, "La fine viene prima dell’inizio.")
        return dati

    def _objective(self, proposta: Proposta) -> ObiettivoProposto:
        obiettivi = parse(proposta.contenuto).obiettivi
        return obiettivi[self.posto] if self.posto < len(obiettivi) else ObiettivoProposto()


class RisultatoForm(ParteForm):
    """A result that an objective promises, and its indicators."""

    def __init__(
        self, data: object = None, *, instance: Proposta, obiettivo: int, posto: int
    ) -> None:
        self.obiettivo, self.posto = obiettivo, posto
        self.qui = f"obiettivi-{obiettivo}-risultati-{posto}"
        self.prove = list(TipoProva.objects.values_list("slug", "denominazione"))
        super().__init__(data, instance=instance)

    def fixed(self) -> Mapping[str, forms.Field]:
        return {f"{self.qui}-testo": _words("Che cosa si ottiene", righe=3)}

    def rows(self) -> tuple[Righe]:
        contano = ("denominazione", "unita", "base", "target", "prove")
        return (Righe(f"{self.qui}-indicatori", self._indicator_fields, contano),)

    @property
    def indicatori(self) -> list[RigaMostrata]:
        return self.shown(self.rows()[0])

    def read(self, proposta: Proposta) -> dict[str, object]:
        risultato = self._result(proposta)
        return {
            f"{self.qui}-testo": risultato.testo,
            **_cells(f"{self.qui}-indicatori", risultato.indicatori),
        }

    def store(self, proposta: Proposta, valori: Mapping[str, object]) -> None:
        (righe,) = (self.values_of(righe, valori) for righe in self.rows())
        indicatori = tuple(
            IndicatoreProposto(**{**_said(riga, "denominazione", "unita"), "prove": riga["prove"]})
            for riga in righe
        )
        indicatori = tuple(replace(i, prove=tuple(i.prove or ())) for i in indicatori)
        nuovo = RisultatoProposto(valori[f"{self.qui}-testo"], indicatori)
        albero = parse(proposta.contenuto)
        obiettivo = albero.obiettivi[self.obiettivo]
        obiettivo = replace(obiettivo, risultati=placed(obiettivo.risultati, self.posto, nuovo))
        write_tree(proposta, Contenuto(placed(albero.obiettivi, self.obiettivo, obiettivo)))

    def _result(self, proposta: Proposta) -> RisultatoProposto:
        obiettivi = parse(proposta.contenuto).obiettivi
        risultati = obiettivi[self.obiettivo].risultati if self.obiettivo < len(obiettivi) else ()
        return risultati[self.posto] if self.posto < len(risultati) else RisultatoProposto()

    def _indicator_fields(self, n: int) -> dict[str, forms.Field]:
        quale = f"indicatore {n + 1}"
        return {
            "denominazione": _words(f"Che cosa conta l’{quale}", massimo=240),
            "unita": _words(f"Unità di misura dell’{quale}", massimo=60),
            "base": _number(f"Valore di partenza dell’{quale}"),
            "target": _number(f"Valore atteso dell’{quale}"),
            "almeno": forms.BooleanField(label="Il valore atteso è un minimo", required=False),
            "direzione": forms.ChoiceField(
                label=f"Quando va bene l’{quale}",
                choices=Direzione.choices,
                initial=Direzione.AUMENTA.value,
                required=False,
            ),
            "cumulativo": forms.BooleanField(
                label="Si somma nel tempo", required=False, initial=True
            ),
            "conta": forms.ChoiceField(
                label=f"Come conta una prova dell’{quale}",
                choices=ContaProva.choices,
                initial=ContaProva.UNA.value,
                required=False,
            ),
            "prove": forms.MultipleChoiceField(
                label=f"Con che cosa si prova l’{quale}",
                choices=self.prove,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            ),
        }


def _activity_fields(n: int) -> dict[str, forms.Field]:
    quale = f"attività {letter(n)}"
    return {
        "testo": _words(f"Che cosa si fa nell’{quale}", righe=3),
        "dal": _day(f"Inizio dell’{quale}"),
        "al": _day(f"Fine dell’{quale}"),
    }


def _recipients_fields(n: int) -> dict[str, forms.Field]:
    return {
        "denominazione": _words(f"Destinatari {n + 1}", massimo=240),
        "numero_previsto": forms.IntegerField(
            label=f"Quante persone, destinatari {n + 1}",
            required=False,
            min_value=0,
            max_value=PERSONE_AL_PIU,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        ),
    }


def _words(
    etichetta: str, *, righe: int = 0, massimo: int = RIGA_AL_PIU, aiuto: str = ""
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": righe}) if righe else forms.TextInput()
    return forms.CharField(
        label=etichetta, required=False, max_length=massimo, widget=widget, help_text=aiuto
    )


def _day(etichetta: str) -> forms.DateField:
    return forms.DateField(label=etichetta, required=False, widget=forms.DateInput())


def _number(etichetta: str) -> MisuraInput:
    return MisuraInput(label=etichetta, required=False, max_digits=12, decimal_places=2)


def _cells(nome: str, righe: tuple[object, ...]) -> dict[str, object]:
    """The cells of rows of the tree, by the name of their field."""
    return {
        f"{nome}-{n}-{campo}": list(valore) if isinstance(valore, tuple) else valore
        for n, riga in enumerate(righe)
        for campo, valore in asdict(riga).items()
    }


def _said(riga: dict[str, object], *testi: str) -> dict[str, object]:
    """A row as the tree wants it: no text is an empty one."""
    return {nome: (valore or "") if nome in testi else valore for nome, valore in riga.items()}


# --- Files ------------------------------------------------------------------------------------


class AllegatoPropostaForm(forms.Form):
    """A file of the proposal; alone in its form, because browsers forget the chosen file."""

    titolo = forms.CharField(
        label="Che cos’è",
        max_length=200,
        error_messages={"required": "Scrivere in poche parole che cos’è il file."},
    )
    file = CampoFile(
        label="File", error_messages={"required": "Scegliere il file, poi premere «Aggiungi»."}
    )
