"""What people type by mistake or on purpose: refused with one sentence and nothing half-written, or saved with a warning."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.finding import Responsible
from suqing.apps.complaints.actions.proposing import Promised
from suqing.apps.complaints.intake import Letter, warnings_of
from suqing.apps.complaints.models import Complaint, Party, Promise
from suqing.apps.complaints.texts import MAX_TEXT, case_key, read
from suqing.kernel.errors import BadInput, BadInputs, NotYours, Refused
from tests.apps.case_walk import PLAN, REPLY, SPOT, STEPS, case_before, forwarded_case, walked
from tests.cast import House, cn, found_cast

pytestmark = pytest.mark.django_db

NO_SUCH_ID = 4_611_686_018_427_387_903


@pytest.fixture
def house() -> House:
    return found_cast()


def row_counts() -> dict[str, int]:
    return {model._meta.db_table: model._base_manager.count() for model in apps.get_models()}


def checked(act: Callable[[], object]) -> None:
    """With the constraints that wait for the commit."""
    with transaction.atomic():
        act()
        connection.check_constraints()


def refused(act: Callable[[], object], *errors: type[Exception]) -> str:
    """The answer of an act that must be refused; every table holds as many rows as before, and every constraint holds."""
    before = row_counts()
    with pytest.raises(errors or (BadInput, BadInputs, Refused)) as raised:
        checked(act)
    assert row_counts() == before
    return str(raised.value)


INTAKES: dict[str, tuple[dict[str, Any], str]] = {
    "received in the future": ({"received_at": cn("2026-11-23 09:16")}, "收到时间"),
    "received before there was such a thing": ({"received_at": cn("1926-11-23 09:16")}, "收到时间"),
    "a promise in the past": ({"promise_at": cn("2026-11-23 09:14")}, "承诺答复时间"),
    "a promise for another age": ({"promise_at": cn("9999-12-31 23:59")}, "承诺答复时间"),
    "conduct tomorrow": ({"conduct_day": date(2026, 11, 24)}, "行为发生日"),
    "a negative sum": ({"sum_claimed_fen": -1}, "涉及金额"),
    "a negative loss": ({"possible_loss_fen": -1}, "公司可能损失"),
    "all the money in the world": ({"actual_loss_fen": 10**18}, "公司实际损失"),
    "more than a column holds": ({"sum_claimed_fen": 2**63}, "涉及金额"),
    "no such method": ({"method": "pigeon"}, "投诉方式"),
    "no such kind": ({"kind": "quarrel"}, "登记为"),
    "a second complainant": ({"agent_role": "complainant", "agent_name": "文浩坚"}, "由谁投诉"),
    "an unknown unit": ({"unit_id": NO_SUCH_ID}, "受理机构"),
    "no unit": ({"unit_id": None}, "受理机构"),
    "an unknown respondent": ({"respondent_staff_id": NO_SUCH_ID}, "被投诉人员"),
    "an unknown respondent unit": ({"respondent_unit_id": NO_SUCH_ID}, "被投诉机构"),
    "a broken reference": ({"same_matter_as": "SQ20261123-XXXXXX"}, "SQ20261123-XXXXXX"),
    "words instead of a reference": ({"same_matter_as": "上次那件"}, "上次那件"),
    "100,001 characters": ({"facts": "字" * (MAX_TEXT + 1)}, "事实经过：读到“100,001个字”，应为不超过100,000个字的文字。"),
    "a very long name": ({"name": "陈" * 201}, "姓名"),
    "a very long letter number": ({"letter": Letter(letter_no="号" * 81)}, "来函文号"),
    "a letter from the future": ({"letter": Letter(regulator_received_at=cn("2026-12-01 09:00"))}, "监管收到时间"),
}


@pytest.mark.parametrize("given", INTAKES)
def test_what_cannot_be_is_refused_and_leaves_nothing(house: House, given: str) -> None:
    values, words = INTAKES[given]
    assert words in refused(lambda: house.register(**values), BadInput, BadInputs)


def test_a_good_item_in_a_batch_with_a_bad_one_is_not_kept(house: House) -> None:
    for bad in ({"method": "pigeon"}, {"unit_id": NO_SUCH_ID}, {"respondent_staff_id": NO_SUCH_ID}):
        refused(
            lambda bad=bad: actions.register_complaints(
                intakes=[house.intake(), house.intake(**bad)], actor=house.actor("li"), at=cn("2026-11-23 09:15")
            )
        )


def test_all_errors_are_told_together(house: House) -> None:
    given = {"method": "pigeon", "source": "mars", "line_of_business": "rockets", "dispute_type": "?", "received_at": cn("2027-01-01 00:00"), "sum_claimed_fen": -5}
    with pytest.raises(BadInputs) as raised:
        house.register(**given)
    assert [each.field for each in raised.value.items] == ["投诉方式", "投诉来源", "险种", "纠纷类型", "收到时间", "涉及金额"]
    assert all(each.sentence.count("。") == 2 for each in raised.value.items)


def test_people_and_units_of_another_root_do_not_exist_here(house: House) -> None:
    strangers = house.stranger.root
    theirs = house.stranger.root.id
    for given in ({"unit_id": theirs}, {"respondent_unit_id": theirs}, {"respondent_staff_id": house.stranger.id}):
        assert "本公司" in refused(lambda given=given: house.register(**given), BadInput)
    case = walked(house, forwarded_case(house), until="dispatch")
    seen = {"ref": case.ref, "seen_version": case.version, "actor": house.actor("li"), "at": cn("2026-11-23 10:00")}
    assert "本公司" in refused(lambda: actions.dispatch_complaint(**seen, department_id=strangers.id), BadInput)
    assert "本公司" in refused(lambda: actions.ask_hearing(**seen, staff_id=house.stranger.id), BadInput)
    additions = house.intake(respondent_staff_id=house.stranger.id)
    given_names = frozenset({"respondent_staff_id"})
    assert "本公司" in refused(lambda: actions.complete_record(**seen, additions=additions, given=given_names), BadInput)
    other = house.register()
    with pytest.raises(NotYours):
        actions.triage_complaint(
            ref=other.ref, seen_version=1, actor=house.actor("stranger"), at=cn("2026-11-23 10:00"), classification="major", established=True
        )


def test_misconduct_is_not_taken_down_at_the_ordinary_door(house: House) -> None:
    words = refused(lambda: house.register(misconduct=True, facts="定损员收受回扣"), Refused)
    assert "总裁办公室" in words
    assert "回扣" not in words


ODD = {
    "emoji": "定损员说😡👨‍👩‍👧没空",
    "beyond the first plane": "𠮷先生的𨋢",
    "html": "<script>alert(1)</script><b>&amp;",
    "quotes": "'; DROP TABLE complaints_complaint; --",
    "right to left": "‮abc",
    "a hundred thousand": "字" * MAX_TEXT,
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_texts_come_back_as_they_were(house: House, kind: str) -> None:
    case = house.register(facts=ODD[kind], demands=ODD[kind], name=ODD[kind][:100])
    key = case_key(case)
    assert read(case, key, "facts") == read(case, key, "demands") == ODD[kind]
    assert read(Party.objects.get(complaint=case), key, "name") == ODD[kind][:100]
    assert len(read(case, key, "title")) <= 40


def test_nul_controls_and_lone_surrogates_are_left_out(house: House) -> None:
    nasty = "前\x00\x07\x1b后\ud800\udfff末"
    case = house.register(facts=nasty, name=nasty, policy_no=nasty, letter=Letter(letter_no=nasty, bureau=nasty), method="forwarded", source="regulator_local")
    assert read(case, case_key(case), "facts") == "前后末"
    assert case.letter.bureau == "前后末"
    case = walked(house, forwarded_case(house), until="note_contact")
    seen = {"ref": case.ref, "actor": house.actor("sun"), "at": cn("2026-11-23 10:05")}
    case = actions.note_contact(**seen, seen_version=case.version, method="telephone", reached=True, summary=nasty)
    assert read(case.contacts.get(), case_key(case), "summary") == "前后末"


@pytest.mark.parametrize("step", [each for each in (*STEPS, *SPOT) if each.act not in ("disclose", "dispatch")], ids=lambda each: each.act)
def test_every_text_of_every_act_takes_nasty_characters_and_refuses_100001(house: House, step: Any) -> None:
    """Each text argument of each act: with NUL and surrogates it is saved, a letter too long is refused and leaves nothing."""
    case = case_before(house, step)
    given = step.given(house, case)
    seen = {"ref": case.ref, "actor": house.actor(step.who), "at": cn(f"2026-{step.when}")} | ({"seen_version": case.version} if step.swaps else {})
    texts = (TEXTS & set(given)) - {name for act, name in CHOSEN if act == step.act}
    for name in sorted(texts):
        words = refused(lambda name=name: step.call(**seen, **given | {name: "字" * (MAX_TEXT + 1)}))
        assert words.count("\n") == 0
    nasty = {name: f"{given[name]}\x00\ud800𠮷" for name in texts}
    assert step.call(**seen, **given | nasty).version == case.version + step.swaps
    connection.check_constraints()


CHOSEN = {("answer_support", "outcome"), ("explain_lateness", "cause"), ("end_mediation", "result"), ("decide_review", "outcome")}  # codes from a list, elsewhere texts
TEXTS = frozenset(
    {"reason", "summary", "sayable", "internal", "words", "statement", "cause", "evidence", "text", "document_no", "law_cited", "proof", "problem", "suggestion", "plan", "lessons", "avoidance", "asked", "told", "place", "step", "outcome", "organisation",
     "answer", "with_whom", "way_out", "solved",
     "opinion", "decision", "result", "process", "time_limits"}
)


def test_doubtful_numbers_are_warned_of_and_saved(house: House) -> None:
    intake = house.intake(phone="1380000662", id_number="310101199003071235")
    assert set(warnings_of(intake, on=date(2026, 11, 23))) == {"phone", "id_number"}
    case = house.register(phone="1380000662", id_number="310101199003071235")
    assert read(Party.objects.get(complaint=case), case_key(case), "phone") == "1380000662"


def test_nothing_but_the_method_is_needed(house: House) -> None:
    empty = dict.fromkeys(("facts", "demands", "respondent_text", "policy_no", "name", "phone", "dispute_type"), "")
    case = house.register(**empty, line_of_business="unknown", respondent_staff_id=None, conduct_day=None)
    assert case.ref
    assert read(case, case_key(case), "title") == "电话投诉，事由待补"


def test_times_that_cannot_be(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    sun = {"ref": case.ref, "seen_version": case.version, "actor": house.actor("sun"), "at": cn("2026-11-23 10:05")}
    contact = {"method": "telephone", "reached": True, "summary": "联系"}
    assert "联系时间" in refused(lambda: actions.note_contact(**sun, **contact, contacted_at=cn("2026-11-23 09:11")))
    assert "联系时间" in refused(lambda: actions.note_contact(**sun, **contact, contacted_at=cn("2026-11-23 10:06")))
    assert "联系方式" in refused(lambda: actions.note_contact(**sun, **contact | {"method": "pigeon"}))
    for due in ("2026-11-23 10:05", "2026-11-23 08:00", "9999-12-31 23:59"):
        assert "承诺答复时间" in refused(lambda due=due: actions.make_promise(**sun, due_at=cn(due)))
    assert Promise.objects.count() == 0


def test_replies_before_receipt_or_in_the_future(house: House) -> None:
    case = walked(house, forwarded_case(house), until="send_reply")
    sun = {"ref": case.ref, "seen_version": case.version, "actor": house.actor("sun"), "at": cn("2026-11-24 10:00")}
    for sent in ("2026-11-23 09:11", "2026-11-24 10:01"):
        assert "答复时间" in refused(lambda sent=sent: actions.send_reply(**sun, content=replace(REPLY, sent_at=cn(sent))))
    both = replace(REPLY, method="pigeon", text=" ", sent_at=cn("2026-11-23 09:11"))
    assert refused(lambda: actions.send_reply(**sun, content=both), BadInputs).count("读到") == 3
    assert refused(lambda: actions.send_reply(**sun, content=replace(REPLY, grounds="字" * (MAX_TEXT + 1))))


def test_proposals_with_impossible_sums_or_owners(house: House) -> None:
    case = walked(house, forwarded_case(house), until="draft_proposal")
    sun = {"ref": case.ref, "seen_version": case.version, "actor": house.actor("sun"), "at": cn("2026-11-24 08:30")}
    wrong = {
        "方案金额": replace(PLAN, amount_fen=-1),
        "公司损失": replace(PLAN, company_loss_fen=2**63),
        "处理方案": replace(PLAN, text="\x00 "),
        "承诺事项责任人": replace(PLAN, promised=[Promised("付款", date(2026, 11, 27), house.stranger.id)]),
        "承诺事项": replace(PLAN, promised=[Promised(" ", date(2026, 11, 27))]),
    }
    for words, content in wrong.items():
        assert words in refused(lambda content=content: actions.draft_proposal(**sun, content=content))
    nasty = replace(PLAN, text="方案\x00\ud800𠮷", promised=[Promised("付款\x00", date(2026, 11, 27))])
    actions.draft_proposal(**sun, content=nasty)
    assert verify() == []


def test_findings_about_nobody_or_in_no_known_role(house: House) -> None:
    case = walked(house, forwarded_case(house), until="record_finding")
    sun = {"ref": case.ref, "seen_version": case.version, "actor": house.actor("sun"), "at": cn("2026-11-23 16:30")}
    good = {"cause_kind": "claim", "cause": "排期失误", "evidence": "排期表", "valid": True}
    refused(lambda: actions.record_finding(**sun, **good, persons=[Responsible(house.stranger.id, "direct")]))
    refused(lambda: actions.record_finding(**sun, **good, persons=[Responsible(house.ding.id, "scapegoat")]))
    refused(lambda: actions.record_finding(**sun, **good | {"cause_kind": "weather"}))


def test_a_corrected_number_is_found_and_the_wrong_one_no_longer(house: House) -> None:
    case = house.register(facts="", demands="", policy_no="PDAA0")
    before = set(case.tokens.values_list("purpose", "token"))
    case = actions.complete_record(
        ref=case.ref, seen_version=1, actor=house.actor("li"), at=cn("2026-11-23 09:30"),
        additions=house.intake(phone="13900001111", facts="定损拖延。又改期。", policy_no="PDAA0"), given=frozenset({"phone", "facts"}),
    )  # fmt: skip
    after = set(case.tokens.values_list("purpose", "token"))
    assert {purpose for purpose, _ in before ^ after} == {"phone"}
    assert len(before - after) == len(after - before) == 1
    assert read(Complaint.objects.get(pk=case.pk), case_key(case), "title") == "定损拖延"
