"""7.5 What to do: a complete proposal in versions, on grounds, key evidence and the demand (S4 第六条二(四), C09)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from suqing.apps.complaints.access import interested_staff
from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.actions.sight import grant_sight
from suqing.apps.complaints.events import ProposalSubmitted
from suqing.apps.complaints.intake import sum_problem
from suqing.apps.complaints.models import Complaint, Proposal, Undertaking
from suqing.apps.complaints.models.choices import ProposalState
from suqing.apps.complaints.texts import cleaned, read, write
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation, Post, Role, Staff
from suqing.apps.organisations.queries import in_force
from suqing.casework.authority import needs_leader
from suqing.casework.lifecycle import Stage
from suqing.kernel.canonical import canonical
from suqing.kernel.clock import house
from suqing.kernel.crypto import DataKey
from suqing.kernel.errors import BadInput, Refused, collect
from suqing.kernel.money import yuan_short
from suqing.kernel.publish import publish

WORDS = ("text", "grounds", "evidence", "policy_effect", "brand_effect")  # what a proposal says (S4 第六条二(四))


@dataclass(frozen=True, slots=True)
class Promised:
    """One thing the proposal would have us do for the customer (C32)."""

    what: str
    due_day: date
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class ProposalText:
    text: str
    grounds: str = ""
    evidence: str = ""
    policy_effect: str = ""
    amount_fen: int | None = None
    company_loss_fen: int | None = None
    promised: Sequence[Promised] = ()
    brand_effect: str = ""


def content_hash(version: int, content: ProposalText) -> str:
    """What an approval pins: SHA-256 over the canonical plain words and sums of one version."""
    promised = [[each.what, each.due_day.isoformat(), each.owner_id] for each in content.promised]
    parts = [content.text, content.grounds, content.evidence, content.policy_effect, *([content.brand_effect] if content.brand_effect else [])]
    sums = [content.amount_fen, content.company_loss_fen]
    return sha256(canonical([version, parts, sums, promised]).encode()).hexdigest()


def _checked(content: ProposalText) -> ProposalText:
    """The words as they will be stored, so that the hash is over what is read later. BadInput(s) for what cannot be."""
    words = {name: cleaned(getattr(content, name)) for name in WORDS}
    promised = tuple(replace(each, what=cleaned(each.what)) for each in content.promised)
    problems = [
        None if words["text"] else BadInput("处理方案", "", "方案内容", "写明怎么处理、何时做到"),
        sum_problem("方案金额", content.amount_fen),
        sum_problem("公司损失", content.company_loss_fen),
        *(None if each.what else BadInput("承诺事项", "", "答应投诉人做的事", "写明做什么，或去掉这一行") for each in promised),
    ]
    collect([each for each in problems if each])
    return replace(content, promised=promised, **words)


def _check_owners(complaint: Complaint, content: ProposalText, at: datetime) -> None:
    """Colleagues with a post today who are not concerned: they come to see the case once it is approved (S5 9.1, law 17)."""
    owners = {each.owner_id for each in content.promised if each.owner_id}
    if owners:
        posts = Post.objects.filter(in_force(house(at).date()), root_id=complaint.root_id, staff_id__in=owners, staff__is_active=True)
        owners -= set(posts.values_list("staff_id", flat=True)) - interested_staff(complaint)
    names = dict(Staff.objects.filter(root_id=complaint.root_id, pk__in=owners).values_list("pk", "name"))
    collect([BadInput("承诺事项责任人", names.get(each, str(each)), "本公司在岗、与本件没有利害关系的一位同事", "从列表里选") for each in sorted(owners)])


def draft_proposal(*, ref: str, seen_version: int, actor: Actor, at: datetime, content: ProposalText) -> Complaint:
    """A draft: the live draft is rewritten in place, a returned version is followed by the next one."""
    content = _checked(content)
    with changing(ref=ref, action="draft_proposal", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        live = Proposal.objects.filter(complaint=complaint, live=True).first()
        gone, earlier = [], []
        if live is not None and live.state == ProposalState.DRAFT:
            proposal = live
            gone = [(Undertaking._meta.db_table, pk) for pk in proposal.undertakings.values_list("pk", flat=True)]
            proposal.undertakings.all().delete()
        else:
            version = Proposal.objects.filter(complaint=complaint).count() + 1
            earlier = lay_aside(live)
            proposal = Proposal(root_id=complaint.root_id, complaint=complaint, version=version, at=at)
        _check_owners(complaint, content, at)
        proposal.content_hash = content_hash(proposal.version, content)
        proposal.amount_fen, proposal.company_loss_fen = content.amount_fen, content.company_loss_fen
        proposal.beyond_authority = (content.amount_fen or 0) > change.opened.standing.authority_fen
        proposal.by_id, proposal.at = actor.staff_id, at
        write(proposal, change.key, **{name: getattr(content, name) for name in WORDS})
        proposal.save()
        undertakings = []
        for each in content.promised:
            row = Undertaking(
                root_id=complaint.root_id, complaint=complaint, proposal=proposal, owner_id=each.owner_id or complaint.handler_id, due_day=each.due_day
            )
            write(row, change.key, what=each.what)
            undertakings.append(row)
        Undertaking.objects.bulk_create(undertakings)
        return change.finish(
            verb="proposal_drafted",
            clause="property/7.5",
            refs={"version": proposal.version, "hash": proposal.content_hash},
            records=[*earlier, proposal, *undertakings],
            removed=gone,
        )


def lay_aside(live: Proposal | None) -> list[Proposal]:
    """The version that stood is no longer the live one; the rows changed, for the event."""
    if live is None:
        return []
    live.live = False
    live.save(update_fields=["live"])
    return [live]


def missing_in(proposal: Proposal, key: DataKey) -> list[str]:
    """What a complete proposal must still say (S4 第六条二(四))."""
    wanted = {"grounds": "理由依据", "evidence": "关键证据"}
    missing = [words for name, words in wanted.items() if not read(proposal, key, name)]
    if proposal.company_loss_fen is None:
        missing.append("公司损失")
    return missing


def submit_proposal(*, ref: str, seen_version: int, actor: Actor, at: datetime) -> Complaint:
    """Put the live draft before the leader in charge whose authority covers it (S5 7.6, S4 第四条四)."""
    with changing(ref=ref, action="submit_proposal", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        proposal = Proposal.objects.filter(complaint=complaint, live=True, state=ProposalState.DRAFT).first()
        if proposal is None:
            raise Refused("没有可提交的方案草稿。先写方案。", clause="property/7.5")
        missing = missing_in(proposal, change.key)
        if missing:
            raise Refused(f"还缺{len(missing)}项：{'、'.join(missing)}。补齐后可提交。", clause="claims/6.2.4", missing=missing)
        leader = leader_for(complaint, proposal.amount_fen or 0, at, not_staff=sorted(change.opened.hands))
        proposal.state, proposal.submitted_at, proposal.submitted_to_id = ProposalState.SUBMITTED, at, leader.staff_id
        proposal.save(update_fields=["state", "submitted_at", "submitted_to"])
        grant_sight(complaint, [leader.staff_id])
        publish(
            ProposalSubmitted(
                complaint.id, complaint.root_id, complaint.ref, actor, at, (leader.staff_id,), version=proposal.version
            )
        )
        return change.finish(
            verb="proposal_submitted",
            clause="property/7.6",
            refs={"version": proposal.version, "hash": proposal.content_hash, "to": leader.staff_id},
            records=[proposal],
            stage=Stage.PROPOSED,
            leader=leader.staff,
        )


def leader_for(complaint: Complaint, amount_fen: int, at: datetime, *, not_staff: Sequence[int] = ()) -> Post:
    """The nearest leader upwards whose authority covers the sum and who has no part in the matter (C31: the next person up)."""
    unit = Organisation.objects.get(pk=complaint.unit_id)
    barred = {*interested_staff(complaint), *not_staff}
    posts = [
        post
        for post in Post.objects.filter(
            in_force(house(at).date()),
            root_id=complaint.root_id,
            organisation_id__in=unit.ancestor_ids,
            role__in=[Role.LEADER_IN_CHARGE, Role.GENERAL_MANAGER],
            staff__is_active=True,
        ).select_related("staff", "organisation")
        if post.staff_id not in barred
    ]
    posts.sort(key=lambda post: (-len(post.organisation.path), post.role != Role.LEADER_IN_CHARGE, post.id))
    able = [post for post in posts if not needs_leader(amount_fen, post.authority_fen)]
    if not able:
        raise Refused(
            f"方案金额{yuan_short(amount_fen)}元，没有授权足够且与本件无关的领导可以批示。请总公司增加授权或另行指定。",
            clause="claims/4.4",
        )
    return able[0]


def authority_words(standing: Standing, amount_fen: int) -> str:
    """What the form says under the sum when it exceeds one's own authority; empty when it does not."""
    if not needs_leader(amount_fen, standing.authority_fen):
        return ""
    return f"超出您的授权{yuan_short(standing.authority_fen)}元，提交后由主管领导批示"
