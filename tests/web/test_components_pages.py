"""Pages that exist before the rest of the desk: the parts, the errors, the log-in. No database."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from suqing.apps.organisations.models import Organisation, Staff
from suqing.web import context, errors
from suqing.web.desk import parts


@pytest.fixture
def ask():
    def _ask(path, *, signed_in=True, **headers):
        request = RequestFactory().get(path, headers=headers)
        house = Organisation(id=1, short_name="上海分公司")
        request.user = Staff(id=2, name="小李专员", root=house) if signed_in else AnonymousUser()
        return request

    return _ask


def test_the_parts_page_is_for_staff(ask):
    answer = parts.parts(ask("/desk/parts/", signed_in=False))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_the_parts_page_shows_every_state(ask):
    html = parts.parts(ask("/desk/parts/")).content.decode()
    for state in ("ok", "near", "late", "paused", "met", "missed", "provisional"):
        assert f"sq-clock--{state}" in html
    assert "提醒服务" in html
    assert "后没有运行" in html
    assert html.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_why_is_a_fragment_to_htmx_and_a_page_without(ask):
    fragment = parts.why(ask("/desk/parts/why/", **{"HX-Request": "true"})).content.decode()
    page = parts.why(ask("/desk/parts/why/")).content.decode()
    assert "<html" not in fragment
    assert "data-close" in fragment
    assert '<html lang="zh-CN"' in page
    assert "为什么是11月30日 周一 17:30？" in page


def test_the_bar_shows_only_rooms_that_exist_and_marks_the_present_one(ask):
    places = context.places(ask("/desk/parts/"))
    assert all(place.url for place in places)
    assert sum(place.current for place in places) <= 1


def test_a_chosen_theme_is_there_before_any_script_runs(ask):
    request = ask("/desk/parts/")
    request.COOKIES["theme"] = "dark"
    assert 'data-bs-theme="dark"' in parts.parts(request).content.decode()
    request.COOKIES["theme"] = '"><script>'
    assert context.shell(request).theme == ""


@pytest.mark.parametrize(
    ("view", "status"),
    [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404), (errors.server_error, 500), (errors.csrf_failure, 403)],
)
def test_an_error_keeps_the_bar_and_gives_a_number_that_the_log_has(ask, view, status, caplog):
    caplog.set_level("INFO", logger="suqing.web.errors")
    answer = view(ask("/desk/cases/SQ1/"))
    html = answer.content.decode()
    assert answer.status_code == status
    assert 'class="sq-top"' in html
    number = re.search(r'sq-code">(E[0-9A-Z]{7})<', html).group(1)
    assert number in caplog.text


def test_a_broken_request_still_gets_a_page():
    """Errors before the session is read: no user on the request."""
    answer = errors.server_error(RequestFactory().get("/desk/"))
    assert "系统出错" in answer.content.decode()


def test_not_yours_and_not_there_look_alike(ask):
    def page(why):
        html = errors.not_found(ask("/desk/cases/SQ1/"), Exception(why)).content.decode()
        return re.sub(r'E[0-9A-Z]{7}|(?<=CSRFToken": ")\w+|(?<=csrfmiddlewaretoken" value=")\w+', "", html)

    assert page("not there") == page("not yours")
