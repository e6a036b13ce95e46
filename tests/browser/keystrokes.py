"""Hands on the keys, and how long they need: a keystroke-level model of what was pressed.

After S. K. Card, T. P. Moran, A. Newell, "The keystroke-level model for user performance time with interactive systems", CACM 23 (1980) 7, 396–410:
K = 0.28 s for a key by an average typist who is no secretary, M = 1.35 s to think before each field or command. That a Chinese character costs four
keys of a pinyin input method (three letters and the choice) is our assumption, on the careful side.
"""

from dataclasses import dataclass

from playwright.sync_api import Page

KEY, THINK = 0.28, 1.35
KEYS_OF_A_CHINESE_CHARACTER = 4
MOST_TABS = 80


@dataclass
class Keys:
    page: Page
    pressed: int = 0
    thoughts: int = 0

    @property
    def seconds(self) -> float:
        return self.pressed * KEY + self.thoughts * THINK

    def press(self, chord: str) -> None:
        """One command: each key of it counts, and a thought before it."""
        self.pressed += len(chord.split("+"))
        self.thoughts += 1
        self.page.keyboard.press(chord)

    def next(self) -> None:
        """To the next field; the thought is that of what is typed there."""
        self.pressed += 1
        self.page.keyboard.press("Tab")

    def type(self, text: str) -> None:
        self.pressed += sum(1 if each.isascii() else KEYS_OF_A_CHINESE_CHARACTER for each in text)
        self.thoughts += 1
        self.page.keyboard.type(text)

    def go_to(self, name: str) -> None:
        """By Tab alone to the field of that name in the page's own content."""
        for _ in range(MOST_TABS):
            if self.focused == name:
                return
            self.next()
        raise AssertionError(f"{name} is not reached by Tab")

    @property
    def focused(self) -> str:
        return str(self.page.evaluate("(document.activeElement.closest('main') && document.activeElement.name) || document.activeElement.id"))

    def send(self) -> None:
        with self.page.expect_navigation():
            self.press("Control+Enter")
