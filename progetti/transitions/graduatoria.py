"""From the sheets to the outcome: a call is ranked, its act is recorded, its proposals follow.

The portal computes the ranking and never decides: what makes it valid is the act that the
responsabile records. From then on the figures are those sealed in `Esito`.
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from conciliazione.copie import fingerprint
from conciliazione.models import Passaggio
from conciliazione.numeri import format_euro
from conciliazione.transizioni import STESSO, Transition, follow
from progetti import permissions
from progetti.enums import EsitoGraduatoria, LivelloAvviso, StatoAvviso, StatoProposta
from progetti.graduatoria import (
    Graduatoria,
    Riga,
    asked,
    calculation,
    fingerprint_of,
    money_left,
    motivation,
    next_in_line,
    read_ranking,
    totals,
    what_stops,
)
from progetti.lettera_esito import draft_letter, letter_of, outcome_address
from progetti.models import Avviso, Esito, Progetto, Proposta, Valutazione
from progetti.nascita import becomes_project, make_project
from progetti.signals import project_given_up
from rete.atti import write_act
from rete.avvisi import notify_staff, notify_subject
from rete.models import Atto

# How a proposal moves when the act of its call is recorded.
VERBI = {
    EsitoGraduatoria.FINANZIATA: "fund",
    EsitoGraduatoria.NON_FINANZIATA: "not_fund",
    EsitoGraduatoria.NON_AMMESSA: "refuse",
}
DA_DECIDERE = (
    "La dotazione non basta per tutte le proposte pari: scrivere l’ordine che l’organo ha deciso"
    " nel verbale."
)

NON_E_QUELLA = (
    "Le schede, o ciò che le proposte chiedono, non sono più quelle con cui la valutazione è stata"
    " chiusa: l’atto approverebbe un’altra graduatoria, e non si registra."
)


# --- The scoring is closed ---------------------------------------------------------------------


def _check_ready(avviso: Avviso, passaggio: Passaggio) -> Mapping[str, object]:
    """Raises ValidationError: something is missing, or the organo must still say who comes
    first."""
    _lock_sheets(avviso)
    graduatoria = read_ranking(avviso, passaggio.altri.get("precedenze"))
    if mancanze := what_stops(graduatoria):
        raise ValidationError(mancanze)
    if graduatoria.da_decidere:
        raise ValidationError(DA_DECIDERE)
    return {"impronta_graduatoria": fingerprint_of(graduatoria)}


def _lock_sheets(avviso: Avviso) -> None:
    """No sheet is voided while the ranking is read from them all."""
    schede = Valutazione.objects.filter(proposta__avviso=avviso).order_by("pk")
    list(schede.select_for_update(of=("self",)).values_list("pk"))


def _score_all(avviso: Avviso, passaggio: Passaggio) -> None:
    precedenze = passaggio.altri.get("precedenze") or {}
    for proposta in avviso.proposte.filter(stato=StatoProposta.AMMISSIBILE).order_by("pk"):
        decisa = precedenze.get(proposta.codice, proposta.precedenza)
        follow(proposta, "score", passaggio, precedenza=decisa)


# --- The act is recorded -----------------------------------------------------------------------


def _record(avviso: Avviso, passaggio: Passaggio) -> Mapping[str, object]:
    """The act of the outcome, written now if it was typed.

    Raises:
        ValidationError: the ranking is no longer the one that was closed.
    """
    graduatoria = read_ranking(avviso)
    if mancanze := what_stops(graduatoria):
        raise ValidationError(mancanze)
    if fingerprint_of(graduatoria) != avviso.impronta_graduatoria:
        raise ValidationError(NON_E_QUELLA)
    passaggio.altri["graduatoria"] = graduatoria
    return {"atto_esito": write_act(passaggio)}


def _seal_all(avviso: Avviso, passaggio: Passaggio) -> None:
    """Seal each place, move each proposal, write to each proponent."""
    graduatoria: Graduatoria = passaggio.altri["graduatoria"]
    motivazioni = passaggio.altri.get("motivazioni") or {}
    totali = totals(avviso)
    for riga in graduatoria.righe:
        proposta = riga.proposta
        # As it is now, with the precedence that was written: not as another page read it.
        proposta.avviso = avviso
        motivo = motivazioni.get(proposta.codice, "").strip() or motivation(graduatoria, riga)
        esito = _seal(graduatoria, riga, totali[proposta.pk], motivo)
        _move(esito, passaggio)
        _write(esito, passaggio, avviso.atto_esito, "esito")


def _seal(graduatoria: Graduatoria, riga: Riga, totali: list[str], motivo: str) -> Esito:
    calcolo = calculation(graduatoria, riga, totali)
    return Esito.objects.create(
        proposta=riga.proposta,
        esito=riga.posto.esito,
        posizione=riga.posto.posizione,
        punteggio=riga.posto.punteggio,
        importo=riga.posto.importo,
        motivazione=motivo,
        calcolo=calcolo,
        sha256=fingerprint(calcolo),
    )


def _move(esito: Esito, passaggio: Passaggio) -> None:
    verbo = VERBI[EsitoGraduatoria(esito.esito)]
    concesso: dict[str, object] = {}
    if verbo == "fund":
        atto = esito.proposta.avviso.atto_esito
        concesso = {"importo_concesso": esito.importo, "atto_concessione": atto}
        if gia := passaggio.altri.get("progetti", {}).get(esito.proposta.codice):
            concesso["progetto"] = gia
    follow(esito.proposta, verbo, passaggio, **concesso)


def _write(esito: Esito, passaggio: Passaggio, atto: Atto, prefisso: str) -> None:
    """The letter that the staff edited, to who speaks for the proponent: once for each key."""
    lettera = passaggio.altri.get("lettera") or draft_letter()
    pronta = letter_of(lettera, esito, atto)
    proposta = esito.proposta
    chiave = f"{prefisso}:{proposta.codice}"
    notify_subject(proposta.proponente, chiave, pronta.oggetto, pronta.intera)


# --- A proposal that is funded -----------------------------------------------------------------


def _become_project(proposta: Proposta, passaggio: Passaggio) -> None:
    """What an alliance proposed becomes a project, unless the Piano has it already; what a
    soggetto did is an incentive."""
    if proposta.progetto_id is None and becomes_project(proposta):
        progetto = make_project(proposta)
        Proposta.objects.filter(pk=proposta.pk).update(progetto=progetto)
        proposta.progetto = progetto


def _take_turn(proposta: Proposta, passaggio: Passaggio) -> Mapping[str, object]:
    """What a proposal gets when its turn comes, and the act that says so.

    Raises:
        ValidationError: another comes first, or the money that is free does not cover it whole.
    """
    # Two proposals of one call that take the same money wait for each other here.
    avviso = Avviso.objects.select_for_update().get(pk=proposta.avviso_id)
    turno = {esito.proposta_id: esito for esito in next_in_line(avviso)}
    if proposta.pk not in turno:
        raise ValidationError("In graduatoria un’altra proposta viene prima di questa.")
    importo, libero = asked(turno[proposta.pk]), money_left(avviso)
    if importo > libero:
        raise ValidationError(
            f"La proposta chiede {format_euro(importo)} e sono liberi {format_euro(libero)}: la"
            " graduatoria non scorre."
        )
    return {"importo_concesso": importo, "atto_concessione": write_act(passaggio)}


def _tell_promoted(proposta: Proposta, passaggio: Passaggio) -> None:
    _become_project(proposta, passaggio)
    avviso = proposta.avviso
    notify_subject(
        proposta.proponente,
        f"scorrimento:{proposta.codice}",
        f"{avviso.titolo}: la proposta «{proposta.titolo}» è finanziata",
        f"La graduatoria è scorsa e la proposta «{proposta.titolo}» è finanziata per"
        f" {format_euro(proposta.importo_concesso)}.\n\n{outcome_address(avviso)}\n",
    )


def _take_note(proposta: Proposta, passaggio: Passaggio) -> Mapping[str, object]:
    """The act that takes note of it, where there is one."""
    if passaggio.altri.get("record_act"):
        write_act(passaggio)
    return {}


def _give_back(proposta: Proposta, passaggio: Passaggio) -> None:
    """What it was granted counts no more; the other side is told: the office, or who proposed."""
    if proposta.progetto_id is not None:
        project_given_up.send(
            Progetto,
            progetto=proposta.progetto,
            proposta=proposta,
            atto=passaggio.altri.get("atto"),
        )
    avviso = proposta.avviso
    chiave = f"rinuncia:{proposta.codice}"
    oggetto = f"{avviso.titolo}: rinuncia della proposta «{proposta.titolo}»"
    testo = f"{proposta.proponente} rinuncia. {passaggio.motivo}\n\n{outcome_address(avviso)}\n"
    if not permissions.proposes(passaggio.autore, proposta):
        notify_subject(proposta.proponente, chiave, oggetto, testo)
    elif avviso.livello == LivelloAvviso.RETE:
        notify_staff(chiave, oggetto, testo)
    else:
        notify_subject(avviso.emanante, chiave, oggetto, testo)


# --- The tables --------------------------------------------------------------------------------

GRADUATORIA: Mapping[str, Transition] = {
    "link_meeting": Transition(
        da=(StatoAvviso.CHIUSO.value,),
        a=STESSO,
        who=permissions.can_rank,
        label="Indica la seduta di valutazione",
        fields=("seduta",),
    ),
    "rank": Transition(
        da=(StatoAvviso.CHIUSO.value,),
        a=StatoAvviso.VALUTATO.value,
        who=permissions.can_rank,
        label="Chiudi la valutazione",
        stamps=("valutato_il",),
        extras=("precedenze",),
        first=_check_ready,
        then=_score_all,
    ),
    "conclude": Transition(
        da=(StatoAvviso.VALUTATO.value,),
        a=StatoAvviso.CONCLUSO.value,
        who=permissions.can_rank,
        label="Registra l’atto che approva la graduatoria",
        stamps=("concluso_il",),
        extras=("record_act", "motivazioni", "lettera", "progetti"),
        first=_record,
        then=_seal_all,
    ),
    "export_sheets": Transition(
        da=(StatoAvviso.CHIUSO.value, StatoAvviso.VALUTATO.value, StatoAvviso.CONCLUSO.value),
        a=STESSO,
        who=permissions.can_export_sheets,
        label="Esporta le schede per una richiesta di accesso",
        needs_reason=True,
    ),
}

ESITO: Mapping[str, Transition] = {
    "score": Transition(
        da=(StatoProposta.AMMISSIBILE.value,),
        a=StatoProposta.VALUTATA.value,
        who=permissions.follows_its_call,
        label="Metti in graduatoria",
        fields=("precedenza",),
    ),
    "fund": Transition(
        da=(StatoProposta.VALUTATA.value,),
        a=StatoProposta.FINANZIATA.value,
        who=permissions.follows_its_call,
        label="Finanzia",
        stamps=("decisa_il",),
        fields=("importo_concesso", "atto_concessione", "progetto"),
        then=_become_project,
    ),
    "not_fund": Transition(
        da=(StatoProposta.VALUTATA.value,),
        a=StatoProposta.NON_FINANZIATA.value,
        who=permissions.follows_its_call,
        label="Ammetti senza finanziare",
        stamps=("decisa_il",),
    ),
    "refuse": Transition(
        da=(StatoProposta.VALUTATA.value,),
        a=StatoProposta.NON_AMMESSA.value,
        who=permissions.follows_its_call,
        label="Non ammettere",
        stamps=("decisa_il",),
    ),
    "give_up": Transition(
        da=(StatoProposta.FINANZIATA.value, StatoProposta.NON_FINANZIATA.value),
        a=StatoProposta.RINUNCIATA.value,
        who=permissions.can_give_up,
        label="Registra la rinuncia",
        needs_reason=True,
        extras=("record_act",),
        first=_take_note,
        then=_give_back,
    ),
    "promote": Transition(
        da=(StatoProposta.NON_FINANZIATA.value,),
        a=StatoProposta.FINANZIATA.value,
        who=permissions.can_promote,
        label="Registra lo scorrimento",
        extras=("record_act",),
        first=_take_turn,
        then=_tell_promoted,
    ),
}
