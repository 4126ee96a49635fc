"""The opinions on paper: what is sealed of each when it is recorded or corrected, and its PDF."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_date

from conciliazione import lavori, pdf
from conciliazione.copie import attach, copies_of, seal_next
from conciliazione.documenti import store
from conciliazione.enums import Riservatezza
from conciliazione.lavori import Run
from conciliazione.models import CopiaSigillata
from rete.models import Parere, Utente

# The kind of job that prints them.
GENERE = "rete.parere"


def seal_opinion(parere: Parere, by: Utente | None, motivo: str = "") -> CopiaSigillata:
    """Keep an opinion as it is recorded, or corrected afterwards (`motivo` says why), and ask for
    the PDF of that copy; inside the transaction that writes it."""
    copia = seal_next(parere, opinion_data(parere), by, motivo)
    chiave = f"{GENERE}:{parere.pk}:{parere.versione}"
    lavori.enqueue(GENERE, {"parere": parere.pk}, key=chiave, by=by)
    return copia


def opinion_data(parere: Parere) -> dict[str, object]:
    """The whole opinion in plain values."""
    return {
        "slug": parere.slug,
        "organo": {"slug": parere.organo.slug, "denominazione": str(parere.organo)},
        "oggetto": parere.oggetto,
        "reso_il": parere.reso_il.isoformat(),
        "esito": parere.esito,
        "esito_detto": parere.get_esito_display(),
        "osservazioni": parere.osservazioni,
        "seduta": parere.seduta.codice if parere.seduta else "",
    }


def print_opinion(parere: Parere, run: Run) -> None:
    """Attach its PDF to each copy that has none yet. Everybody reads the opinions.

    Raises:
        ErrorePdf: it cannot be rendered here.
        Superseded: another attempt at the same job holds it.
    """
    resi = [
        (c, pdf.render(render_html(parere, c))) for c in copies_of(parere).filter(documento=None)
    ]
    with run.conclude():
        for copia, reso in resi:
            nome = f"{parere.slug}.pdf"
            attach(copia, store(reso.contenuto, nome, Riservatezza.PUBBLICO, run.by))


def render_html(parere: Parere, copia: CopiaSigillata) -> str:
    """The whole document, of the sealed copy."""
    capofila = parere.ciclo.capofila
    contesto = {
        "dati": copia.dati,
        "copia": copia,
        "reso_il": parse_date(copia.dati["reso_il"]),
        "giorno": timezone.localdate(copia.sigillata_il),
        "capofila": capofila,
        "profilo": getattr(capofila, "profilo", None),
    }
    return render_to_string("rete/pdf/parere.html", contesto)
