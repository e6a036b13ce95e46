"""Every page of the desk, light and dark, wide and narrow: axe finds nothing serious, nothing breaks the policy, nothing scrolls sideways."""

from collections.abc import Callable

import pytest

from tests.browser import quickly
from tests.browser.desks import PHONE, Desk

PAGES = {
    "li": (
        "/desk/", "/desk/?view=open", "/desk/?view=overdue", "/desk/?view=paused", "/desk/cases/", "/desk/find/?q=定损", "/desk/find/?q=没有这样的词",
        "/desk/notices/", "/desk/rules/", "/desk/rules/property/", "/desk/rules/claims/", "/desk/new/", "/sealed/new",
    ),
    "qin": ("/desk/", "/sealed/"),
    "zhang": ("/desk/",),
    "wairen": ("/desk/", "/desk/cases/"),
}  # fmt: skip
ACTS = ("triage", "dispatch", "complete_record", "terminate", "note_contact", "note_progress", "promise")


@pytest.fixture(scope="package")
def known() -> dict[str, str]:
    return {}


@pytest.fixture
def ref(known: dict[str, str], desk: Callable[..., Desk]) -> str:
    """A case that is taken down and no more."""
    if not known:
        known["ref"] = quickly.register(desk("li"), against="老丁")
    return known["ref"]


def look(desk: Desk, path: str) -> list[str]:
    """What is wrong with one page."""
    desk.open(path).settle()
    return [f"{path}: {each}" for each in desk.axe()] + wide(desk, path)


def wide(desk: Desk, path: str) -> list[str]:
    return [f"{path}: {desk.sideways} px too wide"] if desk.sideways > 0 else []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("who", list(PAGES))
def test_the_pages_of(desk: Callable[..., Desk], who: str, theme: str) -> None:
    seat = desk(who, color_scheme=theme)
    found = [each for path in PAGES[who] for each in look(seat, path)]
    assert seat.page.evaluate("document.documentElement.dataset.bsTheme") == theme
    assert found == []


@pytest.mark.parametrize("who", list(PAGES))
def test_on_a_phone_nothing_scrolls_sideways_for(desk: Callable[..., Desk], who: str) -> None:
    seat = desk(who, size=PHONE)
    assert [each for path in PAGES[who] for each in wide(seat.open(path), path)] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_case_page_with_each_form_open(desk: Callable[..., Desk], ref: str, theme: str) -> None:
    seat = desk("li", color_scheme=theme)
    assert [each for action in ACTS for each in look(seat, f"/desk/c/{ref}/?do={action}")] == []


def test_on_a_phone_the_case_page_does_not_scroll_sideways_with_any_form(desk: Callable[..., Desk], ref: str) -> None:
    seat = desk("li", size=PHONE)
    assert [each for action in ACTS for each in wide(seat.case(ref, action), action)] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_way_in_and_the_pages_that_are_not_there(desk: Callable[..., Desk], theme: str) -> None:
    nobody = desk("", color_scheme=theme)
    assert look(nobody, "/desk/") == []  # leads to the log-in
    li = desk("li", color_scheme=theme)
    assert li.status("/desk/c/SQ20260101AAAAAAA/") == 404
    assert li.axe() == []
