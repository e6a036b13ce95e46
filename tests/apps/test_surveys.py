"""满意度调查: a link for thirty days and one answer, of which nobody keeps the code; discontent comes back to the workbench."""

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.codes import digests_of, is_code, new_code
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.files.dossier import sections_of
from suqing.apps.complaints.models import Complaint, Survey
from suqing.apps.complaints.queries import Filters, counts_of, page_of, seer_of
from suqing.apps.complaints.record import case_record
from suqing.apps.complaints.surveys import SCORES, satisfaction_of
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.access import standing_of
from suqing.casework.lifecycle import next_action
from suqing.kernel.errors import BadInput, NotYours, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.apps.test_plaintext import found_in_the_clear
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
SENT = "2026-11-26 09:00"


def closed(house: House, until: str = "follow_up") -> Complaint:
    return walked(house, forwarded_case(house), until=until)


def sent(house: House, case: Complaint, when: str = SENT, *, who: str = "li", code: str = "") -> str:
    code = code or new_code()
    actions.send_survey(ref=case.ref, seen_version=Complaint.objects.get(pk=case.pk).version, actor=house.actor(who), at=cn(when), code=code)
    return code


def does(house: House, case: Complaint, when: str, act: Any, **given: Any) -> Complaint:
    return act(ref=case.ref, seen_version=Complaint.objects.get(pk=case.pk).version, actor=house.actor("li"), at=cn(when), **given)


def listed(house: House, who: str = "li", when: str = "2026-11-29 09:00") -> bool:
    now = cn(when)
    seer = seer_of(standing_of(house.people[who], on=now.date()), now=now)
    found, _ = page_of(seer, view="discontented", filters=Filters(), now=now)
    assert counts_of(seer, now=now)["discontented"] == len(found)
    return bool(found)


def test_answered_once_sealed_and_told_to_the_officer(house: House) -> None:
    case = closed(house)
    code = sent(house, case)
    row = actions.answer_survey(code=code, at=cn("2026-11-28 20:00"), satisfaction=4, words="还行\x00，慢了点")
    row = Survey.objects.get(pk=row.pk)
    assert (row.satisfaction, row.answered_at, row.contact_wanted) == (4, cn("2026-11-28 20:00"), False)
    assert read(row, case_key(case), "words") == "还行，慢了点"
    assert found_in_the_clear(("还行", "慢了点", code)) == []
    assert list(Notice.objects.filter(kind="survey.answered").values_list("recipient_id", flat=True)) == [house.li.id]
    event = Event.objects.get(verb="survey_answered")
    assert (event.actor_id, '"by":"consumer"' in event.body) == (None, True)
    for satisfaction in (1, 5):
        with pytest.raises(NotYours):
            actions.answer_survey(code=code, at=cn("2026-11-28 20:01"), satisfaction=satisfaction)
    assert verify() == []
    assert not listed(house)


def test_discontent_makes_a_call_the_next_act_of_the_lists(house: House) -> None:
    case = closed(house)
    code = sent(house, case)
    does(house, case, "2026-11-27 09:00", actions.follow_up, reached=True, satisfaction=4, words="好的。")
    before = Complaint.objects.get(pk=case.pk)
    assert before.next_action == "evaluate"
    actions.answer_survey(code=code, at=cn("2026-11-28 20:00"), satisfaction=1)
    after = Complaint.objects.get(pk=case.pk)
    assert (after.next_action, after.next_holder_id, after.version) == ("follow_up", house.li.id, before.version + 1)
    assert verify() == []


def test_contentment_changes_nothing_that_a_form_was_opened_against(house: House) -> None:
    case = closed(house)
    code = sent(house, case)
    before = Complaint.objects.get(pk=case.pk)
    actions.answer_survey(code=code, at=cn("2026-11-28 20:00"), satisfaction=5)
    after = Complaint.objects.get(pk=case.pk)
    assert (after.next_action, after.version) == (before.next_action, before.version)


def test_thirty_days_and_not_a_moment_longer(house: House) -> None:
    case = closed(house)
    code = sent(house, case)
    with pytest.raises(NotYours):
        actions.answer_survey(code=code, at=cn("2026-12-26 09:00"), satisfaction=3)
    assert actions.answer_survey(code=code, at=cn("2026-12-26 08:59"), satisfaction=3).satisfaction == 3


