"""A call ready to be published, and how the tests move it."""

from datetime import timedelta

from django.utils import timezone

from conciliazione.models import Passaggio
from conciliazione.transizioni import perform
from progetti.models import Avviso
from rete.models import Ciclo, Organo, Utente
from tests.factories import make_atto, make_avviso, make_criterio, make_organo, make_seggio

MOTIVO = "Un errore nel testo."


def make_scoring_organo(**campi: object) -> Organo:
    """An organo with as many seats as a call of the tests wants."""
    organo = make_organo(**campi)
    for _ in range(2):
        make_seggio(organo=organo)
    return organo


def make_ready(**campi: object) -> Avviso:
    """A draft that lacks nothing, open as soon as it is published."""
    campi.setdefault("ciclo", Ciclo.objects.current())
    campi.setdefault("organo", make_scoring_organo())
    avviso = make_avviso(
        "bozza", **{"sommario": "In breve.", "destinatari": "Le alleanze.", **campi}
    )
    make_criterio(avviso=avviso, ordine=1, titolo="Qualità", peso=60)
    make_criterio(avviso=avviso, ordine=2, titolo="Rete", peso=40)
    return avviso


def make_published(by: Utente, **campi: object) -> Avviso:
    """A call as its publication leaves it: with its first version sealed."""
    avviso = make_ready(**campi)
    act(avviso, "publish", by)
    return avviso


def act(avviso: Avviso, verbo: str, by: Utente, **dati: object) -> Passaggio:
    """Perform a step that is documented by an act."""
    return perform(avviso, verbo, by, record_act=make_atto, **dati)


def expire(avviso: Avviso) -> None:
    """Move the closing to a moment ago: the clock is the database's."""
    avviso.chiude_il = timezone.now() - timedelta(seconds=1)
    avviso.save(update_fields=["chiude_il"])
