"""What the database guards by itself: the triggers of the seals, the disjoint periods.

Migrations do not carry them: SQLite drops a table's triggers when it rebuilds the table, without
a word. They are put back after every migration from what the models declare. The name of a guard
carries a fingerprint of its text, so that a changed declaration is a missing guard.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import DatabaseError, IntegrityError, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from conciliazione.intervalli import interval_sql, overlapping_rows_sql
from conciliazione.sigilli import MESSAGGIO, seal_sql

_IN_SQLITE = (
    "SELECT name, tbl_name, 'trigger' FROM sqlite_master WHERE type = 'trigger'"
    " AND (name LIKE 'sigillo!_%' ESCAPE '!' OR name LIKE 'intervallo!_%' ESCAPE '!')"
)
_IN_POSTGRESQL = """
SELECT tgname::text, relname::text, 'trigger'
  FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid
 WHERE tgname LIKE 'sigillo!_%' ESCAPE '!' AND tgenabled IN ('O', 'A')
   AND relnamespace = current_schema()::regnamespace
UNION ALL
SELECT conname::text, relname::text, 'vincolo'
  FROM pg_constraint JOIN pg_class ON conrelid = pg_class.oid
 WHERE contype = 'x' AND conname LIKE 'intervallo!_%' ESCAPE '!'
   AND relnamespace = current_schema()::regnamespace
"""

# The columns of a row that is there already, as either engine names them in its refusal.
_DOPPIA_IN_SQLITE = re.compile(r"UNIQUE constraint failed: (\w+\.\w+(?:, \w+\.\w+)*)")
_DOPPIA_IN_POSTGRESQL = re.compile(r"\(([\w\", ]+)\)=\(")
UNICITA_VIOLATA = "23505"
DOPPIO = (
    "Nel frattempo lo stesso dato («{campo}» di «{modello}») è stato registrato altrove: riaprire"
    " la pagina e riprovare."
)


class Guardia(NamedTuple):
    """One guard that the models ask for."""

    nome: str
    tabella: str
    sql: str


class Presente(NamedTuple):
    """One guard that the database has."""

    nome: str
    tabella: str
    genere: str


def expected(
    connection: BaseDatabaseWrapper, modelli: Iterable[type[models.Model]]
) -> Iterator[Guardia]:
    """The guards that `modelli` declare, as this engine writes them."""
    for modello in modelli:
        sigillo = modello.__dict__.get("sigillo")
        for sql in seal_sql(modello, sigillo, connection) if sigillo else ():
            yield _named("sigillo", modello, sql)
        for regola in getattr(modello, "senza_sovrapposizioni", ()):
            for sql in interval_sql(modello, regola, connection):
                yield _named("intervallo", modello, sql)


def _named(prefisso: str, modello: type[models.Model], sql: str) -> Guardia:
    tabella = modello._meta.db_table
    impronta = hashlib.sha256(sql.encode()).hexdigest()[:12]
    nome = f"{prefisso}_{tabella[:38]}_{impronta}"
    return Guardia(nome, tabella, sql.replace("{nome}", nome))


def present(connection: BaseDatabaseWrapper) -> list[Presente]:
    """The guards that are in the database, at work."""
    domanda = _IN_SQLITE if connection.vendor == "sqlite" else _IN_POSTGRESQL
    with connection.cursor() as cursor:
        cursor.execute(domanda)
        return [Presente(*riga) for riga in cursor.fetchall()]


def differences(using: str = "default") -> list[str]:
    """What the models declare and the database has not, and the other way round, in words."""
    connection = connections[using]
    modelli = apps.get_models(include_auto_created=True)
    attese = {g.nome for g in expected(connection, _in_database(connection, modelli))}
    trovate = {g.nome for g in present(connection)}
    return [f"manca {nome}" for nome in sorted(attese - trovate)] + [
        f"avanza {nome}" for nome in sorted(trovate - attese)
    ]


def install(using: str = "default", app: AppConfig | None = None) -> None:
    """Bring the database in step with what the models (of `app`, or all) declare.

    Raises:
        ImproperlyConfigured: PostgreSQL has no btree_gist and the user may not create it.
        IntegrityError: rows already there break a rule.
    """
    connection = connections[using]
    modelli = (app or apps).get_models(include_auto_created=True)
    modelli = list(_in_database(connection, modelli))
    tabelle = {modello._meta.db_table for modello in modelli}
    attese = {g.nome: g for g in expected(connection, modelli)}
    trovate = {g.nome: g for g in present(connection) if g.tabella in tabelle}
    with transaction.atomic(using):
        _drop(connection, [g for nome, g in trovate.items() if nome not in attese])
        _create(connection, modelli, [g for nome, g in attese.items() if nome not in trovate])


def remove(using: str = "default") -> None:
    """Take every guard away: before emptying the tables of a test."""
    connection = connections[using]
    with transaction.atomic(using):
        _drop(connection, present(connection))


def remove_before_migration(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Receiver of `pre_migrate`: SQLite rebuilds no table that a trigger of another one reads."""
    connection = connections[using]
    modelli = sender.get_models(include_auto_created=True)
    tabelle = {m._meta.db_table for m in modelli if _reads_another_table(m)}
    if connection.vendor == "sqlite" and tabelle:
        with transaction.atomic(using):
            _drop(connection, [g for g in present(connection) if g.tabella in tabelle])


def _reads_another_table(modello: type[models.Model]) -> bool:
    sigillo = modello.__dict__.get("sigillo")
    return sigillo is not None and sigillo.padre is not None


