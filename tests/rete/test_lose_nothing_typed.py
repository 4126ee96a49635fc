"""Who comes second to a step is told why, and has back what was typed for it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conciliazione.periodi import today
from conciliazione.transizioni import TooBusy, perform
from rete.enums import StatoSeduta
from rete.models import Ciclo, Seduta, Utente
from rete.recessi import Recesso, leave
from rete.views.sedute import accesso
from tests.factories import (
    make_accordo,
    make_adesione,
    make_atto,
    make_decisione,
    make_delega,
    make_mandato,
    make_richiesta_convocazione,
    make_richiesta_variazione,
    make_seduta,
    make_segnalazione,
    make_soggetto,
    make_utente,
)

TESTO = "Una frase lunga che nessuno vuole scrivere di nuovo."
Caso = Callable[[Utente], tuple[str, dict[str, str]]]


@pytest.fixture(autouse=True)
def _network(ciclo: Ciclo) -> None:
    """A lead body."""


def _seduta(stato: StatoSeduta) -> Seduta:
    return make_seduta(stato=stato)


def refused_change(asl: Utente) -> tuple[str, dict[str, str]]:
    richiesta = make_richiesta_variazione()
    perform(richiesta, "refuse_change", asl, reason="Già deciso.")
    return reverse("rete:change_refuse", args=[richiesta.codice]), {"motivo": TESTO}


def refused_convocation(asl: Utente) -> tuple[str, dict[str, str]]:
    richiesta = make_richiesta_convocazione()
    perform(richiesta, "refuse_request", asl, reason="Già deciso.")
    return reverse("rete:convocation_answer", args=[richiesta.codice, "respingi"]), {
        "motivo": TESTO
    }


def letter(asl: Utente) -> tuple[str, dict[str, str]]:
    seduta = _seduta(StatoSeduta.CONVOCATA)
    return reverse("rete:convene", args=[seduta.codice]), {"oggetto": "Invito", "testo": TESTO}


def cancelled_meeting(asl: Utente) -> tuple[str, dict[str, str]]:
    seduta = _seduta(StatoSeduta.ANNULLATA)
    return reverse("rete:meeting_step", args=[seduta.codice, "rinvia"]), {
        "inizio": "2031-01-01T10:00",
        "motivo": TESTO,
    }


def closed_decision(asl: Utente) -> tuple[str, dict[str, str]]:
    seduta = _seduta(StatoSeduta.VERBALIZZATA)
    return reverse("rete:decisions", args=[seduta.codice]), {"testo": TESTO}


def removed_decision(asl: Utente) -> tuple[str, dict[str, str]]:
    decisione = make_decisione()
    seduta = decisione.seduta
    Seduta.objects.filter(pk=seduta.pk).update(stato=StatoSeduta.TENUTA)
    decisione.delete()
    return reverse("rete:decision", args=[seduta.codice, 1]), {"testo": TESTO}


def left(asl: Utente) -> tuple[str, dict[str, str]]:
    adesione = make_adesione(accordo=make_accordo(ciclo=Ciclo.objects.get()), al=None)
    leave(adesione, Recesso(today(), "Prima"), asl)
    return reverse("rete:membership_end", args=[adesione.soggetto.slug]), {
        "al": today().isoformat(),
        "motivo": TESTO,
    }


def came_back(asl: Utente) -> tuple[str, dict[str, str]]:
    adesione = make_adesione(accordo=make_accordo(ciclo=Ciclo.objects.get()), al=None)
    return reverse("rete:membership_end_undo", args=[adesione.soggetto.slug]), {"motivo": TESTO}


def ended_delega(asl: Utente) -> tuple[str, dict[str, str]]:
    delega = make_delega(revocato_alle=timezone.now(), motivo_fine="Prima")
    return reverse("rete:delega_end", args=[delega.codice]), {
        "quando": "subito",
        "motivo_fine": TESTO,
    }


def replaced_mandato(asl: Utente) -> tuple[str, dict[str, str]]:
    mandato = make_mandato(revocato_alle=timezone.now(), motivo_fine="Prima")
    return reverse("rete:mandato_replace", args=[mandato.codice]), {
        "nuova_persona": make_utente().codice,
        "nuovo_designato_da": mandato.designato_da.slug,
        "quando": "subito",
        "motivo_fine": TESTO,
        "atto": make_atto().slug,
    }


def closed_report(asl: Utente) -> tuple[str, dict[str, str]]:
    segnalazione = make_segnalazione()
    perform(segnalazione, "close", asl, reason="Già detto.")
    return segnalazione.get_absolute_url(), {"motivo": TESTO}


def no_reset(asl: Utente) -> tuple[str, dict[str, str]]:
    persona = make_utente()
    return reverse("rete:mfa_reset_withdraw", args=[persona.codice]), {"motivo_ritiro": TESTO}


def merged_away(asl: Utente) -> tuple[str, dict[str, str]]:
    pagina = reverse("rete:merge", args=[make_soggetto().slug])
    return f"{pagina}?con=gia-unito-ad-altri", {"motivo": TESTO}


CASI = [
    *(refused_change, refused_convocation, letter, cancelled_meeting, closed_decision),
    *(removed_decision, left, came_back, ended_delega, replaced_mandato, closed_report, no_reset),
    merged_away,
]


@pytest.mark.parametrize("caso", CASI)
def test_what_was_typed_for_a_step_that_came_too_late_is_given_back(
    caso: Caso, responsabile: Utente, client: Client
) -> None:
    indirizzo, dati = caso(responsabile)
    client.force_login(responsabile)
    risposta = client.post(indirizzo, dati)
    assert risposta.status_code == 409
    assert f"<dd>{TESTO}</dd>" in risposta.text
    assert "Non è stato salvato né inviato. Se serve, si copia da qui." in risposta.text


def test_a_choice_is_given_back_in_its_words(responsabile: Utente, client: Client) -> None:
    indirizzo, dati = replaced_mandato(responsabile)
    client.force_login(responsabile)
    scritti = dict(client.post(indirizzo, dati).context["scritti"])
    persona = Utente.objects.get(codice=dati["nuova_persona"])
    assert scritti["Chi subentra"] == str(persona)
    assert scritti["Quando finisce"].startswith("Subito: da questo momento")


def test_of_a_button_pressed_too_late_there_is_nothing_to_give_back(
    asl: Utente, client: Client
) -> None:
    seduta = _seduta(StatoSeduta.TENUTA)
    client.force_login(asl)
    risposta = client.post(reverse("rete:meeting_step", args=[seduta.codice, "tieni"]), follow=True)
    assert risposta.redirect_chain == [(seduta.get_absolute_url(), 302)]
    assert "La seduta ora è «tenuta, verbale da scrivere»: non si può più fare." in risposta.text


def test_where_the_portal_is_too_busy_the_form_stays(
    asl: Utente, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: object, **kwargs: object) -> None:
        raise TooBusy

    monkeypatch.setattr(accesso, "perform", busy)
    richiesta = make_richiesta_convocazione()
    client.force_login(asl)
    pagina = reverse("rete:convocation_answer", args=[richiesta.codice, "respingi"])
    risposta = client.post(pagina, {"motivo": TESTO})
    assert (risposta.status_code, f">\n{TESTO}</textarea>" in risposta.text) == (200, True)
    assert "Riprovare tra poco." in risposta.text
