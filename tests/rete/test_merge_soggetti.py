"""Two cards of the same soggetto become one, and two again as if nothing had been."""

import json

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.test import Client

from alleanze.enums import RuoloPartenariato
from conciliazione.sigilli import Sigillo
from rete.models import (
    Ciclo,
    GrafiaSoggetto,
    Legame,
    Soggetto,
    StoriaSoggetto,
    UnioneSoggetti,
    Utente,
)
from rete.permissions import can_view_merge, merges_visible_to
from rete.spostamenti import moves, pointing_fields
from rete.storia import read_history
from rete.unioni import merge, undo
from tests.factories import (
    make_accordo,
    make_adesione,
    make_alleanza,
    make_ciclo,
    make_delega,
    make_domanda,
    make_mandato,
    make_partenariato,
    make_profilo,
    make_progetto,
    make_richiesta_variazione,
    make_seggio,
    make_soggetto,
    make_successione,
    make_unione,
    make_utente,
)
from tests.factories.avvisi import make_proposta, make_quota_proposta

ROOMS = ("conciliazione", "rete", "alleanze", "progetti", "formazione", "risorse", "piano")
# What a merge itself writes down.
ITS_OWN = {UnioneSoggetti, StoriaSoggetto}


def every_table() -> dict[str, list[dict[str, object]]]:
    """Every row of every table of ours, many-to-many ones included."""
    modelli = apps.get_models(include_auto_created=True)
    return {
        m._meta.label: json.loads(serializers.serialize("json", m._base_manager.order_by("pk")))
        for m in modelli
        if m._meta.app_label in ROOMS and m not in ITS_OWN
    }


@pytest.fixture
def resta(ciclo: object) -> Soggetto:
    return make_soggetto(slug="alfa", denominazione="Alfa", partita_iva="00743110157")


@pytest.fixture
def via(ciclo: object) -> Soggetto:
    """A card with a row in every table that points to soggetti, as far as that can be."""
    via = make_soggetto(slug="alfa-doppia", denominazione="Alfa doppia", pec="a@pec.example")
    altro, seggio = make_soggetto(denominazione="Altro"), make_seggio(soggetto=via)
    make_adesione(soggetto=via)
    make_delega(soggetto=via)
    make_mandato(designato_da=via)
    make_partenariato(soggetto=via)
    make_progetto(promotore=via)
    make_ciclo(capofila=via)
    make_profilo(soggetto=via)
    make_richiesta_variazione(soggetto=via)
    make_domanda(soggetto=via)
    make_successione(da=via, a=altro)
    make_successione(da=altro, a=via)
    seggio.designanti.add(via, altro)
    GrafiaSoggetto.objects.create(soggetto=via, grafia="A.L.F.A.", dove="capitolo 2")
    Legame.objects.create(da=via, a=altro, tipo="articolazione")
    Legame.objects.create(da=altro, a=via, tipo="controllato")
    make_unione(resta=via)
    return via


def pointing_to(soggetto_pk: int) -> int:
    return sum(
        campo.model._base_manager.filter(**{campo.name: soggetto_pk}).count()
        for campo in pointing_fields()
    )


def test_every_row_of_every_room_passes_to_the_card_that_stays(
    resta: Soggetto, via: Soggetto, asl: Utente
) -> None:
    pk, quante = via.pk, pointing_to(via.pk)
    unione = merge(resta, via, "Registrata due volte", asl)
    assert pointing_to(pk) == 0
    assert len(unione.dati["spostate"]) == quante > 15
    # The union itself and the old name are the two rows more.
    assert pointing_to(resta.pk) == quante + 2
    assert not Soggetto.objects.filter(pk=pk).exists()
    assert (unione.fatta_da, unione.slug_unito) == (asl, "alfa-doppia")
    assert "Alfa doppia" in [g.grafia for g in resta.grafie.all()]


