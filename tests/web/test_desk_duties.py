"""公布渠道 and 责任人 on the desk: what is owed first, a check put down, a person named, a change reported."""

import pytest
from django.test import Client

from suqing.apps.organisations.actions import found_organisation
from suqing.apps.organisations.models import OrganisationKind
from suqing.apps.supervision.models import ChangeReport, PublicationCheck, ResponsiblePerson
from tests.cast import SINCE, House, cn
from tests.web.desk_cast import at, statements, text_of, transactions
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db
NOW = "2026-11-23 10:00"


def page(client: Client, path: str, status: int = 200) -> str:
    with at(NOW):
        answer = client.get(path)
    assert answer.status_code == status, path
    return text_of(answer)


def sent(client: Client, path: str, status: int = 303, **data: object) -> str:
    with at(NOW):
        answer = client.post(path, data)
    assert answer.status_code == status, text_of(answer)
    return text_of(answer)


def test_what_is_not_published_comes_first_and_is_counted(house: House) -> None:
    client = browser(house, "li")
    words = page(client, "/desk/publication/")
    assert "营业场所或办公场所的醒目位置" in words
    assert "没有核对" in words
    assert "官方网站" not in words  # of headquarters
    assert "公布渠道 1" in words
    assert "官方网站" in page(browser(house, "han"), "/desk/publication/")
    place = f"/desk/publication/{house.branch.id}/premises/"
    refused = sent(client, place, 422, shown=["phone"], where="大厅", checked_on="2026-11-23", proof_url="javascript:alert(1)")
    assert "http:// 或 https://" in refused
    sent(client, place, shown=["phone", "address"], where="一楼大厅", checked_on="2026-11-23", proof_url="https://example.com/a.jpg")
    assert "缺处理流程、网上渠道的邮箱、网址" in page(client, "/desk/publication/")
    sent(client, place, shown=["phone", "address", "process", "no_online"], where="一楼大厅", checked_on="2026-11-23", proof="照片")
    assert "没有待核对的地方" in page(client, "/desk/publication/")
    history = page(client, place)
    assert history.index("本公司没有网上投诉渠道") < history.index("https://example.com/a.jpg")
    assert "2027-05-22" in page(client, "/desk/publication/?view=all")
    assert PublicationCheck.objects.count() == 2


def test_a_channel_that_is_not_used_is_put_down_with_its_reason(house: House) -> None:
    client = browser(house, "han")
    place = f"/desk/publication/{house.root.id}/wechat/"
    assert "不用这个渠道" in page(client, place)
    sent(client, place, unused="on", where="没有开通公众号", checked_on="2026-11-23")
    assert "没有开通公众号" in page(client, place)
    assert "不用这个渠道" not in page(client, f"/desk/publication/{house.root.id}/website/")


def test_places_are_not_there_for_others(house: House) -> None:
    branch = f"/desk/publication/{house.branch.id}/premises/"
    for who in ("outsider", "wang", "qin", "zhang"):
        page(browser(house, who), "/desk/publication/", 404)
        page(browser(house, who), branch, 404)
        assert "公布渠道" not in page(browser(house, who), "/desk/")
    for who, path in (("stranger", branch), ("li", f"/desk/publication/{house.root.id}/website/"), ("li", f"/desk/publication/{house.claims.id}/premises/"), ("li", f"/desk/publication/{2**70}/premises/")):
        page(browser(house, who), path, 404)
        sent(browser(house, who), path, 404, shown=["phone"], where="x", checked_on="2026-11-23")
    assert "上海分公司" not in page(browser(house, "stranger"), "/desk/publication/?view=all")
    assert PublicationCheck.objects.count() == 0


def test_statements_do_not_grow_with_the_units(house: House) -> None:
    client, asked = browser(house, "han"), []
    for number in (1, 2):
        found_organisation(at=cn(NOW), code=f"P0101-4{number}", name=f"第{number}分公司", short_name=f"第{number}分公司", kind=OrganisationKind.BRANCH, parent=house.root, from_day=SINCE)
        for path in ("/desk/publication/", "/desk/persons/"):
            answer, sql = statements(client, path, NOW)
            assert answer.status_code == 200
            assert transactions(sql) == []
            asked.append(len(sql))
    assert asked[:2] == asked[2:]
    assert max(asked) <= 14, asked


def test_named_reported_and_ended_on_the_page(house: House) -> None:
    client = browser(house, "zhao")
    assert page(client, "/desk/persons/").count("没有") >= 3
    sent(client, "/desk/persons/", unit_id=house.branch.id, kind="contact", staff_id=house.li.id, from_day="2026-11-20")
    words = page(client, "/desk/persons/")
    assert "新任 2026-11-20 3日" in words
    row = ResponsiblePerson.objects.get()
    one = f"/desk/persons/{row.id}/"
    refused = sent(client, one, 422, act="report", what="named", reported_on="2026-11-24", report_no="31号", addressee="上海监管局")
    assert "今天或以前的日期" in refused
    sent(client, one, act="report", what="named", reported_on="2026-11-23", report_no="东财沪〔2026〕31号", addressee="上海监管局")
    assert "没有待报告的变动" in page(client, "/desk/persons/")
    assert "东财沪〔2026〕31号" in page(client, one)
    sent(client, one, 409, act="end", seen_version="4", last_day="2026-11-22")
    sent(client, one, act="end", seen_version="1", last_day="2026-11-22")
    assert "卸任，没有接任的" in page(client, "/desk/persons/")
    again = sent(client, "/desk/persons/", 422, unit_id=house.branch.id, kind="contact", staff_id=house.zhou.id, from_day="2026-11-20")
    assert "须晚于这一天" in again
    assert ChangeReport.objects.count() == 1


def test_who_reads_and_who_names(house: House) -> None:
    sent(browser(house, "qin"), "/desk/persons/", unit_id=house.root.id, kind="contact", staff_id=house.han.id, from_day="2026-11-20")
    above = ResponsiblePerson.objects.get()
    reader = browser(house, "li")
    words = page(reader, "/desk/persons/")
    assert "上海分公司" in words
    assert "登记责任人" not in words
    assert "韩主管" not in words
    sent(reader, "/desk/persons/", 404, unit_id=house.branch.id, kind="contact", staff_id=house.li.id, from_day="2026-11-20")
    for who in ("li", "zhao", "stranger", "outsider"):
        page(browser(house, who), f"/desk/persons/{above.id}/", 404)
        sent(browser(house, who), f"/desk/persons/{above.id}/", 404, act="end", seen_version="1", last_day="2026-11-23")
    for who in ("outsider", "wang", "zhang"):
        page(browser(house, who), "/desk/persons/", 404)
    assert "东海财险" not in page(browser(house, "stranger"), "/desk/persons/")
    assert ResponsiblePerson.objects.count() == 1


def test_an_empty_seat_leads_to_the_form_with_the_seat_chosen(house: House) -> None:
    client = browser(house, "han")
    assert "缺6位" in page(client, "/desk/persons/")
    with at(NOW):
        html = client.get(f"/desk/persons/?unit={house.branch.id}&kind=contact").content.decode()
    assert f'<option value="{house.branch.id}" selected>' in html
    assert '<option value="contact" selected>' in html
    page(client, "/desk/persons/?unit=x&kind=%00")
