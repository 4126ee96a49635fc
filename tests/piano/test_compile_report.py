"""A report is made of the figures that every page shows: data, PDF, spreadsheet."""

import io
import re
import shutil
import subprocess
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from django.db.models.fields.files import FieldFile
from django.test import Client
from django.utils import timezone

from conciliazione.copie import copies_of, fingerprint
from conciliazione.lavori import JobFailed, execute, run_now
from conciliazione.models import Documento, Elaborazione
from conciliazione.numeri import format_decimal
from conciliazione.transizioni import perform
from piano.models import CompilazioneRelazione, Relazione
from piano.relazioni import compilazione, stesura
from piano.relazioni.dati import SCHEMA, compile_report, rows_of
from progetti.models import Progetto, Prova, Rilevazione, ValoreFinestra
from rete.models import Utente
from tests.factories import make_progetto
from tests.factories.criticita import make_criticita
from tests.factories.monitoraggio import make_consegna, make_indicator_of, make_rilevazione
from tests.guardie_tolte import unguarded
from tests.piano.relazioni import (
    MOTIVO,
    SVOLTO,
    Racconto,
    close,
    compile_now,
    deliver,
    tell,
)
from tests.progetti.monitorare import expire

Cast = dict[str, Utente]
TRE = ("dichiarato", "con_prova", "verificato")


@pytest.fixture
def racconto(cast: Cast) -> Racconto:
    return tell(svolto=SVOLTO)


def read(documento: Documento) -> bytes:
    with documento.file.open("rb") as file:
        return file.read()


def words(contenuto: bytes, folder: Path) -> str:
    """What is read in a PDF, in order."""
    file = folder / "relazione.pdf"
    file.write_bytes(contenuto)
    letto = subprocess.run(
        [shutil.which("pdftotext"), "-layout", file, "-"], capture_output=True, check=True
    )
    return letto.stdout.decode()


def rows_of_sheet(contenuto: bytes, nome: str) -> list[dict[str, object]]:
    foglio = openpyxl.load_workbook(io.BytesIO(contenuto))[nome]
    testa, *righe = foglio.iter_rows(values_only=True)
    return [dict(zip(testa, riga, strict=True)) for riga in righe]


def figures(dati: dict) -> dict[str, dict]:
    return {r["indicatore"]: r for p in dati["progetti"] for r in rows_of(p)}


# --- The same figures everywhere ---------------------------------------------------------------


def test_the_same_figures_stand_in_data_sheet_pdf_and_on_the_page(
    racconto: Racconto, cast: Cast, client: Client, tmp_path: Path
) -> None:
    fatta = deliver(racconto, cast["capofila"], cast["responsabile"])
    dati = figures(fatta.dati)
    frozen = {v.indicatore.denominazione: v for v in ValoreFinestra.objects.all()}
    foglio = {r["indicatore"]: r for r in rows_of_sheet(read(fatta.foglio), "Indicatori")}
    carta = words(read(fatta.pdf), tmp_path)
    client.force_login(cast["capofila"])
    pagina = client.get(racconto.scena.consegna.get_absolute_url()).content.decode()
    propria = client.get(racconto.relazione.get_absolute_url()).content.decode()
    assert set(dati) == set(frozen) == set(foglio)
    assert len(dati) == 4
    for nome, riga in dati.items():
        scritti = [_written(riga[n]) for n in (*TRE, "target")]
        assert [_number(riga[n]) for n in (*TRE, "target", "atteso")] == [
            getattr(frozen[nome], n) for n in (*TRE, "target", "atteso")
        ]
        assert [_number(riga[n]) for n in (*TRE, "target", "atteso")] == [
            _number(foglio[nome][n]) for n in (*TRE, "target", "atteso")
        ]
        assert _on_page(pagina, nome) == [*scritti, _written(riga["atteso"], 1)]
        assert _on_paper(carta, nome) == _in_table(propria, nome)
        assert _in_table(propria, nome) == [
            scritti[3],
            _written(riga["atteso"], 1),
            *scritti[:3],
        ]


def _number(valore: object) -> Decimal | None:
    return None if valore is None else Decimal(str(valore)).quantize(Decimal("0.01"))


def _written(valore: str | None, decimali: int | None = None) -> str:
    return "–" if valore is None else format_decimal(Decimal(valore), decimali)


