"""The mails about the changes that who runs a project asks for."""

from django.conf import settings

from conciliazione.models import Passaggio
from progetti.chi_conduce import tell_runner
from progetti.models import RichiestaModifica
from rete.avvisi import notify_staff


def tell_asked(modifica: RichiestaModifica) -> None:
    """Write to the staff that a change was asked, once."""
    notify_staff(
        f"modifica-chiesta:{modifica.codice}",
        f"Chiesta una modifica: {modifica}",
        f"Chi conduce «{modifica.progetto}» chiede: {modifica.get_tipo_display().lower()}.\n\n"
        f"Il motivo: {modifica.motivo}\n\n{_page(modifica)}\n",
    )


def tell_decided(modifica: RichiestaModifica, passaggio: Passaggio) -> None:
    """Write to who runs the project what was decided, and why."""
    motivo = f"\n\nIl motivo: {passaggio.motivo}" if passaggio.motivo else ""
    atto = f"\n\nL’atto: {modifica.atto}" if modifica.atto else ""
    tell_runner(
        modifica.progetto,
        f"modifica-decisa:{modifica.codice}:{passaggio.pk}",
        f"{modifica}: {modifica.get_stato_display()}",
        f"La richiesta di modifica di «{modifica.progetto}»"
        f" ({modifica.get_tipo_display().lower()}) è {modifica.get_stato_display()}.{motivo}{atto}"
        f"\n\n{_page(modifica)}\n",
    )


def _page(modifica: RichiestaModifica) -> str:
    return f"{settings.BASE_URL}{modifica.get_absolute_url()}"
