"""New facts within the limit start the law's limit anew; on a closed case they open a round that counts from their receipt (law 18)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint, NewFacts, Reopening
from suqing.kernel.errors import BadInput, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db


def act(house: House, case: Complaint, name: str, at: str, **given: Any) -> Complaint:
    case = Complaint.objects.get(pk=case.pk)
    return getattr(actions, name)(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn(at), **given)


def running(case: Complaint) -> dict[str, datetime]:
    return dict(Clock.objects.filter(subject_id=case.id, state="running").values_list("kind", "limit_at"))


def test_the_laws_limit_restarts_and_the_companys_run_on(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    before = running(case)
    act(house, case, "note_new_facts", "2026-12-01 09:00", words="提供行车记录仪录像", received_at=cn("2026-11-30 15:00"))
    after = running(case)
    assert after["decide"] == before["decide"] + timedelta(days=7)
    assert {kind: limit for kind, limit in after.items() if kind != "decide"} == {kind: limit for kind, limit in before.items() if kind != "decide"}
    old = Clock.objects.get(subject_id=case.id, state="superseded", kind="decide", limit_at=before["decide"])
    assert old.superseded_by.limit_at == after["decide"]
    assert "自收到新材料起重新计算" in old.superseded_by.line
    assert verify() == []


def test_a_second_time_counts_from_the_second(house: House) -> None:
    """Eleven days after the first, within the limit that the first had started: 8 December was the first limit of all."""
    case = walked(house, forwarded_case(house), until="note_contact")
    act(house, case, "note_new_facts", "2026-12-05 09:00", words="录像")
    act(house, case, "note_new_facts", "2026-12-16 09:00", words="又有证人")
    assert running(case)["decide"] == cn("2026-12-31 23:59:59")
    act(house, case, "reclassify_complaint", "2026-12-16 10:00", classification="general", reason="损失不大")
    assert running(case)["decide"] == cn("2026-12-31 23:59:59")


def test_after_the_limit_it_is_another_complaint(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    with pytest.raises(Refused, match="届满以后才收到，不重新计算") as refused:
        act(house, case, "note_new_facts", "2026-12-09 09:00", words="录像")
    assert refused.value.clause == "cbirc2020/18.3"
    assert not NewFacts.objects.exists()
    act(house, case, "note_new_facts", "2026-12-09 09:00", words="录像", received_at=cn("2026-12-08 20:00"))
    assert running(case)["decide"] == cn("2026-12-23 23:59:59")


@pytest.mark.parametrize("received", ["2026-11-23 09:12", "2026-12-01 09:01"])
def test_before_the_complaint_or_in_the_future_it_cannot_be(house: House, received: str) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    with pytest.raises(BadInput, match="收到新材料的时间"):
        act(house, case, "note_new_facts", "2026-12-01 09:00", words="录像", received_at=cn(received))


def test_a_paper_that_is_not_the_cases_is_refused(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    with pytest.raises(BadInput, match="附件"):
        act(house, case, "note_new_facts", "2026-12-01 09:00", words="录像", paper_id=7)


def test_reopened_it_counts_from_the_receipt_of_the_new_material(house: House) -> None:
    case = walked(house, forwarded_case(house), until="carry_out")
    for wrong in ("2026-11-25 09:00", "2026-11-28 09:01"):
        with pytest.raises(BadInput, match="收到新材料的时间"):
            act(house, case, "reopen_complaint", "2026-11-28 09:00", reason="新照片", received_at=cn(wrong))
    act(house, case, "reopen_complaint", "2026-11-28 09:00", reason="新照片", received_at=cn("2026-11-26 11:00"))
    assert running(case)["decide"] == cn("2026-12-11 23:59:59")
    assert Reopening.objects.get().received_at == cn("2026-11-26 11:00")
    assert verify() == []