def test_undoing_brings_back_every_table_exactly(
    resta: Soggetto, via: Soggetto, asl: Utente
) -> None:
    prima = every_table()
    assert {len(righe) > 0 for nome, righe in prima.items() if "Partenariato" in nome} == {True}

    unione = merge(resta, via, "Registrata due volte", asl)
    assert every_table() != prima
    undo(unione, asl)

    assert every_table() == prima
    unione.refresh_from_db()
    assert (unione.annullata_da, unione.annullata_il is not None) == (asl, True)


def test_what_the_card_that_stays_has_already_is_set_aside_and_comes_back(
    resta: Soggetto, ciclo: object, asl: Utente
) -> None:
    via = make_soggetto(denominazione="Alfa doppia")
    for soggetto in (resta, via):
        GrafiaSoggetto.objects.create(soggetto=soggetto, grafia="A.L.F.A.", dove=soggetto.slug)
    seggio = make_seggio()
    seggio.designanti.add(resta, via)
    prima = every_table()
    unione = merge(resta, via, "Doppia", asl)
    assert len(unione.dati["tolte"]) == 2
    assert [s.pk for s in seggio.designanti.all()] == [resta.pk]
    undo(unione, asl)
    assert every_table() == prima


def test_what_the_rules_would_refuse_blocks_and_is_said_first(
    client: Client, resta: Soggetto, ciclo: Ciclo, asl: Utente
) -> None:
    via, accordo = make_soggetto(slug="doppia"), make_accordo(ciclo=ciclo)
    for soggetto in (resta, via):
        make_adesione(soggetto=soggetto, accordo=accordo)
    alleanza = make_alleanza(ciclo=ciclo)
    make_partenariato(alleanza=alleanza, soggetto=resta, ruolo=RuoloPartenariato.PARTNER)
    make_partenariato(alleanza=alleanza, soggetto=via, ruolo=RuoloPartenariato.PARTNER)
    Legame.objects.create(da=via, a=resta, tipo="articolazione")
    prima = every_table()

    with pytest.raises(ValidationError, match="Prima vanno sistemate"):
        merge(resta, via, "Doppia", asl)

    assert every_table() == prima
    client.force_login(asl)
    pagina = client.get("/rete/soggetti/alfa/unisci/?con=doppia")
    detti = {gruppo.nome: gruppo.detto for gruppo in pagina.context["contrari"]}
    assert detti["adesioni"] == "Il soggetto aderisce già alla Rete."
    assert detti["legami"] == "Un legame unisce due soggetti diversi."
    assert sorted(detti) == ["adesioni", "legami", "partenariati"]
    assert "non si possono ancora unire" in pagina.text
    assert "Unisci: resta" not in pagina.text


def test_the_old_address_leads_to_the_card_that_stays_until_it_is_undone(
    client: Client, resta: Soggetto, ciclo: object, asl: Utente
) -> None:
    doppia = "/rete/soggetti/alfa-doppia/"
    unione = merge(resta, make_soggetto(slug="alfa-doppia"), "Doppia", asl)
    risposta = client.get(doppia)
    assert (risposta.status_code, risposta["Location"]) == (301, "/rete/soggetti/alfa/")
    undo(unione, asl)
    assert client.get(doppia).status_code == 200


def test_programs_are_sent_on_to_the_card_that_stays_until_it_is_undone(
    client: Client, resta: Soggetto, ciclo: object, asl: Utente
) -> None:
    doppia = "/api/v1/soggetti/alfa-doppia"
    unione = merge(resta, make_soggetto(slug="alfa-doppia"), "Doppia", asl)
    risposta = client.get(doppia)
    assert (risposta.status_code, risposta["Location"]) == (308, "/api/v1/soggetti/alfa")
    assert "X-RateLimit-Remaining" in risposta.headers
    assert client.get(risposta["Location"]).json()["slug"] == "alfa"
    undo(unione, asl)
    assert client.get(doppia).json()["slug"] == "alfa-doppia"
    assert client.get("/api/v1/soggetti/mai-stato").status_code == 404
    assert client.get("/api/v1/ambiti/alfa-doppia").status_code == 404


