"""Fifteen, thirty, sixty days; told in time or in vain; appraisal and mediation do not count. The companies' own clocks run on."""

from datetime import date, datetime
from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint, Prolongation
from suqing.apps.complaints.record.paused import pauses_shown
from suqing.apps.complaints.record.rows import load_rows
from suqing.apps.organisations.actions import give_post
from suqing.apps.organisations.models import Role, Staff
from suqing.kernel.errors import BadInput, BadInputs, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
DOCUMENT = {"institution": "某鉴定机构", "document_no": "委托书1号", "document_on": date(2026, 11, 23)}
REPORT = {"document_no": "鉴定意见书7号", "document_on": date(2026, 12, 4)}


class Case:
    """Received on 23 November 2026; in hand since that morning."""

    def __init__(self, house: House) -> None:
        self.house, self.row = house, walked(house, forwarded_case(house), until="note_contact")

    def do(self, who: str, when: str, act: Any, **given: Any) -> None:
        self.row = act(ref=self.row.ref, seen_version=self.row.version, actor=self.house.actor(who), at=cn(when), **given)

    def law(self) -> tuple[str, datetime]:
        clock = Clock.objects.get(subject_id=self.row.id, kind__startswith="decide", state__in=["running", "paused"])
        return clock.kind, clock.limit_at

    def own(self) -> list[tuple[str, datetime]]:
        return list(Clock.objects.filter(subject_id=self.row.id, state="running", rulebook__in=["property", "claims"]).exclude(kind="progress").order_by("kind").values_list("kind", "limit_at"))


def test_fifteen_thirty_sixty_days_each_after_what_it_needs(house: House) -> None:
    case = Case(house)
    own = case.own()
    assert case.law() == ("decide", cn("2026-12-08 23:59:59"))
    with pytest.raises(Refused, match="还没有登记情况复杂"):
        case.do("han", "2026-11-25 09:00", actions.approve_extension, reason="要等")
    case.do("sun", "2026-11-25 09:00", actions.record_complexity, reason="须等第三方定损")
    assert case.law() == ("decide_complex", cn("2026-12-23 23:59:59"))
    case.do("han", "2026-12-01 09:00", actions.approve_extension, reason="排期在月底")
    assert case.law()[0] == "decide_complex"  # not told yet
    case.do("sun", "2026-12-02 09:00", actions.tell_extension, told_how="sms", proof="短信已送达")
    assert case.law() == ("decide_extended", cn("2027-01-22 23:59:59"))
    assert case.own() == own
    with pytest.raises(Refused, match="已登记情况复杂"):
        case.do("sun", "2026-12-03 09:00", actions.record_complexity, reason="又一次")
    assert verify() == []


def test_the_deciding_branch_does_not_allow_itself_more_time(house: House) -> None:
    case = Case(house)
    case.do("han", "2026-11-25 09:00", actions.record_complexity, reason="须等第三方定损")
    for who in ("zhao", "qian", "li"):
        with pytest.raises(Refused, match="作出决定的机构自己的领导不能批准。可以请东海财险韩主管。") as refused:
            case.do(who, "2026-11-25 10:00", actions.approve_extension, reason="要等")
        assert refused.value.clause == "cbirc2020/18.1"
    with pytest.raises(Refused, match="登记情况复杂的人不能自己批准"):
        case.do("han", "2026-11-25 10:00", actions.approve_extension, reason="要等")
    boss = Staff.objects.create(root=house.root, username="boss", name="总公司陆总")
    give_post(at=cn("2026-01-01 09:00"), staff=boss, organisation=house.root, role=Role.LEADER_IN_CHARGE, from_day=date(2026, 1, 1), authority_fen=0)
    house.people["boss"] = boss
    case.do("boss", "2026-11-25 11:00", actions.approve_extension, reason="排期在月底")
    assert Prolongation.objects.get(complaint=case.row, kind="extended").by_id == boss.id


def test_told_after_the_old_limit_changes_nothing(house: House) -> None:
    case = Case(house)
    case.do("sun", "2026-11-25 09:00", actions.record_complexity, reason="须等第三方定损")
    case.do("han", "2026-12-20 09:00", actions.approve_extension, reason="排期在月底")
    case.do("sun", "2026-12-24 09:00", actions.tell_extension, told_how="sms", proof="短信已送达")
    assert case.law() == ("decide_complex", cn("2026-12-23 23:59:59"))


