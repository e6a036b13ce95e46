"""Acts of the assessment office: each one event, in one transaction, and the ledger holds to the end."""

import json
from fractions import Fraction

import pytest

from suqing.apps.assessment import actions
from suqing.apps.assessment.models import MarkRow, RecordEntry, SourceFile
from suqing.apps.assessment.own_inputs import Entered
from suqing.apps.assessment.state import RoundState
from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.casework.assessment.periods import parse_period
from suqing.kernel.errors import BadInput, NotYours, Refused, Stale
from tests.cast import cn, found_cast
from tests.office_cast import (
    OPENED,
    PERIOD,
    WHERE,
    AssessmentOffice,
    found_office,
    pass_all,
    play,
    publish,
    workbook_of,
)

pytestmark = pytest.mark.django_db
SHEET_DAY = cn("2026-03-09 09:00").date()  # of the market's events


@pytest.fixture
def office() -> AssessmentOffice:
    return found_office()


def verbs(kind: str, subject_id: int) -> list[str]:
    return list(Event.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("seq").values_list("verb", flat=True))


def test_a_round_is_one_chain_and_every_row_of_it_is_known_to_the_ledger(office: AssessmentOffice) -> None:
    found = play(office, "review")
    kao, fu, leader = (office.actor(name) for name in ("kao", "fu", "jiandu"))
    actions.ask_counts(**WHERE, actor=kao, at=OPENED)
    actions.answer_counts(**WHERE, code="P01", agrees=False, words="件数相差一件", actor=office.actor("jia"), at=OPENED)
    actions.settle_dispute(**WHERE, code="P01", reply="补登记", actor=kao, at=OPENED)
    row = actions.propose_adjustment(**WHERE, kind="figure", code="P01", target=f"motor_complaints@{PERIOD}", value="99", reason="少登记", actor=kao, at=OPENED)
    actions.decide_adjustment(adjustment_id=row.id, confirm=True, actor=fu, at=OPENED)
    actions.answer_counts(**WHERE, code="P02", agrees=True, actor=office.actor("yi"), at=OPENED)
    pass_all(office)
    actions.go_to_step(**WHERE, step="score", seen_version=office.round.version, actor=kao, at=OPENED)
    publish(office)
    assert office.round.step == "published", RoundState(office.round).missing_for("published")
    measure = actions.take_measure(**WHERE, code="P03", kind="talk", words="约谈", actor=leader, at=OPENED)
    actions.finish_measure(measure_id=measure.id, words="已约谈", actor=leader, at=OPENED)
    objection = actions.object_to_result(**WHERE, code="P01", words="不服", actor=office.actor("jia"), at=OPENED)
    actions.answer_objection(objection_id=objection.id, upheld=False, reply="维持", actor=kao, at=OPENED)
    assert verbs("round", found.id) == [
        "round.opened", "source.taken", "round.step", "round.step", "round.step", "counts.asked", "counts.disputed", "counts.settled", "adjustment.proposed",
        "adjustment.confirmed", "counts.confirmed", "cards.passed", "round.step", "round.published",
    ]  # fmt: skip
    assert verbs("measure", measure.id) == ["measure.taken", "measure.done"]
    assert verbs("objection", objection.id) == ["objection.lodged", "objection.dismissed"]
    assert verify() == []


def test_a_source_changed_behind_the_ledgers_back_is_found(office: AssessmentOffice) -> None:
    play(office, "collect")
    SourceFile.objects.filter(kind="statistics").update(facts="{}")
    assert [each.what for each in verify()] == ["row_changed"]


