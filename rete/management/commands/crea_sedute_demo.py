"""Creates the meetings of the demo by the steps that people make: held, to be held, asked for."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from conciliazione.periodi import today
from conciliazione.transizioni import perform
from rete.convocazioni import draft_letter
from rete.enums import EsitoDecisione, EsitoPresenza
from rete.models import Ciclo, Decisione, Organo, PuntoOrdineDelGiorno, Seduta, Utente
from rete.permissions import COMITATO, TAVOLO, capacity
from rete.presenze import lines, record
from rete.richieste_convocazione import ask
from rete.verbali import draft_minutes

OPERATORE, SEGRETARIO = "operatore@asl.example", "comitato-asl@comitato.example"
CHI_CHIEDE = "partner@alleanze.example"


class Command(BaseCommand):
    help = "Crea le sedute della demo: tenute, convocate, chieste; rifiuta la produzione."

    def handle(self, *args: object, **options: object) -> None:
        if settings.PRODUZIONE:
            raise CommandError("Le sedute della demo sono inventate: qui non si creano.")
        if Seduta.objects.exists():
            self.stdout.write("Le sedute ci sono già: non ne è stata creata alcuna.")
            return
        comitato = Organo.objects.filter(slug=COMITATO).first()
        tavolo = Organo.objects.filter(slug=TAVOLO).first()
        operatore = Utente.objects.filter(email=OPERATORE).first()
        if not (comitato and tavolo and operatore):
            raise CommandError(
                "Prima si caricano il Piano e gli utenti: carica_piano_2014, crea_utenti_demo."
            )
        create_meetings(comitato, tavolo, operatore)
        self.stdout.write(f"Sedute della demo: {Seduta.objects.count()}.")


def create_meetings(comitato: Organo, tavolo: Organo, by: Utente) -> None:
    """Two meetings of the Comitato, the minutes of the first approved; one of the Tavolo to come,
    and the request of another."""
    prima = convened(comitato, "Avvio dei lavori e calendario", by)
    _decide(prima, "Il Comitato si riunisce ogni due mesi, il secondo martedì.")
    hold(prima, by, days_ago=63)
    seconda = convened(comitato, "Approvazione del verbale della seduta precedente", by)
    hold(seconda, by, days_ago=7)
    segretario = Utente.objects.get(email=SEGRETARIO)
    _write_minutes(prima, segretario)
    _do(prima, "approve_minutes", by, approvata_in=seconda)
    _do(prima, "publish_minutes", by)
    convened(tavolo, "Stato di attuazione del Piano", by)
    chi = Utente.objects.get(email=CHI_CHIEDE)
    ask(
        organo=tavolo,
        argomento="Orari estivi dei servizi per l’infanzia",
        testo="Le imprese del distretto chiedono orari coordinati da giugno a settembre.",
        chiesta_da=chi,
        in_veste_di=capacity(chi),
    )


def convened(organo: Organo, argomento: str, by: Utente) -> Seduta:
    """A meeting in two weeks, convened."""
    giorno = today() + timedelta(days=14)
    seduta = Seduta.objects.create(
        organo=organo,
        ciclo=Ciclo.objects.current(),
        **_hours(giorno),
        luogo="Sala riunioni dell’ente capofila, Melegnano",
        segretario=Utente.objects.get(email=SEGRETARIO) if organo.slug == COMITATO else None,
    )
    for ordine, titolo in enumerate(("Comunicazioni", argomento, "Varie"), start=1):
        PuntoOrdineDelGiorno.objects.create(seduta=seduta, ordine=ordine, titolo=titolo)
    _do(seduta, "convene", by, lettera=draft_letter(seduta))
    return seduta


def hold(seduta: Seduta, by: Utente, days_ago: int) -> None:
    """Held so many days ago: nobody waits for a demo. All came but the last, who had warned."""
    giorno = today() - timedelta(days=days_ago)
    convocata_il = seduta.convocata_il - timedelta(days=days_ago + 14)
    Seduta.objects.filter(pk=seduta.pk).update(convocata_il=convocata_il, **_hours(giorno))
    seduta.refresh_from_db()
    righe = lines(seduta)
    esiti = {riga.chiave: EsitoPresenza.PRESENTE.value for riga in righe}
    esiti[righe[-1].chiave] = EsitoPresenza.GIUSTIFICATO.value
    record(seduta, righe, esiti)
    _do(seduta, "hold", by)


def _hours(giorno: date) -> dict[str, datetime]:
    """From half past two to half past four in the afternoon, in Rome."""
    ore = {"inizio": time(14, 30), "fine_prevista": time(16, 30)}
    return {n: timezone.make_aware(datetime.combine(giorno, ora)) for n, ora in ore.items()}


def _decide(seduta: Seduta, testo: str) -> None:
    Decisione.objects.create(
        seduta=seduta,
        punto=seduta.punti.get(ordine=2),
        numero=1,
        testo=testo,
        esito=EsitoDecisione.APPROVATA,
        favorevoli=4,
    )


def _write_minutes(seduta: Seduta, by: Utente) -> None:
    verbale = draft_minutes(seduta).replace("alle ore …", "alle ore 16:10")
    Seduta.objects.filter(pk=seduta.pk).update(verbale=verbale)
    seduta.refresh_from_db()
    _do(seduta, "write_minutes", by)


def _do(seduta: Seduta, verbo: str, by: Utente, **altro: object) -> None:
    perform(seduta, verbo, by, acting_as=capacity(by), **altro)
    seduta.refresh_from_db()
