"""How the examples of the assessment are asked. Figures bear the names of the workbook's columns; what is not named is zero, 缺 is an
empty cell, 8亿 and 20万 are numbers. Marks that are not named are complete. Each ask answers with what `expected` may name.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from suqing.casework.assessment import (
    Assessment,
    Facts,
    Period,
    Scorecard,
    assess,
    check_facts,
    parse_period,
)
from suqing.casework.assessment.facts import (
    BUSINESS,
    COLUMNS,
    COMPLAINTS,
    MEDIATION,
    Figures,
    Place,
)
from suqing.casework.assessment.lines import Scored
from suqing.rulebook import Edition, open_edition
from tests.casework.assessment_worlds import event, insurer, marks
from tests.casework.assessment_worlds import facts as put_together

FACT_OF = {column: fact for fact, (_, column, _) in COLUMNS.items()}
PARTS = {"complaints": ("motor_complaints", "nonmotor_complaints"), "premium": ("motor_premium", "nonmotor_premium")}
LARGE = {"亿": 100_000_000, "万": 10_000}
LEVELS = {"完备": "complete", "不合规": "noncompliant", "缺失": "missing"}
ASIDE = {"财产险": ("非车险保单件数", "车险保费收入"), "人身险": ("本期新增承保保单件数", "保费收入")}
ABSENT = "没有这一行"
DESCRIBES = {"类别", "机构类型", "归并至", "开业日期", "定性", "事件", "上年同期"} | {BUSINESS, COMPLAINTS, MEDIATION}


def number(text: Any) -> Fraction | None:
    if text == "缺":
        return None
    words = str(text)
    return Fraction(words[:-1]) * LARGE[words[-1]] if words[-1] in LARGE else Fraction(words)


def two(value: Fraction) -> str:
    """Points have two decimals at most, so nothing is rounded here."""
    assert (value * 100).denominator == 1
    return f"{float(value):.2f}"


# ---- from words to facts -----------------------------------------------------------------------------------------------------


def figures(words: Mapping[str, Any], sector: str) -> dict[str, Fraction | None]:
    """Every fact of an insurer; a property insurer's whole goes to motor where its parts are not named."""
    unknown = set(words) - set(FACT_OF)
    assert not unknown, f"没有这样的列：{unknown}"
    named = {FACT_OF[column]: number(value) for column, value in words.items()}
    for whole, (motor, nonmotor) in PARTS.items():
        if sector == "财产险" and whole in named and motor not in named and nonmotor not in named:
            named[motor] = named.pop(whole)
    counted = [named.get(fact) or 0 for fact in ("motor_complaints", "nonmotor_complaints", "complaints")]
    if not any(counted) and named.get("forwarded"):
        named["motor_complaints" if sector == "财产险" else "complaints"] = named["forwarded"]
    zero: dict[str, Fraction | None] = dict.fromkeys(COLUMNS, Fraction(0))
    zero["overdue"] = None
    for whole, parts in PARTS.items():
        for fact in [whole] if sector == "财产险" else parts:
            zero[fact] = None
    return zero | named


def rows(code: str, period: str, words: Mapping[str, Any], sector: str, absent: Iterable[str] = ()) -> list[Figures]:
    known = figures(words, sector)
    return [
        Figures(code, period, {fact: known[fact] for fact, (where, _, _) in COLUMNS.items() if where == sheet}, Place(sheet, 2))
        for sheet in (BUSINESS, COMPLAINTS, MEDIATION)
        if sheet not in absent
    ]


def levels(words: Mapping[str, Any]) -> dict[str, str]:
    """{institutions: {archives: 缺失}} or, for a whole list, {institutions: 缺失}."""
    found = {}
    for rule in open_edition("sh2018").rules("checklist"):
        said = words.get(rule.id, {})
        for item in rule.items:
            word = said if isinstance(said, str) else said.get(item.id)
            if word is not None:
                found[f"{rule.id}__{item.id}"] = LEVELS[word]
    return found


