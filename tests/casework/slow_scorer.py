"""A slow and obvious scorer, written from the design's text alone, for comparison only.

Plain loops and fractions; every number is spelled out here and none comes from the rulebook's data, so a slip in either
place shows. Section numbers are those of the assessment rules (3 indicators, 4 qualitative, 5 risk, 6 total).
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from suqing.casework.assessment.facts import Facts
from suqing.casework.assessment.periods import Period

F = Fraction
EXEMPT = ("航保中心", "资产管理", "再保险", "政策性", "自保")
UNITS = ("电销中心", "省级营业部")
GROUPS = (("property", "财产险"), ("life", "人身险"))
YI, WAN = 100_000_000, 10_000

NAMED_SYSTEMS = ("handling", "registration", "archives", "emergency_plan", "evaluation", "accountability", "gm_reception_day", "gm_case_review")  # fmt: skip
NAMED_MECHANISMS = ("responsibility", "department_and_posts", "internal_coordination", "traceability", "verification", "information_system", "published_channels", "training")  # fmt: skip
LEVELS = {"complete": F(1), "noncompliant": F(1, 2), "missing": F(0)}

# 4.3
EXECUTION = {
    "report_late": F(2), "material_late_or_wrong": F(1), "material_not_sent": F(2), "contact_change_not_filed": F(2),
    "system_not_filed": F(1), "report_item_missing": F(1, 2), "no_deep_analysis": F(2), "untrue_or_concealed": F(5),
    "no_accountability": F(2), "accountability_on_paper": F(2), "rectification_not_done": F(2), "not_in_appraisal": F(3),
    "major_event_late": F(3), "major_event_concealed": F(5), "reception_late": F(1), "reception_refused": F(3),
    "reception_day_missed": F(1), "reception_day_unpublished": F(1), "reception_record_falsified": F(3),
    "case_review_missed": F(1), "case_handling_fault": F(1, 2), "traceability_breach": F(1), "mediation_refused": F(1),
    "other": F(1),
}  # fmt: skip
# 5.1 to 5.4
IMPROPER = {"single_visit": F(1), "repeated_or_no_answer": F(2), "escalated": F(4)}
VIOLATIONS = {
    "talk_or_risk_notice": F(1), "letter_or_correction": F(2), "warning": F(4), "fine": F(6), "fine_half_million": F(8),
    "business_restricted": F(12), "licence_revoked": F(20),
}  # fmt: skip
MASS = {
    "visit_5_9": F(3), "visit_10_19": F(5), "visit_20_49": F(10), "event_50_99": F(15), "event_100_299": F(20),
    "event_300": F(30), "vile_influence": F(5), "vile_influence_severe": F(10),
}  # fmt: skip
PUBLICITY = {
    "local": F(3), "provincial": F(5), "national": F(10), "central": F(15),
    "local_major_influence": F(9, 2), "provincial_major_influence": F(15, 2), "national_major_influence": F(15),
    "central_major_influence": F(45, 2),
}  # fmt: skip


@dataclass
class SlowCard:
    points: dict[str, Fraction]
    raw_total: Fraction
    total: Fraction
    group: str
    rank: int = 0


@dataclass
class SlowResult:
    cards: dict[str, SlowCard]
    excluded: set[str]
    incomplete: set[str]


def cents(value: Fraction) -> Fraction:
    """Two decimals, half up; deductions are rounded by their size."""
    if value < 0:
        return -cents(-value)
    return F(floor(value * 100 + F(1, 2)), 100)


# ---- figures ----------------------------------------------------------------------------------------------------------


def row_of(facts: Facts, sheet: str, code: str, period: str):
    for row in facts.figures:
        if row.place.sheet == sheet and row.code == code and row.period == period:
            return row.values
    return None


def cell(values, name: str, sector: str):
    """One fact out of one row; None = unknown."""
    if name == "due":
        if values.get("overdue") is not None and values.get("on_time") is not None:
            return values["on_time"] + values["overdue"]
        return values.get("forwarded")
    if sector == "财产险" and name in ("complaints", "premium"):
        motor, other = values.get("motor_" + name), values.get("nonmotor_" + name)
        if motor is not None and other is not None:
            return motor + other
    return values.get(name)


def figure(facts: Facts, insurer, units, sheet: str, name: str, period: str):
    """The insurer's own figure with those of its units. None = unknown."""
    own = row_of(facts, sheet, insurer.code, period)
    if own is not None:
        total = cell(own, name, insurer.sector)
    elif sheet == "调解":
        total = F(0)  # nothing was sent
    else:
        return None
    for unit in units:
        values = row_of(facts, sheet, unit.code, period)
        if values is None:
            continue
        found = cell(values, name, insurer.sector)
        if total is None or found is None:
            return None
        total += found
    return total


