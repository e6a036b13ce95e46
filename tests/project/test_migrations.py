"""The tests run on tables made from the models (but for ./test on PostgreSQL): an upgraded installation has the same ones."""

import re
import sqlite3
from pathlib import Path

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def shape(rows: list[tuple[str, str | None]]) -> dict[str, str]:
    """name -> what it was made by, without blanks and quotes, whose order of columns and constraints may differ."""
    return {name: " ".join(sorted(re.split(r"[\s,]+", re.sub(r'["()]', " ", sql or "")))) for name, sql in rows}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="compares two SQLite files")
def test_what_the_migrations_make_is_what_the_models_say(installation: Path) -> None:
    ask = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT IN ('django_migrations')"
    with connection.cursor() as cursor:
        cursor.execute(ask)
        said = shape(cursor.fetchall())
    file = next((installation / "data").glob("*.sqlite3"))
    with sqlite3.connect(file) as upgraded:
        made = shape(upgraded.execute(ask).fetchall())
    assert len(made) > 200
    assert {name: sql for name, sql in made.items() if said.get(name) != sql} == {}
    assert set(said) - set(made) == set()
