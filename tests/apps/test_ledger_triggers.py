"""The database itself refuses to change the ledger, also after every migration."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from suqing.apps.audit import triggers
from suqing.apps.audit.checkpoints import make_checkpoint
from suqing.apps.audit.disclosing import disclose
from suqing.apps.audit.models import Checkpoint, Disclosure, Event
from tests.apps.ledger_cast import AT, make_cast
from tests.conftest import command_environment

TABLES = [Event._meta.db_table, Checkpoint._meta.db_table, Disclosure._meta.db_table]
FIRST = {Event._meta.db_table: "verb = 'x'", Checkpoint._meta.db_table: "count = 0", Disclosure._meta.db_table: "reason = 'x'"}

only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own ways of replacing a row")
only_postgres = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own ways; set SUQING_DATABASE_URL")


@pytest.fixture
def ledger(db, settings, monkeypatch, tmp_path):
    monkeypatch.setenv("SUQING_ANCHORS", str(tmp_path / "anchors.jsonl"))
    cast = make_cast(settings)
    disclose(actor=cast.actor, subject=("complaint", 7), fields=["phone"], reason="contact", at=AT)
    make_checkpoint(AT)
    assert [model.objects.count() for model in (Event, Checkpoint, Disclosure)] == [1, 1, 1]
    connection.check_constraints()  # as after a commit: PostgreSQL refuses TRUNCATE for another reason before


def content():
    with connection.cursor() as cursor:
        rows = []
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table}")
            rows.append(cursor.fetchall())
        return rows


def attack(statement, words="the ledger takes no"):
    before = content()
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert content() == before


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("table", TABLES)
def test_no_update_and_no_delete(table):
    attack(f"UPDATE {table} SET {FIRST[table]}")
    attack(f"UPDATE {table} SET id = id + 1")
    attack(f"DELETE FROM {table}")


@only_postgres
@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("table", TABLES)
def test_no_truncate_and_no_upsert(table):
    attack(f"TRUNCATE {table} CASCADE")
    attack(f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET {FIRST[table]}")
    attack(f"SET LOCAL session_replication_role = replica; DELETE FROM {table}")


@only_sqlite
@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT"])
def test_no_insert_over_an_existing_id(table, verb):
    attack(f"{verb} INTO {table} SELECT * FROM {table}")


@only_sqlite
@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("table", TABLES)
def test_no_insert_over_an_existing_rowid_and_no_update_or_replace(table):
    names = ", ".join(field.column for field in {t._meta.db_table: t for t in (Event, Checkpoint, Disclosure)}[table]._meta.concrete_fields)
    fresh = names.replace("id,", "id + 1,", 1).replace(" seq", " seq + 1").replace(" number", " number + 1")
    attack(f"REPLACE INTO {table} (rowid, {names}) SELECT rowid, {fresh} FROM {table}")
    attack(f"UPDATE OR REPLACE {table} SET {FIRST[table]}")


@only_sqlite
@pytest.mark.usefixtures("ledger")
def test_no_insert_over_an_existing_place_in_a_chain():
    names = [field.column for field in Event._meta.concrete_fields]
    fresh = ", ".join({"id": "id + 1"}.get(name, name) for name in names)
    attack(f"REPLACE INTO {Event._meta.db_table} ({', '.join(names)}) SELECT {fresh} FROM {Event._meta.db_table}")


@only_sqlite
@pytest.mark.usefixtures("ledger")
def test_the_attack_is_real_without_the_triggers():
    triggers.lift(connection)
    with connection.cursor() as cursor:
        names = [field.column for field in Event._meta.concrete_fields]
        fresh = ", ".join({"id": "id + 1", "verb": "'x'"}.get(name, name) for name in names)
        cursor.execute(f"REPLACE INTO {Event._meta.db_table} ({', '.join(names)}) SELECT {fresh} FROM {Event._meta.db_table}")
    assert Event.objects.get().verb == "x"
    triggers.remake(connection)


@pytest.mark.django_db
def test_missing_triggers_are_named():
    assert triggers.missing(connection) == []
    triggers.lift(connection)
    assert {name.partition("_append_only")[0] for name in triggers.missing(connection)} == set(TABLES)
    triggers.remake(connection)
    assert triggers.missing(connection) == []


@only_sqlite
@pytest.mark.django_db
def test_a_trigger_with_another_content_counts_as_missing():
    name = f"{TABLES[0]}_append_only_delete"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute(f'CREATE TRIGGER "{name}" BEFORE DELETE ON "{TABLES[0]}" BEGIN SELECT 1; END')
    assert triggers.missing(connection) == [name]


@only_sqlite
def test_a_table_rebuilt_by_a_migration_gets_its_triggers_back(transactional_db):
    with connection.schema_editor() as editor:
        editor._remake_table(Event)
    assert triggers.missing(connection)  # what Django does without a word
    call_command("migrate", verbosity=0, interactive=False)
    assert triggers.missing(connection) == []


def test_all_migrations_from_nothing_leave_a_guarded_ledger_on_sqlite(tmp_path):
    (tmp_path / "data").mkdir()
    migrate(tmp_path)
    with sqlite3.connect(tmp_path / "data" / "suqing.sqlite3") as found:
        found.execute("PRAGMA foreign_keys = OFF")
        found.execute(f"INSERT INTO {TABLES[2]} VALUES (1, 'complaint', 7, 'phone', 'contact', '2026', '2026', 1, 1)")
        for statement in ("UPDATE {0} SET reason = 'x'", "DELETE FROM {0}", "REPLACE INTO {0} SELECT * FROM {0}"):
            with pytest.raises(sqlite3.IntegrityError, match="the ledger takes no"):
                found.execute(statement.format(TABLES[2]))
    found.close()


@only_postgres
def test_all_migrations_from_nothing_leave_a_guarded_ledger_on_postgres(tmp_path):
    import psycopg

    url = os.environ["SUQING_DATABASE_URL"]
    name = f"suqing_ledger_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as control:
        control.execute(f"CREATE DATABASE {name}")
        try:
            own = url.rpartition("/")[0] + f"/{name}"
            migrate(tmp_path, SUQING_DATABASE_URL=own)
            with psycopg.connect(own, autocommit=True) as found:
                for statement in ("UPDATE {0} SET id = 1", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"):
                    for table in TABLES:
                        with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="the ledger takes no"):
                            found.execute(statement.format(table))
        finally:
            control.execute(f"DROP DATABASE {name} WITH (FORCE)")


def migrate(folder, **extra):
    """Django's own command, which knows nothing of triggers."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--settings", "suqing.project.settings", "--verbosity", "0", "--skip-checks"],
        env=command_environment(folder) | extra,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
