"""How the scoring of a call begins and ends: sheets opened, and revealed to the organo."""

from collections import Counter
from collections.abc import Mapping

from django.core.exceptions import ValidationError

from conciliazione.models import Passaggio
from conciliazione.transizioni import (
    STESSO,
    NotAllowed,
    StaleState,
    Transition,
    follow,
    perform,
)
from progetti import permissions
from progetti.chi_puo_valutare import NON_SUO, may_score
from progetti.chi_valuta import lacks_members, missing_sheets, scorers_at_least, to_score
from progetti.enums import (
    AmbitoIncompatibilita,
    RimedioNumeroLegale,
    StatoAvviso,
    StatoValutazione,
)
from progetti.lettere_valutazione import tell_opened, tell_revealed, tell_voided
from progetti.models import Avviso, Punteggio, SceltaNumeroLegale, Valutazione
from progetti.models.proposte import DA_ISTRUIRE
from progetti.models.valutazioni import CONSEGNATE
from progetti.permissions import read_conflicts
from rete.atti import write_act

PERCHE_ORA = "Mancano schede: scrivere perché si chiude lo stesso."
SENZA_NUMERO_LEGALE = (
    "Almeno una proposta ha meno schede consegnate del numero legale: aspettarle; oppure annullare"
    " quelle che non arriveranno e scegliere, con il suo atto, uno dei rimedi che l’avviso ammette."
)
DOPO_LA_RIVELAZIONE = (
    "I punteggi sono già rivelati: chi riceve una scheda adesso saprebbe che cosa hanno scritto gli"
    " altri."
)
AFFIDATA_AD_ALTRI = "La valutazione è affidata a un’altra commissione: questa scheda non conta più."
CHIUSA = "La fase è chiusa senza questa scheda"


# --- Without enough members ----------------------------------------------------------------------


def _check_remedy(avviso: Avviso, passaggio: Passaggio) -> Mapping[str, object]:
    """Record what was chosen with its act, sealed; what it changes in the call."""
    rimedio, quadro = passaggio.altri["rimedio"], read_conflicts(avviso)
    if not avviso.rimedi.filter(rimedio=rimedio).exists():
        raise ValidationError({"rimedio": "L’avviso non lo ammette."})
    if not to_score(quadro):
        raise ValidationError("Nessuna proposta è stata ancora ammessa alla valutazione.")
    if not lacks_members(quadro):
        raise ValidationError("Il numero legale c’è: non serve scegliere un rimedio.")
    liberi = scorers_at_least(quadro)
    if detto := _why_no_remedy(avviso, rimedio, liberi):
        raise ValidationError({"rimedio": detto})
    altro = rimedio == RimedioNumeroLegale.ALTRO_ORGANO
    organo = passaggio.altri.get("organo") if altro else None
    if altro and organo in (None, avviso.organo):
        raise ValidationError({"organo": "Indicare la commissione a cui si affida."})
    if altro and not may_score(organo, avviso):
        raise ValidationError({"organo": NON_SUO})
    scelta = SceltaNumeroLegale.objects.create(
        avviso=avviso,
        rimedio=rimedio,
        motivo=passaggio.motivo,
        atto=write_act(passaggio),
        organo=organo,
        liberi=liberi,
        scritta_da=passaggio.autore,
    )
    return _changed_by(scelta)


def _why_no_remedy(avviso: Avviso, rimedio: str, liberi: int) -> str:
    """Why a remedy that the call admits would be none now; "" where it is one."""
    if rimedio == RimedioNumeroLegale.RIDOTTO and not liberi:
        return "Almeno una proposta non ha alcun componente libero."
    if rimedio == RimedioNumeroLegale.SINGOLA_PROPOSTA:
        if avviso.ambito_incompatibilita == AmbitoIncompatibilita.PROPOSTA:
            return "L’incompatibilità vale già per la singola proposta."
        if avviso.rivelato_il is not None:
            return DOPO_LA_RIVELAZIONE
    return ""


def _changed_by(scelta: SceltaNumeroLegale) -> Mapping[str, object]:
    if scelta.rimedio == RimedioNumeroLegale.RIDOTTO:
        return {"numero_legale": scelta.liberi}
    if scelta.rimedio == RimedioNumeroLegale.ALTRO_ORGANO:
        # The others begin from nothing, and blind.
        return {"organo": scelta.organo, "rivelato_il": None}
    ambito = AmbitoIncompatibilita.PROPOSTA
    return {"ambito_incompatibilita": ambito, "atto_incompatibilita": scelta.atto}


def _void_of_the_others(avviso: Avviso, passaggio: Passaggio) -> None:
    """Once another organo scores, no sheet of the one before counts."""
    if passaggio.altri["rimedio"] != RimedioNumeroLegale.ALTRO_ORGANO:
        return
    schede = Valutazione.objects.filter(proposta__avviso=avviso).order_by("pk")
    vive = schede.exclude(stato=StatoValutazione.ANNULLATA)
    vive = vive.select_related("proposta__proponente", "mandato__utente")
    perche = f"{AFFIDATA_AD_ALTRI} {passaggio.motivo}"
    tolte = list(vive.select_for_update(of=("self",)))
    for scheda in tolte:
        follow(scheda, "void", Passaggio(autore=passaggio.autore, motivo=perche))
    tell_voided(avviso, [(scheda, perche) for scheda in tolte])


# --- Opening -------------------------------------------------------------------------------------


