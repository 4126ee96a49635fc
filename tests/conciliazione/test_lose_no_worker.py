"""The broker made of files goes on when a process died while it wrote."""

from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from uuid import uuid4

import pytest
from kombu import Connection, Exchange, Queue
from kombu.simple import SimpleQueue

from conciliazione import coda


@pytest.fixture
def coda_nuova() -> Queue:
    """A queue that no other test has bound: kombu remembers bindings for the whole process."""
    nome = f"prova-{uuid4().hex}"
    return Queue(nome, Exchange(nome), routing_key=nome)


@pytest.fixture
def cartella(tmp_path: Path) -> Path:
    for nome in ("messaggi", "controllo"):
        (tmp_path / nome).mkdir()
    return tmp_path


@pytest.fixture
def connessione(cartella: Path) -> Iterator[Connection]:
    messaggi = str(cartella / "messaggi")
    opzioni = {
        "data_folder_in": messaggi,
        "data_folder_out": messaggi,
        "control_folder": str(cartella / "controllo"),
    }
    with Connection(transport=coda.Transport, transport_options=opzioni) as connessione:
        yield connessione


@pytest.fixture
def coda_di_prova(connessione: Connection, coda_nuova: Queue) -> Iterator[SimpleQueue]:
    with connessione.SimpleQueue(coda_nuova) as aperta:
        yield aperta


def taken(aperta: SimpleQueue) -> object:
    messaggio = aperta.get(timeout=5)
    messaggio.ack()
    return messaggio.payload


def test_what_is_put_is_taken_and_leaves_no_file(cartella, coda_di_prova):
    coda_di_prova.put({"pk": 1})
    assert taken(coda_di_prova) == {"pk": 1}
    assert list((cartella / "messaggi").iterdir()) == []


@pytest.mark.parametrize("scritto", [b"", b'{"body": "met'])
def test_a_message_half_written_is_left_out_and_the_next_is_taken(
    cartella, coda_di_prova, coda_nuova, scritto
):
    (cartella / "messaggi" / f"0_rotto.{coda_nuova.name}.msg").write_bytes(scritto)
    coda_di_prova.put({"pk": 2})
    with pytest.raises(Empty):
        coda_di_prova.get(block=False)
    assert taken(coda_di_prova) == {"pk": 2}


def test_a_message_still_being_written_is_not_seen(cartella, coda_di_prova, coda_nuova):
    (cartella / "messaggi" / f"0_meta.{coda_nuova.name}.parte").write_bytes(b"")
    with pytest.raises(Empty):
        coda_di_prova.get(block=False)


def test_a_spoilt_table_of_queues_is_written_anew(cartella, connessione, coda_nuova):
    (cartella / "controllo" / f"{coda_nuova.name}.exchange").write_bytes(b"")
    with connessione.SimpleQueue(coda_nuova) as aperta:
        aperta.put({"pk": 3})
        assert taken(aperta) == {"pk": 3}


def test_a_folder_that_cannot_be_written_is_told(cartella, coda_di_prova):
    (cartella / "messaggi").rename(cartella / "altrove")
    with pytest.raises(coda.ChannelError, match="non si può scrivere"):
        coda_di_prova.put({"pk": 4})


def test_the_portal_uses_it_when_the_broker_is_made_of_files(settings):
    from conciliazione.celery import app

    in_uso = app.connection_for_write().get_transport_cls()
    assert issubclass(in_uso, coda.Transport) == settings.BROKER_URL.startswith("filesystem:")
