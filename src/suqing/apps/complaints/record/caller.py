"""Who is calling (C27): the name as registered and the end of one number; and how a stage is told to a caller."""

from dataclasses import dataclass
from datetime import datetime

from suqing.apps.clocks.queries import earliest_limit
from suqing.apps.complaints.access import CaseAccess
from suqing.apps.complaints.models import Complaint, Party
from suqing.apps.complaints.record.sayable import Sayable, promised_at, sayable_notes
from suqing.apps.complaints.texts import case_key, read
from suqing.casework.stages import Stage
from suqing.kernel.identity import id_characters, phone_digits

TAIL = 4
NOT_THE_ONE = "与登记的不符，先不要告知进展。请再核对一次，或请本人携证件来访。"
TO_THE_CALLER = {  # no rule numbers, no department names
    Stage.REGISTERED: "您的投诉已登记，正在安排专人办理。", Stage.TRIAGED: "您的投诉已受理，正在安排专人办理。",
    Stage.DISPATCHED: "您的投诉已受理，正在安排专人办理。", Stage.INVESTIGATING: "我们正在查明原因。",
    Stage.PROPOSED: "处理方案正在审定。", Stage.APPROVED: "处理方案已定，马上答复您。", Stage.REPLIED: "已经答复您，等您的意见。",
    Stage.CLOSED: "您的投诉已办结。", Stage.ARCHIVED: "您的投诉已办结。", Stage.WITHDRAWN: "您的投诉已按您的意思撤回。",
    Stage.TRANSFERRED: "您的投诉已转有关方面办理。", Stage.NOT_ADMITTED: "您的投诉不在受理范围，已说明原因。",
}  # fmt: skip


def is_the_complainant(opened: CaseAccess, *, name: str, number: str) -> bool:
    """The name as registered, and the end of one number on record (four characters at least)."""
    case, key = opened.complaint, case_key(opened.complaint)
    tail = id_characters(number)
    if len(tail) < TAIL:
        return False
    numbers = [read(case, key, "policy_no"), read(case, key, "claim_no")]
    names = []
    for party in Party.objects.filter(complaint=case):
        names.append(read(party, key, "name"))
        numbers += [phone_digits(read(party, key, "phone")), read(party, key, "id_number")]
    same_name = name.strip() in [each for each in names if each]
    return same_name and any(id_characters(each).endswith(tail) for each in numbers if each)


@dataclass(frozen=True, slots=True)
class Told:
    """What a caller who proved to be the complainant may be told; `limit_at` is for whoever answers."""

    stage_words: str
    note: Sayable | None
    promised_at: datetime | None
    promise_late: bool
    limit_at: datetime | None


def told_to_caller(case: Complaint, *, now: datetime) -> Told:
    """Nothing of the inside (three statements)."""
    note, promised = next(iter(sayable_notes(case)), None), promised_at(case)
    limit = earliest_limit(("complaint", case.id)) if case.open else None
    return Told(TO_THE_CALLER[Stage(case.stage)], note, promised, promised is not None and promised < now, limit)
