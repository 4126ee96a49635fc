"""The minutes: begun from what is recorded, written without losing a word, approved, published."""

import re
from datetime import timedelta
from html import unescape

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from conciliazione.documenti import can_read
from conciliazione.lavori import JobFailed, run_now
from conciliazione.models import Documento, Elaborazione
from conciliazione.transizioni import ReasonMissing, StaleState, perform
from rete.enums import StatoSeduta
from rete.models import Ciclo, Seduta, Utente
from rete.verbali import GENERE, draft_minutes, render_minutes
from tests.factories import (
    make_decisione,
    make_mandato,
    make_organo,
    make_punto,
    make_seduta,
    make_seggio,
    make_utente,
)


@pytest.fixture
def tenuta(ciclo: Ciclo, asl: Utente) -> Seduta:
    """A meeting held by an organo of two, with a point and a decision."""
    organo = make_organo(slug="organo", denominazione="Organo di prova")
    make_seggio(organo=organo, ordine=1, categoria="Comuni")
    mandato = make_mandato(seggio=make_seggio(organo=organo, ordine=2, categoria="Sindacati"))
    seduta = make_seduta(organo=organo, stato=StatoSeduta.TENUTA)
    seduta.presenze.create(seggio=mandato.seggio, mandato=mandato, esito="presente")
    punto = make_punto(seduta=seduta, ordine=1, titolo="Orari dei servizi")
    make_decisione(seduta=seduta, punto=punto, numero=1, testo="Si allungano.", favorevoli=1)
    return seduta


def page(seduta: Seduta) -> str:
    return f"/rete/sedute/{seduta.codice}/verbale/"


def hidden(testo: str) -> dict[str, str]:
    """The version and the marks that the form of the page carries."""
    campi = re.findall(r'<input type="hidden" name="(versione|letti)" value="([^"]*)"', testo)
    return {nome: unescape(valore) for nome, valore in campi}


# --- How they begin -----------------------------------------------------------------------------


def test_they_begin_from_what_is_recorded_without_names(tenuta: Seduta) -> None:
    testo = draft_minutes(tenuta)
    assert "si riunisce Organo di prova" in testo
    assert "- Sindacati\n\nSono assenti:\n\n- Comuni: assente" in testo
    assert "Hanno diritto di voto in 2; ne servivano 1, i presenti sono 1" in testo
    assert "# Punto 1: Orari dei servizi\n\n**Decisione 1, approvata.** Si allungano." in testo
    assert "(favorevoli 1, contrari 0, astenuti 0)" in testo
    chi = Utente.objects.get(mandati__seggio__categoria="Sindacati").nome
    assert chi not in testo


