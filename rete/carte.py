"""The papers of a membership request: its lines in words, the PDF to sign, the receipt.

The same data feed the page, the PDF to sign, the sealed copy and the receipt.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from conciliazione import lavori, pdf, recinto
from conciliazione.firme import verify
from conciliazione.models import CopiaSigillata, Documento, Elaborazione
from conciliazione.testo import render_markdown
from rete.contenuto_domanda import data_fingerprint
from rete.impronta_scritta import PAROLA
from rete.models import Accordo, AllegatoDomanda, Ciclo, DomandaAdesione
from rete.passi import DICHIARATI

MODULO = "rete.modulo_domanda"
RICEVUTA = "rete.ricevuta_domanda"
# What may be spent to read a file that somebody sends: seconds, megabytes.
_SECONDI, _MEMORIA = 10, 512


class Voce(NamedTuple):
    """A line of a request as people read it."""

    nome: str
    etichetta: str
    valore: str


def lines(domanda: DomandaAdesione, nomi: Iterable[str]) -> list[Voce]:
    """Each of those columns with its label, in words; empty where nothing was written."""
    return [Voce(nome, _label(nome), _in_words(domanda, nome)) for nome in nomi]


# Where the name of the column says less than a page must.
_ETICHETTE = {
    "aree": "Aree in cui si vuole collaborare",
    "natura": "Tipo di organizzazione",
    "comune": "Comune della sede",
    "rappresentante_nome": "Chi firma",
}


def _label(nome: str) -> str:
    scritta = _ETICHETTE.get(nome) or str(DomandaAdesione._meta.get_field(nome).verbose_name)
    return scritta[:1].upper() + scritta[1:]


def _in_words(domanda: DomandaAdesione, nome: str) -> str:
    if nome == "aree":
        return "; ".join(str(area) for area in domanda.aree.all())
    parole = getattr(domanda, f"get_{nome}_display", None)
    valore = parole() if parole else getattr(domanda, nome)
    return "" if valore is None else str(valore)


# --- The PDF to sign, and the receipt ---------------------------------------------------------


def ask_request_pdf(domanda: DomandaAdesione) -> Elaborazione:
    """Queue the PDF of the request as it is now; asked again meanwhile, it is one."""
    argomenti = {"domanda": domanda.pk, "impronta": data_fingerprint(domanda)}
    return lavori.enqueue(MODULO, argomenti, key=_request_key(domanda), by=None)


def request_pdf(domanda: DomandaAdesione) -> Elaborazione | None:
    """The last job that made, or makes, the PDF of the request as it is now."""
    return _jobs(_request_key(domanda)).first()


def last_printed(domanda: DomandaAdesione) -> str:
    """The fingerprint of the data in the last PDF made to be signed; empty before the first."""
    fatte = jobs_of(domanda).filter(genere=MODULO, documento__isnull=False)
    ultima = fatte.order_by("-finita_il", "-pk").first()
    return ultima.argomenti["impronta"] if ultima else ""


def receipt_key(domanda: DomandaAdesione) -> str:
    """The key of the job that makes the receipt, and of the mail that carries it."""
    return f"{RICEVUTA}:{domanda.codice}"


def receipt_pdf(domanda: DomandaAdesione) -> Elaborazione | None:
    """The last job that made, or makes, the receipt."""
    return _jobs(receipt_key(domanda)).first()


def ask_receipt_pdf(domanda: DomandaAdesione) -> Elaborazione:
    """Queue the receipt and its mail, inside the transaction of the sending."""
    return lavori.enqueue(RICEVUTA, {"domanda": domanda.pk}, key=receipt_key(domanda), by=None)


def papers_of(domanda: DomandaAdesione) -> QuerySet[Documento]:
    """Every file of the request: those that it brought and those that the portal made for it."""
    portati = AllegatoDomanda.objects.filter(domanda=domanda).values("documento")
    fatti = jobs_of(domanda).filter(documento__isnull=False).values("documento")
    return Documento.objects.filter(pk__in=portati) | Documento.objects.filter(pk__in=fatti)


def jobs_of(domanda: DomandaAdesione) -> QuerySet[Elaborazione]:
    """The jobs that made papers of the request."""
    chiavi = Elaborazione.objects.filter(chiave__startswith=f"{MODULO}:{domanda.codice}:")
    return chiavi | Elaborazione.objects.filter(chiave=receipt_key(domanda))


def _request_key(domanda: DomandaAdesione) -> str:
    # Half of the fingerprint is enough to tell the versions of one request.
    return f"{MODULO}:{domanda.codice}:{data_fingerprint(domanda)[:32]}"


def _jobs(chiave: str) -> QuerySet[Elaborazione]:
    return Elaborazione.objects.filter(chiave=chiave).select_related("documento").order_by("-pk")


def render_request(domanda: DomandaAdesione) -> pdf.Pdf:
    """The request as the PDF to sign.

    Raises:
        ErrorePdf: it cannot be rendered here.
    """
    contesto = {
        **_frame(domanda, domanda.modificata_il),
        "impronta": data_fingerprint(domanda),
        "parola": PAROLA,
        "organizzazione": [v for v in lines(domanda, DICHIARATI) if v.nome not in _PERSONE],
        "rappresentante": [v for v in lines(domanda, _RAPPRESENTANTE) if v.valore],
        "referente": [v for v in lines(domanda, _REFERENTE) if v.valore],
        "aree": list(domanda.aree.all()),
        "testo_impegno": render_markdown(domanda.impegno.testo) if domanda.impegno else "",
    }
    return pdf.render(render_to_string("rete/pdf/domanda.html", contesto))


def render_receipt(domanda: DomandaAdesione) -> pdf.Pdf:
    """The receipt of a request that was sent, as a PDF.

    Raises:
        ErrorePdf: it cannot be rendered here.
    """
    contesto = {
        **_frame(domanda, domanda.inviata_il),
        "copia": sealed_copy(domanda),
        "allegati": list(domanda.allegati.select_related("documento").order_by("pk")),
    }
    return pdf.render(render_to_string("rete/pdf/ricevuta.html", contesto))


def sealed_copy(domanda: DomandaAdesione) -> CopiaSigillata | None:
    """The copy sealed when it was sent."""
    return CopiaSigillata.objects.about(domanda).first()


_RAPPRESENTANTE = tuple(nome for nome in DICHIARATI if nome.startswith("rappresentante_"))
_REFERENTE = tuple(nome for nome in DICHIARATI if nome.startswith("referente_"))
_PERSONE = {*_RAPPRESENTANTE, *_REFERENTE, "contributo"}


def _frame(domanda: DomandaAdesione, quando: datetime) -> dict[str, object]:
    """What every paper has: the request, who leads the network, the day of the record."""
    ciclo = Ciclo.objects.select_related("capofila__profilo").get(accordo=domanda.accordo_id)
    return {
        "domanda": domanda,
        "capofila": ciclo.capofila,
        "profilo": getattr(ciclo.capofila, "profilo", None),
        "giorno": timezone.localdate(quando),
    }


# --- What came back signed --------------------------------------------------------------------


def read_signature(domanda: DomandaAdesione, contenuto: bytes) -> dict[str, object]:
    """What is found of the signatures of a file that came back, and of which data it is.

    `impronta` is that printed in the PDF of the portal inside it; empty when it is not there.
    """
    modulo = request_pdf(domanda)
    originale = _bytes_of(modulo.documento) if modulo and modulo.documento else None
    esito = verify(contenuto, originale)
    chi = domanda.rappresentante_codice_fiscale
    return {
        **esito.as_dict(),
        "impronta": printed_fingerprint(contenuto),
        "di_chi_firma": any(chi in firma.codice for firma in esito.firme) if chi else None,
    }


def printed_fingerprint(contenuto: bytes) -> str:
    """The fingerprint of the data in a PDF of the portal, signed or not; empty without one."""
    try:
        letta = recinto.run("rete.impronta_scritta:read_fenced", contenuto, {}, _SECONDI, _MEMORIA)
    except recinto.Stopped:
        return ""
    return letta["impronta"]


def _bytes_of(documento: Documento) -> bytes:
    with documento.file.open("rb") as file:
        return file.read()


def current_accordo() -> Accordo | None:
    """The agreement that one joins today; None while the network has none."""
    ciclo = Ciclo.objects.current()
    return Accordo.objects.filter(ciclo=ciclo).first() if ciclo else None