@pytest.mark.parametrize("code", ["", "x", "q" * 22, "字" * 22, "q" * 65, "../" * 10])
def test_a_code_that_nobody_sent_opens_nothing(house: House, code: str) -> None:
    sent(house, closed(house))
    with pytest.raises(NotYours):
        actions.answer_survey(code=code, at=cn("2026-11-28 09:00"), satisfaction=5)


def test_codes_are_long_never_the_same_and_not_kept(house: House) -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(is_code(each) and len(each) == 22 for each in codes)
    code = sent(house, closed(house))
    row = Survey.objects.get()
    assert row.digest in digests_of(code)  # one for each key that was ever current
    assert code not in row.digest


def test_a_later_link_ends_the_earlier_one(house: House) -> None:
    case = closed(house)
    first, second = sent(house, case), sent(house, case, "2026-11-27 09:00")
    with pytest.raises(NotYours):
        actions.answer_survey(code=first, at=cn("2026-11-27 10:00"), satisfaction=5)
    actions.answer_survey(code=second, at=cn("2026-11-27 10:00"), satisfaction=5)
    with pytest.raises(Refused, match="已经答过"):
        sent(house, case, "2026-11-28 09:00")
    assert verify() == []


def test_only_officers_send_and_only_after_closing(house: House) -> None:
    case = closed(house, until="close")
    with pytest.raises(Refused, match="先结案"):
        sent(house, case)
    case = closed(house)
    for who in ("sun", "wang", "zhao"):
        with pytest.raises(Refused, match="投诉专员"):
            sent(house, case, who=who)
    for who in ("outsider", "stranger"):
        with pytest.raises(NotYours):
            sent(house, case, who=who)


@pytest.mark.parametrize("code", ["13800006621", "q" * 21, "有空格 " * 8, "q" * 22 + "'"])
def test_a_code_that_can_be_guessed_is_not_sent(house: House, code: str) -> None:
    with pytest.raises(BadInput, match="调查码"):
        sent(house, closed(house), code=code)


def test_a_code_is_not_sent_twice(house: House) -> None:
    code = sent(house, closed(house))
    with pytest.raises(BadInput, match="重新生成"):
        sent(house, closed(house), code=code)


@pytest.mark.parametrize(("given", "said"), [({"satisfaction": None}, "满意度"), ({"satisfaction": 0}, "满意度"), ({"satisfaction": 6}, "满意度"), ({"satisfaction": 5, "words": "字" * 2001}, "想说的话")])
def test_an_answer_that_cannot_be_is_told_and_the_link_stays(house: House, given: dict[str, Any], said: str) -> None:
    code = sent(house, closed(house))
    with pytest.raises(BadInput, match=said):
        actions.answer_survey(code=code, at=cn("2026-11-28 09:00"), **given)
    assert actions.answer_survey(code=code, at=cn("2026-11-28 09:00"), satisfaction=5, words="字" * 2000).satisfaction == 5


