"""A telling is proved by its form, or the tries to reach the complainant are counted (2020 measures Art. 21)."""

from dataclasses import replace
from datetime import date

import pytest

from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.proving import Sent
from suqing.apps.complaints.models import Complaint, Reply, Review, Termination
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.papers.models import Paper
from suqing.casework.telling import Contact, forms, may_leave_untold
from suqing.kernel.errors import BadInput, BadInputs, Refused
from tests.apps.case_walk import REPLY, forwarded_case, walked
from tests.cast import House, cn, found_cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture
def house() -> House:
    return found_cast()


def do(house: House, case: Complaint, who: str, when: str, action: object, **given: object) -> Complaint:
    now = Complaint.objects.get(pk=case.pk)
    return action(ref=now.ref, seen_version=now.version, actor=house.actor(who), at=cn(when), **given)  # type: ignore[operator,no-any-return]


def decided(house: House, **given: object) -> Complaint:
    """As far as the reply; `given` of the record form."""
    return walked(house, forwarded_case(house) if not given else house.register(**given), until="send_reply")


def reply_of(case: Complaint) -> tuple[Reply, str]:
    row = Reply.objects.get(complaint=case)
    return row, read(row, case_key(case), "told_address")


def test_a_letter_goes_to_the_registered_address_and_keeps_it_sealed(house: House) -> None:
    case = do(house, decided(house), "sun", "2026-11-24 10:00", actions.send_reply, content=replace(REPLY, address=""))
    row, address = reply_of(case)
    assert address == "上海市浦东新区"
    assert "浦东" not in row.told_address
    assert case.stage == "replied"


def test_another_address_stands_as_it_was_given(house: House) -> None:
    case = do(house, decided(house), "sun", "2026-11-24 10:00", actions.send_reply, content=replace(REPLY, method="sms", address="13911112222"))
    assert reply_of(case)[1] == "13911112222"


@pytest.mark.parametrize(
    ("given", "field", "words", "place"),
    [
        ({"method": "letter", "proof": " "}, "送达凭证", "邮寄凭证", "第二十一条第二款"),
        ({"method": "telephone", "proof": ""}, "送达凭证", "通话录音或记录", "第二十一条第四款"),
        ({"method": "sms", "proof": ""}, "送达凭证", "发送记录", "第二十一条第三款"),
        ({"method": "face_to_face", "address": ""}, "发到哪里", "递交给谁、在哪里", "第二十一条第二款"),
    ],
)
def test_a_decision_without_address_or_proof_is_refused_with_the_clause_of_its_form(house: House, given: dict[str, str], field: str, words: str, place: str) -> None:
    case = decided(house)
    with pytest.raises(BadInputs) as refused:
        do(house, case, "sun", "2026-11-24 10:00", actions.send_reply, content=replace(REPLY, **given))
    (found,) = refused.value.items
    assert (found.field, found.expected) == (field, words)
    assert place in found.do
    assert not Reply.objects.filter(complaint=case).exists()


def test_the_agreed_way_needs_what_was_agreed_and_when(house: House) -> None:
    case = decided(house)
    with pytest.raises(BadInputs) as refused:
        do(house, case, "sun", "2026-11-24 10:00", actions.send_reply, content=replace(REPLY, method="agreed", address=" "))
    assert [each.field for each in refused.value.items] == ["发到哪里", "约定的内容", "约定的日期"]
    assert all("第二十一条第五款" in each.do for each in refused.value.items)
    agreed = replace(REPLY, method="agreed", address="投诉人单位传达室", agreement="放在传达室，由其自取", agreed_on=DAY)
    with pytest.raises(BadInput, match="约定的日期"):
        do(house, case, "sun", "2026-11-24 10:00", actions.send_reply, content=replace(agreed, agreed_on=date(2026, 12, 1)))
    case = do(house, case, "sun", "2026-11-24 10:00", actions.send_reply, content=agreed)
    row, address = reply_of(case)
    assert (address, row.told_agreed_on, read(row, case_key(case), "told_agreement")) == ("投诉人单位传达室", DAY, "放在传达室，由其自取")


def test_the_paper_of_the_proof_lies_with_the_case(house: House) -> None:
    case = decided(house)
    with pytest.raises(BadInput, match="附件"):
        do(house, case, "sun", "2026-11-24 10:00", actions.send_reply, content=replace(REPLY, paper_id=1))
    assert not Paper.objects.filter(pk=1).exists()


