"""What moves the indicators: the open line of each in a window, and the proofs that it rests on.

Who writes holds the row of the delivery first: two people on the same line pass one at a time, and
a window that closes waits.
"""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Sum

from conciliazione.numeri import format_decimal
from conciliazione.periodi import today
from conciliazione.transizioni import TooLate
from progetti.enums import StatoRilevazione
from progetti.models import (
    Consegna,
    Indicatore,
    NotaConsegna,
    Progetto,
    Prova,
    QuotaProva,
    Rilevazione,
)
from progetti.models.prove import APERTE
from rete.models import Utente

NON_PIU = (
    "Il tempo per scrivere in questa finestra è finito, oppure il valore è già stato verificato:"
    " non è stato salvato nulla."
)
SENZA_FINESTRA = (
    "Nessuna finestra di monitoraggio aperta comprende quel giorno: i risultati del periodo sono"
    " già stati chiusi, oppure la finestra non è ancora aperta."
)


def delivery_for(progetto: Progetto, giorno: date) -> Consegna:
    """Where a fact of that day is reported: the first window, from that of the day on, in which
    the project may still declare.

    Raises:
        ValidationError: there is none.
    """
    aperte = Consegna.objects.taking_reports().filter(progetto=progetto)
    consegna = aperte.filter(finestra__al__gte=giorno).order_by("finestra__dal").first()
    if consegna is None:
        raise ValidationError(SENZA_FINESTRA, code="senza_finestra")
    return consegna


def hold_delivery(consegna: Consegna) -> None:
    """Keep everybody else from what is reported in a window, until the transaction ends."""
    list(Consegna.objects.select_for_update().filter(pk=consegna.pk).order_by().values_list("pk"))


def open_line(
    consegna: Consegna, indicatore: Indicatore, giorno: date, by: Utente | None
) -> Rilevazione:
    """The line of an indicator that may still change in a window, made if there is none.

    Called with the delivery held.
    """
    righe = Rilevazione.objects.filter(consegna=consegna, indicatore=indicatore, corregge=None)
    riga = righe.filter(stato__in=APERTE).first()
    if riga is None:
        return Rilevazione.objects.create(
            consegna=consegna, indicatore=indicatore, data=giorno, valore=0, scritta_da=by
        )
    riga.consegna, riga.indicatore = consegna, indicatore
    return riga


def is_writable(consegna: Consegna, riga: Rilevazione | None) -> bool:
    """Whether a value may be written now, by the database's clock: in time, or sent back."""
    if riga is not None and riga.stato == StatoRilevazione.RESTITUITA:
        return Consegna.objects.not_closed().filter(pk=consegna.pk).exists()
    return Consegna.objects.taking_reports().filter(pk=consegna.pk).exists()


def write_value(
    consegna: Consegna,
    indicatore: Indicatore,
    valore: Decimal | None,
    versione: int,
    by: Utente,
) -> None:
    """Write the value of an indicator in a window, as it was read at `versione` (0: no line yet).

    No value takes away a line that was never declared.

    Raises:
        StaleState: the window no longer takes it.
        ValidationError: somebody wrote another value meanwhile; it is less than what its proofs
            count; a declared value was emptied.
    """
    with transaction.atomic():
        hold_delivery(consegna)
        righe = Rilevazione.objects.filter(consegna=consegna, indicatore=indicatore, corregge=None)
        riga = righe.filter(stato__in=APERTE).first()
        if not is_writable(consegna, riga):
            raise TooLate(NON_PIU)
        if (riga.versione if riga else 0) != versione:
            raise ValidationError(_said_meanwhile(riga), code="cambiato")
        if valore is None:
            _take_away(riga)
            return
        riga = riga or open_line(consegna, indicatore, last_day(consegna), by)
        if indicatore.cumulativo and valore < (provato := proved(riga)):
            raise ValidationError(
                f"Le prove registrate contano già {format_decimal(provato)}: il valore non può"
                " essere minore.",
                code="meno_delle_prove",
            )
        _write(riga, valore, riga.data, by)


def write_correction(riga: Rilevazione, giusto: Decimal, motivo: str, by: Utente) -> Rilevazione:
    """Another line that brings a verified one to what it should have been, still to declare.

    Of an increment it is the difference, of a reading the right value. It is reported in the first
    window that still takes facts of that day.

    Raises:
        ValidationError: nothing would change; another correction is under way; no window is open.
    """
    with transaction.atomic():
        consegna = delivery_for(riga.consegna.progetto, riga.data)
        hold_delivery(consegna)
        correzioni = Rilevazione.objects.filter(corregge=riga)
        if correzioni.filter(stato__in=APERTE).exists():
            raise ValidationError("Questa riga ha già una correzione in corso.", code="in_corso")
        adesso = corrected_value(riga)
        if giusto == adesso:
            raise ValidationError(
                f"Il valore è già {format_decimal(adesso)}: scrivere quello giusto.", code="uguale"
            )
        return Rilevazione.objects.create(
            consegna=consegna,
            indicatore=riga.indicatore,
            data=riga.data,
            valore=giusto - adesso if riga.indicatore.cumulativo else giusto,
            nota=motivo,
            corregge=riga,
            scritta_da=by,
        )