@pytest.mark.parametrize(
    ("scritto", "atteso"),
    [
        ("# Uno", "<h3>Uno</h3>"),
        ("## Uno\n\n### Due", "<h3>Uno</h3>\n<h4>Due</h4>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("[qui](javascript:x)", '<p><a rel="noopener noreferrer">qui</a></p>'),
        ("![x](https://altrove.example/x.png)", "<p></p>"),
        ('<img src="x.png">', '<p>&lt;img src="x.png"&gt;</p>'),
    ],
)
def test_what_is_written_is_shown_safely(scritto: str, atteso: str) -> None:
    assert render_minutes(scritto, livello=3) == atteso


# --- Writing ------------------------------------------------------------------------------------


def test_the_first_time_the_draft_is_there_and_one_click_keeps_it(
    tenuta: Seduta, asl: Utente, client: Client
) -> None:
    client.force_login(asl)
    testo = client.get(page(tenuta)).text
    assert "Un inizio dai dati registrati" in testo
    verbale = draft_minutes(tenuta)
    risposta = client.post(page(tenuta), {**hidden(testo), "verbale": verbale}, follow=True)
    assert "Il verbale è salvato." in risposta.text
    salvato = Seduta.objects.get(pk=tenuta.pk)
    assert (salvato.verbale, salvato.versione) == (verbale, 2)


def test_of_two_people_nobody_loses_a_word(tenuta: Seduta, asl: Utente, client: Client) -> None:
    client.force_login(asl)
    letto = hidden(client.get(page(tenuta)).text)
    client.post(page(tenuta), {**letto, "verbale": "Il testo di lei."})
    risposta = client.post(page(tenuta), {**letto, "verbale": "Il testo di lui."})
    assert "nel frattempo un’altra persona ha salvato" in risposta.text
    assert "Il testo di lei." in risposta.text
    assert ">\nIl testo di lui.</textarea>" in risposta.text
    assert Seduta.objects.get(pk=tenuta.pk).verbale == "Il testo di lei."
    insieme = {**hidden(risposta.text), "verbale": "Il testo di lei e di lui."}
    client.post(page(tenuta), insieme)
    assert Seduta.objects.get(pk=tenuta.pk).verbale == "Il testo di lei e di lui."


def test_saving_goes_on_by_itself_and_says_when(
    tenuta: Seduta, asl: Utente, client: Client
) -> None:
    client.force_login(asl)
    letto = hidden(client.get(page(tenuta)).text)
    da_solo = {"HX-Request": "true"}
    primo = client.post(page(tenuta), {**letto, "verbale": "# Uno"}, headers=da_solo).text
    assert "Salvato alle" in primo
    assert "<h3>Uno</h3>" in primo
    poi = {**hidden(primo), "verbale": "Uno e due"}
    assert "Salvato alle" in client.post(page(tenuta), poi, headers=da_solo).text
    assert Seduta.objects.get(pk=tenuta.pk).verbale == "Uno e due"
    tardi = client.post(page(tenuta), {**letto, "verbale": "Tardi"}, headers=da_solo).text
    assert "Non salvato: nel frattempo un’altra persona ha salvato." in tardi
    assert "<textarea" not in tardi


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_comes_after_the_session_ended_is_found_on_entering(
    tenuta: Seduta, asl: Utente, client: Client, headers: dict[str, str]
) -> None:
    client.force_login(asl)
    letto = hidden(client.get(page(tenuta)).text)
    client.cookies.clear()
    risposta = client.post(page(tenuta), {**letto, "verbale": "Ancora."}, headers=headers)
    if headers:
        assert "La sessione è finita: il testo è al sicuro." in risposta.text
    else:
        assert risposta["Location"].startswith("/accesso/?next=")
    assert Seduta.objects.get(pk=tenuta.pk).verbale == ""
    client.post("/accesso/", {"login": asl.email, "password": "una-frase-di-prova-lunga"})
    testo = client.get(page(tenuta)).text
    assert "La sessione era finita" in testo
    assert ">\nAncora.</textarea>" in testo
    client.post(page(tenuta), {**hidden(testo), "verbale": "Ancora."})
    assert Seduta.objects.get(pk=tenuta.pk).verbale == "Ancora."
    assert "La sessione era finita" not in client.get(page(tenuta)).text


def test_a_passer_by_leaves_nothing_in_the_session(tenuta: Seduta, client: Client) -> None:
    client.post("/rete/sedute/assente/verbale/", {"verbale": "x"})
    assert "verbale_sospeso" not in client.session
    Seduta.objects.update(verbale="Chiuso.", stato="verbalizzata", verbalizzata_il=timezone.now())
    client.post(page(tenuta), {"verbale": "x"})
    assert "verbale_sospeso" not in client.session


def test_what_is_written_in_closed_minutes_comes_back(
    tenuta: Seduta, asl: Utente, client: Client
) -> None:
    client.force_login(asl)
    letto = hidden(client.get(page(tenuta)).text)
    Seduta.objects.update(verbale="Chiuso.", stato="verbalizzata", verbalizzata_il=timezone.now())
    risposta = client.post(page(tenuta), {**letto, "verbale": "Il mio testo."})
    assert "Nel frattempo il verbale è stato chiuso" in risposta.text
    assert "Il mio testo.</textarea>" in risposta.text
    assert Seduta.objects.get(pk=tenuta.pk).verbale == "Chiuso."


@pytest.mark.parametrize(
    ("sbagliato", "detto"),
    [
        ({"verbale": " "}, "Il verbale è vuoto: scriverne il testo."),
        ({"verbale": "x" * 100_001}, "Il testo supera i 100.000 caratteri"),
        ({"verbale": "a\x00b"}, "I caratteri null non sono ammessi."),
        ({"verbale": "x", "versione": "9" * 40, "letti": "{"}, "un’altra persona ha salvato"),
    ],
)
def test_bad_input_is_explained(
    tenuta: Seduta, asl: Utente, client: Client, sbagliato: dict[str, str], detto: str
) -> None:
    client.force_login(asl)
    risposta = client.post(page(tenuta), {"versione": "1", "letti": "", **sbagliato})
    assert (risposta.status_code, detto in risposta.text) == (200, True)


def test_the_secretary_writes_and_others_do_not(tenuta: Seduta, client: Client) -> None:
    segretario = Utente.objects.get(mandati__seggio__categoria="Sindacati")
    client.force_login(segretario)
    assert client.get(page(tenuta)).status_code == 403
    Seduta.objects.update(segretario=segretario)
    assert client.get(page(tenuta)).status_code == 200
    segretario.mandati.update(revocato_alle=timezone.now())
    assert client.get(page(tenuta)).status_code == 403


# --- Closed, approved, published ----------------------------------------------------------------


def close(seduta: Seduta, asl: Utente) -> Seduta:
    Seduta.objects.filter(pk=seduta.pk).update(verbale="# Inizio\n\nSi discute.")
    seduta.refresh_from_db()
    perform(seduta, "write_minutes", asl)
    return seduta


def print_it(seduta: Seduta) -> Documento:
    run_now(GENERE, {"seduta": seduta.pk})
    return Seduta.objects.select_related("verbale_pdf").get(pk=seduta.pk).verbale_pdf


def test_empty_minutes_are_not_closed(tenuta: Seduta, asl: Utente) -> None:
    with pytest.raises(ValidationError, match="Il verbale non è scritto"):
        perform(tenuta, "write_minutes", asl)


def test_closing_asks_for_the_pdf_once(tenuta: Seduta, asl: Utente) -> None:
    Seduta.objects.update(verbale="# Inizio\n\nSi discute.")
    prima = Seduta.objects.get(pk=tenuta.pk)
    close(tenuta, asl)
    with pytest.raises(StaleState):
        perform(prima, "write_minutes", asl)
    assert Elaborazione.objects.filter(genere=GENERE).count() == 1


def test_the_pdf_is_tagged_archivable_and_repeatable(tenuta: Seduta, asl: Utente) -> None:
    close(tenuta, asl)
    primo = print_it(tenuta)
    with pikepdf.open(primo.file.path) as pdf:
        with pdf.open_metadata() as dati:
            assert (dati["pdfaid:part"], dati["pdfuaid:part"]) == ("2", "1")
        assert str(pdf.Root.Lang) == "it"
        assert str(pdf.docinfo["/Title"]).startswith("Verbale: Organo di prova")
        assert bool(pdf.Root.MarkInfo.Marked)
    vecchio = primo.file.path
    secondo = print_it(tenuta)
    assert secondo.sha256 == primo.sha256
    assert list(Documento.objects.values_list("pk", flat=True)) == [secondo.pk]
    assert vecchio != secondo.file.path


def test_minutes_opened_again_are_not_printed(tenuta: Seduta, asl: Utente) -> None:
    close(tenuta, asl)
    with pytest.raises(ReasonMissing):
        perform(tenuta, "correct_minutes", asl)
    perform(tenuta, "correct_minutes", asl, reason="Manca un nome di ente.")
    assert (tenuta.stato, tenuta.verbale) == (StatoSeduta.TENUTA, "# Inizio\n\nSi discute.")
    with pytest.raises(JobFailed, match="riaperto"):
        run_now(GENERE, {"seduta": tenuta.pk})


def test_only_a_later_meeting_held_by_the_same_organo_approves(
    tenuta: Seduta, asl: Utente, client: Client
) -> None:
    close(tenuta, asl)
    poco_dopo = tenuta.inizio + timedelta(days=1)
    sbagliate = [
        make_seduta(stato="tenuta", inizio=poco_dopo),
        make_seduta(organo=tenuta.organo, stato="convocata"),
        make_seduta(organo=tenuta.organo, stato="tenuta", inizio=tenuta.inizio - timedelta(1)),
        tenuta,
    ]
    for sbagliata in sbagliate:
        with pytest.raises(ValidationError, match="seduta successiva"):
            perform(tenuta, "approve_minutes", asl, approvata_in=sbagliata)
    giusta = make_seduta(organo=tenuta.organo, stato="tenuta", inizio=poco_dopo)
    client.force_login(asl)
    pagina = f"/rete/sedute/{tenuta.codice}/approva-il-verbale/"
    assert client.get(pagina).text.count(f'value="{giusta.codice}"') == 1
    client.post(pagina, {"approvata_in": giusta.codice})
    tenuta.refresh_from_db()
    assert (tenuta.stato, tenuta.approvata_in) == (StatoSeduta.APPROVATA, giusta)
    assert tenuta.approvata_il is not None


def test_published_minutes_are_for_everybody_with_their_file_and_decisions(
    tenuta: Seduta, asl: Utente, client: Client
) -> None:
    close(tenuta, asl)
    giusta = make_seduta(
        organo=tenuta.organo, stato="tenuta", inizio=tenuta.inizio + timedelta(days=1)
    )
    perform(tenuta, "approve_minutes", asl, approvata_in=giusta)
    file = print_it(tenuta)
    pagina, registro = tenuta.get_absolute_url(), "/rete/organi/organo/decisioni/"
    assert "Si discute." not in client.get(pagina).text
    assert "Si allungano." not in client.get(registro).text
    assert not can_read(make_utente(), file)
    perform(tenuta, "publish_minutes", asl)
    assert "Si discute." in client.get(pagina).text
    assert "Si allungano." in client.get(registro).text
    assert "pubblicato il verbale della seduta" in client.get("/").text
    scaricato = client.get(f"/documenti/{file.codice}/")
    assert b"".join(scaricato.streaming_content).startswith(b"%PDF-")
    file.refresh_from_db()
    assert file.riservatezza == "pubblico"


def test_who_sits_in_the_organo_reads_them_before_everybody(
    tenuta: Seduta, asl: Utente, client: Client
) -> None:
    close(tenuta, asl)
    file = print_it(tenuta)
    membro = Utente.objects.get(mandati__seggio__categoria="Sindacati")
    client.force_login(membro)
    assert "Si discute." in client.get(tenuta.get_absolute_url()).text
    assert can_read(membro, file)
    membro.mandati.update(revocato_alle=timezone.now())
    assert not can_read(Utente.objects.get(pk=membro.pk), file)
