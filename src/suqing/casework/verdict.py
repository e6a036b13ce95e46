"""The answer to "may this be done?": yes, or no with the reason, the clause, and what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from suqing.rulebook.explain import Input, Line


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not there yet: a stable code, what is the case, what to do, and the clause that asks for it."""

    code: str
    words: str
    clause: str | None = None
    do: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is empty where it is allowed; else one or two sentences for the person who asked."""

    allowed: bool
    reason: str = ""
    clause: str | None = None
    missing: tuple[Missing, ...] = ()
    line: Line | None = None


def decide(
    label: str, clause: str | None, missing: Sequence[Missing], *, refused: str, inputs: dict[str, Input] | None = None
) -> Verdict:
    """Allowed where nothing is missing; else `refused` opens the reason, and the first missing thing gives the clause."""
    if not missing:
        return Verdict(True, "", clause, (), Line(label, clause, inputs or {}, value=True, because="要件齐备。"))
    first = missing[0].clause or clause
    whats = "；".join(each.words for each in missing)
    todo = "；".join(dict.fromkeys(each.do for each in missing if each.do))
    reason = f"{refused}：{whats}。" + (f"{todo}。" if todo else "")
    children = tuple(Line(each.words, each.clause, value=False, because=each.do) for each in missing)
    line = Line(label, first, inputs or {}, value=False, because=reason, children=children)
    return Verdict(False, reason, first, tuple(missing), line)
