"""The minutes on paper: the PDF of those that wait for approval, and of each sealed copy of those
approved.

The PDF of approved minutes is made of the copy and of nothing else, so that its bytes repeat.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from conciliazione import lavori, pdf
from conciliazione.copie import attach, copies_of, seal_next
from conciliazione.documenti import store
from conciliazione.enums import Riservatezza
from conciliazione.lavori import Run
from conciliazione.models import CopiaSigillata, Documento, Elaborazione
from rete.models import Decisione, Seduta, Utente
from rete.presenze import count_lines, lines
from rete.verbali import GENERE, render_minutes, say_quorum

_ESITI = {
    "presente": "presente",
    "sostituito": "presente con il supplente",
    "giustificato": "assente giustificato",
}


# --- Sealed -----------------------------------------------------------------------------------


def seal_minutes(seduta: Seduta, by: Utente | None, motivo: str = "") -> CopiaSigillata:
    """Keep the minutes as they are approved, or corrected afterwards (`motivo` says why)."""
    return seal_next(seduta, minutes_data(seduta), by, motivo)


def minutes_data(seduta: Seduta) -> dict[str, object]:
    """The whole minutes in plain values: what the copy keeps and the PDF is made of."""
    righe = lines(seduta)
    dopo = seduta.approvata_in
    return {
        "codice": seduta.codice,
        "organo": {"slug": seduta.organo.slug, "denominazione": str(seduta.organo)},
        "di_tutti": seduta.organo.di_tutti,
        "inizio": seduta.inizio.isoformat(),
        "luogo": seduta.luogo,
        "numero_legale": say_quorum(count_lines(seduta, righe), seduta.numero_legale),
        "verbalizzata_il": _iso(seduta.verbalizzata_il),
        "approvata_il": _iso(seduta.approvata_il),
        "approvata_in": {"codice": dopo.codice, "inizio": _iso(dopo.inizio)} if dopo else None,
        "punti": [{"ordine": p.ordine, "titolo": p.titolo} for p in seduta.punti.all()],
        "presenze": [{"nome": riga.nome, "esito": riga.esito or "assente"} for riga in righe],
        "decisioni": [_decision(d) for d in seduta.decisioni.select_related("punto")],
        "verbale": seduta.verbale,
    }


def _iso(quando: datetime | None) -> str:
    return quando.isoformat() if quando else ""


def _decision(decisione: Decisione) -> dict[str, object]:
    return {
        "numero": decisione.numero,
        "punto": str(decisione.punto) if decisione.punto else "",
        "testo": decisione.testo,
        "esito": decisione.esito,
        "esito_detto": decisione.get_esito_display(),
        "favorevoli": decisione.favorevoli,
        "contrari": decisione.contrari,
        "astenuti": decisione.astenuti,
    }


# --- The PDF ----------------------------------------------------------------------------------


def ask_minutes_pdf(seduta: Seduta, by: Utente | None) -> Elaborazione:
    """Queue the PDF of the minutes as they are now, inside the transaction that changes them."""
    chiave = f"{GENERE}:{seduta.pk}:{seduta.versione}"
    return lavori.enqueue(GENERE, {"seduta": seduta.pk}, key=chiave, by=by)


def print_minutes(seduta: Seduta, run: Run) -> None:
    """Make the PDF of the minutes, or of each sealed copy that has none yet.

    Raises:
        ErrorePdf: it cannot be rendered here.
        Superseded: another attempt at the same job holds it.
    """
    run.advance("Impaginazione", 10)
    copie = list(copies_of(seduta)) if seduta.approvata_il else []
    if copie:
        _print_copies(seduta, [c for c in copie if c.documento is None], run)
    else:
        _print_open(seduta, run)


def _print_open(seduta: Seduta, run: Run) -> None:
    """Put the PDF in the place of the one before it.

    Minutes opened again or approved meanwhile are not kept: that step asked for a print of its own.
    """
    reso = pdf.render(render_html(seduta, minutes_data(seduta)))
    with run.conclude() as esito:
        ora = Seduta.objects.select_for_update().get(pk=seduta.pk)
        if (ora.verbalizzata_il, ora.approvata_il) != (seduta.verbalizzata_il, seduta.approvata_il):
            return
        _put(ora, store(reso.contenuto, _name(seduta), _secrecy(ora), run.by))
        esito.dati["pagine"] = reso.pagine


def _print_copies(seduta: Seduta, copie: list[CopiaSigillata], run: Run) -> None:
    """Attach to each copy its PDF; the last one is that of the meeting."""
    resi = [(copia, pdf.render(render_html(seduta, copia.dati, copia))) for copia in copie]
    with run.conclude() as esito:
        ora = Seduta.objects.select_for_update().get(pk=seduta.pk)
        for copia, reso in resi:
            documento = store(reso.contenuto, _name(seduta), _secrecy(ora), run.by)
            if attach(copia, documento):
                _put(ora, documento)
                esito.dati["pagine"] = reso.pagine
            else:
                _drop(documento)


def render_html(
    seduta: Seduta, dati: Mapping[str, object], copia: CopiaSigillata | None = None
) -> str:
    """The whole document: dates are those of the record, so that its bytes repeat."""
    quando = copia.sigillata_il if copia else seduta.approvata_il or seduta.verbalizzata_il
    dopo = dati["approvata_in"]
    contesto = {
        "dati": dati,
        "copia": copia,
        "inizio": timezone.localtime(parse_datetime(dati["inizio"])),
        "approvata_in": timezone.localtime(parse_datetime(dopo["inizio"])) if dopo else None,
        "giorno": timezone.localdate(quando),
        "capofila": seduta.ciclo.capofila,
        "profilo": getattr(seduta.ciclo.capofila, "profilo", None),
        "presenze": [(p["nome"], _ESITI.get(p["esito"], "assente")) for p in dati["presenze"]],
        "testo": render_minutes(dati["verbale"], livello=3),
    }
    return render_to_string("rete/pdf/verbale.html", contesto)


def _name(seduta: Seduta) -> str:
    return f"verbale-{seduta.organo.slug}-{timezone.localdate(seduta.inizio):%Y-%m-%d}.pdf"


def _secrecy(seduta: Seduta) -> Riservatezza:
    return Riservatezza.PUBBLICO if seduta.pubblicata_il else Riservatezza.INTERNO


def _put(seduta: Seduta, documento: Documento) -> None:
    """Make it the PDF of the meeting; the one before goes, unless a copy is sealed with it."""
    prima = seduta.verbale_pdf
    Seduta.objects.filter(pk=seduta.pk).update(verbale_pdf=documento)
    seduta.verbale_pdf = documento
    if prima is not None and not CopiaSigillata.objects.filter(documento=prima).exists():
        _drop(prima)


def _drop(documento: Documento) -> None:
    """Delete a PDF that nothing keeps, and its file once that is certain."""
    documento.delete()
    transaction.on_commit(partial(documento.file.delete, save=False), robust=True)
