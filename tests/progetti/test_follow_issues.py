"""Who runs a project writes what goes wrong, with who follows it; who follows the project reads."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from conciliazione.transizioni import NotAllowed, StaleState, perform
from progetti.criticita import issues_of
from progetti.models import Criticita
from progetti.permissions import can_view_issue, issues_visible_to
from rete.models import Utente
from tests.factories.criticita import make_criticita
from tests.progetti.monitorare import Scena, set_the_scene

Cast = dict[str, Utente]
SCRITTO = {"tipo": "rischio", "testo": "Mancano i formatori.", "segue": "La presidente"}


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


@pytest.fixture
def capofila(client: Client, cast: Cast) -> Client:
    client.force_login(cast["capofila"])
    return client


def pages(scena: Scena) -> str:
    return f"/monitoraggio/progetti/{scena.progetto.slug}/criticita/"


def test_a_double_click_writes_one(capofila: Client, scena: Scena) -> None:
    for _ in range(2):
        risposta = capofila.post(f"{pages(scena)}aggiungi/", {**SCRITTO, "gettone": "un-gettone"})
        assert risposta["Location"] == pages(scena)
    scritta = Criticita.objects.get()
    assert (scritta.testo, scritta.segue, scritta.stato) == (*list(SCRITTO.values())[1:], "aperta")


@pytest.mark.parametrize(
    ("campo", "valore"),
    [
        ("tipo", "altro"),
        ("tipo", ""),
        ("testo", " "),
        ("testo", "x" * 2_001),
        ("testo", "con un \x00"),
        ("segue", ""),
        ("segue", "x" * 201),
        ("entro_il", "domani"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    capofila: Client, scena: Scena, campo: str, valore: str
) -> None:
    dati = {**SCRITTO, "gettone": "un-gettone", campo: valore}
    risposta = capofila.post(f"{pages(scena)}aggiungi/", dati)
    assert set(risposta.context["form"].errors) == {campo}
    assert not Criticita.objects.exists()


def test_it_is_closed_saying_how_it_ended_and_opened_again(capofila: Client, scena: Scena) -> None:
    criticita = make_criticita(scena)
    pagina = criticita.get_absolute_url()
    assert set(capofila.post(f"{pagina}chiudi/", {}).context["form"].errors) == {"motivo"}
    capofila.post(f"{pagina}chiudi/", {"motivo": "Si è trovato chi lo fa."})
    criticita.refresh_from_db()
    assert (criticita.stato, criticita.esito) == ("chiusa", "Si è trovato chi lo fa.")
    assert "Si è trovato chi lo fa." in capofila.get(pagina).text
    capofila.post(f"{pagina}riapri/", {"motivo": "È successo di nuovo."})
    criticita.refresh_from_db()
    assert (criticita.stato, criticita.esito, criticita.chiusa_il) == ("aperta", "", None)
    assert "È successo di nuovo." in capofila.get(pagina).text


def test_who_comes_second_keeps_what_was_typed(capofila: Client, scena: Scena) -> None:
    criticita = make_criticita(scena)
    perform(criticita, "close", criticita.creata_da, reason="Già finita.")
    risposta = capofila.post(f"{criticita.get_absolute_url()}chiudi/", {"motivo": "Il mio testo"})
    assert (risposta.status_code, "Il mio testo" in risposta.text) == (409, True)
    modifica = f"{criticita.get_absolute_url()}modifica/"
    risposta = capofila.post(modifica, {**SCRITTO, "versione": 1})
    assert (risposta.status_code, "Mancano i formatori." in risposta.text) == (409, True)


def test_of_two_who_rewrite_it_nobody_loses_the_text(capofila: Client, scena: Scena) -> None:
    criticita = make_criticita(scena)
    modifica = f"{criticita.get_absolute_url()}modifica/"
    letto = capofila.get(modifica).context["form"]
    nascosti = {nome: letto[nome].value() for nome in ("versione", "letti")}
    Criticita.objects.update(testo="Il testo di un’altra", versione=2)
    risposta = capofila.post(modifica, {**SCRITTO, **nascosti})
    for parole in ("Mancano i formatori.", "Il testo di un’altra"):
        assert parole in risposta.text
    criticita.refresh_from_db()
    assert criticita.testo == "Il testo di un’altra"


def test_a_step_on_what_was_read_before_is_refused(scena: Scena) -> None:
    prima, dopo = make_criticita(scena), Criticita.objects.get()
    perform(prima, "close", prima.creata_da, reason="Finita.")
    with pytest.raises(StaleState):
        perform(dopo, "close", prima.creata_da, reason="Finita anche per me.")


def test_what_is_open_comes_first_by_its_day(scena: Scena) -> None:
    oggi = timezone.localdate()
    chiusa = make_criticita(scena, stato="chiusa", esito="Finita.", chiusa_il=timezone.now())
    senza = make_criticita(scena)
    dopo = make_criticita(scena, entro_il=oggi + timedelta(days=2))
    prima = make_criticita(scena, entro_il=oggi - timedelta(days=2))
    assert list(issues_of(scena.progetto)) == [prima, dopo, senza, chiusa]


@pytest.mark.parametrize(
    ("chi", "legge"),
    [
        *[(chi, True) for chi in ("capofila", "partner", "comitato", "tavolo", "asl")],
        *[("direzione", True), ("responsabile", True), ("regione", False), ("estraneo", False)],
    ],
)
def test_who_follows_the_project_reads_it(scena: Scena, cast: Cast, chi: str, legge: bool) -> None:
    criticita = make_criticita(scena)
    assert can_view_issue(cast[chi], criticita) is legge
    assert issues_visible_to(cast[chi]).exists() is legge
    if chi != "capofila":
        with pytest.raises(NotAllowed):
            perform(criticita, "close", cast[chi], reason="Non sta a me.")


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_takes_as_many_queries(
    capofila: Client, scena: Scena, quante: int, django_assert_num_queries: object
) -> None:
    for _ in range(quante):
        make_criticita(scena)
    capofila.get(pages(scena))
    with django_assert_num_queries(9):
        testo = capofila.get(pages(scena)).text
    assert testo.count("Poche aziende rispondono.") == quante


@pytest.mark.parametrize(
    "campi",
    [
        {"stato": "chiusa"},
        {"stato": "chiusa", "esito": "Finita."},
        {"esito": "Finita."},
        {"tipo": "altro"},
        {"testo": ""},
        {"segue": ""},
    ],
)
def test_the_database_refuses_what_cannot_be(scena: Scena, campi: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_criticita(scena, **campi)
