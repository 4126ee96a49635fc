"""Rows that the database itself refuses to change.

A model declares `sigillo = Sigillo(...)`; `guardie` puts the triggers in the database.
"""

from dataclasses import dataclass, field

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from conciliazione.righe import columns_differ, row_matches, text

MESSAGGIO = "Ciò che è stato registrato non si modifica e non si cancella."

_SQLITE_UPDATE = 'CREATE TRIGGER "{{nome}}" BEFORE UPDATE ON {tabella} WHEN {vale} AND {cambia}'
_SQLITE_DELETE = 'CREATE TRIGGER "{{nome}}" BEFORE DELETE ON {tabella} WHEN {vale}'
_SQLITE_CORPO = " BEGIN SELECT RAISE(ABORT, {messaggio}); END"

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
class Sigillo:
    """How a model is sealed.

    `quando` is the state of the old row that seals it (empty: from its birth); `redigibili` are
    the personal columns that may still be blanked after their retention; `una_volta` those that
    are written later, once and together: while the first of them is NULL.
    """

    quando: dict[str, object] = field(default_factory=dict)
    redigibili: tuple[str, ...] = ()
    una_volta: tuple[str, ...] = ()


def seal_sql(
    modello: type[models.Model], sigillo: Sigillo, connection: BaseDatabaseWrapper
) -> list[str]:
    """The statements that seal `modello`, one per trigger, each with `{nome}` to fill in."""
    qn = connection.ops.quote_name
    parti = {
        "tabella": qn(modello._meta.db_table),
        "vale": row_matches("OLD", modello, sigillo.quando, connection),
        "cambia": _forbidden_change(modello, sigillo, connection),
        "messaggio": text(MESSAGGIO, connection),
    }
    if connection.vendor == "sqlite":
        return [
            (_SQLITE_UPDATE + _SQLITE_CORPO).format(**parti),
            (_SQLITE_DELETE + _SQLITE_CORPO).format(**parti),
        ]
    vietato = "{vale} AND (TG_OP = 'DELETE' OR {cambia})".format(**parti)
    return [
        _POSTGRESQL.format(**parti, vietato=vietato, evento="UPDATE OR DELETE", ambito="ROW"),
        _POSTGRESQL.format(**parti, vietato="TRUE", evento="TRUNCATE", ambito="STATEMENT"),
    ]


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