def corrected_value(riga: Rilevazione) -> Decimal:
    """What a verified line is worth with the corrections that were verified."""
    correzioni = Rilevazione.objects.filter(corregge=riga).verified().order_by("pk")
    valori = list(correzioni.values_list("valore", flat=True))
    if riga.indicatore.cumulativo:
        return riga.valore + sum(valori, Decimal(0))
    return valori[-1] if valori else riga.valore


def last_day(consegna: Consegna) -> date:
    """The last day of its window that has come: to which a value typed now refers."""
    return min(consegna.finestra.al, today())


def _said_meanwhile(riga: Rilevazione | None) -> str:
    if riga is None:
        return "Nel frattempo questa riga è stata verificata o tolta: rileggere e riscrivere."
    return (
        f"Nel frattempo {riga.scritta_da or 'un’altra persona'} ha salvato"
        f" {format_decimal(riga.valore)}. Qui resta il valore scritto adesso: se è quello giusto,"
        " salvare di nuovo."
    )


def _take_away(riga: Rilevazione | None) -> None:
    if riga is None:
        return
    if riga.stato != StatoRilevazione.BOZZA or proved(riga):
        raise ValidationError("Scrivere un numero: il valore è già dichiarato.", code="vuoto")
    riga.delete()


def write_note(
    consegna: Consegna, indicatore: Indicatore, testo: str, versione: int, by: Utente
) -> None:
    """Write why an indicator is where it is, as the note was read at `versione` (0: none yet).

    Raises:
        StaleState: the window is closed.
        ValidationError: somebody wrote another note meanwhile.
    """
    with transaction.atomic():
        hold_delivery(consegna)
        if not Consegna.objects.not_closed().filter(pk=consegna.pk).exists():
            raise TooLate(NON_PIU)
        nota = NotaConsegna.objects.filter(consegna=consegna, indicatore=indicatore).first()
        if (nota.versione if nota else 0) != versione:
            raise ValidationError(
                f"Nel frattempo un’altra persona ha scritto: «{nota.testo}». Qui resta ciò che si è"
                " scritto adesso: se è giusto, salvare di nuovo.",
                code="cambiato",
            )
        NotaConsegna.objects.update_or_create(
            consegna=consegna,
            indicatore=indicatore,
            defaults={"testo": testo, "versione": versione + 1, "scritta_da": by},
        )


def rest_on(riga: Rilevazione, prova: Prova, quantita: Decimal, by: Utente | None) -> Rilevazione:
    """Let a line rest on a proof: it is never less than what its proofs count.

    Called with the delivery held.

    Raises:
        ValidationError: the proof counts already for that indicator.
    """
    indicatore = riga.indicatore
    if QuotaProva.objects.filter(prova=prova, indicatore=indicatore).exists():
        raise ValidationError(f"Questa prova conta già per «{indicatore}».", code="gia_contata")
    QuotaProva.objects.create(
        prova=prova, rilevazione=riga, indicatore=indicatore, quantita=quantita
    )
    valore = max(riga.valore, proved(riga)) if indicatore.cumulativo else quantita
    _write(riga, valore, max(riga.data, prova.data), by)
    return riga


def let_go(riga: Rilevazione, prova: Prova, by: Utente | None) -> None:
    """Take a proof from a line, with what it counted for.

    Called with the delivery held.
    """
    quota = QuotaProva.objects.get(prova=prova, rilevazione=riga)
    prima = proved(riga)
    quota.delete()
    tolta = riga.indicatore.cumulativo and riga.valore <= prima
    _write(riga, riga.valore - quota.quantita if tolta else riga.valore, riga.data, by)


def proved(riga: Rilevazione) -> Decimal:
    """What the proofs of a line count in all."""
    quote = QuotaProva.objects.filter(rilevazione=riga)
    return quote.aggregate(t=Sum("quantita"))["t"] or Decimal(0)


def _write(riga: Rilevazione, valore: Decimal, giorno: date, by: Utente | None) -> None:
    righe = Rilevazione.objects.filter(pk=riga.pk).exclude(stato=StatoRilevazione.VERIFICATA)
    righe.update(valore=valore, data=giorno, scritta_da=by, versione=F("versione") + 1)
    riga.refresh_from_db(fields=["valore", "data", "versione"])
