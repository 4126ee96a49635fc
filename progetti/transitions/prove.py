"""How a proof begins to count, is refused, or counts no more."""

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError

from conciliazione.models import Passaggio
from conciliazione.transizioni import STESSO, Transition, follow
from progetti.enums import ContaProva, StatoProva, StatoRilevazione
from progetti.models import (
    Consegna,
    FileProva,
    Indicatore,
    Prova,
    QuotaProva,
    RichiestaPartner,
)
from progetti.permissions import can_ask_files, can_report
from progetti.permissions.monitoraggio import VISIONE
from progetti.registrazione import delivery_for, hold_delivery, let_go, open_line, rest_on
from rete.permissions import Persona

SENZA_NULLA = "Serve almeno un file, oppure l’indirizzo di una pagina: è ciò che prova il fatto."
SENZA_INDICATORI = "Scegliere almeno un indicatore che la prova fa avanzare."
GIA_VERIFICATA = (
    "La prova sostiene valori già verificati e non si annulla: si corregge il valore, dicendo"
    " perché."
)
FUORI_PERIODO = "La data viene dopo il periodo che la finestra osserva."


def _reports(user: Persona, prova: Prova) -> bool:
    """- who reports the results of its project"""
    return can_report(user, prova.progetto)


def _move_indicators(prova: Prova, passaggio: Passaggio) -> Mapping[str, object]:
    """Count the proof for each indicator, and declare what rests on it.

    `quote` of the step: how much it counts, by indicator; `consegna`, the window of a line that was
    sent back, which takes proofs until it is closed.

    Raises:
        ValidationError: it has no file and no page, no indicator, one that it does not prove or of
            another project; no window takes facts of its day.
    """
    quote: Mapping[Indicatore, Decimal] = passaggio.altri.get("quote") or {}
    if not prova.link and not FileProva.objects.filter(prova=prova).exists():
        raise ValidationError(SENZA_NULLA, code="senza_file")
    if not quote:
        raise ValidationError(SENZA_INDICATORI, code="senza_indicatori")
    consegna = _delivery_of(prova, passaggio)
    hold_delivery(consegna)
    for indicatore, quantita in sorted(quote.items(), key=lambda voce: voce[0].pk):
        check_kind(prova, indicatore)
        conta = Decimal(1) if indicatore.conta == ContaProva.UNA else quantita
        riga = open_line(consegna, indicatore, prova.data, passaggio.autore)
        rest_on(riga, prova, conta, passaggio.autore)
        if riga.stato != StatoRilevazione.DICHIARATA:
            follow(riga, "declare", passaggio)
    return {}


def _delivery_of(prova: Prova, passaggio: Passaggio) -> Consegna:
    consegna = passaggio.altri.get("consegna")
    if consegna is None:
        return delivery_for(prova.progetto, prova.data)
    if consegna.progetto_id != prova.progetto_id or prova.data > consegna.finestra.al:
        raise ValidationError(FUORI_PERIODO)
    return consegna


def check_kind(prova: Prova, indicatore: Indicatore) -> None:
    """Raises ValidationError: a proof of that kind, or of that project, says nothing of it."""
    if indicatore.risultato.obiettivo.progetto_id != prova.progetto_id:
        raise ValidationError(f"«{indicatore}» è di un altro progetto.")
    ammessi = list(indicatore.prove.all())
    if ammessi and prova.tipo not in ammessi:
        raise ValidationError(
            f"«{indicatore}» non si prova con «{prova.tipo}», ma con:"
            f" {', '.join(map(str, ammessi))}."
        )


def _take_back(prova: Prova, passaggio: Passaggio) -> Mapping[str, object]:
    """Nothing rests on it any longer.

    Raises:
        ValidationError: something that rests on it was verified.
    """
    quote = list(QuotaProva.objects.filter(prova=prova).select_related("rilevazione__consegna"))
    for consegna in sorted({q.rilevazione.consegna for q in quote}, key=lambda c: c.pk):
        hold_delivery(consegna)
    for quota in quote:
        riga = quota.rilevazione
        riga.refresh_from_db()
        if not riga.is_open:
            raise ValidationError(GIA_VERIFICATA)
        let_go(riga, prova, passaggio.autore)
    return {}


def _accept_request(prova: Prova, passaggio: Passaggio) -> None:
    """What was asked of a partner is accepted with its proof."""
    for richiesta in RichiestaPartner.objects.filter(prova=prova):
        follow(richiesta, "accept", passaggio)


def _refuse_request(prova: Prova, passaggio: Passaggio) -> None:
    """What was asked of a partner goes back to them, for the same reason."""
    for richiesta in RichiestaPartner.objects.filter(prova=prova):
        follow(richiesta, "refuse", passaggio)


PROVA: Mapping[str, Transition] = {
    "record": Transition(
        da=(StatoProva.DA_REGISTRARE.value,),
        a=StatoProva.REGISTRATA.value,
        who=_reports,
        label="Registra la prova",
        extras=("quote", "consegna"),
        first=_move_indicators,
        then=_accept_request,
    ),
    "count_more": Transition(
        da=(StatoProva.REGISTRATA.value,),
        a=STESSO,
        who=_reports,
        label="Fai contare anche per altri indicatori",
        extras=("quote", "consegna"),
        first=_move_indicators,
    ),
    "refuse": Transition(
        da=(StatoProva.DA_REGISTRARE.value,),
        a=StatoProva.RIFIUTATA.value,
        who=_reports,
        label="Non accogliere",
        needs_reason=True,
        then=_refuse_request,
    ),
    "annul": Transition(
        da=(StatoProva.REGISTRATA.value,),
        a=StatoProva.ANNULLATA.value,
        who=_reports,
        label="Annulla la prova",
        needs_reason=True,
        first=_take_back,
    ),
    VISIONE: Transition(
        da=(StatoProva.REGISTRATA.value,),
        a=STESSO,
        who=can_ask_files,
        label="Chiedi di vedere i file",
        needs_reason=True,
    ),
}
