"""An older register brought in: every row's verdict, nothing twice, nothing lost, history without clocks and consequences."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from openpyxl import Workbook

from suqing.apps.accountability.models import PenaltyNotice
from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.clocks.actions.waking import wake_due
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints.models import (
    Closure,
    Complaint,
    Matter,
    RegisterEntry,
    Sight,
    Termination,
)
from suqing.apps.complaints.queries import counts_of as views_of
from suqing.apps.complaints.queries import search, seer_of
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.access import standing_of
from suqing.apps.registers import actions
from suqing.apps.registers.bringing import check_batch, take_batch
from suqing.apps.registers.columns import COLUMNS, SHEET
from suqing.apps.registers.forms import write_register_sample, write_register_template
from suqing.apps.registers.models import Batch, BatchRow, BatchState, RowVerdict
from suqing.apps.registers.queries import counts_of, lines_of, whole_problems
from suqing.kernel.errors import BadInput, NotYours, Refused, Stale
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
NOW = cn("2026-11-25 09:00")
GOOD: dict[str, Any] = {
    "登记编号": "TS-1", "收到时间": "2026-11-20 10:00", "投诉方式": "电话", "投诉人": "陈女士", "联系电话": "13800006621", "被投诉对象": "定损岗", "险种": "机动车辆保险",
    "纠纷类型": "理赔纠纷", "事实经过": "定损改期两次", "诉求": "尽快定损", "涉及金额": 1200,
}  # fmt: skip
ENDED = {"办理状态": "已结案", "办结时间": "2026-11-21 15:00", "结案标准": "投诉人接受处理方案", "是否有效": "有效", "分类": "一般投诉件", "处理结果": "当日定损"}


def book(*rows: dict[str, Any], columns: tuple[str, ...] = tuple(COLUMNS), sheet: str = SHEET) -> bytes:
    made = Workbook()
    page = made.active
    page.title = sheet
    page.append(columns)
    for row in rows:
        page.append([row.get(name) for name in columns])
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def sample(house: House, count: int, *, sound: bool = False) -> bytes:
    target = BytesIO()
    write_register_sample(target, units=[house.branch.code], last_day=date(2026, 11, 25), count=count, sound=sound)
    return target.getvalue()


def checked(house: House, content: bytes, *, who: str = "li") -> Batch:
    batch = actions.hand_over(name="台账.xlsx", content=content, unit_id=house.branch.id, actor=house.actor(who), at=NOW, later=False)
    check_batch(batch, actor=house.actor(who), now=NOW)
    return Batch.objects.select_related("unit").get(pk=batch.pk)


def brought(house: House, content: bytes, *, who: str = "li") -> Batch:
    batch = checked(house, content, who=who)
    assert batch.state == BatchState.CHECKED, whole_problems(batch)
    batch = actions.begin(batch_id=batch.id, seen_version=batch.version, actor=house.actor(who), at=NOW, later=False)
    take_batch(batch, actor=house.actor(who), now=NOW)
    return actions.finish(batch_id=batch.id, actor=house.actor(who), at=NOW)


def test_an_open_item_is_registered_as_it_came_with_its_clocks(house: House) -> None:
    brought(house, book(GOOD))
    case = Complaint.objects.get()
    assert (case.origin, case.stage, case.open, case.next_action) == ("import", "registered", True, "triage")
    assert case.received_at == cn("2026-11-20 10:00")
    assert case.sum_claimed_fen == 120_000
    assert Clock.objects.filter(subject_id=case.id).exists()
    assert RegisterEntry.objects.get().number == "TS-1"
    assert verify() == []


def test_history_starts_no_clock_and_has_no_consequence(house: House) -> None:
    brought(house, book({**GOOD, **ENDED}))
    case = Complaint.objects.get()
    assert (case.stage, case.open, case.next_action, case.found_valid, case.classification) == ("closed", False, "", True, "general")
    assert case.closed_at == cn("2026-11-21 15:00")
    assert (Closure.objects.get().clause, Closure.objects.get().by_id) == ("claims/7.4.1", None)
    assert set(Sight.objects.values_list("open", flat=True)) == {False}
    assert not Clock.objects.exists()
    assert not PenaltyNotice.objects.exists()
    assert not Notice.objects.exists()
    assert verify() == []


@pytest.mark.parametrize(
    ("how", "stage"), [("投诉人撤回", "withdrawn"), ("已转送", "transferred"), ("已诉讼、仲裁或移交司法", "not_admitted")]
)
def test_what_was_terminated_stays_terminated(house: House, how: str, stage: str) -> None:
    brought(house, book({**GOOD, "办理状态": "已终止", "办结时间": "2026-11-21", "终止事由": how, "处理结果": "见原台账"}))
    assert Complaint.objects.get().stage == stage
    assert Termination.objects.count() == 1


def test_an_imported_case_that_is_taken_up_again_is_a_case_like_any_other(house: House) -> None:
    from suqing.apps.complaints.actions import reopen_complaint

    brought(house, book({**GOOD, **ENDED}))
    case = Complaint.objects.get()
    case = reopen_complaint(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-25 10:00"), reason="新的照片")
    assert (case.open, case.round, case.next_action) == (True, 2, "dispatch")
    assert Clock.objects.filter(subject_id=case.id).exists()


def test_overdue_items_brought_in_tell_nobody_one_by_one_of_what_passed(house: House) -> None:
    brought(house, book(*({**GOOD, "登记编号": f"TS-{number}", "收到时间": "2026-10-09 10:00"} for number in range(5))))
    wake_due(NOW)
    assert not Notice.objects.filter(kind__startswith="clock.").exists()
    seer = seer_of(standing_of(house.li, on=NOW.date()), now=NOW)
    assert views_of(seer, now=NOW)["overdue"] == 5


def test_the_same_workbook_again_changes_nothing(house: House) -> None:
    content = sample(house, 150)
    first = brought(house, content)
    before = (Complaint.objects.count(), Matter.objects.count(), Event.objects.filter(subject_kind="complaint").count())
    assert counts_of(first)["taken"] == before[0] > 100
    again = brought(house, content)
    assert (counts_of(again)["taken"], counts_of(again)["ready"]) == (0, 0)
    assert counts_of(again)["there"] == counts_of(first)["taken"] + counts_of(first)["there"]
    assert (Complaint.objects.count(), Matter.objects.count(), Event.objects.filter(subject_kind="complaint").count()) == before
    assert verify() == []


def test_counts_of_the_report_are_counts_of_the_database(house: House) -> None:
    batch = brought(house, sample(house, 500))
    counts = counts_of(batch)
    assert sum(counts.values()) == batch.rows == 500
    assert counts["taken"] == Complaint.objects.count() == RegisterEntry.objects.count() == Event.objects.filter(verb="registered").count()
    assert min(counts[each] for each in ("refused", "there", "differing")) > 0
    for row, verdict, _, ref, findings in lines_of(batch):
        assert bool(ref) or verdict != RowVerdict.TAKEN, row
        assert findings or verdict not in (RowVerdict.REFUSED, RowVerdict.DIFFERING), row
        assert all(each["sheet"] == SHEET and each["row"] == row and each["column"] for each in findings), findings


BAD = {
    "收到时间": ("2026.11.20上午", "日期和时间"), "投诉方式": ("电话投诉", "最接近的是 电话"), "投诉来源": ("银保监", "之一"), "受理机构": ("上海分公司司", "最接近的是 上海分公司"),
    "险种": ("车险", "之一"), "涉及金额": ("约1.2万", "数字"), "分类": ("举报件", "举报专用通道"), "被投诉对象": ("字" * 201, "不超过"), "登记编号": ("号" * 61, "不超过60个字"),
    "办理状态": ("结了", "之一"), "监管收到时间": ("去年", "日期和时间"),
}  # fmt: skip


@pytest.mark.parametrize("column", BAD)
def test_what_cannot_be_read_is_told_with_sheet_row_and_column(house: House, column: str) -> None:
    found, said = BAD[column]
    batch = brought(house, book(GOOD, {**GOOD, "登记编号": "TS-2", column: found}))
    assert (counts_of(batch)["taken"], counts_of(batch)["refused"]) == (1, 1)
    ((_, _, _, _, findings),) = [each for each in lines_of(batch) if each[1] == RowVerdict.REFUSED]
    assert [(each["sheet"], each["row"], each["column"]) for each in findings] == [(SHEET, 3, column)]
    assert said in str(findings[0]["sentence"])


@pytest.mark.parametrize(
    ("given", "column"),
    [
        ({"收到时间": "2027-01-01"}, "收到时间"), ({"收到时间": "1999-01-01"}, "收到时间"), ({"办理状态": "已结案"}, "办结时间"), ({"办结时间": "2026-11-21"}, "办理状态"),
        ({"办理状态": "已终止", "办结时间": "2026-11-21"}, "终止事由"), ({**ENDED, "办结时间": "2026-11-01"}, "办结时间"), ({**ENDED, "办结时间": "2026-12-01"}, "办结时间"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(house: House, given: dict[str, Any], column: str) -> None:
    batch = brought(house, book({**GOOD, **given}))
    ((_, verdict, _, _, findings),) = lines_of(batch)
    assert (verdict, findings[0]["column"]) == (RowVerdict.REFUSED, column)
    assert not Complaint.objects.exists()


def test_missing_data_are_no_reason_to_refuse(house: House) -> None:
    brought(house, book({"收到时间": "2026-11-20", "投诉方式": "来访"}, columns=("投诉方式", "收到时间")))
    case = Complaint.objects.get()
    assert (case.unit_id, case.source, case.line_of_business) == (house.branch.id, "own", "unknown")


def test_closed_without_a_ground_is_taken_and_told(house: House) -> None:
    batch = brought(house, book({**GOOD, **ENDED, "结案标准": None}))
    ((_, verdict, _, _, findings),) = lines_of(batch)
    assert (verdict, findings[0]["level"]) == (RowVerdict.TAKEN, "warning")
    assert not Closure.objects.exists()


def test_a_known_number_with_other_content_is_reported_and_not_overwritten(house: House) -> None:
    brought(house, book(GOOD))
    batch = brought(house, book({**GOOD, "事实经过": "换了说法"}, {**GOOD, "登记编号": "TS-9"}, {**GOOD, "登记编号": "TS-9", "诉求": "再说"}))
    assert [verdict for _, verdict, _, _, _ in lines_of(batch)] == [RowVerdict.DIFFERING, RowVerdict.TAKEN, RowVerdict.DIFFERING]
    assert Complaint.objects.count() == 2


def test_rows_without_a_number_are_known_by_their_whole_content(house: House) -> None:
    row = {key: value for key, value in GOOD.items() if key != "登记编号"}
    brought(house, book(row, row, {**row, "诉求": "另一件"}))
    assert Complaint.objects.count() == 2
    brought(house, book({**row, "诉求": "另一件"}, row))
    assert Complaint.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: book(GOOD, sheet="Sheet1"), "有工作表“投诉台账”"), (lambda: book(GOOD, columns=("收到时间", "方式")), "投诉方式"), (lambda: b"PK\x03\x04nothing", "打不开"),
    ],
)  # fmt: skip
def test_a_workbook_that_cannot_be_read_says_why(house: House, content: Any, said: str) -> None:
    batch = checked(house, content())
    assert batch.state == BatchState.UNREADABLE
    assert said in str(whole_problems(batch)[0]["sentence"])
    assert not BatchRow.objects.exists()
    assert verify() == []


def test_an_officer_fills_their_own_units_only(house: House) -> None:
    batch = brought(house, book({**GOOD, "受理机构": "东海财险"}))
    assert counts_of(batch)["refused"] == 1
    assert counts_of(brought(house, book({**GOOD, "受理机构": "东海财险"}), who="han"))["taken"] == 1
    with pytest.raises(BadInput, match="受理机构"):
        actions.hand_over(name="台.xlsx", content=book(GOOD), unit_id=house.root.id, actor=house.actor("li"), at=NOW)


@pytest.mark.parametrize("who", ["sun", "zhang", "zhao", "outsider", "admin"])
def test_who_is_no_complaint_post_brings_nothing_in(house: House, who: str) -> None:
    with pytest.raises(NotYours):
        actions.hand_over(name="台.xlsx", content=book(GOOD), unit_id=None, actor=house.actor(who), at=NOW)
    batch = checked(house, book(GOOD))
    for act in (actions.begin, actions.dismiss):
        with pytest.raises(NotYours):
            act(batch_id=batch.id, seen_version=batch.version, actor=house.actor(who), at=NOW)


def test_another_insurers_officer_sees_no_batch(house: House) -> None:
    batch = checked(house, book(GOOD))
    with pytest.raises(NotYours):
        actions.begin(batch_id=batch.id, seen_version=batch.version, actor=house.actor("stranger"), at=NOW)


def test_nothing_is_taken_before_it_was_looked_at_and_once_only(house: House) -> None:
    batch = checked(house, book(GOOD))
    assert not Complaint.objects.exists()
    with pytest.raises(Stale):
        actions.begin(batch_id=batch.id, seen_version=batch.version + 1, actor=house.actor("li"), at=NOW, later=False)
    actions.begin(batch_id=batch.id, seen_version=batch.version, actor=house.actor("li"), at=NOW, later=False)
    with pytest.raises(Refused, match="正在导入"):
        actions.begin(batch_id=batch.id, seen_version=batch.version + 1, actor=house.actor("li"), at=NOW, later=False)


def test_dismissed_means_gone(house: House) -> None:
    batch = checked(house, sample(house, 60))
    actions.dismiss(batch_id=batch.id, seen_version=batch.version, actor=house.actor("li"), at=NOW)
    batch.refresh_from_db()
    assert (batch.state, batch.content) == (BatchState.DISMISSED, "")
    assert not BatchRow.objects.exclude(findings="").exists()
    assert verify() == []


def test_the_workbook_is_sealed_while_it_waits_and_gone_afterwards(house: House) -> None:
    batch = checked(house, book({**GOOD, "联系电话": "1380000"}))
    with connection.cursor() as cursor:
        for table in ("registers_batch", "registers_batchrow"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            assert "陈女士" not in str(cursor.fetchall())
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            assert "1380000" not in str(cursor.fetchall())
    batch = actions.begin(batch_id=batch.id, seen_version=batch.version, actor=house.actor("li"), at=NOW, later=False)
    take_batch(batch, actor=house.actor("li"), now=NOW)
    assert actions.finish(batch_id=batch.id, actor=house.actor("li"), at=NOW).content == ""


def test_an_item_is_found_by_its_old_number(house: House) -> None:
    brought(house, book({**GOOD, **ENDED}))
    seer = seer_of(standing_of(house.li, on=NOW.date()), now=NOW)
    assert [each.ref for each in search(seer, "TS-1", now=NOW)] == [Complaint.objects.get().ref]
    assert search(seer_of(standing_of(house.outsider, on=NOW.date()), now=NOW), "TS-1", now=NOW) == []


def test_a_check_cut_off_goes_on_where_it_was(house: House) -> None:
    content = sample(house, 450)
    batch = actions.hand_over(name="台账.xlsx", content=content, unit_id=house.branch.id, actor=house.actor("li"), at=NOW, later=False)

    def cut(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_batch(batch, actor=house.actor("li"), now=NOW, progress=cut)
    assert 0 < BatchRow.objects.count() < 450
    assert actions.hand_over(name="又名.xlsx", content=content, unit_id=house.branch.id, actor=house.actor("li"), at=NOW).id == batch.id
    check_batch(batch, actor=house.actor("li"), now=NOW)
    assert BatchRow.objects.count() == 450


def test_the_template_is_a_register_without_rows(house: House) -> None:
    target = BytesIO()
    write_register_template(target)
    batch = checked(house, target.getvalue())
    assert (batch.state, batch.rows) == (BatchState.CHECKED, 0)
