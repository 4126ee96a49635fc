"""How a meeting goes from its plan to published minutes, and how a request of one is answered."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from conciliazione.copie import copies_of
from conciliazione.enums import Riservatezza
from conciliazione.models import Documento, Passaggio
from conciliazione.periodi import today
from conciliazione.transizioni import STESSO, ReasonMissing, Transition, follow, register
from rete import carta_verbali, permissions
from rete.appuntamenti import Metodo
from rete.avvisi import notify
from rete.convocazioni import draft_letter, invited, page_of, tell
from rete.enums import StatoRichiesta, StatoSeduta
from rete.lettere import CORTESIA, Lettera
from rete.models import PuntoOrdineDelGiorno, RichiestaConvocazione, Seduta
from rete.models.sedute import TENUTE
from rete.ordine_del_giorno import entries, is_open, replace
from rete.presenze import complete, count_lines, lines
from rete.verbali import say_quorum


def days_of_notice(seduta: Seduta) -> int:
    """How many days there are from today to the meeting."""
    return (timezone.localdate(seduta.inizio) - today()).days


def is_short_notice(seduta: Seduta) -> bool:
    """Whether a convocation sent today comes later than the organo wants."""
    return days_of_notice(seduta) < seduta.organo.giorni_di_preavviso


# --- Convening ----------------------------------------------------------------------------------


def _ready(seduta: Seduta, passaggio: Passaggio) -> Mapping[str, object]:
    """What must be there before people are called; from then on, of whom everybody reads."""
    if seduta.inizio <= timezone.now():
        raise ValidationError("Il giorno della seduta è già passato: correggerlo, poi convocare.")
    if not seduta.punti.exists():
        raise ValidationError("L’ordine del giorno è vuoto: scriverlo, poi convocare.")
    if is_short_notice(seduta) and not passaggio.motivo.strip():
        raise ReasonMissing
    return {"pubblica": seduta.organo.livello in permissions.PUBBLICI}


def _convene(seduta: Seduta, passaggio: Passaggio) -> None:
    destinatari = invited(seduta).destinatari
    if not destinatari:
        raise ValidationError(
            "Non c’è nessuno da convocare: registrare prima chi siede nell’organo."
        )
    tell(seduta, "convocata", destinatari, passaggio.altri["lettera"], Metodo.INVITO)


def _amend(seduta: Seduta, passaggio: Passaggio) -> None:
    """Tell everybody what changed: their calendars take the new place by themselves."""
    lettera = _letter(seduta, "Aggiornamento", "cambia", passaggio.motivo)
    tell(seduta, "aggiornata", invited(seduta).destinatari, lettera, Metodo.INVITO)


def _replace_agenda(seduta: Seduta, passaggio: Passaggio) -> Mapping[str, object]:
    """Other points than those that people know: told of once, and only if something changes."""
    voci = passaggio.altri["voci"]
    if not is_open(seduta):
        raise ValidationError("La seduta è già cominciata: gli argomenti non cambiano più.")
    if not voci:
        raise ValidationError("L’ordine del giorno di una seduta convocata non resta vuoto.")
    if voci == entries(seduta):
        raise ValidationError("L’ordine del giorno è quello di prima: non c’è niente da dire.")
    replace(seduta, voci)
    return {}


def _tell_agenda(seduta: Seduta, passaggio: Passaggio) -> None:
    punti = "\n".join(str(punto) for punto in seduta.punti.all())
    motivo = f"{passaggio.motivo.strip()}\n\nL’ordine del giorno ora è questo:\n\n{punti}"
    lettera = _letter(seduta, "Ordine del giorno", "ha un ordine del giorno nuovo", motivo)
    tell(seduta, "ordine", invited(seduta).destinatari, lettera, Metodo.INVITO)


def _cancel(seduta: Seduta, passaggio: Passaggio) -> None:
    if seduta.convocata_il is not None:
        lettera = _letter(seduta, "Annullata", "è annullata", passaggio.motivo)
        tell(seduta, "annullata", invited(seduta).destinatari, lettera, Metodo.DISDETTA)


def _postpone(seduta: Seduta, passaggio: Passaggio) -> Mapping[str, object]:
    """The meeting that takes its place, with the same agenda: not convened yet."""
    nuova = Seduta.objects.create(
        organo=seduta.organo,
        ciclo=seduta.ciclo,
        segretario=seduta.segretario,
        luogo=passaggio.altri["luogo"],
        collegamento=seduta.collegamento,
        inizio=passaggio.altri["inizio"],
    )
    PuntoOrdineDelGiorno.objects.bulk_create(
        PuntoOrdineDelGiorno(seduta=nuova, ordine=p.ordine, titolo=p.titolo, testo=p.testo)
        for p in seduta.punti.all()
    )
    return {"rinviata_a": nuova}


def _tell_postponed(seduta: Seduta, passaggio: Passaggio) -> None:
    """Take away the old appointment, then call for the new one."""
    lettera = _letter(seduta, "Rinviata", "è rinviata", passaggio.motivo)
    tell(seduta, "rinviata", invited(seduta).destinatari, lettera, Metodo.DISDETTA)
    nuova = seduta.rinviata_a
    follow(nuova, "convene", passaggio, lettera=draft_letter(nuova))


def _letter(seduta: Seduta, oggetto: str, che: str, motivo: str) -> Lettera:
    inizio = timezone.localtime(seduta.inizio)
    perche = f"\n\n{motivo.strip()}" if motivo.strip() else ""
    return Lettera(
        f"{oggetto}: {seduta.organo}, {inizio:%d/%m/%Y}",
        f"La seduta di {seduta.organo} del {inizio:%d/%m/%Y}, ore {inizio:%H:%M},"
        f" {che}.{perche}\n\n{page_of(seduta)}",
    )


# --- Holding ------------------------------------------------------------------------------------


def _count(seduta: Seduta, passaggio: Passaggio) -> Mapping[str, object]:
    """How many had to come, as the organo is on the day: it stays with the meeting."""
    if timezone.localdate(seduta.inizio) > today():
        raise ValidationError("La seduta non c’è ancora stata.")
    righe = lines(seduta)
    conto = count_lines(seduta, righe)
    if passaggio.verbo == "hold" and not conto.is_valid:
        raise ValidationError(f"Manca il numero legale. {say_quorum(conto)} Segnarla deserta.")
    if passaggio.verbo == "desert" and conto.is_valid:
        raise ValidationError(f"Il numero legale c’è. {say_quorum(conto)}")
    complete(seduta, righe)
    return {"numero_legale": conto.servono}


# --- Minutes ------------------------------------------------------------------------------------


def _print(seduta: Seduta, passaggio: Passaggio) -> None:
    """Have the PDF made from the minutes as they are now."""
    carta_verbali.ask_minutes_pdf(seduta, passaggio.autore)


def _seal(seduta: Seduta, passaggio: Passaggio) -> None:
    """Approved minutes are kept as they are, and their PDF is made of what is kept."""
    carta_verbali.seal_minutes(seduta, passaggio.autore)
    _print(seduta, passaggio)


def _reopen(seduta: Seduta, passaggio: Passaggio) -> Mapping[str, object]:
    return {"verbalizzata_il": None}


def _approve(seduta: Seduta, passaggio: Passaggio) -> Mapping[str, object]:
    """The minutes are approved in a later meeting of the same organo, which was held."""
    dopo = passaggio.altri["approvata_in"]
    if not approving_meetings(seduta).filter(pk=dopo.pk).exists():
        raise ValidationError(
            "Il verbale si approva in una seduta successiva dello stesso organo, già tenuta."
        )
    return {"approvata_in": dopo}


def approving_meetings(seduta: Seduta):
    """The later meetings of the same organo that were held, the first of them first."""
    dopo = Seduta.objects.filter(organo=seduta.organo, stato__in=TENUTE, inizio__gt=seduta.inizio)
    return dopo.order_by("inizio", "pk")


def _publish(seduta: Seduta, passaggio: Passaggio) -> None:
    """The PDF of every copy is for all; those approved before copies were kept are sealed now."""
    copie = copies_of(seduta)
    if not copie.exists():
        _seal(seduta, passaggio)
    # Read now: the PDF may have been made since `seduta` was.
    pdf = Seduta.objects.filter(pk=seduta.pk).values("verbale_pdf")
    pubblici = Documento.objects.filter(Q(pk__in=pdf) | Q(pk__in=copie.values("documento")))
    pubblici.update(riservatezza=Riservatezza.PUBBLICO)


TRANSITIONS: Mapping[str, Transition] = {
    "convene": Transition(
        da=(StatoSeduta.PROGRAMMATA.value,),
        a=StatoSeduta.CONVOCATA.value,
        who=permissions.can_manage_meeting,
        label="Convoca",
        stamps=("convocata_il",),
        extras=("lettera",),
        first=_ready,
        then=_convene,
    ),
    "amend": Transition(
        da=(StatoSeduta.CONVOCATA.value,),
        a=STESSO,
        who=permissions.can_manage_meeting,
        label="Cambia il luogo o il collegamento",
        needs_reason=True,
        fields=("luogo", "collegamento", "fine_prevista"),
        then=_amend,
    ),
    "change_agenda": Transition(
        da=(StatoSeduta.CONVOCATA.value,),
        a=STESSO,
        who=permissions.can_manage_meeting,
        label="Cambia l’ordine del giorno",
        needs_reason=True,
        stamps=("ordine_aggiornato_il",),
        extras=("voci",),
        first=_replace_agenda,
        then=_tell_agenda,
    ),
    "hold": Transition(
        da=(StatoSeduta.CONVOCATA.value,),
        a=StatoSeduta.TENUTA.value,
        who=permissions.can_manage_meeting,
        label="Segna come tenuta",
        stamps=("tenuta_il",),
        first=_count,
    ),
    "desert": Transition(
        da=(StatoSeduta.CONVOCATA.value,),
        a=StatoSeduta.DESERTA.value,
        who=permissions.can_manage_meeting,
        label="Segna come deserta",
        first=_count,
    ),
    "postpone": Transition(
        da=(StatoSeduta.CONVOCATA.value,),
        a=StatoSeduta.RINVIATA.value,
        who=permissions.can_manage_meeting,
        label="Rinvia",
        needs_reason=True,
        extras=("inizio", "luogo"),
        first=_postpone,
        then=_tell_postponed,
    ),
    "cancel": Transition(
        da=(StatoSeduta.PROGRAMMATA.value, StatoSeduta.CONVOCATA.value),
        a=StatoSeduta.ANNULLATA.value,
        who=permissions.can_manage_meeting,
        label="Annulla",
        needs_reason=True,
        then=_cancel,
    ),
    "write_minutes": Transition(
        da=(StatoSeduta.TENUTA.value,),
        a=StatoSeduta.VERBALIZZATA.value,
        who=permissions.can_write_minutes,
        label="Chiudi il verbale",
        stamps=("verbalizzata_il",),
        then=_print,
    ),
    "correct_minutes": Transition(
        da=(StatoSeduta.VERBALIZZATA.value,),
        a=StatoSeduta.TENUTA.value,
        who=permissions.can_write_minutes,
        label="Riapri il verbale per correggerlo",
        needs_reason=True,
        first=_reopen,
    ),
    "approve_minutes": Transition(
        da=(StatoSeduta.VERBALIZZATA.value,),
        a=StatoSeduta.APPROVATA.value,
        who=permissions.can_approve_minutes,
        label="Registra l’approvazione del verbale",
        stamps=("approvata_il",),
        extras=("approvata_in",),
        first=_approve,
        then=_seal,
    ),
    "publish_minutes": Transition(
        da=(StatoSeduta.APPROVATA.value,),
        a=STESSO,
        who=permissions.can_publish_minutes,
        label="Pubblica il verbale",
        stamps=("pubblicata_il",),
        then=_publish,
    ),
}

register(Seduta, TRANSITIONS)


# --- Requests -----------------------------------------------------------------------------------


def _check_meeting(richiesta: RichiestaConvocazione, passaggio: Passaggio) -> Mapping[str, object]:
    seduta = passaggio.altri["seduta"]
    aperta = (StatoSeduta.PROGRAMMATA, StatoSeduta.CONVOCATA)
    if seduta.organo_id != richiesta.organo_id or seduta.stato not in aperta:
        raise ValidationError(
            {"seduta": "Scegliere una seduta dello stesso organo che deve ancora tenersi."}
        )
    return {"seduta": seduta}


def _tell_accepted(richiesta: RichiestaConvocazione, passaggio: Passaggio) -> None:
    giorno = timezone.localtime(richiesta.seduta.inizio)
    _answer(richiesta, f"è accolta: se ne discute nella seduta del {giorno:%d/%m/%Y}.")


def _tell_refused(richiesta: RichiestaConvocazione, passaggio: Passaggio) -> None:
    _answer(richiesta, f"non è accolta, per questo motivo:\n\n{passaggio.motivo}")


def _answer(richiesta: RichiestaConvocazione, esito: str) -> None:
    notify(
        richiesta.chiesta_da,
        f"richiesta-convocazione:{richiesta.codice}:risposta",
        f"Richiesta di convocare {richiesta.organo}",
        f"La richiesta «{richiesta.argomento}» {esito}\n\n{CORTESIA}\n",
    )


REQUESTS: Mapping[str, Transition] = {
    "accept_request": Transition(
        da=(StatoRichiesta.APERTA.value,),
        a=StatoRichiesta.ACCOLTA.value,
        who=permissions.can_answer_request,
        label="Accogli la richiesta",
        stamps=("decisa_il",),
        extras=("seduta",),
        first=_check_meeting,
        then=_tell_accepted,
    ),
    "refuse_request": Transition(
        da=(StatoRichiesta.APERTA.value,),
        a=StatoRichiesta.RESPINTA.value,
        who=permissions.can_answer_request,
        label="Non accogliere la richiesta",
        needs_reason=True,
        stamps=("decisa_il",),
        then=_tell_refused,
    ),
}

register(RichiestaConvocazione, REQUESTS)
