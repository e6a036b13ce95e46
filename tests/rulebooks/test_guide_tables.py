"""The guide's tables of checklist items and of situations say what the shipped scheme says, row by row, in its order."""

from pathlib import Path

import pytest

from suqing.casework.assessment.numbers import plain
from suqing.rulebook import open_edition
from suqing.rulebook.kinds.deduction import DeductionRule, Situation

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
EDITION = open_edition("sh2018")


def limit(found: Situation) -> str:
    if found.most_per_event is not None:
        return f"一行最多{plain(found.most_per_event)}分"
    if found.most is not None:
        return f"一期最多{plain(found.most)}分"
    if found.persons_to is not None:
        return f"{found.persons_from or 1}至{found.persons_to}人"
    return f"{found.persons_from}人及以上" if found.persons_from is not None else ""


def test_the_items_of_the_checklists() -> None:
    rows = [f"| {rule.word} | `{item.id}` | {item.label} | {plain(item.points.value)} |" for rule in EDITION.rules("checklist") for item in rule.items]
    assert "\n".join(rows) in GUIDE


@pytest.mark.parametrize("rule", EDITION.rules("deduction"), ids=lambda rule: rule.id)
def test_the_situations_of_a_deduction(rule: DeductionRule) -> None:
    rows = [f"| `{each.id}` | {each.label} | {plain(each.points.value)} | {limit(each)} |" for each in rule.situations]
    assert "\n".join(rows) in GUIDE
