"""One line of a scorecard: value, benchmark, where on the curve, points; each with its clause, its origin and its arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from suqing.casework.assessment.benchmarks import Industry, ratio
from suqing.casework.assessment.facts import MONEY, UNITS, WORDS, Mark, Occurrence
from suqing.casework.assessment.figures import Totals
from suqing.casework.assessment.numbers import percent, plain, rounded, words
from suqing.rulebook.dated import Dated
from suqing.rulebook.explain import Input, Line
from suqing.rulebook.kinds.change import ChangeRule
from suqing.rulebook.kinds.checklist import ChecklistRule
from suqing.rulebook.kinds.composition import Composition
from suqing.rulebook.kinds.deduction import DeductionRule, Situation
from suqing.rulebook.kinds.ratio import Curve, RatioRule
from suqing.rulebook.kinds.scoring import on_day

WEIGHT = {"quoted": 0, "derived": 1, "assumed": 2}


@dataclass(frozen=True)
class Scored:
    """`points` is rounded; deductions are negative and `full` is then their cap. `value` and `benchmark` are exact.

    `bases` names the origin of the formula and of the conversion; `basis` is the weakest one that decided the points.
    """

    indicator: str
    label: str
    short: str
    section: str
    full: Fraction
    points: Fraction
    value: Fraction | None
    unit: str
    benchmark: Fraction | None
    clause: str
    basis: str
    bases: tuple[str, ...]
    flags: tuple[str, ...]
    because: str
    inputs: Mapping[str, Input]
    deducts: bool = False
    gap: str | None = None
    value_words: str = ""
    benchmark_words: str = ""
    parts: tuple[Line, ...] = ()

    @property
    def lost(self) -> Fraction:
        """What it cost against full marks; at least zero."""
        return -self.points if self.deducts else self.full - self.points

    def line(self, gist: str | None = None) -> Line:
        """As the panel "why" shows it."""
        return Line(
            self.label, self.clause, dict(self.inputs), points=words(self.points), because=self.because, basis=self.basis,
            children=self.parts, gist=gist, gap=self.gap,
        )  # fmt: skip


def weakest(*bases: str | None) -> str:
    return max((each for each in bases if each), key=WEIGHT.__getitem__, default="quoted")


def _full(rule: RatioRule | ChangeRule | ChecklistRule, day: date) -> Dated[Fraction]:
    found = on_day(rule.full, day)
    if found is None:
        raise LookupError(f"{rule.id} 在 {day} 没有满分的取值")
    return found


def _edge(rule: RatioRule | ChangeRule, name: str) -> Dated[Fraction] | None:
    return rule.edge.get(name)


def _inputs(totals: Totals, facts: Sequence[str], before: str = "") -> dict[str, Input]:
    return {
        f"{before}{WORDS[fact]}": Input(f"{plain(totals.values.get(fact))}{UNITS[fact]}", totals.sources.get(fact, ""))
        for fact in facts
    }


def value_words(value: Fraction | None, unit: str) -> str:
    """Two decimals; rates as per cent."""
    return percent(value) if unit == "%" else words(value)


def score_ratio(rule: RatioRule, totals: Totals, industry: Industry | None, composition: Composition, section: str, day: date) -> Scored:
    """A relative volume or a rate. The figures are known (an insurer with missing figures is not scored)."""
    full = _full(rule, day)
    above, below = ratio(rule, totals)
    if above is None or below is None:
        raise LookupError(f"{rule.id}：数据不全的公司不计分")
    inputs = _inputs(totals, (*rule.numerator, *rule.less, *rule.denominator))
    if industry is not None:
        inputs["行业水平"] = Input(value_words(industry.value, rule.unit), industry.because)
    base = Scored(
        rule.id, rule.label, rule.short, section, full.value, Fraction(0), None, rule.unit, industry.value if industry else None,
        rule.clause, "quoted", (rule.formula.basis,), (), "", inputs, benchmark_words=value_words(industry.value, rule.unit) if industry else "—",
    )  # fmt: skip
    flags = [*_small_base(rule, above, below, composition)]
    if rule.better == "lower" and above == 0:
        flags.append("zero_complaints")
    if below == 0:
        return _without_denominator(rule, base, full.value, above, flags)
    value = above / below * rule.per
    curve = on_day(rule.curve, day)
    assert curve is not None, f"{rule.id} has no curve on {day}"
    if industry is not None and industry.small_group:
        flags.append("small_group")
    share = curve.value.share(value, base.benchmark)
    arithmetic = f"{_division(rule.numerator, rule.less, above)}÷{_in_unit(rule.denominator, below, rule.per, rule.unit)}＝"
    arithmetic += percent(value) if rule.unit == "%" else f"{words(value)}{rule.unit}"
    zero = rule.better == "lower" and above == 0
    basis = "derived" if zero else curve.basis
    gap = None if zero else curve.gap
    how = "没有投诉，得满分" if zero else _on_curve(curve.value, value, base.benchmark, rule.unit, share)
    points = rounded(full.value * share)
    return replace(
        base, points=points, value=value, basis=weakest(full.basis, rule.formula.basis, basis), bases=(rule.formula.basis, basis), gap=gap,
        flags=tuple(flags), because=f"{arithmetic}。{how}，{_times(full.value, share, points)}", value_words=value_words(value, rule.unit),
    )  # fmt: skip


def _without_denominator(rule: RatioRule, base: Scored, full: Fraction, above: Fraction, flags: list[str]) -> Scored:
    edge = _edge(rule, "nothing") if above == 0 else _edge(rule, "zero_denominator")
    if edge is None:
        raise LookupError(f"{rule.id}：{WORDS[rule.denominator[0]]}为零而有{plain(above)}件，规则没有写怎么计分")
    if above:
        flags.append("zero_exposure")
        why = f"{_sum_words(rule.denominator, Fraction(0))}而有{plain(above)}件投诉，须人工核对"
    elif rule.better == "lower":
        flags.append("not_written")
        why = "没有这类业务，也没有投诉，不适用"
    else:
        why = f"{_sum_words(rule.denominator, Fraction(0))}，没有可比的件"
    points = rounded(full * edge.value)
    return replace(
        base, points=points, basis=weakest(rule.formula.basis, edge.basis), bases=(rule.formula.basis, edge.basis), gap=edge.gap,
        flags=tuple(flags), because=f"{why}：{_times(full, edge.value, points)}", value_words="—",
    )  # fmt: skip


def _small_base(rule: RatioRule, above: Fraction, below: Fraction, composition: Composition) -> Sequence[str]:
    few, little = composition.small_complaints_below.value, composition.small_premium_below_yuan.value
    premium = all(fact in MONEY for fact in rule.denominator)
    if rule.better == "higher":
        return ("small_base",) if 0 < below < few else ()
    return ("small_base",) if above < few or (premium and 0 < below < little) else ()


def score_change(
    rule: ChangeRule, totals: Totals, before: Totals, benchmark: Industry | None, composition: Composition, section: str, day: date
) -> Scored:
    """This period's ratio against that of the same period a year before. `benchmark` is the industry's ratio of this period."""
    full = _full(rule, day)
    above, below = totals.sum(rule.numerator), totals.sum(rule.denominator)
    if above is None or below is None:
        raise LookupError(f"{rule.id}：数据不全的公司不计分")
    old_above, old_below = before.sum(rule.numerator), before.sum(rule.denominator)
    inputs = _inputs(totals, (*rule.numerator, *rule.denominator)) | _inputs(before, (*rule.numerator, *rule.denominator), "上年同期")
    flags = ["small_base"] if above < composition.small_complaints_below.value or 0 < below < composition.small_premium_below_yuan.value else []
    base = Scored(
        rule.id, rule.label, rule.short, section, full.value, Fraction(0), None, rule.unit, None, rule.clause, "quoted",
        (rule.formula.basis,), (), "", inputs, benchmark_words="—",
    )  # fmt: skip
    compared = old_above is not None and old_below is not None and old_below > 0
    if not compared:
        flags.append("first_period")
    if above == 0:
        flags.append("zero_complaints")
    now = above / below * rule.per if below else None
    then = old_above / old_below * rule.per if compared and old_above is not None and old_below else None
    value = (now - then) / then if now is not None and then else None

    def by_edge(name: str, why: str, *more: str) -> Scored:
        edge = rule.edge[name]
        points = rounded(full.value * edge.value)
        return replace(
            base, points=points, value=value, basis=weakest(rule.formula.basis, edge.basis), bases=(rule.formula.basis, edge.basis), gap=edge.gap,
            flags=(*flags, *more), because=f"{why}：{_times(full.value, edge.value, points)}", value_words=percent(value),
        )  # fmt: skip

    if above == 0:
        return by_edge("nothing", "本期没有投诉，不论上年同期多少都不会更好")
    if now is None:
        return by_edge("zero_denominator", f"保费为零而有{plain(above)}件投诉，须人工核对", "zero_exposure")
    if then is None:
        return by_edge("first_period", f"本期{words(now)}，没有上年同期可比，按首次考评")
    if then == 0:
        level = benchmark.value if benchmark else None
        within = level is not None and now <= level
        against = f"行业同期{words(level)}"
        name = "previous_zero_within" if within else "previous_zero_above"
        return by_edge(name, f"上年同期没有投诉，本期{words(now)}，{'不高于' if within else '高于'}{against}")
    assert value is not None
    curve = on_day(rule.curve, day)
    assert curve is not None, f"{rule.id} has no curve on {day}"
    share = curve.value.share(value, None)
    points = rounded(full.value * share)
    arithmetic = f"本期{_sum_words(rule.numerator, above)}÷{_in_unit(rule.denominator, below, rule.per, '件/亿元')}＝{words(now, 4)}，上年同期{words(then, 4)}，变化{percent(value)}"
    return replace(
        base, points=points, value=value, basis=weakest(full.basis, rule.formula.basis, curve.basis), bases=(rule.formula.basis, curve.basis),
        gap=curve.gap, flags=tuple(flags), because=f"{arithmetic}。{_on_curve(curve.value, value, None, '%', share)}，{_times(full.value, share, points)}",
        value_words=percent(value), benchmark_words="0%",
    )  # fmt: skip


def score_checklist(rule: ChecklistRule, marks: Mapping[str, Mark], section: str, day: date) -> Scored:
    """Each item's points times the share of its mark. An item without a mark is not there: LookupError."""
    full, levels = _full(rule, day), {each.id: each for each in rule.levels}
    total, parts, short_of, inputs = Fraction(0), [], [], {}
    basis: str = full.basis
    gap: str | None = None
    for item in rule.items_on(day):
        mark = marks[item.id]
        level = levels[mark.level]
        points = item.points.value * level.share.value
        total += points
        inputs[item.label] = Input(f"{level.word}{f'（{mark.basis}）' if mark.basis else ''}", str(mark.place))
        if points == item.points.value:
            continue
        basis, gap = weakest(basis, item.points.basis, level.share.basis), item.points.gap
        short_of.append(f"{item.label}{level.word}，少得{plain(item.points.value - points)}分")
        parts.append(Line(item.label, item.clause, {"评定": Input(level.word, str(mark.place))}, points=words(points), because=mark.basis, basis=item.points.basis))
    points = rounded(total)
    missing = len(parts)
    rounding = "" if points == total else f"，取两位小数{words(points)}"
    because = f"{'；'.join(short_of)}。{plain(full.value)}－{plain(full.value - total)}＝{plain(total)}{rounding}分。" if missing else f"{len(inputs)}项齐全，{words(points)}分。"
    return Scored(
        rule.id, rule.label, rule.short, section, full.value, points, Fraction(missing), "项", None, rule.clause, basis, ("quoted", "assumed"),
        (), because, inputs, gap=gap, value_words=f"缺{missing}项" if missing else "齐全", benchmark_words="—", parts=tuple(parts),
    )  # fmt: skip


