"""`{% json_ld valore %}`: what a page says, as search engines read it."""

import json

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# As Django's `json_script`: nothing inside can end the element.
_FUGA = {ord(segno): f"\\u{ord(segno):04X}" for segno in "<>&\u2028\u2029"}


@register.simple_tag
def json_ld(valore: dict[str, object]) -> SafeString:
    """`valore` in a `<script type="application/ld+json">`."""
    scritto = json.dumps(valore, ensure_ascii=False).translate(_FUGA)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(scritto))


@register.simple_tag
def organizzazione(ciclo: object) -> dict[str, object]:
    """The network as a schema.org organisation, with what its lead body says of itself."""
    capofila = ciclo.capofila
    profilo = getattr(capofila, "profilo", None)
    dati = {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": profilo.nome_rete if profilo else "Rete Territoriale di Conciliazione",
        "url": f"{settings.BASE_URL}/",
        "telephone": getattr(profilo, "telefono", ""),
        "email": getattr(profilo, "email", ""),
        "address": _address(capofila),
        "parentOrganization": {
            "@type": "GovernmentOrganization",
            "name": capofila.denominazione,
            "url": capofila.sito,
        },
    }
    return _without_blanks(dati)


def _address(soggetto: object) -> dict[str, str]:
    return {
        "@type": "PostalAddress",
        "streetAddress": soggetto.indirizzo,
        "postalCode": soggetto.cap,
        "addressLocality": soggetto.localita,
        "addressCountry": "IT" if soggetto.localita else "",
    }


def _without_blanks(dati: dict[str, object]) -> dict[str, object]:
    """The same, without what is not known; a part of which only the type is left is not known."""
    pieni = {k: _without_blanks(v) if isinstance(v, dict) else v for k, v in dati.items()}
    return {k: v for k, v in pieni.items() if v and v != {"@type": "PostalAddress"}}
