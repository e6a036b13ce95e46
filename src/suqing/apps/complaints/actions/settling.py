"""Settled on the spot (当场办结): one act classes, answers and closes what was just taken down; a leader looks afterwards (S5 4.10, C28)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from suqing.apps.clocks.actions import stop_clocks
from suqing.apps.complaints.actions.calling import leaders_above
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.clockwork import recompute_for
from suqing.apps.complaints.actions.endings import GROUND_CLAUSE
from suqing.apps.complaints.actions.proving import Sent, proven, seal_sent
from suqing.apps.complaints.actions.registering import register_complaint
from suqing.apps.complaints.actions.sight import grant_sight
from suqing.apps.complaints.actions.triaging import proposed_class
from suqing.apps.complaints.events import SettledOnTheSpot, SettlementReviewed
from suqing.apps.complaints.intake import Intake, sum_problem
from suqing.apps.complaints.law import check_parts, law_of, remedies_of
from suqing.apps.complaints.models import (
    Closure,
    Complaint,
    Promise,
    Reply,
    Response,
    Settlement,
    Triage,
)
from suqing.apps.complaints.models.choices import ClosingGround, Method, ReplyMethod
from suqing.apps.complaints.texts import read, write
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.actors import Actor
from suqing.casework.deciding import is_decided_at_once
from suqing.casework.lifecycle import Stage
from suqing.casework.settling import SettlingFacts, is_sampled, may_settle
from suqing.casework.verdict import Verdict
from suqing.kernel.errors import BadInput, BadInputs, Refused
from suqing.kernel.publish import publish

MET = ("contact", "resolve", "same_day", "progress", "decide", "life_reply")
WAYS = {Method.VISIT: ReplyMethod.FACE_TO_FACE, Method.COUNTER: ReplyMethod.FACE_TO_FACE, Method.SMS: ReplyMethod.SMS, Method.EMAIL: ReplyMethod.EMAIL}  # others by telephone
TO_THE_CALLER = "当场，对投诉人本人"


@dataclass(frozen=True, slots=True)
class SettlementText:
    """What the customer was told, and what they said to it; a sum only where it is paid, with its proof.

    What decides on a claim states facts and grounds as any decision does (Art. 19), the remedies are the usual ones; and that it was told is
    proved like any telling (Art. 21): `told_proof`.
    """

    answer: str
    words: str
    accepted: bool = True
    amount_fen: int | None = None
    proof: str = ""
    facts_verified: str = ""
    grounds: str = ""
    told_proof: str = ""


def register_and_settle(*, intake: Intake, content: SettlementText, actor: Actor, at: datetime) -> Complaint:
    """Taken down and settled in one transaction: refused, nothing is left behind."""
    with transaction.atomic():
        complaint = register_complaint(intake=intake, actor=actor, at=at)
        return settle_complaint(ref=complaint.ref, seen_version=complaint.version, actor=actor, at=at, content=content)


def settle_complaint(*, ref: str, seen_version: int, actor: Actor, at: datetime, content: SettlementText) -> Complaint:
    """Classed as proposed, answered, accepted and closed. BadInputs for what is not written; Refused, with clause, for what may not be."""
    _check(content)
    with changing(ref=ref, action="settle", actor=actor, at=at, seen_version=seen_version) as change:
        complaint, key = change.complaint, change.key
        proposed = proposed_class(complaint)
        if proposed is None:
            raise Refused("本机构没有采用写明当场办结的规则，登记后按步骤办。", clause="property/4.10")
        edition, found = open_stored(proposed.edition_hash), proposed.classification
        verdict = may_settle(edition=edition, facts=_facts(change, found.classification if found.in_scope is not False else None, content))
        if not verdict.allowed:
            raise Refused(verdict.reason, clause=verdict.clause, missing=verdict.missing, line=verdict.line)
        remedies, method, sent = remedies_of(complaint), WAYS.get(Method(complaint.method), ReplyMethod.TELEPHONE), Sent()
        if is_decided_at_once(found.classification):
            check_parts(law_of(complaint), {"facts_verified": content.facts_verified, "grounds": content.grounds, "remedies": remedies})
            sent = proven(change, method, Sent(TO_THE_CALLER), content.told_proof)
        common = {"root_id": complaint.root_id, "complaint": complaint, "by_id": actor.staff_id, "at": at}
        triage = Triage(**common, number=1, in_scope=True, established=None, proposed_class=found.classification, classification=found.classification, clause=found.clause)
        write(triage, key, line=found.line.to_canonical())
        reply = Reply(
            root_id=complaint.root_id, complaint=complaint, round=complaint.round, method=method,
            sent_at=at, received_at=at, by_id=actor.staff_id, entered_at=at,
        )  # fmt: skip
        write(reply, key, text=content.answer, facts_verified=content.facts_verified, grounds=content.grounds, remedies=remedies, proof=content.told_proof.strip())
        seal_sent(change, reply, sent)
        response = Response(**common, reply=reply, accepted=True)
        write(response, key, words=content.words)
        closure = Closure(**common, round=complaint.round, ground=ClosingGround.ACCEPTED, clause=GROUND_CLAUSE[ClosingGround.ACCEPTED])
        settlement = Settlement(**common, amount_fen=content.amount_fen, sampled=is_sampled(edition=edition, ref=complaint.ref))
        write(settlement, key, proof=content.proof, line=_line(verdict))
        rows = [triage, reply, response, closure, settlement]
        for row in rows:
            row.save(force_insert=True)
        complaint.classification = found.classification or ""
        recompute_for(complaint, at=at)
        stop_clocks(subject=change.subject, kinds=MET, at=at)
        leader = next(iter(leaders_above(complaint, at)), None)
        grant_sight(complaint, [leader.staff_id if leader else None])
        publish(SettledOnTheSpot(complaint.id, complaint.root_id, complaint.ref, actor, at, (leader.staff_id,) if leader else ()))
        return change.finish(
            verb="settled", clause="property/4.10", edition=proposed.edition_hash,
            refs={"class": complaint.classification, "ground": closure.ground, "sampled": settlement.sampled}, records=rows,
            stage=Stage.CLOSED, open=False, closed_at=at, in_scope=True, classification=complaint.classification,
            leader_id=leader.staff_id if leader else None,
        )  # fmt: skip


def _line(verdict: Verdict) -> str:
    return verdict.line.to_canonical() if verdict.line else ""


def _check(content: SettlementText) -> None:
    problems = [
        None if content.answer.strip() else BadInput("当场答复", "", "对投诉人说的话", "写明怎样答复的"),
        None if content.words.strip() else BadInput("投诉人怎么说", "", "投诉人的原话或大意", "问清是否接受，记下原话"),
        sum_problem("付给投诉人", content.amount_fen),
    ]
    found = [each for each in problems if each]
    if found:
        raise BadInputs(found)


def _facts(change: Change, classification: str | None, content: SettlementText) -> SettlingFacts:
    complaint = change.complaint
    return SettlingFacts(
        classification=classification,
        repeat_level=complaint.repeat_level,
        asked=all(read(complaint, change.key, name) for name in ("facts", "demands")),
        answered=bool(content.answer.strip()),
        accepted=content.accepted,
        amount_fen=content.amount_fen,
        authority_fen=change.opened.standing.authority_fen,
        paid=bool(content.proof.strip()),
        promised=Promise.objects.filter(complaint=complaint, answered_at=None).exists(),
    )


def review_settlement(*, ref: str, seen_version: int, actor: Actor, at: datetime, approved: bool, words: str = "") -> Complaint:
    """The leader has looked: agreed, or it is to be taken up again. What they say serves as the evaluation."""
    if not approved and not words.strip():
        raise BadInput("过目意见", "", "哪里不妥、应当怎样办", "写明理由")
    with changing(ref=ref, action="review_settlement", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        row = Settlement.objects.get(complaint=complaint)
        row.approved, row.seen_by_id, row.seen_at = approved, actor.staff_id, at
        write(row, change.key, words=words.strip())
        row.save(update_fields=["approved", "seen_by", "seen_at", "words"])
        if not approved:
            recipients = tuple({each for each in (complaint.officer_id, complaint.taken_by_id) if each and each != actor.staff_id})
            publish(SettlementReviewed(complaint.id, complaint.root_id, complaint.ref, actor, at, recipients))
        return change.finish(verb="settlement_reviewed", clause="property/4.10", refs={"approved": approved}, records=[row])
