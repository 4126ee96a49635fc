"""The mails about what is asked of a partner: to who answers, and to who runs the project."""

from django.conf import settings

from conciliazione import posta
from conciliazione.date import format_day
from conciliazione.models import Passaggio
from progetti.chi_conduce import runner_of, tell_runner
from progetti.models import RichiestaPartner

KEY = "richiesta-partner"
_COME = (
    "Basta aprire il collegamento, anche dal telefono, e scegliere il file: non serve un utente.\n"
    "{indirizzo}\n\nIl collegamento serve solo a questo. Chi lo ha può mandare il file al posto di"
    " chi lo riceve: darlo solo a chi deve farlo.\n"
)


def mail_ask(richiesta: RichiestaPartner, path: str, quale: str) -> None:
    """Ask, with the link at `path`; never twice for the same `quale`."""
    chi = _who(richiesta)
    _send(
        richiesta,
        path,
        quale,
        f"{chi} chiede: {richiesta.chiede}",
        f"{chi} chiede a {richiesta.soggetto}, per il progetto «{richiesta.progetto}»:\n\n"
        f"{richiesta.chiede}\n\nServe entro il {format_day(richiesta.entro_il)}.",
    )


def mail_reminder(richiesta: RichiestaPartner, path: str, quale: str) -> None:
    """Remind what is asked, with the same link."""
    _send(
        richiesta,
        path,
        quale,
        f"Serve entro il {format_day(richiesta.entro_il)}: {richiesta.chiede}",
        f"{_who(richiesta)} aspetta da {richiesta.soggetto}, per il progetto"
        f" «{richiesta.progetto}»:\n\n{richiesta.chiede}\n\nServe entro il"
        f" {format_day(richiesta.entro_il)}. Il collegamento è quello già mandato.",
    )


def mail_refused(richiesta: RichiestaPartner, path: str, quale: str) -> None:
    """Say why what was sent is not what was asked; the link works again."""
    _send(
        richiesta,
        path,
        quale,
        f"Da mandare di nuovo: {richiesta.chiede}",
        f"Ciò che è stato mandato per «{richiesta.chiede}» (progetto «{richiesta.progetto}») non"
        f" è stato accolto.\n\nIl motivo: {richiesta.motivo}\n\nSi può mandare di nuovo: il"
        " collegamento è quello di prima.",
    )


def tell_arrived(richiesta: RichiestaPartner, passaggio: Passaggio) -> None:
    """Write to who runs the project that what was asked is there, to accept or not."""
    tell_runner(
        richiesta.progetto,
        f"richiesta-arrivata:{richiesta.codice}:{passaggio.pk}",
        f"È arrivato: {richiesta.chiede}",
        f"{richiesta.soggetto} ha mandato ciò che si era chiesto per «{richiesta.progetto}»:"
        f" {richiesta.chiede}.\n\nSi guarda, e si dice quanto conta o perché non va, da qui:\n"
        f"{settings.BASE_URL}{richiesta.prova.get_absolute_url()}\n",
    )


def _who(richiesta: RichiestaPartner) -> str:
    return str(runner_of(richiesta.progetto) or richiesta.progetto)


def _send(richiesta: RichiestaPartner, path: str, quale: str, oggetto: str, testo: str) -> None:
    posta.send(
        f"{KEY}:{richiesta.codice}:{quale}",
        richiesta.email,
        oggetto,
        f"{testo}\n\n{_COME.format(indirizzo=settings.BASE_URL + path)}",
    )
