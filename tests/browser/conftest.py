"""Chromium before a real server. A desk is a logged-in person; whatever a page says on its console fails the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, sync_playwright

from suqing.demo.houses import PASSWORD
from tests.browser.desks import DESK, Desk
from tests.browser.installation import running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = bool(os.environ.get("CI") or os.environ.get("SUQING_REQUIRE_SERVICES"))
ANSWERS_ON_PURPOSE = ("status of 404", "status of 409", "status of 422")  # of pages; never of /static/


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Package, not session: while Playwright is open, Django refuses the database to the tests that follow."""
    if not CHROMIUM:
        (pytest.fail if REQUIRED else pytest.skip)("Chromium is not on this machine")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo installation that all stories share; each takes down cases of its own."""
    with running(tmp_path_factory.mktemp("house")) as address:
        yield address


@pytest.fixture(scope="package")
def cookies() -> dict[str, Any]:
    """Who is logged in already: a log-in costs a fifth of a second by design."""
    return {}


@pytest.fixture
def desk(chromium: Browser, house: str, cookies: dict[str, Any]) -> Iterator[Callable[..., Desk]]:
    """`desk("li")` at 1366 × 768; `desk("zhao", size=PHONE, color_scheme="dark")`; `desk("")` is nobody."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        on_purpose = any(each in message.text for each in ANSWERS_ON_PURPOSE) and "/static/" not in str(message.location.get("url"))
        if message.type in ("error", "warning") and not on_purpose:
            said.append(f"{message.text} ({message.location.get('url')})")

    def sit_down(login: str, *, size: tuple[int, int] = DESK, **options: Any) -> Desk:
        width, height = size
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: said.append(str(error)))
        desk = Desk(page, house)
        if login in cookies:
            context.add_cookies(cookies[login])
        elif login:
            desk.open("/desk/")
            desk.send("main form", login=login, password=PASSWORD)
            assert "/desk/" in page.url or "/oversight/" in page.url, desk.refusal
            cookies[login] = context.cookies()
        return desk

    yield sit_down
    for context in contexts:
        context.close()
    assert _without_left_behind(said) == []


def _without_left_behind(said: list[str]) -> list[str]:
    """A question that was still on its way when the page was left is given up by the browser, which htmx tells in two lines."""
    kept: list[str] = []
    for each in said:
        if each.startswith("htmx:sendAbort") and kept and kept[-1].startswith("htmx:afterRequest"):
            kept.pop()
        else:
            kept.append(each)
    return kept
