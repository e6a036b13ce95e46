"""Lists that a person keeps: theirs alone, with counts in the same statement, and honest where what was kept is gone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suqing.apps.complaints.models import SavedView
from tests.web.desk_cast import Office, statements, text_of

pytestmark = pytest.mark.django_db
NOW = "2026-11-24 10:42"
VIEWS = "/desk/views/"


@pytest.fixture
def office() -> Office:
    return Office()


def save(office: Office, name: str, asked: str = "view=open&source=media", who: str = "li"):  # type: ignore[no-untyped-def]
    return office.post(who, NOW, VIEWS, name=name, asked=asked)


def side(office: Office, who: str = "li", path: str = "/desk/?view=open") -> str:
    return office.get(who, NOW, path).content.decode().split('id="views"')[1].split("</aside>")[0]


def test_kept_in_the_order_of_making_with_their_counts(office: Office) -> None:
    office.house.register(source="media")
    office.house.register()
    answer = save(office, "媒体来的")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/?view=open&source=media")
    save(office, "全部", "view=open")
    html = side(office, path="/desk/?source=media&view=open&after=1.1")
    assert html.index("媒体来的") < html.index("</svg>全部<")
    assert '<a href="/desk/?view=open&amp;source=media" aria-current="page">' in html
    assert html.split("媒体来的")[1].split("</a>")[0].endswith('<span class="n">1</span>')
    assert html.split('view=open">')[-1].split("</a>")[0].endswith('全部<span class="n">2</span>')


def test_only_what_the_list_knows_is_kept(office: Office) -> None:
    save(office, "甲", "view=nonsense&source=media&colour=red&after=1.1&stage=nowhere&handler_id=7")
    assert SavedView.objects.get().asked == "view=mine&source=media&handler_id=7"


def test_they_are_one_persons_alone(office: Office) -> None:
    save(office, "我的媒体件")
    row = SavedView.objects.get()
    assert "我的媒体件" not in side(office, "han")
    assert "我的媒体件" not in text_of(office.get("han", NOW, VIEWS))
    for who in ("han", "stranger"):
        for what in ({"what": "delete"}, {"what": "rename", "name": "抢来的"}):
            assert office.post(who, NOW, f"{VIEWS}{row.id}/", **what).status_code == 404
    assert SavedView.objects.get().name == "我的媒体件"
    assert save(office, "我的媒体件", who="han").status_code == 303


@pytest.mark.parametrize(("name", "words"), [("", "写一个名字"), ("  ", "写一个名字"), ("名" * 21, "1至20个字"), ("已有", "已有同名的视图")])
def test_a_bad_name_comes_back_with_what_was_asked(office: Office, name: str, words: str) -> None:
    save(office, "已有")
    page = save(office, name)
    html = page.content.decode()
    assert page.status_code == 422
    assert words in text_of(page)
    assert 'name="asked" value="view=open&amp;source=media"' in html
    assert f'name="name" value="{name}"' in html
    assert SavedView.objects.count() == 1
    assert save(office, "名" * 20).status_code == 303


def test_twenty_and_no_more(office: Office) -> None:
    for number in range(20):
        assert save(office, f"第{number}个").status_code == 303
    page = save(office, "第二十一个")
    assert (page.status_code, "最多存20个视图" in text_of(page)) == (422, True)


def test_renamed_and_thrown_away_after_asking(office: Office) -> None:
    save(office, "甲")
    save(office, "乙")
    first = SavedView.objects.get(name="甲")
    assert office.post("li", NOW, f"{VIEWS}{first.id}/", what="rename", name="乙").status_code == 422
    assert office.post("li", NOW, f"{VIEWS}{first.id}/", what="rename", name="丙").status_code == 303
    html = office.get("li", NOW, VIEWS).content.decode()
    assert 'data-confirm="删除视图“丙”？"' in html
    answer = office.post("li", NOW, f"{VIEWS}{first.id}/", what="delete")
    assert [each.name for each in SavedView.objects.all()] == ["乙"]
    page = office.get("li", NOW, answer.headers["Location"])
    assert "已删除视图“丙”" in text_of(page)
    assert "再存一次就恢复" in text_of(page)
    assert 'name="asked" value="view=open&amp;source=media"' in page.content.decode()
    assert 'name="name" value="丙"' in page.content.decode()


@pytest.mark.parametrize("asked", ["view=gone", "view=open&source=pigeon", "view=open&colour=red", "view=open&unit_id=x", ""])
def test_what_no_longer_parses_says_so_and_is_not_counted(office: Office, asked: str) -> None:
    house = office.house
    SavedView.objects.create(root=house.root, staff=house.li, name="旧条件", asked=asked, at="2026-11-01T00:00:00Z")
    html = side(office)
    assert "旧条件（条件已失效）</a>" in html
    assert "请删除，按现在的条件另存一个" in text_of(office.get("li", NOW, VIEWS))


def test_the_counts_of_all_views_are_one_statement(office: Office) -> None:
    office.house.register()
    browser = office.browser("li")
    counts = []
    for number in range(3):
        save(office, f"第{number}个")
        office.get("li", NOW, "/desk/")
        answer, sql = statements(browser, "/desk/", NOW)
        assert answer.status_code == 200
        assert len([each for each in sql if "counted_" in each]) == 1
        counts.append(len(sql))
    assert counts[0] == counts[2] <= 16  # three of them for the places of publication
    with CaptureQueriesContext(connection) as captured:
        browser.get(VIEWS)
    assert not [each for each in captured if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
