"""What an insurer types for its own score: which unit it is for, and the boxes read as exact numbers."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from suqing.apps.assessment.own_inputs import Entered
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Organisation, OrganisationKind
from suqing.casework.assessment.facts import COLUMNS, MONEY
from suqing.casework.assessment.problems import nearest
from suqing.rulebook.edition import Edition
from suqing.rulebook.kinds.deduction import DeductionRule, Situation

LARGEST = 10**16
Wrong = tuple[str, str, str]  # label, what was found, what was expected


def own_units(standing: Standing, root: Organisation) -> list[Organisation]:
    """Branches that a post of the person lies in or under, all of them for somebody at the top; the whole insurer last, where nothing else or all is theirs."""
    posts = [post.organisation for post in standing.posts]
    above = {unit_id for unit in posts for unit_id in unit.ancestor_ids}
    whole = any(unit.id == root.id for unit in posts)
    branches = Organisation.objects.filter(root_id=root.id, kind=OrganisationKind.BRANCH).order_by("code")
    mine = [each for each in branches if whole or each.id in above]
    return [*mine, root] if whole or not mine else mine


def situations_by_key(edition: Edition) -> dict[str, tuple[DeductionRule, Situation]]:
    """By "indicator/situation", in the order of the schedules."""
    return {f"{rule.id}/{each.id}": (rule, each) for rule in edition.rules("deduction") for each in rule.situations}


def read_entered(typed: Mapping[str, str], edition: Edition) -> tuple[Entered, list[Wrong]]:
    """`typed` by "figures:fact", "previous:fact", "benchmarks:indicator" (50 for 50 %), "mark:indicator/item", "event:indicator/situation" (times).

    Empty boxes are left out; a name that there is not is wrong.
    """
    parts: dict[str, dict[str, Fraction]] = {"figures": {}, "previous": {}, "benchmarks": {}}
    chosen: dict[str, str] = {}
    events: list[tuple[str, str, int]] = []
    wrong: list[Wrong] = []
    items = {f"{rule.id}/{item.id}" for rule in edition.rules("checklist") for item in rule.items}
    situations = situations_by_key(edition)
    units = {rule.id: (rule.unit, rule.label) for rule in edition.rules("ratio")}
    for name, text in typed.items():
        part, _, key = name.partition(":")
        if part == "mark":
            if text in ("noncompliant", "missing"):
                chosen[key] = text
            if key not in items:
                wrong.append((name, text[:40], f"定性项目的编号{nearest(key, items)}"))
            continue
        if part == "event":
            if text and key not in situations:
                wrong.append((name, text[:40], f"扣分情形的编号{nearest(key, situations)}"))
            elif text and not (text.isascii() and text.isdigit() and len(text) < 4):
                wrong.append((situations[key][1].label, text[:40], "1至999的整数"))
            elif text and int(text):
                events.append((situations[key][0].id, situations[key][1].id, int(text)))
            continue
        known = units if part == "benchmarks" else COLUMNS
        if part not in parts or key not in known:
            wrong.append((name, text[:40], f"已有的数据名{nearest(key, known)}"))
            continue
        if not text:
            continue
        label = units[key][1] if part == "benchmarks" else COLUMNS[key][1]
        try:
            value = Fraction(Decimal(text.replace(",", "").replace("，", "")))
        except (InvalidOperation, ValueError, OverflowError):
            wrong.append((label, text[:40], "数字"))
            continue
        if not 0 <= value <= LARGEST:
            wrong.append((label, text[:40], "不小于0的数字"))
        elif part != "benchmarks" and key not in MONEY and value.denominator != 1:
            wrong.append((label, text[:40], "整数"))
        else:
            parts[part][key] = value / 100 if part == "benchmarks" and units[key][0] == "%" else value
    return Entered(parts["figures"], parts["previous"], chosen, tuple(events), parts["benchmarks"]), wrong
