"""The minutes on paper: the PDF that is approved, kept and published."""

from functools import partial

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from conciliazione import pdf
from conciliazione.documenti import store
from conciliazione.enums import Riservatezza
from conciliazione.lavori import Run
from conciliazione.models import Documento
from rete.models import Seduta
from rete.presenze import count_lines, lines
from rete.verbali import render_minutes, say_quorum


def print_minutes(seduta: Seduta, run: Run) -> None:
    """Make the PDF of the minutes and put it in the place of the one before it.

    Minutes opened again or approved meanwhile are not kept: that step asked for a print of its own.

    Raises:
        ErrorePdf: it cannot be rendered here.
        Superseded: another attempt at the same job holds it.
    """
    run.advance("Impaginazione", 10)
    reso = pdf.render(render_html(seduta))
    with run.conclude() as esito:
        ora = Seduta.objects.select_for_update().get(pk=seduta.pk)
        if (ora.verbalizzata_il, ora.approvata_il) != (seduta.verbalizzata_il, seduta.approvata_il):
            return
        pubblico = Riservatezza.PUBBLICO if ora.pubblicata_il else Riservatezza.INTERNO
        documento = store(reso.contenuto, _name(seduta), pubblico, run.by)
        Seduta.objects.filter(pk=seduta.pk).update(verbale_pdf=documento)
        _drop(ora.verbale_pdf)
        esito.dati["pagine"] = reso.pagine


def render_html(seduta: Seduta) -> str:
    """The whole document: dates are those of the record, so that its bytes repeat."""
    righe = lines(seduta)
    contesto = {
        "seduta": seduta,
        "giorno": timezone.localdate(seduta.approvata_il or seduta.verbalizzata_il),
        "capofila": seduta.ciclo.capofila,
        "profilo": getattr(seduta.ciclo.capofila, "profilo", None),
        "righe": righe,
        "numero_legale": say_quorum(count_lines(seduta, righe), seduta.numero_legale),
        "punti": list(seduta.punti.all()),
        "decisioni": list(seduta.decisioni.all()),
        "testo": render_minutes(seduta.verbale, livello=3),
    }
    return render_to_string("rete/pdf/verbale.html", contesto)


def _name(seduta: Seduta) -> str:
    return f"verbale-{seduta.organo.slug}-{timezone.localdate(seduta.inizio):%Y-%m-%d}.pdf"


def _drop(documento: Documento | None) -> None:
    """Delete the PDF that another one replaces, and its file once that is certain."""
    if documento is not None:
        documento.delete()
        transaction.on_commit(partial(documento.file.delete, save=False), robust=True)
