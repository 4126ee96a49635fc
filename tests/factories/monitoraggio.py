"""Makers of the rows of monitoring: windows, deliveries, reported values, proofs."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from conciliazione.models import Documento
from progetti.enums import StatoConsegna, StatoProva, StatoRilevazione
from progetti.models import (
    Consegna,
    FileProva,
    FinestraMonitoraggio,
    Indicatore,
    Prova,
    QuotaProva,
    Rilevazione,
    TipoProva,
)
from rete.models import Ciclo
from tests.factories.azioni import (
    make_indicatore,
    make_obiettivo,
    make_progetto,
    make_risultato,
)
from tests.factories.numeri import numeri
from tests.factories.piano import make_documento
from tests.factories.rete import make_ciclo

UN_MESE = timedelta(days=30)


def make_finestra(**campi: object) -> FinestraMonitoraggio:
    """A window whose period ended yesterday and whose term is a month away."""
    adesso, oggi = timezone.now(), timezone.localdate()
    return FinestraMonitoraggio.objects.create(
        **{
            "ciclo": campi.get("ciclo") or Ciclo.objects.current() or make_ciclo(),
            "denominazione": "Semestre di prova",
            "dal": oggi - 6 * UN_MESE,
            "al": oggi,
            "apre_il": adesso - 2 * UN_MESE,
            "scade_il": adesso + UN_MESE,
            **campi,
        }
    )


def make_consegna(stato: str = StatoConsegna.ATTESA, **campi: object) -> Consegna:
    """What a project owes, in the state that is asked."""
    progetto = campi.pop("progetto", None) or make_progetto()
    finestra = campi.pop("finestra", None) or make_finestra(ciclo=progetto.ciclo)
    adesso = timezone.now()
    date_di_stato = {
        StatoConsegna.ATTESA: {},
        StatoConsegna.CONSEGNATA: {"consegnata_il": adesso},
        StatoConsegna.CHIUSA: {"consegnata_il": adesso, "chiusa_il": adesso},
    }
    return Consegna.objects.create(
        **{
            "finestra": finestra,
            "progetto": progetto,
            "stato": stato,
            "scade_il": finestra.scade_il,
            "chiude_il": finestra.scade_il + UN_MESE,
            **date_di_stato[StatoConsegna(stato)],
            **campi,
        }
    )


def make_tipo_prova(**campi: object) -> TipoProva:
    n = next(numeri)
    return TipoProva.objects.create(
        **{"slug": f"tipo-{n}", "denominazione": f"Tipo di prova {n}", **campi}
    )


def make_prova(stato: str = StatoProva.DA_REGISTRARE, **campi: object) -> Prova:
    """A proof without files: `link` is its page, unless it is asked otherwise."""
    n = next(numeri)
    return Prova.objects.create(
        **{
            "progetto": campi.get("progetto") or make_progetto(),
            "tipo": campi.get("tipo") or make_tipo_prova(),
            "titolo": f"Incontro {n}",
            "data": timezone.localdate(),
            "link": "https://rete.example/incontro",
            "stato": stato,
            **campi,
        }
    )


def make_file_prova(prova: Prova, documento: Documento | None = None) -> FileProva:
    return FileProva.objects.create(prova=prova, documento=documento or make_documento())


def make_rilevazione(
    stato: str = StatoRilevazione.DICHIARATA, prove: tuple[str, ...] = (), **campi: object
) -> Rilevazione:
    """A reported value in the state that is asked, resting on a proof for each of `prove`."""
    consegna = campi.pop("consegna", None) or make_consegna()
    indicatore = campi.pop("indicatore", None) or make_indicator_of(consegna)
    adesso = timezone.now()
    date_di_stato = {
        StatoRilevazione.BOZZA: {},
        StatoRilevazione.DICHIARATA: {"dichiarata_il": adesso},
        StatoRilevazione.RESTITUITA: {
            "dichiarata_il": adesso,
            "motivo_restituzione": "Manca una firma.",
        },
        StatoRilevazione.VERIFICATA: {"dichiarata_il": adesso},
    }
    riga = Rilevazione.objects.create(
        **{
            "consegna": consegna,
            "indicatore": indicatore,
            "data": timezone.localdate(),
            "valore": Decimal(1),
            "stato": _before_verifying(stato),
            **date_di_stato[StatoRilevazione(stato)],
            **campi,
        }
    )
    for quantita in prove:
        prova = make_prova(StatoProva.REGISTRATA, progetto=consegna.progetto, data=riga.data)
        QuotaProva.objects.create(
            prova=prova, rilevazione=riga, indicatore=indicatore, quantita=Decimal(quantita)
        )
    if stato == StatoRilevazione.VERIFICATA:
        Rilevazione.objects.filter(pk=riga.pk).update(stato=stato, verificata_il=adesso)
        riga.refresh_from_db()
    return riga


def _before_verifying(stato: str) -> str:
    verificata = stato == StatoRilevazione.VERIFICATA
    return StatoRilevazione.DICHIARATA if verificata else stato


def make_indicator_of(consegna: Consegna, **campi: object) -> Indicatore:
    """An indicator of the project of a delivery."""
    progetto = consegna.progetto
    obiettivo = progetto.obiettivi.first() or make_obiettivo(progetto=progetto, numero=1)
    risultato = make_risultato(obiettivo=obiettivo, ordine=obiettivo.risultati.count() + 1)
    return make_indicatore(risultato=risultato, **{"ordine": 1, **campi})


def day(scritto: str) -> date:
    """A day from `31/12/2015`."""
    giorno, mese, anno = scritto.split("/")
    return date(int(anno), int(mese), int(giorno))
