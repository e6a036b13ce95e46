"""The parts page in Chromium, under the strict policy: keys, "why", drafts, missing fields, confirm, theme, axe.

No server and no database: pages are rendered here and handed to the browser with the policy of the settings.
"""

import mimetypes
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import RequestFactory

from suqing.apps.organisations.models import Organisation, Staff
from suqing.web.desk import parts

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ROOT = Path(settings.WEB).parents[2]
AXE = next((path for place in ("build/tests", "node_modules/axe-core") if (path := ROOT / place / "axe.min.js").exists()), None)
HOUSE = "http://suqing.test"
VIEWS = {"/desk/parts/": parts.parts, "/desk/parts/why/": parts.why}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not on this machine"),
    pytest.mark.skipif(not finders.find("built/htmx/htmx.min.js"), reason="the browser's files are not built"),
]


def policy() -> str:
    rules = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def answer(route, asked):
    path = urlsplit(asked.url).path
    if path in VIEWS:
        headers = {"HX-Request": "true"} if asked.headers.get("hx-request") else {}
        request = RequestFactory().get(path, headers=headers)
        request.COOKIES = dict(pair.split("=", 1) for pair in asked.headers.get("cookie", "").split("; ") if "=" in pair)
        request.user = Staff(id=2, name="小李专员", root=Organisation(id=1, short_name="上海分公司"))
        route.fulfill(body=VIEWS[path](request).content, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": policy()})
        return
    found = finders.find(path.removeprefix(settings.STATIC_URL)) if path.startswith(settings.STATIC_URL) else None
    if found:
        route.fulfill(path=found, content_type=mimetypes.guess_type(found)[0] or "text/plain")
    else:
        route.fulfill(status=404, body="")


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium):
    """`opened(width=…)` gives a page; at the end nothing may have been said on its console."""
    contexts, complaints = [], []

    def _open(path="/desk/parts/", **options):
        size = {"width": options.pop("width", 1366), "height": 768}
        context = chromium.new_context(viewport=size, locale="zh-CN", **options)
        contexts.append(context)
        context.route("**/*", answer)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.goto(HOUSE + path)
        page.wait_for_load_state("networkidle")
        return page

    yield _open
    for context in contexts:
        context.close()
    assert [each for each in complaints if "favicon" not in each] == []


def is_open(page, dialog):
    return page.evaluate("id => document.getElementById(id).open", dialog)


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.className")


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_breaks_the_policy_and_nothing_scrolls_sideways(opened, width, theme):
    page = opened(width=width, color_scheme=theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.documentElement.dataset.bsTheme") == theme


def test_single_keys_work_outside_fields_only(opened):
    page = opened()
    page.keyboard.press("?")
    assert is_open(page, "help")
    page.keyboard.press("Escape")
    assert not is_open(page, "help")
    page.focus("#id_phone")
    page.keyboard.press("?")
    assert not is_open(page, "help")


def test_a_composing_input_method_is_left_alone(opened):
    page = opened()
    press = "extra => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '?', bubbles: true, ...extra}))"
    page.evaluate(press, {"isComposing": True})
    assert not is_open(page, "help")
    page.evaluate(press, {"keyCode": 229})
    assert not is_open(page, "help")
    page.evaluate(press, {})
    assert is_open(page, "help")


def test_single_keys_can_be_switched_off_and_stay_off(opened):
    page = opened()
    page.click("summary.sq-me")
    page.uncheck(".sq-menu [data-keys-switch]")
    page.reload()
    page.keyboard.press("?")
    assert not is_open(page, "help")


def test_why_takes_the_focus_and_gives_it_back(opened):
    page = opened()
    page.keyboard.press("w")
    page.wait_for_selector("#why[open]")
    assert focused(page) == "why"
    assert "为什么是11月30日 周一 17:30？" in page.inner_text("#why")
    page.keyboard.press("Escape")
    assert not is_open(page, "why")
    assert focused(page) == "sq-why"


def test_why_works_without_scripts(opened):
    page = opened(java_script_enabled=False)
    page.click("a.sq-why")
    assert page.url.endswith("/desk/parts/why/")
    assert page.inner_text("h1") == "为什么"


def test_what_is_missing_is_named_and_reached(opened):
    page = opened()
    page.focus("#id_phone")
    page.keyboard.press("Control+Enter")
    assert page.inner_text("[data-missing]").strip() == "还缺1项：投诉人要什么"
    assert focused(page).startswith("id_demand")
    page.focus("#id_phone")
    page.click("[data-missing] a")
    assert focused(page).startswith("id_demand")


def test_a_draft_says_when_it_was_kept_and_is_kept_for_this_person(opened):
    page = opened()
    page.fill("#id_demand", "按4S店报价赔付")
    page.keyboard.press("Control+s")
    assert page.inner_text("[data-draft-words]").startswith("草稿已存 ")
    assert "按4S店报价赔付" in page.evaluate("localStorage.getItem('suqing.draft.2.parts')")


def test_rows_are_chosen_by_keys_and_counted(opened):
    page = opened()
    for key in ("j", "x", "j", "Shift+X"):
        page.keyboard.press(key)
    assert page.inner_text("[data-bulk] b") == "已选2件"
    page.keyboard.press("Escape")
    assert page.is_hidden("[data-bulk]")


def test_a_confirmed_form_goes_and_a_refused_one_stays(opened):
    page = opened()
    page.click("text=作废罚单…")
    assert page.inner_text("#confirm-title") == "作废这张罚单？"
    page.keyboard.press("Escape")
    assert page.url == HOUSE + "/desk/parts/"
    page.click("text=作废罚单…")
    page.click("[data-confirm-yes]")
    page.wait_for_url("**/desk/parts/?*")


def test_a_theme_is_chosen_for_good(opened):
    page = opened(color_scheme="light")
    page.click("summary.sq-me")
    page.locator("input[name=theme][value=dark]").check(force=True)
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"


@pytest.mark.skipif(not AXE, reason="axe-core is not on this machine")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", list(VIEWS))
def test_axe_finds_nothing_serious(opened, theme, path):
    page = opened(path, color_scheme=theme, bypass_csp=True)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then(result => result.violations.map(each => [each.impact, each.id, each.nodes[0].html]))")
    assert [each for each in found if each[0] in ("serious", "critical")] == []
