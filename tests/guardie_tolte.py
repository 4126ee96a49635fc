"""The database without its guards: what a test alters behind the rules, as who owns the tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from conciliazione import guardie


@contextmanager
def unguarded() -> Iterator[None]:
    """Inside, no seal is at work; afterwards all are again."""
    _settle()
    guardie.remove()
    yield
    _settle()
    guardie.install()


def _settle() -> None:
    """PostgreSQL alters no table with checks still to make."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
