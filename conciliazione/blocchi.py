"""Locks on rows that several people may hold together, and those waited for in vain."""

from django.db import OperationalError, connection
from django.db.models import Model

# lock_not_available and deadlock_detected, as PostgreSQL calls them.
_NON_OTTENUTO = {"55P03", "40P01"}


def hold(obj: Model) -> None:
    """Keep everybody from changing the row of `obj` until this transaction ends.

    Who only wants it to stay as it is does not wait for the others who want the same: a crowd
    goes through at once, and who changes the row comes after it. On SQLite writers are one at a
    time anyway.
    """
    if connection.features.has_select_for_update:
        qn = connection.ops.quote_name
        tabella, chiave = qn(obj._meta.db_table), qn(obj._meta.pk.column)
        # Names of our own tables and columns, quoted by Django.
        cerca = f"SELECT 1 FROM {tabella} WHERE {chiave} = %s FOR SHARE"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(cerca, [obj.pk])


def waited_in_vain(errore: OperationalError) -> bool:
    """Whether somebody else kept a row, or the whole of an SQLite, longer than one waits."""
    causa = errore.__cause__
    occupato = getattr(causa, "sqlite_errorname", "").startswith("SQLITE_BUSY")
    return occupato or getattr(causa, "sqlstate", "") in _NON_OTTENUTO
