"""Two people edit the same card: nobody's text is lost."""

from threading import Thread

import pytest
from django import forms
from django.db import connection
from django.http import QueryDict

from conciliazione.modifiche import SPARITA, VersionedForm
from rete.models import Comune, Soggetto
from tests.factories import make_comune, make_soggetto
from tests.insieme import meet


class Scheda(VersionedForm):
    comune = forms.ModelChoiceField(
        Comune.objects.all(), required=False, to_field_name="codice_istat"
    )

    class Meta:
        model = Soggetto
        fields = ["denominazione", "telefono", "descrizione", "dimensione", "comune"]


def opened(pk: int) -> dict[str, str]:
    """What the browser of who opens the form now sends back untouched."""
    modulo = Scheda(instance=Soggetto.objects.get(pk=pk))
    return as_sent(modulo)


def as_sent(modulo: Scheda) -> dict[str, str]:
    """The values that the page of a form sends."""
    valori = {campo.html_name: campo.value() for campo in modulo}
    return {nome: "" if valore is None else str(valore) for nome, valore in valori.items()}


def sent(pk: int, valori: dict[str, str], **cambiati: str) -> Scheda:
    """The form as it comes back with something changed."""
    dati = QueryDict(mutable=True)
    dati.update({**valori, **cambiati})
    modulo = Scheda(dati, instance=Soggetto.objects.get(pk=pk))
    assert modulo.is_valid(), modulo.errors
    return modulo


def resent(modulo: Scheda, pk: int) -> Scheda:
    """The form as the refused page shows it, sent again as it is."""
    return sent(pk, as_sent(modulo))


@pytest.fixture
def pk(db: None) -> int:
    return make_soggetto(denominazione="Alfa", telefono="02 1", descrizione="Prima riga").pk


def saved(pk: int) -> tuple[str, str, int]:
    soggetto = Soggetto.objects.get(pk=pk)
    return soggetto.telefono, soggetto.descrizione, soggetto.versione


def test_who_edits_alone_saves_the_row_its_version_and_its_search_words(pk: int) -> None:
    modulo = sent(pk, opened(pk), denominazione="Béta", telefono="02 2")

    assert modulo.save_if_unchanged() is True
    soggetto = Soggetto.objects.get(pk=pk)
    assert (soggetto.denominazione, soggetto.telefono, soggetto.versione) == ("Béta", "02 2", 2)
    assert soggetto.ricerca.startswith("beta")
    assert modulo.instance.versione == 2
    assert (modulo.superato, modulo.contrasti, modulo.ripresi) == (False, [], [])


def test_nothing_changed_is_nothing_written(pk: int) -> None:
    assert sent(pk, opened(pk)).save_if_unchanged() is True
    assert saved(pk) == ("02 1", "Prima riga", 1)


def test_who_comes_second_is_refused_and_sees_both_texts(pk: int) -> None:
    io, altri = opened(pk), opened(pk)
    assert sent(pk, altri, descrizione="La loro").save_if_unchanged()

    modulo = sent(pk, io, descrizione="La mia")

    assert modulo.save_if_unchanged() is False
    assert saved(pk) == ("02 1", "La loro", 2)
    assert [(c.campo.name, c.mio, c.salvato) for c in modulo.contrasti] == [
        ("descrizione", "La mia", "La loro")
    ]
    assert modulo["descrizione"].value() == "La mia"
    pagina = str(modulo)
    assert "nel frattempo un’altra persona ha salvato" in pagina
    assert "<td>La mia</td><td>La loro</td>" in pagina


def test_after_seeing_both_texts_saving_again_keeps_what_is_in_the_form(pk: int) -> None:
    io, altri = opened(pk), opened(pk)
    sent(pk, altri, descrizione="La loro").save_if_unchanged()
    rifiutato = sent(pk, io, descrizione="La mia")
    rifiutato.save_if_unchanged()

    assert resent(rifiutato, pk).save_if_unchanged() is True
    assert saved(pk) == ("02 1", "La mia", 3)


def test_what_i_did_not_touch_takes_what_the_other_saved(pk: int) -> None:
    io, altri = opened(pk), opened(pk)
    sent(pk, altri, telefono="02 9").save_if_unchanged()

    rifiutato = sent(pk, io, descrizione="La mia")

    assert rifiutato.save_if_unchanged() is False
    assert rifiutato.contrasti == []
    assert [(c.campo.name, c.salvato) for c in rifiutato.ripresi] == [("telefono", "02 9")]
    assert "il modulo li ha già ripresi" in str(rifiutato)
    assert resent(rifiutato, pk).save_if_unchanged() is True
    assert saved(pk) == ("02 9", "La mia", 3)


