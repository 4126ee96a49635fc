"""Dated rows that must not overlap, refused by the database on both engines.

A model declares `senza_sovrapposizioni = [NonSovrapporre(...)]` and calls `check_overlaps` from
its `clean`, so that forms and loaders say in words what is wrong; `guardie` puts the exclusion
constraint (PostgreSQL) or the triggers (SQLite) in the database.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from conciliazione.righe import column, row_matches, text

_POSTGRESQL = (
    'ALTER TABLE {tabella} ADD CONSTRAINT "{{nome}}" EXCLUDE USING gist'
    " ({chiavi}, daterange({dal}, {al}, '[]') WITH &&) WHERE {vale}"
)
# After and not before: only then has a new row its primary key, and may leave itself out.
_SQLITE = (
    'CREATE TRIGGER "{{nome}}" AFTER {evento} ON {tabella} WHEN {vale} BEGIN'
    " SELECT RAISE(ABORT, {messaggio}) WHERE EXISTS"
    " (SELECT 1 FROM {tabella} AS altra WHERE {coincide} AND {altra_vale}); END"
)


@dataclass(frozen=True)
class NonSovrapporre:
    """Rows with the same `chiave`, among those where `quando` holds, have disjoint periods.

    A period goes from `dal` to `al`, both included; a NULL end is unbounded.
    """

    chiave: tuple[str, ...]
    quando: dict[str, object] = field(default_factory=dict)
    messaggio: str = "Il periodo si sovrappone a un altro già registrato."


def interval_sql(
    modello: type[models.Model], regola: NonSovrapporre, connection: BaseDatabaseWrapper
) -> list[str]:
    """The statements that enforce `regola`, each with `{nome}` to fill in."""
    tabella = connection.ops.quote_name(modello._meta.db_table)
    if connection.vendor == "sqlite":
        parti = {
            "tabella": tabella,
            "vale": row_matches("NEW", modello, regola.quando, connection),
            "altra_vale": row_matches("altra", modello, regola.quando, connection),
            "coincide": _same_key_and_time("altra", "NEW", "<>", modello, regola, connection),
            "messaggio": text(regola.messaggio, connection),
        }
        return [_SQLITE.format(**parti, evento=evento) for evento in ("INSERT", "UPDATE")]
    chiavi = [modello._meta.get_field(campo).column for campo in regola.chiave]
    return [
        _POSTGRESQL.format(
            tabella=tabella,
            chiavi=", ".join(f"{column('', c, connection)} WITH =" for c in chiavi),
            dal=column("", "dal", connection),
            al=column("", "al", connection),
            vale=row_matches("", modello, regola.quando, connection),
        )
    ]


def overlapping_rows_sql(
    modello: type[models.Model], regola: NonSovrapporre, connection: BaseDatabaseWrapper
) -> str:
    """A query that finds a row if two of those already there break `regola`."""
    tabella = connection.ops.quote_name(modello._meta.db_table)
    coincide = _same_key_and_time("una", "altra", "<", modello, regola, connection)
    vale = [row_matches(riga, modello, regola.quando, connection) for riga in ("una", "altra")]
    # Names of our own tables and columns, quoted by Django: nothing that a person typed.
    return (
        f"SELECT 1 FROM {tabella} AS una JOIN {tabella} AS altra ON {coincide}"  # noqa: S608
        f" WHERE {vale[0]} AND {vale[1]} LIMIT 1"
    )


def _same_key_and_time(
    una: str,
    altra: str,
    ordine: str,
    modello: type[models.Model],
    regola: NonSovrapporre,
    connection: BaseDatabaseWrapper,
) -> str:
    """Two different rows, the same key, a day in common."""

    def di(riga: str, campo: str) -> str:
        return column(riga, modello._meta.get_field(campo).column, connection)

    chiave = [f"{di(una, campo)} = {di(altra, campo)}" for campo in regola.chiave]
    giorni = [
        f"({di(a, 'dal')} IS NULL OR {di(b, 'al')} IS NULL OR {di(a, 'dal')} <= {di(b, 'al')})"
        for a, b in ((una, altra), (altra, una))
    ]
    diverse = f"{di(una, modello._meta.pk.name)} {ordine} {di(altra, modello._meta.pk.name)}"
    return " AND ".join([diverse, *chiave, *giorni])


def check_overlaps(obj: models.Model) -> None:
    """Say in words, before the database does, that `obj` overlaps another row.

    Raises:
        ValidationError: with the message of each broken rule. The database remains the judge of
            two people saving at once.
    """
    regole = getattr(obj, "senza_sovrapposizioni", ())
    errori = [r.messaggio for r in regole if _overlaps(obj, r)]
    if errori:
        raise ValidationError(errori, code="sovrapposizione")


def _overlaps(obj: models.Model, regola: NonSovrapporre) -> bool:
    if any(getattr(obj, campo) != valore for campo, valore in regola.quando.items()):
        return False
    stessa = {campo: getattr(obj, obj._meta.get_field(campo).attname) for campo in regola.chiave}
    comuni = Q()
    if obj.al is not None:
        comuni &= Q(dal__isnull=True) | Q(dal__lte=obj.al)
    if obj.dal is not None:
        comuni &= Q(al__isnull=True) | Q(al__gte=obj.dal)
    righe = type(obj)._default_manager.filter(comuni, **stessa, **_as_lookups(regola.quando))
    return righe.exclude(pk=obj.pk).exists()


def _as_lookups(quando: dict[str, object]) -> dict[str, object]:
    return {
        (f"{campo}__isnull" if valore is None else campo): (True if valore is None else valore)
        for campo, valore in quando.items()
    }
