"""Pieces of SQL about one row, for the triggers of both engines."""

from collections.abc import Iterable, Mapping

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


def text(valore: object, connection: BaseDatabaseWrapper) -> str:
    """`valore` written as an SQL literal."""
    return str(connection.schema_editor().quote_value(valore))


def column(riga: str, nome: str, connection: BaseDatabaseWrapper) -> str:
    """A column of a row: `OLD."dal"`; of the table itself when `riga` is empty."""
    quotata = connection.ops.quote_name(nome)
    return f"{riga}.{quotata}" if riga else quotata


def row_matches(
    riga: str,
    modello: type[models.Model],
    quando: Mapping[str, object],
    connection: BaseDatabaseWrapper,
) -> str:
    """The condition that every field of `riga` named in `quando` has that value (None: NULL)."""
    condizioni = [
        f"{column(riga, modello._meta.get_field(campo).column, connection)} "
        + ("IS NULL" if valore is None else f"= {text(valore, connection)}")
        for campo, valore in quando.items()
    ]
    return f"({' AND '.join(condizioni)})" if condizioni else "(1 = 1)"


def columns_differ(
    prima: str, dopo: str, colonne: Iterable[str], connection: BaseDatabaseWrapper
) -> str:
    """The condition that at least one of `colonne` is not the same in two rows."""
    diverso = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    confronti = [
        f"{column(prima, c, connection)} {diverso} {column(dopo, c, connection)}" for c in colonne
    ]
    return f"({' OR '.join(confronti)})"
