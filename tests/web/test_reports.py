"""监管报送 on the page and over the API: the files are opened again, and nobody else sees them (law 26, 36)."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from suqing.apps.supervision.models import Filing, FilingState, ReportDuty
from tests.cast import House
from tests.web.api_world import World
from tests.web.desk_cast import at

pytestmark = pytest.mark.django_db
NOW = "2026-12-02 09:00"
DUTY = {"name": "投诉数据月报", "cycle": "month", "due_days": "10", "from_day": "2026-11-01", "addressee": "东港监管局", "ground": "监管局通知〔2026〕3号"}


class Pages:
    def __init__(self, house: House) -> None:
        self.house = house

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(self.house.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def get(self, who: str, path: str = "/desk/reports/", when: str = NOW) -> Any:
        with at(when):
            return self.client(who).get(path)

    def post(self, who: str, path: str, when: str = NOW, **data: Any) -> Any:
        with at(when):
            return self.client(who).post(path, data, follow=True)


@pytest.fixture
def pages(house: House) -> Pages:
    return Pages(house)


def duty(pages: Pages, who: str = "li", **given: Any) -> ReportDuty:
    unit = pages.house.root if who == "han" else pages.house.branch
    answer = pages.post(who, "/desk/reports/", **DUTY | {"unit_id": unit.id} | given)
    assert answer.status_code == 200, answer.content.decode()
    return ReportDuty.objects.latest("id")


def take(pages: Pages, row: ReportDuty, who: str = "li", **given: Any) -> Filing:
    pages.post(who, f"/desk/reports/duties/{row.id}/take/", **{"period": "2026-11"} | given)
    return Filing.objects.latest("id")


def test_from_the_calendar_to_the_report_and_its_correction(pages: Pages) -> None:
    pages.house.register()
    assert "还没有登记报送什么" in pages.get("li").content.decode()
    row = duty(pages)
    page = pages.get("li").content.decode()
    assert all(words in page for words in ("2026年11月", "2026-12-10", "还有8日", "还没有取数", "取数并锁定"))
    filing = take(pages, row)
    assert "签报</button>" not in pages.get("li", f"/desk/reports/{filing.id}/").content.decode()
    leaders = pages.get("zhao", f"/desk/reports/{filing.id}/").content.decode()
    assert "合计 1件，1个事项" in leaders
    assert 'name="content_hash"' in leaders
    pages.post("zhao", f"/desk/reports/{filing.id}/act/", what="sign", seen_version=1, content_hash=filing.content_hash)
    pages.post("li", f"/desk/reports/{filing.id}/act/", what="file", seen_version=2, filed_on="2026-12-02", document_no="〔2026〕9号")
    filing.refresh_from_db()
    assert (filing.state, filing.document_no) == (FilingState.FILED, "〔2026〕9号")
    assert "没有待报送的" in pages.get("li").content.decode()

    pages.house.register(name="刘先生", phone="13800000001", policy_no="PD9")
    refused = pages.post("li", f"/desk/reports/duties/{row.id}/take/", period="2026-11")
    assert refused.status_code == 422
    assert "写明哪里不同" in refused.content.decode()
    second = take(pages, row, reason="补登一件漏登的来信")
    page = pages.get("li", f"/desk/reports/{second.id}/").content.decode()
    assert "与上次报送的不同" in page
    book = load_workbook(BytesIO(pages.get("li", f"/desk/reports/{second.id}/figures.xlsx").content))
    assert book.sheetnames[:2] == ["报送说明", "投诉件"]
    cover = {each[0].value: each[1].value for each in book["报送说明"].iter_rows(min_row=2)}
    assert (cover["签报人"], cover["更正原因"], cover["数据校验值"]) == ("未签报", "补登一件漏登的来信", second.content_hash)
    assert [each.value for each in book["与上次报送的不同"][2]] == ["投诉件", "投诉件", 1, 2, 1]
    assert [each.value for each in book["投诉件"][2]] == ["投诉件", None, 2, 2]


def test_the_yearly_account_is_a_word_document_with_small_numbers_masked(pages: Pages) -> None:
    for number in range(4):
        pages.house.register(name=f"投诉人{number}", phone=f"1380000000{number}", policy_no=f"PD{number}")
    pages.house.register(name="吴女士", phone="13800000009", policy_no="PD9", line_of_business="health_short")
    row = duty(pages, "han", name="年报", cycle="year", due_days="90", from_day="2026-01-01")
    when = "2027-01-05 09:00"
    pages.post("han", f"/desk/reports/duties/{row.id}/take/", when, period="2026")
    filing = Filing.objects.get()
    answer = pages.get("han", f"/desk/reports/{filing.id}/account.docx", when)
    paper = Document(BytesIO(answer.content))
    words = [each.text for each in paper.paragraphs]
    assert words[0] == "2026年度消费投诉情况"
    assert "东海财险股份有限公司2026年度共收到消费投诉5件" in words[1]
    assert [[cell.text for cell in each.cells] for each in paper.tables[0].rows][1:] == [["机动车辆保险", "未列", "—"], ["短期健康保险", "少于3件", "—"]]
    monthly = take(pages, duty(pages))
    refused = pages.get("li", f"/desk/reports/{monthly.id}/account.docx")
    assert refused.status_code == 422
    assert "这一份不是年度的" in refused.content.decode()


def test_nobody_else_sees_them(pages: Pages) -> None:
    row = duty(pages, "han")
    pages.post("han", f"/desk/reports/duties/{row.id}/take/", period="2026-11")
    filing = Filing.objects.get()
    for who in ("sun", "ding", "zhang", "wang", "outsider", "stranger"):
        if who != "stranger":
            assert pages.get(who).status_code == 404, who
        assert pages.get(who, f"/desk/reports/{filing.id}/").status_code == 404, who
        assert pages.get(who, f"/desk/reports/{filing.id}/figures.xlsx").status_code == 404, who
    assert pages.get("li", f"/desk/reports/{filing.id}/").status_code == 404  # headquarters' report, a branch's officer
    assert pages.post("li", f"/desk/reports/duties/{row.id}/take/", period="2026-11").status_code == 404
    assert pages.get("qin", f"/desk/reports/{filing.id}/").status_code == 200


def test_what_was_typed_stays_where_it_cannot_be(pages: Pages) -> None:
    answer = pages.post("li", "/desk/reports/", **DUTY | {"unit_id": pages.house.branch.id, "ground": " "})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "投诉数据月报" in page
    assert ReportDuty.objects.count() == 0


def test_the_calendar_page_asks_as_little_with_many_periods(pages: Pages, django_assert_max_num_queries: Any) -> None:
    row = duty(pages, from_day="2024-01-01")
    filing = take(pages, row)
    assert filing.period == "2026-11"
    client = pages.client("li")
    with at(NOW):
        client.get("/desk/reports/")
        with django_assert_max_num_queries(14):
            client.get("/desk/reports/")


def test_the_same_over_the_api(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(house, monkeypatch).at(NOW)
    house.register()
    body = DUTY | {"unit": "P0101-31", "due_days": 10}
    made = world.post("li", "/api/v1/reports/duties", body).json()
    assert (made["name"], made["from_day"]) == ("投诉数据月报", "2026-11-01")
    listed = world.get("li", "/api/v1/reports").json()
    assert [(each["period"], each["due"], each["days_left"], each["state"]) for each in listed["owed"]] == [("2026-11", "2026-12-10", 8, None)]
    taken = world.post("li", f"/api/v1/reports/duties/{made['id']}/take", {"period": "2026-11"}).json()
    shown = world.get("zhao", f"/api/v1/reports/{taken['id']}").json()
    assert shown["figures"]["tables"]["total"] == [{"code": "", "words": "投诉件", "items": 1, "matters": 1}]
    early = world.post("li", f"/api/v1/reports/{taken['id']}/file", {"filed_on": "2026-12-02", "document_no": "9号", "version": 1})
    assert (early.status_code, early.json()["clause"]) == (409, "cbirc2020/36")
    signed = world.post("zhao", f"/api/v1/reports/{taken['id']}/sign", {"content_hash": shown["content_hash"], "version": 1}).json()
    assert (signed["state"], signed["signed_by"]["name"]) == ("signed", "赵总")
    filed = world.post("li", f"/api/v1/reports/{taken['id']}/file", {"filed_on": "2026-12-02", "document_no": "9号", "version": signed["version"]}).json()
    assert (filed["state"], filed["filed_on"]) == ("filed", "2026-12-02")
    assert world.get("li", f"/api/v1/reports/{taken['id']}/figures.xlsx").status_code == 200
    assert world.get("sun", "/api/v1/reports").status_code == 404
    assert world.get("stranger", f"/api/v1/reports/{taken['id']}").status_code == 404
    assert world.post("li", f"/api/v1/reports/duties/{made['id']}/end", {"last_day": "2026-12-31", "version": 1}).json()["until_day"] == "2026-12-31"
    assert ReportDuty.objects.get().until_day == date(2026, 12, 31)
