"""A soggetto leaves the network: its last day, why, told once; or it was a mistake.

An adhesion has no `stato`: its dates say how it is. Each of the two steps is in its history.
"""

from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from conciliazione.date import format_day
from conciliazione.guardie import said_in_words
from conciliazione.models import Passaggio
from conciliazione.testo import close_sentence
from conciliazione.transizioni import StaleState, record
from rete.avvisi import notify_staff, notify_subject
from rete.enums import TipoAdesione
from rete.models import Adesione, ConsistenzaDichiarata, Soggetto, Successione, Utente
from rete.variazioni import CORTESIA

# How an adhesion is, in its history.
APERTA, FINITA = "aperta", "finita"


class AlreadyLeft(Exception):
    """The adhesion had ended already."""


@dataclass(frozen=True)
class Recesso:
    """How an adhesion ends: `al` is its last day; `tipo`, where it was deduced, which it was."""

    al: date
    motivo: str
    tipo: str = ""


def open_membership(soggetto: Soggetto) -> Adesione | None:
    """The adhesion of a soggetto that has no last day: of the latest ciclo, if several."""
    aperte = soggetto.adesioni.filter(al__isnull=True).select_related("accordo__ciclo")
    return aperte.order_by("-accordo__ciclo__dal").first()


def last_membership(soggetto: Soggetto) -> Adesione | None:
    """The adhesion of a soggetto that ended last."""
    finite = soggetto.adesioni.filter(al__isnull=False).select_related("fine_scritta_da")
    return finite.order_by("-al").first()


def known_since(adesione: Adesione) -> date | None:
    """The first day on which an adhesion is known: of one deduced, that of the first number
    declared, which has it in it; where nobody counted, that of the agreement."""
    if adesione.dal:
        return adesione.dal
    dichiarate = ConsistenzaDichiarata.objects.filter(accordo=adesione.accordo)
    prima = dichiarate.order_by("data").values_list("data", flat=True).first()
    return prima or adesione.accordo.sottoscritto_il


def not_before_beginning(adesione: Adesione, al: date) -> None:
    """Refuse a last day on which the adhesion had not begun, or nobody knew of it.

    Raises:
        ValidationError: for the field `al`.
    """
    inizio = known_since(adesione)
    if inizio is None or al >= inizio:
        return
    giorno = format_day(inizio)
    detto = f"L’adesione non era ancora cominciata: comincia il {giorno}."
    if adesione.dal is None:
        detto = f"Di questa adesione si sa dal {giorno}: l’ultimo giorno non può venire prima."
    raise ValidationError({"al": detto})


def leave(adesione: Adesione, recesso: Recesso, by: Utente, *, acting_as: str = "") -> None:
    """Write the last day of an open adhesion, and tell the staff and the referenti; once.

    Raises:
        AlreadyLeft: somebody else had written it.
        ValidationError: the adhesion had not begun by then.
    """
    not_before_beginning(adesione, recesso.al)
    with said_in_words(Adesione), transaction.atomic():
        _end(adesione, recesso, by)
        passaggio = record(
            adesione,
            "leave",
            by,
            da=APERTA,
            a=FINITA,
            reason=recesso.motivo,
            acting_as=acting_as,
            al=recesso.al.isoformat(),
        )
        detto = f"L’ultimo giorno di adesione è il {format_day(adesione.al)}."
        _tell(adesione, passaggio, "recesso dalla Rete", "È registrato il recesso", detto)


def _end(adesione: Adesione, recesso: Recesso, by: Utente) -> None:
    scritti = {
        "al": recesso.al,
        "motivo_fine": recesso.motivo,
        "fine_scritta_da": by,
        "fine_scritta_il": Now(),
    }
    # Only who leaves is told apart: the declared number, that has it, is of one kind or the other.
    if adesione.tipo == TipoAdesione.DEDOTTA and recesso.tipo:
        scritti["tipo"] = recesso.tipo
    if Adesione.objects.filter(pk=adesione.pk, al__isnull=True).update(**scritti) != 1:
        raise AlreadyLeft
    adesione.refresh_from_db()


def take_back(adesione: Adesione, by: Utente, motivo: str, *, acting_as: str = "") -> None:
    """Open again an adhesion whose end was recorded by mistake; who was told of it is told.

    The history keeps both the end and that it was a mistake.

    Raises:
        StaleState: somebody else had taken it back, or written another end.
        ValidationError: the adhesion passed on to a successor, or another one has begun since.
    """
    _not_passed_on(adesione)
    errato = {"al": adesione.al.isoformat(), "motivo": adesione.motivo_fine, "tipo": adesione.tipo}
    with said_in_words(Adesione), transaction.atomic():
        _open_again(adesione)
        passaggio = record(
            adesione,
            "take_back",
            by,
            da=FINITA,
            a=APERTA,
            reason=motivo,
            acting_as=acting_as,
            **errato,
        )
        detto = "Il soggetto fa parte della Rete come se non fosse stato scritto."
        _tell(adesione, passaggio, "recesso annullato", "È annullato il recesso", detto)


def successor_of(adesione: Adesione) -> Successione | None:
    """The succession by which an adhesion that ended goes on as another's, if that is why."""
    dopo = adesione.al + timedelta(days=1)
    seguite = adesione.accordo.adesioni.filter(dal=dopo).values("soggetto")
    passate = adesione.soggetto.successioni.filter(dal=dopo, a__in=seguite)
    return passate.select_related("a").first()


def _not_passed_on(adesione: Adesione) -> None:
    if passata := successor_of(adesione):
        raise ValidationError(
            f"Non è un recesso: dal {format_day(passata.dal)} l’adesione è passata a {passata.a},"
            " e nel conto dei membri il soggetto comparirebbe due volte."
        )


def _open_again(adesione: Adesione) -> None:
    scritti = {"al": None, "motivo_fine": "", "fine_scritta_da": None, "fine_scritta_il": None}
    # Without a first day it had been deduced: only who left was told apart.
    if adesione.dal is None:
        scritti["tipo"] = TipoAdesione.DEDOTTA
    riaperta = copy(adesione)
    for nome, valore in scritti.items():
        setattr(riaperta, nome, valore)
    riaperta.validate_constraints()
    if Adesione.objects.filter(pk=adesione.pk, al=adesione.al).update(**scritti) != 1:
        raise StaleState
    adesione.refresh_from_db()


def _tell(adesione: Adesione, passaggio: Passaggio, che: str, fatto: str, detto: str) -> None:
    soggetto, chiave = adesione.soggetto, f"recesso:{passaggio.pk}"
    oggetto = f"{soggetto.nome_breve}: {che}"
    testo = (
        f"{close_sentence(f'{fatto} di {soggetto}')} {detto}\n\nIl motivo: {passaggio.motivo}\n\n"
        f"La scheda: {settings.BASE_URL}{soggetto.get_absolute_url()}\n"
    )
    notify_staff(chiave, oggetto, testo)
    notify_subject(soggetto, f"{chiave}:referenti", oggetto, f"{testo}\n{CORTESIA}")
