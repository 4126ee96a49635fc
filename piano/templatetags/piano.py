"""What the templates of the Piano need to read `dati`."""

from datetime import date

from django import template
from django.utils.safestring import SafeString, mark_safe

from conciliazione.date import format_day

register = template.Library()


@register.filter
def giorno(iso: str | None) -> str:
    """`2014-06-27` as `27 giugno 2014`; empty for None."""
    return format_day(date.fromisoformat(iso)) if iso else ""


@register.filter
def html_sicuro(html: str) -> SafeString:
    """The HTML of a text block, made safe when `dati` was compiled."""
    return mark_safe(html)
