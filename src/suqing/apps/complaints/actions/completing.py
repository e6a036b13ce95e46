"""7.1 once more: what the record lacked is filled in or corrected later; the receipt never changes, the first words stay (C01, C02)."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from suqing.apps.complaints.actions.amending import first_of, keep_earlier, record_in_words
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.clockwork import recompute_for
from suqing.apps.complaints.actions.dispatching import tell_respondent
from suqing.apps.complaints.actions.ground import check_respondents
from suqing.apps.complaints.actions.moving import hold, move_item
from suqing.apps.complaints.actions.recusing import hand_over_from
from suqing.apps.complaints.actions.sight import withdraw_sight
from suqing.apps.complaints.identity import representatives_tokens, tokens_of
from suqing.apps.complaints.intake import (
    AGENTS,
    BESIDE,
    Intake,
    Letter,
    check_intake,
    claim_dates,
    cleaned_intake,
    title_from,
)
from suqing.apps.complaints.models import (
    Complaint,
    Dispatch,
    ForwardedLetter,
    IdentityToken,
    Party,
)
from suqing.apps.complaints.models.choices import PartyRole, Source
from suqing.apps.complaints.text_index import SEARCHED, renew_tokens
from suqing.apps.complaints.texts import cleaned, read, write
from suqing.apps.organisations.actors import Actor
from suqing.casework.claim_limits import DATES, problems_of
from suqing.casework.ways_in import REGULATOR
from suqing.kernel.clock import house
from suqing.kernel.crypto.datakeys import DataKey
from suqing.kernel.errors import BadInput, BadInputs

_SEALED = ("facts", "demands", "respondent_text", "policy_no", "claim_no")
_PLAIN = (
    "line_of_business", "dispute_type", "claim_state", "respondent_unit_id", "respondent_staff_id", *BESIDE, "conduct_day", "sum_claimed_fen",
    "actual_loss_fen", "possible_loss_fen", "exposed_by_media", "in_litigation", "in_arbitration", "with_judicial_organs",
    "only_venting", "policy_kind", *DATES,
)  # fmt: skip
_PARTY = ("name", "phone", "id_number", "address", "email", "call_back", "customer_manager")
_AGENT = frozenset({"agent_role", "agent_name", "agent_phone", "proof_seen"})
_WAY_IN = ("method", "source")
SCOPE = frozenset({"dispute_type", "respondent_staff_id", "respondent_unit_id", "conduct_day", "line_of_business", "policy_kind"})  # what says which rulebooks apply
_CARE = ("elderly", "disabled", "seriously_ill", "home_visit", "service_tier")


def complete_record(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, additions: Intake, given: frozenset[str], reason: str = ""
) -> Complaint:
    """Fill in or correct what the record form lacked; `given` names the fields that were typed. The time of receipt never changes;
    how it came and from whom do, with a `reason`, where they were taken down wrongly. What is overwritten is kept."""
    additions = cleaned_intake(additions)
    check_intake(additions, now=at)
    with changing(ref=ref, action="complete_record", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        check_respondents(additions, root_id=complaint.root_id)
        people = list(complaint.parties.order_by("id"))
        before = record_in_words(complaint, people, change.key)
        plain = {name: getattr(additions, name) for name in _PLAIN if name in given}
        _check_claim(complaint, plain, at)
        told_before = _told(complaint, change.key)
        way_in = _way_in(change, additions, given, reason)
        write(complaint, change.key, **{name: getattr(additions, name) for name in _SEALED if name in given})
        if read(complaint, change.key, "title") == title_from(told_before):  # nobody worded it: it follows the facts
            write(complaint, change.key, title=title_from(_told(complaint, change.key)))
        sealed = {name: getattr(complaint, name) for name in ("title", *_SEALED) if name in given or name == "title"}
        party = next(each for each in people if each.role == PartyRole.COMPLAINANT)
        write(party, change.key, **{name: getattr(additions, name) for name in _PARTY if name in given})
        for name in given & {*_CARE}:
            setattr(party, name, getattr(additions, name))
        party.save()
        records = [party, *_agent(complaint, people, additions, given, change.key), *_letter(complaint, additions, given)]
        _renew_tokens(complaint, people, change.key, given)
        if given & {*SEARCHED, "claim_no", "policy_no"}:
            renew_tokens(complaint, change.key)
        for name, value in plain.items():
            setattr(complaint, name, value)
        beside = {plain[name] for name in BESIDE if plain.get(name)}
        passed = hand_over_from(change, beside)  # what they had goes to the next person up
        recompute_for(complaint, at=at, scope_changed=bool(given & SCOPE))
        records += keep_earlier(change, people, before, reason=cleaned(reason))
        complaint = change.finish(
            verb="record_completed",
            clause="property/7.1",
            refs={"fields": ",".join(sorted(given))[:80]},
            records=[*records, *passed.rows],
            **sealed,
            **plain,
            **way_in,
            **passed.columns,
        )
        if beside:
            withdraw_sight(complaint, sorted(beside))  # of what was theirs; a unit they oversee keeps it
        if "respondent_staff_id" in plain:
            _tell_named_later(complaint, actor, at)
        return complaint


def _tell_named_later(complaint: Complaint, actor: Actor, at: datetime) -> None:
    """Named only after it went to a department: the person hears of it now."""
    latest = Dispatch.objects.filter(complaint=complaint, returned_at=None).select_related("department").order_by("-at", "-id").first()
    if latest is not None:
        tell_respondent(complaint, latest.department.short_name, actor, at)


def _way_in(change: Change, additions: Intake, given: frozenset[str], reason: str) -> dict[str, Any]:
    """Method or source taken down wrongly: with them the numbers and levels of the matter are worked out anew, as where a mistaken
    joining is undone (claims/9.1): a level falls only where no duty of it ran."""
    complaint = change.complaint
    changed = {name: getattr(additions, name) for name in _WAY_IN if name in given and getattr(additions, name) != getattr(complaint, name)}
    if not changed:
        return {}
    if not cleaned(reason):
        raise BadInput("更正理由", "", "为什么更正方式或来源", "写一两句")
    hold(change, complaint.matter_id)
    for name, value in changed.items():
        setattr(complaint, name, value)
    return changed | move_item(change, complaint.matter_id, may_fall=True).columns


def _letter(complaint: Complaint, additions: Intake, given: frozenset[str]) -> list[ForwardedLetter]:
    """The regulator's letter, added or corrected; what is not said of it stays."""
    told = additions.letter if "letter" in given else None
    said = {each.name: value for each in fields(Letter) if (value := getattr(told, each.name, None))}
    if not said:
        return []
    if complaint.source not in REGULATOR:
        raise BadInput("投诉来源", str(Source(complaint.source).label), "监管转办", "来源登记错了的一并更正；不是监管转来的不填来函")
    letter = getattr(complaint, "letter", None) or ForwardedLetter(root_id=complaint.root_id, complaint=complaint)
    for name, value in said.items():
        setattr(letter, name, value)
    letter.save()
    complaint.letter = letter
    return [letter]


