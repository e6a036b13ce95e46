"""What is not the same in two editions, value by value, under the clause it stands on: for `rules diff` and for whoever adopts a new one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from suqing.rulebook.edition import Edition

NAMING = ("clause", "clauses", "gap", "parent")  # ids that bear the rulebook's own name


@dataclass(frozen=True, slots=True)
class Difference:
    """`what`: added, removed or changed. `clause` without the rulebook in front; `path` within rule or table, dots between."""

    clause: str
    what: str
    rule: str
    path: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        where = f"{self.rule}{'.' + self.path if self.path else ''}"
        if self.what == "added":
            return f"＋ {where}：{self.after}"
        if self.what == "removed":
            return f"－ {where}：{self.before}"
        return f"～ {where}：{self.before} → {self.after}"

    def data(self) -> dict[str, str | None]:
        return {"clause": self.clause, "what": self.what, "rule": self.rule, "path": self.path, "before": self.before, "after": self.after}


Spot = tuple[str, str]  # rule, path


def differences(before: Edition, after: Edition) -> list[Difference]:
    """In the order of clauses; gists of clauses, gaps and validity among them."""
    old, new = dict(_values(before)), dict(_values(after))
    found = []
    for spot in [*old, *(each for each in new if each not in old)]:
        was, now = old.get(spot), new.get(spot)
        if was == now or (was is not None and now is not None and was[1] == now[1]):
            continue
        clause = (now or was or ("", ""))[0]
        what = "added" if was is None else "removed" if now is None else "changed"
        found.append(Difference(clause, what, *spot, was[1] if was else None, now[1] if now else None))
    return sorted(found, key=lambda each: _order(each.clause))


def _order(clause: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (10**6, part) for part in clause.split("."))


def _values(edition: Edition) -> Iterator[tuple[Spot, tuple[str, str]]]:
    """(rule, path) → (clause, text). A rule is known by its kind and id, wherever its file lies."""
    data = json.loads(edition.canonical)
    head = edition.id
    for name, value in data["rulebook"].items():
        if name != "id":
            yield from _flat("rulebook", name, value, "", head)
    for clause in data["clauses"]:
        own = _bare(clause["id"], head)
        yield ("clauses", own), (own, f"{clause['place']} {clause['gist']}")
    for gap in data["gaps"]:
        own = _bare(gap["clauses"][0], head) if gap["clauses"] else ""
        yield ("gaps", _bare(gap["id"], head)), (own, f"{gap['question']} {gap['reading']}")
    for content in data["files"].values():
        rows = content.get("rules") or content.get("rows")
        if rows is None:
            yield from _flat(content["kind"], "", {k: v for k, v in content.items() if k != "kind"}, "", head)
            continue
        for row in rows:
            name = f"{content.get('name') or content['kind']}/{row['id']}"
            yield from _flat(name, "", {k: v for k, v in row.items() if k != "id"}, _bare(row.get("clause", ""), head), head)


def _flat(rule: str, path: str, value: Any, clause: str, head: str) -> Iterator[tuple[Spot, tuple[str, str]]]:
    """Leaves only. Members of a list with ids go by their id, others by their place."""
    if isinstance(value, dict):
        clause = _bare(value.get("clause") or "", head) or clause
        for name, inner in value.items():
            yield from _flat(rule, f"{path}.{name}".lstrip("."), inner, clause, head)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for number, inner in enumerate(value):
            own = str(inner.get("id", number)) if isinstance(inner, dict) else str(number)
            rest = {k: v for k, v in inner.items() if k != "id"} if isinstance(inner, dict) else inner
            yield from _flat(rule, f"{path}.{own}", rest, clause, head)
    elif value not in (None, [], {}):
        text = "、".join(_bare(str(each), head) for each in value) if isinstance(value, list) else str(value)
        last = path.rpartition(".")[2]
        yield (rule, path), (clause, _bare(text, head) if last in NAMING else text)


def _bare(text: str, head: str) -> str:
    return text.removeprefix(f"{head}/")
