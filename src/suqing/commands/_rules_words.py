"""A rulebook as words and as plain data, for `suqing rules show`."""

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from suqing.casework.assessment.numbers import plain
from suqing.casework.assessment.rule_words import SCORING, rule_words
from suqing.rulebook import Edition, Gap

BASIS = {"quoted": "原文", "derived": "推得", "assumed": "本系统的读法"}
SKIP = ("id", "clause", "basis", "gap", "from", "until", "label", "title")


def entries(edition: Edition, clause: str) -> Iterator[dict[str, Any]]:
    """Every rule or row under the clause, as it stands in the canonical data, with the file it comes from."""
    for file, content in json.loads(edition.canonical)["files"].items():
        for each in content.get("rules", []) + content.get("rows", []):
            if each.get("clause") == clause:
                yield {"file": file, "kind": content["kind"], **each}


def edition_data(edition: Edition, wanted: list[str], schedules: bool) -> dict[str, Any]:
    head = {
        "rulebook": edition.id,
        "name": edition.name,
        "source": edition.source,
        "edition": edition.content_hash,
    }
    if schedules:
        return head | {"schedules": _schedules(edition), "checklists": _checklists(edition)}
    gaps = [each for each in edition.gaps.values() if set(each.clauses) & set(wanted)]
    return head | {
        "clauses": [
            {
                "id": each,
                "place": edition.clauses[each].place,
                "gist": edition.clauses[each].gist,
                "carriers": [
                    {"carrier": c.carrier, "where": c.where, "note": c.note}
                    for c in edition.carriers
                    if c.clause == each
                ],
                "rules": list(entries(edition, each)),
            }
            for each in wanted
        ],
        "gaps": [
            {
                "id": g.id,
                "clauses": list(g.clauses),
                "question": g.question,
                "reading": g.reading,
                "alternatives": list(g.alternatives),
            }
            for g in gaps
        ],
    }


def _schedules(edition: Edition) -> dict[str, list[dict[str, Any]]]:
    """Codes that people write into workbooks: tables marked so, and the situations of each deduction."""
    found = {t.name: [{"id": r.id, **r.cells} for r in t.rows] for t in edition.tables().values() if t.schedule}
    for rule in edition.rules("deduction"):
        found[rule.id] = [
            {
                "id": each.id, "label": each.label, "points": _decimal(each.points.value), "indicator": rule.word,
                "most_per_event": _decimal(each.most_per_event), "most": _decimal(each.most),
                "persons_from": each.persons_from, "persons_to": each.persons_to, "clause": each.clause, "basis": each.points.basis,
            }
            for each in rule.situations
        ]  # fmt: skip
    return found


def _checklists(edition: Edition) -> dict[str, list[dict[str, Any]]]:
    return {
        rule.id: [{"id": item.id, "label": item.label, "points": _decimal(item.points.value), "indicator": rule.word} for item in rule.items]
        for rule in edition.rules("checklist")
    }


def _decimal(value: Fraction | None) -> float | int | None:
    """A JSON number; the schedules hold short decimals only."""
    return None if value is None else int(value) if value.denominator == 1 else float(value)


def clause_words(edition: Edition, clause: str) -> str:
    """The clause, its gist, then each value with its days and origin."""
    known = edition.clauses[clause]
    lines = [f"{known.place}  {known.gist}"]
    lines += [f"    {each.label}：{each.words}{f' {each.days}' if each.days else ''}({BASIS[each.basis]}{'，见 ' + each.gap if each.gap else ''})" for each in rule_words(edition) if each.clause == clause]
    for entry in entries(edition, clause):
        if entry["kind"] in SCORING:
            continue
        name = entry.get("label") or entry["id"]
        lines.append(f"    {name} [{entry['file']} {entry['id']}]{_origin(entry)}")
        lines += [f"        {key}: {text}" for key, text in _values(entry)]
    return "\n".join(lines)


def _values(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in (entry.get("cells") or entry).items():
        if key in (*SKIP, "file", "kind", "cells") or value in (None, [], {}):
            continue
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for each in value:
                yield key, f"{each.get('value')}{_days(each)}{_origin(each)}"
        elif isinstance(value, dict):
            told = ";".join(f"{k}={'、'.join(v)}" for k, v in value.items() if v)
            if told:
                yield key, told
        elif isinstance(value, bool):
            yield key, "是" if value else "否"
        else:
            yield key, "、".join(value) if isinstance(value, list) else str(value)


def _days(value: dict[str, Any]) -> str:
    if value.get("from") is None and value.get("until") is None:
        return ""
    return f" {value.get('from') or ''}至{value.get('until') or '今'}"


def _origin(value: dict[str, Any]) -> str:
    if "basis" not in value:
        return ""
    return f"({BASIS[value['basis']]}{'，见 ' + value['gap'] if value.get('gap') else ''})"


def gap_words(gap: Gap) -> str:
    others = f"\n    别的读法：{';'.join(gap.alternatives)}" if gap.alternatives else ""
    return f"{gap.id}  {gap.question}\n    读法：{gap.reading}{others}"


def schedule_words(edition: Edition) -> str:
    lines = []
    for table in edition.tables().values():
        if table.schedule:
            lines.append(f"{table.title}({table.name})")
            lines += [
                f"    {row.id}  {edition.clauses[row.clause].place}  {_first(row.cells)}"
                for row in table.rows
            ]
    for rule in edition.rules("deduction"):
        lines.append(f"{rule.word}({rule.id})，最多扣{plain(rule.cap[0].value)}分")
        lines += [f"    {each.id}  扣{plain(each.points.value)}  {each.label}" for each in rule.situations]
    return "\n".join(lines)


def _first(cells: Any) -> str:
    return next((str(each) for each in cells.values() if isinstance(each, str)), "")
