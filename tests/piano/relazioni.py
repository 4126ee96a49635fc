"""A project with figures, proofs and reasons, and the report of its window: for the tests."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from conciliazione.copie import fingerprint, seal_copy
from conciliazione.lavori import run_now
from conciliazione.transizioni import perform
from piano.enums import StatoRelazione
from piano.models import CompilazioneRelazione, Relazione
from piano.relazioni import compilazione, stesura
from piano.relazioni.dati import compile_report
from progetti.enums import StatoRilevazione
from progetti.models import NotaConsegna, Progetto
from rete.models import Utente
from tests.factories import make_documento, make_soggetto
from tests.factories.monitoraggio import make_indicator_of, make_rilevazione
from tests.progetti.monitorare import Scena, expire, set_the_scene

SVOLTO = "Due incontri."
DATE: dict[str, dict[str, object]] = {
    StatoRelazione.IN_REDAZIONE: {},
    StatoRelazione.CONSEGNATA: {"consegnata_il": timezone.now()},
    StatoRelazione.TRASMESSA: {
        "consegnata_il": timezone.now() - timedelta(days=3),
        "trasmessa_il": timezone.localdate(),
        "protocollo": "12/2026",
    },
}
MOTIVO = "Due incontri sono slittati a settembre."


@dataclass
class Racconto:
    """What there is to report of a project, and its report."""

    scena: Scena
    relazione: Relazione


def tell(scena: Scena | None = None, *, svolto: str = "") -> Racconto:
    """Two meetings verified on two sheets, eleven trained declared and seven proved, a reading, a
    line never measured, and a reason."""
    scena = scena or set_the_scene()
    fatto = {"consegna": scena.consegna}
    verificata = make_rilevazione(
        StatoRilevazione.VERIFICATA, ("1", "1"), indicatore=scena.incontri, valore=2, **fatto
    )
    partner = make_soggetto(denominazione="Cooperativa Ponte")
    for quota in verificata.quote_prova.all():
        quota.prova.partner.add(partner)
    make_rilevazione("dichiarata", ("7",), indicatore=scena.operatori, valore=11, **fatto)
    accessi = make_indicator_of(
        scena.consegna, denominazione="Accessi al sito", unita="accessi", target=1000
    )
    accessi.cumulativo = False
    accessi.save(update_fields=["cumulativo"])
    make_rilevazione(indicatore=accessi, valore=Decimal("1234.5"), **fatto)
    make_indicator_of(scena.consegna, denominazione="Opuscoli", unita="copie", target=500)
    NotaConsegna.objects.create(consegna=scena.consegna, indicatore=scena.operatori, testo=MOTIVO)
    relazione = stesura.begin(scena.consegna.finestra, scena.progetto)
    if svolto:
        Relazione.objects.filter(pk=relazione.pk).update(svolto=svolto)
        relazione.refresh_from_db()
    return Racconto(scena, relazione)


def close(scena: Scena, by: Utente) -> None:
    """The term goes by, and the window is closed for the project."""
    expire(scena.consegna)
    perform(scena.consegna, "close", by)


def compile_now(relazione: Relazione, by: Utente | None = None) -> CompilazioneRelazione:
    """Make its files here and now: a draft, or what was delivered."""
    argomenti = {"finestra": relazione.finestra_id, "progetto": relazione.progetto_id}
    genere = compilazione.BOZZA
    if not Relazione.objects.get(pk=relazione.pk).is_open:
        argomenti["copia"] = compilazione.sealed_copy(relazione).pk
        genere = compilazione.CONSEGNATA
    esito = run_now(genere, argomenti, by=by)
    return CompilazioneRelazione.objects.get(codice=esito.dati["compilazione"])


def deliver(racconto: Racconto, by: Utente, responsabile: Utente) -> CompilazioneRelazione:
    """Close, deliver, and make the files of what was delivered."""
    close(racconto.scena, responsabile)
    perform(racconto.relazione, "deliver", by)
    return compile_now(racconto.relazione)


def make_relazione(
    stato: str = StatoRelazione.IN_REDAZIONE,
    scena: Scena | None = None,
    **campi: object,
) -> Relazione:
    """A report in the state that is asked, of a project unless it is of the whole Piano; delivered,
    with its sealed copy and its files."""
    scena = scena or set_the_scene()
    progetto: Progetto | None = campi.pop("progetto", scena.progetto)
    relazione = Relazione.objects.create(
        finestra=scena.consegna.finestra,
        progetto=progetto,
        stato=stato,
        **{"svolto": SVOLTO, **DATE[stato], **campi},
    )
    if stato != StatoRelazione.IN_REDAZIONE:
        make_compilazione(relazione, sealed=True)
    return relazione


def make_compilazione(relazione: Relazione, *, sealed: bool = False) -> CompilazioneRelazione:
    """Its files, whatever is in them."""
    dati = compile_report(relazione)
    return CompilazioneRelazione.objects.create(
        relazione=relazione,
        numero=relazione.compilazioni.count() + 1,
        copia=seal_copy(relazione, dati, None) if sealed else None,
        dati=dati,
        sha256_dati=fingerprint(dati),
        pdf=make_documento(),
        foglio=make_documento(),
        pagine=1,
        motori={},
    )
