"""Earlier items of this person or policy while a record is typed, as far as the door allows (C06, S5 9.1)."""

from dataclasses import dataclass
from datetime import date, datetime

from suqing.apps.complaints.access import look_at
from suqing.apps.complaints.identity import WORDS, Earlier, find_earlier
from suqing.apps.complaints.intake import Intake
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.models.choices import LineOfBusiness
from suqing.apps.complaints.record.sayable import sayable_notes
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.organisations.access import Standing
from suqing.kernel.errors import KeyDestroyed, NotYours

MOST = 6


@dataclass(frozen=True, slots=True)
class Held:
    """What is on record of the policy already: a field of the record form, its value, and both in words."""

    field: str
    label: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Known:
    """One earlier item. Title, owner, the sayable line and what is held of the policy only where the door is fully open."""

    ref: str
    received_at: datetime
    method: str
    by: str
    full: bool
    title: str = ""
    owner: str = ""
    sayable: str = ""
    chosen: bool = False
    held: tuple[Held, ...] = ()


def earlier_known(intake: Intake, standing: Standing, *, on: date) -> tuple[list[Known], int]:
    """What this person may see, and how many there are besides."""
    known, elsewhere = [], 0
    for each in find_earlier(intake, root_id=standing.root_id, most=MOST):
        try:
            known.append(_known(each, standing, intake.same_matter_as, on))
        except (NotYours, KeyDestroyed):
            elsewhere += 1
    return known, elsewhere


def _known(each: Earlier, standing: Standing, chosen: str, on: date) -> Known:
    case = each.complaint
    opened = look_at(standing, case, on=on)
    if opened.depth == "heard":
        raise NotYours
    by = "、".join(WORDS[name] for name in each.by)
    method = str(case.get_method_display())
    if opened.depth != "full":
        return Known(case.ref, case.received_at, method, by, full=False, chosen=case.ref == chosen)
    return Known(
        case.ref, case.received_at, method, by, full=True, title=read(case, case_key(case), "title"), owner=case.handler.name if case.handler else "",
        sayable=next((each.words for each in sayable_notes(case)), ""), chosen=case.ref == chosen,
        held=_held(case) if {"policy", "claim"} & {*each.by} else (),
    )  # fmt: skip


def _held(case: Complaint) -> tuple[Held, ...]:
    """Of the policy itself, none of its numbers: what is known is not asked of the customer again (2020 measures Art. 13)."""
    found = [
        Held("line_of_business", "险种", case.line_of_business, str(case.get_line_of_business_display())) if case.line_of_business != LineOfBusiness.UNKNOWN else None,
        Held("policy_kind", "业务种类", case.policy_kind, str(case.get_policy_kind_display())),
        Held("sold_by_id", "保单由谁销售", case.sold_by.username, case.sold_by.name) if case.sold_by else None,
    ]
    return tuple(each for each in found if each and each.value)
