"""Several people who do something at the very same moment, each with a connection of their own."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event, Thread

import pytest
from django.db import close_old_connections, connection
from django.db.models import Model
from django.db.models.functions import Now

from conciliazione import transizioni

# How long, in seconds, one waits for somebody who may never come.
PATIENCE = 2
# How long one waits for somebody who must come: then the test fails, it does not hang.
LIMIT = 20


def meet(people: int) -> Barrier:
    """Where so many wait for one another; when one does not come, the others stop with an error."""
    return Barrier(people, timeout=LIMIT)


def together(azioni: Sequence[Callable[[], object]]) -> list[object]:
    """Do all at the same moment; what each of them gave back, or the exception it raised."""
    via, esiti = meet(len(azioni)), [None] * len(azioni)

    def run(posto: int) -> None:
        close_old_connections()
        via.wait()
        try:
            esiti[posto] = azioni[posto]()
        except Exception as errore:
            esiti[posto] = errore
        finally:
            connection.close()

    threads = [Thread(target=run, args=[n]) for n in range(len(azioni))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return esiti


def write_without_looking(monkeypatch: pytest.MonkeyPatch, people: int, last: str = "") -> Event:
    """Take from the engine the lock and the condition: for the negative controls.

    So many people write only once all of them have looked, or when those who come no more are
    waited for in vain; who leads to the state `last` writes when the event given back is set.
    """
    looked, turn = Barrier(people), Event()

    def write(obj: Model, transition: transizioni.Transition, data: dict[str, object]) -> None:
        with suppress(BrokenBarrierError):
            looked.wait(timeout=PATIENCE)
        if last and transition.a == last:
            turn.wait(PATIENCE)
        timbri = dict.fromkeys(transition.stamps, Now())
        valori = {**data, **timbri, "stato": transition.a or obj.stato}
        type(obj)._base_manager.filter(pk=obj.pk).update(**valori)
        obj.refresh_from_db()

    monkeypatch.setattr(transizioni, "_lock", lambda obj, transition: None)
    monkeypatch.setattr(transizioni, "_write", write)
    return turn