def install_after_migration(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Receiver of `post_migrate`."""
    install(using, sender)


def violation_message(errore: IntegrityError, modello: type[models.Model]) -> str | None:
    """The words for people of a rule of `modello` that the database enforced, or of a row of any
    model that is there already; None if not ours."""
    detto = str(errore)
    for vincolo in sorted(modello._meta.constraints, key=lambda v: len(v.name), reverse=True):
        if vincolo.name in detto:
            return str(vincolo.get_violation_error_message())
    for regola in getattr(modello, "senza_sovrapposizioni", ()):
        sql = interval_sql(modello, regola, connections["default"])
        nomi = [_named("intervallo", modello, testo).nome for testo in sql]
        if regola.messaggio in detto or any(nome in detto for nome in nomi):
            return regola.messaggio
    return MESSAGGIO if MESSAGGIO in detto else _say_already_there(errore)


def _say_already_there(errore: IntegrityError) -> str | None:
    """The words of a row that another one made first; None if that is not what went wrong."""
    tabella, colonne = _doubled(errore)
    for modello in apps.get_models(include_auto_created=True):
        if modello._meta.db_table == tabella:
            campi = {c.column: c for c in modello._meta.local_concrete_fields}
            nomi = tuple(campi[colonna].name for colonna in colonne)
            for vincolo in modello._meta.constraints:
                if getattr(vincolo, "fields", None) == nomi:
                    return str(vincolo.get_violation_error_message())
            campo = campi[colonne[0]].verbose_name
            return DOPPIO.format(campo=campo, modello=modello._meta.verbose_name)
    return None


def _doubled(errore: IntegrityError) -> tuple[str, list[str]]:
    """The table and the columns of a row that is there already; empty if it is something else."""
    diagnosi = getattr(errore.__cause__, "diag", None)
    if diagnosi is None:
        trovate = _DOPPIA_IN_SQLITE.search(str(errore))
        coppie = [c.split(".") for c in trovate[1].split(", ")] if trovate else [("", "")]
        return coppie[0][0], [colonna for _, colonna in coppie]
    trovate = _DOPPIA_IN_POSTGRESQL.search(diagnosi.message_detail or "")
    if diagnosi.sqlstate != UNICITA_VIOLATA or trovate is None:
        return "", []
    return diagnosi.table_name, trovate[1].replace('"', "").split(", ")


@contextmanager
def said_in_words(modello: type[models.Model]) -> Iterator[None]:
    """Say in the words of the broken rule what the database refuses of a row of `modello`.

    Raises:
        ValidationError: in place of the IntegrityError of a rule of ours, or of a row, of any
            model, that somebody else made first.
    """
    try:
        yield
    except IntegrityError as errore:
        messaggio = violation_message(errore, modello)
        if messaggio is None:
            raise
        raise ValidationError(messaggio) from errore


def _in_database(
    connection: BaseDatabaseWrapper, modelli: Iterable[type[models.Model]]
) -> Iterator[type[models.Model]]:
    """Of those that declare a guard, the models whose table is there with all its columns.

    After migrating to a point of the past, some are not.
    """
    with connection.cursor() as cursor:
        tabelle = set(connection.introspection.table_names(cursor))
        for modello in modelli:
            if not (hasattr(modello, "sigillo") or hasattr(modello, "senza_sovrapposizioni")):
                continue
            if modello._meta.db_table not in tabelle:
                continue
            descritte = connection.introspection.get_table_description(
                cursor, modello._meta.db_table
            )
            if {c.column for c in modello._meta.local_concrete_fields} <= {
                c.name for c in descritte
            }:
                yield modello


def _drop(connection: BaseDatabaseWrapper, guardie: Iterable[Presente]) -> None:
    qn = connection.ops.quote_name
    with connection.cursor() as cursor:
        for guardia in guardie:
            nome, tabella = qn(guardia.nome), qn(guardia.tabella)
            if guardia.genere == "vincolo":
                cursor.execute(f"ALTER TABLE {tabella} DROP CONSTRAINT {nome}")
            elif connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {nome}")
            else:
                cursor.execute(f"DROP FUNCTION {nome}() CASCADE")


def _create(
    connection: BaseDatabaseWrapper,
    modelli: Iterable[type[models.Model]],
    guardie: list[Guardia],
) -> None:
    if any(guardia.nome.startswith("intervallo_") for guardia in guardie):
        _need_btree_gist(connection)
        _refuse_overlapping_rows(connection, modelli)
    with connection.cursor() as cursor:
        for guardia in guardie:
            if guardia.sql.startswith("CREATE FUNCTION"):
                # A trigger that someone disabled is not "at work": make it anew.
                cursor.execute(f'DROP FUNCTION IF EXISTS "{guardia.nome}"() CASCADE')
            cursor.execute(guardia.sql)


def _need_btree_gist(connection: BaseDatabaseWrapper) -> None:
    if connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    except DatabaseError as errore:
        raise ImproperlyConfigured(
            "Serve l'estensione btree_gist di PostgreSQL e questo utente non può crearla."
            " Un amministratore la crea una volta sola, in questo database, con:"
            " CREATE EXTENSION btree_gist;"
        ) from errore


def _refuse_overlapping_rows(
    connection: BaseDatabaseWrapper, modelli: Iterable[type[models.Model]]
) -> None:
    for modello in modelli:
        for regola in getattr(modello, "senza_sovrapposizioni", ()):
            with connection.cursor() as cursor:
                cursor.execute(overlapping_rows_sql(modello, regola, connection))
                if cursor.fetchone():
                    raise IntegrityError(
                        f"In {modello._meta.db_table} ci sono già righe contrarie alla regola"
                        f" «{regola.messaggio}»: vanno corrette prima di migrare."
                    )
