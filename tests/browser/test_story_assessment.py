"""A half-year at the assessment office, in the browser: a wrong file, a card and its explanations, the ranking, the phone, an insurer's own score."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from suqing.demo.houses import PASSWORD
from suqing.kernel.clock import house, now
from tests.browser.desks import PHONE, Desk

BOOK = "sh2018"
TODAY = house(now()).date()
NEWEST = TODAY.year if TODAY.month > 6 else TODAY.year - 1  # the round of the demo that still waits
OPEN, DONE = f"/oversight/rounds/{BOOK}/{NEWEST}H1/", f"/oversight/rounds/{BOOK}/{NEWEST - 1}H1/"
PAGES = (
    "/oversight/", OPEN, f"{OPEN}marks/P0104/", f"{OPEN}figures/?code=P0104", f"{DONE}ranking/", f"{DONE}review/", f"{DONE}card/P0104/", f"{DONE}card/P0104/what-if/",
    f"{DONE}versions/1/", f"{DONE}aftermath/", "/oversight/insurers/P0104/", "/oversight/record/", "/oversight/bulletins/",
)  # fmt: skip
IN_THE_DARK = (DONE, f"{DONE}ranking/", f"{DONE}card/P0104/", "/oversight/record/", "/oversight/insurers/P0104/")
ON_THE_PHONE = ("/oversight/", OPEN, DONE, f"{DONE}card/P0104/", f"{DONE}card/P0104/what-if/", f"{DONE}ranking/", "/oversight/record/", f"{DONE}aftermath/", "/oversight/insurers/P0104/")


@pytest.fixture
def office(desk: Callable[..., Desk], cookies: dict[str, Any]) -> Callable[..., Desk]:
    """As `desk`, for people whose first page is the assessment."""

    def sit_down(login: str, **options: Any) -> Desk:
        if login in cookies:
            return desk(login, **options)
        seat = desk("", **options).open("/oversight/")
        seat.send("main form", login=login, password=PASSWORD)
        assert "/oversight/" in seat.page.url, seat.refusal
        cookies[login] = seat.page.context.cookies()
        return seat

    return sit_down


def drawn(desk: Desk, kind: str) -> None:
    """The chart stands as a picture of some size with ink on it."""
    canvas = desk.page.locator(f'[data-chart="{kind}"] canvas').first
    canvas.wait_for(timeout=5_000)
    box = canvas.bounding_box()
    assert box is not None
    assert box["width"] > 100
    assert box["height"] > 80
    ink = "node => node.getContext('2d').getImageData(0, 0, node.width, node.height).data.some(value => value > 0)"
    assert canvas.evaluate(ink)


def test_a_wrong_file_is_told_whole_and_the_right_one_taken(office: Callable[..., Desk], tmp_path: Path) -> None:
    kao = office("kao").open("/oversight/")
    sample = kao.save(kao.page.locator('a[href$="sample.xlsx"]').first, tmp_path)
    kao.page.locator(f'a[href="{OPEN}"]').first.click()
    kao.page.wait_for_url(f"**{OPEN}")
    book = load_workbook(sample)
    sheet = book["调解"]
    sheet["A2"], sheet["C3"] = "P9999", "若干"
    wrong = tmp_path / "调解-有错.xlsx"
    book.save(wrong)
    upload(kao, "mediation", wrong)
    kao.says("调解-有错.xlsx 有")
    problems = kao.page.locator(".sq-problems tbody tr").all_inner_texts()
    assert any("P9999" in each for each in problems), problems
    assert any("若干" in each for each in problems), problems
    assert kao.axe() == []
    right = tmp_path / "调解.xlsx"
    book = load_workbook(sample)
    for name in book.sheetnames:
        if name not in ("说明", "调解"):
            del book[name]
    book.save(right)
    upload(kao, "mediation", right)
    kao.says("调解.xlsx 已入库")
    with kao.page.expect_navigation():
        kao.page.locator('form[action$="/step/"] button').first.click()
    kao.says("还不能进入“定性评定”")
    kao.says("舆情监测")


def upload(desk: Desk, kind: str, path: Path) -> None:
    form = desk.page.locator(f'form[action$="/upload/"]:has(input[value="{kind}"])')
    form.locator("xpath=ancestor::details[1]/summary").click()
    form.locator('input[type="file"]').set_input_files(path)
    with desk.page.expect_navigation():
        form.locator("button").click()


def test_a_card_says_why_by_mouse_and_by_key(office: Callable[..., Desk]) -> None:
    kao = office("kao").open(f"{DONE}ranking/").settle()
    drawn(kao, "distribution")
    kao.page.locator(".sq-list tbody tr a").nth(1).click()
    kao.page.wait_for_url("**/card/**")
    first = kao.page.url
    drawn(kao, "waterfall")
    link = kao.page.locator("a[data-why]").first
    link.click()
    panel = kao.page.locator("#why[open]")
    panel.wait_for()
    panel.locator("h2").first.wait_for()
    assert "分" in panel.inner_text()
    assert "规则版本" in panel.inner_text()
    assert kao.axe() == []
    kao.page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    kao.page.keyboard.press("w")
    panel.wait_for()
    kao.page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    kao.page.keyboard.press("j")
    kao.page.wait_for_url(lambda url: url != first)
    assert "/card/" in kao.page.url
    kao.page.keyboard.press("k")
    kao.page.wait_for_url(first)
    assert kao.axe() == []


def test_what_if_is_asked_and_answered(office: Callable[..., Desk]) -> None:
    kao = office("kao").open(f"{DONE}card/P0104/what-if/")
    field = kao.page.locator('.sq-question input[inputmode="numeric"]').first
    field.fill("-2")
    with kao.page.expect_navigation():
        field.press("Enter")
    kao.says("→")
    assert kao.page.locator(".sq-question input").first.input_value() == "-2"
    assert kao.axe() == []


def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways_on_the_pages_of_the_office(office: Callable[..., Desk]) -> None:
    kao = office("kao")
    assert [f"{path}: {each}" for path in PAGES for each in [*kao.open(path).axe(), *too_wide(kao)]] == []


def test_axe_finds_nothing_serious_in_the_dark(office: Callable[..., Desk]) -> None:
    kao = office("kao", color_scheme="dark")
    assert [f"{path}: {each}" for path in IN_THE_DARK for each in kao.open(path).axe()] == []


def too_wide(desk: Desk) -> list[str]:
    return [f"{desk.sideways} px too wide"] if desk.sideways > 0 else []


@pytest.mark.parametrize("path", ON_THE_PHONE)
def test_on_a_phone_nothing_scrolls_sideways(office: Callable[..., Desk], path: str) -> None:
    assert too_wide(office("kao", size=PHONE).open(path)) == []


@pytest.mark.parametrize(("who", "path"), [("jia", "/oversight/"), ("jia", f"/oversight/mine/{BOOK}/{NEWEST}H1/"), ("jia", f"/oversight/mine/{BOOK}/{NEWEST - 1}H1/"), ("li", "/oversight/own/")])
def test_on_a_phone_ones_own_pages_do_not_scroll_sideways(office: Callable[..., Desk], who: str, path: str) -> None:
    assert too_wide(office(who, size=PHONE).open(path)) == []


def test_a_contact_reads_the_card_of_their_own_insurer(office: Callable[..., Desk]) -> None:
    jia = office("jia").open("/oversight/")
    assert jia.axe() == []
    jia.open(f"/oversight/mine/{BOOK}/{NEWEST - 1}H1/").settle()
    jia.page.locator("a[data-why]").first.click()
    jia.page.locator("#why[open] h2").first.wait_for()
    assert jia.axe() == []
    assert jia.status(f"{DONE}ranking/") == 404


def test_an_insurer_scores_itself(office: Callable[..., Desk]) -> None:
    li = office("li").open(f"/oversight/own/?period={NEWEST - 1}H1").settle()
    form = 'form[action$="/own/save/"]'
    assert li.page.locator(f"{form} input[name='figures:motor_premium']").input_value() == ""
    li.says("填齐下面几项就有得分")
    given = {
        "figures:motor_premium": "420,000,000", "figures:nonmotor_premium": "160000000", "figures:nonmotor_policies": "180000", "figures:motor_complaints": "26",
        "figures:nonmotor_complaints": "7", "figures:withdrawn_before_forwarding": "14", "figures:forwarded": "19", "figures:on_time": "16", "figures:overdue": "2",
        "figures:mediation_sent": "6", "figures:mediation_succeeded": "4", "previous:motor_premium": "395000000", "previous:nonmotor_premium": "140000000",
        "previous:motor_complaints": "24", "previous:nonmotor_complaints": "8",
    }  # fmt: skip
    li.send(form, **{**given, "figures:motor_premium": "很多"})
    li.says("读到“很多”，应为数字")
    assert li.page.locator(f"{form} input[name='figures:nonmotor_premium']").input_value() == "160000000"
    li.send(form, **given)
    li.says("已保存，得分按新的数算出")
    score = float(li.page.locator(".sq-score .big").first.inner_text())
    assert 0 < score <= 100
    drawn(li.settle(), "waterfall")
    li.page.locator("a[data-why]").first.click()
    li.page.locator("#why[open] h2").first.wait_for()
    li.page.keyboard.press("Escape")
    li.page.locator(".sq-question input").first.fill("2")
    with li.page.expect_navigation():
        li.page.locator("#what-if button.btn-primary").click()
    li.says("→")
    assert li.axe() == []
