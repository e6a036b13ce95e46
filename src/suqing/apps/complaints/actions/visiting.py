"""Who comes in person is received and written down (2020 measures Art. 7, 12; S5 5.1; C36)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from suqing.apps.complaints.actions.beside import opened_beside, record_beside
from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.identity import representatives_tokens
from suqing.apps.complaints.intake import Representative, group_problems
from suqing.apps.complaints.models import Complaint, HeadCount, IdentityToken, Party, Visit
from suqing.apps.complaints.models.choices import PartyRole
from suqing.apps.complaints.texts import case_key, cleaned, write
from suqing.apps.editions.models import StoredEdition
from suqing.apps.editions.queries import edition_in_force
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.actors import Actor
from suqing.casework.groups import may_represent
from suqing.kernel.clock import house
from suqing.kernel.crypto.datakeys import DataKey
from suqing.kernel.errors import BadInput, Refused

__all__ = ["Representative", "count_heads", "end_visit", "receive_visit"]
PERSONS = "来访人数"


def receive_visit(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, persons: int, place: str = "", recording_told: bool = False,
    representatives: Sequence[Representative] = (), step: str = "", arrived_at: datetime | None = None,
) -> Complaint:  # fmt: skip
    """They are here: since when, where, how many, who speaks for them. More than five representatives are refused."""
    moment = arrived_at or at
    named = [Representative(cleaned(each.name), cleaned(each.phone)) for each in representatives]
    _check_persons(persons, named)
    with changing(ref=ref, action="receive_visit", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        check_representatives(edition_in_force(complaint.root_id, "cbirc2020", complaint.received_day), len(named))
        if moment > at:
            raise BadInput("到访时间", f"{house(moment):%Y-%m-%d %H:%M}", "不晚于现在的时间", "核对时间")
        visit = Visit(root_id=complaint.root_id, complaint=complaint, arrived_at=moment, recording_told=recording_told, by_id=actor.staff_id, at=at)
        write(visit, change.key, place=place)
        visit.save(force_insert=True)
        count = HeadCount(root_id=complaint.root_id, complaint=complaint, visit=visit, persons=persons, by_id=actor.staff_id, at=moment)
        write(count, change.key, step=step)
        count.save(force_insert=True)
        parties = Party.objects.bulk_create(representative_parties(complaint, change.key, named))
        IdentityToken.objects.bulk_create(representatives_tokens(complaint, [(each.name, each.phone) for each in named]), ignore_conflicts=True)
        return change.finish(verb="visit_received", clause="cbirc2020/12", refs={"persons": persons, "representatives": len(named)}, records=[visit, count, *parties])


def count_heads(*, ref: str, actor: Actor, at: datetime, persons: int, step: str = "") -> Complaint:
    """How many are here now, and what was done: calming, a bigger room, help called."""
    _check_persons(persons, ())
    with transaction.atomic():
        complaint, actor = opened_beside(ref, "count_heads", actor, at)
        visit = Visit.objects.select_for_update().get(complaint=complaint, left_at=None)
        row = HeadCount(root_id=complaint.root_id, complaint=complaint, visit=visit, persons=persons, by_id=actor.staff_id, at=at)
        write(row, case_key(complaint), step=step)
        row.save(force_insert=True)
        return record_beside(complaint, [row], "heads_counted", "cbirc2020/29", actor, at)


def end_visit(*, ref: str, actor: Actor, at: datetime, outcome: str, left_at: datetime | None = None) -> Complaint:
    """They have left, and with what."""
    moment = left_at or at
    if not outcome.strip():
        raise BadInput("接待结果", "", "谈了什么、怎样离开的", "写一两句")
    with transaction.atomic():
        complaint, actor = opened_beside(ref, "end_visit", actor, at)
        visit = Visit.objects.select_for_update().get(complaint=complaint, left_at=None)
        if not visit.arrived_at <= moment <= at:
            raise BadInput("离开时间", f"{house(moment):%Y-%m-%d %H:%M}", f"到访（{house(visit.arrived_at):%Y-%m-%d %H:%M}）以后、现在以前的时间", "核对时间")
        visit.left_at = moment
        write(visit, case_key(complaint), outcome=outcome)
        visit.save(update_fields=["left_at", "outcome"])
        return record_beside(complaint, [visit], "visit_ended", "cbirc2020/7.2", actor, at)


def _check_persons(persons: int, named: Sequence[Representative]) -> None:
    for problem in group_problems(persons, named, label=PERSONS):
        raise problem


def representative_parties(complaint: Complaint, key: DataKey, named: Sequence[Representative]) -> list[Party]:
    """Their rows, not saved yet."""
    parties = []
    for each in named:
        party = Party(root_id=complaint.root_id, complaint=complaint, role=PartyRole.REPRESENTATIVE)
        write(party, key, name=each.name, phone=each.phone)
        parties.append(party)
    return parties


def check_representatives(stored: StoredEdition | None, number: int) -> None:
    """Refused where more speak for a group than the law in force lets (2020 measures Art. 12)."""
    if stored is None:
        return
    verdict = may_represent(edition=open_stored(stored.content_hash), representatives=number)
    if not verdict.allowed:
        raise Refused(verdict.reason, clause=verdict.clause, missing=verdict.missing, line=verdict.line)
