"""The gateway to SPID and CIE, as settings give it to the library that speaks with it."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def gateway_provider(
    server_url: str, provider_id: str, nome: str, client_id: str, secret: str
) -> dict[str, object]:
    """The settings of the one OpenID Connect server; none without its address.

    Raises:
        ImproperlyConfigured: there is an address, and not who we are for it.
    """
    if not server_url:
        return {}
    if not (client_id and secret):
        raise ImproperlyConfigured("OIDC_SERVER_URL vuole anche OIDC_CLIENT_ID e OIDC_SECRET.")
    app = {
        "provider_id": provider_id,
        "name": nome,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": server_url, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def gateway_origin(server_url: str) -> list[str]:
    """Scheme and host of the gateway, for the Content-Security-Policy; none without one.

    Raises:
        ImproperlyConfigured: it is not the address of a web server.
    """
    if not server_url:
        return []
    parti = urlsplit(server_url)
    if parti.scheme not in ("http", "https") or not parti.netloc:
        raise ImproperlyConfigured(f"OIDC_SERVER_URL «{server_url}» non è un indirizzo https.")
    return [f"{parti.scheme}://{parti.netloc}"]
