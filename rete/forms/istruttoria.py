"""What the staff type about a membership request: one form for each step."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.forms.boundfield import BoundField

from conciliazione.date import format_day
from conciliazione.forms import ReceiptForm
from conciliazione.periodi import today
from rete.accoglimento import deduced_adhesion, last_declared
from rete.coda_domande import staff_in_force
from rete.enums import EsitoVerifica, UsoModello
from rete.forms.atti import AttoForm
from rete.forms.membri import in_living_memory
from rete.lettere import RICHIAMI, Lettera, cite, draft, fill, known, say_beginning
from rete.models import DomandaAdesione, Utente, VerificaDomanda, VoceVerifica
from rete.risposte import check_day_to_answer
from rete.sospensioni import last_day_to_integrate, last_day_to_observe

TESTO_LUNGO = 10_000
DELL_EMAIL = ("oggetto", "testo")


class PassoForm(forms.Form):
    """A step of a procedure: it carries the version of the `pratica` that the person has read."""

    # Who reads the mail before it leaves, where there is one.
    uso: UsoModello | None = None

    versione = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: object, pratica: DomandaAdesione, user: Utente, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pratica, self.user = pratica, user
        self.initial.setdefault("versione", pratica.versione)

    def own_fields(self) -> list[BoundField]:
        """What the step asks, without the act that documents it and the mail that tells of it."""
        return [c for c in self if not c.name.startswith("atto") and c.name not in DELL_EMAIL]

    def mail_fields(self) -> list[BoundField]:
        """The mail that tells of the step, if there is one."""
        return [campo for campo in self if campo.name in DELL_EMAIL]

    @property
    def is_current(self) -> bool:
        """Whether nobody moved it since the page was opened."""
        return self.cleaned_data.get("versione") == self.pratica.versione

    def step(self) -> dict[str, object]:
        """What the transition takes."""
        dati = self.cleaned_data
        return {"reason": dati["motivo"]} if "motivo" in dati else {}


class MotivoForm(PassoForm):
    """A step that only wants its reason."""

    motivo = forms.CharField(
        label="Motivo",
        max_length=TESTO_LUNGO,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Resta nella storia della domanda e chi l’ha inviata lo legge.",
        error_messages={"required": "Scrivere il motivo: resta nella storia della domanda."},
    )


class AssegnaForm(PassoForm):
    """Who follows the request."""

    assegnata_a = forms.ModelChoiceField(
        queryset=Utente.objects.none(),
        label="Chi la segue",
        to_field_name="codice",
        empty_label=None,
        error_messages={
            "invalid_choice": "Questa persona non può seguire le domande: sceglierne"
            " una dall’elenco."
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        persone = staff_in_force()
        if self.pratica.assegnata_a_id:
            persone = persone.exclude(pk=self.pratica.assegnata_a_id)
        self.fields["assegnata_a"].queryset = persone
        self.initial.setdefault("assegnata_a", self.user.codice)

    def step(self) -> dict[str, object]:
        return {"assegnata_a": self.cleaned_data["assegnata_a"]}


class ProtocolloForm(PassoForm):
    """The number and the day that the protocol office gave."""

    protocollo = forms.CharField(label="Numero di protocollo", max_length=40)
    protocollo_del = forms.DateField(label="Data di protocollo")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("protocollo", self.pratica.protocollo)
        self.initial.setdefault("protocollo_del", self.pratica.protocollo_del)

    def clean_protocollo_del(self) -> date | None:
        giorno = self.cleaned_data["protocollo_del"]
        if giorno and giorno > today():
            raise ValidationError("La data di protocollo è nel futuro: controllarla.")
        return giorno

    def clean(self) -> dict[str, object]:
        dati = super().clean() or self.cleaned_data
        coppia = ("protocollo", "protocollo_del")
        scritti = [nome for nome in coppia if dati.get(nome)]
        if len(scritti) == 1 and not set(coppia) & set(self.errors):
            manca = next(nome for nome in coppia if nome not in scritti)
            self.add_error(manca, "Il protocollo ha numero e data.")
        return dati

    def step(self) -> dict[str, object]:
        dati = self.cleaned_data
        scritti = {nome: dati[nome] for nome in ("protocollo", "protocollo_del") if dati.get(nome)}
        return super().step() | scritti


class LetteraForm(PassoForm):
    """A step of which somebody is told by mail: the text starts from that of the staff's.

    Which text, and what it may call by name, the three functions below know.
    """

    bozza = staticmethod(draft)
    noti = staticmethod(known)
    compila = staticmethod(fill)

    oggetto = forms.CharField(label="Oggetto dell’e-mail", max_length=200)
    testo = forms.CharField(
        label="Testo dell’e-mail",
        max_length=TESTO_LUNGO,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Ciò che sta fra doppie parentesi quadre lo scrive il portale, con quello che"
        " viene indicato in questa pagina. Prima dell’invio l’e-mail si rilegge come parte.",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        bozza = self.bozza(self.uso, self.pratica)
        self.initial.setdefault("oggetto", bozza.oggetto)
        self.initial.setdefault("testo", bozza.testo)

    def clean_oggetto(self) -> str:
        self.compila(Lettera(self.cleaned_data["oggetto"], ""), {})
        return self.cleaned_data["oggetto"]

    def clean_testo(self) -> str:
        self.compila(Lettera("", self.cleaned_data["testo"]), {})
        return self.cleaned_data["testo"]

    def typed(self) -> dict[str, str]:
        """What this page adds to what the portal knows, for the text of the mail."""
        return {"motivo": self.cleaned_data.get("motivo", "")}

    def preview(self) -> Lettera:
        """The mail as it will leave."""
        return self.compila(self._letter(), self.noti(self.pratica) | self.typed())

    def step(self) -> dict[str, object]:
        return super().step() | {"lettera": self._letter()}

    def _letter(self) -> Lettera:
        return Lettera(self.cleaned_data["oggetto"], self.cleaned_data["testo"])


class IntegrazioneForm(LetteraForm, MotivoForm):
    """What is missing, and by when."""

    uso = UsoModello.INTEGRAZIONE
    field_order = ("motivo", "rispondere_entro", "oggetto", "testo")

    rispondere_entro = forms.DateField(label="Rispondere entro")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        ultimo = last_day_to_integrate(self.pratica)
        self.fields["motivo"].label = "Che cosa manca"
        self.fields["motivo"].help_text = "Chi ha fatto domanda lo legge così come è scritto."
        self.fields[
            "rispondere_entro"
        ].help_text = f"Al più tardi il {format_day(ultimo)}: oltre, il termine non resta sospeso."
        self.initial.setdefault("rispondere_entro", ultimo)

    def clean_rispondere_entro(self) -> date:
        giorno = self.cleaned_data["rispondere_entro"]
        check_day_to_answer(giorno, last_day_to_integrate(self.pratica))
        return giorno

    def typed(self) -> dict[str, str]:
        return super().typed() | {"entro_il": format_day(self.cleaned_data["rispondere_entro"])}

    def step(self) -> dict[str, object]:
        return super().step() | {"rispondere_entro": self.cleaned_data["rispondere_entro"]}


class PreavvisoForm(LetteraForm, MotivoForm):
    """Why the request may not be accepted."""

    uso = UsoModello.PREAVVISO
    field_order = ("motivo", "oggetto", "testo")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        entro = format_day(last_day_to_observe(self.pratica))
        self.fields["motivo"].label = "Motivi che impediscono l’accoglimento"
        self.fields["motivo"].help_text = (
            f"Tutti, perché il rigetto non potrà aggiungerne altri. Chi ha fatto domanda può"
            f" rispondere fino al {entro}."
        )

    def typed(self) -> dict[str, str]:
        return super().typed() | {"entro_il": format_day(last_day_to_observe(self.pratica))}


class ArchiviaForm(LetteraForm, MotivoForm):
    """A request whose integration never came."""

    uso = UsoModello.ARCHIVIAZIONE
    field_order = ("motivo", "oggetto", "testo")


class DecisioneForm(LetteraForm, ProtocolloForm, AttoForm):
    """An act that decides: chosen or typed, with the protocol of the request and the mail."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["protocollo"].required = self.fields["protocollo_del"].required = False
        self.fields["protocollo"].label = "Numero di protocollo della domanda"

    def typed(self) -> dict[str, str]:
        return super().typed() | {"atto": cite(self._act_to_show())}

    def _act_to_show(self) -> object:
        return self.cleaned_data.get("atto") or self._typed()

    def step(self) -> dict[str, object]:
        return super().step() | {"record_act": self.record_act}


