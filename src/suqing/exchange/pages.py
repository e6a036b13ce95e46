"""One explained page per insurer, and an index: files that open anywhere, without a script and without the network.

A page is sent to the insurer alone: it names nobody who proposed or reviewed, and links to no other page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from suqing.casework.assessment.lines import Scored
from suqing.casework.assessment.numbers import percent
from suqing.casework.assessment.numbers import words as words_of
from suqing.casework.assessment.scoring import Assessment, GroupResult, Scorecard
from suqing.casework.assessment.subjects import composition_of
from suqing.exchange.scorecards import notices, summary
from suqing.exchange.words import BASES, FLAGS
from suqing.rulebook.clause import Gap
from suqing.rulebook.edition import Edition
from suqing.rulebook.kinds.change import ChangeRule
from suqing.rulebook.kinds.checklist import ChecklistRule
from suqing.rulebook.kinds.composition import Section
from suqing.rulebook.kinds.deduction import DeductionRule
from suqing.rulebook.kinds.ratio import Curve, RatioRule
from suqing.rulebook.kinds.scoring import on_day

MARKER = "suqing assess"  # in every page, so that a later run knows which ones are its own
BAND = 132  # width of a bar of points
LEFT, RIGHT, TOP, BOTTOM = 36.0, 296.0, 10.0, 108.0  # the field of a curve
FALL_LEFT, FALL_RIGHT = 92.0, 318.0  # the field of the waterfall
MOST_NAME = 80

words = lru_cache(maxsize=50_000)(words_of)  # the same few points stand on every page


@cache
def _environment() -> Environment:
    found = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    found.filters["points"] = words
    return found


def pages(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """(path inside the folder, HTML): index.html, then pages/<code>.html."""
    names = page_names(card.code for card in assessment.cards())
    yield "index.html", index_page(assessment, names)
    for group in assessment.groups:
        shared = _Group(assessment, group)
        for card in group.cards:
            yield f"pages/{names[card.code]}", shared.page(card)


def card_page(card: Scorecard, group: GroupResult, assessment: Assessment) -> str:
    """One insurer's page alone."""
    return _Group(assessment, group).page(card)


def page_name(code: str) -> str:
    """A file name for any code: what is not a letter, a digit or one of - . becomes its number."""
    safe = re.sub(r"[^0-9A-Za-z.-]|^[.-]", lambda found: f"_{ord(found[0]):x}_", code)
    if len(safe) > MOST_NAME or re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", safe):  # names that Windows keeps for itself
        safe = f"{safe[:MOST_NAME]}_{sha256(code.encode()).hexdigest()[:12]}"
    return f"{safe}.html"


def page_names(codes: Iterable[str]) -> dict[str, str]:
    """Code → file name. Two codes never meet, also where a file system takes p1 for P1."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for code in codes:
        name = page_name(code)
        if name.lower() in taken:
            name = f"{name.removesuffix('.html')}_{sha256(code.encode()).hexdigest()[:12]}.html"
        taken.add(name.lower())
        found[code] = name
    return found


def index_page(assessment: Assessment, names: Mapping[str, str]) -> str:
    groups = [(group, _told(group)) for group in assessment.groups if group.cards]
    full = _full(assessment)
    links = {code: f"pages/{name}" for code, name in names.items()}
    bars: dict[Any, str] = {card.code: _px(card.total / full) for card in assessment.cards()}
    bars |= {(group.group.id, "mean"): _px((group.mean or Fraction(0)) / full) for group, _ in groups}
    named = {card.code: card.name for card in assessment.cards()} | {each.code: each.name for each in assessment.incomplete}
    return _environment().get_template("index.html").render(
        assessment=assessment, groups=groups, links=links, bars=bars, named=named, sections=composition_of(assessment.edition).sections, **_common(assessment)
    )


def _told(group: GroupResult) -> dict[str, Any]:
    told = summary(group)
    for each, line in zip(told["lines"], group.cards[0].lines, strict=True):
        each |= {"deducts": line.deducts, "full_words": _full_words(line), "mean_words": words(Fraction(str(each["mean"])))}
    return told


def _common(assessment: Assessment) -> dict[str, Any]:
    return {
        "edition": assessment.edition, "period": assessment.period, "facts_hash": assessment.facts_hash, "bases": BASES, "flags": FLAGS,
        "notices": notices(assessment), "marker": MARKER,
    }  # fmt: skip


def _full(assessment: Assessment) -> Fraction:
    found = on_day(composition_of(assessment.edition).full, assessment.period.last_day)
    return found.value if found else Fraction(100)


def _full_words(line: Scored) -> str:
    return f"扣≤{words(line.full, 0)}" if line.deducts else words(line.full, 0)


def _px(share: Fraction | float) -> str:
    return f"{min(max(float(share), 0.0), 1.0) * BAND:.1f}"


@dataclass(frozen=True, slots=True)
class Row:
    """What one row of the table shows; `line` None for a subtotal. Numbers of the drawing are SVG text."""

    label: str
    full: str
    points: str
    place: str
    negative: bool = False
    filled: str = ""
    cut: str = ""
    cut_from: str = ""
    tick: str = ""
    line: Scored | None = None
    unit: str = ""
    bases: Markup = Markup()  # noqa: RUF009 - immutable
    known: Markup = Markup()  # noqa: RUF009
    curve: Markup = Markup()  # noqa: RUF009
    curve_label: str = ""
    own: tuple[str, str] | None = None
    kind: str = ""
    heads: Markup = Markup()  # noqa: RUF009
    table: Markup = Markup()  # noqa: RUF009


@dataclass(frozen=True, slots=True)
class Drawn:
    """A curve in its field, without the insurer's point."""

    curve: Curve
    low: Fraction
    high: Fraction
    svg: Markup
    tick: str
    words: str

    def place(self, value: Fraction, share: float) -> tuple[str, str]:
        return _across(value, self.low, self.high), _down(share)


