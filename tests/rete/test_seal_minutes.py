"""What the organi said is kept as it was approved or recorded: a copy, its PDF, its fingerprint.

What is corrected afterwards makes another copy, with its reason.
"""

import re
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client

from conciliazione.copie import copies_of, fingerprint
from conciliazione.documenti import can_read
from conciliazione.lavori import run_now
from conciliazione.models import CopiaSigillata, Documento, Elaborazione, Passaggio
from conciliazione.transizioni import perform
from rete import carta_pareri
from rete.carta_verbali import render_html
from rete.enums import StatoSeduta
from rete.models import Ciclo, Decisione, Parere, Seduta, Utente
from rete.verbali import GENERE
from tests.factories import (
    make_decisione,
    make_mandato,
    make_organo,
    make_punto,
    make_seduta,
    make_seggio,
    make_utente,
    publish_minutes,
)


@pytest.fixture
def chiusa(ciclo: Ciclo, asl: Utente) -> Seduta:
    """A meeting with a decision, its minutes closed, and a later one that may approve them."""
    organo = make_organo(slug="organo", denominazione="Organo di prova")
    mandato = make_mandato(seggio=make_seggio(organo=organo, ordine=1, categoria="Sindacati"))
    seduta = make_seduta(organo=organo, stato=StatoSeduta.TENUTA)
    seduta.presenze.create(seggio=mandato.seggio, mandato=mandato, esito="presente")
    punto = make_punto(seduta=seduta, ordine=1, titolo="Orari dei servizi")
    make_decisione(seduta=seduta, punto=punto, numero=1, testo="Si allungano.", favorevoli=1)
    make_seduta(organo=organo, stato="tenuta", inizio=seduta.inizio + timedelta(days=1))
    Seduta.objects.filter(pk=seduta.pk).update(verbale="Si discutte degli orari.")
    seduta.refresh_from_db()
    perform(seduta, "write_minutes", asl)
    return seduta


@pytest.fixture
def approvata(chiusa: Seduta, asl: Utente) -> Seduta:
    dopo = Seduta.objects.exclude(pk=chiusa.pk).get()
    perform(chiusa, "approve_minutes", asl, approvata_in=dopo)
    return chiusa


def print_them(seduta: Seduta) -> list[CopiaSigillata]:
    run_now(GENERE, {"seduta": seduta.pk})
    return list(copies_of(seduta))


def rectify(client: Client, seduta: Seduta, **altro: object) -> HttpResponse:
    """Minutes corrected as the page posts them."""
    pagina = f"/rete/sedute/{seduta.codice}/rettifica/"
    form = client.get(pagina).context["form"]
    letti = {nome: form[nome].value() or "" for nome in form.fields}
    return client.post(pagina, {**letti, **altro})


def downloaded(client: Client, copia: CopiaSigillata) -> bytes:
    return b"".join(client.get(f"/documenti/{copia.documento.codice}/").streaming_content)


def title_of(documento: Documento) -> str:
    with pikepdf.open(documento.file.path) as pdf:
        return str(pdf.docinfo["/Title"])


# --- Approved -----------------------------------------------------------------------------------


def test_closed_minutes_are_not_sealed_yet(chiusa: Seduta) -> None:
    run_now(GENERE, {"seduta": chiusa.pk})
    assert (CopiaSigillata.objects.count(), Documento.objects.count()) == (0, 1)


def test_approval_seals_all_that_the_minutes_say(approvata: Seduta, asl: Utente) -> None:
    copia = copies_of(approvata).get()
    assert (copia.sigillata_da, copia.documento) == (asl, None)
    assert copia.sha256 == fingerprint(copia.dati)
    assert {
        nome: copia.dati[nome] for nome in ("verbale", "presenze", "motivo", "al_posto_di")
    } == {
        "verbale": "Si discutte degli orari.",
        "presenze": [{"nome": "Sindacati", "esito": "presente"}],
        "motivo": "",
        "al_posto_di": "",
    }
    (decisione,) = copia.dati["decisioni"]
    assert (decisione["testo"], decisione["favorevoli"]) == ("Si allungano.", 1)
    assert copia.dati["approvata_in"]["codice"] == approvata.approvata_in.codice


