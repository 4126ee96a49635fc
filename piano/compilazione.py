"""From the rows to a Versione: data, HTML, PDF, fingerprints."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import timezone

from conciliazione import pdf
from conciliazione.copie import fingerprint
from conciliazione.documenti import store
from conciliazione.enums import Riservatezza
from conciliazione.lavori import Run
from conciliazione.models import Documento
from piano.dati import SCHEMA, compile_data
from piano.enums import StatoVersione
from piano.models import Piano, Versione

BOZZE_TENUTE = 5
PAGINE_PRIMA_VOLTA = 100

LETTURA = "Lettura dei dati"
FINE_LETTURA, FINE_IMPAGINAZIONE = 10, 90


def compile_version(piano: Piano, on: date, run: Run) -> Versione:
    """Compile `piano` with the data of that day and keep the result as a new draft.

    Nothing is written before the end, and then only if `run` still counts. Of the drafts the
    last five stay.

    Raises:
        ErroreCompilazione: a text of the Piano has to be mended.
        ErrorePdf: the PDF cannot be rendered here.
        Superseded: another attempt at the same job holds it.
    """
    run.advance(LETTURA, 0)
    dati = compile_data(
        piano, on, lambda fatti, tutti: run.advance(LETTURA, FINE_LETTURA * fatti // tutti)
    )
    avanzamento = Layout(run, _expected_pages(piano))
    reso = pdf.render(render_html(dati), avanzamento.hear)
    with run.conclude() as esito:
        versione = _keep(piano, on, dati, reso, run)
        _drop_old_drafts(piano)
        esito.dati |= {"versione": versione.codice, "pagine": versione.pagine}
    return versione


def render_html(dati: dict) -> str:
    """The whole document as the HTML that the PDF is made of."""
    return render_to_string("piano/documento.html", {"dati": dati})


@dataclass
class Layout:
    """Turns the phases of the renderer into the progress of a job, which never goes back."""

    run: Run
    attese: int
    sentite: int = 0

    def hear(self, fase: str, pagina: int) -> None:
        """Say the phase, and the page of about how many."""
        if not pagina:
            percento = FINE_IMPAGINAZIONE if self.sentite else FINE_LETTURA
            self.run.advance(fase, percento)
            return
        self.sentite += 1
        quota = min(self.sentite / self.attese, 1)
        ampiezza = FINE_IMPAGINAZIONE - FINE_LETTURA
        tutte = max(self.attese, pagina)
        self.run.advance(
            f"{fase}: pagina {pagina} di circa {tutte}", FINE_LETTURA + int(ampiezza * quota)
        )


def _expected_pages(piano: Piano) -> int:
    """As many as the last version had."""
    ultima = piano.versioni.order_by("-numero").values_list("pagine", flat=True).first()
    return ultima or PAGINE_PRIMA_VOLTA


def _keep(piano: Piano, on: date, dati: dict, reso: pdf.Pdf, run: Run) -> Versione:
    """Write the draft; the row of the Piano is locked while its number is chosen."""
    Piano.objects.select_for_update().get(pk=piano.pk)
    numero = (piano.versioni.aggregate(ultimo=Max("numero"))["ultimo"] or 0) + 1
    nome = f"{piano.ciclo.slug}-piano-territoriale-v{numero}.pdf"
    return Versione.objects.create(
        piano=piano,
        numero=numero,
        elaborazione=run.elaborazione,
        dati_al=on,
        compilata_il=timezone.now(),
        compilata_da=run.by,
        dati=dati,
        sha256_dati=fingerprint(dati),
        documento=store(reso.contenuto, nome, Riservatezza.INTERNO, run.by),
        pagine=reso.pagine,
        motori={**pdf.engines(), "schema": SCHEMA},
    )


def _drop_old_drafts(piano: Piano) -> None:
    """Delete the drafts before the last five, and their files once that is certain."""
    bozze = piano.versioni.filter(stato=StatoVersione.BOZZA).order_by("-numero")
    vecchie = list(bozze.select_related("documento").defer("dati")[BOZZE_TENUTE:])
    documenti = [versione.documento for versione in vecchie]
    for versione in vecchie:
        versione.delete()
    for documento in documenti:
        documento.delete()
        transaction.on_commit(partial(delete_file, documento), robust=True)


def delete_file(documento: Documento) -> None:
    """Take from the storage the file of a row that is gone."""
    documento.file.delete(save=False)