class _Group:
    """What the pages of one group share is made once."""

    def __init__(self, assessment: Assessment, group: GroupResult) -> None:
        self.assessment, self.group, self.edition = assessment, group, assessment.edition
        self.day = assessment.period.last_day
        self.template = _environment().get_template("card.html")
        self.details = _environment().get_template("card_line.html").module.line_details  # type: ignore[attr-defined]
        self.common = _common(assessment)
        self.rules = {rule.id: rule for kind in ("ratio", "change", "checklist", "deduction") for rule in self.edition.rules(kind)}
        self.sections: list[tuple[Section, Fraction]] = []
        for section in composition_of(self.edition).sections:
            own = [line for line in (group.cards[0].lines if group.cards else ()) if line.section == section.id]
            self.sections.append((section, sum((line.full for line in own if not line.deducts), Fraction(0))))
        self._known: dict[Any, Markup] = {}
        self._nothing: dict[str, Markup] = {}
        self._curves: dict[Any, Drawn | None] = {}

    def page(self, card: Scorecard) -> str:
        composition, full = composition_of(self.edition), _full(self.assessment)
        sections = [{"section": section, "full": whole, "rows": self.rows(card, section, whole)} for section, whole in self.sections]
        return self.template.render(
            card=card, group=self.group, sections=sections, total=self.sum("总分", card.total, full, composition.clause),
            fall=waterfall(card), assumed=assumed(card, self.edition), hints=hints(card), **self.common,
        )  # fmt: skip

    def rows(self, card: Scorecard, section: Section, whole: Fraction) -> list[Row | Markup]:
        """The lines, a subtotal before several deductions, and the subtotal of the section."""
        own = [line for line in card.lines if line.section == section.id]
        earned, cuts = [line for line in own if not line.deducts], [line for line in own if line.deducts]
        found: list[Row | Markup] = [self.line(line) for line in earned]
        if earned and len(cuts) > 1:
            found.append(self.sum("基础分小计", sum((line.points for line in earned), Fraction(0)), whole, section.clause))
        found += [self.line(line) for line in cuts]
        return [*found, self.sum(f"{section.label}小计", card.sections[section.id], whole, section.clause)]

    def line(self, line: Scored) -> Markup:
        """Most insurers have nothing deducted, in the same words."""
        if not line.deducts or line.inputs or line.flags:
            return Markup(self.details(self.row(line), FLAGS))
        if line.indicator not in self._nothing:
            self._nothing[line.indicator] = Markup(self.details(self.row(line), FLAGS))
        return self._nothing[line.indicator]

    def sum(self, label: str, points: Fraction, whole: Fraction, clause: str) -> Row:
        return Row(label, words(whole, 0), words(points), self.place(clause), points < 0, filled=_px(float(points) / float(whole)) if whole and points > 0 else "")

    def row(self, line: Scored) -> Row:
        share = float(abs(line.points)) / float(line.full) if line.full else 0.0
        kind, table = self.table(line)
        drawn = None if line.deducts else self.drawn(line)
        curve, label, own = Markup(), "", None
        if drawn is not None and line.value is not None:
            industry = f"，行业水平{line.benchmark_words}（虚线）" if line.benchmark is not None else ""
            curve, label, own = drawn.svg, f"本公司{line.value_words}（圆点）{industry}。{drawn.words}", drawn.place(line.value, share)
        return Row(
            line.label, _full_words(line), words(line.points), self.place(line.clause), line.points < 0,
            filled=_px(share) if share and not line.deducts else "", cut=_px(share) if share and line.deducts else "", cut_from=_px(1 - share),
            tick=drawn.tick if drawn else "", line=line, unit="" if line.unit in ("%", "项", "次") else line.unit, bases=_badges(line.bases),
            known=self.known(line), curve=curve, curve_label=label, own=own, kind=kind, heads=HEADS[kind], table=table,
        )  # fmt: skip

    def place(self, clause: str) -> str:
        known = self.edition.clauses.get(clause)
        return known.place if known else clause

    def known(self, line: Scored) -> Markup:
        """Clause and origin, as entries of the list; the same for every insurer with the same basis."""
        key = (line.indicator, line.bases, line.gap, line.basis)
        if key not in self._known:
            clause = self.edition.clauses.get(line.clause)
            entries = Markup("<dt>条款</dt><dd>{} {}{}</dd>").format(self.edition.short_name, self.place(line.clause), f"：{clause.gist}" if clause else "")
            signs = [Markup('<span class="nw">{}<i class="basis {}" title="{}">{}</i>{}</span>').format(name, code, BASES[code][1], BASES[code][0], BASES[code][1]) for name, code in zip(self.parts_of(line), line.bases, strict=False)]
            gaps = [_gap(self.edition.gaps[each]) for each in self.gaps_of(line) if each in self.edition.gaps]
            self._known[key] = entries + Markup("<dt>依据</dt><dd>{}{}</dd>").format(Markup("；").join(signs), Markup("").join(gaps))
        return self._known[key]

    def parts_of(self, line: Scored) -> tuple[str, str]:
        if line.deducts:
            return "上限", "扣分档次"
        return ("满分", "各项分值") if isinstance(self.rules.get(line.indicator), ChecklistRule) else ("公式", "换算")

    def gaps_of(self, line: Scored) -> list[str]:
        """The gaps behind a line: of the conversion, the formula, the industry's value, a bound."""
        rule, found = self.rules.get(line.indicator), [line.gap]
        if isinstance(rule, RatioRule | ChangeRule):
            found.append(rule.formula.gap)
        if isinstance(rule, RatioRule) and line.benchmark is not None:
            benchmark = on_day(rule.benchmark, self.day)
            found.append(benchmark.gap if benchmark else None)
        if isinstance(rule, DeductionRule) and "capped" in line.flags and rule.within_origin:
            found.append(rule.within_origin.gap)
        return list(dict.fromkeys(each for each in found if each))

    def drawn(self, line: Scored) -> Drawn | None:
        key = (line.indicator, line.benchmark)
        if key not in self._curves:
            rule = self.rules.get(line.indicator)
            found = on_day(rule.curve, self.day) if isinstance(rule, RatioRule | ChangeRule) else None
            usable = found is not None and not (found.value.needs_benchmark and not line.benchmark)
            self._curves[key] = draw(found.value, line.benchmark, line.unit, flat=isinstance(rule, ChangeRule)) if found is not None and usable else None
        return self._curves[key]

    def table(self, line: Scored) -> tuple[str, Markup]:
        """Kind and rows: items of a checklist, events of a deduction, else the figures."""
        rule = self.rules.get(line.indicator)
        if isinstance(rule, ChecklistRule):
            less = {part.label: part.points for part in line.parts}
            return "items", _rows(
                (item.label, words(item.points.value), less.get(item.label) or words(item.points.value), str(mark.value), mark.source)
                for item in rule.items_on(self.day)
                if (mark := line.inputs.get(item.label)) is not None
            )
        if line.deducts:
            return "events", _rows(
                (part.label, part.points or "", part.because, self.place(part.clause or line.clause), _reviewed(part.judgement_by), given.source)
                for part, given in zip(line.parts, line.inputs.values(), strict=False)
            )
        return "figures", _rows((name, str(each.value), each.source) for name, each in line.inputs.items())