def test_the_history_of_a_card_goes_on_after_its_merge_is_undone(
    client: Client, resta: Soggetto, ciclo: object, asl: Utente
) -> None:
    doppia = make_soggetto(slug="alfa-doppia", denominazione="Alfa doppia")
    undo(merge(resta, doppia, "Doppia", asl), asl)
    tornata = Soggetto.objects.get(slug="alfa-doppia")
    tornata.sigla = "AD"
    tornata.save()
    modifiche = read_history(tornata.storia.all())
    assert [(m.genere, m.tornata, [c.campo for c in m.cambi]) for m in modifiche] == [
        ("~", False, ["Sigla"]),
        ("+", True, []),
        ("-", False, []),
        ("+", False, []),
    ]
    assert modifiche[1].chi == asl
    client.force_login(asl)
    letta = client.get("/rete/soggetti/alfa-doppia/storia/").text
    assert "l’unione a un’altra è stata annullata" in letta


def test_a_card_merged_again_is_followed_to_the_last_one(
    client: Client, resta: Soggetto, asl: Utente
) -> None:
    uno, due = make_soggetto(slug="uno"), make_soggetto(slug="due")
    merge(uno, due, "Doppia", asl)
    merge(resta, uno, "Doppia", asl)
    assert client.get("/rete/soggetti/due/")["Location"] == "/rete/soggetti/alfa/"


def name_taken(unione: UnioneSoggetti) -> str:
    make_soggetto(denominazione="Alfa doppia")
    return "ha ora lo stesso valore di «denominazione»"


def row_gone(unione: UnioneSoggetti) -> str:
    unione.resta.adesioni.all().delete()
    return "qualcuno ha tolto o cambiato righe di «adesioni»"


def row_moved(unione: UnioneSoggetti) -> str:
    unione.resta.adesioni.update(soggetto=make_soggetto())
    return "qualcuno ha tolto o cambiato righe di «adesioni»"


def undone_already(unione: UnioneSoggetti) -> str:
    undo(unione, unione.fatta_da)
    return "già stata annullata"


@pytest.mark.parametrize("fatto", [name_taken, row_gone, row_moved, undone_already])
def test_what_happened_since_may_make_it_impossible_and_the_page_says_why(
    client: Client, resta: Soggetto, ciclo: Ciclo, asl: Utente, fatto: object
) -> None:
    via = make_soggetto(denominazione="Alfa doppia")
    make_adesione(soggetto=via, accordo=make_accordo(ciclo=ciclo))
    unione = merge(resta, via, "Doppia", asl)
    detto = fatto(unione)
    client.force_login(asl)
    prima = every_table()
    pagina = client.post(f"/rete/unioni/{unione.codice}/annulla/", follow=True).text
    assert detto in pagina
    assert every_table() == prima


def test_the_staff_see_the_two_cards_then_merge_them_with_a_reason(
    client: Client, resta: Soggetto, ciclo: Ciclo, asl: Utente
) -> None:
    via = make_soggetto(slug="doppia", denominazione="Doppia", sigla="D")
    make_adesione(soggetto=via, accordo=make_accordo(ciclo=ciclo))
    client.force_login(asl)
    indirizzo = "/rete/soggetti/alfa/unisci/?con=Doppia"
    pagina = client.get(indirizzo)
    assert [(c.campo, c.resta, c.via) for c in pagina.context["campi"] if c.diversi] == [
        ("Indirizzo della scheda", "alfa", "doppia"),
        ("Denominazione", "Alfa", "Doppia"),
        ("Sigla", "", "D"),
        ("Partita IVA", "00743110157", ""),
    ]
    assert [(g.nome, g.quante) for g in pagina.context["gruppi"]] == [("adesioni", 1)]
    assert list(client.post(indirizzo, {"motivo": ""}).context["form"].errors) == ["motivo"]
    client.post(indirizzo, {"motivo": "Registrata due volte"})
    unione = UnioneSoggetti.objects.get()
    assert (unione.resta, unione.motivo) == (resta, "Registrata due volte")
    pagina = client.get(f"/rete/unioni/{unione.codice}/").text
    assert "Annulla l’unione" in pagina


