"""Counts beside each row of a list, that cost the same for ten rows and for ten thousand."""

from django.db.models import Count, IntegerField, Model, OuterRef, Q, Subquery


def count_related(
    modello: type[Model], relazione: str, *, distinct: bool = False, solo: Q | None = None
) -> Subquery:
    """How many rows of `relazione` each row of `modello` has, to be annotated on its queryset.

    A query of its own for each count: joined all together they would multiply one another.
    `relazione` and `solo` are written as seen from `modello`.
    """
    conto = Count(relazione, distinct=distinct, filter=solo)
    righe = modello._default_manager.filter(pk=OuterRef("pk")).order_by().values("pk")
    return Subquery(righe.annotate(conto=conto).values("conto"), output_field=IntegerField())