def _check_claim(complaint: Complaint, plain: dict[str, object], at: datetime) -> None:
    """A day that was added must fit those on record."""
    if given := plain.keys() & {*DATES}:
        dates = replace(claim_dates(complaint), **{name: plain[name] for name in given})
        problems = problems_of(dates, today=house(at).date())
        if problems:
            raise BadInputs([BadInput(f"{DATES[name]}日期", str(getattr(dates, name)), expected, "照理赔系统里的日期填") for name, expected in problems])


def _agent(complaint: Complaint, people: list[Party], additions: Intake, given: frozenset[str], key: DataKey) -> list[Party]:
    """Who speaks for the complainant, from now on or as corrected, and the document by which (2020 measures Art. 14)."""
    if not given & _AGENT:
        return []
    agent = first_of(people, *AGENTS)
    if agent is None and not (additions.agent_name or additions.agent_phone):
        raise BadInput("受托人姓名", "", "代理人或继承人的姓名或电话", "填了姓名或电话再登记证明材料；本人投诉的不用填")
    if agent is None:
        agent = Party(root_id=complaint.root_id, complaint=complaint, role=PartyRole.AGENT)
        people.append(agent)
    if additions.agent_role:
        agent.role = additions.agent_role
    if "proof_seen" in given:
        agent.proof_seen = additions.proof_seen
    write(agent, key, **{name: getattr(additions, f"agent_{name}") for name in ("name", "phone") if f"agent_{name}" in given})
    agent.save()
    return [agent]


def _told(complaint: Complaint, key: DataKey) -> Intake:
    known = {name: read(complaint, key, name) for name in ("facts", "demands", "policy_no", "claim_no")}
    return Intake(method=complaint.method, received_at=complaint.received_at, **known)


def _renew_tokens(complaint: Complaint, people: Sequence[Party], key: DataKey, given: frozenset[str]) -> None:
    """The case is found by what is right now, and no longer by a number that was corrected."""
    if not given & {"name", "phone", "id_number", "policy_no", "claim_no", "agent_name", "agent_phone"}:
        return
    party, agent = first_of(people, PartyRole.COMPLAINANT), first_of(people, *AGENTS)
    own = {name: read(party, key, name) for name in ("name", "phone", "id_number")} if party else {}
    others = {f"agent_{name}": read(agent, key, name) for name in ("name", "phone")} if agent else {}
    spoken_for = [each for each in people if each.role == PartyRole.REPRESENTATIVE]
    rows = [
        *tokens_of(complaint, replace(_told(complaint, key), **own, **others)),
        *representatives_tokens(complaint, [(read(each, key, "name"), read(each, key, "phone")) for each in spoken_for]),
    ]
    wanted = {(row.purpose, row.token): row for row in rows}
    for row in IdentityToken.objects.filter(complaint=complaint):
        if wanted.pop((row.purpose, row.token), None) is None:
            row.delete()
    IdentityToken.objects.bulk_create(wanted.values())
