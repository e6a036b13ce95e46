"""A year of work at the Shanghai branch, through the same actions as people use; ends with the day before today, in the middle of everything."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from random import Random
from typing import Any

from suqing.apps.clocks.tasks import wake_clocks
from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.settling import SettlementText
from suqing.apps.complaints.actions.triaging import proposed_class
from suqing.apps.complaints.intake import Intake, Letter
from suqing.apps.complaints.models import Complaint, Proposal
from suqing.apps.complaints.tasks import follow_the_improvements, follow_the_urges
from suqing.demo.houses import Houses
from suqing.demo.play import STEPS, Play, Stage
from suqing.demo.times import Times
from suqing.demo.year_calls import YEAR, Call, calls
from suqing.demo.year_evenings import evening_round
from suqing.demo.year_paths import Beat, beats_of, settled_at_once
from suqing.kernel.clock import HOUSE, house
from suqing.rulebook import Calendar

SEED = 20260726
OPENS, CLOSES = time(8, 30), time(17, 30)
Progress = Callable[[int], object]


def play_year(houses: Houses, *, items: int, now: datetime, calendar: Calendar, seed: int = SEED, days: int = YEAR, eventful: float = 1, progress: Progress = lambda done: None) -> int:
    """Every step at its moment, in the order of time; those of today and later are left undone. How many steps were taken.

    `progress` is told of each item taken down. Same seed, items and day: same work. Whoever calls holds the transaction.
    """
    dice, today = Random(seed), house(now).date()  # noqa: S311  a demo's dice
    stop = datetime.combine(today, time(), HOUSE)
    coming = [_plan(call, dice, calendar, eventful) for call in calls(dice, items=items, until=today, calendar=calendar, days=days)]
    return _Year(houses, calendar, stop, coming, progress, dice).play()


@dataclass
class _Planned:
    call: Call
    entered_at: datetime
    settlement: SettlementText | None
    beats: Iterator[tuple[datetime, Beat]]
    ref: str = ""


def _plan(call: Call, dice: Random, calendar: Calendar, eventful: float) -> _Planned:
    entered = call.received_at + timedelta(minutes=dice.randrange(3, 25))
    at_once = settled_at_once(call, dice)
    told = SettlementText(answer=call.outcome, words="接受，谢谢。", facts_verified="接听时查看承保和理赔记录，与所述一致。", grounds="保险合同约定和公司服务承诺", told_proof="本次通话录音") if at_once else None
    return _Planned(call, entered, told, iter(_timed(list(beats_of(call, dice, at_once=at_once, eventful=eventful)), entered, calendar)))


def _timed(beats: list[Beat], entered: datetime, calendar: Calendar) -> list[tuple[datetime, Beat]]:
    moment, found = entered, []
    for beat in beats:
        moment = _worked(moment, beat[0], calendar)
        found.append((moment, beat))
    return found


def _worked(moment: datetime, minutes: int, calendar: Calendar) -> datetime:
    """So many minutes of office hours later."""
    left, at = timedelta(minutes=minutes), house(moment)
    while True:
        opens, closes = (datetime.combine(at.date(), each, HOUSE) for each in (OPENS, CLOSES))
        at = max(at, opens)
        if calendar.is_working_day(at.date()) and at < closes:
            if at + left <= closes:
                return at + left
            left -= closes - at
        at = datetime.combine(at.date() + timedelta(days=1), OPENS, HOUSE)


@dataclass
class _Year:
    houses: Houses
    calendar: Calendar
    stop: datetime
    coming: list[_Planned]
    progress: Progress
    dice: Random
    refs: dict[int, str] = field(default_factory=dict)
    steps: int = 0

    def play(self) -> int:
        stage = Stage(self.houses, _Moments(self.stop, self.calendar), {})
        agenda: list[tuple[datetime, int, Beat | None]] = []
        for planned in self.coming:
            heappush(agenda, (planned.entered_at, planned.call.number, None))
        by_number = {planned.call.number: planned for planned in self.coming}
        evening = datetime.combine(min((at for at, *_ in agenda), default=self.stop).date(), CLOSES, HOUSE)
        while agenda and agenda[0][0] < self.stop:
            at, number, beat = heappop(agenda)
            while evening < at:
                evening = self._sweep(evening)
            stage.times.now = at
            self._take(stage, by_number[number], beat, at)
            if (following := next(by_number[number].beats, None)) is not None:
                heappush(agenda, (following[0], number, following[1]))
        while evening < self.stop:
            evening = self._sweep(evening)
        return self.steps

    def _take(self, stage: Stage, planned: _Planned, beat: Beat | None, at: datetime) -> None:
        self.steps += 1
        if beat is None:
            self.refs[planned.call.number] = planned.ref = self._register(planned).ref
            self.progress(1)
            return
        _, who, what, given = beat
        YEAR_STEPS[what](stage, Complaint.objects.select_related("unit").get(ref=planned.ref), who, at.isoformat(), dict(given))

    def _register(self, planned: _Planned) -> Complaint:
        call, told = planned.call, dict(planned.call.told)
        if "respondent_staff" in told:
            told["respondent_staff_id"] = self.houses.people[told.pop("respondent_staff")].id
        if "letter" in told:
            told["letter"] = Letter(**told["letter"])
        if call.again is not None:
            told["same_matter_as"] = self.refs[call.again]
        intake = Intake(received_at=call.received_at, unit_id=self.houses.units[call.unit].id, **told)
        given = {"intake": intake, "actor": self.houses.actor(call.by), "at": planned.entered_at}
        if planned.settlement is None:
            return actions.register_complaint(**given)
        return actions.register_and_settle(**given, content=planned.settlement)

    def _sweep(self, evening: datetime) -> datetime:
        """What the worker does of itself, and what people do before going home; the next evening."""
        wake_clocks(evening)
        follow_the_urges(evening)
        follow_the_improvements(evening)
        evening_round(self.houses, evening, self.dice)
        return evening + timedelta(days=1)


class _Moments(Times):
    """Times told as moments; `now` goes with the work."""

    def at(self, told: str) -> datetime:
        return self.now if told == "0m" else datetime.fromisoformat(told)


def _given(action: Callable[..., Any], **made: Callable[[Stage, dict[str, Any]], Any]) -> Play:
    """An act of which some arguments are made from what stands in the beat."""

    def play(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
        more = {name: make(stage, given) for name, make in made.items()}
        return stage.act(action, complaint, who, when, **given, **more)

    return play


def _whom(stage: Stage, given: dict[str, Any]) -> int:
    return stage.houses.people[given.pop("whom")].id


def _in_a_day(stage: Stage, given: dict[str, Any]) -> datetime:
    return stage.times.now + timedelta(days=1)


def _today(stage: Stage, given: dict[str, Any]) -> date:
    return house(stage.times.now).date()


def _triage(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    """As the product proposes."""
    proposed = proposed_class(complaint)
    found = proposed.classification.classification if proposed else ""
    return stage.act(actions.triage_complaint, complaint, who, when, classification=found or "general", established=True)


def _instruct(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    """By the leader to whom it was sent."""
    return STEPS["instruct"](stage, complaint, _login(stage, Proposal.objects.get(complaint=complaint, live=True).submitted_to_id), when, given)


def _review(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    return stage.act(actions.review_settlement, complaint, _login(stage, complaint.leader_id), when, **given)


def _login(stage: Stage, staff_id: int | None) -> str:
    return next(login for login, person in stage.houses.people.items() if person.id == staff_id)


def _answer_survey(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    return actions.answer_survey(at=stage.times.at(when), **given).complaint


YEAR_STEPS: Mapping[str, Play] = {
    **STEPS,
    "triage": _triage,
    "instruct": _instruct,
    "review": _review,
    "promise": _given(actions.make_promise, due_at=lambda stage, given: stage.times.now + timedelta(minutes=given.pop("minutes"))),
    "block": _given(actions.note_blockage, since=lambda stage, given: house(stage.times.now).date() - timedelta(days=given.pop("days"))),
    "clear": _given(actions.clear_blockage),
    "obstacle": _given(actions.report_obstacle),
    "judge_obstacle": _given(actions.answer_obstacle),
    "support": _given(actions.ask_support, to_staff_id=_whom, answer_by=_in_a_day),
    "help": _given(actions.answer_support),
    "urge": _given(actions.urge_complaint, to_staff_id=_whom, answer_by=_in_a_day),
    "answer_urge": _given(actions.answer_urge),
    "pause": _given(actions.pause_limit, proof_at=lambda stage, given: stage.times.now, document_on=_today),
    "resume": _given(actions.resume_limit, document_on=_today),
    "crisis": _given(actions.open_crisis),
    "opinion": _given(actions.record_crisis_opinion, present_ids=lambda stage, given: [stage.houses.people[each].id for each in given.pop("present")]),
    "decide_crisis": _given(actions.decide_crisis),
    "reopen": _given(actions.reopen_complaint),
    "survey": _given(actions.send_survey),
    "answer_survey": _answer_survey,
    "answer_improvement": _given(actions.answer_improvement, plan=lambda stage, given: "部门内发文，到期前提醒。", plan_day=lambda stage, given: stage.times.day_ahead(given.pop("days"))),
    "improved": _given(actions.complete_improvement),
    "check_improvement": _given(actions.check_improvement),
}
