"""How a call goes from its draft to its closing, and how an act changes what it says.

What was published changes only here: every version is sealed as it was, with its act. Instants
are compared with the database's clock once the row is locked.
"""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError

from conciliazione.copie import fingerprint
from conciliazione.models import Passaggio
from conciliazione.orologio import read_clock
from conciliazione.transizioni import STESSO, Transition
from progetti import permissions
from progetti.chi_puo_valutare import NON_SUO, may_score
from progetti.contenuto_avviso import contents
from progetti.enums import GenereVersione, StatoAvviso, StatoProposta
from progetti.models import Avviso, DocumentoAvviso, Progetto, VersioneAvviso
from progetti.parti import admit_remedies, replace
from progetti.proposte_in_corso import running_proposals
from progetti.pubblicazione import beyond_project, blocking, weights_in_words
from rete.atti import write_act
from rete.avvisi import notify_subject

# What an act may correct at any time before the closing; the rest only before the opening, when
# nobody can have sent anything.
SEMPRE = ("titolo", "sommario", "testo", "destinatari", "dotazione", "massimale")
PRIMA_DI_APRIRE = (
    *("chi_propone", "apre_il", "organo", "numero_legale", "soglia", "scarto"),
    *("ambito_incompatibilita", "atto_incompatibilita"),
)
# What is corrected then too, and is no column of the call.
INSIEMI = ("azioni", "rimedi")
GIA_APERTO = (
    "L’avviso è aperto e può esserci già chi ha presentato una proposta: chi può proporre, azioni,"
    " apertura, criteri, requisiti e modo di valutare non cambiano più."
)
GIA_CHIUSO = "La chiusura è già passata: l’avviso non si cambia più."
NULLA = "Non è cambiato nulla: la rettifica non serve."


# --- Publishing --------------------------------------------------------------------------------


def _publish(avviso: Avviso, passaggio: Passaggio) -> Mapping[str, object]:
    _lock_project(avviso)
    if mancanze := blocking(avviso):
        raise ValidationError(mancanze)
    return {"atto": write_act(passaggio)}


def _seal_first(avviso: Avviso, passaggio: Passaggio) -> None:
    _seal(avviso, passaggio, GenereVersione.PUBBLICAZIONE)


def _seal(avviso: Avviso, passaggio: Passaggio, genere: GenereVersione) -> VersioneAvviso:
    """Keep the call as it is now: nobody changes that any more."""
    dati = contents(Avviso.objects.select_related("emanante", "progetto").get(pk=avviso.pk))
    return VersioneAvviso.objects.create(
        avviso=avviso,
        numero=avviso.versioni.count() + 1,
        genere=genere,
        dati=dati,
        sha256=fingerprint(dati),
        atto=passaggio.altri["atto"],
        motivo=passaggio.motivo,
        registrata_da=passaggio.autore,
    )


def _lock_project(avviso: Avviso) -> None:
    """Two calls of one project never count the same money."""
    if avviso.progetto_id:
        list(Progetto.objects.select_for_update().filter(pk=avviso.progetto_id).values_list("pk"))


# --- Correcting and extending ------------------------------------------------------------------


def _correct(avviso: Avviso, passaggio: Passaggio) -> Mapping[str, object]:
    altri = passaggio.altri
    cambi: dict[str, object] = dict(altri.get("cambi", {}))
    insiemi = {nome: cambi.pop(nome) for nome in INSIEMI if nome in cambi}
    parti = {nome: altri[nome] for nome in ("criteri", "requisiti") if nome in altri}
    _check_moment(avviso, {*cambi, *insiemi, *parti})
    if "dotazione" in cambi:
        _lock_project(avviso)
        if detto := beyond_project(avviso, cambi["dotazione"]):
            raise ValidationError({"dotazione": detto})
    if "organo" in cambi and not may_score(cambi["organo"], avviso):
        raise ValidationError({"organo": NON_SUO})
    for nome, righe in parti.items():
        replace(avviso, nome, righe)
    if "azioni" in insiemi:
        avviso.azioni.set(insiemi["azioni"])
    if "rimedi" in insiemi:
        admit_remedies(avviso, insiemi["rimedi"])
    pesi = list(avviso.criteri.values_list("peso", flat=True))
    if detto := weights_in_words(pesi):
        raise ValidationError(detto)
    write_act(passaggio)
    return cambi


def _check_moment(avviso: Avviso, cambiati: set[str]) -> None:
    """Whether those parts may still change.

    Raises:
        ValidationError: the call opened, or closed.
    """
    adesso = read_clock()
    if adesso > avviso.chiude_il:
        raise ValidationError(GIA_CHIUSO)
    if adesso >= avviso.apre_il and not cambiati <= set(SEMPRE):
        raise ValidationError(GIA_APERTO)


