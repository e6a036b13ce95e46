"""7.4 Why, and by whom. The person complained of is heard first; validity is the complaint unit's word (C04b, C07, C31)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.actions.colleagues import colleague
from suqing.apps.complaints.actions.recusing import hand_over_from
from suqing.apps.complaints.events import (
    FindingConfirmed,
    FindingRecorded,
    ResponsiblePerson,
)
from suqing.apps.complaints.facts import way_in
from suqing.apps.complaints.models import CaseEdition, Complaint, Finding, FindingPerson, Hearing
from suqing.apps.complaints.models.choices import CauseKind, PersonRole
from suqing.apps.complaints.texts import write
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Role, Staff
from suqing.apps.organisations.queries import nearest_holder, posts_of, superior_of
from suqing.casework.causes import KINDS, NAMES, TREE
from suqing.casework.facts import PenaltyFacts
from suqing.casework.repeat import times_of
from suqing.casework.responsibility import consequences
from suqing.kernel.errors import BadInput, Refused
from suqing.kernel.publish import publish

RESPONSIBLE = frozenset({PersonRole.PRINCIPAL.value, PersonRole.DIRECT.value})


@dataclass(frozen=True, slots=True)
class Responsible:
    staff_id: int
    role: str


def record_finding(
    *,
    ref: str,
    seen_version: int,
    actor: Actor,
    at: datetime,
    cause_kind: str,
    cause: str,
    evidence: str,
    valid: bool,
    persons: Sequence[Responsible] = (),
    cause_detail: str = "",
) -> Complaint:
    """What was found, as a new version. Direct superior and claims head are added from the line of the day of the conduct."""
    if not cause.strip():
        raise BadInput("原因", "", "查明的经过和原因", "写明发生了什么、为什么")
    if cause_kind not in CauseKind.values:
        raise BadInput("原因环节", cause_kind, "、".join(str(label) for label in CauseKind.labels) + "之一", "从列表里选")
    if cause_detail and cause_detail not in TREE[cause_kind]:
        raise BadInput("原因细项", NAMES.get(cause_detail, cause_detail[:40]), f"{'、'.join(TREE[cause_kind].values())}之一" if TREE[cause_kind] else "空着", f"选{KINDS[cause_kind]}之下的细项，说不清的空着")
    for each in persons:
        if each.role not in PersonRole.values:
            raise BadInput("责任", each.role[:40], "、".join(str(label) for label in PersonRole.labels) + "之一", "从列表里选")
    with changing(ref=ref, action="record_finding", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        named = _with_superiors(complaint, persons)
        _check_heard(complaint, [each for each in named if each[1] in (PersonRole.DIRECT, PersonRole.PRINCIPAL)])
        version = Finding.objects.filter(complaint=complaint).count() + 1
        finding = Finding(
            root_id=complaint.root_id,
            complaint=complaint,
            version=version,
            cause_kind=cause_kind,
            cause_detail=cause_detail,
            valid=valid,
            by_id=actor.staff_id,
            at=at,
        )
        write(finding, change.key, cause=cause.strip(), evidence=evidence.strip())
        finding.save(force_insert=True)
        barred = _barred_roles(complaint)
        rows = [_person(finding, staff, role, conduct_day(complaint), barred=role in barred) for staff, role in named]
        FindingPerson.objects.bulk_create(rows)
        recipients = tuple(each for each in (complaint.officer_id,) if each and each != actor.staff_id)
        publish(FindingRecorded(complaint.id, complaint.root_id, complaint.ref, actor, at, recipients))
        passed = hand_over_from(change, [each.staff_id for each in rows if each.barred])
        return change.finish(
            verb="finding_recorded",
            clause="property/7.4",
            refs={"version": version, "persons": len(rows)},
            records=[finding, *rows, *passed.rows],
            found_valid=None,
            **passed.columns,
        )



def conduct_day(complaint: Complaint) -> date:
    """The day whose posts and lines count: that of the conduct, or of receipt where it is not known."""
    return complaint.conduct_day or complaint.received_day


def _with_superiors(complaint: Complaint, persons: Sequence[Responsible]) -> list[tuple[Staff, str]]:
    """Those named, the direct superior of each direct one (S4 第九条), and for crisis ways in the claims head."""
    day = conduct_day(complaint)
    named = [(colleague(complaint, each.staff_id), each.role) for each in persons]
    for staff, role in list(named):
        superior = superior_of(staff.id, on=day) if role == PersonRole.DIRECT else None
        if superior is not None:
            named.append((superior, PersonRole.INDIRECT))
    if any(role == PersonRole.DIRECT for _, role in named):
        head = nearest_holder(Role.CLAIMS_HEAD, unit=complaint.respondent_unit or complaint.unit, on=day)
        if head is not None:
            named.append((head.staff, PersonRole.CLAIMS_HEAD))
    seen: dict[tuple[int, str], tuple[Staff, str]] = {(staff.id, role): (staff, role) for staff, role in named}
    return list(seen.values())


def _check_heard(complaint: Complaint, named: Sequence[tuple[Staff, str]]) -> None:
    heard = set(
        Hearing.objects.filter(complaint=complaint).exclude(heard_at=None).values_list("staff_id", flat=True)
    )
    unheard = [staff.name for staff, _ in named if staff.id not in heard]
    if unheard:
        raise Refused(f"还没有听取{'、'.join(unheard)}本人的陈述，不能认定责任。先请其陈述，或登记其不作陈述。", clause="property/7.4")


def _barred_roles(complaint: Complaint) -> frozenset[str]:
    """Roles that may not handle or decide from now on: the responsible, and those whom the rule would fine if it is valid."""
    claims = CaseEdition.objects.filter(complaint=complaint, rulebook="claims", applies=True).first()
    if claims is None:
        return RESPONSIBLE
    facts = PenaltyFacts(came_via=way_in(complaint), times_complained=times_of(complaint.repeat_level), valid=True, verified=True)
    proposed = consequences(edition=open_stored(claims.edition_hash), facts=facts)
    return RESPONSIBLE | {line.role for line in proposed.lines if line.kind == "fine"}


def _person(finding: Finding, staff: Staff, role: str, day: date, *, barred: bool) -> FindingPerson:
    posts = posts_of(staff.id, on=day)
    first = posts[0] if posts else None
    return FindingPerson(
        root_id=finding.root_id,
        finding=finding,
        staff=staff,
        role=role,
        as_of=day,
        unit=first.organisation if first else None,
        post_title=(first.title or first.get_role_display()) if first else "当日无岗位记录",
        is_employee=staff.is_employee,
        barred=barred,
    )


def confirm_finding(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, valid: bool, reason: str = ""
) -> Complaint:
    """The complaint unit's word: valid or invalid. Consequences rest on it alone; only now are they proposed."""
    with changing(ref=ref, action="confirm_finding", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        finding = Finding.objects.filter(complaint=complaint).order_by("-version").first()
        if finding is None:
            raise Refused("还没有调查结论。先由承办人登记结论。", clause="property/7.4")
        if finding.confirmed_at is not None:
            raise Refused(f"第{finding.version}版结论已经认定过。要改，先登记新一版结论。", clause="property/7.7.1")
        if valid != finding.valid and not reason.strip():
            raise BadInput("认定理由", "", "一句理由", "您的认定与承办人的意见不同，写明为什么")
        finding.confirmed_valid, finding.confirmed_by_id, finding.confirmed_at = valid, actor.staff_id, at
        write(finding, change.key, confirmed_reason=reason.strip())
        finding.save(update_fields=["confirmed_valid", "confirmed_by", "confirmed_at", "confirmed_reason"])
        complaint = change.finish(
            verb="found_valid" if valid else "found_invalid",
            clause="property/7.7.1" if valid else "property/7.7.2",
            refs={"version": finding.version},
            records=[finding],
            found_valid=valid,
        )
        publish(_confirmed(complaint, finding, valid, actor, at))
        return complaint


def _confirmed(complaint: Complaint, finding: Finding, valid: bool, actor: Actor, at: datetime) -> FindingConfirmed:
    claims = CaseEdition.objects.filter(complaint=complaint, rulebook="claims", applies=True).first()
    persons = tuple(ResponsiblePerson(each.staff_id, each.role, each.is_employee) for each in finding.persons.order_by("id"))
    return FindingConfirmed(
        complaint.id,
        complaint.root_id,
        complaint.ref,
        actor,
        at,
        finding_id=finding.id,
        version=finding.version,
        valid=valid,
        came_via=way_in(complaint),
        times_complained=times_of(complaint.repeat_level),
        persons=persons,
        claims_edition=claims.edition_hash if claims else None,
    )
