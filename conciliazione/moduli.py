"""How forms are drawn: one field template for Django's `{{ form }}` and for crispy-forms."""

from collections.abc import Callable
from html import escape

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.html import format_html
from django.utils.safestring import SafeData, SafeString, mark_safe

# What a browser calls the input of a date or a time, the only format it accepts there, and what
# reads it.
NATIVI = {
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M", parse_datetime),
    forms.DateInput: ("date", "%Y-%m-%d", parse_date),
    forms.TimeInput: ("time", "%H:%M", parse_time),
}


class FormRenderer(TemplatesSetting):
    """Draws a bare `{{ form }}` and `{{ field.as_field_group }}` as the crispy pack does."""

    form_template_name = "bootstrap_italia/uni_form.html"
    formset_template_name = "bootstrap_italia/uni_formset.html"
    field_template_name = "bootstrap_italia/field.html"

    def render(
        self, template_name: str, context: dict[str, object], request: HttpRequest | None = None
    ) -> str:
        # Django's template includes two others for each option: of a page that lets choose among
        # the comuni they were a third of the time.
        if template_name == forms.Select.template_name:
            return write_select(context["widget"])
        return super().render(template_name, context, request)


def write_select(widget: dict[str, object]) -> SafeString:
    """A `<select>` as Django's own template writes it, from the context of its widget."""
    gruppi = "".join(_write_group(nome, opzioni) for nome, opzioni, _posto in widget["optgroups"])
    attributi = _write_attributes(widget["attrs"])
    return mark_safe(f'<select name="{_escaped(widget["name"])}"{attributi}>{gruppi}\n</select>')


def _write_group(nome: str | None, opzioni: list[dict[str, object]]) -> str:
    """The options of a group, inside it when it has a name."""
    scritte = "".join(map(_write_option, opzioni))
    if not nome:
        return scritte
    return format_html('\n<optgroup label="{}">{}\n</optgroup>', nome, mark_safe(scritte))


def _write_option(opzione: dict[str, object]) -> str:
    valore, parole = _escaped(opzione["value"]), _escaped(opzione["label"])
    attributi = _write_attributes(opzione["attrs"]) if opzione["attrs"] else ""
    return f'\n<option value="{valore}"{attributi}>{parole}</option>'


def _write_attributes(attributi: dict[str, object]) -> str:
    """Attributes of an element: a true one is its name alone, a false one is not there."""
    return "".join(
        f" {nome}" if valore is True else f' {nome}="{_escaped(valore)}"'
        for nome, valore in attributi.items()
        if valore is not False
    )


def _escaped(parole: object) -> str:
    """As Django's `conditional_escape`, which took a third of the time of a list of comuni."""
    scritte = str(parole)
    return scritte if isinstance(scritte, SafeData) else escape(scritte)


def is_marked(field: BoundField) -> bool:
    """Whether its label says that the field must be filled."""
    return field.field.required or getattr(field.field, "necessario", False)


def field_kind(field: BoundField) -> str:
    """Which of the shapes of `bootstrap_italia/field.html` the field takes."""
    widget = field.field.widget
    if widget.is_hidden:
        return "nascosto"
    if isinstance(widget, forms.CheckboxInput):
        return "casella"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "scelte"
    return "elenco" if isinstance(widget, forms.Select) else "testo"


def field_anchor(field: BoundField) -> str:
    """The id of the input that a link to the field leads to: for a group, its first one."""
    return field.id_for_label or f"{field.auto_id}_0"


def render_control(field: BoundField) -> SafeString:
    """The input alone, with the classes of Bootstrap Italia.

    It has no placeholder, which would vanish while typing: labels and help texts say it all. It
    does not take the focus of the page when the summary of the errors must.
    """
    widget = field.field.widget
    widget.attrs.pop("placeholder", None)
    if field.form.is_bound and field.form.errors:
        widget.attrs.pop("autofocus", None)
    _use_native_picker(widget, field.value())
    return field.as_widget(attrs=_with_class(field))


def _use_native_picker(widget: forms.Widget, valore: object) -> None:
    """Let the browser choose the day or the hour; what it could not show stays as it was typed."""
    for genere, (tipo, formato, legge) in NATIVI.items():
        if isinstance(widget, genere):
            widget.format = formato
            widget.input_type = tipo if _is_native(valore, legge) else "text"


def _is_native(valore: object, legge: Callable[[str], object]) -> bool:
    if not isinstance(valore, str) or not valore:
        return True
    try:
        return legge(valore) is not None
    except ValueError:
        return False


def _with_class(field: BoundField) -> dict[str, str]:
    classi = {"casella": "form-check-input", "testo": "form-control"}.get(field_kind(field), "")
    scritte = field.field.widget.attrs.get("class", "")
    return {"class": f"{classi} {scritte}".strip()} if classi or scritte else {}
