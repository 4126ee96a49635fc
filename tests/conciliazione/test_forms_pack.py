from datetime import UTC, date, datetime

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Div, Field, Fieldset, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import engines
from pytest_django.asserts import assertHTMLEqual

COLORI = [("a", "Alfa"), ("b", "Beta")]
ALLE_10_05_UTC = datetime(2014, 6, 27, 10, 5, tzinfo=UTC)


class Modulo(forms.Form):
    """One field for each shape of the pack."""

    nome = forms.CharField(
        help_text="Come nell’atto.",
        widget=forms.TextInput(attrs={"placeholder": "Nome", "autofocus": True}),
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    giorno = forms.DateField(required=False, initial=date(2014, 6, 27))
    ora = forms.DateTimeField(required=False, initial=ALLE_10_05_UTC)
    elenco = forms.ChoiceField(choices=COLORI)
    scelta = forms.ChoiceField(choices=COLORI, widget=forms.RadioSelect, help_text="Una sola.")
    consenso = forms.BooleanField(label="Ho letto")
    documento = forms.FileField(required=False)
    fermo = forms.CharField(required=False, disabled=True, initial="resta")
    segreto = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        if self.data:
            raise forms.ValidationError("Le date non vanno d’accordo.")


def draw(nome: str, modulo: forms.Form | None = None) -> str:
    modulo = Modulo() if modulo is None else modulo
    return modulo[nome].as_field_group()


def draw_whole(modulo: forms.Form, *disposizione: object) -> str:
    modulo.helper = FormHelper()
    if disposizione:
        modulo.helper.layout = Layout(*disposizione)
    modulo.helper.add_input(Submit("salva", "Salva"))
    return render_crispy_form(modulo, context={"csrf_token": "gettone"})


def test_a_text_field_has_its_label_first_and_no_placeholder():
    assertHTMLEqual(
        draw("nome"),
        """
        <div class="form-group">
        <label class="active" for="id_nome">Nome<span class="obbligatorio" aria-hidden="true"> *
        </span></label>
        <div class="form-text" id="id_nome_helptext">Come nell’atto.</div>
        <input type="text" name="nome" id="id_nome" class="form-control" required autofocus
          aria-describedby="id_nome_helptext">
        </div>
        """,
    )


def test_a_field_in_error_is_tied_to_its_message():
    assertHTMLEqual(
        draw("nome", Modulo({"altro": "x"})),
        """
        <div class="form-group">
        <label class="active" for="id_nome">Nome<span class="obbligatorio" aria-hidden="true"> *
        </span></label>
        <div class="form-text" id="id_nome_helptext">Come nell’atto.</div>
        <input type="text" name="nome" id="id_nome" class="form-control" required
          aria-invalid="true" aria-describedby="id_nome_helptext id_nome_error">
        <div id="id_nome_error"><p class="campo-errato">
          <span class="visually-hidden">Errore: </span>Campo obbligatorio.</p></div>
        </div>
        """,
    )


@pytest.mark.parametrize(
    ("nome", "controllo"),
    [
        ("giorno", '<input type="date" value="2014-06-27"{}>'),
        ("ora", '<input type="datetime-local" value="2014-06-27T12:05"{}>'),
        ("documento", '<input type="file"{}>'),
        ("fermo", '<input type="text" value="resta" disabled{}>'),
        ("note", '<textarea rows="3" cols="40"{}></textarea>'),
    ],
)
def test_each_input_is_the_one_that_browsers_know(nome, controllo):
    comuni = f' name="{nome}" id="id_{nome}" class="form-control"'
    assertHTMLEqual(
        draw(nome),
        f"""<div class="form-group"><label class="active" for="id_{nome}">{nome.capitalize()}
        </label>{controllo.format(comuni)}</div>""",
    )


@pytest.mark.parametrize(
    ("scritto", "tipo"),
    [("2014-06-27", "date"), ("", "date"), ("boh", "text"), ("2014-02-31", "text")],
)
def test_a_day_that_a_browser_could_not_show_stays_as_it_was_typed(scritto, tipo):
    disegnato = draw("giorno", Modulo({"giorno": scritto, "nome": "x", "elenco": "a"}))

    assert f'<input type="{tipo}" name="giorno"' in disegnato
    assert f'value="{scritto}"' in disegnato


def test_a_list_stands_in_its_wrapper():
    assertHTMLEqual(
        draw("elenco"),
        """
        <div class="form-group"><div class="select-wrapper">
        <label class="active" for="id_elenco">Elenco<span class="obbligatorio" aria-hidden="true"> *
        </span></label>
        <select name="elenco" id="id_elenco"><option value="a">Alfa</option>
        <option value="b">Beta</option></select>
        </div></div>
        """,
    )


def test_radios_are_a_group_with_a_legend():
    assertHTMLEqual(
        draw("scelta"),
        """
        <fieldset class="form-group" aria-describedby="id_scelta_helptext">
        <legend>Scelta<span class="obbligatorio" aria-hidden="true"> *</span>
          <span class="visually-hidden"> (obbligatorio)</span></legend>
        <div class="form-text" id="id_scelta_helptext">Una sola.</div>
        <div class="form-check">
          <input type="radio" name="scelta" value="a" required id="id_scelta_0">
          <label for="id_scelta_0">Alfa</label></div>
        <div class="form-check">
          <input type="radio" name="scelta" value="b" required id="id_scelta_1">
          <label for="id_scelta_1">Beta</label></div>
        </fieldset>
        """,
    )


def test_a_checkbox_stands_before_its_label():
    assertHTMLEqual(
        draw("consenso"),
        """
        <div class="form-group"><div class="form-check">
        <input type="checkbox" name="consenso" class="form-check-input" required id="id_consenso">
        <label for="id_consenso">Ho letto<span class="obbligatorio" aria-hidden="true"> *
        </span></label></div></div>
        """,
    )


def test_a_hidden_field_is_only_its_input():
    assertHTMLEqual(draw("segreto"), '<input type="hidden" name="segreto" id="id_segreto">')


def test_the_summary_of_the_errors_takes_the_focus_and_links_to_each_field():
    scritto = draw_whole(Modulo({"elenco": "a"}))
    riepilogo = scritto[scritto.index('<div class="riepilogo') : scritto.index("</ul>")]
    assertHTMLEqual(
        f"{riepilogo}</ul></div>",
        """
        <div class="riepilogo-errori" role="alert" tabindex="-1" autofocus>
        <h2>Controllare quanto scritto</h2>
        <ul>
          <li>Le date non vanno d’accordo.</li>
          <li><a href="#id_nome">Nome</a>: Campo obbligatorio.</li>
          <li><a href="#id_scelta_0">Scelta</a>: Campo obbligatorio.</li>
          <li><a href="#id_consenso">Ho letto</a>: Campo obbligatorio.</li>
          <li>Campo obbligatorio.</li>
        </ul></div>
        """,
    )
    assert scritto.count("autofocus") == 1


def test_every_link_of_the_summary_leads_to_an_id_of_the_page():
    scritto = draw_whole(Modulo({"elenco": "z"}))
    mete = [parte.split('"')[0] for parte in scritto.split('href="#')[1:]]
    assert mete == ["id_nome", "id_elenco", "id_scelta_0", "id_consenso"]
    assert [meta for meta in mete if f'id="{meta}"' not in scritto] == []


def test_a_whole_form_posts_itself_with_its_token_and_its_file():
    scritto = draw_whole(Modulo())
    assert scritto.strip().startswith(
        '<form class="modulo" method="post" enctype="multipart/form-data" novalidate>'
    )
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="gettone">' in scritto
    assert "riepilogo-errori" not in scritto
    assertHTMLEqual(
        scritto[scritto.index('<div class="azioni">') : scritto.index("</form>")],
        '<div class="azioni"><button type="submit" name="salva" value="Salva"'
        ' class="btn btn-primary" id="submit-id-salva">Salva</button></div>',
    )


def test_a_form_that_reads_has_no_token():
    modulo = Modulo()
    modulo.helper = FormHelper()
    modulo.helper.form_method = "get"
    scritto = render_crispy_form(modulo, context={"csrf_token": "gettone"})
    assert 'method="get"' in scritto
    assert "gettone" not in scritto


def test_a_layout_arranges_fields_in_the_same_markup():
    scritto = draw_whole(
        Modulo(),
        Fieldset("Anagrafica", Field("nome", css_class="grande")),
        Div("elenco", css_class="colonna"),
        ButtonHolder(HTML("<span>fine</span>")),
    )
    assert "<legend>Anagrafica</legend>" in scritto
    assert 'class="form-control grande"' in scritto
    assert '<div class="colonna"><div class="form-group">' in "".join(
        riga.strip() for riga in scritto.splitlines()
    )
    assert '<div class="azioni"><span>fine</span></div>' in scritto


def test_a_bare_form_is_drawn_like_a_crispy_one():
    nudo = engines["django"].from_string("{{ form }}").render({"form": Modulo()})
    filtro = engines["django"].from_string("{% load crispy_forms_tags %}{{ form|crispy }}")
    assertHTMLEqual(nudo, filtro.render({"form": Modulo()}))


def test_a_formset_carries_its_counters_and_every_form():
    insieme = forms.formset_factory(Modulo, extra=2)()
    scritto = str(insieme)
    assert 'name="form-TOTAL_FORMS" value="2"' in scritto
    assert [f'id="id_form-{n}-nome"' in scritto for n in range(3)] == [True, True, False]