def score_deduction(rule: DeductionRule, events: Sequence[Occurrence], earned: Fraction | None, section: str, day: date) -> Scored:
    """`earned` bounds it where the rule says so (`within`). Points are zero or negative."""
    cap = on_day(rule.cap, day)
    if cap is None:
        raise LookupError(f"{rule.id} 在 {day} 没有上限的取值")
    situations = rule.situations_on(day)
    sums: dict[str, Fraction] = {}
    parts: list[Line] = []
    inputs: dict[str, Input] = {}
    basis: str = cap.basis
    gap: str | None = None
    times = 0
    for number, each in enumerate(sorted(events, key=lambda found: (found.day, found.place.row, found.situation)), start=1):
        situation = situations[each.situation]
        cost = _cost(situation, each.times)
        before = sums.get(situation.id, Fraction(0))
        counted = cost if situation.most is None else min(cost, situation.most - before)
        sums[situation.id] = before + counted
        times += each.times
        basis, gap = weakest(basis, situation.points.basis), situation.points.gap
        why = f"{situation.label}，{each.times}次×{words(situation.points.value)}分"
        why += f"，扣{words(counted)}分" if counted == situation.points.value * each.times else f"，有上限，扣{words(counted)}分"
        who = "、".join(name for name in (each.proposed_by, each.reviewed_by) if name)
        inputs[f"{each.day.isoformat()} {situation.label}{f'（{number}）' if len(events) > 1 else ''}"] = Input(f"{each.times}次", str(each.place))
        parts.append(Line(f"{each.day.isoformat()} {situation.label}", situation.clause, {}, points=words(-counted), because=f"{why}。{each.note}", basis=situation.points.basis, judgement_by=who or None, gap=situation.points.gap))
    total = sum(sums.values(), Fraction(0))
    bound, flags = cap.value, []
    if earned is not None and earned < bound:
        bound = earned
    because = "没有扣分事件。" if not events else f"合计{words(total)}分"
    if total > bound:
        flags.append("capped")
        which = "不多于已得的" if earned is not None and bound == earned < cap.value else "上限"
        because += f"，{which}{words(bound)}分，扣{words(bound)}分。"
        if which != "上限" and rule.within_origin is not None:
            basis = weakest(basis, rule.within_origin.basis)
        total = bound
    elif events:
        because += f"，不超过上限{words(cap.value)}分，扣{words(total)}分。"
    points = rounded(-total)
    unit = "次"
    return Scored(
        rule.id, rule.label, rule.short, section, cap.value, points, Fraction(times), unit, None, rule.clause, basis, (cap.basis, "assumed"),
        tuple(flags), because, inputs, True, gap, f"{times}{unit}", "—", tuple(parts),
    )  # fmt: skip


