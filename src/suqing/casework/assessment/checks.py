"""Checks across the sheets: everything that one row alone does not show. All problems in one go; nothing is guessed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from suqing.casework.assessment.facts import (
    BUSINESS,
    COMPLAINTS,
    DERIVED,
    DIRECTORY,
    EVENTS,
    LIFE,
    MARKS,
    MONEY,
    WORDS,
    Facts,
    Figures,
    Mark,
    Occurrence,
)
from suqing.casework.assessment.numbers import plain
from suqing.casework.assessment.periods import Period
from suqing.casework.assessment.problems import SheetProblem, at, nearest, nearest_insurer
from suqing.casework.assessment.subjects import check_directory, subjects_of, types_of
from suqing.rulebook.edition import Edition
from suqing.rulebook.kinds.checklist import ChecklistRule
from suqing.rulebook.kinds.deduction import DeductionRule, Situation
from suqing.rulebook.kinds.scoring import applies_to

# part, whole: a count that cannot be larger than another
BOUNDS = (
    ("withdrawn_before_forwarding", "complaints"), ("forwarded", "complaints"), ("on_time", "forwarded"),
    ("overdue", "forwarded"), ("mediation_succeeded", "mediation_sent"),
)  # fmt: skip


MOST_PERIODS = 6  # named in one message


def check_facts(facts: Facts, edition: Edition, period: Period, *, marks_complete: bool = True) -> list[SheetProblem]:
    """Errors and warnings, in the order of sheets and rows. `marks_complete`: each item of the checklists needs its row by now."""
    absent = _absent(facts, period)
    if absent is not None:
        return [absent]
    problems = [
        *check_period(edition, period),
        *check_directory(facts, edition),
        *_periods(facts, period),
        *check_figures(facts.figures, facts),
        *_marks(facts, edition, period),
        *_events(facts, edition, period),
    ]
    if not any(each.code == "period_not_assessed" for each in problems):
        sound = _sound(facts, problems)
        problems += _ignored_marks(facts, {each.code: each.into for each in subjects_of(sound, edition, period).merged})
        if marks_complete:
            problems += missing_marks(sound, edition, period)
    return problems


def _sound(facts: Facts, problems: Iterable[SheetProblem]) -> Facts:
    """Without the insurers whose own row in the directory is at fault, and without the units that lead to them."""
    bad = {each.row for each in problems if each.sheet == DIRECTORY and not each.warning}
    kept = {each.code: each for each in facts.insurers if each.place.row not in bad}
    return replace(facts, insurers=tuple(each for each in kept.values() if each.rolls_into is None or each.rolls_into in kept), _index={})


def check_period(edition: Edition, period: Period) -> Iterator[SheetProblem]:
    codes = {str(row["code"]): str(row["label"]) for row in edition.table("periods")}
    if period.code not in codes:
        forms = "、".join(f"{period.year}{code}（{label}）" for code, label in codes.items())
        yield SheetProblem("period_not_assessed", "考评期间", 0, "", str(period), forms, "改用规则规定的期间")


def _absent(facts: Facts, period: Period) -> SheetProblem | None:
    """A workbook of another period altogether: one sentence, not one for each row."""
    rows = [each for each in facts.figures if each.place.sheet in (BUSINESS, COMPLAINTS)]
    if not rows or any(each.period == str(period) for each in rows):
        return None
    periods = "、".join(sorted({each.period for each in rows})[:MOST_PERIODS])
    return at(rows[0].place, "period_absent", "期间", periods, f"有{period}的行", "换--period，或换一本工作簿")


def _periods(facts: Facts, period: Period) -> Iterator[SheetProblem]:
    takes = (str(period), str(period.year_before))
    yield from _unknown(facts.figures, facts)
    for each in facts.figures:
        if each.period not in takes:
            yield at(each.place, "other_period", "期间", each.period, f"{takes[0]}或上年同期{takes[1]}", "一本工作簿只考评一个期间：删去这一行，或换--period")


def _unknown(rows: Iterable[Figures | Mark | Occurrence], facts: Facts) -> Iterator[SheetProblem]:
    """Codes that the directory does not have, once for each sheet: the same slip stands in every row of an insurer."""
    names = {found.code: found.name for found in facts.insurers}
    told: set[tuple[str, str]] = set()
    for each in rows:
        if each.code in names or (each.place.sheet, each.code) in told:
            continue
        told.add((each.place.sheet, each.code))
        yield at(each.place, "unknown_insurer", "机构代码", each.code, f"机构名录里的机构代码{nearest_insurer(each.code, names)}", "更正代码，或在机构名录里加上它")


def check_figures(rows: Iterable[Figures], facts: Facts) -> list[SheetProblem]:
    """Each row by itself: no part larger than its whole. Cells that are not known say nothing."""
    return list(_figures(rows, facts))


def _figures(rows: Iterable[Figures], facts: Facts) -> Iterator[SheetProblem]:
    sectors = {each.code: each.sector for each in facts.insurers}
    for each in rows:
        values = each.values
        yield from _sums(each, sectors.get(each.code, ""))
        total: dict[str, Fraction | None] = {**values, "complaints": _sum_or_own(values, "complaints")}
        for part, whole in BOUNDS:
            small, large = total.get(part), total.get(whole)
            if small is not None and large is not None and small > large:
                yield at(each.place, "count_over_total", WORDS[part], str(small), f"不大于{WORDS[whole]}的 {large}", "核对这两个数")
        withdrawn, passed_on, whole_count = (total.get(name) for name in ("withdrawn_before_forwarding", "forwarded", "complaints"))
        if withdrawn is not None and passed_on is not None and whole_count is not None and max(withdrawn, passed_on) <= whole_count < withdrawn + passed_on:
            found = f"{WORDS['withdrawn_before_forwarding']}{plain(withdrawn)}，{WORDS['forwarded']}{plain(passed_on)}"
            yield at(each.place, "parts_over_total", WORDS["forwarded"], found, f"合计不大于投诉件数的 {plain(whole_count)}", "转办前撤诉的不再转办，核对这三个数", warning=True)
        on_time, overdue, forwarded = (values.get(name) for name in ("on_time", "overdue", "forwarded"))
        if on_time is not None and overdue is not None and forwarded is not None and on_time <= forwarded < on_time + overdue:
            yield at(each.place, "count_over_total", "超期件数", str(overdue), f"按时与超期合计不大于转办件数 {forwarded}", "核对这三个数")


def _sum_or_own(values: Mapping[str, Fraction | None], fact: str) -> Fraction | None:
    first, second = (values.get(part) for part in DERIVED[fact])
    own = values.get(fact)
    return own if own is not None or first is None or second is None else first + second


def _sums(each: Figures, sector: str) -> Iterator[SheetProblem]:
    for fact, parts in DERIVED.items():
        own, first, second = each.values.get(fact), each.values.get(parts[0]), each.values.get(parts[1])
        if own is None or first is None or second is None or own == first + second or sector == LIFE:
            continue
        expected = f"{WORDS[parts[0]]}与{WORDS[parts[1]]}之和 {plain(first + second)}"
        yield at(each.place, "sum_differs", WORDS[fact], plain(own), expected, "更正其中一个，或清空合计", warning=fact in MONEY)




def checklists(edition: Edition) -> dict[str, ChecklistRule]:
    """By the word in the column 指标."""
    return {each.word: each for each in edition.rules("checklist")}


def deductions(edition: Edition) -> dict[str, DeductionRule]:
    """By the word in the column 指标."""
    return {each.word: each for each in edition.rules("deduction")}


def _marks(facts: Facts, edition: Edition, period: Period) -> Iterator[SheetProblem]:
    lists = {each.id: each for each in edition.rules("checklist")}
    yield from _unknown(facts.marks, facts)
    for each in facts.marks:
        if each.period != str(period):
            yield at(each.place, "other_period", "期间", each.period, str(period), "一本工作簿只评定一个期间：删去这一行，或换--period")
        rule = lists.get(each.indicator)
        items = {item.id for item in rule.items_on(period.last_day)} if rule else set()
        if rule is None:
            words = [found.word for found in lists.values()]
            yield at(each.place, "unknown_indicator", "指标", each.indicator, f"{'、'.join(words)}之一{nearest(each.indicator, words)}", "从中选一个")
        elif each.item not in items:
            yield at(each.place, "unknown_item", "项目", each.item, f"{rule.word}的项目编号{nearest(each.item, items)}", "用 suqing rules show 看编号")


def missing_marks(facts: Facts, edition: Edition, period: Period) -> Iterator[SheetProblem]:
    """Each item of each checklist has a row for each assessed insurer."""
    given = {(each.code, each.indicator, each.item) for each in facts.marks}
    for subject in subjects_of(facts, edition, period).assessed:
        for rule in edition.rules("checklist"):
            if not applies_to(rule.groups, subject.group.id):
                continue
            gone = [item for item in rule.items_on(period.last_day) if (subject.insurer.code, rule.id, item.id) not in given]
            if gone:
                found = "、".join(f"{item.id}（{item.label}）" for item in gone)
                yield SheetProblem(
                    "mark_missing", MARKS, 0, f"{subject.insurer.code} {subject.insurer.name} {rule.word}", f"缺 {found}",
                    "每一项都有评定", "补上这些行",
                )  # fmt: skip


def _ignored_marks(facts: Facts, merged: Mapping[str, str]) -> Iterator[SheetProblem]:
    told: set[str] = set()
    for each in facts.marks:
        if each.code in merged and each.code not in told:
            told.add(each.code)
            yield at(each.place, "mark_ignored", "机构代码", each.code, f"考评的机构（{each.code}已归并至{merged[each.code]}，它的评定不计）", "删去这些行", warning=True)


def _events(facts: Facts, edition: Edition, period: Period) -> Iterator[SheetProblem]:
    rules = {each.id: each for each in edition.rules("deduction")}
    types, kinds = types_of(edition), {each.code: each.type for each in facts.insurers}
    yield from _unknown(facts.events, facts)
    words: dict[tuple[str, object, str, str], Occurrence] = {}
    places: dict[tuple[str, object, str, str], Occurrence] = {}
    for each in facts.events:
        if kinds.get(each.code) in types and types[kinds[each.code]]["treatment"] == "exempt":
            yield at(each.place, "exempt", "机构代码", each.code, f"考评的机构（{kinds[each.code]}不考评，这一行不计）", "删去这一行", warning=True)
        if not period.covers(each.day):
            yield at(each.place, "outside_period", "发生日期", each.day.isoformat(), f"{period.first_day.isoformat()}至{period.last_day.isoformat()}", "更正日期，或移到那一期的工作簿")
        rule = rules.get(each.indicator)
        if rule is None:
            names = [found.word for found in rules.values()]
            yield at(each.place, "unknown_indicator", "指标", each.indicator, f"{'、'.join(names)}之一{nearest(each.indicator, names)}", "从中选一个")
            continue
        situations = rule.situations_on(period.last_day)
        if each.situation not in situations:
            yield at(each.place, "unknown_situation", "情形", each.situation, f"{rule.word}的情形编号{nearest(each.situation, situations)}", "用 suqing rules show --schedules 看编号")
        else:
            yield from _persons(each, rule, situations[each.situation])
        if each.proposed_by and each.proposed_by == each.reviewed_by:
            yield at(each.place, "same_person", "复核人", each.reviewed_by, "提出人以外的另一人", "由另一人复核")
        elif not each.proposed_by and each.place.sheet == EVENTS:
            yield at(each.place, "no_proposer", "提出人", "空", "提出人的姓名", "扣分须写明谁提出、谁复核", warning=True)
        elif not each.reviewed_by and each.place.sheet == EVENTS:
            yield at(each.place, "not_reviewed", "复核人", "空", "复核人的姓名", "扣分须有第二人复核，发布前补上", warning=True)
        key = (each.code, each.day, each.indicator, each.note)
        if each.note and key in words and words[key].situation != each.situation:
            yield at(each.place, "same_event", "说明", each.note[:40], f"与{words[key].place}不同的事件", "同一事件只按最重的一类扣一次，如是同一件请删去较轻的", warning=True)
        words.setdefault(key, each)
        yield from _in_two_places(each, places.setdefault((each.code, each.day, each.indicator, each.situation), each))


def _in_two_places(each: Occurrence, earlier: Occurrence) -> Iterator[SheetProblem]:
    """Told of twice, it would cost its points twice (rule 5 of the schedules: an event is scored once)."""
    if each is earlier:
        return
    if each.place.sheet == earlier.place.sheet == EVENTS:
        yield at(each.place, "like_another", "情形", f"{each.code} {each.day.isoformat()} {each.situation}", f"与{earlier.place}不同的事件", "同一天、同一情形的两行，如是同一件请删去一行", warning=True)
    else:
        yield at(
            each.place, "event_twice", "情形", f"{each.code} {each.day.isoformat()} {each.situation}，{earlier.place}也有", "同一事件只在一处",
            "撤销日常记录里的一条，或把表里的一行调整为0次；确是两件的，在一处写明次数",
        )  # fmt: skip


def _persons(each: Occurrence, rule: DeductionRule, situation: Situation) -> Iterator[SheetProblem]:
    low, high = situation.persons_from, situation.persons_to
    if each.persons is None or ((low is None or each.persons >= low) and (high is None or each.persons <= high)):
        return
    fits = f"{low or 1}至{high}人" if high is not None else f"{low}人及以上"
    yield at(each.place, "persons_differ", "人数", str(each.persons), f"{fits}（{situation.label}）", "更正人数，或换成相应的情形")
