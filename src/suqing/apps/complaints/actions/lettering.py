"""The regulator forwards an item that is here already: its letter is recorded, the item counts as forwarded (S5 5.1, 5.2.3; law 33, 36; C25)."""

from dataclasses import dataclass
from datetime import datetime

from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.actions.clockwork import recompute_for
from suqing.apps.complaints.events import LetterRecorded
from suqing.apps.complaints.intake import Letter, letter_problems
from suqing.apps.complaints.models import Complaint, ForwardedLetter
from suqing.apps.complaints.texts import cleaned
from suqing.apps.organisations.actors import Actor
from suqing.casework.ways_in import REGULATOR
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs, Refused
from suqing.kernel.publish import publish

CLAUSE = "cbirc2020/33"


@dataclass(frozen=True, slots=True)
class LetterText:
    """`source` is the regulator; `received_at` when the letter reached us, now where it is left out."""

    source: str
    letter_no: str = ""
    bureau: str = ""
    regulator_received_at: datetime | None = None
    forwarded_at: datetime | None = None
    received_at: datetime | None = None
    return_by: datetime | None = None


def record_letter(*, ref: str, seen_version: int, actor: Actor, at: datetime, content: LetterText) -> Complaint:
    """The source stays what it was. The report-back is owed from now on, and class and consequences count the regulator as the way in."""
    letter = Letter(cleaned(content.letter_no), cleaned(content.bureau), content.regulator_received_at, content.forwarded_at, content.return_by)
    problems = letter_problems(letter, at)
    if content.source not in REGULATOR:
        problems.append(BadInput("转办来源", content.source[:40], "监管转办（本地）、监管转办（总局）之一", "照来函的机关选"))
    if not (letter.letter_no or letter.bureau):
        problems.append(BadInput("来函文号", "", "来函的文号或机关", "照来函填，至少填一项"))
    if problems:
        raise BadInputs(problems)
    with changing(ref=ref, action="record_letter", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        if complaint.source in REGULATOR:
            raise Refused("这一件本来就是监管转来的。来函缺的，在“补填记录”里补。", clause="property/5.1")
        received_at = content.received_at or at
        earliest = max(each for each in (complaint.received_at, letter.forwarded_at) if each)
        if not earliest <= received_at <= at:
            raise BadInput("收到来函", f"{house(received_at):%Y-%m-%d %H:%M}", f"收到投诉和正式转出（{house(earliest):%Y-%m-%d %H:%M}）以后、现在以前的时间", "填来函实际到达的时间")
        row = ForwardedLetter(
            root_id=complaint.root_id, complaint=complaint, letter_no=letter.letter_no, bureau=letter.bureau, regulator_received_at=letter.regulator_received_at,
            forwarded_at=letter.forwarded_at, return_by=letter.return_by, received_at=received_at, by_id=actor.staff_id, at=at,
        )  # fmt: skip
        row.save(force_insert=True)
        complaint.letter, complaint.forwarded_later = row, content.source
        recompute_for(complaint, at=at)
        told = {each for each in (complaint.officer_id, complaint.handler_id) if each and each != actor.staff_id}
        publish(LetterRecorded(complaint.id, complaint.root_id, complaint.ref, actor, at, tuple(sorted(told))))
        return change.finish(
            verb="letter_recorded", clause=CLAUSE, refs={"source": content.source}, records=[row], occurred_at=received_at, forwarded_later=content.source
        )
