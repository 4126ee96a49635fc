"""What who runs a project asks of its partners, and the personal links by which they answer."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from alleanze.models import Partenariato
from conciliazione.collegamenti import fingerprint, same_link
from conciliazione.models import Messaggio, Passaggio
from conciliazione.orologio import from_now
from conciliazione.periodi import today
from conciliazione.transizioni import StaleState
from progetti.chi_conduce import runner_of
from progetti.lettere_richieste import KEY, mail_ask, mail_reminder
from progetti.models import Progetto, Prova, RichiestaPartner
from progetti.models.richieste import DA_MANDARE
from progetti.prove_doppie import elsewhere
from rete.models import Soggetto
from rete.tappe import Tappa, who_did

# How long a link is good for, from the last mail and from the day by which it is asked.
COLLEGAMENTO_PER = timedelta(days=30)
# How long the address is kept when nobody answers, from the end of the link.
INDIRIZZO_PER = timedelta(days=90)
PREAVVISO = timedelta(days=3)
# Mails with a link that one partner may get in an hour for one request.
LETTERE_AL_PIU = 3
FATTI = {
    "send": "Mandata dal partner con il suo collegamento",
    "accept": "Accolta: è fra le prove che contano",
    "refuse": "Non accolta: il partner può rimandarla",
    "annul": "Annullata",
}


def partners_of(progetto: Progetto) -> QuerySet[Soggetto]:
    """Of whom things may be asked: who is in the alliance of the project today, but who runs it."""
    dentro = Partenariato.objects.filter(alleanza=progetto.alleanza_id).vigenti()
    chi = runner_of(progetto)
    soggetti = Soggetto.objects.filter(pk__in=dentro.values("soggetto"))
    return soggetti.exclude(pk=chi.pk if chi else None).order_by("denominazione")


def requests_of(progetto: Progetto) -> QuerySet[RichiestaPartner]:
    """The requests of a project, by the day by which they are asked."""
    righe = RichiestaPartner.objects.filter(progetto=progetto)
    return righe.select_related("soggetto", "tipo", "prova").order_by("entro_il", "pk")


def request_behind(prova: Prova) -> dict[str, object]:
    """What was asked of a partner and came as that proof, and whether one of its files is a proof
    of another project; nothing where it was not asked of a partner."""
    richiesta = RichiestaPartner.objects.select_related("soggetto").filter(prova=prova).first()
    if richiesta is None or richiesta.is_over:
        return {"richiesta": richiesta}
    impronte = prova.file.values_list("documento__sha256", flat=True)
    altrove = any(elsewhere(prova.progetto, sha256).exists() for sha256 in impronte)
    return {"richiesta": richiesta, "altrove": altrove}


def timeline(richiesta: RichiestaPartner) -> list[Tappa]:
    """What was done with a request, the latest first."""
    righe = Passaggio.objects.about(richiesta).select_related("autore").order_by("-quando", "-pk")
    return [Tappa(FATTI.get(p.verbo, p.verbo), who_did(p), p) for p in righe]


# --- Links ------------------------------------------------------------------------------------


def ask(richiesta: RichiestaPartner, email: str = "") -> None:
    """Mail the link, to another address if there is one; it is the same as before, unless the
    address is another.

    Raises:
        ValidationError: there is no address, or it was asked too often.
        StaleState: it has arrived, or is over.
    """
    richiesta.email = email or richiesta.email
    if not richiesta.email:
        raise ValidationError("Scrivere l’e-mail a cui chiedere.")
    mandate = Messaggio.objects.filter(chiave__startswith=f"{KEY}:{richiesta.codice}:")
    if mandate.filter(creato_il__gt=from_now(-3600)).count() >= LETTERE_AL_PIU:
        raise ValidationError("Si è già scritto più volte: aspettare un’ora.")
    _mail(richiesta, mail_ask, f"{timezone.now():%Y%m%d%H%M%S%f}")


def renew(richiesta: RichiestaPartner, mail: Callable[..., None], quale: str) -> None:
    """Mail the link once more, never twice for the same `quale`; nothing without an address."""
    if richiesta.email:
        _mail(richiesta, mail, quale)


def _mail(richiesta: RichiestaPartner, mail: Callable[..., None], quale: str) -> None:
    token, impronta = same_link("richiesta-partner", richiesta.codice, richiesta.email)
    fino_a = _expiry(richiesta)
    with transaction.atomic():
        aperte = RichiestaPartner.objects.filter(pk=richiesta.pk, stato__in=DA_MANDARE)
        nuovi = {"email": richiesta.email, "impronta": impronta, "collegamento_fino_a": fino_a}
        if aperte.update(**nuovi) != 1:
            raise StaleState
        richiesta.impronta, richiesta.collegamento_fino_a = impronta, fino_a
        mail(richiesta, reverse("monitoraggio:link", args=[token]), quale)


def _expiry(richiesta: RichiestaPartner) -> datetime:
    sera = timezone.make_aware(datetime.combine(richiesta.entro_il, time(23, 59, 59)))
    return max(timezone.now(), sera) + COLLEGAMENTO_PER


def find_by_link(token: str) -> RichiestaPartner | None:
    """What is asked by a link; None when nothing has it."""
    righe = RichiestaPartner.objects.filter(impronta=fingerprint(token))
    legate = righe.select_related(
        "soggetto", "tipo", "prova", "progetto__alleanza", "progetto__promotore", "progetto__ciclo"
    )
    return legate.first()


def is_valid(richiesta: RichiestaPartner) -> bool:
    """Whether its link still takes what is asked."""
    return richiesta.waits and richiesta.collegamento_fino_a >= timezone.now()


# --- As days go by ----------------------------------------------------------------------------


def remind() -> None:
    """Write again, once, to who has not sent what is asked within a few days."""
    vicine = RichiestaPartner.objects.filter(
        stato__in=DA_MANDARE,
        impronta__isnull=False,
        entro_il__range=(today(), today() + PREAVVISO),
        creata_il__lt=from_now(-PREAVVISO.total_seconds()),
    )
    for richiesta in vicine.select_related("soggetto", "progetto").order_by("pk"):
        renew(richiesta, mail_reminder, f"promemoria:{richiesta.entro_il}")


def forget() -> int:
    """Erase the addresses of requests whose link ended long ago, and the links; how many."""
    vecchie = RichiestaPartner.objects.filter(
        collegamento_fino_a__lt=timezone.now() - INDIRIZZO_PER
    )
    return vecchie.update(email="", impronta=None, collegamento_fino_a=None)
