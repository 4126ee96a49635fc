"""A report is written in its boxes by who answers for it, delivered once, then transmitted."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conciliazione.copie import copies_of, fingerprint
from conciliazione.models import Elaborazione, Passaggio
from conciliazione.transizioni import NotAllowed, StaleState, TooLate, perform
from piano.enums import StatoRelazione
from piano.models import Relazione
from piano.permissions import can_view_report, reports_visible_to
from piano.relazioni import stesura
from piano.relazioni.compilazione import CONSEGNATA
from rete.models import Utente
from tests.factories import make_progetto
from tests.factories.monitoraggio import make_consegna, make_finestra
from tests.piano.relazioni import (
    SVOLTO,
    Racconto,
    close,
    compile_now,
    make_compilazione,
    make_relazione,
    tell,
)
from tests.progetti.monitorare import expire

Cast = dict[str, Utente]
TESTI = {"svolto": "Due incontri.", "difficolta": "Poco tempo.", "prossimi": "Si cambia sala."}


@pytest.fixture
def racconto(cast: Cast) -> Racconto:
    return tell(svolto=SVOLTO)


def enter(client: Client, who: Utente) -> Client:
    client.force_login(who)
    return client


def page_of(relazione: Relazione) -> str:
    return relazione.get_absolute_url()


def read_form(client: Client, relazione: Relazione) -> dict[str, object]:
    """What the browser would send back, as the page gave it."""
    form = client.get(page_of(relazione)).context["form"]
    return {field.html_name: field.value() or "" for field in form}


# --- Beginning --------------------------------------------------------------------------------


def test_who_runs_the_project_begins_it_once_from_the_page_of_the_delivery(
    cast: Cast, client: Client
) -> None:
    consegna = make_relazione().finestra.consegne.get()
    Relazione.objects.all().delete()
    enter(client, cast["capofila"])
    assert "Comincia la relazione" in client.get(consegna.get_absolute_url()).content.decode()
    begin = reverse("piano:report_begin", args=[consegna.codice])
    first, second = (client.post(begin) for _ in range(2))
    assert first.url == second.url == page_of(Relazione.objects.get())
    assert first.url in client.get(consegna.get_absolute_url()).content.decode()


def test_the_draft_of_a_window_starts_from_the_words_of_the_one_before(racconto: Racconto) -> None:
    prima = racconto.scena.consegna.finestra
    dopo = make_finestra(
        ciclo=prima.ciclo, dal=prima.al + timedelta(days=1), al=prima.al + timedelta(days=180)
    )
    make_consegna(progetto=racconto.scena.progetto, finestra=dopo)
    Relazione.objects.filter(pk=racconto.relazione.pk).update(**TESTI)
    nuova = stesura.begin(dopo, racconto.scena.progetto)
    assert {nome: getattr(nuova, nome) for nome in TESTI} == TESTI
    assert (nuova.stato, nuova.codice != racconto.relazione.codice) == ("in_redazione", True)
    assert stesura.begin(dopo, None).svolto == ""


def test_of_a_window_there_is_one_for_each_project_and_one_for_the_whole(
    racconto: Racconto,
) -> None:
    finestra = racconto.relazione.finestra
    stesura.begin(finestra, None)
    for progetto in (racconto.scena.progetto, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Relazione.objects.create(finestra=finestra, progetto=progetto)
    assert Relazione.objects.count() == 2


# --- Writing ----------------------------------------------------------------------------------


def test_what_is_typed_is_saved_alone_and_the_page_goes_on_from_there(
    racconto: Racconto, cast: Cast, client: Client
) -> None:
    enter(client, cast["capofila"])
    scritto = {**read_form(client, racconto.relazione), **TESTI}
    risposta = client.post(page_of(racconto.relazione), scritto, headers={"HX-Request": "true"})
    assert "Salvato alle" in risposta.content.decode()
    assert 'name="versione" id="id_versione" value="2"' in risposta.content.decode()
    racconto.relazione.refresh_from_db()
    assert racconto.relazione.difficolta == "Poco tempo."


def test_who_saves_second_sees_both_texts_and_loses_none(
    racconto: Racconto, cast: Cast, client: Client
) -> None:
    enter(client, cast["capofila"])
    letto = read_form(client, racconto.relazione)
    client.post(page_of(racconto.relazione), {**letto, "svolto": "Tre incontri."})
    risposta = client.post(page_of(racconto.relazione), {**letto, "svolto": "Quattro incontri."})
    html = risposta.content.decode()
    assert "nel frattempo un’altra persona ha salvato" in html
    assert ("Tre incontri." in html, "Quattro incontri." in html) == (True, True)
    racconto.relazione.refresh_from_db()
    assert racconto.relazione.svolto == "Tre incontri."


@pytest.mark.parametrize("testo", ["x" * 10_001, "zero\x00"])
def test_what_cannot_be_kept_is_said_beside_the_field_and_stays_typed(
    testo: str, racconto: Racconto, cast: Cast, client: Client
) -> None:
    enter(client, cast["capofila"])
    scritto = {**read_form(client, racconto.relazione), "difficolta": testo, "prossimi": "Bene."}
    risposta = client.post(page_of(racconto.relazione), scritto)
    assert list(risposta.context["form"].errors) == ["difficolta"]
    racconto.relazione.refresh_from_db()
    assert (racconto.relazione.difficolta, racconto.relazione.prossimi) == ("", "Bene.")


# --- Delivering -------------------------------------------------------------------------------


def test_while_the_window_is_open_it_is_written_and_not_delivered(
    racconto: Racconto, cast: Cast, client: Client
) -> None:
    with pytest.raises(TooLate, match="non è ancora chiusa"):
        perform(racconto.relazione, "deliver", cast["capofila"])
    enter(client, cast["capofila"])
    deliver = reverse("piano:report_deliver", args=[racconto.relazione.codice])
    assert "Non si può ancora consegnare" in client.get(deliver).content.decode()
    risposta = client.post(deliver, {"versione": racconto.relazione.versione}, follow=True)
    assert "non è ancora chiusa" in risposta.content.decode()
    assert not copies_of(racconto.relazione).exists()


def test_delivered_it_is_sealed_with_its_figures_and_its_files_are_asked_for(
    racconto: Racconto, cast: Cast, client: Client
) -> None:
    close(racconto.scena, cast["responsabile"])
    enter(client, cast["capofila"])
    deliver = reverse("piano:report_deliver", args=[racconto.relazione.codice])
    html = client.get(deliver).content.decode()
    assert "Di 2 indicatori in ritardo o non misurati nessuno ha scritto" in html
    risposta = client.post(deliver, {"versione": racconto.relazione.versione})
    assert risposta.url == page_of(racconto.relazione)
    racconto.relazione.refresh_from_db()
    copia = copies_of(racconto.relazione).get()
    assert racconto.relazione.stato == StatoRelazione.CONSEGNATA
    assert copia.sha256 == fingerprint(copia.dati)
    assert (copia.dati["cifre"], copia.dati["testi"]["svolto"]) == ("definitive", SVOLTO)
    assert copia.dati["consegnata_il"] == racconto.relazione.consegnata_il.isoformat()
    assert Elaborazione.objects.get(genere=CONSEGNATA).argomenti["copia"] == copia.pk
    assert Passaggio.objects.about(racconto.relazione).get().in_veste_di


def test_without_a_word_it_is_not_delivered(racconto: Racconto, cast: Cast) -> None:
    close(racconto.scena, cast["responsabile"])
    Relazione.objects.filter(pk=racconto.relazione.pk).update(svolto="")
    racconto.relazione.refresh_from_db()
    with pytest.raises(ValidationError, match="scrivere che cosa si è fatto"):
        perform(racconto.relazione, "deliver", cast["capofila"])


def test_who_read_other_words_does_not_deliver_them(
    racconto: Racconto, cast: Cast, client: Client
) -> None:
    close(racconto.scena, cast["responsabile"])
    letta = racconto.relazione.versione
    Relazione.objects.filter(pk=racconto.relazione.pk).update(svolto="Altro.", versione=letta + 1)
    enter(client, cast["capofila"])
    deliver = reverse("piano:report_deliver", args=[racconto.relazione.codice])
    for versione in (letta, "", "molte"):
        risposta = client.post(deliver, {"versione": versione}, follow=True)
        assert "Nel frattempo qualcosa è cambiato" in risposta.content.decode()
        assert "Altro." in risposta.content.decode()
    assert not copies_of(racconto.relazione).exists()


def test_delivered_nobody_changes_it_and_what_was_being_typed_is_given_back(
    racconto: Racconto, cast: Cast, client: Client
) -> None:
    enter(client, cast["capofila"])
    letto = read_form(client, racconto.relazione)
    close(racconto.scena, cast["responsabile"])
    perform(racconto.relazione, "deliver", cast["capofila"])
    risposta = client.post(page_of(racconto.relazione), {**letto, "svolto": "Tre incontri."})
    html = risposta.content.decode()
    assert ("è già stata consegnata" in html, "Tre incontri." in html) == (True, True)
    assert Relazione.objects.get().svolto == SVOLTO
    riga = Relazione.objects.filter(pk=racconto.relazione.pk)
    for valori in ({"svolto": "Altro."}, {"consegnata_il": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            riga.update(**valori)
    with pytest.raises(IntegrityError), transaction.atomic():
        riga.delete()
    with pytest.raises(StaleState):
        perform(racconto.relazione, "deliver", cast["capofila"])


def test_that_of_the_whole_piano_waits_for_every_project(racconto: Racconto, cast: Cast) -> None:
    finestra = racconto.scena.consegna.finestra
    altra = make_consegna(finestra=finestra, progetto=make_progetto(ciclo=finestra.ciclo))
    intera = stesura.begin(finestra, None)
    Relazione.objects.filter(pk=intera.pk).update(svolto=SVOLTO)
    close(racconto.scena, cast["responsabile"])
    intera = Relazione.objects.get(pk=intera.pk)
    with pytest.raises(TooLate):
        perform(intera, "deliver", cast["asl"])
    expire(altra)
    perform(altra, "close", cast["responsabile"])
    with pytest.raises(NotAllowed):
        perform(intera, "deliver", cast["capofila"])
    perform(intera, "deliver", cast["asl"])
    assert copies_of(intera).get().dati["genere"] == "piano"


# --- Transmitting -----------------------------------------------------------------------------


def transmit(
    client: Client, relazione: Relazione, **valori: object
) -> tuple[Mapping[str, list[str]], str]:
    """The errors of the form, and the state afterwards."""
    oggi = f"{timezone.localdate():%Y-%m-%d}"
    risposta = client.post(
        reverse("piano:report_transmit", args=[relazione.codice]),
        {"data": oggi, "protocollo": "1234/2026", **valori},
    )
    relazione.refresh_from_db()
    errori = risposta.context["form"].errors if risposta.context else {}
    return errori, relazione.stato


def test_the_responsabile_types_day_and_protocol_and_the_regione_reads(
    cast: Cast, client: Client
) -> None:
    relazione = make_relazione(StatoRelazione.CONSEGNATA)
    assert not can_view_report(cast["regione"], relazione)
    assert transmit(enter(client, cast["responsabile"]), relazione) == ({}, "trasmessa")
    assert (relazione.protocollo, relazione.trasmessa_il) == ("1234/2026", timezone.localdate())
    assert Passaggio.objects.about(relazione).get().verbo == "transmit"
    enter(client, cast["regione"])
    html = client.get(page_of(relazione)).content.decode()
    assert "protocollo 1234/2026" in html
    assert "Bozza" not in html


@pytest.mark.parametrize(
    ("valori", "campo"),
    [
        ({"data": "2999-01-01"}, "data"),
        ({"data": "2020-01-01"}, "data"),
        ({"data": "31/02/2026"}, "data"),
        ({"data": ""}, "data"),
        ({"protocollo": ""}, "protocollo"),
        ({"protocollo": "   "}, "protocollo"),
        ({"protocollo": "1" * 61}, "protocollo"),
        ({"protocollo": "1\x00"}, "protocollo"),
    ],
)
def test_a_day_or_a_number_that_cannot_be_is_said_beside_its_field(
    valori: dict[str, str], campo: str, cast: Cast, client: Client
) -> None:
    relazione = make_relazione(StatoRelazione.CONSEGNATA)
    errori, stato = transmit(enter(client, cast["responsabile"]), relazione, **valori)
    assert (list(errori), stato) == ([campo], "consegnata")


def test_what_has_no_pdf_yet_is_not_transmitted(
    racconto: Racconto, cast: Cast, client: Client
) -> None:
    close(racconto.scena, cast["responsabile"])
    perform(racconto.relazione, "deliver", cast["capofila"])
    enter(client, cast["responsabile"])
    errori, stato = transmit(client, racconto.relazione)
    assert "non è ancora pronto" in str(errori)
    compile_now(racconto.relazione)
    assert (stato, transmit(client, racconto.relazione)[1]) == ("consegnata", "trasmessa")


# --- Who --------------------------------------------------------------------------------------

LETTORI = {"asl", "responsabile", "direzione", "comitato", "tavolo"}
DEL_PROGETTO = LETTORI | {"capofila", "partner"}


@pytest.mark.parametrize(
    ("stato", "intera", "chi"),
    [
        ("in_redazione", False, DEL_PROGETTO),
        ("consegnata", False, DEL_PROGETTO),
        ("trasmessa", False, DEL_PROGETTO | {"regione"}),
        ("in_redazione", True, LETTORI),
        ("consegnata", True, LETTORI),
        ("trasmessa", True, LETTORI | {"regione"}),
    ],
)
def test_the_list_shows_what_each_may_read(
    stato: str, intera: bool, chi: set[str], cast: Cast
) -> None:
    relazione = make_relazione(stato, **({"progetto": None} if intera else {}))
    assert {nome for nome, user in cast.items() if can_view_report(user, relazione)} == chi
    assert {nome for nome, user in cast.items() if reports_visible_to(user).exists()} == chi


def test_the_regione_has_of_the_files_only_what_was_delivered(cast: Cast, client: Client) -> None:
    relazione = make_relazione(StatoRelazione.TRASMESSA)
    bozza = make_compilazione(relazione)
    enter(client, cast["regione"])
    assert [c.is_final for c in client.get(page_of(relazione)).context["compilazioni"]] == [True]
    file = reverse("piano:report_file", args=[bozza.codice, "pdf"])
    assert client.get(file).status_code == 404


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_asks_the_same_queries_however_many_they_are(
    quante: int, cast: Cast, client: Client, django_assert_num_queries: object
) -> None:
    for _ in range(quante):
        consegna = make_consegna()
        Relazione.objects.create(finestra=consegna.finestra, progetto=consegna.progetto)
    enter(client, cast["comitato"])
    client.get(reverse("piano:relazioni"))
    with django_assert_num_queries(6):
        risposta = client.get(reverse("piano:relazioni"))
    assert len(risposta.context["relazioni"]) == quante


CARDS = ("Relazione da consegnare", "Relazione da trasmettere")


def test_the_scrivania_says_what_is_to_deliver_and_to_transmit(
    racconto: Racconto, cast: Cast, client: Client
) -> None:
    def cards(who: str) -> list[str]:
        html = enter(client, cast[who]).get("/scrivania/").content.decode()
        return [
            parole
            for parole in ("Relazione da consegnare", "Relazione da trasmettere")
            if parole in html
        ]

    assert cards("capofila") == []
    close(racconto.scena, cast["responsabile"])
    assert (cards("capofila"), cards("partner")) == (["Relazione da consegnare"], [])
    perform(racconto.relazione, "deliver", cast["capofila"])
    assert (cards("capofila"), cards("responsabile")) == ([], ["Relazione da trasmettere"])
