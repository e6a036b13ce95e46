"""One row of a list: time first, then what to do, then what it is (ui guide §6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from suqing.apps.clocks.queries import first_limits, views_of
from suqing.apps.clocks.views import ClockView
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.queries import complainant
from suqing.apps.complaints.text_search import Piece
from suqing.apps.complaints.texts import case_key, read
from suqing.casework.stages import ACTS
from suqing.kernel.errors import KeyDestroyed
from suqing.kernel.identity import phone_digits
from suqing.web.lists.row_words import CLOCKS, because_words, matter_words, source_words
from suqing.web.words.names import STAGES

ERASED = "内容已移交或清除"


@dataclass(frozen=True, slots=True)
class Row:
    complaint: Complaint
    title: str
    who: str
    next_words: str
    because: str
    clock: ClockView | None
    clock_words: str
    source_words: str
    source_icon: str
    matter_words: str
    owner: str
    unit: str
    piece: Piece | None = None


def rows_of(complaints: Sequence[Complaint], *, now: datetime, pieces: Mapping[int, Piece] | None = None) -> list[Row]:
    """Rows for complaints at hand; one statement for all clocks. `pieces`: where searched words were found, by id."""
    firsts = {subject[1]: clock for subject, clock in first_limits([("complaint", each.id) for each in complaints]).items()}
    views = dict(zip(firsts, views_of(list(firsts.values()), now), strict=True))
    return [_row(each, views.get(each.id), (pieces or {}).get(each.id)) for each in complaints]


def _row(complaint: Complaint, clock: ClockView | None, piece: Piece | None) -> Row:
    title, who = _told(complaint)
    act = ACTS.get(complaint.next_action)
    owner = complaint.handler or complaint.officer
    unit = complaint.department or complaint.unit
    came, icon = source_words(complaint)
    return Row(
        complaint=complaint,
        title=title,
        who=who,
        next_words=act.label if act else "已办完",
        because=because_words(complaint, STAGES.get(complaint.stage, complaint.stage)),
        clock=clock,
        clock_words=CLOCKS.get(clock.kind, clock.kind_words) if clock else "",
        source_words=came,
        source_icon=icon,
        matter_words=matter_words(complaint),
        owner=owner.name if owner else "",
        unit=unit.short_name,
        piece=piece,
    )


def _told(complaint: Complaint) -> tuple[str, str]:
    """The one line, and the complainant as a role with four digits; never a name in a list."""
    try:
        key = case_key(complaint)
    except KeyDestroyed:
        return ERASED, "—"
    party = complainant(complaint)
    digits = phone_digits(read(party, key, "phone")) if party else ""
    return read(complaint, key, "title"), f"投诉人 尾号{digits[-4:]}" if len(digits) >= 7 else "投诉人 无电话"
