"""A file chosen beside a line of a delivery becomes a proof, with all that is known already."""

from decimal import Decimal
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import transaction

from conciliazione.campi import FileEsaminato
from conciliazione.documenti import store
from conciliazione.enums import Riservatezza
from conciliazione.models import Documento
from conciliazione.transizioni import perform
from progetti import prove_doppie
from progetti.enums import ContaProva
from progetti.models import Consegna, FileProva, Indicatore, Prova, Rilevazione
from progetti.models.prove import APERTE
from progetti.registrazione import last_day, proved
from rete.models import Utente

TITOLO_AL_PIU = Prova._meta.get_field("titolo").max_length
ANCHE_ALTROVE = (
    "Lo stesso file è già la prova di un altro progetto, e non è stato salvato. Se prova anche"
    " questo, aggiungerlo da «Registra una prova», dove si conferma."
)


def prove_line(
    consegna: Consegna,
    indicatore: Indicatore,
    file: FileEsaminato,
    by: Utente,
    acting_as: str,
) -> Prova:
    """The proof that a file is, counted for the line; not yet, where it is not known how much.

    Its kind is the one that the indicator wants, the first where there are several; its day the
    last of the window; all may be corrected on its page.

    Raises:
        ValidationError: the file is a proof already, or no kind of proof is known.
        StaleState: the window no longer takes it.
    """
    tipo = indicatore.prove.first()
    if tipo is None:
        raise ValidationError(
            "Per questo indicatore non è detto quale tipo di prova serve: registrarla da «Registra"
            " una prova»."
        )
    nome = PurePath(file.name).stem
    with transaction.atomic():
        prova = Prova.objects.create(
            progetto=consegna.progetto,
            tipo=tipo,
            titolo=f"{indicatore.denominazione}: {nome}"[:TITOLO_AL_PIU],
            data=last_day(consegna),
            riservatezza=Riservatezza.PERSONALE,
            registrata_da=by,
        )
        attach(prova, file, by, anche_altrove=False)
    quantita = _how_much(consegna, indicatore)
    if quantita:
        quote = {indicatore: quantita}
        perform(prova, "record", by, acting_as=acting_as, quote=quote, consegna=consegna)
    return prova


def attach(
    prova: Prova, file: FileEsaminato, by: Utente | None, *, anche_altrove: bool
) -> FileProva:
    """Keep a file of a proof.

    Raises:
        ValidationError: the project has it already; another one has, and it was not said that it
            proves this one too; it may not stay.
    """
    with transaction.atomic():
        documento = store(file, file.name, Riservatezza(prova.riservatezza), by)
        _check_new(prova, documento, anche_altrove=anche_altrove)
        return FileProva.objects.create(prova=prova, documento=documento)


def _check_new(prova: Prova, documento: Documento, *, anche_altrove: bool) -> None:
    if gia := prove_doppie.here(prova.progetto, documento.sha256):
        raise ValidationError(
            f"Questo file è già nella prova «{gia}» di questo progetto: aprirla per farla contare"
            " anche qui.",
            code="gia_qui",
        )
    altrove = prove_doppie.elsewhere(prova.progetto, documento.sha256)
    if not anche_altrove and altrove.exists():
        raise ValidationError(ANCHE_ALTROVE, code="altrove")


def _how_much(consegna: Consegna, indicatore: Indicatore) -> Decimal | None:
    """What a proof of the line counts: one; of a quantity, what of the value has no proof yet."""
    if indicatore.conta == ContaProva.UNA:
        return Decimal(1)
    righe = Rilevazione.objects.filter(consegna=consegna, indicatore=indicatore, corregge=None)
    riga = righe.filter(stato__in=APERTE).first()
    if riga is None:
        return None
    if not indicatore.cumulativo:
        return riga.valore or None
    return max(riga.valore - proved(riga), Decimal(0)) or None
