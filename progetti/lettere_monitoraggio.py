"""The mails about the results of a project: returned work, windows and their terms."""

from django.conf import settings
from django.utils import timezone

from conciliazione.date import format_day
from conciliazione.models import Passaggio
from progetti.chi_conduce import tell_runner
from progetti.models import Consegna, Rilevazione


def tell_returned(rilevazione: Rilevazione, passaggio: Passaggio) -> None:
    """Write to who runs the project what was sent back, and why."""
    consegna = rilevazione.consegna
    tell_runner(
        consegna.progetto,
        f"restituita:{rilevazione.codice}:{passaggio.pk}",
        f"Da rivedere: {rilevazione.indicatore}",
        f"Nel progetto «{consegna.progetto}», finestra «{consegna.finestra}», è da rivedere ciò che"
        f" si è dichiarato per «{rilevazione.indicatore}».\n\nIl motivo: {passaggio.motivo}\n\n"
        f"Si corregge e si dichiara di nuovo da qui:\n{page_of(consegna)}\n",
    )


def tell_extended(consegna: Consegna, passaggio: Passaggio) -> None:
    """Write to who runs the project that there is more time."""
    tell_runner(
        consegna.progetto,
        f"proroga-consegna:{consegna.codice}:{passaggio.pk}",
        f"Più tempo per «{consegna.progetto}»",
        f"La consegna dei risultati di «{consegna.progetto}» per «{consegna.finestra}» scade ora il"
        f" {moment(consegna)}.\n\nIl motivo: {passaggio.motivo}\n\n{page_of(consegna)}\n",
    )


def tell_opened(consegna: Consegna) -> None:
    """Write to who runs the project that results may be delivered, once."""
    tell_runner(
        consegna.progetto,
        f"consegna-aperta:{consegna.codice}",
        f"Risultati da consegnare: {consegna.finestra}",
        f"Si possono consegnare i risultati di «{consegna.progetto}» per «{consegna.finestra}»:"
        f" c’è tempo fino al {moment(consegna)}.\n\n{page_of(consegna)}\n",
    )


def tell_near(consegna: Consegna) -> None:
    """Write to who runs the project that the term is near, once for each term."""
    tell_runner(
        consegna.progetto,
        f"consegna-vicina:{consegna.codice}:{_term(consegna)}",
        f"La consegna scade il {format_day(timezone.localdate(consegna.scade_il))}",
        f"I risultati di «{consegna.progetto}» per «{consegna.finestra}» non sono ancora stati"
        f" consegnati: c’è tempo fino al {moment(consegna)}.\n\n{page_of(consegna)}\n",
    )


def tell_late(consegna: Consegna) -> None:
    """Write to who runs the project that the term went by, once for each term."""
    tell_runner(
        consegna.progetto,
        f"consegna-scaduta:{consegna.codice}:{_term(consegna)}",
        f"Consegna scaduta: {consegna.finestra}",
        f"I risultati di «{consegna.progetto}» per «{consegna.finestra}» andavano consegnati entro"
        f" il {moment(consegna)}. Se serve altro tempo, va chiesto a chi segue il monitoraggio.\n\n"
        f"{page_of(consegna)}\n",
    )


def moment(consegna: Consegna) -> str:
    """The term of a delivery in words, by the clocks of Rome."""
    quando = timezone.localtime(consegna.scade_il)
    return f"{format_day(quando.date())}, ore {quando:%H:%M}"


def page_of(consegna: Consegna) -> str:
    """The whole address of the page where results are delivered."""
    return f"{settings.BASE_URL}{consegna.get_absolute_url()}"


def _term(consegna: Consegna) -> str:
    return f"{consegna.scade_il:%Y%m%d%H%M}"
