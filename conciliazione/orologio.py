"""The database's clock: the only one by which leases, terms and deadlines are measured.

Web processes and workers may run on machines whose clocks disagree; there is one database.
"""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import DateTimeField, DurationField, Value
from django.db.models.expressions import CombinedExpression, Expression
from django.db.models.functions import Now


def from_now(secondi: float) -> Expression:
    """An SQL expression: the database's present moment, moved by `secondi` (also negative)."""
    return CombinedExpression(
        Now(),
        "+",
        Value(timedelta(seconds=secondi), output_field=DurationField()),
        output_field=DateTimeField(),
    )


def read_clock() -> datetime:
    """The database's present moment."""
    orologio = (
        "STRFTIME('%Y-%m-%dT%H:%M:%f', 'NOW')"
        if connection.vendor == "sqlite"
        else "STATEMENT_TIMESTAMP()"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {orologio}")
        (letto,) = cursor.fetchone()
    return datetime.fromisoformat(letto).replace(tzinfo=UTC) if isinstance(letto, str) else letto