def test_choices_and_rows_are_compared_in_words(pk: int) -> None:
    io, comune = opened(pk), make_comune(denominazione="Melzo", codice_istat="015142")
    sent(pk, opened(pk), comune="015142", dimensione="micro").save_if_unchanged()

    modulo = sent(pk, io, dimensione="grande")
    modulo.save_if_unchanged()

    display = dict(Soggetto._meta.get_field("dimensione").choices)
    assert [(c.mio, c.salvato) for c in modulo.contrasti] == [(display["grande"], display["micro"])]
    assert [(c.mio, c.salvato) for c in modulo.ripresi] == [("", "Melzo")]
    assert modulo["comune"].value() == comune.codice_istat
    assert resent(modulo, pk).save_if_unchanged() is True
    assert Soggetto.objects.get(pk=pk).comune == comune


def test_the_line_ends_of_a_browser_are_no_change(pk: int) -> None:
    Soggetto.objects.filter(pk=pk).update(descrizione="Una\nDue")
    io = opened(pk)
    sent(pk, opened(pk), telefono="02 9").save_if_unchanged()

    modulo = sent(pk, io, descrizione="Una\r\nDue\r\n", telefono="02 7")
    modulo.save_if_unchanged()

    assert [c.campo.name for c in modulo.contrasti] == ["telefono"]
    assert modulo.ripresi == []


def test_what_changed_outside_the_form_is_said_too(pk: int) -> None:
    io = opened(pk)
    Soggetto.objects.filter(pk=pk).update(sigla="ALF", versione=2)

    modulo = sent(pk, io, telefono="02 9")

    assert modulo.save_if_unchanged() is False
    assert (modulo.contrasti, modulo.ripresi) == ([], [])
    assert "qualcosa che questo modulo non mostra" in str(modulo)
    assert resent(modulo, pk).save_if_unchanged() is True
    assert saved(pk) == ("02 9", "Prima riga", 3)


def test_two_who_typed_the_same_both_succeed(pk: int) -> None:
    io, mio = opened(pk), Soggetto.objects.get(pk=pk)
    sent(pk, opened(pk), telefono="02 9").save_if_unchanged()
    modulo = Scheda({**io, "telefono": "02 9"}, instance=mio)

    assert modulo.is_valid()
    assert modulo.save_if_unchanged() is True
    assert saved(pk) == ("02 9", "Prima riga", 2)


@pytest.mark.parametrize("versione", ["", "0", "-1", "9" * 30, "una", "1.5"])
def test_a_version_that_never_was_is_stale_and_loses_nothing(pk: int, versione: str) -> None:
    modulo = sent(pk, opened(pk), telefono="02 9", versione=versione, letti="[")

    assert modulo.save_if_unchanged() is False
    assert [(c.mio, c.salvato) for c in modulo.contrasti] == [("02 9", "02 1")]
    assert resent(modulo, pk).save_if_unchanged() is True


def test_a_row_that_is_gone_is_said_in_words(pk: int) -> None:
    modulo = sent(pk, opened(pk), telefono="02 9")
    Soggetto.objects.all().delete()

    assert modulo.save_if_unchanged() is False
    assert modulo.non_field_errors() == [SPARITA]
    assert modulo["telefono"].value() == "02 9"


def test_what_only_the_database_refuses_is_said_in_words_and_writes_nothing(pk: int) -> None:
    modulo = sent(pk, opened(pk), telefono="02 9")
    modulo.instance.partita_iva = ""
    modulo._written_names = lambda: {"telefono", "partita_iva"}

    assert modulo.save_if_unchanged() is False
    assert modulo.non_field_errors() == ["Un codice che non si conosce si lascia vuoto."]
    assert saved(pk) == ("02 1", "Prima riga", 1)


@pytest.mark.servizi
@pytest.mark.parametrize(("guarded", "accepted"), [(True, 1), (False, 4)])
def test_of_four_people_at_once_one_saves_and_three_see_it(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, guarded: bool, accepted: int
) -> None:
    """Without the conditional update all four save, and three texts are lost."""
    if not guarded:
        monkeypatch.setattr(VersionedForm, "_claim", lambda self: True)
    pk, insieme = make_soggetto(descrizione="Prima").pk, meet(4)
    moduli = [sent(pk, opened(pk), descrizione=f"Testo {n}") for n in range(4)]
    esiti: list[bool] = []

    def save(modulo: Scheda) -> None:
        insieme.wait()
        esiti.append(modulo.save_if_unchanged())
        connection.close()

    threads = [Thread(target=save, args=[modulo]) for modulo in moduli]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert esiti.count(True) == accepted
    rifiutati = [modulo for modulo in moduli if modulo.superato]
    assert len(rifiutati) == 4 - accepted
    salvato = Soggetto.objects.get(pk=pk).descrizione
    assert [c.salvato for m in rifiutati for c in m.contrasti] == [salvato] * (4 - accepted)
