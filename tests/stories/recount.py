"""The slow and obvious second route: every row read once, then loops and ifs. Nothing here asks the product's queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from suqing.apps.clocks.models import Clock
from suqing.apps.complaints.models import (
    Blockage,
    CaseEdition,
    Complaint,
    Crisis,
    Finding,
    FindingPerson,
    FollowUp,
    ForwardedLetter,
    HeadCount,
    Hearing,
    Improvement,
    ImprovementStep,
    Lateness,
    Obstacle,
    Party,
    Promise,
    Recusal,
    ReportBack,
    Sight,
    Support,
    Survey,
    Undertaking,
    Urge,
)
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.organisations.models import Organisation, Post, Staff
from suqing.kernel.clock import house

OVERSEERS = ("complaint_officer", "complaint_manager", "department_head", "claims_head", "leader_in_charge", "general_manager")
POST_OR_LEADER = ("complaint_officer", "complaint_manager", "leader_in_charge", "general_manager")
ANSWERS_FOR_A_UNIT = ("department_head", "leader_in_charge", "general_manager")
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass
class Case:
    """One case with all its rows; `limit` is the earliest of its running clocks."""

    row: Complaint
    above: list[int]
    clocks: list[Clock] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    urges: list[Urge] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    supports: list[Support] = field(default_factory=list)
    blockages: list[Blockage] = field(default_factory=list)
    latenesses: list[Lateness] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    improvements: list[Improvement] = field(default_factory=list)
    undertakings: list[Undertaking] = field(default_factory=list)
    seen_by: set[int] = field(default_factory=set)
    concerns: set[int] = field(default_factory=set)
    told: dict[str, str] = field(default_factory=dict)
    phone: str = ""  # the complainant's own; told has the representatives' too
    care: str = ""
    parties: list[Party] = field(default_factory=list)
    letter: ForwardedLetter | None = None
    reported: bool = False
    findings: list[Finding] = field(default_factory=list)
    complainants: list[Party] = field(default_factory=list)
    crises: list[Crisis] = field(default_factory=list)
    head_counts: list[HeadCount] = field(default_factory=list)
    by_the_law: bool = False

    @property
    def limit(self) -> datetime | None:
        return min((each.limit_at for each in self.clocks if each.state == "running" and each.kind != APPLY), default=None)

    @property
    def stuck(self) -> Blockage | None:
        return next((each for each in self.blockages if each.superseded_at is None and each.cleared_at is None), None)


APPLY = "review_apply"  # the complainant's own window: nobody of ours is late by it
TEXTS = ("title", "facts", "demands", "respondent_text", "policy_no", "claim_no")


class Rows:
    """Everything that is in the tables."""

    def __init__(self) -> None:
        self.units = {each.id: each for each in Organisation.objects.all()}
        self.posts: dict[int, list[Post]] = defaultdict(list)
        for post in Post.objects.all():
            self.posts[post.staff_id].append(post)
        self.cases: dict[int, Case] = {}
        for row in Complaint.objects.all():
            self.cases[row.id] = Case(row, [int(part) for part in self.units[row.unit_id].path.strip("/").split("/")])
        for clock in Clock.objects.filter(subject_kind="complaint"):
            self.cases[clock.subject_id].clocks.append(clock)
        for model, name in ((Promise, "promises"), (Urge, "urges"), (Obstacle, "obstacles"), (Support, "supports"), (Blockage, "blockages"), (Lateness, "latenesses"), (Survey, "surveys"), (FollowUp, "follow_ups"), (Improvement, "improvements"), (Undertaking, "undertakings"), (Finding, "findings"), (Crisis, "crises"), (HeadCount, "head_counts")):
            for each in model._default_manager.all():
                getattr(self.cases[each.complaint_id], name).append(each)
        for sight in Sight.objects.all():
            self.cases[sight.complaint_id].seen_by.add(sight.holder_id)
        for letter in ForwardedLetter.objects.all():
            self.cases[letter.complaint_id].letter = letter
        for report in ReportBack.objects.all():
            self.cases[report.complaint_id].reported = True
        for ruling in CaseEdition.objects.filter(rulebook="cbirc2020", applies=True):
            self.cases[ruling.complaint_id].by_the_law = True
        self._concerns()
        self._texts()
        self.steps: dict[int, dict[str, ImprovementStep]] = defaultdict(dict)
        for step in ImprovementStep.objects.all():
            self.steps[step.improvement_id][step.kind] = step

    def _concerns(self) -> None:
        for case in self.cases.values():
            case.concerns |= {case.row.respondent_staff_id} - {None}  # type: ignore[arg-type]
        for model in (Hearing, Recusal):
            for each in model._default_manager.all():
                self.cases[each.complaint_id].concerns.add(each.staff_id)
        for person in FindingPerson.objects.select_related("finding"):
            if person.barred:
                self.cases[person.finding.complaint_id].concerns.add(person.staff_id)

    def _texts(self) -> None:
        for case in self.cases.values():
            key = case_key(case.row)
            case.told = {name: read(case.row, key, name) for name in TEXTS}
        for party in Party.objects.all():
            case = self.cases[party.complaint_id]
            key = case_key(case.row)
            case.parties.append(party)
            if party.role == "complainant" and (party.elderly or party.disabled or party.seriously_ill or party.home_visit):
                case.care = "yes"
            if party.role == "complainant":
                if not case.complainants:
                    case.phone = read(party, key, "phone")
                case.complainants.append(party)
            for name in ("name", "phone"):
                case.told[name] = f"{case.told.get(name, '')} {read(party, key, name)}".strip()


class Eyes:
    """One person looking."""

    def __init__(self, rows: Rows, person: Staff, now: datetime) -> None:
        self.rows, self.person, self.now = rows, person, now
        today = house(now).date()
        self.posts = [post for post in rows.posts[person.id] if post.from_day <= today and (post.until_day is None or post.until_day >= today)]
        self.holds = {person.id} | {post.organisation_id for post in self.posts if post.role in OVERSEERS}
        self.leads = [post.organisation_id for post in self.posts if post.role in POST_OR_LEADER]
        self.answers_for = {post.organisation_id for post in self.posts if post.role in ANSWERS_FOR_A_UNIT}

    def sees(self, case: Case) -> bool:
        if not self.posts or case.row.root_id != self.person.root_id or self.person.id in case.concerns:
            return False
        return bool(case.seen_by & self.holds)

    def oversees(self, case: Case) -> bool:
        """As complaint post or leader, on the line above the case."""
        return self.sees(case) and any(unit in case.above and unit in case.seen_by for unit in self.leads)

    def seen(self) -> list[Case]:
        return [case for case in self.rows.cases.values() if self.sees(case)]

    def view(self, name: str) -> list[Case]:
        """In the order of the workbench: the earliest limit first, then the older case."""
        found = [case for case in self.seen() if self.belongs(case, name)]
        return sorted(found, key=lambda case: (case.limit or NEVER, case.row.id))

    def belongs(self, case: Case, name: str) -> bool:
        row, me, now = case.row, self.person.id, self.now
        mine = row.next_holder_id == me
        if name == "after_closing":
            return not row.open and mine and row.next_action != ""
        if name == "discontented":
            return not row.open and left_discontented(case)
        if name == "redress":
            owed = [each.due_day for each in case.undertakings if each.done_at is None and each.proposal.state in ("approved", "taken_over")]
            return any(day < house(now).date() for day in owed)
        if name == "unexplained":
            said = {(each.clock_kind, each.limit_at) for each in case.latenesses if each.superseded_at is None}
            ours = [each for each in case.clocks if each.kind != "review_apply" and each.strength != "target"]
            late = [each for each in ours if each.state == "missed" or (each.state == "running" and each.limit_at < now)]
            return any((each.kind, each.limit_at) not in said for each in late)
        if not row.open:
            return False
        if name == "open":
            return True
        if name == "mine":
            return mine
        if name == "to_contact":
            return mine and row.next_action == "note_contact"
        if name == "to_instruct":
            return mine and row.next_action == "instruct_proposal"
        if name == "unassigned":
            return row.next_action in ("triage", "dispatch", "accept_dispatch")
        if name == "overdue":
            return case.limit is not None and case.limit < now
        if name == "due_today":
            return case.limit is not None and case.limit >= now and house(case.limit).date() == house(now).date()
        if name == "near":
            return case.limit is not None and case.limit >= now and any(each.state == "running" and each.warned_at is not None for each in case.clocks)
        if name == "paused":
            return any(each.state == "paused" for each in case.clocks)
        if name == "promises":
            return any(each.answered_at is None for each in case.promises)
        if name == "urged":
            return any(each.to_staff_id == me and each.answered_at is None for each in case.urges)
        if name == "asked":
            return any(each.to_staff_id == me and each.answered_at is None for each in [*case.obstacles, *case.supports])
        if name == "forwarded":
            return row.source in ("regulator_local", "regulator_national")
        if name == "crisis":
            return row.crisis_item
        if name == "major":
            return row.classification == "major"
        if name == "lacking":
            return lacks(case)
        raise AssertionError(f"no recount for the view {name}: write one")

    def found(self, words: str) -> list[Case]:
        """By number, phone, policy or claim number, a piece of a name, or of a text that the person reads; newest first."""
        cases = []
        for case in self.seen():
            told = case.told
            texts = [told[name] for name in ("title", "facts", "demands", "respondent_text")]
            by_text = self.reads(case) and all(any(plain(word) in plain(text) for text in texts) for word in words.split())
            if words in (case.row.ref, told["policy_no"], told["claim_no"], *told["phone"].split()) or words in told["name"] or by_text:
                cases.append(case)
        return sorted(cases, key=lambda case: -case.row.id)

    def reads(self, case: Case) -> bool:
        """A clerk who merely took it down reads no more than what may be said to a caller."""
        return not any(post.role in ("hotline_clerk", "counter_clerk") for post in self.posts)

    def improvements(self, name: str, today: date) -> list[Improvement]:
        found = []
        for case in self.rows.cases.values():
            for each in case.improvements:
                shown = each.root_id == self.person.root_id and (self.oversees(case) or each.to_unit_id in self.answers_for)
                if shown and self._improvement_belongs(each, name, today):
                    found.append(each)
        return sorted(found, key=lambda each: -each.id)

    def _improvement_belongs(self, each: Improvement, name: str, today: date) -> bool:
        steps = self.rows.steps[each.id]
        answered, done, checked = steps.get("answered"), steps.get("done"), steps.get("checked")
        waiting = answered is None
        doing = answered is not None and answered.good is True and done is None
        if name == "all":
            return True
        if name == "open":
            return waiting or doing
        if name == "overdue":
            return (waiting and each.due_day < today) or (doing and answered is not None and answered.day is not None and answered.day < today)
        if name == "to_check":
            return done is not None and checked is None
        return checked is not None or (answered is not None and answered.good is False)


def left_discontented(case: Case) -> bool:
    """Of the present round: an answered link that asks for a call nobody made since, or a last call that left discontent."""
    reached = [each for each in case.follow_ups if each.round == case.row.round and each.reached]
    for survey in case.surveys:
        if survey.round != case.row.round or survey.answered_at is None:
            continue
        calls = (survey.satisfaction or 9) <= 2 or survey.contact_wanted
        if calls and not any(each.at >= survey.answered_at for each in reached):
            return True
    last = max(reached, key=lambda each: each.at, default=None)
    return case.row.stage == "closed" and last is not None and last.discontent_remains


def lacks(case: Case) -> bool:
    """An open complaint whose record has not what a step to come asks for."""
    row, told = case.row, case.told
    if row.kind != "complaint":
        return False
    if row.stage == "registered" and not (told["facts"] and told["demands"]):
        return True
    if row.stage in ("registered", "triaged"):
        if not row.dispute_type:
            return True
        if not told["respondent_text"] and row.respondent_unit_id is None and row.respondent_staff_id is None:
            return True
    if row.stage != "replied":
        for party in case.parties:
            if party.role == "complainant" and (not party.name or not (party.phone or party.address or party.email)):
                return True
            if party.role in ("agent_of_complainant", "heir") and not party.proof_seen:
                return True
    if row.source not in ("regulator_local", "regulator_national") or case.reported:
        return False
    return case.letter is None or not case.letter.letter_no or not case.letter.bureau or case.letter.return_by is None


def how_urgent(case: Case) -> str:
    """By plain sums; the numbers are written out once more, so that a changed weight is noticed."""
    row, points = case.row, 0
    if not row.open or row.kind != "complaint":
        return "normal"
    points += 3 if row.classification == "major" else 0
    points += {"first": 0, "second": 1, "third_or_more": 3}[row.repeat_level]
    points += 2 if row.source in ("regulator_local", "regulator_national") else 0
    points += 2 if row.exposed_by_media or row.source in ("media", "internet") or (row.source == "own" and row.method == "media") else 0
    points += 2 if row.in_litigation or row.in_arbitration or row.with_judicial_organs else 0
    points += 1 if (row.sum_claimed_fen or 0) >= 2_000_000 else 0
    for party in case.complainants:
        points += int(party.elderly) + int(party.disabled) + 2 * int(party.seriously_ill)
    points += 3 if any(each.round == row.round and each.fed_back_at is None for each in case.crises) else 0
    most = max((each.persons for each in [*case.head_counts, *case.crises] if each.persons and each.at >= row.round_received_at), default=0)
    points += (1 if most >= 2 else 0) + (3 if most >= 20 and case.by_the_law else 0)
    points += 1 if any(each.state == "running" and each.warned_at for each in case.clocks) else 0
    return "high" if points >= 3 else "raised" if points else "normal"


def plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def refs(cases: Iterable[Case]) -> list[str]:
    return [case.row.ref for case in cases]

