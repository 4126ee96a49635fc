"""Rows that the database itself refuses to change.

A model declares `sigillo = Sigillo(...)`; `guardie` puts the triggers in the database.
"""

from dataclasses import dataclass, field

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from conciliazione.righe import column, columns_differ, row_matches, text

MESSAGGIO = "Ciò che è stato registrato non si modifica e non si cancella."

_SQLITE_UPDATE = 'CREATE TRIGGER "{{nome}}" BEFORE UPDATE ON {tabella} WHEN {spostata} AND {cambia}'
_SQLITE_DELETE = 'CREATE TRIGGER "{{nome}}" BEFORE DELETE ON {tabella} WHEN {vale}'
_SQLITE_INSERT = 'CREATE TRIGGER "{{nome}}" BEFORE INSERT ON {tabella} WHEN {nuova}'
_SQLITE_CORPO = " BEGIN SELECT RAISE(ABORT, {messaggio}); END"

_ADESSO = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')",
    "postgresql": "statement_timestamp()",
}

_POSTGRESQL = """\
CREATE FUNCTION "{{nome}}"() RETURNS trigger LANGUAGE plpgsql AS $guardia$
BEGIN
    IF {vietato} THEN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = {messaggio};
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END
$guardia$;
CREATE TRIGGER "{{nome}}" BEFORE {evento} ON {tabella}
FOR EACH {ambito} EXECUTE FUNCTION "{{nome}}"()"""


@dataclass(frozen=True)
class Padre:
    """The row that seals its parts: the one to which `campo` points, from the instant in its
    column `dal`, unless it is as `tranne` says."""

    campo: str
    dal: str
    tranne: dict[str, object]


@dataclass(frozen=True)
class Sigillo:
    """How a model is sealed.

    `quando` is the state of the old row that seals it (empty: from its birth), unless it is as
    `tranne` says; `redigibili` are the columns that may still change: the personal ones, blanked
    after their retention, and those of a procedure that goes on; `una_volta` those that are written
    later, once and together: while the first of them is NULL. With a `padre` its parts are sealed
    as a whole, so that none is added either.
    """

    quando: dict[str, object] = field(default_factory=dict)
    tranne: dict[str, object] = field(default_factory=dict)
    redigibili: tuple[str, ...] = ()
    una_volta: tuple[str, ...] = ()
    padre: Padre | None = None


def seal_sql(
    modello: type[models.Model], sigillo: Sigillo, connection: BaseDatabaseWrapper
) -> list[str]:
    """The statements that seal `modello`, one per trigger, each with `{nome}` to fill in."""
    qn = connection.ops.quote_name
    vecchia, nuova = (_is_sealed(riga, modello, sigillo, connection) for riga in ("OLD", "NEW"))
    parti = {
        "tabella": qn(modello._meta.db_table),
        "vale": vecchia,
        "nuova": nuova,
        "spostata": f"({vecchia} OR {nuova})" if sigillo.padre else vecchia,
        "cambia": _forbidden_change(modello, sigillo, connection),
        "messaggio": text(MESSAGGIO, connection),
    }
    if connection.vendor == "sqlite":
        frasi = [_SQLITE_UPDATE, _SQLITE_DELETE, *([_SQLITE_INSERT] if sigillo.padre else [])]
        return [(frase + _SQLITE_CORPO).format(**parti) for frase in frasi]
    vietato = "{spostata} AND (TG_OP = 'DELETE' OR {cambia})".format(**parti)
    casi = [(vietato, "UPDATE OR DELETE", "ROW"), ("TRUE", "TRUNCATE", "STATEMENT")]
    if sigillo.padre:
        casi.append((nuova, "INSERT", "ROW"))
    return [
        _POSTGRESQL.format(**parti, vietato=vietato, evento=evento, ambito=ambito)
        for vietato, evento, ambito in casi
    ]


def _is_sealed(
    riga: str, modello: type[models.Model], sigillo: Sigillo, connection: BaseDatabaseWrapper
) -> str:
    """Whether that row, OLD or NEW, is in the state that seals it."""
    vale = row_matches(riga, modello, sigillo.quando, connection)
    if sigillo.tranne:
        vale = f"({vale} AND NOT {row_matches(riga, modello, sigillo.tranne, connection)})"
    if sigillo.padre is None:
        return vale
    qn, campo = connection.ops.quote_name, modello._meta.get_field(sigillo.padre.campo)
    tabella = campo.related_model._meta
    chiave, dal = tabella.pk.column, tabella.get_field(sigillo.padre.dal).column
    tranne = row_matches("padre", campo.related_model, sigillo.padre.tranne, connection)
    return (
        f"({vale} AND EXISTS (SELECT 1 FROM {qn(tabella.db_table)} AS padre"  # noqa: S608
        f" WHERE {column('padre', chiave, connection)} = {column(riga, campo.column, connection)}"
        f" AND {column('padre', dal, connection)} <= {_ADESSO[connection.vendor]}"
        f" AND NOT {tranne}))"
    )


def _forbidden_change(
    modello: type[models.Model], sigillo: Sigillo, connection: BaseDatabaseWrapper
) -> str:
    """Whether an UPDATE touches more than what may be redacted, or writes again what may be once.

    The columns are compared in the body and not named in `UPDATE OF`, because PostgreSQL would
    then refuse every later migration of theirs.
    """
    libere = {*sigillo.redigibili, *sigillo.una_volta}
    if not libere:
        return "(1 = 1)"
    fissi = [c.column for c in modello._meta.local_concrete_fields if c.name not in libere]
    fissi_cambiati = columns_differ("OLD", "NEW", fissi, connection)
    if not sigillo.una_volta:
        return fissi_cambiati
    vuote = row_matches("OLD", modello, {sigillo.una_volta[0]: None}, connection)
    una_volta = [modello._meta.get_field(nome).column for nome in sigillo.una_volta]
    riscritte = columns_differ("OLD", "NEW", una_volta, connection)
    return f"({fissi_cambiati} OR (NOT {vuote} AND {riscritte}))"