def _check_ready(avviso: Avviso, passaggio: Passaggio) -> Mapping[str, object]:
    """Every proposal is examined, and each admissible one has enough members free to score it."""
    da_istruire = avviso.proposte.filter(stato__in=DA_ISTRUIRE).count()
    if da_istruire:
        raise ValidationError(
            f"Proposte di cui non si è ancora detto se sono ammissibili: {da_istruire}. Le schede"
            " si aprono quando lo si è detto di tutte."
        )
    quadro = read_conflicts(avviso)
    if not to_score(quadro):
        raise ValidationError("Nessuna proposta è ammissibile: non c’è nulla da valutare.")
    if not avviso.criteri.exists():
        raise ValidationError("L’avviso non ha criteri: non c’è con che cosa valutare.")
    if lacks_members(quadro):
        raise ValidationError(
            "Manca il numero legale di componenti liberi su almeno una proposta: scegliere prima"
            " uno dei rimedi che l’avviso ammette."
        )
    return {}


def _open_sheets(avviso: Avviso, passaggio: Passaggio) -> None:
    """A sheet, with its criteria still empty, for each free member on each admissible proposal
    that has none."""
    quadro = read_conflicts(avviso)
    gia = set(
        Valutazione.objects.filter(proposta__avviso=avviso).values_list("mandato", "proposta")
    )
    schede = Valutazione.objects.bulk_create(
        Valutazione(proposta=p, mandato=m)
        for p in to_score(quadro)
        for m in quadro.free_on(p)
        if (m.pk, p.pk) not in gia
    )
    criteri = list(avviso.criteri.all())
    Punteggio.objects.bulk_create(
        Punteggio(valutazione=scheda, criterio=criterio)
        for scheda in schede
        for criterio in criteri
    )
    tell_opened(avviso, schede)


def _check_missing(avviso: Avviso, passaggio: Passaggio) -> Mapping[str, object]:
    if not missing_sheets(read_conflicts(avviso)):
        raise ValidationError("Ogni componente libero ha già le sue schede.")
    return {}


# --- Revealing -----------------------------------------------------------------------------------


def _check_delivered(avviso: Avviso, passaggio: Passaggio) -> Mapping[str, object]:
    """As many as the call wants delivered for every proposal, and all who are free did: or the
    responsabile says why the phase is closed without the others."""
    schede = Valutazione.objects.filter(proposta__avviso=avviso)
    consegnate = Counter(schede.filter(stato__in=CONSEGNATE).values_list("proposta", flat=True))
    quadro = read_conflicts(avviso)
    quante = [consegnate[p.pk] for p in to_score(quadro)]
    if not all(quante):
        raise ValidationError("Almeno una proposta non ha alcuna scheda consegnata.")
    if min(quante) < avviso.numero_legale:
        raise ValidationError(SENZA_NUMERO_LEGALE)
    in_corso = schede.filter(stato=StatoValutazione.IN_CORSO).exists()
    if (in_corso or missing_sheets(quadro)) and not passaggio.motivo.strip():
        raise ValidationError({"motivo": PERCHE_ORA})
    return {}


def _void_undelivered(avviso: Avviso, passaggio: Passaggio) -> None:
    schede = Valutazione.objects.filter(proposta__avviso=avviso).select_related("mandato__utente")
    in_corso = schede.filter(stato=StatoValutazione.IN_CORSO).order_by("pk")
    for scheda in in_corso.select_for_update(of=("self",)):
        follow(scheda, "void", Passaggio(autore=passaggio.autore, motivo=_why_closed(passaggio)))
    tell_revealed(avviso, schede.filter(stato__in=CONSEGNATE))


def _why_closed(passaggio: Passaggio) -> str:
    return f"{CHIUSA}: {passaggio.motivo}"


def reveal_if_complete(avviso: Avviso) -> bool:
    """Reveal the scores of a call whose last sheet was delivered; whether it was done now.

    Called after a delivery, in a transaction of its own: who delivers last sees the others'.
    """
    schede = Valutazione.objects.filter(proposta__avviso=avviso)
    if schede.filter(stato=StatoValutazione.IN_CORSO).exists():
        return False
    attuale = Avviso.objects.get(pk=avviso.pk)
    try:
        perform(attuale, "reveal", None)
    except (StaleState, ValidationError, NotAllowed):
        return False
    return True


SCHEDE: Mapping[str, Transition] = {
    "choose_remedy": Transition(
        da=(StatoAvviso.CHIUSO.value,),
        a=STESSO,
        who=permissions.can_choose_remedy,
        label="Scegli il rimedio",
        needs_reason=True,
        extras=("rimedio", "organo", "record_act"),
        first=_check_remedy,
        then=_void_of_the_others,
    ),
    "open_scoring": Transition(
        da=(StatoAvviso.CHIUSO.value,),
        a=STESSO,
        who=permissions.can_open_scoring,
        label="Apri le schede",
        stamps=("valutazione_aperta_il",),
        first=_check_ready,
        then=_open_sheets,
    ),
    "add_sheets": Transition(
        da=(StatoAvviso.CHIUSO.value,),
        a=STESSO,
        who=permissions.can_add_sheets,
        label="Apri le schede mancanti",
        first=_check_missing,
        then=_open_sheets,
    ),
    "reveal": Transition(
        da=(StatoAvviso.CHIUSO.value,),
        a=STESSO,
        who=permissions.can_reveal,
        label="Chiudi la valutazione",
        stamps=("rivelato_il",),
        first=_check_delivered,
        then=_void_undelivered,
    ),
}
