"""A scorecard as the page shows it: rows with bars, subtotals, the waterfall, what rests on assumptions, hints."""

from dataclasses import dataclass
from fractions import Fraction

from suqing.casework.assessment.lines import Scored
from suqing.casework.assessment.numbers import number, words
from suqing.casework.assessment.scoring import Assessment, GroupResult, Scorecard
from suqing.casework.assessment.subjects import composition_of
from suqing.exchange.words import FLAGS
from suqing.rulebook.edition import Edition
from suqing.rulebook.kinds.scoring import on_day

BAND = 132  # the width of a bar in the drawing
@dataclass(frozen=True)
class Band:
    """The bar as numbers of an SVG: filled part, red part, the industry's tick."""

    filled: str = "0"
    cut: str = "0"
    cut_from: str = "0"
    tick: str = ""


@dataclass(frozen=True)
class CardRow:
    """One row of the table; `line` None for a subtotal or the total."""

    label: str
    full: str
    value: str
    benchmark: str
    points: str
    clause: str
    bases: tuple[str, ...]
    band: Band
    unit: str = ""
    negative: bool = False
    kind: str = ""
    line: Scored | None = None
    tags: tuple[tuple[str, str], ...] = ()


def rows_of(card: Scorecard, assessment: Assessment, group: GroupResult | None = None) -> list[CardRow]:
    """The lines, a subtotal after each section, one before the deductions of a section that holds several, and the total."""
    composition, day = composition_of(assessment.edition), assessment.period.last_day
    rows: list[CardRow] = []
    for section in composition.sections:
        own = [line for line in card.lines if line.section == section.id]
        earned, deducted = [each for each in own if not each.deducts], [each for each in own if each.deducts]
        full = sum((each.full for each in earned), Fraction(0))
        rows += [_row(each) for each in earned]
        if len(deducted) > 1 and earned:
            rows.append(_sum("基础分小计", sum((each.points for each in earned), Fraction(0)), full, section.clause))
        rows += [_row(each) for each in deducted]
        rows.append(_sum(f"{section.label}小计", card.sections[section.id], full, section.clause))
    whole = on_day(composition.full, day)
    mean = f"组平均 {words(group.mean)}" if group and group.mean is not None else ""
    rows.append(_sum("总分", card.total, whole.value if whole else Fraction(100), composition.clause, kind="tot", benchmark=mean))
    return rows


def _row(line: Scored) -> CardRow:
    tags = tuple(FLAGS[flag] for flag in line.flags if flag in FLAGS)
    if line.deducts:
        cut = -line.points / line.full if line.full else Fraction(0)
        band = Band(cut=_px(cut), cut_from=_px(1 - cut))
        return CardRow(line.label, f"扣≤{words(line.full, 0)}", line.value_words, "—", words(line.points), line.clause, _bases(line), band, "", line.points < 0, "", line, tags)
    share = line.points / line.full if line.full else Fraction(0)
    tick = _px(Fraction(3, 5)) if line.benchmark is not None else ""
    unit = "" if line.unit in ("%", "项") else line.unit
    return CardRow(line.label, words(line.full, 0), line.value_words, line.benchmark_words, words(line.points), line.clause, _bases(line), Band(_px(share), tick=tick), unit, False, "", line, tags)


def _bases(line: Scored) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.bases))


def _sum(label: str, points: Fraction, full: Fraction, clause: str, kind: str = "", benchmark: str = "") -> CardRow:
    share = max(Fraction(0), points / full) if full else Fraction(0)
    return CardRow(label, words(full, 0), "", benchmark, words(points), clause, ("derived",), Band(_px(share)), kind=f"sub {kind}".strip(), negative=points < 0)


def _px(share: Fraction) -> str:
    return f"{float(min(share, Fraction(1)) * BAND):.1f}"


def waterfall(card: Scorecard) -> dict[str, object]:
    """From full marks to the total: each line that lost something."""
    full = sum((line.full for line in card.lines if not line.deducts), Fraction(0))
    steps = [[line.short, number(-line.lost)] for line in card.lines if line.lost]
    worst = max((line for line in card.lines), key=lambda line: line.lost)
    finding = f"从{words(full, 0)}分到{words(card.total)}分" + (f"，失分最多的是{worst.short}{words(worst.lost)}分" if worst.lost else "，没有失分")
    return {"start": number(full), "steps": steps, "end": number(card.raw_total), "finding": finding}


@dataclass(frozen=True)
class Assumed:
    """How many points rest on what the rule does not say."""

    total: str
    curves: str
    checklists: str
    deductions: str
    gaps: tuple[tuple[str, str, str], ...]


def assumed(card: Scorecard, edition: Edition) -> Assumed:
    lines = [line for line in card.lines if line.basis == "assumed"]
    curves = sum((line.points for line in lines if not line.deducts and line.unit != "项"), Fraction(0))
    lists = sum((line.points for line in lines if line.unit == "项"), Fraction(0))
    cuts = sum((-line.points for line in lines if line.deducts), Fraction(0))
    found = dict.fromkeys(line.gap for line in lines if line.gap)
    gaps = tuple((gap, edition.gaps[gap].question, edition.gaps[gap].reading) for gap in found if gap in edition.gaps)
    return Assumed(words(card.points_on_assumption), words(curves), words(lists), words(cuts), gaps)


def hints(card: Scorecard, assessment: Assessment) -> list[tuple[str, str, str]]:
    """(icon, name, words): flags with the lines they stand on, adjustments, what was merged."""
    found = []
    for flag in dict.fromkeys([*card.flags, *assessment.flags]):
        name, meaning = FLAGS.get(flag, (flag, ""))
        where = "、".join(line.short for line in card.lines if flag in line.flags)
        found.append(("alert" if flag in ("zero_exposure", "floored", "outside_validity") else "info", name, f"{where + '：' if where else ''}{meaning}"))
    for line in card.lines:
        for each in line.inputs.values():
            if "调整：" in each.source:
                found.append(("pencil", "调整", f"{line.short}：{each.source}"))
    if card.units:
        found.append(("link", "归并", f"含{'、'.join(card.units)}"))
    return list(dict.fromkeys(found))


def distribution(group: GroupResult) -> dict[str, object]:
    """Totals in bins of five, with mean and median."""
    totals = [number(card.total) for card in group.cards]
    if not totals:
        return {"bins": [], "mean": None, "median": None, "low": 0, "high": 100}
    low = int(min(totals) // 10 * 10)
    bins = [[start, sum(1 for each in totals if start <= each < start + 5 or (each == 100 and start == 95))] for start in range(low, 100, 5)]
    return {
        "bins": bins, "low": low, "high": 100, "mean": number(group.mean or Fraction(0)), "median": number(group.median or Fraction(0)),
        "finding": f"{len(totals)}家得分分布，中位{words(group.median)}，平均{words(group.mean)}",
    }  # fmt: skip

