"""An ending is recorded at once; the customer must still be told, and until that is on record it is the next thing to do (C03, law 21)."""

from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.proving import Sent
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.files.dossier import sections_of
from suqing.apps.complaints.models import Complaint, Termination
from suqing.apps.complaints.queries import Filters, page_of, seer_of
from suqing.apps.complaints.record import load_rows
from suqing.apps.complaints.record.timeline import timeline_of
from suqing.apps.organisations.access import standing_of
from suqing.casework.lifecycle import may
from suqing.kernel.errors import BadInput, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
ENDED_AT = "2026-11-23 15:00"


def do(house: House, case: Complaint, who: str, when: str, act: Any, **given: Any) -> Complaint:
    found: Complaint = act(ref=case.ref, seen_version=case.version, actor=house.actor(who), at=cn(when), **given)
    return found


def ended(house: House, kind: str = "in_court", **told: Any) -> Complaint:
    case = walked(house, forwarded_case(house), until="note_contact")
    return do(house, case, "li", ENDED_AT, actions.terminate_complaint, kind=kind, reason="法院已受理", **told)


def after_closing(house: House, who: str) -> list[str]:
    now = cn("2026-11-24 09:00")
    found, _ = page_of(seer_of(standing_of(house.people[who], on=now.date()), now=now), view="after_closing", filters=Filters(), now=now)
    return [each.ref for each in found]


@pytest.mark.parametrize("kind", ["in_court", "out_of_scope", "transferred"])
def test_untold_it_stays_owed_before_the_archive(house: House, kind: str) -> None:
    case = ended(house, kind)
    assert (case.open, case.next_action, case.next_holder_id) == (False, "tell_termination", house.sun.id)
    assert after_closing(house, "sun") == [case.ref]
    with pytest.raises(Refused, match="终止还没有告知投诉人") as refused:
        do(house, case, "li", "2026-11-24 10:00", actions.archive_complaint)
    assert refused.value.clause == "property/3.2"
    case = do(house, case, "sun", "2026-11-24 11:00", actions.tell_termination, told_how="telephone", proof="录音0192", told_at=cn("2026-11-24 10:30"))
    row = Termination.objects.get()
    assert (row.told_how, row.told_customer_at, row.told_by_id) == ("telephone", cn("2026-11-24 10:30"), house.sun.id)
    assert (case.next_action, after_closing(house, "sun")) == ("archive", [])
    head = next(each for each in timeline_of(load_rows(case), cn("2026-11-24 18:00")) if "告知投诉人终止办理" in each.head)
    assert (head.head, head.text, head.quote) == ("小孙告知投诉人终止办理", "：电话告知。", "录音0192")
    with pytest.raises(Refused, match="不用再登记"):
        do(house, case, "sun", "2026-11-24 11:10", actions.tell_termination, told_how="letter", proof="又寄一次")
    do(house, case, "li", "2026-11-24 12:00", actions.archive_complaint)
    assert verify() == []


def test_told_at_once_or_withdrawn_by_the_customer_nothing_is_owed(house: House) -> None:
    assert ended(house, told_how="letter", proof="EMS回执", sent=Sent(address="上海市浦东新区张杨路500号")).next_action == "archive"
    assert ended(house, "withdrawn", told_how="signed").next_action == "report_back", "the letter still asks for its report"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"told_how": "telephone"}, "告知凭证"),
        ({"told_how": "telephone", "proof": " "}, "告知凭证"),
        ({"told_how": "unreachable"}, "告知凭证"),
        ({"proof": "录音0192"}, "怎样告知投诉人"),
        ({"sent": Sent(address="上海市浦东新区张杨路500号")}, "怎样告知投诉人"),
    ],
)
def test_told_at_once_is_proved_as_told_later(house: House, given: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        ended(house, **given)
    assert not Termination.objects.exists()


def test_what_proves_it_stands_in_the_file(house: House) -> None:
    case = ended(house, told_how="telephone", proof="录音2026112315", told_at=cn("2026-11-23 14:50"))
    assert "录音2026112315" in str(sections_of(case))
    assert "13800006621" in str([each for each in sections_of(case) if "终止" in each.title])
    with pytest.raises(Refused, match="还不能按无法联系处理"):
        ended(house, told_how="unreachable", proof="打过一次")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"told_how": "", "proof": "x"}, "怎样告知投诉人"),
        ({"told_how": "pigeon", "proof": "x"}, "怎样告知投诉人"),
        ({"told_how": "letter", "proof": "  "}, "告知凭证"),
        ({"told_how": "letter", "proof": "x", "told_at": cn("2026-11-25 09:00")}, "告知时间"),
        ({"told_how": "letter", "proof": "x", "told_at": cn("2026-11-20 09:00")}, "告知时间"),
    ],
)
def test_what_cannot_be_is_told(house: House, given: dict[str, Any], words: str) -> None:
    case = ended(house)
    with pytest.raises(BadInput, match=words):
        do(house, case, "li", "2026-11-24 11:00", actions.tell_termination, **given)
    assert Termination.objects.get().told_how == ""


def test_a_time_without_a_way_is_not_a_telling(house: House) -> None:
    with pytest.raises(BadInput, match="怎样告知投诉人"):
        ended(house, told_at=cn("2026-11-23 14:00"))


def test_only_the_post_and_the_handler_tell(house: House) -> None:
    case = ended(house)
    for who in ("wang", "zhao"):
        with pytest.raises(Refused, match="由投诉专员、承办人办理"):
            do(house, case, who, "2026-11-24 11:00", actions.tell_termination, told_how="letter", proof="x")
    open_case = walked(house, forwarded_case(house), until="note_contact")
    assert not may("tell_termination", stage_facts(open_case)).allowed