def test_an_act_that_is_refused_leaves_nothing(office: AssessmentOffice) -> None:
    found = play(office, "collect")
    before = Event.objects.count()
    with pytest.raises(Refused, match="一步一步来"):
        actions.go_to_step(**WHERE, step="review", seen_version=found.version, actor=office.actor("kao"), at=OPENED)
    with pytest.raises(Stale):
        actions.go_to_step(**WHERE, step="qualitative", seen_version=found.version - 1, actor=office.actor("kao"), at=OPENED)
    with pytest.raises(NotYours):
        actions.go_to_step(**WHERE, step="qualitative", seen_version=found.version, actor=office.actor("jia"), at=OPENED)
    with pytest.raises(NotYours):
        actions.mark_insurer(**WHERE, code="P01", marks={}, actor=office.beside.actor("kao"), at=OPENED)
    assert (Event.objects.count(), MarkRow.objects.count()) == (before, 0)


def logged(office: AssessmentOffice, **given: object) -> RecordEntry:
    event = {"code": "P01", "day": SHEET_DAY, "indicator": "execution", "situation": "report_late", "note": "迟报"} | given
    entry = actions.log_event(**event, actor=office.actor("kao"), at=OPENED)  # type: ignore[arg-type]
    return actions.decide_entry(entry_id=entry.id, confirm=True, actor=office.actor("fu"), at=OPENED)


def test_an_event_in_the_sheet_and_in_the_daily_record_is_not_counted_twice(office: AssessmentOffice) -> None:
    found = play(office, "quantitative")
    entry = logged(office)
    (problem,) = RoundState(found).errors
    assert (problem.code, problem.sheet) == ("event_twice", "日常工作记录")
    assert "扣分事件 第2行也有" in str(problem)
    assert RoundState(found).trial is None
    with pytest.raises(Refused, match="错误"):
        actions.go_to_step(**WHERE, step="review", seen_version=office.round.version, actor=office.actor("kao"), at=OPENED)
    actions.cancel_entry(entry_id=entry.id, reason="表里已有", actor=office.actor("kao"), at=OPENED)
    assert RoundState(found).errors == []


@pytest.mark.parametrize("other", [{"day": SHEET_DAY.replace(day=10)}, {"code": "P02"}, {"situation": "material_not_sent"}])
def test_another_day_insurer_or_situation_is_another_event(office: AssessmentOffice, other: dict[str, object]) -> None:
    found = play(office, "quantitative")
    logged(office, **other)
    assert RoundState(found).errors == []


def test_an_event_is_logged_once(office: AssessmentOffice) -> None:
    play(office, "collect")
    first = logged(office, day=SHEET_DAY.replace(day=11))
    with pytest.raises(Refused, match="已登记过"):
        logged(office, day=SHEET_DAY.replace(day=11), note="换个说法")
    actions.cancel_entry(entry_id=first.id, reason="登错", actor=office.actor("kao"), at=OPENED)
    logged(office, day=SHEET_DAY.replace(day=11), note="换个说法")


def test_who_takes_an_event_out_does_not_review_what_follows(office: AssessmentOffice) -> None:
    play(office, "collect")
    entry = logged(office, day=SHEET_DAY.replace(day=11))
    kao = office.actor("kao")
    for step in ("qualitative", "quantitative", "review"):
        actions.go_to_step(**WHERE, step=step, seen_version=office.round.version, actor=kao, at=OPENED)
    actions.cancel_entry(entry_id=entry.id, reason="复议撤销", actor=office.actor("fu"), at=OPENED)
    with pytest.raises(Refused, match="您经手"):
        actions.review_cards(**WHERE, codes=["P01"], passed=True, actor=office.actor("fu"), at=OPENED)
    actions.review_cards(**WHERE, codes=["P02"], passed=True, actor=office.actor("fu"), at=OPENED)


def test_who_takes_back_an_adjustment_does_not_review_what_follows(office: AssessmentOffice) -> None:
    play(office, "review")
    row = actions.propose_adjustment(**WHERE, kind="figure", code="P01", target=f"motor_complaints@{PERIOD}", value="99", reason="少登记", actor=office.actor("kao"), at=OPENED)
    actions.decide_adjustment(adjustment_id=row.id, confirm=True, actor=office.actor("jiandu"), at=OPENED)
    actions.decide_adjustment(adjustment_id=row.id, confirm=False, actor=office.actor("fu"), at=OPENED)
    with pytest.raises(Refused, match="您经手"):
        actions.review_cards(**WHERE, codes=["P01"], passed=True, actor=office.actor("fu"), at=OPENED)


