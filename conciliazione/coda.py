"""The broker made of files, safe from processes that are killed while they write.

kombu's own transport lets a reader find a file that is still empty, or that will stay half
written: the worker then stops for good. Here a message appears whole or not at all, and what
cannot be read is left out: the rows of the jobs are the truth, and the reconciler sends again.
"""

import uuid
from collections.abc import Mapping
from pathlib import Path
from queue import Empty
from time import monotonic, sleep

import structlog
from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps

log = structlog.get_logger(__name__)

TENTATIVI, PAUSA_SECONDI = 5, 0.05


class Channel(filesystem.Channel):
    """kombu's channel, with messages written in one step and unreadable files left out."""

    def _put(self, queue: str, payload: Mapping[str, object], **kwargs: object) -> None:
        """Write the message beside its place, then move it there."""
        nome = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        file = Path(self.data_folder_out, nome)
        parziale = file.with_suffix(".parte")
        try:
            parziale.write_text(dumps(payload), encoding="utf-8")
            parziale.replace(file)
        except OSError as errore:
            raise ChannelError(f"Il messaggio non si può scrivere in {file.parent}.") from errore

    def _get(self, queue: str) -> Mapping[str, object]:
        """The next message of the queue; one that cannot be read counts as none."""
        try:
            return super()._get(queue)
        except ValueError:
            log.warning("unreadable message left out", coda=queue)
            raise Empty from None

    def get_table(self, exchange: str) -> list:
        """The queues of an exchange; none while its file cannot be read."""
        try:
            return super().get_table(exchange)
        except ValueError:
            return []

    def _queue_bind(self, exchange: str, *binding: str) -> None:
        """Bind a queue; a table that stays unreadable is written anew."""
        for _ in range(TENTATIVI):
            try:
                return super()._queue_bind(exchange, *binding)
            except ValueError:
                sleep(PAUSA_SECONDI)  # someone may be writing it right now
        log.warning("unreadable table written anew", exchange=exchange)
        self._exchange_file(exchange).unlink(missing_ok=True)
        return super()._queue_bind(exchange, *binding)


class Transport(filesystem.Transport):
    """kombu's filesystem transport over our channel."""

    Channel = Channel