def _rows(rows: Iterable[Sequence[str]]) -> Markup:
    """Cells are escaped together: a page has two hundred of them. Separators are characters that no text of a sheet has."""
    text = "\x1e".join("\x1f".join(cells) for cells in rows)
    if not text:
        return Markup()
    return Markup("<tr><td>" + str(escape(text)).replace("\x1f", "</td><td>").replace("\x1e", "</td></tr><tr><td>") + "</td></tr>")


def _head(*columns: tuple[str, str]) -> Markup:
    return Markup("").join(Markup('<th class="{}" scope="col">{}</th>').format(kind, name) for name, kind in columns)


HEADS = {
    "items": _head(("项目", ""), ("满分", "num"), ("得分", "num"), ("评定", ""), ("取自", "")),
    "events": _head(("日期、情形", ""), ("扣分", "num"), ("算式", ""), ("条款", ""), ("复核", ""), ("取自", "")),
    "figures": _head(("数据", ""), ("数", "num"), ("取自", "")),
}


@cache
def _badges(bases: tuple[str, ...]) -> Markup:
    return Markup(" ").join(Markup('<i class="basis {}" title="{}">{}</i>').format(code, BASES[code][1], BASES[code][0]) for code in dict.fromkeys(bases))


def _reviewed(names: str | None) -> str:
    """Two names: proposed by one, reviewed by the other. Who they are stays in the office."""
    return "已由第二人复核" if names and "、" in names else "尚未复核"