def test_days_of_an_appraisal_do_not_count(house: House) -> None:
    case = Case(house)
    own = case.own()
    case.do("li", "2026-11-25 09:00", actions.pause_limit, ground="appraisal", institution="某鉴定机构", document_no="委托书1号", document_on=date(2026, 11, 23), proof_at=cn("2026-11-25 08:50"))
    assert Clock.objects.get(subject_id=case.row.id, kind="decide", state="paused")
    assert case.own() == own
    with pytest.raises(Refused, match="期限已经暂停"):
        case.do("li", "2026-11-26 09:00", actions.pause_limit, ground="appraisal", **DOCUMENT, proof_at=cn("2026-11-26 08:50"))
    with pytest.raises(BadInputs) as lacking:
        case.do("li", "2026-12-05 16:00", actions.resume_limit, document_no=" ", document_on=None)
    assert [each.field for each in lacking.value.items] == ["结束文件的文号", "结束文件的日期"]
    with pytest.raises(BadInput, match="委托（2026-11-23）以后"):
        case.do("li", "2026-12-05 16:00", actions.resume_limit, document_no="鉴定意见书7号", document_on=date(2026, 11, 20))
    case.do("li", "2026-12-05 16:00", actions.resume_limit, **REPORT)
    (shown,) = pauses_shown(load_rows(Complaint.objects.get(pk=case.row.pk)), cn("2026-12-05 17:00"))
    assert (shown.days, shown.limit_at) == (10, cn("2026-12-18 23:59:59"))
    assert (shown.document, shown.ended) == ("某鉴定机构，委托书1号（2026-11-23）", "鉴定意见书7号（2026-12-04）")
    assert case.law() == ("decide", cn("2026-12-18 23:59:59"))  # ten days later
    case.do("sun", "2026-12-07 09:00", actions.record_complexity, reason="鉴定意见有争议")
    assert case.law() == ("decide_complex", cn("2027-01-02 23:59:59"))  # the ten days stay left out
    assert verify() == []


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        (DOCUMENT | {"ground": "appraisal", "proof_at": None}, Refused, "告知投诉人的记录"), ({"ground": "holiday", "reason": "机构", "proof_at": None}, Refused, "只有两种"),
        (DOCUMENT | {"ground": "appraisal", "proof_at": cn("2026-11-26 09:00")}, BadInput, "不晚于现在"), (DOCUMENT | {"ground": "appraisal", "reason": "字" * 401, "proof_at": None}, BadInput, "400"),
        ({"ground": "mediation", "reason": "中心", "proof_at": cn("2026-11-24 09:00")}, Refused, "随调解记录而来"),
        ({"ground": "appraisal", "proof_at": cn("2026-11-24 09:00")}, BadInputs, "鉴定、检测、评估机构"),
        (DOCUMENT | {"ground": "appraisal", "document_on": date(2026, 11, 26), "proof_at": cn("2026-11-24 09:00")}, BadInputs, "委托的日期"),
        (DOCUMENT | {"ground": "appraisal", "institution": "字" * 201, "proof_at": cn("2026-11-24 09:00")}, BadInputs, "200个字"),
        (DOCUMENT | {"ground": "appraisal", "paper_id": 1, "proof_at": cn("2026-11-24 09:00")}, BadInput, "附件"),
    ],
)  # fmt: skip
def test_a_pause_needs_its_ground_and_its_proof(house: House, given: dict[str, Any], error: type[Exception], said: str) -> None:
    case = Case(house)
    with pytest.raises(error, match=said):
        case.do("li", "2026-11-25 09:00", actions.pause_limit, **given)


def test_nobody_resumes_what_runs_and_a_closed_case_is_not_prolonged(house: House) -> None:
    case = Case(house)
    with pytest.raises(Refused, match="没有暂停的期限"):
        case.do("li", "2026-11-25 09:00", actions.resume_limit, **REPORT | {"document_on": date(2026, 11, 24)})
    closed = walked(house, forwarded_case(house), until="carry_out")
    assert Complaint.objects.get(pk=closed.pk).stage == "closed"
    with pytest.raises(Refused, match="已结案"):
        actions.record_complexity(ref=closed.ref, seen_version=closed.version, actor=house.actor("li"), at=cn("2026-11-26 09:00"), reason="再等等")