def test_an_insurer_set_aside_stays_in_the_publication_with_its_reason(office: AssessmentOffice) -> None:
    play(office, "review")
    before = RoundState(office.round).trial
    row = actions.propose_adjustment(**WHERE, kind="set_aside", code="P03", target="", value="", reason="业务量补不齐", actor=office.actor("kao"), at=OPENED)
    actions.decide_adjustment(adjustment_id=row.id, confirm=True, actor=office.actor("jiandu"), at=OPENED)
    state = RoundState(office.round)
    assert state.errors == []
    pass_all(office)
    actions.go_to_step(**WHERE, step="score", seen_version=office.round.version, actor=office.actor("kao"), at=OPENED)
    publish(office)
    version = RoundState(office.round).versions[0]
    result = json.loads(type(version).objects.get(pk=version.pk).result)
    assert [(each["code"], each["because"]) for each in result["excluded"] if each["code"] == "P03"] == [("P03", "本期不计分：业务量补不齐")]
    assert "P03" not in [card["code"] for cards in result["groups"].values() for card in cards]
    assert actions.prove(type(version).objects.select_related("round").get(pk=version.pk)) == (True, True)
    assert before is not None
    assert before.card("P03") is not None


def test_nothing_typed_is_cut_silently(office: AssessmentOffice) -> None:
    play(office, "published")
    with pytest.raises(BadInput, match="不超过600个字"):
        actions.take_measure(**WHERE, code="P03", kind="talk", words="字" * 601, actor=office.actor("kao"), at=OPENED)
    with pytest.raises(BadInput, match="不超过600个字"):
        logged(office, note="字" * 601)


@pytest.mark.parametrize("period", ["1901", "2099H1", "2027H1"])
def test_a_period_that_has_not_begun_or_lies_far_back_is_not_opened(office: AssessmentOffice, period: str) -> None:
    with pytest.raises(BadInput, match="考评期间"):
        actions.open_round(rulebook="sh2018", period=period, actor=office.actor("kao"), at=OPENED)


def test_the_sheets_row_can_be_set_to_nothing_instead(office: AssessmentOffice) -> None:
    found = play(office, "quantitative")
    logged(office)
    key = next(key for key, event in RoundState(found).assembled.events.items() if event.code == "P01" and key.startswith("daily_record"))
    row = actions.propose_adjustment(**WHERE, kind="event", code="P01", target=key, value="0", reason="日常记录已有", actor=office.actor("kao"), at=OPENED)
    actions.decide_adjustment(adjustment_id=row.id, confirm=True, actor=office.actor("fu"), at=OPENED)
    assert RoundState(found).errors == []


def test_a_merged_insurers_name_follows_the_newest_directory_and_the_ledger_knows(office: AssessmentOffice) -> None:
    play(office, "collect")
    taken = actions.upload_source(**WHERE, kind="workbook", name="再传.xlsx", content=workbook_of(each=4), actor=office.actor("kao"), at=OPENED)
    assert taken.taken
    assert verify() == []


def test_what_an_insurer_enters_is_one_event_each_time() -> None:
    house = found_cast()
    found_office(house)
    entered = Entered({"motor_premium": Fraction(10**8)})
    row = actions.save_own_inputs(unit=house.branch, period=parse_period("2026"), entered=entered, seen_version=0, actor=house.actor("li"), at=OPENED)
    with pytest.raises(Stale):
        actions.save_own_inputs(unit=house.branch, period=parse_period("2026"), entered=entered, seen_version=0, actor=house.actor("han"), at=OPENED)
    actions.save_own_inputs(unit=house.branch, period=parse_period("2026"), entered=entered, seen_version=row.version, actor=house.actor("han"), at=OPENED)
    assert len(verbs("own_assessment", row.id)) == 2
    assert verify() == []
