"""One person at a desk in Chromium: opening, filling and sending forms by the names of their fields, asking axe."""

import os
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.conftest import ROOT

AXE = next((path for place in ("build/tests", "node_modules/axe-core") if (path := ROOT / place / "axe.min.js").exists()), None)
PICTURES = ROOT / "docs" / "pictures"
DESK = (1366, 768)
PHONE = (390, 844)
ASK_AXE = "axe.run().then(result => result.violations.map(each => `${each.impact} ${each.id}: ${each.nodes.slice(0, 3).map(node => node.html + ' | ' + (node.any[0] || {}).message).join(' ## ')}`))"


class Desk:
    """`page` is Playwright's; what happens to it is asserted at the end of the test (see conftest)."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base

    def open(self, path: str = "/desk/") -> "Desk":
        """The page, which must be there."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        return self

    def case(self, ref: str, do: str = "") -> "Desk":
        return self.open(f"/desk/c/{ref}/{'?do=' + do if do else ''}")

    def status(self, path: str) -> int:
        answer = self.page.goto(self.base + path)
        assert answer is not None
        return answer.status

    def settle(self) -> "Desk":
        """Wait until the page has no more questions to the server (half a second of silence)."""
        self.page.wait_for_load_state("networkidle")
        return self

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", self.page.inner_text("body"))

    def says(self, words: str, place: str = "body") -> None:
        """The words stand there now, or within five seconds."""
        self.page.locator(place).get_by_text(words).first.wait_for(timeout=5_000)

    def fill(self, form: str, **fields: object) -> Locator:
        """Fields by name: text as typed, a select by its words or value, radios and boxes by value or by the words beside."""
        inside = self.page.locator(form)
        for name, value in fields.items():
            for each in value if isinstance(value, list) else [value]:
                _give(inside.locator(f'[name="{name}"]'), str(each), name)
        return inside

    def act(self, action: str, **fields: object) -> "Desk":
        """One act on the case page that is open: fill, send, and arrive where it is done."""
        if self.page.locator(f'#act form[action$="/act/{action}/"]').count() == 0:
            ref = self.page.url.split("/desk/c/")[1].split("/")[0]
            self.case(ref, action)
        form = f'form[action$="/act/{action}/"]'
        self.send(form, **fields)
        assert "done=" in self.page.url or self.page.url.endswith("/desk/"), f"{action}: {self.refusal}"
        return self

    def send(self, form: str, **fields: object) -> None:
        """Fill and press the primary button."""
        inside = self.fill(form, **fields)
        with self.page.expect_navigation():
            inside.locator("button.btn-primary").first.click()

    @property
    def refusal(self) -> str:
        """What stands in red or amber, for a failing test."""
        found = self.page.locator(".sq-msg--bad, .sq-msg--warn, .sq-hint--bad").all_inner_texts()
        return " / ".join(found) or self.page.url

    @property
    def sideways(self) -> int:
        """Pixels by which the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def axe(self) -> list[str]:
        """What axe-core finds serious or critical."""
        assert AXE is not None, "axe-core is not here: build the browser's files (./run or ./test does it)"
        self.page.evaluate(AXE.read_text())
        return [each for each in self.page.evaluate(ASK_AXE) if each.startswith(("serious", "critical"))]

    def picture(self, name: str) -> None:
        """docs/pictures/<name>.png, when SUQING_PICTURES is set."""
        if os.environ.get("SUQING_PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.settle()
            self.page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide")

    def save(self, link: Locator, folder: Path) -> Path:
        """Follow a link that is a download."""
        with self.page.expect_download() as started:
            link.click()
        path = folder / started.value.suggested_filename
        started.value.save_as(path)
        return path


def _give(field: Locator, value: str, name: str) -> None:
    first = field.first
    kind: Any = first.evaluate("node => node.tagName === 'INPUT' ? node.type : node.tagName")
    if kind == "SELECT":
        options = field.locator("option").evaluate_all("all => all.map(each => [each.value, each.textContent.trim()])")
        found = next((code for code, words in options if value in (code, words)), None) or next(code for code, words in options if value in words)
        first.select_option(found)
    elif kind in ("radio", "checkbox"):
        places = field.evaluate_all("all => all.map(each => [each.value, each.closest('label').textContent.trim()])")
        at = next((at for at, (code, words) in enumerate(places) if value == code or value in words), None)
        assert at is not None, f"{name}: {value} is not among {places}"
        field.nth(at).check(force=True)
    else:
        first.evaluate("node => { for (let box = node.closest('details'); box; box = box.parentElement.closest('details')) { box.open = true; } }")
        first.fill(value)
