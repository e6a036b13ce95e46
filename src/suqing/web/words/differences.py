"""What changed between two versions of a text, for 与第1版对照."""

import re
from difflib import SequenceMatcher

WORD = re.compile(r"[A-Za-z]+|\d[\d,.]*|.", re.S)  # Chinese by the character, numbers and Latin words whole


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """Pieces in reading order: ("same" | "gone" | "new", text)."""
    before, after = WORD.findall(old), WORD.findall(new)
    pieces: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(before[a:b])))
            continue
        pieces += [("gone", "".join(before[a:b]))] if b > a else []
        pieces += [("new", "".join(after[c:d]))] if d > c else []
    return pieces
