"""What a correction overwrites is kept: the record form in words before and after, and a row for each field that said something else."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Model

from suqing.apps.complaints.actions.change import Change
from suqing.apps.complaints.intake import AGENTS
from suqing.apps.complaints.models import Amendment, Complaint, Party
from suqing.apps.complaints.models.amending import AmendedField
from suqing.apps.complaints.models.choices import LineOfBusiness, PartyRole
from suqing.apps.complaints.texts import read, write
from suqing.kernel.clock import house
from suqing.kernel.crypto.datakeys import DataKey
from suqing.kernel.money import yuan
from suqing.kernel.sealedfields import CipherText

_PARTY = ("name", "phone", "id_number", "address", "email", "elderly", "disabled", "seriously_ill", "home_visit", "call_back", "customer_manager", "service_tier")
_AGENT = {"agent_role": "role", "agent_name": "name", "agent_phone": "phone", "proof_seen": "proof_seen"}
_LETTER = ("letter_no", "bureau", "regulator_received_at", "forwarded_at", "return_by")
_CASE = tuple(each for each in AmendedField.values if each not in (*_PARTY, *_AGENT, *_LETTER))


def first_of(people: Sequence[Party], *roles: str) -> Party | None:
    """The first of these parties in one of the roles."""
    return next((each for each in people if each.role in roles), None)


def record_in_words(complaint: Complaint, people: Sequence[Party], key: DataKey) -> dict[str, str]:
    """Every field of the record form as a person reads it; empty = says nothing. `people`: the parties at hand."""
    return {name: _words(row, key, column) for name, row, column in _columns(complaint, people)}


def _columns(complaint: Complaint, people: Sequence[Party]) -> Iterator[tuple[str, Model, str]]:
    yield from ((name, complaint, name) for name in _CASE)
    party = first_of(people, PartyRole.COMPLAINANT)
    if party is not None:
        yield from ((name, party, name) for name in _PARTY)
    agent = first_of(people, *AGENTS)
    if agent is not None:
        yield from ((name, agent, column) for name, column in _AGENT.items())
    letter = getattr(complaint, "letter", None)
    if letter is not None:
        yield from ((name, letter, name) for name in _LETTER)


def _words(row: Model, key: DataKey, name: str) -> str:
    field = row._meta.get_field(name)
    if isinstance(field, CipherText):
        return read(row, key, name)
    value = getattr(row, name)
    if value is None or (value is False and not field.null) or value == LineOfBusiness.UNKNOWN:  # nothing was said
        return ""
    if getattr(field, "choices", None):
        return str(getattr(row, f"get_{name}_display")())
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{house(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return f"{yuan(value)}元" if name.endswith("_fen") else str(value)


def keep_earlier(change: Change, people: Sequence[Party], before: Mapping[str, str], *, reason: str = "") -> list[Amendment]:
    """A row for each field that said something before the change and says something else now."""
    now = record_in_words(change.complaint, people, change.key)
    rows = []
    for name, earlier in before.items():
        if not earlier or now.get(name, "") == earlier:
            continue
        row = Amendment(root_id=change.complaint.root_id, complaint=change.complaint, field=name, by_id=change.actor.staff_id, at=change.at)
        write(row, change.key, earlier=earlier, reason=reason)
        rows.append(row)
    return list(Amendment.objects.bulk_create(rows))
