"""A call of the demo, from its draft to the state that its file wants."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from conciliazione.codici import new_code
from progetti import parti, quesiti
from progetti.enums import AmbitoIncompatibilita, ChiPropone, LivelloAvviso, StatoAvviso
from progetti.management.passi_demo import (
    Scheda,
    act,
    day,
    days_before,
    do,
    moment,
    move,
    publisher,
    writer,
)
from progetti.management.proposte_demo import compose, examine, send
from progetti.management.valutazione_demo import conclude, hold_meeting, open_sheets, reveal
from progetti.models import Avviso, AzioneProgettuale, Progetto, RimedioAmmesso
from progetti.permissions import leader_of
from rete.models import Atto, Ciclo, Organo

APRE_ALLE, CHIUDE_ALLE = 9, 12
UN_GIORNO = timedelta(days=1)
NUMERI = ("dotazione", "massimale", "soglia", "scarto")
COLONNE = ("slug", "titolo", "sommario", "testo", "destinatari", "numero_legale")
CHIEDE = "chi-chiede@cittadini.example"


def create_call(scheda: Scheda) -> None:
    """Make the call of a file, with its proposals, and bring it where the file says."""
    avviso = _draft(scheda)
    if scheda["arriva"] == StatoAvviso.BOZZA:
        return
    _publish(avviso, scheda)
    for domanda, risposta in scheda.get("quesiti", ()):
        _ask(avviso, domanda, risposta)
    for n, sua in enumerate(scheda.get("proposte", ()), start=1):
        quando = _sent_at(scheda, n)
        proposta = compose(avviso, sua, quando and quando - 2 * UN_GIORNO)
        if sua.get("invia", True):
            send(proposta, quando)
    if scheda["arriva"] == StatoAvviso.REVOCATO:
        _end(avviso, scheda, "revoke", "Revoca dell’avviso")
    elif scheda["arriva"] != StatoAvviso.PUBBLICATO:
        _close(avviso, scheda)
        _after_closing(avviso, scheda)


def _draft(scheda: Scheda) -> Avviso:
    ciclo = Ciclo.objects.current()
    livello = LivelloAvviso(scheda.get("livello", LivelloAvviso.RETE.value))
    progetto = Progetto.objects.filter(slug=scheda.get("progetto", "")).first()
    apre, chiude = scheda["quando"]
    avviso = Avviso.objects.create(
        ciclo=ciclo,
        livello=livello,
        progetto=progetto,
        emanante=leader_of(progetto) if progetto else ciclo.capofila,
        chi_propone=scheda.get("chi_propone", ChiPropone.ALLEANZA.value),
        organo=Organo.objects.get(slug=scheda["organo"]),
        apre_il=moment(apre, APRE_ALLE),
        chiude_il=moment(chiude, CHIUDE_ALLE) if chiude else None,
        **{nome: scheda[nome] for nome in COLONNE if nome in scheda},
        **{nome: Decimal(scheda[nome]) for nome in NUMERI if nome in scheda},
        **_scope(scheda),
    )
    azioni = AzioneProgettuale.objects.filter(ciclo=ciclo, slug__in=scheda["azioni"])
    avviso.azioni.set(azioni)
    parti.replace(avviso, "criteri", [_criterion(*riga) for riga in scheda["criteri"]])
    parti.replace(avviso, "requisiti", [{"testo": testo} for testo in scheda.get("requisiti", ())])
    for rimedio in scheda.get("rimedi", ()):
        RimedioAmmesso.objects.create(avviso=avviso, rimedio=rimedio)
    avviso.refresh_from_db()
    return avviso


def _criterion(titolo: str, peso: str, massimo: str, minimo: str, guida: str) -> Scheda:
    numeri = {"peso": Decimal(peso), "massimo": Decimal(massimo), "minimo": Decimal(minimo)}
    return {"titolo": titolo, "guida": guida, **numeri}


def _scope(scheda: Scheda) -> Scheda:
    """To each proposal by itself, by the act of the call, where the file wants so."""
    if scheda.get("ambito") != AmbitoIncompatibilita.PROPOSTA:
        return {}
    atto = Atto.objects.get(slug=scheda["atto"])
    return {
        "ambito_incompatibilita": AmbitoIncompatibilita.PROPOSTA,
        "atto_incompatibilita": atto,
    }


def _publish(avviso: Avviso, scheda: Scheda) -> None:
    """Publish a call whose closing may be over: it must be to come when it is published, and what
    is sealed must say its own instants; until it is closed, it takes proposals."""
    veri = {"apre_il": avviso.apre_il, "chiude_il": avviso.chiude_il}
    adesso = timezone.now()
    aperta = {
        "apre_il": adesso - UN_GIORNO,
        "chiude_il": max(adesso + UN_GIORNO, veri["chiude_il"]),
    }
    move(avviso, **aperta)
    approvato = timezone.localdate(veri["apre_il"]) - 3 * UN_GIORNO

    def record_act() -> Atto:
        Avviso.objects.filter(pk=avviso.pk).update(**veri)
        return act(avviso, "Approvazione dell’avviso", approvato, scheda.get("atto"))

    quando = veri["apre_il"] - UN_GIORNO
    do(avviso, "publish", publisher(avviso), quando=quando, record_act=record_act)
    move(avviso, **aperta)
    if veri["chiude_il"] > adesso:
        move(avviso, **veri)


def _sent_at(scheda: Scheda, n: int) -> datetime | None:
    """When the nth proposal of a call was sent: now, while it is open."""
    fine = moment(scheda["quando"][1], CHIUDE_ALLE)
    return fine - timedelta(hours=7 * n, minutes=13 * n) if fine < timezone.now() else None


def _ask(avviso: Avviso, domanda: str, risposta: str) -> None:
    quesito = quesiti.ask(avviso, new_code(), domanda, CHIEDE)
    if risposta:
        quesiti.answer(quesito, risposta, writer(avviso))


def _close(avviso: Avviso, scheda: Scheda) -> None:
    """Put the instants of the call back where they belong."""
    apre, chiude = scheda["quando"]
    fine = moment(chiude, CHIUDE_ALLE)
    move(avviso, apre_il=moment(apre, APRE_ALLE), chiude_il=fine)
    do(avviso, "close", None, quando=fine + timedelta(minutes=1))


def _after_closing(avviso: Avviso, scheda: Scheda) -> None:
    if scheda["arriva"] == StatoAvviso.DESERTO:
        _end(avviso, scheda, "declare_void", "L’avviso è deserto")
        return
    for sua in scheda["proposte"]:
        examine(avviso, sua, days_before(scheda, 4))
    if not any("voti" in sua for sua in scheda["proposte"]):
        return
    open_sheets(avviso, scheda)
    if scheda["arriva"] == StatoAvviso.CHIUSO:
        return
    reveal(avviso, scheda)
    hold_meeting(avviso, scheda)
    if scheda["arriva"] == StatoAvviso.CONCLUSO:
        conclude(avviso, scheda)


def _end(avviso: Avviso, scheda: Scheda, verbo: str, che: str) -> None:
    """End a call without an outcome, today or on the day of its closing."""
    giorno = min(day(0), day(scheda["quando"][1]))
    motivo = str(scheda.get("motivo", ""))
    quando = moment(giorno, CHIUDE_ALLE) if giorno < day(0) else None
    fatto = act(avviso, che, giorno)
    do(avviso, verbo, publisher(avviso), motivo, quando, record_act=lambda: fatto)
