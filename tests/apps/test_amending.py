"""What was taken down first stays readable; the letter and the way in may be mended later; what lacks is chased (C01, C02, C25, C30)."""

from datetime import date
from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.files.dossier import sections_of
from suqing.apps.complaints.intake import Intake, Letter, Representative, StuckOn
from suqing.apps.complaints.models import (
    Amendment,
    Blockage,
    Complaint,
    ForwardedLetter,
    MatterMove,
    Party,
)
from suqing.apps.complaints.queries import Filters, counts_of, page_of, search, seer_of
from suqing.apps.complaints.record import case_record
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.organisations.access import standing_of
from suqing.kernel.errors import BadInput, BadInputs, Refused
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
NOW = cn("2026-11-24 10:00")


def amend(house: House, case: Complaint, *, reason: str = "", **given: Any) -> Complaint:
    additions = Intake(**{"method": case.method, "received_at": case.received_at, **given})
    return actions.complete_record(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=NOW, additions=additions, given=frozenset(given), reason=reason)


def lacking(house: House) -> list[str]:
    seer = seer_of(standing_of(house.li, on=NOW.date()), now=NOW)
    found, _ = page_of(seer, view="lacking", filters=Filters(), now=NOW)
    assert counts_of(seer, now=NOW)["lacking"] == len(found)
    return [each.ref for each in found]


def triage(house: House, case: Complaint) -> Complaint:
    return actions.triage_complaint(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=NOW, classification="major", established=True, reason="监管转来")


def earlier(case: Complaint) -> dict[str, str]:
    return {each.field: read(each, case_key(case), "earlier") for each in Amendment.objects.filter(complaint=case)}


def test_the_first_words_stay_in_the_story_and_in_the_archive(house: House) -> None:
    case = house.register()
    case = amend(house, case, facts="11月2日追尾。", line_of_business="liability", conduct_day=date(2026, 11, 6), sum_claimed_fen=100_00)
    case = amend(house, case, facts="11月3日追尾。", sum_claimed_fen=250_00)
    first = "11月2日轻微剐蹭报案，定损员两次改期，至今未定损。"
    record = case_record(access_complaint(house.li, case.ref, on=NOW.date()), now=NOW)
    assert record.facts == "11月3日追尾。"
    told = [(each.head, each.quote) for each in record.timeline if "更正了" in each.head]
    assert set(told) == {
        ("小李专员更正了事实经过", first), ("小李专员更正了事实经过", "11月2日追尾。"), ("小李专员更正了险种", "机动车辆保险"),
        ("小李专员更正了行为发生日", "2026-11-05"), ("小李专员更正了诉求金额", "100.00元"),
    }  # fmt: skip
    (section,) = [each for each in sections_of(Complaint.objects.get(pk=case.pk)) if each.title == "更正记录"]
    assert {dict(each)["更正前"] for each in section.records} == {quote for _, quote in told}
    sealed = Amendment.objects.filter(complaint=case).values_list("earlier", flat=True)
    assert all(first not in each for each in sealed)
    assert verify() == []


def test_what_was_empty_is_filled_in_without_a_correction_and_identity_is_masked(house: House) -> None:
    case = house.register(demands="", phone="13800006621")
    case = amend(house, case, demands="尽快定损。", phone="13900001234", line_of_business="motor")
    assert earlier(case) == {"phone": "13800006621"}
    record = case_record(access_complaint(house.li, case.ref, on=NOW.date()), now=NOW)
    (entry,) = [each for each in record.timeline if "更正了" in each.head]
    assert (entry.head, "0000662" in entry.quote) == ("小李专员更正了电话", False)
    assert entry.quote.endswith("6621")


def test_a_letter_that_came_later_starts_its_clock_as_if_it_had_been_there(house: House) -> None:
    letter = Letter("沪金消保〔2026〕8号", "上海监管局", cn("2026-11-19 09:00"), cn("2026-11-20 09:00"), cn("2026-12-01 17:00"))
    whole = house.register(source="regulator_local", method="forwarded", letter=letter)
    case = house.register(source="regulator_local", method="forwarded")
    assert not Clock.objects.filter(subject_id=case.id, kind="regulator_return").exists()
    assert {each.field for each in case_record(access_complaint(house.li, case.ref, on=NOW.date()), now=NOW).missing} == {"letter", "return_by"}
    assert lacking(house) == [case.ref]
    with pytest.raises(Refused, match="监管来函"):
        actions.report_back(ref=case.ref, seen_version=triage(house, case).version, actor=house.actor("li"), at=NOW, summary="已报")
    case = Complaint.objects.get(pk=case.pk)
    case = amend(house, case, letter=Letter(letter_no=letter.letter_no, bureau=letter.bureau, regulator_received_at=letter.regulator_received_at, forwarded_at=letter.forwarded_at))
    case = amend(house, case, letter=Letter(return_by=letter.return_by))
    clocks = [Clock.objects.get(subject_id=each.id, kind="regulator_return", state=ClockState.RUNNING) for each in (whole, case)]
    assert (clocks[0].started_at, clocks[0].limit_at, clocks[0].clause) == (clocks[1].started_at, clocks[1].limit_at, clocks[1].clause)
    assert (lacking(house), earlier(case)) == ([], {})
    kept = ForwardedLetter.objects.get(complaint=case)
    assert (kept.letter_no, kept.return_by) == (letter.letter_no, letter.return_by)
    case = amend(house, case, letter=Letter(letter_no="沪金消保〔2026〕9号"))
    assert earlier(case) == {"letter_no": "沪金消保〔2026〕8号"}
    assert verify() == []