COMMON = {
    "due": "投诉量", "on_time": "投诉量", "withdrawn_before_forwarding": "投诉量", "complaints": "投诉量", "premium": "业务量",
    "mediation_sent": "调解", "mediation_succeeded": "调解",
}  # fmt: skip
ONLY = {
    "property": {
        "motor_premium": "业务量", "nonmotor_premium": "业务量", "nonmotor_policies": "业务量",
        "motor_complaints": "投诉量", "nonmotor_complaints": "投诉量",
    },
    "life": {"opening_policies": "业务量", "new_policies": "业务量", "opening_persons": "业务量", "new_persons": "业务量"},
}  # fmt: skip


def figures(facts: Facts, insurer, units, group: str, period: str) -> dict:
    wanted = {**COMMON, **ONLY[group]}
    found = {name: figure(facts, insurer, units, sheet, name, period) for name, sheet in wanted.items()}
    if group == "life":
        for stock in ("policies", "persons"):
            opening, new = found["opening_" + stock], found["new_" + stock]
            found[stock] = None if opening is None or new is None else opening + new
    return found


# ---- section 3: value → points -------------------------------------------------------------------------------------------


def m1(full: int, complaints: Fraction, exposure: Fraction, benchmark: Fraction | None) -> Fraction:
    if complaints == 0:
        return F(full)  # no complaints, or the line is not written
    if exposure == 0:
        return F(0)  # complaints without exposure
    value = complaints / exposure
    if not benchmark:
        return F(0)  # far above an industry without complaints
    r = value / benchmark
    if r <= 1:
        return full * (1 - F(4, 10) * r)
    if r < 2:
        return full * F(6, 10) * (2 - r)
    return F(0)


def m2(complaints, premium, before_complaints, before_premium, benchmark) -> Fraction:
    if complaints == 0:
        return F(10)
    if premium == 0:
        return F(0)
    if before_complaints is None or before_premium is None or before_premium == 0:
        return F(6)  # first assessed
    now, before = complaints / premium, before_complaints / before_premium
    if before == 0:
        # "current <= B of the same period": the row names the period, so a small group compares with it too
        return F(6) if benchmark is not None and now <= benchmark else F(0)
    change = (now - before) / before
    if change <= F(-30, 100):
        return F(10)
    if change <= 0:
        return 10 * (F(6, 10) + F(4, 10) * (-change / F(30, 100)))
    if change < F(50, 100):
        return 10 * F(6, 10) * (1 - change / F(50, 100))
    return F(0)


def m3(on_time: Fraction, due: Fraction) -> Fraction:
    if due == 0:
        return F(10)
    late_percent = 100 * (1 - on_time / due)
    return max(F(0), 10 - late_percent / 2)


def m4(full: int, part: Fraction, whole: Fraction, industry: Fraction | None) -> Fraction:
    if whole == 0:
        return F(full)
    rate = part / whole
    if rate == 1:
        return F(full)
    if industry == 0 or industry is None:
        return full * (F(6, 10) + F(4, 10) * rate)
    if rate <= industry:
        return full * F(6, 10) * rate / industry
    return full * (F(6, 10) + F(4, 10) * (rate - industry) / (1 - industry))


# ---- sections 4 and 5 -----------------------------------------------------------------------------------------------------


def checklist(facts: Facts, code: str, period: str, indicator: str, named: tuple[str, ...]) -> Fraction:
    earned = F(0)
    for mark in facts.marks:
        if mark.code == code and mark.period == period and mark.indicator == indicator:
            points = F(7, 4) if mark.item in named else F(1)
            earned += points * LEVELS[mark.level]
    return earned


def events_of(facts: Facts, codes: set[str], indicator: str, period: Period):
    return [
        event
        for event in facts.events
        if event.code in codes and event.indicator == indicator and period.first_day <= event.day <= period.last_day
    ]


def execution(facts: Facts, codes: set[str], period: Period, earned: Fraction) -> Fraction:
    total, faults = F(0), F(0)
    for event in events_of(facts, codes, "execution", period):
        points = EXECUTION[event.situation] * event.times
        if event.situation == "report_item_missing":
            total += min(points, F(3))
        elif event.situation == "other":
            total += min(points, F(5))
        elif event.situation == "case_handling_fault":
            faults += points
        else:
            total += points
    total += min(faults, F(5))
    return min(total, F(30), earned)


def risk(facts: Facts, codes: set[str], period: Period, indicator: str, schedule: dict[str, Fraction], cap: int) -> Fraction:
    total = F(0)
    for event in events_of(facts, codes, indicator, period):
        total += schedule[event.situation] * event.times
    return min(total, F(cap))


# ---- one group ----------------------------------------------------------------------------------------------------------------


