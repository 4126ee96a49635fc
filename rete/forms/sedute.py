"""What the staff type to plan, convene and run a meeting, and to record what came of it."""

from collections.abc import Iterable, Mapping

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from conciliazione.campi import CampoFile
from conciliazione.forms import ReceiptForm
from conciliazione.modifiche import VersionedForm
from conciliazione.periodi import today
from rete.enums import EsitoDecisione, EsitoPresenza, RuoloDelega
from rete.models import (
    Decisione,
    Delega,
    Mandato,
    Organo,
    PuntoOrdineDelGiorno,
    RichiestaConvocazione,
    Seduta,
    Utente,
)
from rete.presenze import Riga
from rete.rettifiche import keep_as_it_was, keep_rectification
from rete.termini import is_holiday

PUNTI_AL_PIU = 60
VERBALE_AL_PIU = 100_000
CAMPI = ("inizio", "fine_prevista", "luogo", "collegamento", "segretario")
AIUTI = {
    "fine_prevista": "Se non si sa, si lascia vuota.",
    "luogo": "Sala e indirizzo. Vuoto se ci si riunisce solo a distanza.",
    "collegamento": "L’indirizzo della riunione a distanza, se c’è: lo vede solo chi partecipa.",
    "segretario": "Una persona dell’ente capofila o dell’organo. Si può scegliere anche dopo.",
}


def who_may_write(organi: QuerySet[Organo]) -> QuerySet[Utente]:
    """Who can be chosen for the minutes: who sits in those organi, and the staff of the lead body;
    of organi that are of a soggetto, who speaks for it in their place."""
    ruoli = (RuoloDelega.OPERATORE, RuoloDelega.RESPONSABILE, RuoloDelega.DIREZIONE)
    propri = Q(soggetto__in=organi.filter(soggetto__isnull=False).values("soggetto"))
    dei_suoi = propri & Q(ruolo=RuoloDelega.REFERENTE)
    della_rete = Q(ruolo__in=ruoli) if organi.filter(soggetto=None).exists() else Q(pk=None)
    deleghe = Delega.objects.filter(dei_suoi | della_rete).vigenti()
    mandati = Mandato.objects.vigenti().filter(seggio__organo__in=organi)
    scelti = Q(pk__in=deleghe.values("utente")) | Q(pk__in=mandati.values("utente"))
    return Utente.objects.filter(scelti, is_active=True).order_by("nome", "pk")


def _link() -> forms.URLField:
    return forms.URLField(
        label="Collegamento a distanza",
        required=False,
        assume_scheme="https",
        help_text=AIUTI["collegamento"],
    )


class InizioMixin:
    """The moment of a meeting, which has still to come."""

    def clean_inizio(self) -> object:
        inizio = self.cleaned_data["inizio"]
        if inizio <= timezone.now():
            raise forms.ValidationError("Il giorno e l’ora sono già passati.")
        return inizio

    @property
    def is_on_holiday(self) -> bool:
        """Whether the day chosen is a Sunday or a public holiday: allowed, but worth a word."""
        inizio = self.cleaned_data.get("inizio")
        return inizio is not None and is_holiday(timezone.localdate(inizio))


class SedutaForm(InizioMixin, VersionedForm):
    """Day, place and secretary of a meeting not yet convened."""

    collegamento = _link()
    segretario = forms.ModelChoiceField(
        Utente.objects.none(),
        label="Chi scrive il verbale",
        required=False,
        to_field_name="codice",
        empty_label="Da scegliere",
        help_text=AIUTI["segretario"],
    )

    class Meta:
        model = Seduta
        fields = CAMPI
        help_texts = AIUTI

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        suo = Organo.objects.filter(pk=self.instance.organo_id)
        self.fields["segretario"].queryset = who_may_write(suo)
        if self.instance.segretario is not None:
            self.initial["segretario"] = self.instance.segretario.codice


class SegretarioForm(VersionedForm):
    """Who writes the minutes: this alone may change once the meeting is convened."""

    segretario = SedutaForm.base_fields["segretario"]

    class Meta:
        model = Seduta
        fields = ("segretario",)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        suo = Organo.objects.filter(pk=self.instance.organo_id)
        self.fields["segretario"].queryset = who_may_write(suo)
        if self.instance.segretario is not None:
            self.initial["segretario"] = self.instance.segretario.codice


