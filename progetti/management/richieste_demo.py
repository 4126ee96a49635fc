"""What the demo asks of the partners, by the steps that people make."""

import io
from datetime import timedelta
from decimal import Decimal

import pikepdf
from django.core.files.base import ContentFile

from conciliazione.campi import CampoFile
from progetti.management.passi_demo import Scheda, day, do, person
from progetti.models import Progetto, RichiestaPartner, TipoProva
from progetti.richieste_partner import ask
from progetti.righe_consegna import indicators_of, key_of
from rete.models import Soggetto, Utente

INDIRIZZO = "{}@partner.example"
ARRIVATA, ACCOLTA, NON_ACCOLTA = "arrivata", "accolta", "rifiutata"


def ask_partners(scheda: Scheda) -> None:
    """What the capofila of a project asks, each request where its file says."""
    progetto = Progetto.objects.get(slug=scheda["progetto"])
    for riga in scheda.get("richieste", ()):
        _ask(progetto, riga, person(scheda["chi"]))


def _ask(progetto: Progetto, riga: Scheda, chi: Utente) -> None:
    indicatori = {key_of(i): i for i in indicators_of(progetto)}
    richiesta = RichiestaPartner.objects.create(
        progetto=progetto,
        soggetto=Soggetto.objects.get(slug=riga["partner"]),
        email=INDIRIZZO.format(riga["partner"]),
        chiede=riga["chiede"],
        tipo=TipoProva.objects.get(slug=riga["tipo"]),
        indicatore=indicatori[riga["indicatore"]],
        entro_il=day(riga["entro"]),
        creata_da=chi,
    )
    ask(richiesta)
    if "arriva" not in riga:
        return
    giorno = day(0) - timedelta(days=riga["fa"])
    file = CampoFile().clean(ContentFile(_sheet(riga["chiede"]), name="foglio.pdf"))
    do(richiesta, "send", None, data=giorno, nota="", file=file)
    if riga["arriva"] == NON_ACCOLTA:
        do(richiesta.prova, "refuse", chi, riga["motivo"])
    if riga["arriva"] == ACCOLTA:
        quote = {indicatori[riga["indicatore"]]: Decimal(riga["conta"])}
        do(richiesta.prova, "record", chi, quote=quote)


def _sheet(parole: str) -> bytes:
    """A blank page, called as what was asked."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = parole
        uscita = io.BytesIO()
        pdf.save(uscita, deterministic_id=True)
    return uscita.getvalue()
