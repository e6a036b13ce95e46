"""Lists, notices, rulebooks and the public front page: words a reader understands, and nobody is shown the sealed room by name."""

import inspect
import re

import pytest
from django.test import Client

from suqing.apps.clocks.words import KIND_WORDS
from suqing.apps.complaints import actions
from suqing.apps.complaints.models.choices import DisputeType, LineOfBusiness, Source
from suqing.apps.editions.models import Adoption
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.models import Post, Role
from suqing.casework import next_step
from suqing.rulebook import open_calendar, open_edition
from suqing.web import paging
from suqing.web.desk.rule_calendar import year_row
from suqing.web.desk.rule_values import values_by_clause
from suqing.web.lists import row_words
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[a-z]+_[a-z_]+")
RULEBOOKS = ("property", "claims", "cbirc2020")


def client_of(house: House, name: str) -> Client:
    client = Client()
    client.force_login(house.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(house: House, name: str, path: str) -> str:
    response = client_of(house, name).get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def visible(html: str) -> str:
    """What stands on the page, without tags, attributes and scripts."""
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", " ", html, flags=re.S))


def test_every_code_of_a_row_has_short_words() -> None:
    assert set(row_words.CLOCKS) == set(KIND_WORDS)
    assert set(row_words.SOURCES) == set(Source.values) - {"own"}
    assert set(row_words.LINES) == set(LineOfBusiness.values)
    assert set(row_words.DISPUTES) == set(DisputeType.values)


def test_every_next_act_says_why() -> None:
    acts = set(re.findall(r'NextAction\(\s*"(\w+)"', inspect.getsource(next_step)))
    assert len(acts) > 10
    assert acts <= set(row_words.BECAUSE)


def test_a_row_says_what_to_do_why_and_by_when(house: House) -> None:
    case = house.register(received_at=cn("2026-11-20 09:00"))
    text = visible(page(house, "li", "/desk/?view=open"))
    assert case.ref in text
    assert "已登记，尚未分类" in text
    case = actions.triage_complaint(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-20 09:40"), classification="general", established=True, reason="损失未满两万"
    )
    assert "已定类，尚未派定" in visible(page(house, "li", "/desk/?view=open"))
    assert "存为视图" in text
    assert "存为视图" not in visible(page(house, "li", "/desk/cases/"))
    assert 'type="checkbox" name="ref"' not in page(house, "liao", "/desk/?view=open")


def test_the_rows_come_again_every_minute_from_the_same_address(house: House) -> None:
    house.register()
    html = page(house, "li", "/desk/?view=open&classification=general")
    assert 'data-refresh="/desk/?view=open&amp;classification=general"' in html
    for place in ("views", "list-head", "heartbeat"):
        assert f'id="{place}"' in html


def test_an_empty_list_says_what_is_due_next_or_offers_to_drop_a_pill(house: House) -> None:
    assert "没有超期的投诉" in page(house, "li", "/desk/?view=overdue")
    html = page(house, "li", "/desk/?view=open&classification=venting&stage=closed")
    assert "没有符合这些条件的投诉" in html
    assert 'href="?view=open&amp;stage=closed"' in html


def test_back_to_the_first_page_keeps_the_filters(house: House) -> None:
    html = page(house, "li", "/desk/?view=open&classification=general&after=1.1")
    assert 'href="?view=open&amp;classification=general" rel="first"' in html or "没有符合这些条件的投诉" in html
    house.register()
    html = page(house, "li", "/desk/?view=open&source=own&after=1.1")
    assert 'href="?view=open&amp;source=own" rel="first"' in html


def test_the_bar_names_the_first_post(house: House) -> None:
    post = Post.objects.filter(staff=house.people["li"]).select_related("organisation").first()
    assert post is not None
    assert f"{post.organisation.short_name} · {post.title or post.get_role_display()}" in page(house, "li", "/desk/")


def test_only_the_presidents_office_is_shown_the_sealed_room(house: House) -> None:
    assert "举报专用</a>" not in page(house, "li", "/desk/")
    assert "反映内部人员舞弊" in page(house, "li", "/desk/")
    person = house.people["stranger"]
    Post.objects.create(root=person.root, staff=person, organisation=person.root, role=Role.DISCIPLINE_INSPECTION, from_day=cn("2020-01-01 00:00").date())
    assert "举报专用</a>" not in page(house, "stranger", "/desk/")
    Post.objects.create(root=person.root, staff=person, organisation=person.root, role=Role.PRESIDENT_OFFICE, from_day=cn("2020-01-01 00:00").date())
    assert "举报专用</a>" in page(house, "stranger", "/desk/")


@pytest.mark.parametrize(("kind", "place"), [("complaint", "/desk/c/{}/"), ("report", "/sealed/{}"), ("installation", "/desk/notices/")])
def test_a_notice_leads_to_what_it_tells_about(house: House, kind: str, place: str) -> None:
    person, ref = house.people["li"], house.register().ref
    Notice.objects.filter(recipient=person).delete()
    notice = Notice.objects.create(
        root=person.root, recipient=person, kind="registered", subject_kind=kind, subject_id=1, subject_ref=ref, params="{}", dedupe_key="x", at=cn("2026-11-23 09:00")
    )
    client = client_of(house, "li")
    response = client.post("/desk/notices/read/", {"id": notice.id})
    assert (response.status_code, response["Location"]) == (302, place.format(ref))
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_a_notice_of_somebody_else_is_left_alone(house: House) -> None:
    person = house.people["li"]
    notice = Notice.objects.create(
        root=person.root, recipient=person, kind="registered", subject_kind="complaint", subject_id=1, subject_ref="SQ1", params="{}", dedupe_key="x", at=cn("2026-11-23 09:00")
    )
    response = client_of(house, "stranger").post("/desk/notices/read/", {"id": notice.id})
    assert response["Location"] == "/desk/notices/"
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_place_in_an_address_is_an_id_or_nothing(house: House) -> None:
    largest = 2**63 - 1
    assert paging.row_id(str(largest)) == largest
    assert [paging.row_id(each) for each in (str(largest + 1), "", "-1", "²", "1 ", "٣")] == [None] * 6
    key = (cn("2026-11-24 10:42"), largest)
    assert paging.decode_key(paging.encode_key(key)) == key
    assert paging.decode_key(f"{largest}.1") is None
    for path in ("/desk/?after=999999999999999999.1", "/desk/cases/?before=99999999999999999999", "/desk/notices/?after=x", "/desk/?unit_id=²"):
        assert client_of(house, "li").get(path).status_code == 200, path


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_values_of_a_rulebook_hold_no_code(rulebook: str) -> None:
    found = values_by_clause(open_edition(rulebook))
    values = [each for values in found.values() for each in values]
    assert values
    for each in values:
        assert not CODE.search(each.words + each.label + each.note), each
        assert each.words.strip(), each


def test_deadlines_read_as_a_jurist_reads_them() -> None:
    property_, claims, law = (values_by_clause(open_edition(each)) for each in RULEBOOKS)
    assert [(each.label, each.words) for each in property_["property/8.1"]] == [
        ("与投诉人取得联系", "1个工作日内（必须）"),
        ("处理完毕", "3个工作日内（必须）"),
    ]
    assert "3个工作日内（原则上）" in [each.words for each in claims["claims/7.2"]]
    assert [each.words for each in claims["claims/7.3"]] == ["最迟24小时内（必须）", "力争12小时内"]
    assert law["cbirc2020/18.1"][0].words == "15日内（自然日）（必须）"
    assert "重大投诉件；公司实际或可能的直接损失；20,000元以上（含）" in [each.words for each in property_["property/5.2.3"]]


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_every_anchor_of_a_rulebook_page_is_there(house: House, rulebook: str) -> None:
    if not Adoption.objects.filter(root=house.people["li"].root, rulebook=rulebook).exists():
        pytest.fail(f"the cast has not adopted {rulebook}")
    html = page(house, "li", f"/desk/rules/{rulebook}/")
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    wanted = set(re.findall(r'href="#([^"]+)"', html))
    assert wanted
    assert wanted <= ids
    assert not CODE.search(visible(html))


def test_a_clause_leads_to_its_place_on_the_page(house: House) -> None:
    client = client_of(house, "li")
    response = client.get("/desk/rules/property/clause/8.1/")
    assert (response.status_code, response["Location"]) == (302, "/desk/rules/property/#property/8.1")
    assert client.get("/desk/rules/property/clause/99.9/").status_code == 404
    assert client.get("/desk/rules/nothing/clause/1/").status_code == 404


def test_the_calendar_page_says_which_notice_and_which_days(house: House) -> None:
    text = visible(page(house, "li", "/desk/rules/calendar/"))
    for words in ("国办发明电〔2025〕7号", "2月15日至23日", "10月10日 周六", "本产品的读法"):
        assert words in text, words


def test_a_year_adds_up() -> None:
    row = year_row(open_calendar("cn"), 2026)
    assert [name for name, _, _ in row.holidays] == ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"]
    assert sum(days for _, _, days in row.holidays) == 33
    assert len(row.make_up) == 6
    # 261 weekdays, 19 of them off, 6 weekend days worked
    assert row.working_days == 248


def test_the_front_page_needs_no_log_in_and_promises_nothing_that_is_not_there(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        response = Client().get("/")
    html = response.content.decode()
    assert response.status_code == 200
    for words in ("投诉渠道", "处理流程", "还不能在线提交", "15日", "申请核查", "工作人员登录"):
        assert words in html, words
    assert "<form" not in html
