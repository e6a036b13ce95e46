"""What a job's kind means, and which sweeps run how often. Filled by each app's `tasks` module at start."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from suqing.apps.jobs.work import Run

Handler = Callable[["Run"], None]
SweepFunction = Callable[[datetime], object]


@dataclass(frozen=True)
class Sweep:
    name: str
    seconds: int
    function: SweepFunction


_handlers: dict[str, Handler] = {}
_sweeps: dict[str, Sweep] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """`@handler("papers.render")` on a function of one `Run`. It may run twice after a crash, unless it calls
    `run.finish()` inside the transaction of its own effects."""

    def register(function: Handler) -> Handler:
        if kind in _handlers and _handlers[kind] is not function:
            raise ValueError(f"job kind {kind!r} has two handlers: {_handlers[kind].__module__} and {function.__module__}")
        _handlers[kind] = function
        return function

    return register


def every(name: str, *, seconds: int) -> Callable[[SweepFunction], SweepFunction]:
    """`@every("clocks.wake", seconds=60)` on a function of the present moment; one worker at a time runs it."""

    def register(function: SweepFunction) -> SweepFunction:
        if name in _sweeps and _sweeps[name].function is not function:
            raise ValueError(f"sweep {name!r} is registered twice")
        _sweeps[name] = Sweep(name, seconds, function)
        return function

    return register


def handler_of(kind: str) -> Handler:
    try:
        return _handlers[kind]
    except KeyError:
        near = difflib.get_close_matches(kind, _handlers, n=1)
        hint = f", did you mean {near[0]!r}?" if near else ""
        raise LookupError(f"no handler for job kind {kind!r}{hint} (handlers live in the tasks module of an app)") from None


def sweeps() -> tuple[Sweep, ...]:
    return tuple(_sweeps.values())
