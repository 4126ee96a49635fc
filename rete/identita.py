"""Who a person is, as the gateway to SPID and CIE said in this session.

What it asserts is kept in the session, and with the request when it is sent: never in an account.
Who has no account may be recognised from the draft that they opened by its link, for that one.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone

from rete.bozze import own_request
from rete.enums import StatoDomanda
from rete.models import DomandaAdesione

# Where the session keeps it.
CHIAVE = "identita_accertata"
# The pages of a draft from which one goes to the gateway, to sign it.
DI_UNA_BOZZA = ("aderisci:firma", "aderisci:invio")
# What the gateways call the tax code of a person, that SPID and CIE begin with their country.
CODICE = (
    "fiscal_number",
    "fiscalNumber",
    "https://attributes.eid.gov.it/fiscal_number",
    "https://attributes.spid.gov.it/fiscalNumber",
)
PAESE = "TINIT-"
LUNGHEZZA = 200


def keep_identity(request: HttpRequest, detti: Mapping[str, object], domanda: str = "") -> None:
    """Keep in this session who the gateway says a person is, with the moment; `domanda` is the
    code of the only draft for which it is."""
    request.session[CHIAVE] = {
        "nome": _name(detti),
        "codice_fiscale": _tax_code(detti),
        "email": _text(detti, "email"),
        "con": settings.OIDC_NOME,
        "il": timezone.now().isoformat(),
        "domanda": domanda,
    }


def forget_identity(request: HttpRequest, domanda: DomandaAdesione) -> None:
    """Forget who signed a draft, which was sent, if it was for that one only."""
    if request.session.get(CHIAVE, {}).get("domanda") == domanda.codice:
        del request.session[CHIAVE]


def gateway_identity(request: HttpRequest, domanda: DomandaAdesione) -> dict[str, str] | None:
    """Name, tax code, address and moment of who came through the gateway, as it asserted them:
    into their account, or from that draft. None if nobody did, and where there is no gateway.
    """
    tenuta = request.session.get(CHIAVE)
    if not (settings.OIDC_SERVER_URL and tenuta):
        return None
    vale = tenuta["domanda"] == domanda.codice if tenuta["domanda"] else _entered_by_it(request)
    return {n: v for n, v in tenuta.items() if n != "domanda"} if vale else None


def draft_in_hand(request: HttpRequest, torna: str) -> str:
    """The code of the draft to whose signature `torna` leads, if this session opened it by its
    link; empty if it leads elsewhere."""
    try:
        pagina = resolve(urlsplit(torna or "").path)
        if pagina.view_name not in DI_UNA_BOZZA:
            return ""
        domanda = own_request(request, pagina.kwargs["codice"])
    except (Resolver404, Http404, ValueError):
        return ""
    return domanda.codice if domanda.stato == StatoDomanda.BOZZA else ""


def _entered_by_it(request: HttpRequest) -> bool:
    """Whether who is in entered through the gateway."""
    if not request.user.is_authenticated:
        return False
    return any(
        passato.get("method") == "socialaccount" and passato.get("provider") == settings.OIDC_ID
        for passato in get_authentication_records(request, request.user)
    )


def _name(detti: Mapping[str, object]) -> str:
    intero = " ".join(filter(None, (_text(detti, "given_name"), _text(detti, "family_name"))))
    return intero or _text(detti, "name")


def _tax_code(detti: Mapping[str, object]) -> str:
    codice = next(filter(None, (_text(detti, nome) for nome in CODICE)), "")
    return codice.upper().removeprefix(PAESE)


def _text(detti: Mapping[str, object], nome: str) -> str:
    valore = detti.get(nome)
    return valore.strip()[:LUNGHEZZA] if isinstance(valore, str) else ""
