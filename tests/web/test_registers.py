"""导入台账 by posting forms: handed over, checked by the worker, looked at, begun, reported; and who finds the door."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from suqing.apps.complaints.models import Complaint
from suqing.apps.jobs.work import run_due
from suqing.apps.registers.models import Batch, BatchState
from suqing.kernel.clock import now
from tests.apps.test_register_import import ENDED, GOOD, book
from tests.cast import House
from tests.web.desk_cast import at, statements, text_of, transactions

pytestmark = pytest.mark.django_db
PAGE = "/desk/registers/"
DAY = "2026-11-25 09:00"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(house: House, who: str) -> Client:
    client = Client()
    client.force_login(house.people[who], backend=BACKEND)
    return client


def worker() -> None:
    run_due(at=now())


def upload(client: Client, house: House, content: bytes) -> str:
    answer = client.post(PAGE, {"file": SimpleUploadedFile("台账.xlsx", content), "unit": str(house.branch.id)})
    assert answer.status_code == 303, text_of(answer)
    return str(answer.headers["Location"])


def test_from_the_workbook_to_the_case(house: House) -> None:
    li = browser(house, "li")
    with at(DAY):
        assert "导入台账" in text_of(li.get("/desk/cases/"))
        address = upload(li, house, book({**GOOD, **ENDED}, {**GOOD, "登记编号": "TS-2", "险种": "车险"}))
        assert "等后台开始" in text_of(li.get(address))
        worker()
        page = text_of(li.get(address))
        assert "已检查，待导入" in page
        assert "导入1行" in page
        assert "从中选一个" in page
        assert not Complaint.objects.exists()
        batch = Batch.objects.get()
        begun = li.post(f"{address}act/", {"what": "begin", "seen_version": str(batch.version)})
        assert begun.status_code == 303
        assert li.get(f"{address}?part=progress").status_code == 200
        worker()
        assert li.get(f"{address}?part=progress").headers["HX-Refresh"] == "true"
        case = Complaint.objects.get()
        assert case.ref in text_of(li.get(f"{address}?verdict=taken"))
        story = text_of(li.get(f"/desk/c/{case.ref}/"))
        assert "从台账导入电话投诉 ，登记编号TS-1，原台账已办结" in story
        assert "台账记载结案 ：投诉人接受处理方案" in story
        assert "当日定损" in story
        assert case.ref in li.get("/desk/find/?q=TS-1").content.decode()
    assert batch.__class__.objects.get().state == BatchState.DONE


def test_the_report_opens_again(house: House) -> None:
    li = browser(house, "li")
    with at(DAY):
        address = upload(li, house, book(GOOD, {**GOOD, "登记编号": "TS-2", "险种": "车险"}))
        worker()
        found = list(load_workbook(BytesIO(li.get(f"{address}report.xlsx").content)).active.iter_rows(values_only=True))
    assert [row[1:4] for row in found[1:]] == [("投诉台账", 3, "险种")]


def test_the_forms_can_be_uploaded_again(house: House) -> None:
    li = browser(house, "li")
    with at(DAY):
        sample = li.get(f"{PAGE}forms/sample.xlsx").content
        address = upload(li, house, sample)
        worker()
        assert "全部 2000" in text_of(li.get(address))
        assert li.get(f"{PAGE}forms/other.xlsx").status_code == 404
    batch = Batch.objects.get()
    assert batch.journal.filter(verdict="ready").count() > 1700


def test_a_workbook_of_another_kind_says_what_is_missing(house: House) -> None:
    li = browser(house, "li")
    with at(DAY):
        address = upload(li, house, book(GOOD, sheet="册子"))
        worker()
        page = text_of(li.get(address))
    assert "不能读取" in page
    assert "有工作表“投诉台账”" in page


def test_no_file_and_an_old_page_are_told(house: House) -> None:
    li = browser(house, "li")
    with at(DAY):
        assert "还没有选文件" in text_of(li.post(PAGE, {}))
        address = upload(li, house, book(GOOD))
        worker()
        stale = li.post(f"{address}act/", {"what": "begin", "seen_version": "99"})
        assert stale.status_code == 409
        assert li.post(f"{address}act/", {"what": "dismiss", "seen_version": str(Batch.objects.get().version)}).status_code == 303
        assert "不导入了" in text_of(li.get(address))
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("who", ["sun", "zhang", "zhao", "outsider", "admin", "ding"])
def test_others_do_not_find_the_door(house: House, who: str) -> None:
    with at(DAY):
        address = upload(browser(house, "li"), house, book(GOOD))
        worker()
        client = browser(house, who)
        assert "导入台账" not in text_of(client.get("/desk/cases/"))
        for path in (PAGE, address, f"{address}report.xlsx", f"{PAGE}forms/template.xlsx"):
            assert client.get(path).status_code == 404, path
        assert client.post(PAGE, {"file": SimpleUploadedFile("台账.xlsx", book(GOOD))}).status_code == 404
        assert client.post(f"{address}act/", {"what": "begin", "seen_version": "1"}).status_code == 404
    assert Batch.objects.count() == 1


def test_headquarters_sees_the_branchs_and_another_insurer_nothing(house: House) -> None:
    with at(DAY):
        address = upload(browser(house, "li"), house, book(GOOD))
        worker()
        assert browser(house, "han").get(address).status_code == 200
        stranger = browser(house, "stranger")
        assert stranger.get(address).status_code == 404
        assert "台账.xlsx" not in text_of(stranger.get(PAGE))


def test_reading_the_page_writes_nothing(house: House) -> None:
    li = browser(house, "li")
    with at(DAY):
        address = upload(li, house, book(*({**GOOD, "登记编号": f"TS-{number}"} for number in range(120))))
        worker()
        li.get(address)
        _, sql = statements(li, address, DAY)
        assert transactions(sql) == []
        assert len(sql) <= 20
        first: Any = li.get(f"{address}?verdict=ready")
        assert "往下" in text_of(first)
        assert "TS-119" in text_of(li.get(f"{address}?verdict=ready&after=101"))
