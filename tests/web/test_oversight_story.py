"""One round of the assessment by posting forms, from opening it to a corrected version and the measure that follows."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from suqing.apps.assessment.models import (
    Adjustment,
    CountCheck,
    Measure,
    Objection,
    PublishedVersion,
    RecordEntry,
    Review,
    SourceFile,
)
from suqing.apps.assessment.state import RoundState
from suqing.apps.audit.models import Event
from suqing.casework.assessment.numbers import words
from tests.office_cast import (
    PERIOD,
    RULEBOOK,
    SOURCES,
    AssessmentOffice,
    broken_workbook,
    found_office,
    market,
    play,
    workbook_of,
)
from tests.web.desk_cast import at, said, text_of

pytestmark = pytest.mark.django_db
ROUND = f"/oversight/rounds/{RULEBOOK}/{PERIOD}/"
MINE = f"/oversight/mine/{RULEBOOK}/{PERIOD}/"
DAY = "2026-07-06"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Room:
    """The office with a browser for each of its people; addresses without a slash in front are of the round."""

    def __init__(self, office: AssessmentOffice, when: str = f"{DAY} 09:00") -> None:
        self.office, self.when = office, when
        self.clients: dict[str, Client] = {}

    def browser(self, who: str) -> Client:
        if who not in self.clients:
            self.clients[who] = Client()
            self.clients[who].force_login(self.office.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        return self.clients[who]

    def get(self, who: str, path: str = "", **more: Any) -> Any:
        with at(self.when):
            return self.browser(who).get(path if path.startswith("/") else ROUND + path, **more)

    def post(self, who: str, path: str, **data: Any) -> Any:
        with at(self.when):
            return self.browser(who).post(path if path.startswith("/") else ROUND + path, data)

    def page(self, who: str, path: str = "") -> str:
        answer = self.get(who, path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return text_of(answer)

    def does(self, who: str, path: str, **data: Any) -> str:
        """Posted and done; the page that it leads to."""
        answer = self.post(who, path, **data)
        assert answer.status_code == 303, said(answer)
        return self.page(who, answer.headers["Location"].partition("#")[0])

    def refused(self, who: str, path: str, **data: Any) -> str:
        answer = self.post(who, path, **data)
        assert answer.status_code in (409, 422), f"{path}: {answer.status_code}"
        return text_of(answer)

    def upload(self, kind: str, content: bytes, name: str = "数据.xlsx") -> Any:
        return self.post("kao", "upload/", kind=kind, file=SimpleUploadedFile(name, content, XLSX))

    def step(self, step: str, who: str = "kao") -> Any:
        return self.post(who, "step/", step=step, seen_version=self.office.round.version)

    @property
    def state(self) -> RoundState:
        return RoundState(self.office.round)

    def seen(self, who: str) -> dict[str, str]:
        """What the review page offers to pass: fields `seen:<code>` with their hashes."""
        return dict(re.findall(r'name="(seen:[^"]+)" value="([0-9a-f]{64})"', self.get(who, "review/").content.decode()))


@pytest.fixture
def room() -> Room:
    return Room(found_office())


def collect(room: Room, *, without_marks_of: str = "") -> None:
    room.does("kao", "/oversight/rounds/open/", rulebook=RULEBOOK, period=PERIOD)
    for kind in SOURCES:
        answer = room.upload(kind, workbook_of(kind, without_marks_of=without_marks_of))
        assert answer.status_code == 303, said(answer)


def published(room: Room) -> Room:
    play(room.office)
    return room


def test_a_round_in_the_order_of_the_day(room: Room) -> None:
    # opened; the same once more is refused
    assert "还没有开过考评" in room.page("kao", "/oversight/")
    assert "2026H1的考评已开" in room.does("kao", "/oversight/rounds/open/", rulebook=RULEBOOK, period=PERIOD)
    assert "已经开了" in room.refused("kao", "/oversight/rounds/open/", rulebook=RULEBOOK, period=PERIOD)

    # a file with errors: everything told at once, nothing taken
    assert "先上传机构名录" in text_of(room.upload("complaints_system", workbook_of("complaints_system")))
    assert room.upload("directory", workbook_of("directory")).status_code == 303
    answer = room.upload("complaints_system", broken_workbook(), "有错.xlsx")
    assert answer.status_code == 422
    page = text_of(answer)
    assert "有错.xlsx 有3处错误，整份没有入库" in page
    for told in ("车险投诉件数", "2.5", "整数", "P77", "机构名录里的机构代码", "重复"):
        assert told in page, told
    failed = SourceFile.objects.get(kind="complaints_system")
    assert (failed.current, failed.facts, failed.errors) == (False, "", 3)
    rows = rows_of(room.get("kao", f"source/{failed.id}/problems.xlsx"), "检查结果")
    assert len(rows) == 4
    assert "P77" in str(rows)

    # not before all sources are there
    page = text_of(room.step("qualitative"))
    assert "还不能进入“定性评定”" in page
    for missing in ("投诉管理系统", "保险统计信息系统", "日常工作记录", "舆情监测", "纠纷调解组织"):
        assert missing in page
    for kind in SOURCES[1:]:
        answer = room.upload(kind, workbook_of(kind, without_marks_of="P03"))
        assert answer.status_code == 303, said(answer)
    assert "要先经过“定性评定”" in text_of(room.step("quantitative"))
    assert room.step("qualitative").status_code == 303

    # marks on the page
    page = room.page("kao", "marks/")
    assert "还有1家" in page
    assert "处没有评定" in text_of(room.step("quantitative"))
    fields = set(re.findall(r'name="level:([^"]+)"', room.get("kao", "marks/P03/").content.decode()))
    assert len(fields) > 5
    short = sorted(fields)[0]
    marks = {f"level:{key}": "complete" for key in fields} | {f"level:{short}": "missing"}
    assert "没有依据" in room.refused("kao", "marks/P03/", **marks)
    assert "的评定已保存" in room.does("kao", "marks/P03/", **marks, **{f"basis:{short}": "未见文件"})
    assert "全部评完" in room.page("kao", "marks/")
    assert room.step("quantitative").status_code == 303

    # figures, and an adjustment that another person confirms
    assert "丁财险上海分公司" in room.page("kao", "figures/")
    before = complaints_of(room, "P02")
    target = f"figure|motor_complaints@{PERIOD}"
    assert "理由" in room.refused("kao", "adjust/", code="P02", target=target, value=str(before - 1), reason="")
    room.does("kao", "adjust/", code="P02", target=target, value=str(before - 1), reason="一件重复登记，核减")
    adjustment = Adjustment.objects.get()
    assert complaints_of(room, "P02") == before
    assert "1条调整待另一人复核" in text_of(room.step("review"))
    assert "自己提的调整不能自己复核" in room.refused("kao", f"adjust/{adjustment.id}/", confirm="1")
    assert "调整已复核，已计入" in room.does("fu", f"adjust/{adjustment.id}/", confirm="1")
    assert complaints_of(room, "P02") == before - 1
    assert "一件重复登记，核减" in room.page("kao", "card/P02/")

    # the insurers' word on their counts
    assert "已请6家核对数据" in room.does("kao", "counts/")
    assert "请核对这些数" in room.page("jia", MINE)
    assert "哪一个数不对" in room.refused("jia", f"{MINE}answer/", dispute="1", words="")
    assert "异议已提交" in room.does("jia", f"{MINE}answer/", dispute="1", words="车险投诉多计一件，请核对。")
    room.does("yi", f"{MINE}answer/", agree="1")
    assert "1家对数据有异议，还没有答复" in text_of(room.step("review"))
    assert "车险投诉多计一件" in room.page("kao", "counts/")
    assert "1家有异议" in room.page("kao")
    room.does("fu", "counts/P01/", what="settle", words="已核对，件数无误，依据投诉管理系统明细。")
    assert dict(CountCheck.objects.values_list("insurer_code", "state"))["P01"] == "settled"
    assert "已核对，件数无误" in room.page("jia", MINE)

    # an event of the daily record, confirmed by another person
    log_event(room, "P02")
    assert room.step("review").status_code == 303

    # reviewed by somebody who entered nothing
    codes = [card.code for card in room.state.trial.cards()]  # type: ignore[union-attr]
    assert room.seen("kao") == {}
    seen = room.seen("fu")
    assert len(seen) == 6
    assert "有您经手的" in room.refused("kao", "review/", code=codes, **{"pass": "1"}, **seen)
    assert "还没有选" in room.refused("fu", "review/", **{"pass": "1"}, **seen)
    assert "哪里不对" in room.refused("fu", "review/", code=codes[:1], **{"return": "1"}, **seen)
    assert "1家已退回" in room.does("fu", "review/", code=codes[:1], words="请再核对调解件数", **{"return": "1"}, **seen)
    assert "还有6家没有复核" in text_of(room.step("score"))
    assert "6家复核通过" in room.does("fu", "review/", code=codes, **{"pass": "1"}, **seen)
    assert room.step("score").status_code == 303

    # published by the leader alone
    version = room.office.round.version
    assert room.post("kao", "publish/", seen_version=version).status_code == 404
    assert "刚被别人更新过" in room.refused("jiandu", "publish/", seen_version=version - 1)
    assert "已发布并锁定" in room.does("jiandu", "publish/", seen_version=version)
    assert "已发布，不能再上传数据" in text_of(room.upload("mediation", workbook_of("mediation")))
    assert "已发布，不能再评定" in room.refused("kao", "marks/P03/", **marks, **{f"basis:{short}": "补交"})
    verbs = set(Event.objects.filter(root=room.office.root).values_list("verb", flat=True))
    assert {"round.opened", "source.refused", "source.taken", "marks.entered", "adjustment.confirmed", "counts.disputed", "cards.returned", "cards.passed", "round.published"} <= verbs


def complaints_of(room: Room, code: str) -> int:
    row = room.state.assembled.facts.row("投诉量", code, PERIOD)
    assert row is not None
    return int(row.values["motor_complaints"] or 0)


def log_event(room: Room, code: str) -> RecordEntry:
    event = {"code": code, "day": "2026-05-20", "what": "violations|letter_or_correction", "times": "1", "note": "监管函，限期整改", "source": "处罚决定"}
    assert "应为日期" in room.refused("kao", "/oversight/record/new/", **event | {"day": "昨天"})
    assert "说明" in room.refused("kao", "/oversight/record/new/", **event | {"note": ""})
    assert "待另一人复核后计入" in room.does("kao", "/oversight/record/new/", **event)
    entry = RecordEntry.objects.get(insurer_code=code)
    assert "自己登记的不能自己复核" in room.refused("kao", f"/oversight/record/{entry.id}/", what="confirm")
    assert "为什么不予确认" in room.refused("fu", f"/oversight/record/{entry.id}/", what="reject")
    room.does("fu", f"/oversight/record/{entry.id}/", what="confirm")
    return entry


def test_the_ranking_and_the_cards_show_the_numbers_of_the_result(room: Room) -> None:
    published(room)
    trial = room.state.trial
    assert trial is not None
    for group in trial.groups:
        page = room.page("kao", f"ranking/?group={group.group.id}")
        assert "已发布 · 第1版" in page
        places = [page.index(card.name) for card in group.cards]
        assert places == sorted(places)
        for card in group.cards:
            assert words(card.total) in page
    for card in trial.cards():
        page = room.page("kao", f"card/{card.code}/")
        assert words(card.total) in page
        for line in card.lines:
            assert line.label in page
            assert words(line.points) in page, line.label
            assert line.value_words in page, line.label


def test_every_line_of_every_card_says_why(room: Room) -> None:
    published(room)
    trial = room.state.trial
    assert trial is not None
    for card in (trial.card("P01"), trial.card("L01")):
        assert card is not None
        for line in card.lines:
            path = f"card/{card.code}/why/{line.indicator}/"
            page = room.page("kao", path)
            assert f"{abs(float(line.points)):.2f}分" in page, path
            assert "条款" in page, path
            number = line.clause.partition("/")[2]
            assert f'/clause/{number}/"' in room.get("kao", path).content.decode(), path
            panel = room.get("kao", path, headers={"HX-Request": "true"})
            assert panel.status_code == 200
            assert "<html" not in panel.content.decode()
            if card.code == "P01":
                assert room.page("jia", f"{MINE}why/{line.indicator}/")
    assert room.get("kao", "card/P01/why/nothing/").status_code == 404
    assert room.get("kao", "card/P90/").status_code == 404  # merged into P01


def test_what_if_writes_nothing_and_says_what_would_change(room: Room) -> None:
    published(room)
    events = Event.objects.count()
    form = room.get("kao", "card/P01/what-if/").content.decode()
    question = re.findall(r'id="q-([^"]+)"', form)
    assert question
    page = room.page("kao", f"card/P01/what-if/?{question[0]}=3")
    assert "→" in page
    answer = room.get("kao", f"card/P01/what-if/?{question[0]}=-99999")
    assert answer.status_code == 422
    assert Event.objects.count() == events


def test_a_cancelled_event_makes_a_corrected_version(room: Room) -> None:
    collect(room)
    entry = log_event(room, "P02")
    for step in ("qualitative", "quantitative", "review"):
        assert room.step(step).status_code == 303
    pass_all(room, "jiandu")
    assert room.step("score").status_code == 303
    room.does("jiandu", "publish/", seen_version=room.office.round.version)
    old = room.state.trial
    assert old is not None
    page = room.page("kao", "versions/1/")
    assert "重新计算，结果一致" in page
    first = PublishedVersion.objects.get()
    for digest in (first.facts_hash, first.result_hash, first.edition_hash):
        assert digest in page
    assert "没有不同" in room.refused("jiandu", "publish/", seen_version=room.office.round.version, cause="再发一次")

    room.when = "2026-08-03 10:00"
    assert "依据的文件" in room.refused("kao", f"/oversight/record/{entry.id}/", what="cancel", reason="")
    room.does("kao", f"/oversight/record/{entry.id}/", what="cancel", reason="行政复议决定〔2026〕5号撤销")
    assert "发布之后数据有变动" in room.page("kao", "ranking/")
    page = room.page("jiandu", "ranking/")
    assert "发布更正版" in page
    assert "辛财险上海分公司" in page.partition("与已发布的第1版相比")[2].partition("发布第2版")[0]
    common = {"seen_version": room.office.round.version, "cause": "行政复议决定〔2026〕5号撤销"}
    assert "复核" in room.refused("jiandu", "publish/", **common)
    pass_all(room, "fu")
    assert "更正原因" in room.refused("jiandu", "publish/", seen_version=room.office.round.version, cause="")
    room.does("jiandu", "publish/", **common | {"seen_version": room.office.round.version})

    page = room.page("kao", "versions/2/")
    assert "重新计算，结果一致" in page
    assert "行政复议决定〔2026〕5号撤销" in page
    assert "辛财险上海分公司" in page.partition("与前一版的不同")[2]
    assert "重新计算，结果一致" in room.page("kao", "versions/1/")
    was, now = (next(card for card in of.cards() if card.code == "P02") for of in (old, room.state.trial))  # type: ignore[union-attr]
    assert now.total > was.total
    assert words(was.total) in room.page("kao", "card/P02/?version=1")
    assert words(now.total) in room.page("kao", "card/P02/")
    assert room.get("kao", "versions/3/").status_code == 404


def pass_all(room: Room, who: str) -> None:
    seen = room.seen(who)
    assert seen
    room.does(who, "review/", code=[name.partition(":")[2] for name in seen], **{"pass": "1"}, **seen)
    assert not Review.objects.filter(by=room.office.people["kao"]).exists()


def test_a_changed_card_is_not_passed_unseen(room: Room) -> None:
    play(room.office, "review")
    seen = room.seen("fu")
    entry = log_event(room, "P02")
    assert entry.state == "proposed"
    page = room.refused("jiandu", "review/", code=["P02"], **{"pass": "1"}, **seen)
    assert "在您看过之后有变动" in page
    assert not Review.objects.exists()


def test_an_objection_is_answered_and_a_measure_followed_to_its_end(room: Room) -> None:
    published(room)
    assert "异议" in room.refused("jia", f"{MINE}object/", words="")
    assert "异议已提交" in room.does("jia", f"{MINE}object/", words="调解件数少计一件。", indicator="")
    objection = Objection.objects.get()
    assert "去答复" in room.page("fu", "/oversight/")
    assert "调解件数少计一件" in room.page("fu", "aftermath/")
    assert "答复" in room.refused("fu", f"/oversight/objections/{objection.id}/", dismiss="1", reply="")
    room.does("fu", f"/oversight/objections/{objection.id}/", dismiss="1", reply="经核，件数与调解组织明细一致。")
    objection.refresh_from_db()
    assert objection.upheld is False
    page = room.page("jia", MINE)
    assert "不予采纳" in page
    assert "与调解组织明细一致" in page
    # answered once
    assert room.post("fu", f"/oversight/objections/{objection.id}/", uphold="1", reply="改了").status_code in (404, 422)

    measure = {"what": "measure", "code": "P02", "kind": "talk", "words": "约谈分管负责人", "due_on": "2026-09-30"}
    assert "应为日期" in room.refused("kao", "aftermath/", **measure | {"due_on": "月底"})
    assert "约谈分管负责人" in room.does("kao", "aftermath/", **measure)
    row = Measure.objects.get()
    room.refused("kao", f"/oversight/measures/{row.id}/", words="")
    assert "整改完毕" in room.does("kao", f"/oversight/measures/{row.id}/", words="整改完毕，投诉下降")
    assert room.post("kao", f"/oversight/measures/{row.id}/", words="再来").status_code == 404
    # an objection that came by letter
    assert "来函认为" in room.does("kao", "aftermath/", what="objection", code="L01", words="来函认为舆情不实")


def rows_of(answer: Any, sheet: str = "") -> list[tuple[Any, ...]]:
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == XLSX
    book = load_workbook(BytesIO(answer.content), read_only=True)
    page = book[sheet] if sheet else book.worksheets[0]
    return [row for row in page.iter_rows(values_only=True) if any(cell is not None for cell in row)]


def test_the_files_open_again_and_hold_the_result(room: Room) -> None:
    published(room)
    trial = room.state.trial
    assert trial is not None
    book = load_workbook(BytesIO(room.get("kao", "files/ranking.xlsx").content), read_only=True)
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    feeds = str(rows_of(room.get("kao", "files/feeds.xlsx")))
    document = Document(BytesIO(room.get("kao", "files/bulletin.docx").content))
    told = "\n".join([each.text for each in document.paragraphs] + [cell.text for table in document.tables for row in table.rows for cell in row.cells])
    result = json.loads(room.get("kao", "files/scorecards.json").content)
    found = {card["code"]: card["total"] for cards in result["groups"].values() for card in cards}
    for card in trial.cards():
        assert card.name in cells
        assert card.name in feeds
        assert card.name in told or card.code in told
        assert found[card.code] == pytest.approx(float(card.total))
        html = room.get("kao", f"files/card.html?code={card.code}").content.decode()
        assert words(card.total) in html
    assert "filename*=UTF-8''" in room.get("kao", "files/ranking.xlsx").headers["Content-Disposition"]
    assert room.get("kao", "files/nothing.xlsx").status_code == 404
    assert room.get("kao", "files/card.html?code=P77").status_code == 404


def test_the_template_and_the_sample_can_be_uploaded_again(room: Room) -> None:
    assert rows_of(room.get("kao", "/oversight/files/template.xlsx"))
    room.does("kao", "/oversight/rounds/open/", rulebook=RULEBOOK, period=PERIOD)
    sample = room.get("kao", "/oversight/files/sample.xlsx")
    assert PERIOD in sample.headers["Content-Disposition"]
    answer = room.upload("workbook", sample.content, "示例.xlsx")
    assert answer.status_code == 303, said(answer)
    assert "示例.xlsx 已入库" in room.page("kao", answer.headers["Location"])


def test_no_file_and_no_workbook_are_told_in_words(room: Room) -> None:
    room.does("kao", "/oversight/rounds/open/", rulebook=RULEBOOK, period=PERIOD)
    assert "还没有选文件" in room.refused("kao", "upload/", kind="workbook")
    for content in (b"", b"PK\x03\x04 not a zip", "公司,件数".encode()):
        answer = room.upload("workbook", content, "坏.xlsx")
        assert answer.status_code == 422
        assert not SourceFile.objects.exists()


# Digits of other scripts are digits to Python's isdigit; none of them may break a page or enter the facts.
ODD = pytest.mark.parametrize("odd", ["²", "①", "9" * 5000, "--5", "x"], ids=["superscript", "circled", "long", "minus", "letter"])


@ODD
def test_an_odd_figure_is_refused_in_words(room: Room, odd: str) -> None:
    collect(room)
    for target in (f"figure|motor_complaints@{PERIOD}", f"figure|motor_premium@{PERIOD}", "event|daily_record:2"):
        code = "P01" if target.startswith("event") else "P02"
        assert room.post("kao", "adjust/", code=code, target=target, value=odd, reason="试").status_code == 422, target
    assert not Adjustment.objects.exists()


@ODD
def test_an_odd_version_is_refused_in_words(room: Room, odd: str) -> None:
    collect(room)
    assert room.post("kao", "step/", step="qualitative", seen_version=odd).status_code in (409, 422)
    assert room.post("jiandu", "publish/", seen_version=odd).status_code in (409, 422)


@ODD
def test_an_odd_question_is_left_alone(room: Room, odd: str) -> None:
    collect(room)
    question = re.findall(r'id="q-([^"]+)"', room.get("kao", "card/P01/what-if/").content.decode())[0]
    assert room.get("kao", "card/P01/what-if/", query_params={question: odd}).status_code in (200, 422)


@pytest.mark.parametrize("period", ["2026Q9", "9999999H1", "²026H1", "2026H1x", ""])
def test_an_odd_period_is_refused_in_words(room: Room, period: str) -> None:
    assert room.post("kao", "/oversight/rounds/open/", rulebook=RULEBOOK, period=period).status_code == 422


def test_the_market_of_the_tests_is_what_it_says() -> None:
    facts = market()
    assert [each.code for each in facts.insurers] == ["P01", "P02", "P03", "P90", "L01", "L02", "L03"]
