"""Invitations: a link by mail that leads a person to choose a password, and to what is due."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from conciliazione import posta
from conciliazione.codici import new_code
from conciliazione.collegamenti import fingerprint, new_link
from conciliazione.date import format_day
from rete.accounts import confirm_address
from rete.attuale import current_ciclo
from rete.avvisi import notify_staff
from rete.models import Invito, Utente
from rete.permissions import may_use_password, roles_of

VALE_PER = timedelta(days=14)
# After the end of their validity: the invitations themselves.
CONSERVATO_PER = timedelta(days=90)


def invite(utente: Utente, dove: str) -> str:
    """Write to a person where to enter, and that `dove` waits for them; the address in the mail.

    Who has no password yet chooses one there: it works once, for 14 days, and ends the ones
    before it. Who has one, or enters through the gateway, is led to `dove` itself.

    Raises:
        ValueError: `dove` is not the path of a page of the portal.
    """
    if not url_has_allowed_host_and_scheme(dove, None) or not dove.startswith("/"):
        raise ValueError(f"«{dove}» non è una pagina del portale.")
    if utente.has_usable_password() or not may_use_password(utente):
        return _write_known(utente, dove)
    token, impronta = new_link()
    scade = timezone.now() + VALE_PER
    with transaction.atomic():
        pending(utente).update(scade_il=timezone.now())
        Invito.objects.create(utente=utente, impronta=impronta, dove=dove, scade_il=scade)
        indirizzo = f"{settings.BASE_URL}{reverse('accept_invitation', args=[token])}"
        _write_new(utente, indirizzo, impronta, format_day(timezone.localdate(scade)))
    return indirizzo


def pending(utente: Utente) -> QuerySet[Invito]:
    """The invitations of a person that still open the portal."""
    return Invito.objects.filter(utente=utente, usato_il__isnull=True, scade_il__gt=timezone.now())


def find(token: str) -> Invito | None:
    """The invitation of that link, also used or expired; None if there is none."""
    return Invito.objects.select_related("utente").filter(impronta=fingerprint(token)).first()


def consume(invito: Invito, password: str) -> bool:
    """Use the invitation to give the person a password; False if it was used, or is over.

    Of two clicks at once, one is the first: a conditional update says which.
    """
    with transaction.atomic():
        if not _still_open(invito).update(usato_il=timezone.now()):
            return False
        invito.utente.set_password(password)
        invito.utente.save(update_fields=["password"])
        confirm_address(invito.utente)
    return True


def _still_open(invito: Invito) -> QuerySet[Invito]:
    """That invitation, if nobody used it and its time is not over."""
    return pending(invito.utente).filter(pk=invito.pk)


def forget() -> int:
    """Delete the invitations whose time is over; how many."""
    scaduti = Invito.objects.filter(scade_il__lt=timezone.now() - CONSERVATO_PER)
    return scaduti.delete()[0]


def last_place(utente: Utente) -> str:
    """Where the last invitation of a person led; empty if there was none."""
    return Invito.objects.filter(utente=utente).values_list("dove", flat=True).first() or ""


def tell_staff(invito: Invito) -> None:
    """Tell the staff that a person asks for another link; once for each link."""
    utente = invito.utente
    pagina = f"{settings.BASE_URL}{reverse('rete:persona', args=[utente.codice])}"
    notify_staff(
        f"invito-chiesto:{invito.impronta}",
        f"{utente} chiede un nuovo invito",
        f"Il collegamento mandato a {utente} ({utente.email}) non vale più e la persona ne chiede"
        f" un altro. Si manda dalla sua pagina:\n{pagina}\n",
    )


def who_invites(request: HttpRequest | None = None) -> str:
    """The lead body, as the mails and the page of the invitation name it."""
    ciclo = current_ciclo(request)
    return str(ciclo.capofila) if ciclo else "L’ente capofila"


def as_what(utente: Utente) -> list[str]:
    """The roles for which a person is invited, in words."""
    return [veste.testo for veste in roles_of(utente)]


def _write_new(utente: Utente, indirizzo: str, impronta: str, scade: str) -> None:
    posta.send(
        f"invito:{impronta}",
        utente.email,
        "Invito a entrare nel portale della Rete di conciliazione",
        f"Buongiorno, {utente.nome}.\n\n{who_invites()} invita a entrare nel portale della Rete"
        f" Territoriale di Conciliazione{_roles(utente)}.\n\nPer scegliere la password e"
        f" cominciare:\n{indirizzo}\n\nIl collegamento vale una volta sola, fino al {scade}. Chi"
        " non si aspettava questo invito può ignorarlo.\n\nQuesto messaggio è una comunicazione"
        " di cortesia.\n",
    )


def _write_known(utente: Utente, dove: str) -> str:
    indirizzo = f"{settings.BASE_URL}{dove}"
    posta.send(
        f"invito:{utente.codice}:{new_code()}",
        utente.email,
        "Una novità nel portale della Rete di conciliazione",
        f"Buongiorno, {utente.nome}.\n\nNel portale della Rete Territoriale di Conciliazione"
        f" c’è una pagina nuova da aprire{_roles(utente)}. Si entra come sempre:\n{indirizzo}\n\n"
        "Questo messaggio è una comunicazione di cortesia.\n",
    )
    return indirizzo


def _roles(utente: Utente) -> str:
    ruoli = "; ".join(as_what(utente))
    return f", come {ruoli}" if ruoli else ""