def test_the_word_on_review_is_proved_like_the_decision(house: House) -> None:
    case = walked(house, forwarded_case(house), until="tell_review")
    told = {"told_how": "face_to_face", "told": "维持", "proof": "签收"}
    with pytest.raises(BadInputs, match="递交给谁"):
        do(house, case, "li", "2026-11-27 11:30", actions.tell_review, **told)
    do(house, case, "li", "2026-11-27 11:30", actions.tell_review, **told, sent=Sent(address="本人，营业部"))
    assert read(Review.objects.get(complaint=case), case_key(case), "told_address") == "本人，营业部"


TRIED = ("2026-11-23 14:00", "2026-11-23 17:00", "2026-11-24 09:00")


def try_at(house: House, case: Complaint, when: str, *, reached: bool = False, incoming: bool = False) -> Complaint:
    return do(house, case, "sun", when, actions.note_contact, method="telephone", reached=reached, incoming=incoming, summary="无人接听")


def test_nobody_reached_is_a_count_of_tries_with_its_arithmetic(house: House) -> None:
    case = decided(house)
    for when in ("2026-11-24 09:10", "2026-11-24 09:20"):
        case = try_at(house, case, when)
    unreached = replace(REPLY, method="unreachable", proof="")
    with pytest.raises(Refused) as refused:
        do(house, case, "sun", "2026-11-24 10:00", actions.send_reply, content=unreached)
    assert "已联系2次、分在1天；还差1次、1天" in refused.value.reason
    assert refused.value.clause == "cbirc2020/21.1"
    case = try_at(house, case, "2026-11-25 09:00")
    with pytest.raises(BadInputs, match="送达时间"):
        do(house, case, "sun", "2026-11-25 10:00", actions.send_reply, content=replace(unreached, received_at=cn("2026-11-25 09:30")))
    case = do(house, case, "sun", "2026-11-25 10:00", actions.send_reply, content=unreached)
    assert Reply.objects.get(complaint=case).received_at is None
    assert case.next_action == "close", "nothing of theirs is waited for"
    with pytest.raises(Refused, match="没有表示接受"):
        do(house, case, "li", "2026-11-25 11:00", actions.close_complaint, ground="accepted")
    case = do(house, case, "li", "2026-11-25 11:00", actions.close_complaint, ground="lawful", law_cited="保险法第二十三条")
    assert case.stage == "closed"


def test_tries_before_they_were_last_spoken_to_do_not_count(house: House) -> None:
    case = decided(house)
    for when in ("2026-11-24 09:10", "2026-11-25 09:20", "2026-11-25 14:20"):
        case = try_at(house, case, when)
    case = try_at(house, case, "2026-11-25 15:00", reached=True, incoming=True)
    with pytest.raises(Refused, match="已联系0次、分在0天；还差3次、2天"):
        do(house, case, "sun", "2026-11-25 16:00", actions.send_reply, content=replace(REPLY, method="unreachable"))


def test_an_ending_told_to_nobody_counts_its_tries_too(house: House) -> None:
    case = walked(house, forwarded_case(house), until="tell_termination")
    told = {"told_how": "unreachable", "proof": "三次电话"}
    with pytest.raises(Refused, match="还不能按无法联系处理"):
        do(house, case, "li", "2026-11-28 11:00", actions.tell_termination, **told)
    assert Termination.objects.get(complaint=case, round=2).told_how == ""


def test_the_count_is_a_pure_function_of_tries_and_edition(house: House) -> None:
    from suqing.apps.complaints.law import law_of

    law = law_of(forwarded_case(house))
    assert law is not None
    form = forms(law, DAY)["unreachable"]
    tried = [Contact(cn(when), reached=False) for when in TRIED]
    verdict = may_leave_untold(form, tried)
    assert verdict.allowed
    assert verdict.line is not None
    assert verdict.line.inputs["tries"].value == 3
    assert not may_leave_untold(form, tried[:2]).allowed
    assert not may_leave_untold(form, [*tried, Contact(cn("2026-11-24 10:00"), reached=True)]).allowed
    assert may_leave_untold(form, [Contact(cn("2026-11-22 10:00"), reached=True), *tried]).allowed