@pytest.mark.parametrize(
    ("con", "detto"),
    [
        ("alfa", "È la scheda che resta"),
        ("nessuna", "Nessun soggetto del registro"),
        ("", "Scrivere quale scheda"),
        ("a\x00", "caratteri null"),
    ],
)
def test_a_card_that_cannot_be_chosen_is_said_by_the_field(
    client: Client, resta: Soggetto, asl: Utente, con: str, detto: str
) -> None:
    client.force_login(asl)
    pagina = client.get("/rete/soggetti/alfa/unisci/", {"con": con})
    assert detto in pagina.context["scelta"].errors["con"][0]


def test_somebody_who_merged_it_meanwhile_is_told(resta: Soggetto, asl: Utente) -> None:
    via = make_soggetto()
    vista = Soggetto.objects.get(pk=via.pk)
    merge(resta, via, "Doppia", asl)
    with pytest.raises(ValidationError, match="è già stata unita"):
        merge(resta, vista, "Doppia", asl)
    assert UnioneSoggetti.objects.count() == 1


def test_what_a_seal_leaves_free_is_all_that_points_to_a_soggetto() -> None:
    """If another will, its rows cannot move: the page says so, and this line is to be changed."""
    puntano = [c for c in pointing_fields() if "sigillo" in c.model.__dict__]
    assert sorted(str(c) for c in puntano) == [
        "progetti.Proposta.proponente",
        "progetti.QuotaProposta.soggetto",
    ]
    assert all(c.name in c.model.sigillo.redigibili for c in puntano)


def test_what_was_sent_follows_the_card_that_stays(resta: Soggetto, ciclo: object) -> None:
    proposta = make_proposta("presentata")
    via = proposta.proponente
    quota = make_quota_proposta(proposta=proposta, soggetto=via, fonte="privato")
    for spostamento in moves(via, resta):
        assert spostamento.contro == ""
        campi = dict.fromkeys(spostamento.campi, resta)
        righe = type(spostamento.riga)._base_manager.filter(pk=spostamento.riga.pk)
        assert righe.update(**campi) == 1
    quota.refresh_from_db()
    proposta.refresh_from_db()
    assert (quota.soggetto, proposta.proponente) == (resta, resta)


def test_a_row_in_a_sealed_table_blocks(
    resta: Soggetto, monkeypatch: pytest.MonkeyPatch, ciclo: object
) -> None:
    adesione = make_adesione()
    monkeypatch.setattr(type(adesione), "sigillo", Sigillo(), raising=False)
    (riga,) = moves(adesione.soggetto, resta)
    assert riga.contro == "È in un archivio che non si può riscrivere."


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_reads_the_same_queries_for_any_number_of_merges(
    client: Client, asl: Utente, django_assert_num_queries: object, quante: int
) -> None:
    for _ in range(quante):
        make_unione()
    client.force_login(asl)
    with django_assert_num_queries(8):
        risposta = client.get("/rete/unioni/")
    assert risposta.context["paginator"].count == quante


def test_the_list_finds_both_names(client: Client, asl: Utente) -> None:
    uno = make_unione(
        resta=make_soggetto(denominazione="Béta"), via=make_soggetto(denominazione="Zeta")
    )
    make_unione()
    client.force_login(asl)
    trovate = [
        [u.codice for u in client.get("/rete/unioni/", {"cerca": parola}).context["object_list"]]
        for parola in ("beta", "zeta", "niente")
    ]
    assert trovate == [[uno.codice], [uno.codice], []]


@pytest.mark.parametrize("ruolo", ["asl", "direzione", "responsabile", "estraneo", "regione"])
def test_who_sees_a_merge_finds_it_in_the_list(
    request: pytest.FixtureRequest, ciclo: object, ruolo: str
) -> None:
    utente, unione = request.getfixturevalue(ruolo), make_unione(by=make_utente())
    visibile = merges_visible_to(utente).filter(pk=unione.pk).exists()
    assert visibile == can_view_merge(utente, unione)