def _on_page(html: str, nome: str) -> list[str]:
    """The five numbers of a line on the page of the delivery."""
    pezzo = html.partition(f">{nome}</a>")[2]
    return re.findall(r"<dd>([^<]*)</dd>", pezzo.partition("</dl>")[0])


def _in_table(html: str, nome: str) -> list[str]:
    """The five numbers of an indicator in the first table that has it: of the figures."""
    riga = re.search(rf"<th scope=\"row\">[\d.]+ {nome} \([^<]*</th>(.*?)</tr>", html, re.DOTALL)
    return re.findall(r'<td class="numero">([^<]*)</td>', riga[1])


def _on_paper(carta: str, nome: str) -> list[str]:
    """The same of the PDF: the numbers that follow the name in its line."""
    riga = next(r for r in carta.splitlines() if re.search(rf"\d {nome}\b", r))
    return re.findall(r"(?<=\s)(?:[\d.]+(?:,\d+)?|–)(?=\s)", riga.partition(nome)[2] + " ")[:5]


def test_it_tells_proofs_reasons_and_who_runs_the_project_and_no_person(
    racconto: Racconto, cast: Cast, tmp_path: Path
) -> None:
    Prova.objects.update(titolo="Firme di Mario", nota="Chiamare Mario", luogo="Sala civica")
    dati = compile_report(racconto.relazione)
    progetto = dati["progetti"][0]
    assert [p["quote"][0]["quantita"] for p in progetto["prove"]] == ["1.00", "1.00", "7.00"]
    assert {p["luogo"] for p in progetto["prove"]} == {"Sala civica"}
    assert sorted(len(p["partner"]) for p in progetto["prove"]) == [0, 1, 1]
    assert figures(dati)["Operatori formati"]["motivo"] == MOTIVO
    assert figures(dati)["Operatori formati"]["andamento_in_parole"] == "dichiarato, non verificato"
    assert figures(dati)["Opuscoli"]["andamento_in_parole"] == "non ancora misurato"
    carta = words(read(compile_now(racconto.relazione).pdf), tmp_path)
    for scritto in (MOTIVO, "Cooperativa Ponte", "Sala civica", "motivo non indicato", SVOLTO):
        assert scritto in carta
    assert "Mario" not in carta + str(dati)


def test_a_correction_says_what_it_changes_and_why(racconto: Racconto) -> None:
    scena = racconto.scena
    prima = Rilevazione.objects.verified().get()
    make_rilevazione(
        consegna=scena.consegna,
        indicatore=scena.incontri,
        valore=-1,
        corregge=prima,
        nota="Contato due volte.",
    )
    correzione = compile_report(racconto.relazione)["progetti"][0]["correzioni"][0]
    assert (correzione["valeva"], correzione["valore"]) == ("2.00", "-1.00")
    assert (correzione["motivo"], correzione["si_somma"]) == ("Contato due volte.", True)


def test_risks_and_problems_are_told_without_who_follows_them(
    racconto: Racconto, tmp_path: Path
) -> None:
    scena = racconto.scena
    entro = date(2027, 3, 1)
    make_criticita(scena, segue="Mario Rossi", entro_il=entro)
    chiusa = {"stato": "chiusa", "esito": "Si è cambiata sala.", "chiusa_il": timezone.now()}
    make_criticita(scena, tipo="problema", testo="La sala è chiusa.", **chiusa)
    vecchia = {**chiusa, "chiusa_il": timezone.now() - timedelta(days=2000)}
    make_criticita(scena, testo="Finita prima del periodo.", **vecchia)
    fatta = compile_now(racconto.relazione)
    righe = rows_of_sheet(read(fatta.foglio), "Rischi e problemi")
    assert [(r["tipo"], r["testo"], r["esito"]) for r in righe] == [
        ("rischio", "Poche aziende rispondono.", ""),
        ("problema", "La sala è chiusa.", "Si è cambiata sala."),
    ]
    assert righe[0]["entro_il"].date() == entro
    carta = words(read(fatta.pdf), tmp_path)
    assert ("1° marzo 2027" in carta, "Si è cambiata sala." in carta) == (True, True)
    assert "Mario" not in carta + str(fatta.dati)


# --- Drafts ------------------------------------------------------------------------------------


