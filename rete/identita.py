"""Who a person is, as the gateway to SPID and CIE said in this session."""

from datetime import UTC, datetime

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest


def gateway_identity(request: HttpRequest) -> dict[str, str] | None:
    """Name, address and moment of who entered through the gateway; None if they did not.

    Where no gateway is configured nobody did.
    """
    if not (settings.OIDC_SERVER_URL and request.user.is_authenticated):
        return None
    for passato in get_authentication_records(request, request.user):
        if passato.get("method") == "socialaccount" and passato.get("provider") == settings.OIDC_ID:
            return {
                "nome": request.user.nome,
                "email": request.user.email,
                "con": settings.OIDC_NOME,
                "il": datetime.fromtimestamp(passato["at"], UTC).isoformat(),
            }
    return None
