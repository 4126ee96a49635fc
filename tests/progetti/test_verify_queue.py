"""The ASL's queue: what is to verify, one by one or together, and what is sent back."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import perform
from progetti import prove_doppie
from progetti.coda_verifica import queue, rows, with_what_rows_show
from progetti.enums import StatoRilevazione
from progetti.models import FinestraMonitoraggio, NotaConsegna, QuotaProva, Rilevazione
from progetti.registrazione import write_correction, write_value
from progetti.righe_consegna import is_proved, place_of
from rete.models import Utente
from tests.factories import make_documento, make_progetto
from tests.factories.monitoraggio import (
    make_consegna,
    make_file_prova,
    make_indicator_of,
    make_prova,
    make_rilevazione,
)
from tests.progetti.monitorare import Scena, end, set_the_scene

Cast = dict[str, Utente]
CODA = "/monitoraggio/verifica/"
INSIEME = "/monitoraggio/verifica/insieme/"


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


@pytest.fixture
def asl(scena: Scena, cast: Cast) -> Client:
    client = Client()
    client.force_login(cast["asl"])
    return client


def declared(scena: Scena, quanto: str = "1", **campi: object) -> Rilevazione:
    """A value with a proof of its own page, that no other has."""
    parti = {"consegna": scena.consegna, "indicatore": scena.incontri, "valore": 1, **campi}
    riga = make_rilevazione(**parti)
    if quanto:
        prova = make_prova("registrata", progetto=riga.consegna.progetto, tipo=scena.tipo)
        type(prova).objects.filter(pk=prova.pk).update(link=f"https://rete.example/{prova.codice}")
        QuotaProva.objects.create(
            prova=prova, rilevazione=riga, indicatore=riga.indicatore, quantita=Decimal(quanto)
        )
    return riga


def of_another_indicator(scena: Scena, **campi: object) -> Rilevazione:
    indicatore = make_indicator_of(scena.consegna)
    indicatore.prove.add(scena.tipo)
    return declared(scena, indicatore=indicatore, **campi)


def choose(*righe: Rilevazione) -> dict[str, list[str]]:
    """What the page sends when those are ticked."""
    return {"riga": [f"{r.codice}:{r.versione}" for r in righe]}


def shown(client: Client, query: str = "") -> list[str]:
    contesto = client.get(CODA + query).context
    return [r.rilevazione.codice for g in contesto["gruppi"] for r in g.righe]


# --- What the page says -------------------------------------------------------------------------


def test_each_line_has_its_value_what_was_verified_before_and_its_proofs(
    scena: Scena, asl: Client
) -> None:
    make_rilevazione(
        "verificata", ("2",), valore=2, consegna=scena.consegna, indicatore=scena.incontri
    )
    riga = declared(scena)
    prova = riga.quote_prova.get().prova
    file = make_file_prova(prova)
    NotaConsegna.objects.create(
        consegna=scena.consegna, indicatore=scena.incontri, testo="Da marzo si parte."
    )
    pagina = asl.get(CODA)
    (gruppo,) = pagina.context["gruppi"]
    (vista,) = gruppo.righe
    assert (vista.avanzamento.misura.verificato, vista.avanzamento.misura.dichiarato) == (2, 3)
    assert vista.nota == "Da marzo si parte."
    for atteso in (
        prova.titolo,
        file.documento.nome,
        "Da marzo si parte.",
        "Verifica",
        "Restituisci",
    ):
        assert atteso in pagina.text
    assert reverse("documento", args=[file.documento.codice]) in pagina.text


def test_what_is_not_declared_or_is_closed_is_not_there(scena: Scena, asl: Client) -> None:
    for stato in ("bozza", "verificata", "restituita"):
        make_rilevazione(
            stato, ("1",), consegna=scena.consegna, indicatore=make_indicator_of(scena.consegna)
        )
    riga = declared(scena)
    assert shown(asl) == [riga.codice]
    end(scena.consegna)
    perform(scena.consegna, "close", None)
    assert shown(asl) == []


def test_the_delivery_that_closes_first_is_on_top(scena: Scena, asl: Client) -> None:
    dopo = declared(scena)
    prima = make_consegna(
        progetto=make_progetto(ciclo=scena.progetto.ciclo), finestra=scena.consegna.finestra
    )
    type(prima).objects.filter(pk=prima.pk).update(
        chiude_il=scena.consegna.scade_il, scade_il=scena.consegna.finestra.apre_il
    )
    suo = make_indicator_of(prima)
    urgente = declared(scena, consegna=prima, indicatore=suo)
    assert shown(asl) == [urgente.codice, dopo.codice]


def test_who_wrote_a_line_reads_why_the_button_is_not_there(
    scena: Scena, asl: Client, cast: Cast
) -> None:
    riga = declared(scena, scritta_da=cast["asl"])
    pagina = asl.get(CODA)
    assert "la verifica un’altra persona" in pagina.text
    assert f"/rilevazioni/{riga.codice}/" not in pagina.text
    assert "Segnarle tutte" not in pagina.text


def test_the_same_file_elsewhere_is_flagged_and_not_verified_with_others(
    scena: Scena, asl: Client
) -> None:
    riga = declared(scena)
    documento = make_file_prova(riga.quote_prova.get().prova).documento
    gemella = make_prova(
        "registrata",
        link="",
        titolo="Altrove",
        progetto=make_progetto(ciclo=scena.progetto.ciclo),
    )
    make_file_prova(gemella, make_documento(sha256=documento.sha256))
    pagina = asl.get(CODA)
    assert "prova ripetuta" in pagina.text
    assert gemella.titolo in pagina.text
    assert pagina.context["insieme"] == 0


def test_the_twins_of_many_are_those_of_each(scena: Scena) -> None:
    prove = [make_prova("registrata", link=f"https://rete.example/{n}") for n in (1, 1, 2, 3)]
    documento = make_file_prova(prove[2]).documento
    make_file_prova(prove[3], make_documento(sha256=documento.sha256))
    make_file_prova(prove[3], make_documento(sha256=documento.sha256))
    rifiutata = make_prova("annullata", link="https://rete.example/2")
    attese = {p.pk: set(prove_doppie.twins_of(p)) for p in prove}
    trovate = prove_doppie.twins_of_each(prove)
    assert {pk: set(doppie) for pk, doppie in trovate.items()} == attese
    assert [len(d) for d in trovate.values()] == [1, 1, 1, 1]
    assert rifiutata not in {p for d in trovate.values() for p in d}


@pytest.mark.parametrize(
    ("campi", "chiesta", "quote"),
    [
        ({"cumulativo": True}, True, ["1"]),
        ({"cumulativo": True}, True, ["1", "1"]),
        ({"cumulativo": True}, True, []),
        ({"cumulativo": True}, False, []),
        ({"cumulativo": False}, True, []),
        ({"cumulativo": False}, True, ["1"]),
        ({"cumulativo": False}, False, []),
    ],
)
@pytest.mark.parametrize("valore", [0, 1, 2])
def test_what_rests_on_its_proofs_is_the_same_for_one_and_for_many(
    valore: int, campi: dict[str, object], chiesta: bool, quote: list[str], scena: Scena
) -> None:
    indicatore = make_indicator_of(scena.consegna, **campi)
    if chiesta:
        indicatore.prove.add(scena.tipo)
    riga = make_rilevazione(
        "dichiarata", tuple(quote), valore=valore, consegna=scena.consegna, indicatore=indicatore
    )
    assert Rilevazione.objects.resting().filter(pk=riga.pk).exists() == is_proved(riga)


def test_what_takes_something_away_wants_no_proof(scena: Scena, cast: Cast) -> None:
    verificata = declared(scena)
    perform(verificata, "verify", cast["asl"])
    meno = write_correction(verificata, Decimal(0), "Contato due volte.", cast["capofila"])
    assert meno.valore == -1
    assert Rilevazione.objects.resting().filter(pk=meno.pk).exists()
    assert is_proved(meno)


def test_the_filters(scena: Scena, asl: Client, cast: Cast) -> None:
    buona = declared(scena)
    scarsa = declared(scena, "", indicatore=scena.operatori)
    verificata = of_another_indicator(scena)
    perform(verificata, "verify", cast["asl"])
    corretta = write_correction(verificata, Decimal(0), "Contato due volte.", cast["capofila"])
    perform(corretta, "declare", cast["capofila"])
    altrove = make_consegna(
        progetto=make_progetto(ciclo=scena.progetto.ciclo), finestra=scena.consegna.finestra
    )
    altra = declared(scena, consegna=altrove, indicatore=make_indicator_of(altrove))

    def codes(query: str) -> set[str]:
        return set(shown(asl, query))

    assert codes("?quali=in-ordine") == {buona.codice, corretta.codice, altra.codice}
    assert codes("?quali=senza-prove") == {scarsa.codice}
    assert codes("?quali=corrette") == {corretta.codice}
    assert codes(f"?progetto={altrove.progetto.slug}") == {altra.codice}
    assert codes(f"?finestra={scena.consegna.finestra.codice}&quali=senza-prove") == {scarsa.codice}
    assert (
        "Nessuna riga corrisponde ai filtri"
        in asl.get(f"{CODA}?progetto={altrove.progetto.slug}&quali=corrette").text
    )
    assert "Non è in elenco" in asl.get(f"{CODA}?finestra=assente").text


@pytest.mark.parametrize("quante", [1, 3])
def test_as_many_queries_for_one_line_as_for_three(
    quante: int, scena: Scena, asl: Client, django_assert_num_queries
) -> None:
    for _ in range(quante):
        riga = of_another_indicator(scena)
        make_file_prova(riga.quote_prova.get().prova)
    asl.get(CODA)
    with django_assert_num_queries(19):
        asl.get(CODA)


# --- One line -----------------------------------------------------------------------------------


def verify(client: Client, riga: Rilevazione, versione: int | None = None, query: str = "") -> str:
    dati = {"versione": riga.versione if versione is None else versione}
    pagina = client.post(
        f"/monitoraggio/rilevazioni/{riga.codice}/verifica/{query}", dati, follow=True
    )
    riga.refresh_from_db()
    return pagina.text


def test_a_line_is_verified_from_its_button(scena: Scena, asl: Client) -> None:
    riga = declared(scena)
    assert "Incontri», 1" in verify(asl, riga, query="?quali=in-ordine")
    assert riga.stato == StatoRilevazione.VERIFICATA
    assert Passaggio.objects.about(riga).get().verbo == "verify"


def test_what_changed_since_it_was_read_is_not_verified(
    scena: Scena, asl: Client, cast: Cast
) -> None:
    riga = declared(scena, indicatore=scena.operatori, valore=1)
    letta = riga.versione
    write_value(scena.consegna, scena.operatori, Decimal(7), letta, cast["capofila"])
    assert "Nel frattempo è cambiata" in verify(asl, riga, letta)
    assert (riga.stato, riga.valore) == (StatoRilevazione.DICHIARATA, 7)


def test_without_enough_proofs_it_says_so(scena: Scena, asl: Client) -> None:
    riga = declared(scena, "")
    assert "Le prove non bastano" in verify(asl, riga)
    assert riga.stato == StatoRilevazione.DICHIARATA


@pytest.mark.parametrize("versione", ["", "abc", "9" * 30, "-1", "\x00"])
def test_a_version_that_never_was_verifies_nothing(
    versione: str, scena: Scena, asl: Client
) -> None:
    riga = declared(scena)
    assert "Nel frattempo è cambiata" in verify(asl, riga, versione)
    assert riga.stato == StatoRilevazione.DICHIARATA


def give_back(
    client: Client, riga: Rilevazione, motivo: str, versione: int | None = None
) -> object:
    dati = {"motivo": motivo, "versione": riga.versione if versione is None else versione}
    risposta = client.post(f"/monitoraggio/rilevazioni/{riga.codice}/restituisci/", dati)
    riga.refresh_from_db()
    return risposta


def test_a_line_is_sent_back_with_its_reason_and_one_mail(scena: Scena, asl: Client) -> None:
    riga = declared(scena)
    senza = give_back(asl, riga, "  ")
    assert "senza, non si restituisce" in senza.text
    assert riga.stato == StatoRilevazione.DICHIARATA
    assert give_back(asl, riga, "Le firme non si leggono.").status_code == 302
    assert (riga.stato, riga.motivo_restituzione) == ("restituita", "Le firme non si leggono.")
    assert give_back(asl, riga, "Le firme non si leggono.").status_code == 409
    assert "Le firme non si leggono." in Messaggio.objects.get().testo
    assert Passaggio.objects.about(riga).get().motivo == "Le firme non si leggono."


def test_what_changed_meanwhile_is_shown_before_it_is_sent_back(
    scena: Scena, asl: Client, cast: Cast
) -> None:
    riga = declared(scena)
    letta = riga.versione
    write_value(scena.consegna, scena.incontri, Decimal(3), letta, cast["capofila"])
    pagina = give_back(asl, riga, "Le firme non si leggono.", letta)
    assert "ora il valore è 3" in pagina.text
    assert "Le firme non si leggono." in pagina.text
    assert riga.stato == StatoRilevazione.DICHIARATA
    assert f'value="{riga.versione}"' in pagina.text


def test_who_wrote_it_does_not_send_it_back(scena: Scena, asl: Client, cast: Cast) -> None:
    riga = declared(scena, scritta_da=cast["asl"])
    pagina = give_back(asl, riga, "Le firme.")
    assert pagina.status_code == 409
    assert "un’altra persona" in pagina.text
    assert "Le firme." in pagina.text


def test_a_line_is_verified_from_the_page_of_its_indicator_too(
    scena: Scena, asl: Client, cast: Cast
) -> None:
    riga = declared(scena)
    posto = "/".join(map(str, place_of(scena.incontri)))
    pagina = f"/monitoraggio/progetti/{scena.progetto.slug}/indicatori/{posto}/"
    passo = f"/monitoraggio/rilevazioni/{riga.codice}/"
    assert f'action="{passo}verifica/"' in asl.get(pagina).text
    assert f'href="{passo}restituisci/"' in asl.get(pagina).text
    capofila = Client()
    capofila.force_login(cast["capofila"])
    assert passo not in capofila.get(pagina).text
    give_back(asl, riga, "Le firme non si leggono.")
    assert "Le firme non si leggono." in asl.get(pagina).text


# --- Together -----------------------------------------------------------------------------------


def test_what_is_ticked_is_verified_each_by_itself(scena: Scena, asl: Client, cast: Cast) -> None:
    buona, scarsa = declared(scena), declared(scena, "", indicatore=scena.operatori)
    cambiata, gia = of_another_indicator(scena), of_another_indicator(scena)
    propria = of_another_indicator(scena, scritta_da=cast["asl"])
    scelte = choose(buona, scarsa, cambiata, gia, propria)
    write_value(scena.consegna, cambiata.indicatore, Decimal(9), 1, cast["capofila"])
    perform(gia, "verify", cast["responsabile"])

    pagina = asl.post(INSIEME, {"riga": [*scelte["riga"], "assente:1", "<x>:y"]})

    detti = {e.riga.codice: e.perche for e in pagina.context["esiti"]}
    assert detti[buona.codice] == ""
    assert detti[scarsa.codice].startswith("Le prove non bastano")
    assert detti[cambiata.codice].startswith("Nel frattempo è cambiata")
    assert detti[gia.codice] == "Era già verificata."
    assert "un’altra persona" in detti[propria.codice]
    assert (pagina.context["fatte"], pagina.context["sparite"]) == (1, 2)
    stati = dict(Rilevazione.objects.values_list("codice", "stato"))
    assert [stati[r.codice] for r in (buona, scarsa, cambiata, gia, propria)] == [
        "verificata",
        "dichiarata",
        "dichiarata",
        "verificata",
        "dichiarata",
    ]


def test_what_is_ticked_by_one_press_is_what_is_in_order(scena: Scena, asl: Client) -> None:
    buone = [declared(scena), of_another_indicator(scena)]
    declared(scena, "", indicatore=scena.operatori)
    assert " checked" not in asl.get(CODA).text
    segnata = asl.get(f"{CODA}?segna=1").text
    assert segnata.count(" checked") == 2
    for riga in buone:
        assert f'value="{riga.codice}:{riga.versione}"' in segnata


@pytest.mark.parametrize(("quante", "detto"), [(0, "Non è stata scelta"), (101, "al più 100")])
def test_none_or_too_many_verify_nothing(
    quante: int, detto: str, scena: Scena, asl: Client
) -> None:
    riga = declared(scena)
    scelte = [f"{riga.codice}:1", *(f"r{n}:1" for n in range(1, quante))] if quante else []
    assert detto in asl.post(INSIEME, {"riga": scelte}, follow=True).text
    riga.refresh_from_db()
    assert riga.stato == StatoRilevazione.DICHIARATA


def test_rows_are_read_for_who_reads_them(scena: Scena, cast: Cast) -> None:
    declared(scena)
    (vista,) = rows(with_what_rows_show(queue()), cast["asl"])
    assert vista.azioni == {"verify", "give_back"}
    assert vista.in_ordine
    assert FinestraMonitoraggio.objects.count() == 1