class AccogliForm(DecisioneForm):
    """The act that accepts, and from when the soggetto belongs to the network.

    Where the adhesion was known by deduction its first day is not asked: nobody knows it.
    """

    uso = UsoModello.ACCOGLIMENTO
    field_order = ("nuovo", "dal", "gia_contato", "protocollo", "protocollo_del")

    dal = forms.DateField(label="Aderisce dal", initial=today, validators=[in_living_memory])
    gia_contato = forms.BooleanField(required=False)
    nuovo = forms.BooleanField(
        label="Ho confrontato la domanda con il registro: è un soggetto nuovo",
        error_messages={
            "required": "Nel registro ci sono soggetti che le somigliano: confrontarli, oppure"
            " confermare che è un soggetto nuovo."
        },
    )

    def __init__(self, *args: object, da_confrontare: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not da_confrontare:
            del self.fields["nuovo"]
        self.dichiarati = last_declared(self.pratica)
        if deduced_adhesion(self.pratica):
            del self.fields["dal"]
            noti = tuple(nome for nome in RICHIAMI if nome != "dal")
            self.compila = partial(fill, richiami=noti)
        if self._is_counted_already():
            giorno = format_day(self.dichiarati.data)
            self.fields["gia_contato"].label = f"Era già fra quelli dichiarati al {giorno}"
        else:
            del self.fields["gia_contato"]

    def _is_counted_already(self) -> bool:
        """Whether the day typed is not after that of the last declared number."""
        if "dal" not in self.fields or not self.is_bound or self.dichiarati is None:
            return False
        try:
            dal = self.fields["dal"].clean(self["dal"].data)
        except ValidationError:
            return False
        return dal <= self.dichiarati.data

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        if "gia_contato" in self.fields and not dati.get("gia_contato"):
            numero, giorno = self.dichiarati.numero, format_day(self.dichiarati.data)
            self.add_error(
                "dal",
                f"Al {giorno} ne sono stati dichiarati {numero}: chi aderisce entro quel giorno è"
                " preso come uno di loro, e il numero dei membri non cresce. Scrivere un giorno"
                " successivo, oppure confermare qui sotto che era già contato.",
            )
        return dati

    def typed(self) -> dict[str, str]:
        return super().typed() | say_beginning(self.cleaned_data.get("dal"))

    def step(self) -> dict[str, object]:
        scritti = {nome: self.cleaned_data[nome] for nome in ("dal",) if nome in self.fields}
        return super().step() | scritti


class RespingiForm(DecisioneForm, MotivoForm):
    """The act that refuses, with why the observations did not change it."""

    uso = UsoModello.RESPINGIMENTO
    field_order = ("motivo", "protocollo", "protocollo_del")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motivo"].label = "Motivi del rigetto"
        self.fields["motivo"].help_text = (
            "Con la risposta alle osservazioni, se ci sono: la legge la vuole nell’atto (legge"
            " 241/1990, art. 10-bis)."
        )


class CercaSoggettoForm(forms.Form):
    """Another soggetto of the register, by its name."""

    cerca = forms.CharField(
        label="Cerca un altro soggetto per nome",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class NotaForm(ReceiptForm):
    """A note for the colleagues."""

    testo = forms.CharField(
        label="Nota interna",
        max_length=TESTO_LUNGO,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="La leggono solo i colleghi; una volta scritta non si cambia.",
        error_messages={"required": "Scrivere la nota."},
    )


class VerificheForm(forms.Form):
    """The check list: for each line an outcome and a note.

    Only the lines that the person changed are written: what a colleague has found meanwhile for
    the others stays.
    """

    esiti: type[TextChoices] = EsitoVerifica

    def __init__(
        self,
        *args: object,
        voci: Iterable[tuple[VoceVerifica, VerificaDomanda | None]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.voci = {voce.ordine: (voce, fatta) for voce, fatta in voci}
        for posto, (ordine, (_, fatta)) in enumerate(self.voci.items(), start=1):
            self.fields[f"esito_{ordine}"] = forms.ChoiceField(
                label=f"Esito del controllo {posto}",
                choices=[("", "Non ancora"), *self.esiti.choices],
                required=False,
                initial=fatta.esito if fatta else "",
                show_hidden_initial=True,
            )
            self.fields[f"nota_{ordine}"] = forms.CharField(
                label=f"Nota al controllo {posto}",
                max_length=240,
                required=False,
                initial=fatta.nota if fatta else "",
                show_hidden_initial=True,
            )

    def rows(self) -> list[tuple[VoceVerifica, VerificaDomanda | None, object, object]]:
        """Each line with its two fields."""
        return [
            (voce, fatta, self[f"esito_{ordine}"], self[f"nota_{ordine}"])
            for ordine, (voce, fatta) in self.voci.items()
        ]

    def clean(self) -> dict[str, object]:
        dati = super().clean() or self.cleaned_data
        for ordine in self.voci:
            if dati.get(f"nota_{ordine}") and dati.get(f"esito_{ordine}") == "":
                self.add_error(f"esito_{ordine}", "La nota va con un esito: sceglierlo.")
        return dati

    def changed(self) -> dict[VoceVerifica, tuple[str, str]]:
        """The lines that the person changed."""
        return {
            voce: (self.cleaned_data[f"esito_{ordine}"], self.cleaned_data[f"nota_{ordine}"])
            for ordine, (voce, _) in self.voci.items()
            if {f"esito_{ordine}", f"nota_{ordine}"} & set(self.changed_data)
        }