def _gap(gap: Gap) -> Markup:
    other = f" 其他读法：{'；'.join(gap.alternatives)}" if gap.alternatives else ""
    return Markup('<span class="gap"><b>原文未写明：{}</b><br>本产品的读法：{}{}</span>').format(gap.question, gap.reading, Markup("<br><small>{}</small>").format(other) if other else "")


# ---- drawings ----


def draw(curve: Curve, benchmark: Fraction | None, unit: str, *, flat: bool) -> Drawn:
    """`flat`: a rate of change, compared with no change."""
    anchors = sorted((each.place(benchmark), each.share) for each in curve.anchors)
    margin = (anchors[-1][0] - anchors[0][0]) * Fraction(3, 20) or Fraction(1)
    low = anchors[0][0] - margin if anchors[0][0] < 0 else max(Fraction(0), anchors[0][0] - margin)
    high = min(anchors[-1][0] + margin, Fraction(1)) if unit == "%" and anchors[-1][0] <= 1 else anchors[-1][0] + margin
    level = Fraction(0) if flat else benchmark
    parts = [Markup('<path class="axis" d="M{0} {1}H{2}" fill="none"/>').format(LEFT, BOTTOM, RIGHT)]
    for share in sorted({share for _, share in anchors} | ({curve.beyond} if curve.shape == "steps" else set())):
        parts.append(Markup('<path class="grid" d="M{0} {1}H{2}"/><text class="e q" x="{3}" y="{4}">{5}</text>').format(LEFT, _down(share), RIGHT, LEFT - 4, f"{float(_down(share)) + 4:.1f}", percent(share, 0)))
    last = -100.0
    for at, _ in anchors:
        here = float(_across(at, low, high))
        if here - last > 44:
            parts.append(Markup('<text class="m q" x="{}" y="126">{}</text>').format(f"{here:.1f}", _short(at, unit)))
            last = here
    if level is not None:
        parts.append(Markup('<path class="ind" d="M{} {}V{}"/>').format(_across(level, low, high), TOP, BOTTOM))
    parts.append(Markup('<path class="curve" d="{}"/>').format(_path(curve, anchors, low, high)))
    tick = _px(curve.share(level, benchmark)) if level is not None else ""
    return Drawn(curve, low, high, Markup("").join(parts), tick, _curve_words(curve, anchors, unit))


def _path(curve: Curve, anchors: Sequence[tuple[Fraction, Fraction]], low: Fraction, high: Fraction) -> str:
    points = [(low, anchors[0][1])]
    if curve.shape == "steps":
        for number, (at, share) in enumerate(anchors):
            after = anchors[number + 1][1] if number + 1 < len(anchors) else curve.beyond
            points += [(at, share), (at, after)]
    else:
        points += anchors
    points.append((high, points[-1][1]))
    return "M" + "L".join(f"{_across(at, low, high)} {_down(share)}" for at, share in points)


def _short(value: Fraction, unit: str) -> str:
    """80% and 2.00."""
    return percent(value, 0 if (value * 100).denominator == 1 else 2) if unit == "%" else words(value)


