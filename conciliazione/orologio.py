"""The database's clock: the only one by which leases, terms and deadlines are measured.

Web processes and workers may run on machines whose clocks disagree; there is one database.
"""

from datetime import timedelta

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
