"""The rows of a monitoring window for the report that is measured: one project, closed."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

INDICATORI, PROVE = 30, 5
DAL, AL = date(2014, 7, 1), date(2014, 12, 31)
NOTA = "Il perché di uno scostamento, scritto come lo si scrive: due frasi, senza nomi di persone."


def write_window() -> None:
    """A window with one delivery, of a project of so many indicators with so many proofs each,
    closed as the portal closes it."""
    from conciliazione.transizioni import perform
    from piano.relazioni.stesura import begin
    from progetti.models import Consegna, FinestraMonitoraggio, Progetto
    from rete.models import Ciclo

    ciclo, scadenza = Ciclo.objects.current(), timezone.now() - timedelta(days=60)
    finestra = FinestraMonitoraggio.objects.create(
        ciclo=ciclo,
        denominazione="Semestre di misura",
        dal=DAL,
        al=AL,
        apre_il=scadenza - timedelta(days=40),
        scade_il=scadenza,
    )
    progetto = Progetto.objects.filter(ciclo=ciclo).first()
    consegna = Consegna.objects.create(
        finestra=finestra,
        progetto=progetto,
        scade_il=scadenza,
        chiude_il=scadenza + timedelta(days=30),
    )
    _report(consegna, _indicators(progetto), scadenza)
    perform(consegna, "close", None)
    begin(finestra, progetto)


def _indicators(progetto: object) -> list:
    """As many as are measured: what its document has, then others like them."""
    from progetti.models import Indicatore, RisultatoAtteso

    risultato = RisultatoAtteso.objects.filter(obiettivo__progetto=progetto).last()
    ci_sono = list(Indicatore.objects.filter(risultato__obiettivo__progetto=progetto))
    mancano = INDICATORI - len(ci_sono)
    nuovi = [
        Indicatore(
            risultato=risultato,
            ordine=100 + n,
            denominazione=f"Incontri con le imprese del distretto, gruppo {n}",
            unita="incontri",
            target=Decimal(40),
        )
        for n in range(mancano)
    ]
    return ci_sono + Indicatore.objects.bulk_create(nuovi)


def _report(consegna: object, indicatori: list, quando: datetime) -> None:
    """A value for each, on its proofs, with its reason."""
    from progetti.models import NotaConsegna, Prova, QuotaProva, Rilevazione, TipoProva

    tipo = TipoProva.objects.first()
    righe = Rilevazione.objects.bulk_create(
        Rilevazione(
            consegna=consegna,
            indicatore=indicatore,
            data=AL,
            valore=PROVE,
            stato="dichiarata",
            dichiarata_il=quando,
        )
        for indicatore in indicatori
    )
    prove = Prova.objects.bulk_create(
        Prova(
            progetto=consegna.progetto,
            tipo=tipo,
            titolo=f"Incontro {n}",
            data=DAL + timedelta(days=n),
            luogo="Sala civica",
            stato="registrata",
        )
        for n in range(len(righe) * PROVE)
    )
    QuotaProva.objects.bulk_create(
        QuotaProva(
            prova=prova,
            rilevazione=(riga := righe[n % len(righe)]),
            indicatore=riga.indicatore,
            quantita=1,
        )
        for n, prova in enumerate(prove)
    )
    NotaConsegna.objects.bulk_create(
        NotaConsegna(consegna=consegna, indicatore=i, testo=NOTA) for i in indicatori
    )
    Rilevazione.objects.filter(consegna=consegna).update(stato="verificata", verificata_il=quando)
