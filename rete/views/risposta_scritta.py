"""The answer that an applicant is writing: it waits in the session while its files come and go."""

from django.http import HttpRequest

from rete.models import DomandaAdesione

CHIAVE = "risposte_scritte"
# As many letters as the form takes, and some more: what is too long is said there.
LETTERE_AL_PIU = 10_000


def keep_written(request: HttpRequest, domanda: DomandaAdesione) -> None:
    """Keep what the page had in its field when another button was pressed."""
    if "risposta" not in request.POST:
        return
    testo = request.POST["risposta"][:LETTERE_AL_PIU]
    request.session[CHIAVE] = {**request.session.get(CHIAVE, {}), domanda.codice: testo}


def written(request: HttpRequest, domanda: DomandaAdesione) -> str:
    """What was written and not yet sent; empty if nothing was."""
    return request.session.get(CHIAVE, {}).get(domanda.codice, "")


def forget_written(request: HttpRequest, domanda: DomandaAdesione) -> None:
    """It was sent."""
    altre = {c: t for c, t in request.session.get(CHIAVE, {}).items() if c != domanda.codice}
    request.session[CHIAVE] = altre