def _seal_correction(avviso: Avviso, passaggio: Passaggio) -> None:
    if aggiunto := passaggio.altri.get("documento"):
        titolo, conserva = aggiunto
        DocumentoAvviso.objects.create(
            avviso=avviso,
            titolo=titolo,
            documento=conserva(),
            ordine=avviso.documenti.count() + 1,
        )
    prima = avviso.versioni.order_by("-numero").values_list("sha256", flat=True).first()
    if _seal(avviso, passaggio, GenereVersione.RETTIFICA).sha256 == prima:
        raise ValidationError(NULLA)
    _tell_proponents(avviso, "è stato rettificato", passaggio)


def _extend(avviso: Avviso, passaggio: Passaggio) -> Mapping[str, object]:
    nuova = passaggio.altri["chiude_il"]
    if read_clock() > avviso.chiude_il:
        raise ValidationError("La chiusura è già passata: non si proroga più.")
    if nuova <= avviso.chiude_il:
        raise ValidationError({"chiude_il": "La nuova chiusura viene dopo quella di adesso."})
    write_act(passaggio)
    return {"chiude_il": nuova}


def _seal_extension(avviso: Avviso, passaggio: Passaggio) -> None:
    _seal(avviso, passaggio, GenereVersione.PROROGA)
    _tell_proponents(avviso, "è stato prorogato", passaggio)


# --- Ending ------------------------------------------------------------------------------------


def _check_over(avviso: Avviso, passaggio: Passaggio) -> Mapping[str, object]:
    if read_clock() <= avviso.chiude_il:
        raise ValidationError("La chiusura non è ancora passata.")
    return {}


def _end(avviso: Avviso, passaggio: Passaggio) -> Mapping[str, object]:
    return {"atto_esito": write_act(passaggio)}


def _tell_revoked(avviso: Avviso, passaggio: Passaggio) -> None:
    _tell_proponents(avviso, "è stato revocato", passaggio)


def _declare_void(avviso: Avviso, passaggio: Passaggio) -> Mapping[str, object]:
    if running_proposals().filter(avviso=avviso).exists():
        raise ValidationError("Ci sono proposte in corso: l’avviso non è deserto.")
    return _end(avviso, passaggio)


def _tell_proponents(avviso: Avviso, che: str, passaggio: Passaggio) -> None:
    """Write to who is composing or has sent a proposal; each learns nothing of the others."""
    proposte = avviso.proposte.exclude(stato=StatoProposta.RITIRATA).order_by("pk")
    for proposta in proposte.select_related("proponente"):
        notify_subject(
            proposta.proponente,
            f"avviso:{avviso.slug}:{avviso.versione}:{proposta.codice}",
            f"L’avviso «{avviso.titolo}» {che}",
            f"L’avviso «{avviso.titolo}» {che}. Il motivo: {passaggio.motivo}\n\nChe cosa cambia,"
            f" con l’atto: {settings.BASE_URL}{avviso.get_absolute_url()}#storia\n\nÈ una"
            " comunicazione di cortesia.\n",
        )


# --- The table ---------------------------------------------------------------------------------

AVVISO: Mapping[str, Transition] = {
    "publish": Transition(
        da=(StatoAvviso.BOZZA.value,),
        a=StatoAvviso.PUBBLICATO.value,
        who=permissions.can_publish_call,
        label="Pubblica l’avviso",
        stamps=("pubblicato_il",),
        extras=("record_act",),
        first=_publish,
        then=_seal_first,
    ),
    "correct": Transition(
        da=(StatoAvviso.PUBBLICATO.value,),
        a=STESSO,
        who=permissions.can_publish_call,
        label="Rettifica l’avviso",
        needs_reason=True,
        extras=("record_act", "cambi", "criteri", "requisiti", "documento"),
        first=_correct,
        then=_seal_correction,
    ),
    "extend": Transition(
        da=(StatoAvviso.PUBBLICATO.value,),
        a=STESSO,
        who=permissions.can_publish_call,
        label="Proroga la chiusura",
        needs_reason=True,
        extras=("record_act", "chiude_il"),
        first=_extend,
        then=_seal_extension,
    ),
    "close": Transition(
        da=(StatoAvviso.PUBBLICATO.value,),
        a=StatoAvviso.CHIUSO.value,
        who=permissions.can_close_call,
        label="Chiudi l’avviso",
        stamps=("chiuso_il",),
        first=_check_over,
    ),
    "revoke": Transition(
        da=(StatoAvviso.PUBBLICATO.value, StatoAvviso.CHIUSO.value, StatoAvviso.VALUTATO.value),
        a=StatoAvviso.REVOCATO.value,
        who=permissions.can_publish_call,
        label="Revoca l’avviso",
        needs_reason=True,
        stamps=("concluso_il",),
        extras=("record_act",),
        first=_end,
        then=_tell_revoked,
    ),
    "declare_void": Transition(
        da=(StatoAvviso.CHIUSO.value,),
        a=StatoAvviso.DESERTO.value,
        who=permissions.can_publish_call,
        label="Dichiara deserto l’avviso",
        stamps=("concluso_il",),
        extras=("record_act",),
        first=_declare_void,
    ),
}