def test_an_approval_that_fails_seals_nothing(
    chiusa: Seduta, asl: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rete.carta_verbali.ask_minutes_pdf", lambda *_: 1 / 0)
    dopo = Seduta.objects.exclude(pk=chiusa.pk).get()
    with pytest.raises(ZeroDivisionError):
        perform(chiusa, "approve_minutes", asl, approvata_in=dopo)
    assert not CopiaSigillata.objects.exists()
    assert Seduta.objects.get(pk=chiusa.pk).stato == StatoSeduta.VERBALIZZATA


def test_the_pdf_is_made_of_the_copy_alone_and_made_once(approvata: Seduta) -> None:
    run_now(GENERE, {"seduta": approvata.pk})
    primo = copies_of(approvata).get().documento
    Seduta.objects.filter(pk=approvata.pk).update(luogo="Altrove", verbale="Altro.")
    (copia,) = print_them(approvata)
    assert (copia.documento, Documento.objects.count()) == (primo, 1)
    assert Seduta.objects.get(pk=approvata.pk).verbale_pdf == primo
    # A copy with the same data gives the same bytes, whatever the rows say by now.
    html = render_html(Seduta.objects.get(pk=approvata.pk), copia.dati, copia)
    assert ("discutte" in html, "Altro." in html, "Altrove" in html) == (True, False, False)
    assert copia.sha256 in html


def test_the_pdf_of_what_waited_for_approval_goes_the_sealed_one_stays(
    chiusa: Seduta, asl: Utente
) -> None:
    run_now(GENERE, {"seduta": chiusa.pk})
    aperto = Documento.objects.get()
    dopo = Seduta.objects.exclude(pk=chiusa.pk).get()
    perform(chiusa, "approve_minutes", asl, approvata_in=dopo)
    (copia,) = print_them(chiusa)
    assert list(Documento.objects.all()) == [copia.documento]
    assert copia.documento != aperto


def test_everybody_reads_what_is_sealed_with_its_fingerprints(
    approvata: Seduta, asl: Utente, client: Client
) -> None:
    (copia,) = print_them(approvata)
    pagina = approvata.get_absolute_url()
    assert copia.sha256 not in client.get(pagina).text
    assert not can_read(make_utente(), copia.documento)
    perform(Seduta.objects.get(pk=approvata.pk), "publish_minutes", asl)
    # Not what the row says: what was sealed.
    Seduta.objects.filter(pk=approvata.pk).update(verbale="Altro.")
    testo = client.get(pagina).text
    assert ("Si discutte degli orari." in testo, "Altro." in testo) == (True, False)
    assert re.findall(r'<code class="impronta">(\w+)</code>', testo) == [
        copia.documento.sha256,
        copia.sha256,
    ]
    assert downloaded(client, copia) == Path(copia.documento.file.path).read_bytes()


def test_minutes_approved_before_copies_were_kept_are_sealed_when_published(
    approvata: Seduta, asl: Utente, client: Client
) -> None:
    antica = publish_minutes(make_seduta(stato="tenuta"))
    Seduta.objects.filter(pk=antica.pk).update(pubblicata_il=None)
    antica.refresh_from_db()
    assert not copies_of(antica).exists()
    perform(antica, "publish_minutes", asl)
    (copia,) = print_them(antica)
    assert (copia.dati["verbale"], copia.documento.riservatezza) == ("Si discute.", "pubblico")


@pytest.mark.parametrize("come", ["update", "delete", "insert"])
def test_the_decisions_of_approved_minutes_stay_as_they_are(approvata: Seduta, come: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        if come == "insert":
            make_decisione(seduta=approvata, numero=2)
        else:
            righe = Decisione.objects.filter(seduta=approvata)
            righe.update(testo="Altro.") if come == "update" else righe.delete()
    assert [d.testo for d in approvata.decisioni.all()] == ["Si allungano."]


# --- Corrected ----------------------------------------------------------------------------------


def test_a_correction_is_another_copy_with_its_reason(
    approvata: Seduta, asl: Utente, client: Client
) -> None:
    (prima,) = print_them(approvata)
    perform(Seduta.objects.get(pk=approvata.pk), "publish_minutes", asl)
    client.force_login(asl)
    risposta = rectify(client, approvata, verbale="Si discute degli orari.", motivo="Un refuso")
    assert risposta["Location"] == f"{approvata.get_absolute_url()}#verbale"
    _, seconda = print_them(approvata)
    assert seconda.dati == {
        **prima.dati,
        "verbale": "Si discute degli orari.",
        "motivo": "Un refuso",
        "al_posto_di": prima.sha256,
    }
    assert seconda.documento.riservatezza == "pubblico"
    assert Seduta.objects.get(pk=approvata.pk).verbale_pdf == seconda.documento
    passaggio = Passaggio.objects.about(approvata).last()
    assert (passaggio.verbo, passaggio.motivo, passaggio.autore) == (
        "rectify_minutes",
        "Un refuso",
        asl,
    )
    assert passaggio.in_veste_di
    client.logout()
    testo = client.get(approvata.get_absolute_url()).text
    assert "per questo motivo: Un refuso" in testo
    assert re.findall(r"Copia [a-z ,]*sigillata", testo) == [
        "Copia sigillata",
        "Copia di prima, sigillata",
    ]
    for copia in (prima, seconda):
        assert downloaded(client, copia).startswith(b"%PDF-")


def test_the_copy_of_before_is_for_who_reads_the_minutes(
    approvata: Seduta, asl: Utente, client: Client
) -> None:
    (prima,) = print_them(approvata)
    client.force_login(asl)
    rectify(client, approvata, verbale="Si discute.", motivo="Un refuso")
    print_them(approvata)
    membro = Utente.objects.get(mandati__seggio__categoria="Sindacati")
    assert (can_read(membro, prima.documento), can_read(make_utente(), prima.documento)) == (
        True,
        False,
    )


def test_of_two_who_correct_the_minutes_the_second_reads_both_texts(
    approvata: Seduta, asl: Utente, client: Client
) -> None:
    client.force_login(asl)
    form = client.get(f"/rete/sedute/{approvata.codice}/rettifica/").context["form"]
    letti = {nome: form[nome].value() for nome in ("versione", "letti")}
    rectify(client, approvata, verbale="Di lei.", motivo="Prima")
    risposta = rectify(client, approvata, verbale="Di lui.", motivo="Seconda", **letti)
    assert (risposta.status_code, "Di lei." in risposta.text) == (200, True)
    assert ">\nDi lui.</textarea>" in risposta.text
    assert ">\nSeconda</textarea>" in risposta.text
    assert [c.dati["motivo"] for c in copies_of(approvata)] == ["", "Prima"]


@pytest.mark.parametrize(
    ("altro", "dove", "detto"),
    [
        ({"verbale": "Altro.", "motivo": " "}, "motivo", "Scrivere che cosa si corregge"),
        ({"verbale": " ", "motivo": "x"}, "verbale", "Il verbale è vuoto"),
        ({"verbale": "a\x00b", "motivo": "x"}, "verbale", "null"),
        ({"motivo": "x"}, "__all__", "Il verbale è quello di prima"),
    ],
)
def test_a_correction_that_says_nothing_is_refused(
    approvata: Seduta, asl: Utente, client: Client, altro: dict[str, str], dove: str, detto: str
) -> None:
    client.force_login(asl)
    errori = rectify(client, approvata, **altro).context["form"].errors
    assert detto in " ".join(errori[dove])
    assert copies_of(approvata).count() == 1


def test_minutes_not_approved_are_opened_again_not_corrected_so(
    chiusa: Seduta, asl: Utente, client: Client
) -> None:
    client.force_login(asl)
    dati = {"verbale": "Ciò che ho scritto.", "motivo": "x", "versione": chiusa.versione}
    risposta = client.post(f"/rete/sedute/{chiusa.codice}/rettifica/", dati)
    assert (risposta.status_code, "Ciò che ho scritto." in risposta.text) == (409, True)
    assert not CopiaSigillata.objects.exists()


# --- Opinions -----------------------------------------------------------------------------------


@pytest.fixture
def parere(approvata: Seduta, asl: Utente, client: Client) -> Parere:
    client.force_login(asl)
    dati = {"oggetto": "Il Piano", "esito": "favorevole", "gettone": "lo-stesso"}
    for _ in range(2):
        client.post(f"/rete/sedute/{approvata.codice}/parere/", dati)
    return Parere.objects.get()


def print_it(parere: Parere) -> list[CopiaSigillata]:
    run_now(carta_pareri.GENERE, {"parere": parere.pk})
    return list(copies_of(parere))


def test_an_opinion_is_sealed_when_it_is_recorded_once(parere: Parere, asl: Utente) -> None:
    copia = copies_of(parere).get()
    assert (copia.sigillata_da, copia.sha256) == (asl, fingerprint(copia.dati))
    assert (copia.dati["oggetto"], copia.dati["esito"]) == ("Il Piano", "favorevole")
    assert Elaborazione.objects.filter(genere=carta_pareri.GENERE).count() == 1
    (stampata,) = print_it(parere)
    (ancora,) = print_it(parere)
    assert stampata.documento == ancora.documento
    assert title_of(stampata.documento).startswith("Parere: Organo di prova")


def test_an_opinion_corrected_is_another_copy_that_everybody_reads(
    parere: Parere, client: Client
) -> None:
    (prima,) = print_it(parere)
    pagina = f"/rete/sedute/{parere.seduta.codice}/pareri/{parere.slug}/"
    form = client.get(pagina).context["form"]
    letti = {nome: form[nome].value() or "" for nome in form.fields}
    client.post(pagina, {**letti, "esito": "contrario", "motivo": "Scambiato"})
    _, seconda = print_it(parere)
    assert (seconda.dati["esito"], seconda.dati["motivo"], seconda.dati["al_posto_di"]) == (
        "contrario",
        "Scambiato",
        prima.sha256,
    )
    client.logout()
    testo = client.get(parere.seduta.get_absolute_url()).text
    assert re.findall(r'<code class="impronta">(\w+)</code>', testo) == [
        seconda.documento.sha256,
        seconda.sha256,
        prima.documento.sha256,
        prima.sha256,
    ]
    for copia in (prima, seconda):
        assert downloaded(client, copia).startswith(b"%PDF-")
