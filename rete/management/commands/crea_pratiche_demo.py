"""Creates the membership requests of the demo, in every state, by the steps that people make."""

from datetime import timedelta
from io import BytesIO

import yaml
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from conciliazione.allegati import examine
from conciliazione.campi import FileEsaminato
from conciliazione.collegamenti import new_link
from conciliazione.enums import TipoDocumento
from conciliazione.periodi import today
from conciliazione.transizioni import perform
from rete.bozze import attach, current_commitment
from rete.carte import current_accordo, render_request
from rete.enums import ClasseDimensionale, ModalitaFirma, TipoAllegato, TipoAtto
from rete.models import (
    AreaInteresse,
    Atto,
    Comune,
    DomandaAdesione,
    NotaDomanda,
    Sospensione,
    Utente,
)
from rete.permissions import capacity

FILE = settings.BASE_DIR / "fixtures" / "pratiche_demo" / "domande.yaml"
CHI = {"operatore": "operatore@asl.example", "responsabile": "responsabile@asl.example", "": None}
# Of a person who does not exist: right in its control letter, of a place that is not there.
CODICE_DI_CHI_FIRMA = "ZZZZZZ00A01Z999O"


class Command(BaseCommand):
    help = "Crea le domande di adesione della demo, in ogni stato; solo con AMBIENTE=demo."

    def handle(self, *args: object, **options: object) -> None:
        if settings.PRODUZIONE:
            raise CommandError(
                "Le pratiche della demo sono inventate: in produzione non si creano."
            )
        if DomandaAdesione.objects.exists():
            self.stdout.write("Le domande ci sono già: non ne è stata creata alcuna.")
            return
        if current_accordo() is None or current_commitment() is None:
            raise CommandError("Prima si carica il Piano: manage.py carica_piano_2014.")
        schede = yaml.safe_load(FILE.read_text(encoding="utf-8"))
        for numero, scheda in enumerate(schede, start=1):
            domanda = create_draft(scheda, numero)
            for passo in scheda.get("passi", ()):
                take_step(domanda, *passo)
        self.stdout.write(f"Domande di adesione della demo: {len(schede)}, in ogni stato.")


def create_draft(scheda: dict[str, object], numero: int) -> DomandaAdesione:
    """A draft with what the file says of it; complete and signed, unless it is `incompleta`."""
    domanda = DomandaAdesione(
        accordo=current_accordo(),
        email=scheda["email"],
        impronta=new_link()[1],
        collegamento_fino_a=timezone.now() + timedelta(days=30),
        confermata_il=timezone.now(),
        denominazione=scheda["denominazione"],
        sigla=scheda.get("sigla", ""),
        natura=scheda["natura"],
        codice_fiscale=scheda.get("codice_fiscale") or tax_code(numero),
    )
    if scheda.get("incompleta"):
        domanda.save()
        return domanda
    _complete(domanda, scheda)
    with transaction.atomic():
        domanda.save()
        domanda.aree.set(AreaInteresse.objects.filter(attiva=True)[: scheda["aree"]])
    _sign(domanda)
    return domanda


def _complete(domanda: DomandaAdesione, scheda: dict[str, object]) -> None:
    comune = Comune.objects.get(denominazione=scheda["comune"])
    rappresentante, carica = scheda["rappresentante"]
    referente, email = scheda["referente"]
    valori = {
        "dimensione": scheda.get("dimensione", ClasseDimensionale.SENZA_ADDETTI),
        "ateco": scheda.get("ateco", ""),
        "comune": comune,
        "localita": comune.denominazione,
        "cap": comune.cap,
        "indirizzo": scheda["indirizzo"],
        "pec": f"pec.{scheda['email']}",
        "rappresentante_nome": rappresentante,
        "rappresentante_carica": carica,
        "rappresentante_codice_fiscale": CODICE_DI_CHI_FIRMA,
        "referente_nome": referente,
        "referente_email": email,
        "contributo": scheda.get("contributo", ""),
        "impegno": current_commitment(),
        "impegno_accettato_il": timezone.now(),
        "modalita_firma": ModalitaFirma.AUTOGRAFA,
    }
    for nome, valore in valori.items():
        setattr(domanda, nome, valore)


def _sign(domanda: DomandaAdesione) -> None:
    """The request printed and signed by hand, and the identity card of who signed it."""
    modulo = render_request(domanda).contenuto
    for tipo, nome, contenuto in (
        (TipoAllegato.MODULO_FIRMATO, "domanda firmata.pdf", modulo),
        (TipoAllegato.IDENTITA, "documento di identità.png", identity_card()),
    ):
        file = ContentFile(contenuto, name=nome)
        attach(domanda, tipo, FileEsaminato(file, examine(file, nome, kinds=tuple(TipoDocumento))))


def identity_card() -> bytes:
    """A picture that says that it stands for an identity card."""
    immagine = Image.new("RGB", (640, 400), "#e7eef6")
    ImageDraw.Draw(immagine).text((40, 180), "Documento di prova della dimostrazione", "#17324d")
    uscita = BytesIO()
    immagine.save(uscita, "PNG")
    return uscita.getvalue()


def take_step(domanda: DomandaAdesione, verbo: str, chi: str = "", testo: str = "") -> None:
    """One step of a request: a transition, or an internal note."""
    utente = Utente.objects.get(email=CHI[chi]) if chi else None
    domanda.refresh_from_db()
    if verbo == "nota":
        NotaDomanda.objects.create(domanda=domanda, autore=utente, testo=testo)
        return
    if verbo == "archive":
        _let_time_go_by(domanda)
        testo = "Le integrazioni non sono arrivate nel termine."
    altro: dict[str, object] = {"assegnata_a": utente} if verbo == "take" else {}
    if verbo in ("accept", "refuse"):
        altro = {"record_act": lambda: _decision(domanda, verbo), **_protocol(domanda)}
    perform(
        domanda,
        verbo,
        utente,
        reason=testo,
        acting_as=capacity(utente) if utente else "",
        **altro,
    )


def _let_time_go_by(domanda: DomandaAdesione) -> None:
    """The last day for the integration was yesterday: nobody waits a month for a demo."""
    ieri = today() - timedelta(days=1)
    Sospensione.objects.filter(domanda=domanda).update(dal=ieri, entro_il=ieri)


def _decision(domanda: DomandaAdesione, verbo: str) -> Atto:
    che = "Accoglimento" if verbo == "accept" else "Rigetto"
    return Atto.objects.create(
        slug=f"determinazione-demo-{domanda.codice}",
        tipo=TipoAtto.DETERMINAZIONE,
        emanante="Responsabile del procedimento",
        numero=f"demo/{domanda.pk}",
        data=today(),
        oggetto=f"{che} della domanda di adesione di {domanda.denominazione} (atto dimostrativo)",
    )


def _protocol(domanda: DomandaAdesione) -> dict[str, object]:
    return {"protocollo": f"demo/{domanda.pk}", "protocollo_del": today()}


def tax_code(numero: int) -> str:
    """A tax code of a body, right in its control digit, in a series of our own."""
    cifre = f"{9_000_000 + numero:07d}015"
    somma = sum(int(c) for c in cifre[::2])
    somma += sum((d - 9 if d > 9 else d) for d in (2 * int(c) for c in cifre[1::2]))
    return f"{cifre}{-somma % 10}"
