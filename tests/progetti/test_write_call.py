"""The staff write a call page by page and publish it; from then on the pages leave it alone."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from progetti.models import Avviso, VersioneAvviso
from progetti.parti import rewrite_draft
from rete.enums import LivelloOrgano
from rete.models import Atto, Ciclo, Utente
from tests.factories import make_avviso, make_organo, make_progetto
from tests.factories.file import make_pdf
from tests.progetti.avvisi import act, expire, make_published, make_ready

ATTO = {
    "atto_tipo": "deliberazione",
    "atto_emanante": "Direttore Generale",
    "atto_numero": "12",
    "atto_data": "2026-01-15",
    "atto_oggetto": "Approvazione dell’avviso",
}


def _page(avviso: Avviso, pagina: str) -> str:
    return reverse("avvisi:call_write", args=[avviso.slug, pagina])


def _step(avviso: Avviso, parole: str) -> str:
    return reverse("avvisi:call_step", args=[avviso.slug, parole])


def _read(client: Client, indirizzo: str, dati: dict[str, object]) -> str:
    risposta = client.post(indirizzo, dati)
    assert risposta.status_code == 200
    return risposta.content.decode()


def _draft(**campi: object) -> Avviso:
    return make_avviso("bozza", ciclo=Ciclo.objects.current(), **campi)


# --- Beginning ---------------------------------------------------------------------------------


def test_a_double_click_begins_one_call(client: Client, asl: Utente) -> None:
    client.force_login(asl)
    pagina = client.get("/avvisi/nuovo/")
    dati = {"titolo": "Nuovo", "gettone": pagina.context["form"]["gettone"].value()}
    prima, poi = (client.post("/avvisi/nuovo/", dati) for _ in range(2))
    assert prima.url == poi.url
    avviso = Avviso.objects.get()
    # «nuovo» is the address of this very page.
    assert (avviso.slug, avviso.livello, avviso.emanante.slug) == (
        "nuovo-2",
        "rete",
        "ente-capofila",
    )


def test_a_capofila_begins_one_on_a_project_of_the_alliance(
    client: Client, capofila: Utente, alleanza: object
) -> None:
    progetto = make_progetto(alleanza=alleanza, ciclo=alleanza.ciclo)
    client.force_login(capofila)
    dati = {"titolo": "Incentivi", "gettone": "x" * 30}
    assert "campo-errato" in _read(client, "/avvisi/nuovo/", dati)
    client.post("/avvisi/nuovo/", {**dati, "progetto": progetto.slug})
    avviso = Avviso.objects.get()
    assert (avviso.livello, avviso.progetto, avviso.chi_propone) == (
        "secondo",
        progetto,
        "soggetto",
    )
    assert avviso.emanante == alleanza.partenariati.get(ruolo="capofila").soggetto


# --- The pages ---------------------------------------------------------------------------------


def test_what_is_typed_comes_back_equal(client: Client, asl: Utente) -> None:
    avviso, strano = _draft(), "L’«avviso» <b>& 🙂</b> 1.234,56"
    client.force_login(asl)
    dati = {
        "titolo": strano,
        "sommario": strano,
        "testo": strano,
        "destinatari": strano,
        "chi_propone": "alleanza",
        "versione": avviso.versione,
    }
    assert client.post(_page(avviso, "testo"), dati).status_code == 302
    avviso.refresh_from_db()
    assert {avviso.titolo, avviso.sommario, avviso.testo, avviso.destinatari} == {strano}


def test_instants_have_seconds_and_are_of_rome(client: Client, asl: Utente) -> None:
    avviso = _draft()
    client.force_login(asl)
    dati = {
        "apre_il": "2026-12-01T09:00:00",
        "chiude_il": "2026-12-31T12:00:01",
        "dotazione": "1.234,56",
        "massimale": "",
        "versione": 1,
    }
    assert client.post(_page(avviso, "tempi"), dati).status_code == 302
    avviso.refresh_from_db()
    assert avviso.chiude_il == datetime(2026, 12, 31, 11, 0, 1, tzinfo=UTC)
    assert (avviso.dotazione, avviso.massimale) == (Decimal("1234.56"), None)
    assert 'value="2026-12-31T12:00:01"' in client.get(_page(avviso, "tempi")).content.decode()


@pytest.mark.parametrize(
    ("dati", "detto"),
    [
        ({"chiude_il": "2026-10-25T02:30:00"}, "cambia l’ora legale"),
        ({"apre_il": "2026-03-29T02:30:00"}, "cambia l’ora legale"),
        ({"chiude_il": "domani"}, "Scrivere giorno e ora"),
        ({"chiude_il": "2026-06-01T09:00:00"}, "La chiusura viene dopo l’apertura."),
        ({"dotazione": "tanti"}, "campo-errato"),
        ({"dotazione": "-1"}, "riepilogo-errori"),
        ({"dotazione": "9" * 40}, "campo-errato"),
        ({"dotazione": "NaN"}, "campo-errato"),
        ({"massimale": "2000"}, "Il massimo per progetto non supera la dotazione."),
    ],
)
def test_bad_times_and_amounts_are_explained(
    dati: dict[str, str], detto: str, client: Client, asl: Utente
) -> None:
    avviso = _draft()
    client.force_login(asl)
    buoni = {"apre_il": "2026-06-01T09:00:00", "chiude_il": "2026-07-01T09:00:00"}
    scritti = {**buoni, "dotazione": "1000", "massimale": "", "versione": 1, **dati}
    assert detto in _read(client, _page(avviso, "tempi"), scritti)
    assert Avviso.objects.get(pk=avviso.pk).versione == 1


@pytest.mark.parametrize(
    ("campo", "valore"), [("chiude_il", "2026-06-01T09:00:00"), ("massimale", "2000")]
)
def test_what_the_whole_row_refuses_is_said_beside_a_field(
    campo: str, valore: str, client: Client, asl: Utente
) -> None:
    avviso = _draft()
    client.force_login(asl)
    buoni = {"apre_il": "2026-06-01T09:00:00", "chiude_il": "2026-07-01T09:00:00"}
    scritti = {**buoni, "dotazione": "1000", "versione": 1, campo: valore}

    risposta = client.post(_page(avviso, "tempi"), scritti)

    assert set(risposta.context["form"].errors) == {campo}


def test_the_remedies_are_rows_and_the_organo_is_chosen_by_its_slug(
    client: Client, asl: Utente
) -> None:
    avviso = _draft()
    client.force_login(asl)
    dati = {
        "organo": avviso.organo.slug,
        "numero_legale": "2",
        "rimedi": ["ridotto", "altro_organo"],
        "soglia": "60,5",
        "ambito_incompatibilita": "procedura",
    }
    assert client.post(_page(avviso, "valutazione"), {**dati, "versione": 1}).status_code == 302
    avviso.refresh_from_db()
    assert (avviso.soglia, avviso.scarto) == (Decimal("60.5"), None)
    assert sorted(r.rimedio for r in avviso.rimedi.all()) == ["altro_organo", "ridotto"]
    pagina = _read(client, _page(avviso, "valutazione"), {**dati, "soglia": "101", "versione": 2})
    assert "Il punteggio minimo va da 0 a 100." in pagina


def test_two_who_write_together_lose_nothing(client: Client, asl: Utente) -> None:
    avviso = _draft()
    client.force_login(asl)
    letta = client.get(_page(avviso, "testo")).context["form"].initial
    comuni = {"titolo": avviso.titolo, "chi_propone": "alleanza"}
    vecchi = {**comuni, "versione": letta["versione"], "letti": letta["letti"]}
    client.post(_page(avviso, "testo"), {**vecchi, "testo": "Il primo"})
    pagina = _read(client, _page(avviso, "testo"), {**vecchi, "testo": "Il secondo"})
    assert "Non è ancora salvato" in pagina
    assert ("Il primo" in pagina, "Il secondo" in pagina) == (True, True)
    assert Avviso.objects.get(pk=avviso.pk).testo == "Il primo"


# --- Criteria ----------------------------------------------------------------------------------


def _rows(parte: str, *righe: dict[str, str], prima: int = 0, **altro: object) -> dict[str, object]:
    dati: dict[str, object] = {
        f"{parte}-TOTAL_FORMS": len(righe),
        f"{parte}-INITIAL_FORMS": prima,
        **altro,
    }
    for n, riga in enumerate(righe):
        dati |= {f"{parte}-{n}-{nome}": valore for nome, valore in riga.items()}
    return dati


QUALITA = {"titolo": "Qualità", "peso": "60,00", "massimo": "10", "minimo": "", "ORDER": "2"}
RETE = {"titolo": "Rete", "peso": "40", "massimo": "5", "minimo": "2,5", "ORDER": "1"}
VUOTA = {"titolo": "", "peso": "", "massimo": "", "minimo": "0,00", "ORDER": ""}


def test_criteria_are_written_in_their_order(client: Client, asl: Utente) -> None:
    avviso = _draft()
    client.force_login(asl)
    dati = _rows("criteri", QUALITA, RETE, VUOTA, versione=1, azione="fine")
    assert client.post(_page(avviso, "criteri"), dati).status_code == 302
    assert [(c.ordine, c.titolo, c.peso, c.minimo) for c in avviso.criteri.all()] == [
        (1, "Rete", Decimal(40), Decimal("2.5")),
        (2, "Qualità", Decimal(60), Decimal(0)),
    ]
    assert 'value="40,00"' in client.get(_page(avviso, "criteri")).content.decode()
    tolto = _rows("criteri", {**RETE, "DELETE": "on"}, QUALITA, prima=2, versione=2)
    risposta = client.post(_page(avviso, "criteri"), tolto, follow=True)
    assert [c.titolo for c in avviso.criteri.all()] == ["Qualità"]
    assert "mancano 40" in risposta.content.decode()


@pytest.mark.parametrize(
    ("riga", "detto"),
    [
        ({"peso": "101"}, "Il peso è maggiore di 0 e al più 100."),
        ({"minimo": "11"}, "Il minimo va da 0 al massimo"),
        ({"peso": ""}, "campo-errato"),
        ({"massimo": "molti"}, "campo-errato"),
        ({"titolo": ""}, "campo-errato"),
    ],
)
def test_a_wrong_criterion_is_explained_beside_it(
    riga: dict[str, str], detto: str, client: Client, asl: Utente
) -> None:
    avviso = _draft()
    client.force_login(asl)
    dati = _rows("criteri", {**QUALITA, **riga}, versione=1)
    assert detto in _read(client, _page(avviso, "criteri"), dati)
    assert not avviso.criteri.exists()


def test_rows_read_before_another_saved_are_kept_and_not_written(
    client: Client, asl: Utente
) -> None:
    avviso = _draft()
    client.force_login(asl)
    for testo in ("Il primo", "Il secondo"):
        dati = _rows("requisiti", {"testo": testo, "ORDER": "1"}, versione=1)
        risposta = client.post(_page(avviso, "requisiti"), dati)
    pagina = risposta.content.decode()
    assert "un’altra persona ha cambiato" in pagina
    assert ("Il primo" in pagina, "Il secondo" in pagina) == (True, True)
    assert [r.testo for r in avviso.requisiti.all()] == ["Il primo"]


# --- Publishing and after ----------------------------------------------------------------------


def test_the_checklist_leads_to_the_field(client: Client, asl: Utente) -> None:
    avviso = make_ready(soglia=None)
    client.force_login(asl)
    pagina = client.get(reverse("avvisi:call_prepare", args=[avviso.slug])).content.decode()
    assert f'href="{_page(avviso, "valutazione")}#id_soglia"' in pagina
    assert 'id="id_soglia"' in client.get(_page(avviso, "valutazione")).content.decode()


def test_the_responsabile_publishes_with_an_act_typed_there(
    client: Client, responsabile: Utente
) -> None:
    avviso = make_ready()
    client.force_login(responsabile)
    assert "Scegliere l’atto" in _read(client, _step(avviso, "pubblica"), {})
    assert client.post(_step(avviso, "pubblica"), ATTO).url == avviso.get_absolute_url()
    avviso.refresh_from_db()
    assert (avviso.stato, avviso.atto.numero) == ("pubblicato", "12")


def test_what_lacks_is_said_when_one_publishes_and_no_act_is_left(
    client: Client, responsabile: Utente
) -> None:
    avviso = make_ready(destinatari="")
    client.force_login(responsabile)
    prima = Atto.objects.count()
    assert "Non è scritto chi può partecipare." in _read(client, _step(avviso, "pubblica"), ATTO)
    assert Atto.objects.count() == prima


@pytest.mark.parametrize(
    ("pagina", "dati"),
    [
        ("testo", {"titolo": "Cambiato", "chi_propone": "soggetto", "testo": "Cambiato"}),
        ("tempi", {"dotazione": "1"}),
        ("valutazione", {"soglia": "1", "ambito_incompatibilita": "procedura"}),
        ("criteri", _rows("criteri", QUALITA)),
        ("requisiti", _rows("requisiti", {"testo": "Nuovo", "ORDER": "1"})),
    ],
)
def test_the_pages_of_a_published_call_write_nothing(
    pagina: str, dati: dict[str, object], client: Client, responsabile: Utente
) -> None:
    avviso = make_published(responsabile)
    client.force_login(responsabile)
    prima = _all_of(avviso)
    detto = _read(client, _page(avviso, pagina), {**dati, "versione": avviso.versione})
    assert "L’avviso è pubblicato: da qui non si cambia più." in detto
    assert client.get(_page(avviso, pagina)).status_code == 302
    assert _all_of(avviso) == prima


def test_a_page_read_before_the_publication_does_not_write_after_it(
    client: Client, responsabile: Utente
) -> None:
    avviso = make_ready()
    letta = avviso.versione
    client.force_login(responsabile)
    client.post(_step(avviso, "pubblica"), ATTO)
    assert rewrite_draft(avviso, letta, "criteri", []) is False
    assert rewrite_draft(avviso, letta + 1, "criteri", []) is False
    assert avviso.criteri.count() == 2


def _all_of(avviso: Avviso) -> tuple[object, ...]:
    return (
        Avviso.objects.values().get(pk=avviso.pk),
        list(avviso.criteri.values()),
        list(avviso.requisiti.values()),
        list(avviso.rimedi.values()),
        VersioneAvviso.objects.count(),
    )


def test_a_correction_takes_what_is_different(client: Client, responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    client.force_login(responsabile)
    pagina = client.get(_step(avviso, "rettifica"))
    letti = {n: pagina.context["form"][n].value() or "" for n in ("titolo", "destinatari")}
    dati = {
        **letti,
        **ATTO,
        "testo": avviso.testo,
        "sommario": "",
        "dotazione": "90.000,00",
        "massimale": "50.000",
        "motivo": "Meno risorse",
        "versione": avviso.versione,
    }
    assert "Scrivere il motivo" in _read(client, _step(avviso, "rettifica"), {**dati, "motivo": ""})
    assert client.post(_step(avviso, "rettifica"), dati).status_code == 302
    versione = VersioneAvviso.objects.get(numero=2)
    assert (versione.dati["dotazione"], versione.motivo) == ("90000.00", "Meno risorse")
    assert versione.dati["sommario"] == ""
    assert not set(pagina.context["righe"])


def test_a_correction_of_a_page_read_before_another_one_is_refused(
    client: Client, responsabile: Utente
) -> None:
    avviso = make_published(responsabile)
    client.force_login(responsabile)
    modulo = client.get(_step(avviso, "rettifica")).context["form"]
    letti = {n: modulo[n].value() or "" for n in (*modulo.cambiabili, "versione")}
    dati = {**letti, **ATTO, "motivo": "Il mio"}
    act(avviso, "correct", responsabile, reason="Il suo", cambi={"sommario": "Nuovo"})
    scritta = _read(client, _step(avviso, "rettifica"), {**dati, "testo": "Testo mio"})
    assert ("un altro atto ha cambiato" in scritta, "Testo mio" in scritta) == (True, True)
    assert Avviso.objects.get(pk=avviso.pk).sommario == "Nuovo"


def test_files_come_with_the_draft_and_later_with_an_act(
    client: Client, responsabile: Utente
) -> None:
    avviso, pagina = make_ready(), "avvisi:call_files"
    client.force_login(responsabile)
    file = {"titolo": "Modello", "file": SimpleUploadedFile("modello.pdf", make_pdf())}
    assert client.post(reverse(pagina, args=[avviso.slug]), file).status_code == 302
    client.post(_step(avviso, "pubblica"), ATTO)
    file["file"] = SimpleUploadedFile("altro.pdf", make_pdf())
    client.post(reverse(pagina, args=[avviso.slug]), file)
    documento = avviso.documenti.get().documento
    tolto = reverse("avvisi:call_file_remove", args=[avviso.slug, documento.codice])
    client.post(tolto)
    assert [v.titolo for v in avviso.documenti.all()] == ["Modello"]
    passo = _step(avviso, "aggiungi-un-documento")
    finto = SimpleUploadedFile("finto.pdf", b"non un pdf")
    dati = {**ATTO, "atto_numero": "13", "titolo": "Istruzioni", "motivo": "Servono"}
    assert "campo-errato" in _read(client, passo, {**dati, "file": finto})
    file = SimpleUploadedFile("istruzioni.pdf", make_pdf())
    assert client.post(passo, {**dati, "file": file}).status_code == 302
    assert [len(v.dati["documenti"]) for v in avviso.versioni.all()] == [1, 2]
    client.logout()
    assert b"".join(client.get(f"/documenti/{documento.codice}/")) == make_pdf()


def test_before_the_opening_criteria_are_corrected_in_the_same_page(
    client: Client, responsabile: Utente
) -> None:
    domani = timezone.now() + timedelta(days=1)
    avviso = make_published(responsabile, apre_il=domani)
    client.force_login(responsabile)
    modulo = client.get(_step(avviso, "rettifica")).context["form"]
    nomi = (*modulo.cambiabili, "versione")
    letti = {n: valore for n in nomi if (valore := modulo[n].value())}
    letti["apre_il"] = f"{timezone.localtime(domani):%Y-%m-%dT%H:%M:%S}"
    solo, via = {**QUALITA, "peso": "100", "ORDER": "1"}, {**RETE, "DELETE": "on"}
    righe = _rows("criteri", solo, via, prima=2)
    dati = {**letti, **ATTO, **righe, **_rows("requisiti"), "motivo": "Un solo criterio"}
    assert client.post(_step(avviso, "rettifica"), dati).status_code == 302
    assert [(c.titolo, c.peso) for c in avviso.criteri.all()] == [("Qualità", Decimal(100))]


def test_before_the_opening_who_scores_is_corrected_too(
    client: Client, responsabile: Utente
) -> None:
    avviso = make_published(responsabile, apre_il=timezone.now() + timedelta(days=1))
    altro = make_organo(livello=LivelloOrgano.RETE)
    client.force_login(responsabile)
    modulo = client.get(_step(avviso, "rettifica")).context["form"]
    nomi = (*modulo.cambiabili, "versione")
    letti = {n: valore for n in nomi if (valore := modulo[n].value())}
    letti["apre_il"] = f"{timezone.localtime(avviso.apre_il):%Y-%m-%dT%H:%M:%S}"
    righe = {**_rows("criteri", RETE, QUALITA, prima=2), **_rows("requisiti")}
    dati = {**letti, **ATTO, **righe, "motivo": "Un altro organo"}
    dati |= {"organo": altro.slug, "rimedi": ["ridotto"], "massimale": "900.000,00"}

    risposta = client.post(_step(avviso, "rettifica"), dati)
    assert set(risposta.context["form"].errors) == {"massimale"}
    assert client.post(_step(avviso, "rettifica"), {**dati, "massimale": "9,00"}).status_code == 302

    corretto = Avviso.objects.get(pk=avviso.pk)
    assert (corretto.organo, corretto.massimale) == (altro, 9)
    assert [r.rimedio for r in corretto.rimedi.all()] == ["ridotto"]


def test_an_extension_and_a_closing_by_hand(client: Client, responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    client.force_login(responsabile)
    dati = {**ATTO, "motivo": "Più tempo", "chiude_il": "2030-01-01T12:00:00"}
    sbagliato = {**dati, "chiude_il": "2020-01-01T12:00:00"}
    assert "viene dopo quella di adesso" in _read(client, _step(avviso, "proroga"), sbagliato)
    assert "non è ancora passata" in _read(client, _step(avviso, "chiudi"), {})
    assert client.post(_step(avviso, "proroga"), dati).status_code == 302
    avviso.refresh_from_db()
    expire(avviso)
    assert client.post(_step(avviso, "chiudi")).status_code == 302
    assert Avviso.objects.get(pk=avviso.pk).stato == "chiuso"


def test_a_draft_is_deleted_for_good_and_a_published_call_is_not(
    client: Client, responsabile: Utente
) -> None:
    bozza, pubblicato = make_ready(), make_published(responsabile)
    client.force_login(responsabile)
    for avviso in (bozza, pubblicato):
        client.post(reverse("avvisi:call_delete", args=[avviso.slug]))
    assert list(Avviso.objects.all()) == [pubblicato]


def test_the_scrivania_says_what_is_due(client: Client, asl: Utente) -> None:
    bozza = make_ready(titolo="Da finire")
    presto = timezone.now() + timedelta(days=2)
    vicino = make_avviso(ciclo=Ciclo.objects.current(), titolo="Vicino", chiude_il=presto)
    client.force_login(asl)
    pagina = client.get("/scrivania/").content.decode()
    assert f"Completare l’avviso «{bozza.titolo}»" in pagina
    assert f"Si chiude l’avviso «{vicino.titolo}»" in pagina


def test_who_sits_in_the_organo_reads_the_draft_and_writes_nothing(
    client: Client, comitato: Utente
) -> None:
    avviso = _draft(organo=comitato.mandati.get().seggio.organo)
    client.force_login(comitato)
    assert "È un’anteprima" in client.get(avviso.get_absolute_url()).content.decode()
    assert client.get(_page(avviso, "testo")).status_code == 403