class Industry:
    """Pooled ratios of the scored insurers of a group."""

    def __init__(self, now: list[dict], before: list[dict], group: str) -> None:
        exposures = ("motor_premium", "nonmotor_premium", "nonmotor_policies") if group == "property" else ("premium", "policies", "persons")
        alive = 0
        for each in now:
            if each["complaints"] > 0 or any(each[name] > 0 for name in exposures):
                alive += 1
        self.small = alive < 3
        self.now, self.before = now, before

    def of(self, part: str, whole: str) -> Fraction | None:
        if self.small:
            found = self.pooled(self.before, part, whole)
            if found is not None:
                return found
        return self.of_this_period(part, whole)

    def of_this_period(self, part: str, whole: str) -> Fraction | None:
        return self.pooled(self.now, part, whole)

    @staticmethod
    def pooled(rows: list[dict], part: str, whole: str) -> Fraction | None:
        parts, wholes = F(0), F(0)
        for each in rows:
            if each[part] is None or each[whole] is None:
                continue  # not known of a year before
            parts += each[part]
            wholes += each[whole]
        return parts / wholes if wholes > 0 else None


def relative_volume(own: dict, industry: Industry, group: str) -> dict[str, Fraction]:
    if group == "property":
        lines = (
            ("motor_per_premium", 20, "motor_complaints", "motor_premium"),
            ("nonmotor_per_premium", 5, "nonmotor_complaints", "nonmotor_premium"),
            ("nonmotor_per_policies", 5, "nonmotor_complaints", "nonmotor_policies"),
        )
    else:
        lines = (
            ("per_premium", 10, "complaints", "premium"),
            ("per_policies", 10, "complaints", "policies"),
            ("per_person_times", 10, "complaints", "persons"),
        )
    return {name: m1(full, own[part], own[whole], industry.of(part, whole)) for name, full, part, whole in lines}


def card(facts: Facts, insurer, units, group: str, period: Period, own: dict, before: dict, industry: Industry) -> SlowCard:
    codes = {insurer.code} | {unit.code for unit in units}
    points = {
        "institutions": checklist(facts, insurer.code, str(period), "institutions", NAMED_SYSTEMS),
        "mechanisms": checklist(facts, insurer.code, str(period), "mechanisms", NAMED_MECHANISMS),
        **relative_volume(own, industry, group),
        "premium_rate_change": m2(own["complaints"], own["premium"], before["complaints"], before["premium"], industry.of_this_period("complaints", "premium")),
        "timeliness": m3(own["on_time"], own["due"]),
        "withdrawal_before_forwarding": m4(15, own["withdrawn_before_forwarding"], own["complaints"], industry.of("withdrawn_before_forwarding", "complaints")),
        "mediation_success": m4(5, own["mediation_succeeded"], own["mediation_sent"], industry.of("mediation_succeeded", "mediation_sent")),
        "improper_handling": -risk(facts, codes, period, "improper_handling", IMPROPER, 10),
        "violations": -risk(facts, codes, period, "violations", VIOLATIONS, 20),
        "mass_incidents": -risk(facts, codes, period, "mass_incidents", MASS, 30),
        "negative_publicity": -risk(facts, codes, period, "negative_publicity", PUBLICITY, 30),
    }  # fmt: skip
    points = {name: cents(value) for name, value in points.items()}
    earned = points["institutions"] + points["mechanisms"]
    points["execution"] = -cents(execution(facts, codes, period, earned))
    raw = sum(points.values(), F(0))
    return SlowCard(points, raw, max(F(0), raw), group)


def score(facts: Facts, period: Period) -> SlowResult:
    excluded: set[str] = set()
    incomplete: set[str] = set()
    cards: dict[str, SlowCard] = {}
    latest_opening = date(period.year - 1, 1, 1)
    for group, sector in GROUPS:
        known = []
        for insurer in facts.insurers:
            if insurer.type in EXEMPT:
                excluded.add(insurer.code)
                continue
            if insurer.type in UNITS or (insurer.type == "其他" and insurer.rolls_into):
                continue
            if insurer.sector != sector:
                continue
            if insurer.opened_on is not None and insurer.opened_on > latest_opening:
                excluded.add(insurer.code)
                continue
            units = [
                unit
                for unit in facts.insurers
                if unit.rolls_into == insurer.code and (unit.type in UNITS or unit.type == "其他")
            ]
            own = figures(facts, insurer, units, group, str(period))
            if insurer.opened_on is None or any(value is None for value in own.values()):
                incomplete.add(insurer.code)
                continue
            year_before = f"{period.year - 1}{period.code}"
            known.append((insurer, units, own, figures(facts, insurer, units, group, year_before)))
        industry = Industry([own for _, _, own, _ in known], [before for _, _, _, before in known], group)
        for insurer, units, own, before in known:
            cards[insurer.code] = card(facts, insurer, units, group, period, own, before, industry)
        mine = [each for each in cards.values() if each.group == group]
        for each in mine:
            each.rank = 1 + sum(1 for other in mine if other.raw_total > each.raw_total)
    return SlowResult(cards, excluded, incomplete)
