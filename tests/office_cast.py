"""The assessment office and a second one beside it, a small market as a workbook, and a round played through the actions.

    office = found_office()          # or found_office(house) beside the insurers of tests.cast
    office.kao, office.fu    考评员, one works and the other reviews        office.jiandu   考评负责人, publishes
    office.jia               联系人 of P01                                 office.yi       联系人 of P02
    office.bie               考评员 of another office; office.beside is that office as `play` takes it
    play(office, "review")   the round of PERIOD, up to that step
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.conf import settings

from suqing.apps.assessment import actions
from suqing.apps.assessment.models import InsurerContact, Round, Step
from suqing.apps.assessment.state import ORDER, RoundState, card_hash
from suqing.apps.editions.actions import adopt_edition
from suqing.apps.organisations.actions import found_organisation, give_post
from suqing.apps.organisations.actors import Actor, actor_of, system_actor
from suqing.apps.organisations.models import Organisation, OrganisationKind, Role, Staff
from suqing.casework.assessment.facts import EVENTS, Facts, Occurrence, Place
from suqing.casework.assessment.periods import parse_period
from suqing.exchange.sample import sample_facts, write_facts
from suqing.kernel.crypto import new_keys
from suqing.rulebook import open_edition
from tests.cast import SINCE, House, cn

RULEBOOK, PERIOD = "sh2018", "2026H1"
FOUNDED = cn("2020-01-01 09:00")
OPENED = cn("2026-07-06 09:00")
WHERE = {"rulebook": RULEBOOK, "period": PERIOD}
NUMBERS = (4, 8, 12, 14, 15, 16, 18, 19, 20, 21, 22, 24)  # of the sample: insurers without a special situation
SOURCES = ("directory", "complaints_system", "statistics", "mediation", "daily_record", "publicity", "qualitative")
PEOPLE = (
    ("kao", "考评员小高", Role.ASSESSOR), ("fu", "考评员小傅", Role.ASSESSOR), ("jiandu", "负责人老纪", Role.ASSESSMENT_LEADER),
    ("jia", "甲公司联系人", Role.INSURER_CONTACT), ("yi", "乙公司联系人", Role.INSURER_CONTACT),
)  # fmt: skip
CONTACTS = {"jia": "P01", "yi": "P02"}


@dataclass
class AssessmentOffice:
    root: Organisation
    other: Organisation
    people: dict[str, Staff] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Staff:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def actor(self, name: str) -> Actor:
        return actor_of(self.people[name])

    @property
    def beside(self) -> "AssessmentOffice":
        """The other office: bie works, ling reviews, chen publishes."""
        roles = {"kao": "bie", "fu": "ling", "jiandu": "chen"}
        return AssessmentOffice(self.other, self.root, {role: self.people[name] for role, name in roles.items()})

    @property
    def round(self) -> Round:
        return Round.objects.select_related("edition").get(root=self.root, **WHERE)


def found_office(house: House | None = None) -> AssessmentOffice:
    """Both offices apply sh2018. With `house`, its people can be asked for by name as well."""
    if house is None:
        new_keys(Path(settings.KEYS))
    office = AssessmentOffice(_office("kaoping", "东港考评办公室"), _office("linqu", "邻区考评办公室"), dict(house.people) if house else {})
    for code, name, role in PEOPLE:
        office.people[code] = _person(office.root, code, name, role)
    for code, insurer in CONTACTS.items():
        InsurerContact.objects.create(root=office.root, staff=office.people[code], insurer_code=insurer, from_day=SINCE)
    for code, name, role in (("bie", "别处考评员", Role.ASSESSOR), ("ling", "别处复核员", Role.ASSESSOR), ("chen", "别处负责人", Role.ASSESSMENT_LEADER)):
        office.people[code] = _person(office.other, code, name, role)
    return office


def _office(code: str, name: str) -> Organisation:
    root = found_organisation(at=FOUNDED, code=code, name=name, short_name=name, kind=OrganisationKind.OFFICE, parent=None, from_day=SINCE)
    adopt_edition(root=root, edition=open_edition(RULEBOOK), from_day=SINCE, reason="主任办公会议决定沿用", actor=system_actor(root.id), at=FOUNDED)
    return root


def _person(root: Organisation, code: str, name: str, role: Role) -> Staff:
    person = Staff.objects.create(root=root, username=code, name=name)
    give_post(at=FOUNDED, staff=person, organisation=root, role=role, from_day=SINCE)
    return person


# ---- a small market ----


@lru_cache(maxsize=4)
def market(each: int = 3) -> Facts:
    """P01… and L01…, `each` of both sectors with complete marks, three events, and a unit P90 that is merged into P01."""
    edition, period = open_edition(RULEBOOK), parse_period(PERIOD)
    codes = {f"{letter}{100 + number:04d}": f"{letter}{place:02d}" for letter in "PL" for place, number in enumerate(NUMBERS[:each], start=1)}
    codes["P0904"] = "P90"
    found = sample_facts(edition, period)
    insurers = tuple(replace(i, code=codes[i.code], name=f"申{i.name}", rolls_into=codes[i.rolls_into] if i.rolls_into else None) for i in found.insurers if i.code in codes)
    figures = tuple(replace(f, code=codes[f.code]) for f in found.figures if f.code in codes)
    marks = tuple(replace(m, code=codes[m.code]) for m in found.marks if m.code in codes)
    day = parse_period(PERIOD).first_day.replace(month=3, day=9)
    events = (
        _event("P01", day, "execution", "report_late", "年度工作情况报告迟报3日", 2), _event("P02", day, "improper_handling", "single_visit", "来访反映理赔拖延", 3),
        _event("L01", day, "negative_publicity", "local", "行业媒体报道销售误导", 4),
    )  # fmt: skip
    return Facts(insurers, figures, marks, events)


def _event(code: str, day: object, indicator: str, situation: str, words: str, row: int) -> Occurrence:
    return Occurrence(code, day, indicator, situation, 1, None, words, "经办甲", "复核乙", "日常监管", Place(EVENTS, row))  # type: ignore[arg-type]


def written(facts: Facts) -> bytes:
    """The facts as a workbook of all sheets."""
    target = BytesIO()
    write_facts(target, facts, open_edition(RULEBOOK), parse_period(PERIOD))
    return target.getvalue()


@lru_cache(maxsize=64)
def workbook_of(kind: str = "workbook", each: int = 3, without_marks_of: str = "") -> bytes:
    """What one source delivers; publicity monitoring has its own events, the daily record the others."""
    facts = market(each)
    if kind == "publicity":
        facts = replace(facts, events=tuple(e for e in facts.events if e.indicator == "negative_publicity"), _index={})
    elif kind == "daily_record":
        facts = replace(facts, events=tuple(e for e in facts.events if e.indicator != "negative_publicity"), _index={})
    if without_marks_of:
        facts = replace(facts, marks=tuple(m for m in facts.marks if m.code != without_marks_of), _index={})
    return written(facts)


def broken_workbook() -> bytes:
    """Three things wrong in 投诉量: half a complaint, an insurer that is not in the directory, a row twice."""
    facts = market()
    rows = list(facts.figures)
    place = next(at for at, row in enumerate(rows) if row.place.sheet == "投诉量" and row.code == "P01" and row.period == PERIOD)
    broken = {**rows[place].values, "motor_complaints": Fraction(5, 2)}
    twice = next(row for row in rows if row.place.sheet == "投诉量" and row.code == "P02" and row.period == PERIOD)
    stray = replace(rows[place], code="P77")
    rows[place] = replace(rows[place], values=broken)
    return written(replace(facts, figures=(*rows, stray, twice), _index={}))


# ---- a round ----


def play(office: AssessmentOffice, upto: str = "published", *, each: int = 3, at: datetime = OPENED) -> Round:
    """Opened, every source uploaded by kao, taken to that step; published means passed by fu and published by jiandu."""
    kao = office.actor("kao")
    actions.open_round(**WHERE, actor=kao, at=at)
    taken = actions.upload_source(**WHERE, kind="workbook", name="考评数据.xlsx", content=workbook_of(each=each), actor=kao, at=at)
    assert taken.taken, taken.problems
    for step in ORDER[1 : ORDER.index(Step(upto)) + 1]:
        if step == Step.PUBLISHED:
            publish(office, at=at)
            break
        if step == Step.SCORE:
            pass_all(office, at=at)
        actions.go_to_step(**WHERE, step=step, seen_version=office.round.version, actor=kao, at=at)
    return office.round


def pass_all(office: AssessmentOffice, *, by: str = "fu", at: datetime = OPENED) -> None:
    trial = RoundState(office.round).trial
    assert trial is not None
    cards = list(trial.cards())
    actions.review_cards(**WHERE, codes=[card.code for card in cards], passed=True, seen={card.code: card_hash(card) for card in cards}, actor=office.actor(by), at=at)


def publish(office: AssessmentOffice, *, cause: str = "", at: datetime = OPENED) -> None:
    actions.publish_round(**WHERE, cause=cause, seen_version=office.round.version, actor=office.actor("jiandu"), at=at)


def names_of(each: int = 3) -> Sequence[str]:
    """What must not leak: the insurers' names."""
    return [insurer.name for insurer in market(each).insurers]
