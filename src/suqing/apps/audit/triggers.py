"""The database itself refuses to change the ledger.

Django rebuilds SQLite tables on migration and drops their triggers silently: they are re-made after every migration
(apps.py), checked at start, by `suqing upgrade` and by `suqing audit verify`.
"""

from typing import Any

from django.db import connections

from suqing.apps.audit.models import Checkpoint, Disclosure, Event

# table → the columns by which an existing row could be replaced on insert
GUARDED: dict[str, tuple[tuple[str, ...], ...]] = {
    Event._meta.db_table: (("id",), ("subject_kind", "subject_id", "seq")),
    Checkpoint._meta.db_table: (("id",), ("number",)),
    Disclosure._meta.db_table: (("id",),),
}

_SQLITE_WORDS = "the ledger takes no {what}"
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION suqing_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger takes no %', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$"""


def remake(connection: Any = None) -> None:
    """Drop and make every trigger again, on the tables that exist (of the default database, unless another is given)."""
    connection = connection or connections["default"]
    _run(connection, [statement for table in _tables(connection) for statement in _made(connection.vendor, table)])


def lift(connection: Any = None) -> None:
    """Take the triggers away: for the tear-down of tests and for `suqing move`, never for a change of the ledger."""
    connection = connection or connections["default"]
    _run(connection, [statement for table in _tables(connection) for statement in _dropped(connection.vendor, table)])


def missing(connection: Any = None) -> list[str]:
    """The names of triggers that should be there and are not as we made them."""
    connection = connection or connections["default"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            there = dict(cursor.fetchall())
            wanted = {name: sql for table in GUARDED for name, sql in _sqlite(table).items()}
            return sorted(name for name, sql in wanted.items() if there.get(name) != sql)
        cursor.execute(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE p.proname = 'suqing_append_only' AND t.tgenabled = 'A' AND c.relnamespace = current_schema()::regnamespace "
            "AND p.prosrc LIKE '%RAISE EXCEPTION%'"
        )
        found = {name for (name,) in cursor.fetchall()}
    return sorted(_name(table) for table in GUARDED if _name(table) not in found)


def _tables(connection: Any) -> list[str]:
    there = set(connection.introspection.table_names())
    return [table for table in GUARDED if table in there]


def _made(vendor: str, table: str) -> list[str]:
    dropped = _dropped(vendor, table)
    if vendor == "sqlite":
        return dropped + list(_sqlite(table).values())
    name = _name(table)
    return [
        _POSTGRES_FUNCTION,
        *dropped,
        f'CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION suqing_append_only()",
        f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER {name}',
    ]


def _dropped(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{name}"' for name in _sqlite(table)]
    return [f'DROP TRIGGER IF EXISTS {_name(table)} ON "{table}"']


def _sqlite(table: str) -> dict[str, str]:
    """INSERT OR REPLACE deletes silently, past the DELETE trigger: an insert over an existing row is refused before it."""
    over = " OR ".join(_exists(table, columns) for columns in (("rowid",), *GUARDED[table]))
    plans = {"update": ("UPDATE", "1"), "delete": ("DELETE", "1"), "replace": ("INSERT", over)}
    return {
        f"{_name(table)}_{what}": f'CREATE TRIGGER "{_name(table)}_{what}" BEFORE {verb} ON "{table}" WHEN {when} '
        f"BEGIN SELECT RAISE(ABORT, '{_SQLITE_WORDS.format(what=what)}'); END"
        for what, (verb, when) in plans.items()
    }


def _exists(table: str, columns: tuple[str, ...]) -> str:
    """One question for each key, so that each is answered from its own index."""
    same = " AND ".join(f'old_row."{column}" = NEW."{column}"' for column in columns)
    return f'EXISTS (SELECT 1 FROM "{table}" AS old_row WHERE {same})'


def _name(table: str) -> str:
    return f"{table}_append_only"


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