def happened(code: str, period: Period, words: Mapping[str, Iterable[str]]) -> list[Any]:
    """{execution: [report_late, report_item_missing 8次, visit_5_9 12人]}: a row each."""
    found = []
    for indicator, events in words.items():
        for text in events:
            situation, *more = text.split()
            times = next((int(each[:-1]) for each in more if each.endswith("次")), 1)
            persons = next((int(each[:-1]) for each in more if each.endswith("人")), None)
            found.append(event(code, indicator, situation, times=times, persons=persons, day=period.first_day))
    return found


def build(given: Mapping[str, Any]) -> tuple[Facts, Period]:
    """`insurers` by code; `period` 2018H1 where it is not named."""
    period = parse_period(str(given.get("period", "2018H1")))
    found: list[Any] = []
    for code, words in given["insurers"].items():
        own = {column: value for column, value in words.items() if column not in DESCRIBES}
        sector = words.get("类别", "财产险")
        opened = words.get("开业日期", "2010-01-01")
        into = words.get("归并至")
        found.append(
            insurer(code, sector=sector, kind=words.get("机构类型", "省级分公司"), into=into, name=code, opened=None if opened == "缺" else date.fromisoformat(str(opened)))
        )
        found += rows(code, str(period), own, sector, [sheet for sheet in (BUSINESS, COMPLAINTS, MEDIATION) if words.get(sheet) == ABSENT])
        if "上年同期" in words:
            found += rows(code, str(period.year_before), words["上年同期"], sector)
        if into is None:
            found.append(marks(code, str(period), **levels(words.get("定性", {}))))
        found += happened(code, period, words.get("事件", {}))
    return put_together(*found), period


def answer(rulebook: str, given: Mapping[str, Any]) -> tuple[Edition, Assessment]:
    edition = open_edition(rulebook)
    facts, period = build(given)
    wrong = [str(each) for each in check_facts(facts, edition, period) if not each.warning]
    assert not wrong, wrong
    return edition, assess(facts, edition, period)


def said(line: Scored) -> dict[str, Any]:
    return {
        "points": two(line.points), "value": line.value_words, "industry": line.benchmark_words, "flags": list(line.flags),
        "basis": line.basis, "because": line.because,
    }  # fmt: skip


# ---- the asks --------------------------------------------------------------------------------------------------------------------


def ask_line(rulebook: str, given: dict[str, Any]) -> dict[str, Any]:
    """One line of an insurer. `industry` is the sum of the whole group, ourselves included, shared with two others; or `others`, each by itself.

    `companies` (3): how many of the group have business or complaints. `before`, `industry_before`: the same period a year earlier.
    """
    rule = next(each for kind in ("ratio", "change") for each in open_edition(rulebook).rules(kind) if each.id == given["indicator"])
    sector = given.get("sector", "人身险" if "life" in rule.groups else "财产险")
    own = {"类别": sector, **given["own"]}
    insurers = {"甲": own}
    if "before" in given:
        own["上年同期"] = given["before"]
    if "others" in given:
        insurers |= {f"其他{at}": {"类别": sector, **each} for at, each in enumerate(given["others"], start=1)}
    else:
        rest: dict[str, Any] = {"类别": sector, **_rest(given.get("industry", given["own"]), given["own"])}
        if "industry_before" in given:
            rest["上年同期"] = _rest(given["industry_before"], given.get("before", {}))
        insurers["乙"] = rest
        # they do business of which this line knows nothing
        aside = next(column for column in ASIDE[sector] if FACT_OF[column] not in rule.denominator)
        rest.setdefault(aside, 1)
        own.setdefault(aside, 1)
        insurers |= {f"其他{at}": {"类别": sector, aside: 1} for at in range(3, given.get("companies", 3) + 1)}
    _, found = answer(rulebook, {"insurers": insurers, "period": given.get("period", "2018H1")})
    card = found.card("甲")
    assert card is not None, found.incomplete
    return said(card.line(given["indicator"]))


