"""Step two: the marks of one insurer's checklists (S1 四(一)1–2, 五(二)2), and changes of facts with their reason."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from django.db import IntegrityError

from suqing.apps.assessment.actions.working import fits, not_locked, open_for_change, touch, working
from suqing.apps.assessment.models import Adjustment, AdjustmentKind, MarkRow, Proposed, Round
from suqing.apps.assessment.state import RoundState
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.actors import Actor
from suqing.casework.assessment.checks import check_figures
from suqing.casework.assessment.facts import COLUMNS, MONEY, WORDS, Figures
from suqing.casework.assessment.numbers import plain
from suqing.casework.assessment.periods import parse_period
from suqing.kernel.errors import BadInput, BadInputs, NotYours, Refused
from suqing.kernel.swap import swap
from suqing.rulebook.edition import Edition

LONGEST = 15  # digits of a figure before the point: below a quadrillion


@dataclass(frozen=True, slots=True)
class Given:
    """`level` complete, noncompliant or missing; `basis` the document or the reason."""

    level: str
    basis: str = ""


def mark_insurer(*, rulebook: str, period: str, code: str, marks: Mapping[tuple[str, str], Given], actor: Actor, at: datetime) -> int:
    """Marks by (indicator, item). Only what differs is written; how many that were."""
    with working(actor, at) as work:
        found = open_for_change(work, rulebook, period)
        edition = open_stored(found.edition.content_hash)
        not_locked(found, "评定", f"{edition.id}/5.2.2")
        state = RoundState(found)
        if not any(each.insurer.code == code for each in state.subjects.assessed):
            raise NotYours
        _check_marks(marks, edition, found)
        before = {(m.indicator, m.item): Given(m.level, m.basis) for m in state.assembled.facts.marks if m.code == code}
        known = {(row.indicator, row.item): row for row in MarkRow.objects.filter(root_id=work.root_id, round=found, insurer_code=code)}
        written = []
        for key, given in marks.items():
            if before.get(key) == given:
                continue
            changes = {"level": given.level, "basis": fits("依据", given.basis, 400), "entered_by_id": actor.staff_id, "entered_at": at}
            row = known.get(key)
            if row is not None:
                swap(row, seen_version=row.version, **changes)
            else:
                row = MarkRow(root_id=work.root_id, round=found, insurer_code=code, indicator=key[0], item=key[1], **changes)
                row.save(force_insert=True)
            written.append(row)
        touch(found)
        work.finish(
            ("round", found.id), "marks.entered", [found, *written], clause=f"{edition.id}/5.2.2", edition=edition.content_hash, refs={"count": len(written)}
        )
    return len(written)


def _check_marks(marks: Mapping[tuple[str, str], Given], edition: Edition, found: Round) -> None:
    rules = {each.id: each for each in edition.rules("checklist")}
    day = parse_period(found.period).last_day
    wrong = []
    for (indicator, item), given in marks.items():
        rule = rules.get(indicator)
        items = {each.id: each for each in rule.items_on(day)} if rule else {}
        levels = {each.id: each.word for each in rule.levels} if rule else {}
        if item not in items:
            wrong.append(BadInput("项目", f"{indicator}/{item}", "规则里的评定项目"))
        elif given.level not in levels:
            wrong.append(BadInput(items[item].label, given.level or "空", f"{'、'.join(levels.values())}之一"))
        elif given.level != "complete" and not given.basis.strip():
            wrong.append(BadInput(items[item].label, "没有依据", "不是完备的要写依据", "写明缺什么或不合规在哪里"))
    if wrong:
        raise BadInputs(wrong)


def propose_adjustment(
    *, rulebook: str, period: str, kind: str, code: str, target: str, value: str, reason: str, actor: Actor, at: datetime
) -> Adjustment:
    """A changed figure ("fact@period"), mark ("indicator/item"), event (its key, new times), or an insurer set aside this time."""
    if not reason.strip():
        raise BadInput("理由", "空", "为什么调整，依据什么", "写明理由和文件")
    with working(actor, at) as work:
        found = open_for_change(work, rulebook, period)
        state = RoundState(found)
        label, original, adjusted = _target(state, AdjustmentKind(kind), code, target, value.strip())
        if original == adjusted:
            raise BadInput(label, adjusted, f"与现在的 {original} 不同的值")
        row = Adjustment(
            root_id=work.root_id, round=found, kind=kind, insurer_code=code, target=target, label=label, original=original, adjusted=adjusted,
            reason=fits("理由", reason, 400), entered_by_id=actor.staff_id, entered_at=at,
        )  # fmt: skip
        try:
            row.save(force_insert=True)
        except IntegrityError as error:
            raise Refused(f"{label}已有一条调整。先把它退回，再提新的。", clause=f"{state.edition.id}/5.2.4") from error
        touch(found)
        work.finish(("round", found.id), "adjustment.proposed", [found, row], clause=f"{state.edition.id}/5.2.4", edition=state.edition.content_hash, refs={"adjustment": row.id, "kind": kind})
    return row


def decide_adjustment(*, adjustment_id: int, confirm: bool, actor: Actor, at: datetime) -> Adjustment:
    """Another person confirms or sends back (S1 五(二)4). A confirmed one may be taken back by another person as well."""
    with working(actor, at) as work:
        row = Adjustment.objects.select_for_update(of=("self",)).select_related("round").filter(pk=adjustment_id, root_id=work.root_id).first()
        if row is None:
            raise NotYours
        found = open_for_change(work, row.round.rulebook, row.round.period)
        edition = open_stored(found.edition.content_hash)
        clause = f"{edition.id}/5.2.4"
        if row.entered_by_id == actor.staff_id and confirm:
            raise Refused("自己提的调整不能自己复核。请另一位考评员复核。", clause=clause)
        if row.state in (Proposed.REJECTED, Proposed.CANCELLED) or (confirm and row.state == Proposed.CONFIRMED):
            raise Refused("这条调整已经处理过。", clause=clause)
        own = row.entered_by_id == actor.staff_id
        swap(
            row, seen_version=row.version, state=Proposed.CONFIRMED if confirm else Proposed.CANCELLED if row.state == Proposed.CONFIRMED else Proposed.REJECTED,
            decided_by_id=None if own else actor.staff_id, decided_at=at,
        )  # fmt: skip
        touch(found)
        work.finish(("round", found.id), "adjustment.confirmed" if confirm else "adjustment.rejected", [found, row], clause=clause, edition=edition.content_hash, refs={"adjustment": row.id})
    return row


def _target(state: RoundState, kind: AdjustmentKind, code: str, target: str, value: str) -> tuple[str, str, str]:
    """Its name, the value as it is now, the new one; BadInput in words."""
    facts = state.assembled.facts
    if code not in state.names:
        raise NotYours
    if kind == AdjustmentKind.FIGURE:
        return _figure(state, code, target, value)
    if kind == AdjustmentKind.MARK:
        indicator, _, item = target.partition("/")
        mark = next((m for m in facts.marks if (m.code, m.indicator, m.item) == (code, indicator, item)), None)
        rule = next((each for each in state.edition.rules("checklist") if each.id == indicator), None)
        if mark is None or rule is None:
            raise NotYours
        levels = {each.id: each.word for each in rule.levels}
        value = next((id for id, word in levels.items() if word == value), value)
        if value not in levels:
            raise BadInput("评定", value or "空", f"{'、'.join(levels.values())}之一")
        label = next(each.label for each in rule.items if each.id == item)
        return label, mark.level, value
    if kind == AdjustmentKind.EVENT:
        event = state.assembled.events.get(target)
        if event is None or event.code != code:
            raise NotYours
        if not _digits(value, 3):
            raise BadInput("次数", value or "空", "0（不计）到999的整数")
        return f"{event.day.isoformat()} {event.situation}", str(event.times), value
    return "本期不计分", "计分", "不计分"


def _figure(state: RoundState, code: str, target: str, value: str) -> tuple[str, str, str]:
    facts = state.assembled.facts
    fact, _, period = target.partition("@")
    if fact not in COLUMNS:
        raise NotYours
    row = facts.row(COLUMNS[fact][0], code, period)
    if row is None:
        raise BadInput(WORDS[fact], f"{code} {period}", "已上传的数据行", "先上传这一家的数据")
    number = value.replace(",", "").replace("，", "")
    whole, dot, part = number.partition(".")
    if not _digits(whole, LONGEST) or (dot and not (fact in MONEY and _digits(part, 4))):
        raise BadInput(WORDS[fact], value or "空", "不小于0的数字，单位元" if fact in MONEY else "不小于0的整数")
    _consistent(state, row, fact, number)
    old = row.values.get(fact)
    return WORDS[fact], "空" if old is None else plain(old).replace(",", ""), number


def _consistent(state: RoundState, row: Figures, fact: str, number: str) -> None:
    """A figure that contradicts another of its row is refused here, not after it has stopped the round."""
    changed = replace(row, values={**row.values, fact: Fraction(number)})
    for each in check_figures([changed], state.assembled.facts):
        if not each.warning and each not in check_figures([row], state.assembled.facts):
            raise BadInput(WORDS[fact], number, f"与同一行不矛盾的数（{each.column} {each.found} 应{each.expected}）", each.do)


def _digits(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= most


__all__ = ["Given", "decide_adjustment", "mark_insurer", "propose_adjustment"]