def test_a_letter_of_what_the_regulator_did_not_send_is_asked_about(house: House) -> None:
    case = house.register()
    with pytest.raises(BadInput, match="投诉来源"):
        amend(house, case, letter=Letter(letter_no="8号"))
    with pytest.raises(BadInput, match="更正理由"):
        amend(house, case, source="regulator_local")
    assert (ForwardedLetter.objects.count(), Complaint.objects.get(pk=case.pk).source) == (0, "own")


def test_a_source_taken_wrongly_is_corrected_with_clocks_and_the_matters_levels(house: House) -> None:
    first = house.register()
    second = house.register(same_matter_as=first.ref, received_at=cn("2026-11-23 11:00"), at=cn("2026-11-23 11:05"))
    assert second.repeat_level == "second"
    case = amend(house, first, source="regulator_local", letter=Letter("8号", "上海监管局", return_by=cn("2026-12-01 17:00")), reason="听错了，是监管转来的")
    assert (case.source, earlier(case)) == ("regulator_local", {"source": "自收"})
    assert read(Amendment.objects.get(complaint=case), case_key(case), "reason") == "听错了，是监管转来的"
    assert Clock.objects.filter(subject_id=case.id, kind="regulator_return", state=ClockState.RUNNING).count() == 1
    second = Complaint.objects.get(pk=second.pk)
    assert (second.repeat_level, second.item_no, case.item_no, MatterMove.objects.count()) == ("first", 2, 1, 0)
    case = amend(house, case, source="own", reason="确是本人来电")
    assert not Clock.objects.filter(subject_id=case.id, kind="regulator_return", state=ClockState.RUNNING).exists()
    assert Complaint.objects.get(pk=second.pk).repeat_level == "second"
    assert verify() == []


def test_what_a_step_to_come_needs_is_chased_and_no_more(house: House) -> None:
    case = house.register(demands="", name="")
    whole = house.register()
    advice = house.register(kind="advice", demands="", name="")
    assert lacking(house) == [case.ref]
    assert not {whole.ref, advice.ref} & set(lacking(house))
    case = amend(house, case, demands="尽快定损。")
    assert lacking(house) == [case.ref]
    case = amend(house, case, name="陈女士")
    assert lacking(house) == []


def test_a_question_starts_no_clock_and_wants_nothing(house: House) -> None:
    case = house.register(kind="advice", facts="问理赔要交什么材料", demands="", dispute_type="", respondent_text="")
    assert (Clock.objects.filter(subject_id=case.id).count(), case.next_action, case.lacking) == (0, "", False)
    assert case_record(access_complaint(house.li, case.ref, on=NOW.date()), now=NOW).missing == ()


def test_where_it_is_stuck_is_told_at_intake_and_with_progress(house: House) -> None:
    case = house.register(claim_state="documents", blockage=StuckOn("documents", "修理厂", date(2026, 11, 20), "上门取发票"))
    row = Blockage.objects.get(complaint=case)
    assert (row.state, row.stuck_on, read(row, case_key(case), "with_whom"), row.by_id) == ("documents", "documents", "修理厂", house.li.id)
    case = triage(house, case)
    case = actions.note_progress(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=NOW, sayable="正在催修理厂。", claim_state="calculated",
        blockage=StuckOn("approval", "理赔部", date(2026, 11, 23), "请领导今天批"),
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.superseded_at, Blockage.objects.get(complaint=case, superseded_at=None).stuck_on) == (NOW, "approval")
    assert verify() == []


def test_half_a_blockage_is_told_and_nothing_is_written(house: House) -> None:
    with pytest.raises(BadInputs) as wrong:
        house.register(blockage=StuckOn("documents"))
    assert {each.field for each in wrong.value.items} == {"案件状态", "卡在谁那里", "从哪天起", "解决办法"}
    assert Complaint.objects.count() == 0


def test_a_group_that_writes_names_at_most_five(house: House) -> None:
    named = tuple(Representative(f"戚代表{number}", f"1370000000{number}") for number in range(6))
    with pytest.raises(Refused, match="最多5名") as refused:
        house.register(method="letter", persons=30, representatives=named)
    assert (refused.value.clause, Complaint.objects.count()) == ("cbirc2020/12", 0)
    case = house.register(method="letter", persons=30, representatives=named[:5])
    assert (case.persons, Party.objects.filter(complaint=case, role="representative").count()) == (30, 5)
    seer = seer_of(standing_of(house.li, on=NOW.date()), now=NOW)
    assert [each.ref for each in search(seer, "13700000004", now=NOW)] == [case.ref]
    with pytest.raises(BadInputs, match="共同投诉人数"):
        house.register(method="letter", persons=1, representatives=named[:2])
    assert verify() == []