def _cost(situation: Situation, times: int) -> Fraction:
    cost = situation.points.value * times
    return cost if situation.most_per_event is None else min(cost, situation.most_per_event)


def _on_curve(curve: Curve, value: Fraction, benchmark: Fraction | None, unit: str, share: Fraction) -> str:
    anchors = sorted(((each.place(benchmark), each) for each in curve.anchors), key=lambda found: found[0])
    if curve.shape == "steps":
        return f"{value_words(value, unit)}落在的一档得{percent(share, 0)}"
    against = ""
    if curve.needs_benchmark and benchmark:
        against = f"为行业水平{value_words(benchmark, unit)}的{words(value / benchmark)}倍，"
    below = [found for found in anchors if found[0] < value]
    above = [found for found in anchors if found[0] > value]
    exact = any(found[0] == value for found in anchors)
    if exact or not below or not above:
        return f"{against}得{percent(share, 0)}"
    low, high = below[-1], above[0]
    return f"{against}在{value_words(low[0], unit)}（{percent(low[1].share, 0)}）与{value_words(high[0], unit)}（{percent(high[1].share, 0)}）之间按直线得{percent(share)}"


def _times(full: Fraction, share: Fraction, points: Fraction) -> str:
    return f"{plain(full)}×{percent(share)}＝{words(points)}分。"


def _division(facts: Sequence[str], less: Sequence[str], total: Fraction) -> str:
    taken = f"（已减{'、'.join(WORDS[each] for each in less)}）" if less else ""
    return _sum_words(facts, total) + taken


def _in_unit(facts: Sequence[str], total: Fraction, per: int, unit: str) -> str:
    """保费收入10.5亿元: the divisor in the unit that stands under the stroke."""
    _, stroke, below = unit.partition("/")
    shown = plain(total / per)
    if not stroke or (total and shown == "0"):  # a few yuan are no 亿元
        return _sum_words(facts, total)
    return f"{'＋'.join(WORDS[each] for each in facts)}{shown}{below}"


def _sum_words(facts: Sequence[str], total: Fraction) -> str:
    name = "＋".join(WORDS[each] for each in facts)
    return f"{name}{plain(total)}{UNITS[facts[0]]}"
