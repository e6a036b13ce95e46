"""To which line and level the one complained of belongs, from their posts of a day (S4 第二条; gap claims/claims_line)."""

from collections.abc import Iterable
from dataclasses import dataclass

CLAIMS = "claims"
CLAIMS_HEAD = "claims_head"
CLAIMS_WORDS = ("理赔", "追偿", "查勘", "勘查", "定损", "核损", "核赔")
LEVELS = {"headquarters": "总公司", "branch": "分公司", "sub_branch": "支公司"}


@dataclass(frozen=True, slots=True)
class PostHeld:
    """`units` are the names of the department and of those above it that are departments too, the nearest first; `level` the kind of the company unit they stand in."""

    role: str
    title: str
    units: tuple[str, ...]
    level: str


@dataclass(frozen=True, slots=True)
class Respondent:
    """`line`: claims, or empty for every other; `place` the department or post that it was read from, or the nearest unit."""

    line: str = ""
    level: str = ""
    place: str = ""

    @property
    def known(self) -> bool:
        return bool(self.level)

    @property
    def words(self) -> str:
        level = LEVELS.get(self.level, "")
        return f"{self.place}，{level}" if self.place and level != self.place else level or self.place


def respondent(posts: Iterable[PostHeld]) -> Respondent:
    """Of several posts on one day one in the claims line is enough. Nobody named, or no post that day: nothing is known."""
    found = Respondent()
    for post in posts:
        place = _claims_place(post)
        if place:
            return Respondent(CLAIMS, post.level, place)
        if not found.known:
            found = Respondent("", post.level, next(iter(post.units), ""))
    return found


def _claims_place(post: PostHeld) -> str:
    """The nearest word that says so."""
    named = [each for each in (*post.units, post.title) if any(word in each for word in CLAIMS_WORDS)]
    return named[0] if named else "理赔负责人" if post.role == CLAIMS_HEAD else ""
