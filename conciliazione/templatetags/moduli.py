"""The filters that the templates of the form pack are written with."""

from django import template

from conciliazione.moduli import field_anchor, field_kind, is_marked, render_control

register = template.Library()

register.filter("genere", field_kind)
register.filter("ancora", field_anchor)
register.filter("controllo", render_control)
register.filter("segnato", is_marked)
