"""Statements that are asked at every act: Django takes ten times as long to write them as the database to answer, so they are written once a process."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

STAND_IN = 2**62 + 25_913  # for the id that a statement is asked with; no row has it
Build = Callable[[], "QuerySet[Any, Any]"]


@cache
def _written(build: Build, vendor: str) -> tuple[str, tuple[Any, ...]]:
    sql, params = build().query.sql_with_params()
    return sql, tuple(params)


def rows_of(build: Build, values: Mapping[Any, Any]) -> list[tuple[Any, ...]]:
    """The rows of the query that `build` makes with stand-ins, each stand-in replaced by its value (both as the database takes them).

    A stand-in is a value that no row has. Columns come as the database gives them: on SQLite flags are 0 and 1, moments of subqueries text.
    """
    sql, params = _written(build, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [values.get(each, each) for each in params])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
