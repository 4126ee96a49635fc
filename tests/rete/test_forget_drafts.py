"""Drafts that nobody opens or touches are deleted really, with their files; what was sent stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conciliazione.lavori import run_now
from conciliazione.models import Documento, Elaborazione
from rete import bozze, carte, tasks
from rete.contenuto_domanda import data_fingerprint
from rete.enums import StatoDomanda
from rete.models import AllegatoDomanda, Ciclo, DomandaAdesione
from tests.factories import make_domanda
from tests.rete.aderire import make_empty, make_ready

FERMA = bozze.BOZZA_PER + timedelta(days=1)


def last_touched(domanda: DomandaAdesione, fa: timedelta) -> DomandaAdesione:
    quando = timezone.now() - fa
    righe = DomandaAdesione.objects.filter(pk=domanda.pk)
    righe.update(modificata_il=quando, iniziata_il=quando)
    return domanda


def left() -> set[str]:
    return set(DomandaAdesione.objects.values_list("codice", flat=True))


def test_each_draft_has_its_time(ciclo: Ciclo) -> None:
    settimana = bozze.CONFERMA_ENTRO + timedelta(days=1)
    last_touched(make_empty(confermata_il=None), settimana)
    last_touched(make_empty(), FERMA)
    restano = {
        make_empty(confermata_il=None).codice,
        last_touched(make_empty(), settimana).codice,
        last_touched(make_empty(), bozze.BOZZA_PER - timedelta(days=1)).codice,
    }
    # As a module: pytest would look into a task at collection, before the settings of the tests.
    tasks.dimentica_bozze()
    assert left() == restano
    assert bozze.forget() == 0


@pytest.mark.parametrize("stato", [s for s in StatoDomanda.values if s != "bozza"])
def test_what_was_sent_is_never_forgotten(ciclo: Ciclo, stato: str) -> None:
    make_ready()
    inviata = last_touched(make_domanda(stato), timedelta(days=4000))
    assert bozze.forget() == 0
    assert inviata.codice in left()


def test_a_draft_withdrawn_before_it_was_sent_is_forgotten_too(ciclo: Ciclo) -> None:
    ritirata = make_domanda(StatoDomanda.RITIRATA, inviata_il=None, termine=None, entro_il=None)
    last_touched(ritirata, FERMA)
    assert bozze.forget() == 1


def test_its_files_and_the_papers_made_of_it_go_with_it(
    transactional_db: None, ciclo: Ciclo
) -> None:
    domanda = make_ready()
    impronta = data_fingerprint(domanda)
    elaborazione = carte.ask_request_pdf(domanda)
    fatto = run_now(carte.MODULO, {"domanda": domanda.pk, "impronta": impronta}).documento
    Elaborazione.objects.filter(pk=elaborazione.pk).update(documento=fatto)
    deposito, nome = fatto.file.storage, fatto.file.name
    last_touched(domanda, FERMA)
    assert bozze.forget() == 1
    assert (AllegatoDomanda.objects.count(), Documento.objects.count()) == (0, 0)
    assert Elaborazione.objects.get().documento is None
    assert not deposito.exists(nome)
