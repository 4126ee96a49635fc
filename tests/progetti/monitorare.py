"""A project of the cast's alliance with an open window: for the tests of monitoring."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from alleanze.models import Alleanza
from progetti.enums import OrigineProgetto
from progetti.models import Consegna, FinestraMonitoraggio, Indicatore, Progetto, TipoProva
from rete.models import Ciclo
from tests.cast import make_alliance, make_network
from tests.factories import make_progetto
from tests.factories.monitoraggio import (
    make_consegna,
    make_finestra,
    make_indicator_of,
    make_tipo_prova,
)


@dataclass
class Scena:
    """The project, what it owes, the kind of proof and two indicators: one counts each proof once,
    the other reads from it how much."""

    progetto: Progetto
    consegna: Consegna
    tipo: TipoProva
    incontri: Indicatore
    operatori: Indicatore


def set_the_scene(alleanza: Alleanza | None = None) -> Scena:
    """A project of the alliance of the cast, in the middle of its window."""
    alleanza = alleanza or Alleanza.objects.filter(slug="alleanza").first()
    alleanza = alleanza or make_alliance(Ciclo.objects.current() or make_network())
    oggi = timezone.localdate()
    progetto = make_progetto(
        ciclo=alleanza.ciclo,
        alleanza=alleanza,
        origine=OrigineProgetto.AVVISO,
        dal=oggi - timedelta(days=365),
        al=oggi + timedelta(days=365),
    )
    aperta = FinestraMonitoraggio.objects.filter(ciclo=alleanza.ciclo).first()
    finestra = aperta or make_finestra(ciclo=alleanza.ciclo)
    consegna = make_consegna(progetto=progetto, finestra=finestra)
    tipo = make_tipo_prova()
    incontri = make_indicator_of(consegna, denominazione="Incontri", target=4)
    operatori = make_indicator_of(
        consegna, denominazione="Operatori formati", target=30, conta="quantita"
    )
    for indicatore in (incontri, operatori):
        indicatore.prove.add(tipo)
    return Scena(progetto, consegna, tipo, incontri, operatori)


def expire(consegna: Consegna) -> None:
    """The term went by a moment ago; the window is still being verified."""
    _move(consegna, scade_il=timezone.now() - timedelta(seconds=1))


def end(consegna: Consegna) -> None:
    """The time to verify went by too."""
    adesso = timezone.now()
    _move(
        consegna,
        scade_il=adesso - timedelta(days=2),
        chiude_il=adesso - timedelta(seconds=1),
    )


def _move(consegna: Consegna, **campi: object) -> None:
    Consegna.objects.filter(pk=consegna.pk).update(**campi)
    consegna.refresh_from_db()