def test_before_the_closing_the_figures_are_of_now_and_say_so(
    racconto: Racconto, cast: Cast, client: Client
) -> None:
    assert compile_report(racconto.relazione)["cifre"] == "provvisorie"
    client.force_login(cast["capofila"])
    pagina = client.get(racconto.relazione.get_absolute_url()).content.decode()
    assert "Le cifre sono provvisorie" in pagina
    close(racconto.scena, cast["responsabile"])
    make_indicator_of(racconto.scena.consegna, denominazione="Venuto dopo")
    dati = compile_report(racconto.relazione)
    assert (dati["cifre"], "Venuto dopo" in figures(dati)) == ("definitive", False)


def test_a_target_that_changes_later_does_not_change_what_was_frozen(
    racconto: Racconto, cast: Cast
) -> None:
    close(racconto.scena, cast["responsabile"])
    prima = compile_report(racconto.relazione)
    type(racconto.scena.incontri).objects.filter(pk=racconto.scena.incontri.pk).update(target=40)
    assert compile_report(racconto.relazione) == prima
    assert figures(prima)["Incontri"]["target"] == "4.00"


def files_of(fatta: CompilazioneRelazione) -> list[FieldFile]:
    return [fatta.pdf.file, fatta.foglio.file]


def test_of_the_drafts_the_last_five_stay_with_their_files(
    racconto: Racconto, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        fatte = [files_of(compile_now(racconto.relazione)) for _ in range(7)]
    assert [c.numero for c in racconto.relazione.compilazioni.order_by("numero")] == [3, 4, 5, 6, 7]
    there = [[file.storage.exists(file.name) for file in files] for files in fatte]
    assert there == [[False] * 2] * 2 + [[True] * 2] * 5


def test_a_draft_asked_before_and_made_after_the_delivery_is_not_made(
    racconto: Racconto, cast: Cast
) -> None:
    close(racconto.scena, cast["responsabile"])
    perform(racconto.relazione, "deliver", cast["capofila"])
    argomenti = {"finestra": racconto.relazione.finestra_id, "progetto": racconto.scena.progetto.pk}
    with pytest.raises(JobFailed, match="già stata consegnata"):
        run_now(compilazione.BOZZA, argomenti)
    assert not CompilazioneRelazione.objects.exists()


# --- What was delivered ------------------------------------------------------------------------


def test_what_was_delivered_is_made_of_the_sealed_copy_byte_for_byte(
    racconto: Racconto, cast: Cast
) -> None:
    fatta = deliver(racconto, cast["capofila"], cast["responsabile"])
    copia = copies_of(racconto.relazione).get()
    assert (fatta.copia, fatta.dati, fatta.sha256_dati) == (copia, copia.dati, copia.sha256)
    assert (copia.documento, fatta.motori["schema"]) == (fatta.pdf, SCHEMA)
    prima = compilazione.render_html(copia.dati, copia.sha256)
    with unguarded():
        Relazione.objects.update(svolto="Cambiato dopo")
        Progetto.objects.update(titolo="Cambiato dopo")
    assert compilazione.render_html(copies_of(racconto.relazione).get().dati, copia.sha256) == prima
    assert "".join(copia.sha256) in prima


def test_it_is_made_once_however_often_the_job_is_done(racconto: Racconto, cast: Cast) -> None:
    close(racconto.scena, cast["responsabile"])
    perform(racconto.relazione, "deliver", cast["capofila"])
    lavoro = Elaborazione.objects.get(genere=compilazione.CONSEGNATA)
    for _ in range(3):
        execute(lavoro.pk)
    ancora = compile_now(racconto.relazione)
    assert CompilazioneRelazione.objects.get() == ancora
    assert ancora.elaborazione == lavoro


def test_the_pdf_is_tagged_in_italian_and_names_what_it_is(racconto: Racconto, cast: Cast) -> None:
    fatta = deliver(racconto, cast["capofila"], cast["responsabile"])
    letto = pikepdf.open(io.BytesIO(read(fatta.pdf)))
    assert letto.Root.Lang == "it"
    titolo = f"Relazione di monitoraggio: {racconto.scena.progetto} – {racconto.relazione.finestra}"
    assert letto.docinfo["/Title"] == titolo


def test_a_word_that_a_spreadsheet_would_run_is_made_harmless(racconto: Racconto) -> None:
    Relazione.objects.update(svolto='=HYPERLINK("http://esempio.example")')
    racconto.relazione.refresh_from_db()
    fatta = compile_now(racconto.relazione)
    testi = rows_of_sheet(read(fatta.foglio), "Testi")
    assert testi[0]["testo"] == '\'=HYPERLINK("http://esempio.example")'
    assert fatta.sha256_dati == fingerprint(fatta.dati)


# --- When a window closes ----------------------------------------------------------------------


def jobs() -> list[object]:
    """Of which projects a draft was asked; None is the whole Piano."""
    righe = Elaborazione.objects.filter(genere=compilazione.BOZZA).order_by("pk")
    return [lavoro.argomenti["progetto"] for lavoro in righe]


def test_at_the_closing_the_report_is_compiled_and_with_the_last_one_the_whole(
    racconto: Racconto, cast: Cast
) -> None:
    finestra, progetto = racconto.scena.consegna.finestra, racconto.scena.progetto
    altro = make_progetto(ciclo=finestra.ciclo)
    altra = make_consegna(finestra=finestra, progetto=altro)
    Relazione.objects.all().delete()
    close(racconto.scena, cast["responsabile"])
    assert jobs() == [progetto.pk]
    expire(altra)
    perform(altra, "close", cast["responsabile"])
    assert jobs() == [progetto.pk, altro.pk, None]
    for lavoro in Elaborazione.objects.filter(genere=compilazione.BOZZA):
        execute(lavoro.pk)
    fatte = CompilazioneRelazione.objects.order_by("relazione")
    assert [c.dati["cifre"] for c in fatte] == ["definitive"] * 3
    assert {c.relazione.progetto for c in fatte} == {progetto, altro, None}


def test_the_whole_has_the_words_of_the_projects_that_delivered_theirs(
    racconto: Racconto, cast: Cast
) -> None:
    intera = stesura.begin(racconto.relazione.finestra, None)
    assert compile_report(intera)["progetti"][0]["testi"] is None
    close(racconto.scena, cast["responsabile"])
    perform(racconto.relazione, "deliver", cast["capofila"])
    dati = compile_report(Relazione.objects.get(pk=intera.pk))
    assert dati["progetti"][0]["testi"]["svolto"] == SVOLTO
    assert sum(a["indicatori"] for a in dati["andamenti"]) == 4


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_whole_asks_the_same_queries_however_many_the_projects(
    quanti: int, racconto: Racconto, cast: Cast, django_assert_num_queries: object
) -> None:
    finestra = racconto.relazione.finestra
    for numero in range(quanti):
        progetto = make_progetto(ciclo=finestra.ciclo)
        consegna = make_consegna(finestra=finestra, progetto=progetto)
        indicatori = [make_indicator_of(consegna, target=4) for _ in range(quanti)]
        make_rilevazione("verificata", ("1",) * quanti, consegna=consegna, indicatore=indicatori[0])
        if numero == 0:
            expire(consegna)
            perform(consegna, "close", cast["responsabile"])
    intera = stesura.begin(finestra, None)
    intera = Relazione.objects.select_related("finestra__ciclo__capofila").get(pk=intera.pk)
    with django_assert_num_queries(14):
        dati = compile_report(intera)
    assert len(dati["progetti"]) == quanti + 1


def test_the_page_of_a_report_says_how_its_files_are_made(
    racconto: Racconto, cast: Cast, client: Client
) -> None:
    client.force_login(cast["capofila"])
    pagina = racconto.relazione.get_absolute_url()
    gettone = client.get(pagina).context["compila"]["gettone"].value()
    primo, secondo = (client.post(f"{pagina}compila/", {"gettone": gettone}) for _ in range(2))
    lavoro = Elaborazione.objects.get(genere=compilazione.BOZZA)
    assert primo.url == secondo.url == f"{pagina}compila/{lavoro.codice}/"
    assert 'data-hx-trigger="every 2s"' in client.get(primo.url).content.decode()
    assert "Una compilazione è in corso" in client.get(pagina).content.decode()
    Elaborazione.objects.filter(pk=lavoro.pk).update(
        stato="fallita", errore="Manca una libreria.", finita_il=timezone.now()
    )
    html = client.get(primo.url).content.decode()
    assert ("Manca una libreria." in html, ">Riprova</button>" in html) == (True, True)
    compile_now(racconto.relazione)
    file = CompilazioneRelazione.objects.get()
    risposta = client.get(f"/piano/relazioni/file/{file.codice}/xlsx/")
    assert b"".join(risposta.streaming_content).startswith(b"PK")