class NuovaSedutaForm(InizioMixin, ReceiptForm, forms.ModelForm):
    """A new meeting: of which organo, when, where, who writes."""

    organo = forms.ModelChoiceField(
        Organo.objects.none(),
        label="Organo",
        to_field_name="slug",
        empty_label="Scegliere l’organo",
    )
    collegamento = _link()
    segretario = SedutaForm.base_fields["segretario"]

    class Meta:
        model = Seduta
        fields = ("organo", *CAMPI)
        help_texts = AIUTI

    field_order = ("organo", *CAMPI)

    def __init__(self, *args: object, organi: QuerySet[Organo], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organo"].queryset = organi
        self.fields["segretario"].queryset = who_may_write(organi)


class PuntoForm(forms.ModelForm):
    """One point of the agenda."""

    class Meta:
        model = PuntoOrdineDelGiorno
        fields = ("titolo", "testo")
        labels = {"titolo": "Argomento"}
        widgets = {"testo": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"titolo": {"required": "Scrivere l’argomento, oppure togliere il punto."}}


class DocumentoForm(forms.Form):
    """A file for those who take part."""

    titolo = forms.CharField(label="Che documento è", max_length=200)
    file = CampoFile(label="File")


class LetteraForm(forms.Form):
    """The convocation as it leaves; a short notice wants its reason."""

    oggetto = forms.CharField(max_length=200)
    testo = forms.CharField(
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Il portale aggiunge in fondo che è una comunicazione di cortesia, e allega"
        " l’appuntamento per il calendario.",
    )
    motivo = forms.CharField(
        label="Perché il preavviso è più breve",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Scrivere perché: resta nella storia della seduta."},
    )

    def __init__(self, *args: object, breve: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not breve:
            del self.fields["motivo"]


class MotivoForm(forms.Form):
    """Why something is done; those who were called read it."""

    motivo = forms.CharField(
        label="Motivo",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Scrivere il motivo: resta nella storia della seduta."},
    )


class RinvioForm(InizioMixin, MotivoForm):
    """When and where the meeting is instead, and why."""

    inizio = forms.DateTimeField(label="Nuovo giorno e ora", widget=forms.DateTimeInput)
    luogo = forms.CharField(label="Luogo", max_length=200, required=False)

    field_order = ("inizio", "luogo", "motivo")


class CambioForm(MotivoForm):
    """A new place or link for a meeting already convened."""

    luogo = forms.CharField(label="Luogo", max_length=200, required=False)
    collegamento = _link()
    fine_prevista = forms.DateTimeField(
        label="Fine prevista", required=False, widget=forms.DateTimeInput
    )

    field_order = ("luogo", "collegamento", "fine_prevista", "motivo")


class CambioOrdineForm(MotivoForm):
    """Why the agenda that people know is another one."""

    motivo = forms.CharField(
        label="Che cosa cambia, e perché",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Lo legge, nell’e-mail, chi è stato invitato.",
        error_messages={"required": "Scrivere che cosa cambia: lo legge chi è stato invitato."},
    )


class ApprovazioneForm(forms.Form):
    """In which later meeting the minutes were approved."""

    approvata_in = forms.ModelChoiceField(
        Seduta.objects.none(),
        label="Seduta che ha approvato il verbale",
        to_field_name="codice",
        empty_label="Scegliere la seduta",
    )

    def __init__(self, *args: object, sedute: QuerySet[Seduta], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approvata_in"].queryset = sedute
        self.fields["approvata_in"].label_from_instance = _day_and_state


class ConfermaForm(forms.Form):
    """Nothing to type: the button alone."""


class PresenzeForm(forms.Form):
    """Who came: a choice for each line, only among what is possible for it."""

    def __init__(self, *args: object, righe: Iterable[Riga], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.righe = list(righe)
        # What is saved now, for each line: only when somebody else saved meanwhile.
        self.salvati: dict[str, str] = {}
        for riga in self.righe:
            self.fields[riga.chiave] = forms.ChoiceField(
                label=riga.nome,
                choices=[("", "da segnare"), *_choices(riga)],
                required=False,
                initial=riga.esito,
            )

    def lines(self) -> Iterable[tuple[Riga, forms.BoundField, str]]:
        """Each line with its field, and what is saved now if somebody else saved meanwhile."""
        return [(r, self[r.chiave], self.salvati.get(r.chiave, "")) for r in self.righe]

    def show_saved(self, esiti: Mapping[str, str]) -> None:
        """Keep the choices typed, and say beside each line what is saved now."""
        parole = dict(EsitoPresenza.choices)
        self.salvati = {
            riga.chiave: parole.get(esiti.get(riga.chiave), "da segnare") for riga in self.righe
        }


def _choices(riga: Riga) -> list[tuple[str, str]]:
    if riga.seggio_id is None:
        possibili = [EsitoPresenza.PRESENTE, EsitoPresenza.GIUSTIFICATO, EsitoPresenza.ASSENTE]
    else:
        possibili = [EsitoPresenza.PRESENTE] if riga.titolare else []
        possibili += [EsitoPresenza.SOSTITUITO] if riga.supplente else []
        possibili += [EsitoPresenza.GIUSTIFICATO, EsitoPresenza.ASSENTE]
    return [(esito.value, esito.label) for esito in possibili]


class VotiMixin:
    """A decision of a meeting, with its votes: never more than who was there with a vote."""

    def __init__(self, *args: object, seduta: Seduta, presenti: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.presenti = presenti
        self.fields["esito"].choices = [("", "Scegliere l’esito"), *EsitoDecisione.choices]
        self.fields["punto"].queryset = seduta.punti.all()

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        voti = [dati.get(nome) or 0 for nome in ("favorevoli", "contrari", "astenuti")]
        if sum(voti) > self.presenti:
            raise forms.ValidationError(
                f"I voti sono {sum(voti)}, ma i presenti con diritto di voto erano {self.presenti}."
            )
        return dati


class _Decisione:
    """What both forms ask."""

    model = Decisione
    fields = ("punto", "testo", "esito", "favorevoli", "contrari", "astenuti")
    labels = {"testo": "Che cosa si è deciso"}
    widgets = {"testo": forms.Textarea(attrs={"rows": 3})}
    help_texts = {"favorevoli": "Se i voti non sono stati contati, si lasciano tre zeri."}


def _point() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        PuntoOrdineDelGiorno.objects.none(),
        label="Punto all’ordine del giorno",
        required=False,
        to_field_name="ordine",
        empty_label="Nessuno in particolare",
    )


class NuovaDecisioneForm(VotiMixin, ReceiptForm, forms.ModelForm):
    """One more decision."""

    punto = _point()

    class Meta(_Decisione):
        pass


class DecisioneForm(VotiMixin, VersionedForm):
    """A decision to correct, while the minutes are open."""

    punto = _point()

    class Meta(_Decisione):
        pass


class VerbaleForm(VersionedForm):
    """The text of the minutes."""

    class Meta:
        model = Seduta
        fields = ("verbale",)
        labels = {"verbale": "Testo del verbale"}
        help_texts = {
            "verbale": "Un titolo comincia con «# », una voce di elenco con «- »; fra due"
            " asterischi **il grassetto**. Il verbale pubblicato lo leggono tutti: si"
            " scrivono enti e seggi, non dati di persone che non servono."
        }
        widgets = {"verbale": forms.Textarea(attrs={"rows": 24, "maxlength": VERBALE_AL_PIU})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verbale"].required = True
        self.fields["verbale"].error_messages["required"] = (
            "Il verbale è vuoto: scriverne il testo."
        )

    def clean_verbale(self) -> str:
        verbale = self.cleaned_data["verbale"]
        if len(verbale) > VERBALE_AL_PIU:
            raise forms.ValidationError("Il testo supera i 100.000 caratteri: accorciarlo.")
        return verbale


class RettificaForm(VerbaleForm):
    """Approved minutes that say something by mistake: what they said stays, with why."""

    motivo = forms.CharField(
        label="Che cosa si corregge, e perché",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Si legge accanto al verbale, e nel PDF.",
        error_messages={"required": "Scrivere che cosa si corregge: si legge accanto al verbale."},
    )

    def __init__(self, *args: object, by: Utente, acting_as: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.acting_as = by, acting_as

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        if not self.errors and "verbale" not in self.changed_data:
            raise forms.ValidationError("Il verbale è quello di prima: non c’è niente da salvare.")
        return dati

    def _write(self) -> None:
        keep_as_it_was(self.instance)
        super()._write()
        keep_rectification(
            self.instance, self.by, self.cleaned_data["motivo"], acting_as=self.acting_as
        )


class RichiestaForm(ReceiptForm, forms.ModelForm):
    """Somebody asks that an organo meets."""

    class Meta:
        model = RichiestaConvocazione
        fields = ("argomento", "testo")
        labels = {"argomento": "Di che cosa si dovrebbe discutere"}
        widgets = {"testo": forms.Textarea(attrs={"rows": 5})}

    field_order = ("argomento", "testo")


class AccoglimentoForm(forms.Form):
    """The meeting in which it is discussed."""

    seduta = forms.ModelChoiceField(
        Seduta.objects.none(),
        label="Seduta in cui se ne discute",
        to_field_name="codice",
        empty_label="Scegliere la seduta",
    )

    def __init__(self, *args: object, sedute: QuerySet[Seduta], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seduta"].queryset = sedute
        self.fields["seduta"].label_from_instance = _day_and_state


def _day_and_state(seduta: Seduta) -> str:
    return f"{timezone.localtime(seduta.inizio):%d/%m/%Y, ore %H:%M} ({seduta.get_stato_display()})"


def still_to_come(organo: Organo) -> QuerySet[Seduta]:
    """The meetings of an organo that have still to be held, from today on."""
    future = Seduta.objects.filter(organo=organo, inizio__date__gte=today())
    return future.filter(stato__in=("programmata", "convocata")).order_by("inizio", "pk")
