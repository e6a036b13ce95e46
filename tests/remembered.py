"""What is made the same way from the same rows again and again is made once a process: its rows are put back as they were.

`@remembered` is for makers that write only to the database. What they made is known by their name, their arguments, the keys in use and every row that
was there before: put back is what making it anew would have led to, but for what is drawn at random either way.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model

P = ParamSpec("P")
R = TypeVar("R")
Row = tuple[Any, ...]
Tables = dict[str, frozenset[Row]]


@dataclass(frozen=True)
class Made:
    """What a maker left behind: rows gone and rows come, by table, the offices it was given as they were then, and how it answered."""

    gone: dict[str, list[Row]]
    come: dict[str, list[Row]]
    offices: list[dict[str, Any]]
    answer: Any


_made: dict[Any, Made] = {}


def remembered(make: Callable[P, R]) -> Callable[P, R]:
    @wraps(make)
    def again(*given: P.args, **named: P.kwargs) -> R:
        if not connection.in_atomic_block:  # a test that commits
            return make(*given, **named)
        before = _tables()
        asked = (make, _told(given), _told(named.items()), frozenset((table, hash(rows)) for table, rows in before.items() if rows))
        offices = [each for each in (*given, *named.values()) if type(each).__name__ == "Office"]
        made = _made.get((asked, _keys()))
        if made is None:
            answer = make(*given, **named)
            after = _tables()
            gone, come = ({table: [*(one[table] - other[table])] for table in one if one[table] - other[table]} for one, other in ((before, after), (after, before)))
            known = _one(answer) if isinstance(answer, Model) or answer in offices else deepcopy(answer)
            _made[asked, _keys()] = Made(gone, come, [deepcopy({"house": each.house, "ref": each.ref}) for each in offices], known)
            return answer
        _put_back(made)
        for office, then in zip(offices, made.offices, strict=True):
            vars(office).update(deepcopy(then))
        if isinstance(made.answer, tuple) and made.answer and isinstance(made.answer[0], type):
            model, pk = made.answer
            return model._default_manager.get(pk=pk) if issubclass(model, Model) else offices[0]  # type: ignore[return-value]
        return deepcopy(made.answer)  # type: ignore[no-any-return]

    return again


def _keys() -> Row:
    """Which keys are in use: a test may have put others in their place."""
    return tuple((str(each), each.read_text()) for each in sorted(Path(settings.KEYS).glob("*/current")))


def _told(given: Iterable[Any]) -> Row:
    """Arguments as something to know them by."""
    return tuple(_one(each) for each in given)


def _one(each: Any) -> Any:
    """The cast is known by its rows, an office by the case it is at besides."""
    if isinstance(each, Model):
        return type(each), each.pk
    if isinstance(each, tuple):
        return _told(each)
    if type(each).__name__ in ("House", "Office"):
        return type(each), getattr(each, "ref", "")
    return repr(each)


@cache
def _columns() -> dict[str, tuple[list[str], int]]:
    """Of every table its columns in their order, and which of them is the key. Who is logged in is not remembered: everybody logs in anew."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and meta.app_label not in ("contenttypes", "auth", "sessions"):
            names = [field.column for field in meta.concrete_fields if field.column != "last_login"]
            found[meta.db_table] = (names, names.index(meta.pk.column))
    return found


def _tables() -> Tables:
    return dict(_read())


def _read() -> Iterator[tuple[str, frozenset[Row]]]:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, (names, _) in _columns().items():
            cursor.execute(f"SELECT {', '.join(map(quote, names))} FROM {quote(table)}")
            yield table, frozenset(cursor.fetchall())


def _put_back(made: Made) -> None:
    """What went goes first: a row that comes may stand in its place."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, rows in made.gone.items():
            names, pk = _columns()[table]
            cursor.executemany(f"DELETE FROM {quote(table)} WHERE {quote(names[pk])} = %s", [(row[pk],) for row in rows])
        for table, rows in made.come.items():
            names = _columns()[table][0]
            cursor.executemany(f"INSERT INTO {quote(table)} ({', '.join(map(quote, names))}) VALUES ({', '.join(['%s'] * len(names))})", rows)
