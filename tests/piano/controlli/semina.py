"""One slip in a plan that is right: what the checks say of it."""

from collections.abc import Callable
from datetime import date

from piano.controlli import all_checks, examine
from piano.models import Piano
from tests.piano.piano_pulito import GIORNO, make_clean_plan

STRUTTURA = (
    *("adesioni", "alleanze", "capitoli", "comunicazione", "finalita", "formazione", "indicatori"),
    *("nomi", "obiettivi", "organi", "procedura", "progetti", "tempi"),
)


def structure_checks() -> tuple[str, ...]:
    """The names of the checks of structure, names and rules; the others are of figures."""
    moduli = {f"piano.controlli.{nome}" for nome in STRUTTURA}
    return tuple(c.nome for c in all_checks() if c.funzione.__module__ in moduli)


def plant(check: str, slip: Callable[[], object], on: date = GIORNO) -> list[tuple[str, str]]:
    """Key and text of what `check` finds after `slip` has spoilt the clean plan; each finding
    leads to a page and says what to do."""
    piano = make_clean_plan()
    assert examine(piano, on, (check,)) == []
    slip()
    trovati = examine(Piano.objects.get(pk=piano.pk), on, (check,))
    assert [r.chiave for r in trovati if not (r.url.startswith("/") and r.rimedio)] == []
    return [(rilievo.chiave, rilievo.testo) for rilievo in trovati]
