"""The demo has a request in every state, a seat that nobody holds, a meeting overdue."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rete.composizione import vacant_seats
from rete.enums import StatoDomanda, StatoRichiesta, StatoSeduta
from rete.models import Ciclo, DomandaAdesione, RichiestaConvocazione, Seduta, Utente
from rete.riunioni import duties_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plan_2014")]
COMANDI = ("crea_pratiche_demo", "crea_sedute_demo")


@pytest.fixture
def demo(settings: object, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "var"
    for comando in ("crea_utenti_demo", *COMANDI):
        call_command(comando, verbosity=0)


def test_every_state_has_its_case(demo: None, capsys: pytest.CaptureFixture) -> None:
    assert {d.stato for d in DomandaAdesione.objects.all()} == set(StatoDomanda.values)
    stati = {s.stato for s in Seduta.objects.all()}
    assert stati == {StatoSeduta.APPROVATA, StatoSeduta.TENUTA, StatoSeduta.CONVOCATA}
    assert RichiestaConvocazione.objects.get().stato == StatoRichiesta.APERTA
    assert vacant_seats().exists()
    assert any(dovere.is_overdue for dovere in duties_of(Ciclo.objects.current()))

    quante = DomandaAdesione.objects.count(), Seduta.objects.count()
    for comando in COMANDI:
        call_command(comando)
    assert capsys.readouterr().out.count("ci sono già") == 2
    assert (DomandaAdesione.objects.count(), Seduta.objects.count()) == quante


def test_its_acts_and_soggetti_say_that_they_are_of_the_demo(demo: None) -> None:
    domande = DomandaAdesione.objects.all()
    detti = [*(d.denominazione for d in domande), *(d.atto.oggetto for d in domande if d.atto)]
    detti += [d.soggetto.denominazione for d in domande.filter(adesione__isnull=False)]

    assert [detto for detto in detti if "dimostrativ" not in detto] == []
    decise = (StatoDomanda.ACCOLTA, StatoDomanda.RESPINTA)
    assert sum(d.atto is not None for d in domande) == domande.filter(stato__in=decise).count()


@pytest.mark.parametrize("comando", COMANDI)
def test_production_refuses(comando: str, settings: object) -> None:
    settings.PRODUZIONE = True
    with pytest.raises(CommandError):
        call_command(comando)
    assert not Utente.objects.exists()
