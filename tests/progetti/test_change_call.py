"""What was published changes only by an act: correction, extension, revocation; how it ends."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from conciliazione.models import Messaggio
from conciliazione.transizioni import NotAllowed, ReasonMissing, StaleState, perform
from progetti.contenuto_avviso import changes
from progetti.enums import StatoAvviso
from progetti.models import Avviso, VersioneAvviso
from progetti.scadenze_avvisi import close_expired
from progetti.tasks import chiudi_avvisi
from rete.models import Utente
from tests.factories import make_delega, make_documento, make_proposta, make_soggetto
from tests.progetti.avvisi import MOTIVO, act, expire, make_published

CRITERIO = {"titolo": "Uno solo", "guida": "", "peso": 100, "massimo": 10, "minimo": 0}


def test_a_correction_is_a_new_version_with_its_act_and_its_reason(responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    act(
        avviso, "correct", responsabile, reason=MOTIVO, cambi={"testo": "Il testo <corretto> d’ora"}
    )
    prima, dopo = VersioneAvviso.objects.order_by("numero")
    assert (dopo.numero, dopo.genere, dopo.motivo) == (2, "rettifica", MOTIVO)
    assert [(c.parte, c.prima, c.dopo) for c in changes(prima.dati, dopo.dati)] == [
        ("Testo", "Si cercano progetti.", "Il testo <corretto> d’ora")
    ]
    assert Avviso.objects.get(pk=avviso.pk).testo == "Il testo <corretto> d’ora"


def test_a_document_is_added_by_a_correction(responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    act(avviso, "correct", responsabile, reason=MOTIVO, documento=("Il modello", make_documento))
    assert [v.titolo for v in avviso.documenti.all()] == ["Il modello"]
    assert [len(v.dati["documenti"]) for v in VersioneAvviso.objects.order_by("numero")] == [0, 1]


def test_a_correction_that_changes_nothing_is_refused(responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    with pytest.raises(ValidationError, match="Non è cambiato nulla"):
        act(avviso, "correct", responsabile, reason=MOTIVO, cambi={"testo": avviso.testo})
    assert VersioneAvviso.objects.count() == 1


def test_a_correction_wants_its_reason(responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    with pytest.raises(ReasonMissing):
        act(avviso, "correct", responsabile, cambi={"testo": "Altro"})


@pytest.mark.parametrize(
    "dati",
    [
        {"criteri": [CRITERIO]},
        {"requisiti": [{"testo": "Una sede"}]},
        {"cambi": {"soglia": Decimal(50)}},
        {"cambi": {"numero_legale": 3}},
        {"cambi": {"rimedi": ["ridotto"]}},
        {"cambi": {"azioni": []}, "criteri": [CRITERIO]},
    ],
)
def test_how_it_is_scored_changes_only_before_the_opening(
    dati: dict[str, object], responsabile: Utente
) -> None:
    aperto = make_published(responsabile)
    with pytest.raises(ValidationError, match="L’avviso è aperto"):
        act(aperto, "correct", responsabile, reason=MOTIVO, **dati)
    domani = timezone.now() + timedelta(days=1)
    futuro = make_published(responsabile, apre_il=domani)
    act(futuro, "correct", responsabile, reason=MOTIVO, **dati)
    assert futuro.versioni.count() == 2
    assert aperto.criteri.count() == 2


def test_corrected_weights_still_add_up(responsabile: Utente) -> None:
    avviso = make_published(responsabile, apre_il=timezone.now() + timedelta(days=1))
    sbagliato = [{**CRITERIO, "peso": 99}]
    with pytest.raises(ValidationError, match="mancano 1"):
        act(avviso, "correct", responsabile, reason=MOTIVO, criteri=sbagliato)
    assert avviso.criteri.count() == 2


def test_a_ceiling_above_the_money_is_said(responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    with pytest.raises(ValidationError, match="non supera la dotazione"):
        act(
            avviso,
            "correct",
            responsabile,
            reason=MOTIVO,
            cambi={"massimale": Decimal(100_001)},
        )


def test_after_the_closing_nothing_is_corrected_nor_extended(responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    expire(avviso)
    dopo = timezone.now() + timedelta(days=3)
    with pytest.raises(ValidationError, match="già passata"):
        act(avviso, "correct", responsabile, reason=MOTIVO, cambi={"testo": "Altro"})
    with pytest.raises(ValidationError, match="già passata"):
        act(avviso, "extend", responsabile, reason=MOTIVO, chiude_il=dopo)
    assert avviso.versioni.count() == 1


def test_an_extension_moves_the_closing_ahead(responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    prima = avviso.chiude_il
    with pytest.raises(ValidationError, match="viene dopo"):
        act(avviso, "extend", responsabile, reason=MOTIVO, chiude_il=prima)
    dopo = prima + timedelta(days=7)
    act(avviso, "extend", responsabile, reason=MOTIVO, chiude_il=dopo)
    assert Avviso.objects.get(pk=avviso.pk).chiude_il == dopo
    assert [v.genere for v in avviso.versioni.all()] == ["pubblicazione", "proroga"]


def test_who_proposes_is_told_of_a_change_and_others_are_not(
    responsabile: Utente, estraneo: Utente
) -> None:
    avviso, ente = make_published(responsabile), make_soggetto()
    make_delega(utente=estraneo, soggetto=ente)
    make_delega(soggetto=make_soggetto())
    make_proposta(avviso=avviso, proponente=ente)
    act(avviso, "correct", responsabile, reason=MOTIVO, cambi={"testo": "Altro"})
    assert [m.destinatario for m in Messaggio.objects.all()] == [estraneo.email]


# --- Closing -----------------------------------------------------------------------------------


def test_the_portal_closes_what_is_over_once(responsabile: Utente) -> None:
    scaduto, aperto = make_published(responsabile), make_published(responsabile)
    expire(scaduto)
    assert (close_expired(), close_expired()) == (1, 0)
    stati = {a.slug: (a.stato, a.chiuso_il is not None) for a in Avviso.objects.all()}
    assert stati == {scaduto.slug: ("chiuso", True), aperto.slug: ("pubblicato", False)}


def test_the_task_does_it(responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    expire(avviso)
    chiudi_avvisi()
    assert Avviso.objects.get(pk=avviso.pk).stato == StatoAvviso.CHIUSO


def test_nobody_closes_before_the_closing(asl: Utente, responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    with pytest.raises(ValidationError, match="non è ancora passata"):
        perform(avviso, "close", asl)
    expire(avviso)
    perform(avviso, "close", asl)
    with pytest.raises(StaleState):
        perform(avviso, "close", asl)


# --- Ending ------------------------------------------------------------------------------------


def test_a_revocation_has_its_act_and_its_reason(responsabile: Utente, asl: Utente) -> None:
    avviso = make_published(responsabile)
    with pytest.raises(NotAllowed):
        act(avviso, "revoke", asl, reason=MOTIVO)
    with pytest.raises(ReasonMissing):
        act(avviso, "revoke", responsabile)
    act(avviso, "revoke", responsabile, reason=MOTIVO)
    assert (avviso.stato, avviso.atto_esito is not None) == ("revocato", True)


@pytest.mark.parametrize(
    ("stato", "deserto"), [("bozza", True), ("esclusa", True), ("presentata", False)]
)
def test_only_a_call_without_running_proposals_is_void(
    stato: str, deserto: bool, responsabile: Utente
) -> None:
    avviso = make_published(responsabile)
    make_proposta(stato, avviso=avviso)
    expire(avviso)
    close_expired()
    avviso.refresh_from_db()
    if deserto:
        act(avviso, "declare_void", responsabile)
    else:
        with pytest.raises(ValidationError, match="proposte in corso"):
            act(avviso, "declare_void", responsabile)
    assert (Avviso.objects.get(pk=avviso.pk).stato == "deserto") is deserto


def test_a_sealed_version_cannot_be_touched(responsabile: Utente) -> None:
    versione = make_published(responsabile).versioni.get()
    for cambia in (
        lambda: VersioneAvviso.objects.update(dati={}),
        lambda: versione.delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            cambia()
    assert VersioneAvviso.objects.get().dati["titolo"] == versione.dati["titolo"]