def _rest(whole: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    rest = {column: (number(value) or Fraction(0)) - (number(own.get(column, 0)) or Fraction(0)) for column, value in whole.items()}
    assert all(value >= 0 for value in rest.values()), "行业合计含本公司"
    return {column: str(value) for column, value in rest.items()}


def ask_checklist(rulebook: str, given: dict[str, Any]) -> dict[str, Any]:
    indicator, marked = given["indicator"], {name: word for name, word in given.items() if name != "indicator"}
    _, found = answer(rulebook, {"insurers": {"甲": {"定性": {indicator: marked.get("all", marked)}}}})
    return said(found.card("甲").line(indicator))  # type: ignore[union-attr]


def ask_deduction(rulebook: str, given: dict[str, Any]) -> dict[str, Any]:
    """Events of one indicator; `unit`: those of a telesales centre merged into the insurer; `marks`: what the lists earned before."""
    indicator = given["indicator"]
    insurers: dict[str, Any] = {"甲": {"事件": {indicator: given["events"]}, "定性": given.get("marks", {})}}
    if "unit" in given:
        insurers["甲电销"] = {"机构类型": "电销中心", "归并至": "甲", "事件": {indicator: given["unit"]}}
    facts, period = build({"insurers": insurers})
    edition = open_edition(rulebook)
    refused = [each.code for each in check_facts(facts, edition, period) if not each.warning]
    if refused:
        return {"refused": refused}
    return {**said(assess(facts, edition, period).card("甲").line(indicator)), "refused": []}  # type: ignore[union-attr]


def ask_schedule(rulebook: str, given: dict[str, Any]) -> dict[str, str]:
    """What each situation of a schedule costs once."""
    rule = next(each for each in open_edition(rulebook).rules("deduction") if each.id == given["indicator"])
    day = parse_period("2018H1").last_day
    costs = {name: ask_deduction(rulebook, {"indicator": rule.id, "events": [name]}) for name in rule.situations_on(day)}
    return {name: found["points"] for name, found in costs.items()}


def ask_scorecard(rulebook: str, given: dict[str, Any]) -> dict[str, Any]:
    edition, found = answer(rulebook, given)
    card = found.card(given.get("of", "甲"))
    assert card is not None, found.incomplete
    return {
        "lines": {line.indicator: two(line.points) for line in card.lines},
        **{name: two(value) for name, value in card.sections.items()},
        "raw_total": two(card.raw_total), "total": two(card.total), "rank": card.rank, "flags": list(card.flags),
        "points_on_assumption": two(card.points_on_assumption), "round_flags": list(found.flags),
    }  # fmt: skip


def ask_ranking(rulebook: str, given: dict[str, Any]) -> dict[str, Any]:
    """"1 乙 75.30" in order, by group; those without a rank beside them."""
    _, found = answer(rulebook, given)

    def row(card: Scorecard) -> str:
        return f"{card.rank} {card.code} {two(card.total)}"

    return {**{group.group.id: [row(card) for card in group.cards] for group in found.groups}, "incomplete": [each.code for each in found.incomplete]}


def ask_subjects(rulebook: str, given: dict[str, Any]) -> dict[str, Any]:
    """Who is assessed, excluded (with the clause), merged and incomplete (with what is missing); or why the directory is refused."""
    facts, period = build(given)
    edition = open_edition(rulebook)
    refused = [f"{each.code} {each.column}" for each in check_facts(facts, edition, period) if not each.warning]
    if refused:
        return {"refused": refused}
    found = assess(facts, edition, period)
    return {
        "assessed": sorted(card.code for card in found.cards()),
        "excluded": [f"{each.code} {each.clause}" for each in found.excluded],
        "merged": [f"{each.code} → {each.into} {each.clause}" for each in found.merged],
        "incomplete": {each.code: list(each.missing) for each in found.incomplete},
        "refused": [],
    }


ASKS = {
    "line": ask_line, "checklist": ask_checklist, "deduction": ask_deduction, "schedule": ask_schedule, "scorecard": ask_scorecard,
    "ranking": ask_ranking, "subjects": ask_subjects,
}  # fmt: skip
