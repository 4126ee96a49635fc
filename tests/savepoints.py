"""Rows that a test makes and that are undone before it ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is checked as at a commit, then undone."""
    inside = transaction.atomic()
    # As TestCase does, so that the engine's durable blocks may run inside.
    inside._from_testcase = True
    with inside:
        yield
        # PostgreSQL puts these off to a commit that never comes.
        connection.check_constraints()
        transaction.set_rollback(True)
