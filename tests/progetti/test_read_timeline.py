"""The life of a project on one timeline: the same dates in the figure and in the table."""

from datetime import timedelta

import pytest
from django.test import Client

from conciliazione.date import format_day
from conciliazione.transizioni import perform
from progetti.enums import StatoModifica
from progetti.models import Attivita, Progetto
from progetti.tempi_monitoraggio import block_of, stretches_of
from rete.models import Utente
from tests.factories import make_atto, make_progetto
from tests.factories.modifiche import make_modifica
from tests.progetti.monitorare import Scena, set_the_scene

Cast = dict[str, Utente]


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


def fresh(scena: Scena) -> Progetto:
    return Progetto.objects.select_related("ciclo").get(pk=scena.progetto.pk)


def act(scena: Scena, quante: int = 1) -> None:
    """Activities with a date, and one without."""
    obiettivo = scena.progetto.obiettivi.get()
    for n in range(quante):
        Attivita.objects.create(
            obiettivo=obiettivo, ordine=n + 1, testo=f"Corso {n}", dal=scena.progetto.dal
        )
    Attivita.objects.create(obiettivo=obiettivo, ordine=99, testo="Senza data")


def test_an_extension_stands_between_the_old_end_and_the_new(scena: Scena, cast: Cast) -> None:
    prima = scena.progetto.al
    modifica = make_modifica(scena, StatoModifica.CON_PARERE)
    make_modifica(scena, nuova_fine=prima + timedelta(days=400))
    perform(modifica, "accept", cast["responsabile"], record_act=make_atto)
    progetto = fresh(scena)
    (proroga,) = [t for t in stretches_of(progetto) if t.gruppo == "Proroghe"]
    assert (proroga.dal, proroga.al) == (prima, progetto.al)


def test_each_heading_has_its_rows_and_what_has_no_date_none(scena: Scena) -> None:
    act(scena)
    progetto = fresh(scena)
    blocco = block_of(progetto, stretches_of(progetto))
    trovati = {g["titolo"]: [r["etichetta"] for r in g["righe"]] for g in blocco["gruppi"]}
    finestra = str(scena.consegna.finestra)
    assert trovati == {
        "Ciclo e progetto": [progetto.ciclo.denominazione, progetto.titolo],
        "Attività": ["Corso 0"],
        "Finestre di monitoraggio": [finestra, f"{finestra}: consegna"],
    }


def test_the_page_draws_and_says_the_same_dates(client: Client, scena: Scena, cast: Cast) -> None:
    act(scena)
    client.force_login(cast["partner"])
    testo = client.get(f"/monitoraggio/progetti/{scena.progetto.slug}/tempi/").text
    assert "<svg" in testo
    assert "Senza data" not in testo
    assert f"<td>{format_day(scena.progetto.al)}</td>" in testo


def test_a_project_without_dates_has_a_page(client: Client, cast: Cast) -> None:
    progetto = make_progetto(ciclo=set_the_scene().progetto.ciclo, dal=None, al=None)
    client.force_login(cast["asl"])
    assert client.get(f"/monitoraggio/progetti/{progetto.slug}/tempi/").status_code == 200


@pytest.mark.parametrize("quante", [1, 3])
def test_it_takes_as_many_queries(
    client: Client, scena: Scena, cast: Cast, quante: int, django_assert_num_queries: object
) -> None:
    act(scena, quante)
    client.force_login(cast["capofila"])
    pagina = f"/monitoraggio/progetti/{scena.progetto.slug}/tempi/"
    client.get(pagina)
    with django_assert_num_queries(9):
        client.get(pagina)
