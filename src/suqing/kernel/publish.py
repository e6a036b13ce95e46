"""What follows from what: an action publishes an event, and the table of `suqing.consequences` says who hears it.

Capabilities never import each other's actions for effects; `suqing.project` registers the table at start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction

Handler = Callable[[Any], object]


@dataclass(frozen=True)
class Handlers:
    """`together` runs in the publisher's transaction and can undo it by raising; `afterwards` runs once it is committed."""

    together: tuple[Handler, ...] = ()
    afterwards: tuple[Handler, ...] = ()


_tables: list[Mapping[type, Handlers]] = []


def register(table: Mapping[type, Handlers]) -> None:
    """Set the table: event class → handlers. A second call replaces the first."""
    _tables[:] = [table]


def registered() -> Mapping[type, Handlers]:
    """The table in force. LookupError before `register`: an effect must not be lost because nobody listens yet."""
    if not _tables:
        raise LookupError("no table of consequences: suqing.kernel.publish.register was not called at start")
    return _tables[0]


def publish(event: object) -> None:
    """Hand `event` to the handlers of its class. Only inside transaction.atomic()."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{type(event).__name__} was published outside a transaction")
    handlers = registered().get(type(event), Handlers())
    for handler in handlers.together:
        handler(event)
    for handler in handlers.afterwards:
        transaction.on_commit(partial(handler, event))
