"""What a valid complaint means for the persons responsible (S4 第九条): reminders and fines, proposed, never imposed.

One item is answered at its own level alone. Arrived by several ways, the heaviest row per role counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from suqing.casework.case_facts import PenaltyFacts
from suqing.casework.yuan import yuan
from suqing.rulebook.dated import Dated
from suqing.rulebook.edition import Edition
from suqing.rulebook.explain import Input, Line
from suqing.rulebook.kinds.fine import FineRule
from suqing.rulebook.kinds.table import Row

ROLES = {"direct": "直接责任人", "indirect": "间接责任人（直接领导）", "claims_head": "理赔负责人"}


@dataclass(frozen=True, slots=True)
class FineProposal:
    """`amount_fen` is 0 for a reminder. `same_person` where one person holds another role of this item too."""

    role: str
    kind: str
    amount_fen: int
    clause: str
    line: Line
    same_person: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """`not_yet` says what must be known first; `withheld` are rows that were looked at and give nothing, each with its reason."""

    lines: tuple[FineProposal, ...]
    not_yet: str | None = None
    withheld: tuple[Line, ...] = ()


def consequences(*, edition: Edition, facts: PenaltyFacts) -> Proposed:
    """LookupError for an unknown way in, ValueError for a count below one."""
    if facts.times_complained is not None and facts.times_complained < 1:
        raise ValueError(f"第几次投诉应为1或以上的整数，读到{facts.times_complained}")
    ways = {row.id: row for row in edition.table("ways_in")}
    via = [each for each in (facts.came_via, *facts.also_via) if each is not None]
    for each in via:
        if each not in ways:
            raise LookupError(f"没有来源 {each}：只有{'、'.join(ways)}")
    if facts.valid is False:
        return Proposed((), None, (_none("认定无效，没有后果", "claims/9", "valid", value=False),))
    if facts.valid is None:
        return Proposed((), "还没有认定有效与否，认定有效后才有后果。")
    if not via:
        return Proposed((), "还不知道投诉从哪里来。")
    found: list[FineProposal] = []
    waits: list[str] = []
    withheld: list[Line] = []
    for each in via:
        wait = _waits_for(ways[each], facts)
        if wait:
            waits.append(wait)
        elif not ways[each]["penalised"]:
            withheld.append(_none(f"{ways[each]['label']}：细则没有写后果，不类推", ways[each].clause, "came_via", value=each))
        elif ways[each]["needs_verified"] and facts.verified is False:
            withheld.append(_none(f"{ways[each]['label']}：经查不属实，没有后果", ways[each].clause, "verified", value=False))
        else:
            found += _for_way(edition, each, facts)
    best, lost = _heaviest(found)
    kept = [each for each in best if each.role not in facts.not_employed]
    gone = [_none(f"{ROLES[each.role]}不是公司员工，不罚", each.clause, "not_employed", value=each.role) for each in best if each not in kept]
    waits += _cost_unknown(edition, via, facts)
    return Proposed(tuple(_marked(kept, facts)), "；".join(waits) or None, (*withheld, *lost, *gone))


def level_for(edition: Edition, times: int) -> Row:
    """The repeat level of the n-th complaint in the matter (第九条一); no time window (gap repeat_window)."""
    for row in edition.table("repeat_levels"):
        if times >= row["times_from"] and (row["times_to"] is None or times <= row["times_to"]):
            return row
    raise LookupError(f"repeat_levels 没有第{times}次的级别")


def _waits_for(way: Row, facts: PenaltyFacts) -> str | None:
    if way["needs_verified"] and facts.verified is None:
        return f"{way['label']}的投诉还没有查实，查实后才有后果。"
    if way["by_level"] and facts.times_complained is None:
        return f"{way['label']}的投诉还不知道是第几次。"
    return None


def _cost_unknown(edition: Edition, via: Iterable[str], facts: PenaltyFacts) -> list[str]:
    if not (facts.verified and facts.grave_influence and facts.pr_needed) or facts.pr_cost_fen is not None:
        return []
    rules: dict[str, FineRule] = {rule.id: rule for rule in edition.rules("fine")}
    waiting = [rules[rule.instead_of] for rule in rules.values() if rule.instead_of is not None and not set(via).isdisjoint(rule.via)]
    sums = dict.fromkeys(yuan(amount.value * 100) for rule in waiting if (amount := _on(rule.amount_yuan, facts.received_on)))
    return [f"公关费用还没有单据，先按{'、'.join(sums)}；有单据后重算。"] if sums else []


def _for_way(edition: Edition, via: str, facts: PenaltyFacts) -> list[FineProposal]:
    rules: tuple[FineRule, ...] = edition.rules("fine")
    ways = {row.id: row for row in edition.table("ways_in")}
    level = level_for(edition, facts.times_complained) if ways[via]["by_level"] and facts.times_complained else None
    own = [r for r in rules if via in r.via and r.instead_of is None and r.level == (level["level"] if level else None)]
    shares = {r.instead_of: r for r in rules if r.instead_of is not None}
    return [_proposal(rule, shares.get(rule.id), via, ways[via]["label"], level, facts) for rule in own]


def _proposal(
    rule: FineRule, share: FineRule | None, via: str, label: str, level: Row | None, facts: PenaltyFacts
) -> FineProposal:
    amount = _on(rule.amount_yuan, facts.received_on)
    fen = amount.value * 100 if amount else 0
    inputs = {"came_via": Input(via, "登记"), "valid": Input(facts.valid, "调查结论")}
    if level is not None:
        inputs["times_complained"] = Input(facts.times_complained, "同一事项的投诉件")
    if facts.verified is not None:
        inputs["verified"] = Input(facts.verified, "调查结论")
    which = f"第{facts.times_complained}次（{level['label']}）" if level is not None else "有效投诉"
    act = f"罚款{yuan(fen)}" if rule.consequence == "fine" else "提醒，不罚款"
    because = f"{label}，{which}，{ROLES[rule.role]}{act}。"
    gap = rule.gap
    if share is not None and facts.grave_influence and facts.pr_needed and facts.pr_cost_fen is not None:
        percent = _on(share.pr_cost_percent, facts.received_on)
        if percent is not None:
            part = (facts.pr_cost_fen * percent.value + 50) // 100  # to the fen, half up
            sum_of = f"公关费用{yuan(facts.pr_cost_fen)}的{percent.value}%为{yuan(part)}"
            because += f"影响重大并启动公关：{sum_of}，" + (f"代替{yuan(fen)}。" if part >= fen else f"不足{yuan(fen)}，仍为{yuan(fen)}。")
            fen, gap = max(fen, part), share.gap
            inputs["pr_cost_fen"] = Input(facts.pr_cost_fen, "费用单据")
    line = Line(ROLES[rule.role], rule.clause, inputs, fen, because=because, basis=amount.basis if amount else "quoted", gap=gap)
    return FineProposal(rule.role, rule.consequence, fen, rule.clause, line)


def _on(values: tuple[Dated[int], ...], day: date | None) -> Dated[int] | None:
    """The value of `day`; without a day the one without an end."""
    if day is None:
        return next((each for each in values if each.until_day is None), None)
    return next((each for each in values if each.holds_on(day)), None)


def _heaviest(found: list[FineProposal]) -> tuple[list[FineProposal], list[Line]]:
    """One per role, in the order of ROLES; the others become lines that say what they lost to."""
    best: list[FineProposal] = []
    lost: list[Line] = []
    for role in ROLES:
        own = sorted((each for each in found if each.role == role), key=lambda each: -each.amount_fen)
        best += own[:1]
        lost += [replace(each.line, value=0, because=f"{each.line.because}同一件另有更重的一行，本行不计。") for each in own[1:]]
    return best, lost


def _marked(kept: list[FineProposal], facts: PenaltyFacts) -> list[FineProposal]:
    holders = [facts.persons.get(each.role) for each in kept]
    return [
        replace(each, same_person=holder is not None and holders.count(holder) > 1)
        for each, holder in zip(kept, holders, strict=True)
    ]


def _none(because: str, clause: str, fact: str, *, value: str | bool) -> Line:
    return Line("没有后果", clause, {fact: Input(value, "登记")}, value=0, because=f"{because}。")
