"""The words of an acknowledgement, made from the case: number, who deals with it, what was promised. A person sends it."""

from datetime import datetime

from suqing.apps.clocks.models import ClockState
from suqing.apps.clocks.queries import running_clocks
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.queries import promised_until
from suqing.kernel.clock import house

DECIDE = frozenset({"decide", "decide_complex", "decide_extended"})


def acknowledgement_text(complaint: Complaint) -> str:
    """Nothing of the story in it: it may go to the wrong hands. Two statements."""
    subject = ("complaint", complaint.id)
    limits: dict[str, datetime] = {}
    for clock in running_clocks([subject])[subject]:
        if clock.state == ClockState.RUNNING:
            limits.setdefault("decide" if clock.kind in DECIDE else clock.kind, clock.limit_at)
    who = complaint.handler or complaint.officer or complaint.first_contact_owner
    told = [f"您{_day(complaint.received_at)}提出的投诉我们已经登记，编号{complaint.ref}。", f"受理机构：{complaint.unit.name}。"]
    if who:
        told.append(f"联系人：{who.name}。")
    promised = promised_until(complaint)
    if "contact" in limits:
        told.append(f"我们将在{_moment(limits['contact'])}前与您联系。")
    if promised:
        told.append(f"约定{_moment(promised)}前答复您。")
    if "decide" in limits:
        told.append(f"我们将在{_day(limits['decide'])}以前作出处理决定并告知您；情况复杂需要延长的，会告知您理由。")
    return "".join(told)


def _day(moment: datetime) -> str:
    here = house(moment)
    return f"{here.year}年{here.month}月{here.day}日"


def _moment(moment: datetime) -> str:
    here = house(moment)
    return f"{here.month}月{here.day}日{here:%H:%M}"