def _curve_words(curve: Curve, anchors: Sequence[tuple[Fraction, Fraction]], unit: str) -> str:
    if curve.shape == "steps":
        return "，".join(f"不超过{_short(at, unit)}得{percent(share, 0)}" for at, share in anchors) + f"，再高得{percent(curve.beyond, 0)}。"
    return "，".join(f"{_short(at, unit)}得{percent(share, 0)}" for at, share in anchors) + "，其间按直线，两端之外不再变。"


def _across(value: Fraction, low: Fraction, high: Fraction) -> str:
    share = (float(value) - float(low)) / (float(high) - float(low)) if high > low else 0.0
    return f"{LEFT + min(max(share, 0.0), 1.0) * (RIGHT - LEFT):.1f}"


def _down(share: Fraction | float) -> str:
    return f"{BOTTOM - float(share) * (BOTTOM - TOP):.1f}"


def waterfall(card: Scorecard) -> dict[str, Any]:
    """From full marks to the total, every line that lost something. The axis starts where it is worth looking, and says so."""
    full = float(sum((line.full for line in card.lines if not line.deducts), Fraction(0)))
    end = float(card.raw_total)
    lost = [line for line in card.lines if line.lost]
    low = min(end // 20 * 20, 0.0) if end < 10 else max((end - 10) // 10 * 10, 0.0)
    scale = (FALL_RIGHT - FALL_LEFT) / (full - low or 1.0)

    def x(points: float) -> float:
        return FALL_LEFT + (points - low) * scale

    def step(name: str, kind: str, from_: float, to: float, told: str) -> dict[str, Any]:
        return {"name": name[:7], "kind": kind, "x": f"{x(from_):.1f}", "w": f"{max((to - from_) * scale, 1.0):.1f}", "at": f"{x(to) + 4:.1f}", "points": told}

    zero, here = max(low, 0.0), full
    steps = [step("满分", "full", zero, full, words(Fraction(full), 0))]
    for line in lost:
        here -= float(line.lost)
        steps.append(step(line.short, "lost", here, here + float(line.lost), words(-line.lost)))
    steps.append(step("得分", "full", min(zero, end), max(zero, end) if end >= zero else zero, words(card.raw_total)))
    every = 10 if full - low <= 60 else 20 if full - low <= 120 else 50
    ticks = [(f"{x(at):.1f}", words(Fraction(at), 0)) for at in range(-(-int(low) // every) * every, int(full) + 1, every)]
    worst = max(lost, key=lambda line: line.lost, default=None)
    finding = f"失分最多的是{worst.short}，{words(worst.lost)}分" if worst else "没有失分"
    whole = f"从{words(Fraction(full), 0)}分到{words(card.raw_total)}分"
    return {"steps": steps, "ticks": ticks, "height": len(steps) * 18 + 26, "finding": finding, "scale": f"{whole}{f'；横轴自{words(Fraction(low), 0)}分起' if low else ''}", "label": f"{whole}，{finding}"}


def assumed(card: Scorecard, edition: Edition) -> dict[str, Any]:
    """How many points rest on what the rule does not say, and on which readings."""
    own = [line for line in card.lines if line.basis == "assumed"]
    sums = (
        ("换算", sum((line.points for line in own if not line.deducts and line.unit != "项"), Fraction(0))),
        ("逐项评定", sum((line.points for line in own if line.unit == "项"), Fraction(0))),
        ("扣分档次", sum((-line.points for line in own if line.deducts), Fraction(0))),
    )
    gaps = dict.fromkeys(line.gap for line in card.lines if line.gap)
    return {"parts": [(name, words(points)) for name, points in sums if points], "gaps": [edition.gaps[gap] for gap in gaps if gap in edition.gaps]}


def hints(card: Scorecard) -> list[tuple[str, str]]:
    """Flags with the lines they stand on, adjustments, what was merged."""
    found = []
    for flag in card.flags:
        name, meaning = FLAGS.get(flag, (flag, ""))
        where = "、".join(line.short for line in card.lines if flag in line.flags)
        found.append((name, "：".join(part for part in (where, meaning) if part)))
    for line in card.lines:
        found += [("调整", f"{line.short}：{each.source}") for each in line.inputs.values() if "调整：" in each.source]
    if card.units:
        found.append(("归并", f"已并入{'、'.join(card.units)}的数据"))
    return list(dict.fromkeys(found))


__all__ = ["MARKER", "card_page", "index_page", "page_name", "page_names", "pages"]
