"""How what is asked of a partner arrives, is accepted, goes back, or is asked no more."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Now

from conciliazione.enums import Riservatezza
from conciliazione.models import Passaggio
from conciliazione.transizioni import Transition
from progetti.enums import StatoRichiestaPartner
from progetti.lettere_richieste import mail_refused, tell_arrived
from progetti.models import Prova, RichiestaPartner
from progetti.models.richieste import DA_MANDARE
from progetti.permissions import can_view_request
from progetti.prova_di_riga import attach
from progetti.richieste_partner import renew
from rete.permissions import Persona

GIA_MANDATO = "Questo file è già fra le prove del progetto: non serve mandarlo di nuovo."
SCADUTO = "Il collegamento è scaduto: un altro si chiede a chi ha mandato l’e-mail."
# Who is written to no longer leaves no address.
_FINITA = {"email": "", "impronta": None, "collegamento_fino_a": None}


def _by_link(user: Persona | None, richiesta: RichiestaPartner) -> bool:
    """- nobody but who has the personal link, which the view has checked"""
    return user is None


def _in_time(richiesta: RichiestaPartner) -> Q:
    """The link is the one of now, and its time is not over."""
    return Q(impronta=richiesta.impronta, collegamento_fino_a__gte=Now())


def _take_in(richiesta: RichiestaPartner, passaggio: Passaggio) -> Mapping[str, object]:
    """What arrives is a proof that counts nothing until who runs the project says how much.

    `file`, `data` and `nota` of the step: the file, the day of the fact, what the partner writes.

    Raises:
        ValidationError: the project has that file already.
    """
    prova = Prova.objects.create(
        progetto=richiesta.progetto,
        tipo=richiesta.tipo,
        titolo=richiesta.chiede,
        data=passaggio.altri["data"],
        nota=passaggio.altri.get("nota", ""),
        riservatezza=Riservatezza.PERSONALE,
    )
    prova.partner.set([richiesta.soggetto])
    try:
        # Whether it proves another project too, who runs this one says by accepting it.
        attach(prova, passaggio.altri["file"], None, anche_altrove=True)
    except ValidationError as errore:
        if errore.code == "gia_qui":
            # In other words than to who runs the project: a link shows nothing else of it.
            raise ValidationError(GIA_MANDATO, code=errore.code) from errore
        raise
    return {"prova": prova, "motivo": ""}


def _close(richiesta: RichiestaPartner, passaggio: Passaggio) -> Mapping[str, object]:
    return {**_FINITA, "motivo": ""}


def _keep_reason(richiesta: RichiestaPartner, passaggio: Passaggio) -> Mapping[str, object]:
    return {"motivo": passaggio.motivo}


def _annul(richiesta: RichiestaPartner, passaggio: Passaggio) -> Mapping[str, object]:
    return {**_FINITA, "motivo": passaggio.motivo}


def _send_back(richiesta: RichiestaPartner, passaggio: Passaggio) -> None:
    """Say why to who sent it, once; the link works again."""
    renew(richiesta, mail_refused, f"rifiutata:{passaggio.pk}")


RICHIESTA_PARTNER: Mapping[str, Transition] = {
    "send": Transition(
        da=DA_MANDARE,
        a=StatoRichiestaPartner.ARRIVATA.value,
        who=_by_link,
        label="Manda",
        stamps=("arrivata_il",),
        extras=("file", "data", "nota"),
        first=_take_in,
        only_while=_in_time,
        too_late=SCADUTO,
        then=tell_arrived,
    ),
    # These two follow what is decided of the proof.
    "accept": Transition(
        da=(StatoRichiestaPartner.ARRIVATA.value,),
        a=StatoRichiestaPartner.ACCOLTA.value,
        who=can_view_request,
        label="Accogli",
        first=_close,
    ),
    "refuse": Transition(
        da=(StatoRichiestaPartner.ARRIVATA.value,),
        a=StatoRichiestaPartner.RIFIUTATA.value,
        who=can_view_request,
        label="Non accogliere",
        needs_reason=True,
        first=_keep_reason,
        then=_send_back,
    ),
    "annul": Transition(
        da=DA_MANDARE,
        a=StatoRichiestaPartner.ANNULLATA.value,
        who=can_view_request,
        label="Annulla la richiesta",
        needs_reason=True,
        first=_annul,
    ),
}