def test_the_database_knows_that_an_answer_has_a_score(house: House) -> None:
    sent(house, closed(house))
    for wrong in ({"satisfaction": 3}, {"answered_at": cn(SENT)}, {"answered_at": cn(SENT), "satisfaction": 6}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Survey.objects.update(**wrong)


@pytest.mark.parametrize("given", [{"satisfaction": 2}, {"satisfaction": 1, "contact_wanted": True}, {"satisfaction": 5, "contact_wanted": True}])
def test_discontent_or_a_wish_waits_until_somebody_calls(house: House, given: dict[str, Any]) -> None:
    case = closed(house)
    code = sent(house, case)
    assert not listed(house)
    actions.answer_survey(code=code, at=cn("2026-11-27 09:00"), **given)
    assert listed(house)
    assert listed(house, "han")
    assert not any(listed(house, who) for who in ("outsider", "stranger", "feng", "ding"))
    following = next_action(stage_facts(Complaint.objects.get(pk=case.pk)))
    assert following is not None
    assert following.action == "follow_up"
    does(house, case, "2026-11-28 09:00", actions.follow_up, reached=False, satisfaction=None, words="没有接通")
    assert listed(house)
    does(house, case, "2026-11-28 10:00", actions.follow_up, reached=True, satisfaction=4, words="解释后满意")
    assert not listed(house)


def test_reopening_ends_the_waiting_and_the_next_round_asks_anew(house: House) -> None:
    case = closed(house)
    code = sent(house, case)
    actions.answer_survey(code=code, at=cn("2026-11-27 09:00"), satisfaction=1, words="根本没赔")
    does(house, case, "2026-11-28 09:00", actions.reopen_complaint, reason="投诉人仍有不满")
    assert not listed(house)
    assert not stage_facts(Complaint.objects.get(pk=case.pk)).surveyed


def test_discontent_after_filing_still_comes_back(house: House) -> None:
    case = walked(house, forwarded_case(house), until="apply_review")
    assert case.stage == "archived"
    code = "mKp2vX9qLr4TzB7nWd5YcA"  # as the walk sent it
    actions.answer_survey(code=code, at=cn("2026-11-28 08:00"), satisfaction=2)
    assert listed(house)


def test_remaining_discontent_in_a_call_makes_reopening_the_next_step(house: House) -> None:
    case = closed(house)
    does(house, case, "2026-11-26 09:00", actions.follow_up, reached=True, satisfaction=1, words="不满意", discontent_remains=True)
    assert listed(house)
    facts = stage_facts(Complaint.objects.get(pk=case.pk))
    following = next_action(facts)
    assert following is not None
    assert (following.action, Complaint.objects.get(pk=case.pk).next_holder_id) == ("reopen", house.li.id)
    case = does(house, case, "2026-11-27 09:00", actions.evaluate_complaint, lessons="已尽解释，依据充分")
    assert case.next_action == "archive"
    does(house, case, "2026-11-27 10:00", actions.archive_complaint)
    assert not listed(house)


def test_it_stands_in_the_timeline_and_in_the_file(house: House) -> None:
    case = closed(house)
    actions.answer_survey(code=sent(house, case), at=cn("2026-11-27 09:00"), satisfaction=2, words="太慢", contact_wanted=True)
    case = Complaint.objects.get(pk=case.pk)
    record = case_record(access_complaint(house.li, case.ref, on=date(2026, 11, 28)), now=cn("2026-11-28 09:00"))
    entry = next(each for each in record.timeline if each.head == "投诉人填了满意度调查")
    assert (entry.text, entry.quote, entry.meta) == ("，满意度2分。", "太慢", "希望再联系")
    told = {section.title: section.records for section in sections_of(case)}
    assert dict(told["满意度调查"][0])["投诉人的话"] == "太慢"


def test_the_counts_agree_with_a_count_by_hand(house: House) -> None:
    """Every survey and call of four cases, counted row by row; another insurer and outsiders count nothing."""
    for number, (score, called) in enumerate([(5, 5), (1, 2), (None, None), (5, 3)]):
        case = closed(house)
        code = sent(house, case, f"2026-11-2{6 + number // 2} 09:00")
        if score:
            actions.answer_survey(code=code, at=cn("2026-11-28 09:00"), satisfaction=score)
        does(house, case, "2026-11-28 10:00", actions.follow_up, reached=called is not None, satisfaction=called, words="记下")
    now = cn("2026-11-29 09:00")

    def counted(who: str, **days: Any) -> Any:
        seer = seer_of(standing_of(house.people[who], on=now.date()), now=now)
        return satisfaction_of(seer, since=days.get("since"), until=days.get("until"))

    by_link, by_phone = counted("li")
    by_hand = Counter(each.satisfaction for each in Survey.objects.all())
    assert (by_link.sent, by_link.answered) == (4, 3) == (Survey.objects.count(), 4 - by_hand[None])
    assert by_link.by_score == {score: by_hand[score] for score in SCORES}
    assert (by_link.rate, by_link.mean) == (Fraction(3, 4), Fraction(sum(score * n for score, n in by_hand.items() if score), 3))
    assert (by_phone.sent, by_phone.answered, dict(by_phone.by_score)) == (3, 3, {5: 1, 4: 0, 3: 1, 2: 1, 1: 0})
    first, _ = counted("li", until=date(2026, 11, 26))
    rest, _ = counted("li", since=date(2026, 11, 27))
    assert (first.sent, rest.sent) == (2, 2)
    for who in ("stranger", "outsider", "sun"):
        assert [each.sent for each in counted(who)] == [0, 0]
