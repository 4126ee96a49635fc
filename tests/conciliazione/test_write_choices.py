"""A `<select>` is written without templates, and is what Django's template writes."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from pytest_django.asserts import assertHTMLEqual

from conciliazione.moduli import FormRenderer

SCELTE = [
    ("", "Tutti & <nessuno>"),
    ('a"b', "Alfa"),
    (3, mark_safe("<b>tre</b>")),
    ("Gruppo & altri", [("c", "Gamma"), ("d", "Delta")]),
]


def draw(widget, valore, renderer, **attributi):
    return widget.render("scelta", valore, attributi, renderer)


@pytest.mark.parametrize("valore", [None, "", 'a"b', 3, "c", "assente"])
def test_it_is_what_django_writes(valore):
    widget = forms.Select(choices=SCELTE)
    attributi = {"id": "id_scelta", "required": True, "disabled": False, "title": 'un "titolo"'}
    assertHTMLEqual(
        draw(widget, valore, FormRenderer(), **attributi),
        draw(widget, valore, TemplatesSetting(), **attributi),
    )


def test_several_may_be_chosen():
    widget = forms.SelectMultiple(choices=SCELTE)
    assertHTMLEqual(
        draw(widget, ["c", "3"], FormRenderer()), draw(widget, ["c", "3"], TemplatesSetting())
    )


def test_what_has_a_template_of_its_own_keeps_it():
    widget = forms.TextInput()
    assert draw(widget, "<x>", FormRenderer()) == draw(widget, "<x>", TemplatesSetting())
