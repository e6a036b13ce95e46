"""What follows from what: once, together with its cause, and told only to those who may see the case."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from suqing import consequences
from suqing.apps.accountability.models import PenaltyNotice
from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.clocks.actions.waking import wake, wake_due
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints import actions
from suqing.apps.complaints import events as cases
from suqing.apps.complaints.access import look_at
from suqing.apps.complaints.models import Complaint, Sight
from suqing.apps.notices.models import Notice
from suqing.apps.notices.queries import text_of
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.actions import give_post, report_to
from suqing.apps.organisations.models import Role, Staff
from suqing.apps.sealed.models import MisconductReport
from suqing.apps.sealed.queries import open_report
from suqing.kernel import publish as publishing
from suqing.kernel.publish import Handlers, publish, register
from tests.apps.sealed_world import bytes_of_database, text_of_all_tables
from tests.apps.test_procedure import Walk, walk_to_reply
from tests.cast import SINCE, House, cn, found_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    found = found_cast()
    person = Staff.objects.create(root=found.root, username="group", name="领导小组老范")
    found.people["group"] = person
    give_post(at=cn("2020-01-01 09:00"), staff=person, organisation=found.root, role=Role.LEADING_GROUP, from_day=SINCE)
    return found


@pytest.fixture
def table() -> Any:
    """Puts the real table back whatever a test registers."""
    yield
    register(consequences.TABLE)


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient__name", flat=True))


def in_hand(house: House) -> Walk:
    """A general case with 小孙 handling it, received 11-23 09:12: resolve by 11-26 17:30."""
    walk = Walk(house, house.register(possible_loss_fen=100_000))
    walk.do("li", "2026-11-23 09:40", actions.triage_complaint, classification="general", established=True)
    walk.do("li", "2026-11-23 09:45", actions.dispatch_complaint, department_id=house.claims.id)
    walk.do("wang", "2026-11-23 09:55", actions.accept_dispatch, handler_id=house.sun.id)
    return walk


# ── at start ─────────────────────────────────────────────────────────────────
def test_the_table_is_in_force_from_the_start() -> None:
    assert publishing.registered() is consequences.TABLE


def test_every_event_of_the_procedure_has_its_line() -> None:
    events = {each for each in vars(cases).values() if isinstance(each, type) and issubclass(each, cases.CaseEvent)}
    assert len(events) > 10
    assert events - {cases.CaseEvent, cases.ImprovementEvent} <= set(consequences.TABLE)


# ── together, or not at all ──────────────────────────────────────────────────
def test_an_event_that_nobody_hears_is_no_mistake() -> None:
    @dataclass(frozen=True)
    class Unheard:
        pass

    with transaction.atomic():
        publish(Unheard())


def test_a_handler_that_fails_undoes_its_cause(house: House, table: None) -> None:
    def fail(event: object) -> None:
        raise OSError("disk full")

    register({**consequences.TABLE, cases.ComplaintRegistered: Handlers(together=(fail,))})
    before = Event.objects.count()
    with pytest.raises(OSError, match="disk full"):
        house.register()
    assert not Complaint.objects.exists()
    assert not Notice.objects.exists()
    assert Event.objects.count() == before


def test_a_failing_seal_leaves_the_ordinary_record_as_it_was(house: House, table: None) -> None:
    walk = in_hand(house)

    def fail(event: object) -> None:
        raise OSError("disk full")

    register({**consequences.TABLE, cases.MisconductRevealed: Handlers(together=(consequences.seal_report, fail))})
    with pytest.raises(OSError, match="disk full"):
        walk.do("li", "2026-11-24 09:00", actions.reveal_misconduct, reason="反映收受回扣")
    kept = Complaint.objects.get(pk=walk.complaint.pk)
    assert kept.facts == walk.complaint.facts != ""
    assert not MisconductReport.objects.exists()


# ── notices about cases ──────────────────────────────────────────────────────
def test_whose_turn_it_is_hears_of_it_step_by_step(house: House) -> None:
    walk = walk_to_reply(house)
    assert told("dispatch.received") == {"王经理"}
    assert told("handler.named") == {"小孙"}
    assert told("respondent.told") == {"定损员老丁"}
    assert told("hearing.asked") == {"定损员老丁"}
    assert told("finding.recorded") == {"小李专员"}
    assert told("proposal.submitted") == {"赵总"}
    assert told("proposal.approved") == {"小孙"}
    for notice in Notice.objects.all():
        words = text_of(notice)
        assert notice.subject_ref == walk.complaint.ref
        assert words.startswith(walk.complaint.ref)
        assert not any(secret in words + notice.params for secret in ("陈女士", "定损", "13800006621", "老丁", "赔付"))


def test_the_respondent_is_asked_for_their_side_and_told_nothing_more(house: House) -> None:
    walk = in_hand(house)
    walk.do("sun", "2026-11-23 11:00", actions.ask_hearing, staff_id=house.ding.id)
    notice = Notice.objects.get(recipient=house.ding, kind="hearing.asked")
    assert text_of(notice) == f"{walk.complaint.ref}：请说明情况。打开后填写您的陈述。"
    assert notice.params == "{}"


@pytest.mark.parametrize("name", ["outsider", "ding", "stranger", "zhou", "admin"])
def test_who_may_not_see_the_case_is_not_told_even_when_named(house: House, name: str) -> None:
    complaint = house.register()
    event = cases.HandlerNamed(
        complaint.id, complaint.root_id, complaint.ref, house.actor("li"), cn("2026-11-23 10:00"),
        (house.people[name].id, house.wang.id, house.han.id),
    )  # fmt: skip
    with transaction.atomic():
        publish(event)
    assert told("handler.named") == {"韩主管"}


def test_the_same_event_twice_is_one_notice(house: House) -> None:
    complaint = house.register()
    event = cases.ComplaintReopened(
        complaint.id, complaint.root_id, complaint.ref, house.actor("li"), cn("2026-11-23 10:00"), (house.han.id,)
    )
    for _ in range(2):
        with transaction.atomic():
            publish(event)
    assert Notice.objects.filter(kind="case.reopened.plain").count() == 1


# ── clocks ───────────────────────────────────────────────────────────────────
def resolve_clock(walk: Walk) -> Clock:
    return Clock.objects.get(subject_id=walk.complaint.id, rulebook="property", kind="resolve", state="running")


def test_the_ladder_climbs_from_handler_to_leading_group(house: House) -> None:
    walk = in_hand(house)
    clock = resolve_clock(walk)
    wake_due(cn("2026-11-26 17:00"), 1_000)
    warned = Notice.objects.filter(kind="clock.warned", dedupe_key__startswith=f"clock:{clock.id}:")
    assert {notice.recipient.name for notice in warned} == {"小孙"}
    assert "办结时限11月26日 周四 17:30" in text_of(warned.get())
    wake_due(cn("2026-12-02 09:00"), 1_000)

    def of(step: int) -> set[str]:
        rows = Notice.objects.filter(dedupe_key__startswith=f"clock:{clock.id}:{step}:")
        return set(rows.values_list("recipient__name", flat=True))

    assert (of(2), of(3), of(4)) == ({"王经理"}, {"赵总"}, {"领导小组老范"})
    assert Notice.objects.get(dedupe_key=f"clock:{clock.id}:2:{house.wang.id}").at == clock.limit_at


def test_whoever_is_told_can_open_the_case(house: House) -> None:
    walk = in_hand(house)
    assert not Sight.objects.filter(complaint=walk.complaint, holder_id=house.group.id).exists()
    wake_due(cn("2026-12-02 09:00"), 1_000)
    recipients = Staff.objects.filter(id__in=Notice.objects.exclude(kind="respondent.told").values("recipient_id"))
    assert "领导小组老范" in {person.name for person in recipients}
    for person in recipients:
        day = cn("2026-12-02 09:00").date()
        assert look_at(standing_of(person, on=day), walk.complaint, on=day).depth == "full"


def test_a_worker_that_runs_twice_or_beside_another_tells_once(house: House) -> None:
    walk = in_hand(house)
    seen_by_the_other = resolve_clock(walk)
    at = cn("2026-12-02 09:00")
    wake_due(at, 1_000)
    notices, events = Notice.objects.count(), Event.objects.count()
    assert notices > 0
    with transaction.atomic():
        assert wake(seen_by_the_other, at) == 0
    wake_due(at, 1_000)
    assert (Notice.objects.count(), Event.objects.count()) == (notices, events)


def test_a_respondent_is_never_told_as_superior(house: House) -> None:
    """王经理 is complained of himself: the next up the line hears of it, he does not."""
    walk = Walk(house, house.register(possible_loss_fen=100_000, respondent_staff_id=house.wang.id))
    Complaint.objects.filter(pk=walk.complaint.pk).update(handler=house.sun)
    Sight.objects.create(root=house.root, complaint=walk.complaint, holder_id=house.sun.id)
    wake_due(cn("2026-12-09 09:00"), 1_000)
    assert Notice.objects.exists()
    assert not Notice.objects.filter(recipient=house.wang).exists()
    assert "廖总" in told("clock.overdue")


def test_a_leader_or_a_group_member_concerned_is_passed_over(house: House) -> None:
    walk = Walk(house, house.register(possible_loss_fen=100_000, respondent_staff_id=house.zhao.id))
    second = Staff.objects.create(root=house.root, username="zhao2", name="孟总")
    give_post(at=cn("2020-01-01 09:00"), staff=second, organisation=house.root, role=Role.LEADER_IN_CHARGE, from_day=SINCE)
    give_post(at=cn("2020-01-01 09:00"), staff=house.zhao, organisation=house.root, role=Role.LEADING_GROUP, from_day=SINCE)
    wake_due(cn("2026-12-09 09:00"), 1_000)
    assert not Notice.objects.filter(recipient=house.zhao, subject_id=walk.complaint.id).exists()
    assert told("clock.escalated") == {"孟总", "领导小组老范"}


def test_with_nobody_above_the_officer_is_told(house: House) -> None:
    walk = in_hand(house)
    report_to(at=cn("2020-01-01 09:00"), staff=house.sun, superior=house.ding, from_day=cn("2026-11-20 09:00").date())
    Complaint.objects.filter(pk=walk.complaint.pk).update(respondent_staff=house.wang)  # 老丁's superior and the respondent
    walk.complaint.refresh_from_db()
    Staff.objects.filter(pk__in=[house.ding.id, house.liao.id]).update(is_active=False)
    clock = resolve_clock(walk)
    wake_due(cn("2026-11-26 17:31"), 1_000)
    rows = Notice.objects.filter(dedupe_key__startswith=f"clock:{clock.id}:2:")
    assert set(rows.values_list("recipient__name", flat=True)) == {"小李专员"}


# ── penalties ────────────────────────────────────────────────────────────────
def test_a_confirmed_finding_proposes_and_an_unconfirmed_does_not(house: House) -> None:
    walk = in_hand(house)
    walk.do("sun", "2026-11-23 11:00", actions.ask_hearing, staff_id=house.ding.id)
    walk.do("ding", "2026-11-23 14:00", actions.state_side, statement="属实")
    walk.do(
        "sun", "2026-11-23 16:30", actions.record_finding, cause_kind="claim", cause="排期失误", evidence="排期表",
        valid=True, persons=[actions.finding.Responsible(house.ding.id, "direct")],
    )  # fmt: skip
    assert not PenaltyNotice.objects.exists()
    walk.do("li", "2026-11-23 17:00", actions.confirm_finding, valid=True)
    row = PenaltyNotice.objects.get()
    assert (row.staff_id, row.role, row.kind, row.amount_fen) == (house.ding.id, "direct", "remind", 0)
    assert (row.complaint_id, row.complaint_ref) == (walk.complaint.id, walk.complaint.ref)


# ── misconduct ───────────────────────────────────────────────────────────────
SECRETS = ("收受修理厂回扣五千元", "回扣", "陈小萍女士", "13877776621", "严肃处理此人", "PDAA2026310000997711", "先垫付再分成")


def test_a_reclassed_case_leaves_no_word_outside_the_sealed_room(house: House) -> None:
    walk = Walk(
        house,
        house.register(
            facts=f"定损员{SECRETS[0]}", demands=SECRETS[4], name=SECRETS[2], phone=SECRETS[3], policy_no=SECRETS[5],
            respondent_staff_id=house.ding.id, respondent_text="定损员老丁",
        ),
    )  # fmt: skip
    walk.do("li", "2026-11-23 09:40", actions.triage_complaint, classification="general", established=True, reason=SECRETS[6])
    walk.do("li", "2026-11-24 09:00", actions.reveal_misconduct, reason="反映收受回扣")
    report = MisconductReport.objects.get()
    assert (report.origin, report.circle, report.received_at) == ("reclassed", "office", walk.complaint.received_at)
    assert set(Notice.objects.filter(subject_id=report.id).values_list("recipient__name", flat=True)) == {"总裁办小秦"}
    assert report.ref != walk.complaint.ref
    dump, image = text_of_all_tables(), bytes_of_database()
    for word in (*SECRETS, "反映收受"):
        assert word not in dump
        assert word.encode() not in image
    others = [row for row in dump.splitlines() if report.ref in row]
    assert walk.complaint.ref not in "".join(others)


def test_reclassed_late_its_penalties_are_withdrawn_and_the_ledger_still_proves(house: House) -> None:
    walk = walk_to_reply(house)
    assert PenaltyNotice.objects.filter(state="proposed").exists()
    walk.do("li", "2026-11-25 09:00", actions.reveal_misconduct, reason="反映收受回扣")
    assert not PenaltyNotice.objects.filter(state="proposed").exists()
    ours = {("complaint", walk.complaint.id), *(("penalty", row.id) for row in PenaltyNotice.objects.all())}
    assert [found.words for found in verify() if found.subject in ours] == []
    opened = open_report(standing_of(house.qin, on=cn("2026-11-25 10:00").date()), MisconductReport.objects.get().ref)
    assert opened.texts["came_from"] == walk.complaint.ref
    assert "保单号：PDAA2026310000883417" in opened.texts["particulars"]


def test_telling_costs_the_same_statements_however_many_cases_there_are(house: House) -> None:
    first, second = house.register(), house.register(phone="13800006622", name="刘先生", policy_no="")
    counts = []
    for complaint in (first, second):
        event = cases.HandlerNamed(
            complaint.id, complaint.root_id, complaint.ref, house.actor("li"), cn("2026-11-23 10:00"), (house.han.id,)
        )
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            publish(event)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14
