"""What the templates of the Piano need to read `dati`."""

from datetime import date

from django import template
from django.utils.safestring import SafeString, mark_safe

from conciliazione.date import format_day
from conciliazione.models import Elaborazione
from conciliazione.numeri import format_decimal
from piano.relazioni.capitoli import moment

register = template.Library()


@register.filter
def giorno(iso: str | None) -> str:
    """`2014-06-27` as `27 giugno 2014`; empty for None."""
    return format_day(date.fromisoformat(iso)) if iso else ""


@register.filter
def istante(iso: str | None) -> str:
    """An instant of `dati` in words, by the clocks of Rome; empty for None."""
    return moment(iso) if iso else ""


@register.filter
def alla_chiave(valori: dict[object, object], chiave: object) -> object:
    """The value of a mapping at a key that the template has; None where there is none."""
    return valori.get(chiave) if valori else None


@register.filter
def html_sicuro(html: str) -> SafeString:
    """The HTML of a text block, made safe when `dati` was compiled."""
    return mark_safe(html)


@register.filter
def secondi(elaborazione: Elaborazione | None) -> str:
    """How long a finished job took; empty when the version was compiled without one."""
    if elaborazione is None or elaborazione.finita_il is None:
        return ""
    durata = elaborazione.finita_il - elaborazione.iniziata_il
    return format_decimal(round(durata.total_seconds()))
