"""From `dati` to the files of a report: PDF, spreadsheet, their fingerprints.

What was delivered is made of the sealed copy alone, so that it always says what was delivered.
"""

from functools import partial

from django.db import transaction
from django.db.models import Max, QuerySet
from django.template.loader import render_to_string

from conciliazione import lavori, pdf
from conciliazione.copie import attach, copies_of, fingerprint
from conciliazione.documenti import store
from conciliazione.enums import Riservatezza
from conciliazione.lavori import Run
from conciliazione.models import CopiaSigillata, Documento, Elaborazione
from piano.compilazione import FINE_IMPAGINAZIONE, LETTURA, Layout, delete_file
from piano.models import CompilazioneRelazione, Relazione
from piano.relazioni.capitoli import chapters
from piano.relazioni.dati import compile_report
from piano.relazioni.foglio import workbook
from progetti.models import Consegna, FinestraMonitoraggio
from rete.models import Utente

BOZZA, CONSEGNATA = "piano.relazione", "piano.relazione_consegnata"
BOZZE_TENUTE = 5
PAGINE_PRIMA_VOLTA = 6


class GiaConsegnata(Exception):
    """A draft was asked of a report that was delivered meanwhile."""

    def __init__(self) -> None:
        super().__init__("La relazione è già stata consegnata: le bozze non servono più.")


# --- Asking -----------------------------------------------------------------------------------


def ask_draft(relazione: Relazione, by: Utente | None) -> Elaborazione:
    """Queue a draft, inside the caller's transaction; asked again meanwhile, it is one."""
    chiave = f"{BOZZA}:{relazione.codice}"
    return lavori.enqueue(BOZZA, _which(relazione), key=chiave, by=by)


def ask_at_closing(consegna: Consegna) -> Elaborazione:
    """Queue the draft of a project whose window was just closed, inside that transaction."""
    return _ask_of_window(consegna.finestra, consegna.progetto_id, f"chiusura:{consegna.codice}")


def ask_whole_at_closing(finestra: FinestraMonitoraggio) -> Elaborazione:
    """Queue the draft of the whole Piano, of a window closed for every project."""
    return _ask_of_window(finestra, None, f"chiusura:piano:{finestra.codice}")


def ask_delivered(copia: CopiaSigillata, relazione: Relazione, by: Utente | None) -> Elaborazione:
    """Queue the files of what was delivered, inside the transaction of the delivery."""
    argomenti = {**_which(relazione), "copia": copia.pk}
    return lavori.enqueue(CONSEGNATA, argomenti, key=f"{CONSEGNATA}:{copia.pk}", by=by)


def _ask_of_window(
    finestra: FinestraMonitoraggio, progetto: int | None, quale: str
) -> Elaborazione:
    argomenti = {"finestra": finestra.pk, "progetto": progetto}
    return lavori.enqueue(BOZZA, argomenti, key=f"{BOZZA}:{quale}", by=None)


def _which(relazione: Relazione) -> dict[str, object]:
    return {"finestra": relazione.finestra_id, "progetto": relazione.progetto_id}


def jobs_of(relazione: Relazione) -> QuerySet[Elaborazione]:
    """The jobs that made, or make, the files of a report, the last first."""
    di_questa = Elaborazione.objects.filter(
        genere__in=(BOZZA, CONSEGNATA),
        argomenti__finestra=relazione.finestra_id,
        argomenti__progetto=relazione.progetto_id,
    )
    return di_questa.order_by("-pk")


# --- Making -----------------------------------------------------------------------------------


def compile_draft(relazione: Relazione, run: Run) -> None:
    """Make a draft with the figures of now, or those frozen; of the drafts the last five stay.

    Raises:
        GiaConsegnata: nobody wants a draft any more.
        ErrorePdf: the PDF cannot be rendered here.
        Superseded: another attempt at the same job holds it.
    """
    run.advance(LETTURA, 0)
    dati = compile_report(relazione)
    files = _Files(relazione, dati, "", run)
    with run.conclude() as esito:
        _hold(relazione)
        if not Relazione.objects.get(pk=relazione.pk).is_open:
            raise GiaConsegnata
        esito.dati |= {"compilazione": files.keep(None).codice}
        _drop_old_drafts(relazione)


def compile_delivered(relazione: Relazione, copia: CopiaSigillata, run: Run) -> None:
    """Make the files of what was delivered, once.

    Raises: as `compile_draft`.
    """
    run.advance(LETTURA, 0)
    files = _Files(relazione, copia.dati, copia.sha256, run)
    with run.conclude() as esito:
        _hold(relazione)
        fatta = CompilazioneRelazione.objects.filter(copia=copia).first()
        esito.dati |= {"compilazione": (fatta or files.keep(copia)).codice}


def render_html(dati: dict, sha256: str = "") -> str:
    """The whole document as the HTML that the PDF is made of; a draft has no fingerprint."""
    contesto = {"dati": dati, "capitoli": chapters(dati), "sha256": sha256}
    return render_to_string("piano/relazioni/documento.html", contesto)


def sealed_copy(relazione: Relazione) -> CopiaSigillata | None:
    """What was delivered; None while it is being written."""
    return copies_of(relazione).first()


class _Files:
    """The files of a report, made before anything is written and kept with the end of the job."""

    def __init__(self, relazione: Relazione, dati: dict, sha256: str, run: Run) -> None:
        self.relazione, self.dati, self.run = relazione, dati, run
        layout = Layout(run, _expected_pages(relazione))
        self.reso = pdf.render(render_html(dati, sha256), layout.hear)
        run.advance("Scrittura del foglio di calcolo", FINE_IMPAGINAZIONE)
        self.foglio = workbook(dati)

    def keep(self, copia: CopiaSigillata | None) -> CompilazioneRelazione:
        """Write the row and its files; the row of the report is held while its number is chosen."""
        numero = (self.relazione.compilazioni.aggregate(n=Max("numero"))["n"] or 0) + 1
        nome = f"relazione-{self.relazione.codice}-{numero}"
        documento = self._store(self.reso.contenuto, f"{nome}.pdf")
        if copia is not None:
            attach(copia, documento)
        return CompilazioneRelazione.objects.create(
            relazione=self.relazione,
            numero=numero,
            copia=copia,
            elaborazione=self.run.elaborazione,
            compilata_da=self.run.by,
            dati=self.dati,
            sha256_dati=fingerprint(self.dati),
            pdf=documento,
            foglio=self._store(self.foglio, f"{nome}.xlsx"),
            pagine=self.reso.pagine,
            motori={**pdf.engines(), "schema": self.dati["schema"]},
        )

    def _store(self, contenuto: bytes, nome: str) -> Documento:
        return store(contenuto, nome, Riservatezza.INTERNO, self.run.by)


def _hold(relazione: Relazione) -> None:
    list(Relazione.objects.select_for_update().filter(pk=relazione.pk).order_by().values_list("pk"))


def _expected_pages(relazione: Relazione) -> int:
    """As many as the last compilation had."""
    righe = relazione.compilazioni.order_by("-numero")
    return righe.values_list("pagine", flat=True).first() or PAGINE_PRIMA_VOLTA


def _drop_old_drafts(relazione: Relazione) -> None:
    """Delete the drafts before the last five, and their files once that is certain."""
    bozze = relazione.compilazioni.filter(copia=None).order_by("-numero")
    for vecchia in list(bozze.select_related("pdf", "foglio").defer("dati")[BOZZE_TENUTE:]):
        vecchia.delete()
        for documento in (vecchia.pdf, vecchia.foglio):
            documento.delete()
            transaction.on_commit(partial(delete_file, documento), robust=True)
