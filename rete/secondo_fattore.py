"""The second factor of a session: who must have used one, and whether they did."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from rete.models import Utente
from rete.permissions import must_use_mfa

FATTORI = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Where the session keeps who used a second factor in it.
CHIAVE = "secondo_fattore"
# Where the session keeps the page that a person without a factor was going to.
DOPO = "dopo_il_secondo_fattore"


def has_factor(user: Utente) -> bool:
    """Whether `user` has an app or a passkey; the recovery codes alone are no factor."""
    return is_mfa_enabled(user, FATTORI)


def remember(request: HttpRequest, user: Utente, **dati: object) -> None:
    """A factor was used or set up: this session has it. Receives the signals of allauth."""
    request.session[CHIAVE] = user.pk


def forget(request: HttpRequest, user: Utente, **dati: object) -> None:
    """A factor was taken away: without another, the session has none any more."""
    if not has_factor(user):
        request.session.pop(CHIAVE, None)


def is_missing(request: HttpRequest) -> bool:
    """Whether who asks must use a second factor, and in this session did not."""
    user = request.user
    if not (settings.MFA_OBBLIGATORIA and user.is_authenticated):
        return False
    return request.session.get(CHIAVE) != user.pk and must_use_mfa(user)
