"""`{% json_ld valore %}`: what a page says, as search engines read it."""

import json

from django import template
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
