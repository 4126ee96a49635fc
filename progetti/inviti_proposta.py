"""Asking a soggetto whether it takes part in a proposal: by mail, or of its referente."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conciliazione import posta
from conciliazione.collegamenti import fingerprint, new_link
from conciliazione.models import Messaggio, Passaggio
from conciliazione.orologio import from_now
from progetti.enums import StatoAvviso, StatoPartecipazione, StatoProposta
from progetti.models import PartecipazioneProposta
from rete.avvisi import notify_subject
from rete.enums import RuoloDelega
from rete.models import Delega
from rete.permissions import Persona, soggetti_of

COLLEGAMENTO_PER = timedelta(days=30)
# Mails with a link that one partner may get in an hour.
LETTERE_AL_PIU = 3
_LETTERA = "conferma-proposta"


def ask(partecipazione: PartecipazioneProposta) -> str:
    """Ask for a confirmation; to whom it was asked, in words.

    By mail with a new link, which takes the place of the one before; without an address, of the
    referenti of the soggetto, who answer from their account.

    Raises:
        ValidationError: it was answered already, nobody can be asked, or it was asked too often.
    """
    if partecipazione.stato != StatoPartecipazione.ATTESA:
        raise ValidationError(f"{partecipazione.soggetto} ha già risposto.")
    _check_often(partecipazione)
    if partecipazione.email:
        _mail_link(partecipazione)
        return partecipazione.email
    if not _has_referente(partecipazione):
        raise ValidationError(
            f"Scrivere l’e-mail a cui chiedere la conferma di {partecipazione.soggetto}: nessuno"
            " entra ancora nel portale per suo conto."
        )
    _notify(partecipazione)
    return "chi entra nel portale per suo conto"


def _check_often(partecipazione: PartecipazioneProposta) -> None:
    mandate = Messaggio.objects.filter(chiave__startswith=_key(partecipazione))
    if mandate.filter(creato_il__gt=from_now(-3600)).count() >= LETTERE_AL_PIU:
        raise ValidationError(
            f"A {partecipazione.soggetto} si è già scritto più volte: aspettare un’ora."
        )


def _key(partecipazione: PartecipazioneProposta) -> str:
    # With the code of the proposal, as of all that is written while its call is sealed.
    return f"{_LETTERA}:{partecipazione.proposta.codice}:{partecipazione.codice}:"


def _has_referente(partecipazione: PartecipazioneProposta) -> bool:
    deleghe = Delega.objects.vigenti().filter(soggetto=partecipazione.soggetto_id)
    return deleghe.filter(ruolo=RuoloDelega.REFERENTE).exists()


def _mail_link(partecipazione: PartecipazioneProposta) -> None:
    token, impronta = new_link()
    with transaction.atomic():
        PartecipazioneProposta.objects.filter(
            pk=partecipazione.pk, stato=StatoPartecipazione.ATTESA
        ).update(impronta=impronta, collegamento_fino_a=timezone.now() + COLLEGAMENTO_PER)
        indirizzo = f"{settings.BASE_URL}{reverse('proposte:link', args=[token])}"
        chiave = f"{_key(partecipazione)}{impronta[:12]}"
        posta.send(
            chiave,
            partecipazione.email,
            _subject(partecipazione),
            _letter(
                partecipazione,
                f"Per rispondere aprire il collegamento, leggere e scegliere:\n{indirizzo}\n\n"
                f"Il collegamento vale {COLLEGAMENTO_PER.days} giorni e una volta sola. Chi lo ha"
                " può rispondere: darlo solo a chi decide per il soggetto.",
            ),
        )


def _notify(partecipazione: PartecipazioneProposta) -> None:
    indirizzo = reverse(
        "proposte:participation", args=[partecipazione.proposta.codice, partecipazione.codice]
    )
    testo = _letter(
        partecipazione, f"Per rispondere entrare nel portale:\n{settings.BASE_URL}{indirizzo}"
    )
    adesso = timezone.now().strftime("%Y%m%d%H%M%S%f")
    chiave = f"{_key(partecipazione)}{adesso}"
    notify_subject(partecipazione.soggetto, chiave, _subject(partecipazione), testo)


def _subject(partecipazione: PartecipazioneProposta) -> str:
    return f"{partecipazione.proposta.proponente} chiede di partecipare a una proposta"


def _letter(partecipazione: PartecipazioneProposta, come: str) -> str:
    proposta = partecipazione.proposta
    return (
        f"{proposta.proponente} prepara la proposta «{proposta}» per l’avviso «{proposta.avviso}»"
        f" e chiede a {partecipazione.soggetto} se partecipa.\n\n"
        f"Che cosa farebbe: {partecipazione.compito or 'non è ancora scritto'}\n\n{come}\n"
    )


def find_by_link(token: str) -> PartecipazioneProposta | None:
    """What is asked by a link that still waits for its answer; None when nothing has it."""
    righe = PartecipazioneProposta.objects.filter(impronta=fingerprint(token))
    return righe.select_related("proposta__avviso", "proposta__proponente", "soggetto").first()


def is_valid(partecipazione: PartecipazioneProposta) -> bool:
    """Whether its link may still be answered: in time, and of a proposal that was not sent."""
    in_tempo = partecipazione.collegamento_fino_a >= timezone.now()
    return in_tempo and partecipazione.proposta.is_draft


def waiting_for(user: Persona) -> list[PartecipazioneProposta]:
    """What is asked of the soggetti for which one speaks, on calls that are still published."""
    righe = PartecipazioneProposta.objects.filter(
        soggetto__in=soggetti_of(user),
        capofila=False,
        stato=StatoPartecipazione.ATTESA,
        proposta__stato=StatoProposta.BOZZA,
        proposta__avviso__stato=StatoAvviso.PUBBLICATO,
    )
    return list(righe.select_related("proposta__avviso", "proposta__proponente", "soggetto"))


def tell_proponent(partecipazione: PartecipazioneProposta, passaggio: Passaggio) -> None:
    """Write to who proposes what a partner answered."""
    if partecipazione.capofila:
        return
    proposta = partecipazione.proposta
    detto = {
        StatoPartecipazione.CONFERMATA.value: "conferma che partecipa alla",
        StatoPartecipazione.RIFIUTATA.value: "non partecipa alla",
    }[partecipazione.stato]
    motivo = f" Il motivo: {partecipazione.motivo}" if partecipazione.motivo else ""
    indirizzo = reverse("proposte:chi", args=[proposta.codice])
    notify_subject(
        proposta.proponente,
        f"risposta-partner:{proposta.codice}:{partecipazione.codice}:{passaggio.pk}",
        f"{partecipazione.soggetto} ha risposto sulla proposta",
        f"{partecipazione.soggetto} {detto} proposta «{proposta}».{motivo}\n\n"
        f"Chi partecipa: {settings.BASE_URL}{indirizzo}\n",
    )
