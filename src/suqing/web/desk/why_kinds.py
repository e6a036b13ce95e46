"""Where each explanation comes from: clock, class, closing, consequence, repeat level, priority, limits of the claim, rulebooks that apply."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from suqing.apps.accountability.access import may_see_proposals
from suqing.apps.accountability.queries import concerned_ids, proposals_for
from suqing.apps.clocks.models import ClockState
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.clocks.words import kind_words
from suqing.apps.complaints.access import CaseAccess
from suqing.apps.complaints.actions.triaging import proposed_class
from suqing.apps.complaints.claim_checks import claim_checks
from suqing.apps.complaints.models import CaseEdition, Closure, ForwardedLetter, Triage
from suqing.apps.complaints.priority import priority_of
from suqing.apps.complaints.record.forwarded import forwarding_check
from suqing.apps.complaints.same_matter import kept_level_on_leaving
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.editions.stored import open_stored, open_stored_calendar
from suqing.casework.priority import LEVELS as PRIORITY_LEVELS
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours
from suqing.rulebook.explain import Input, Line
from suqing.web.frame import Desk
from suqing.web.paging import row_id
from suqing.web.words.moments import day_words
from suqing.web.words.names import CLASSES, FORWARDED, LEVELS, RULEBOOKS


@dataclass(frozen=True, slots=True)
class Why:
    line: Line
    question: str
    subtitle: str = ""
    also: list[dict[str, str]] = field(default_factory=list)
    edition: Any = None
    calendar_words: str = ""


def _number(key: str) -> int:
    found = row_id(key)
    if found is None:
        raise NotYours
    return found


def _clock(opened: CaseAccess, desk: Desk, key: str) -> Why:
    """A deadline, with the other limits of the same case that bind later."""
    clocks = clocks_of(("complaint", opened.complaint.id))
    clock = next((each for each in clocks if each.id == _number(key)), None)
    if clock is None:
        raise NotYours
    others = [each for each in clocks if each.state in (ClockState.RUNNING, ClockState.PAUSED) and each.id != clock.id and each.limit_at >= clock.limit_at]
    calendar = open_stored_calendar(clock.calendar_hash)
    class_words = CLASSES.get(opened.complaint.classification, "未定类")
    return Why(
        line=Line.from_canonical(clock.line),
        question=f"为什么是{day_words(clock.limit_at, desk.now)}？",
        subtitle=f"{kind_words(clock.kind)}时限 · {class_words} · 几条规则都适用时，以最早的一条为准",
        also=[{"words": f"{kind_words(each.kind)}：{day_words(each.limit_at, desk.now)}", "clause": each.clause} for each in others],
        edition=open_stored(clock.edition_hash),
        calendar_words=f"{'、'.join(str(year) for year in calendar.published_years[-2:])}年安排 {clock.calendar_hash[:6]}",
    )


def _class(opened: CaseAccess, desk: Desk, key: str) -> Why:
    """The decision on class as it stood that day, or what the rule proposes now."""
    case = opened.complaint
    triage = None if key == "now" else Triage.objects.filter(complaint=case, pk=_number(key)).first()
    if triage is None and key != "now":
        raise NotYours
    if triage is not None and triage.line:
        line = Line.from_canonical(read(triage, case_key(case), "line"))
        proposed = CLASSES.get(triage.proposed_class, "未定")
        how = "与系统建议一致" if triage.proposed_class == triage.classification else f"系统建议{proposed}，由人改定"
        name = triage.by.name if triage.by else "系统"
        return Why(line, f"为什么是{CLASSES.get(triage.classification, '范围外')}？", f"{name}确认 · {how}", edition=_edition(case, "property"))
    found = proposed_class(case)
    if found is None:
        raise NotYours
    name = CLASSES.get(found.classification.classification or "", "不属于投诉")
    return Why(found.classification.line, f"为什么建议{name}？", "系统建议，由投诉专员确认", edition=open_stored(found.edition_hash))


def _edition(case: Any, rulebook: str) -> Any:
    stored = CaseEdition.objects.filter(complaint=case, rulebook=rulebook).values_list("edition_hash", flat=True).first()
    return open_stored(stored) if stored else None


def _closing(opened: CaseAccess, desk: Desk, key: str) -> Why:
    case = opened.complaint
    closure = Closure.objects.filter(complaint=case, round=_number(key)).first()
    if closure is None or not closure.line:
        raise NotYours
    line = Line.from_canonical(read(closure, case_key(case), "line"))
    return Why(line, "为什么能结案？", f"第{closure.round}轮 · {closure.get_ground_display()}", edition=_edition(case, "claims"))


def _consequence(opened: CaseAccess, desk: Desk, key: str) -> Why:
    found = proposals_for(opened.complaint.id, withdrawn=True)
    if not may_see_proposals(opened.standing, leader_id=opened.complaint.leader_id, concerned_ids=concerned_ids(found)):
        raise NotYours
    proposal = next((each for each in found if each.notice.id == _number(key)), None)
    if proposal is None:
        raise NotYours
    return Why(proposal.line, f"为什么{proposal.kind_words}？", f"{proposal.words} · {proposal.state_words}", edition=open_stored(proposal.notice.edition_hash))


KEPT = "本件曾归入另一事项，移出时这一级别的时限已经起算或结论已经认定，所以级别不降（缺口 claims/level_after_leaving）。"


def _level(opened: CaseAccess, desk: Desk, key: str) -> Why:
    """Calls of one matter raise the level, nothing else (理赔细则 第九条一)."""
    case = opened.complaint
    line = Line(
        label="重复级别",
        clause="claims/9.1",
        gist="同一事项的电话投诉按次数定级：首次普通，第2次紧急，第3次起当日办结。",
        inputs={"本件在事项中的次序": Input(f"第{case.item_no}件", "登记"), "投诉方式": Input(case.get_method_display(), "登记")},
        value=LEVELS[case.repeat_level],
        because="只数同一事项、由人确认过的电话投诉；规则没有写时间范围，不设期限。" + (KEPT if kept_level_on_leaving(case) else ""),
        basis="quoted",
    )
    return Why(line, f"为什么是{LEVELS[case.repeat_level]}？", "同一事项由人确认，系统只作提示", edition=_edition(case, "claims"))


def _claim(opened: CaseAccess, desk: Desk, key: str) -> Why:
    """One limit of the insurance law on the claim, from the days on record (insurancelaw 22-25)."""
    case = opened.complaint
    found = next((each for each in claim_checks(case, today=house(desk.now).date()) if each.id == key), None)
    if found is None:
        raise NotYours
    return Why(found.line, f"{found.label}在法定期限内吗？", "照登记的理赔日期核对，不是投诉的时限", edition=_edition(case, "insurancelaw"))


def _priority(opened: CaseAccess, desk: Desk, key: str) -> Why:
    """Every reason that holds now, and the sum (C35)."""
    found = priority_of(opened.complaint)
    return Why(found.line, f"为什么是{PRIORITY_LEVELS[found.level]}？", "只排先后，不改类别、有效与否、授权和时限")


def _editions(opened: CaseAccess, desk: Desk, key: str) -> Why:
    """Which rulebooks rule the case, which do not, and why (C26)."""
    rows = list(CaseEdition.objects.filter(complaint=opened.complaint).order_by("-applies", "rulebook"))
    children = tuple(
        Line(RULEBOOKS.get(each.rulebook, each.rulebook), value="适用" if each.applies else "不适用", because=f"{each.because}。版本 {each.edition_hash[:6]}")
        for each in rows
    )
    inputs = {"受理机构": Input(opened.complaint.unit.short_name, "登记"), "纠纷类型": Input(opened.complaint.get_dispute_type_display() or "未填", "登记")}
    line = Line("适用的规则", inputs=inputs, because="按收到之日本机构采用的版本，逐部核对适用范围。", children=children)
    return Why(line, "哪些规则管这一件？", f"收到日 {opened.complaint.received_day:%Y-%m-%d} 的版本")


def _forwarding(opened: CaseAccess, desk: Desk, key: str) -> Why:
    """The regulator's own limit, by the dates of its letter (law 33)."""
    letter = ForwardedLetter.objects.filter(complaint=opened.complaint).first()
    found = forwarding_check(opened.complaint, letter)
    if found is None:
        raise NotYours
    words = f"监管{FORWARDED[found.late]}"
    return Why(found.deadline.line, f"监管应在什么时候前转送？{day_words(found.deadline.limit_at, desk.now)}", f"{words} · 这是监管的期限，不是我们的时限", edition=found.edition)


KINDS: Mapping[str, Callable[[CaseAccess, Desk, str], Why]] = {
    "clock": _clock, "class": _class, "closing": _closing, "consequence": _consequence, "level": _level, "priority": _priority, "claim": _claim, "editions": _editions, "forwarding": _forwarding,
}  # fmt: skip
