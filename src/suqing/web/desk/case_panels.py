"""The right-hand side of the case page: policy and sums, who is involved, which rules apply, papers."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from suqing.apps.complaints.claim_checks import claim_checks
from suqing.apps.complaints.held_papers import LABELS
from suqing.apps.complaints.models.choices import (
    ClaimState,
    DisputeType,
    LineOfBusiness,
    PaperKind,
    PolicyKind,
    Source,
)
from suqing.apps.complaints.record import CaseRecord
from suqing.apps.complaints.record.forwarded import forwarding_check
from suqing.apps.complaints.record.outcome import PaperView
from suqing.apps.complaints.record.untold import tries_of
from suqing.kernel.clock import house
from suqing.web.frame import Desk
from suqing.web.words.moments import day_words, past_words
from suqing.web.words.names import FORWARDED, RULEBOOKS
from suqing.web.words.numbers import money_words


@dataclass(frozen=True, slots=True)
class File:
    name: str
    size: int
    url: str
    note: str
    check: str


def panels(record: CaseRecord, desk: Desk) -> dict[str, Any]:
    case = record.complaint
    return {
        "policy": [
            ("险种", LineOfBusiness(case.line_of_business).label),
            *([("业务种类", PolicyKind(case.policy_kind).label)] if case.policy_kind else []),
            ("纠纷", DisputeType(case.dispute_type).label if case.dispute_type else ""),
            ("保单", record.policy_no),
            ("报案", record.claim_no),
            *([("案件状态", ClaimState(case.claim_state).label)] if case.claim_state else []),
            ("诉求金额", money_words(case.sum_claimed_fen)),
            ("可能损失", money_words(case.possible_loss_fen), "公司的，与诉求金额是两回事" if case.possible_loss_fen is not None else ""),
            *([("实际损失", money_words(case.actual_loss_fen))] if case.actual_loss_fen is not None else []),
            ("行为发生日", f"{case.conduct_day.year}年{case.conduct_day.month}月{case.conduct_day.day}日" if case.conduct_day else ""),
        ],
        "tries": tries_of(record.rows),
        "claim": claim_checks(case, today=house(desk.now).date()),
        "came": _came(record, desk),
        "forwarding": _forwarding(record, desk),
        "involved": [
            ("首问", _name(case.first_contact_owner)),
            ("受理机构", case.unit.short_name),
            ("投诉专员", _name(case.officer)),
            ("责任部门", case.department.short_name if case.department else ""),
            ("承办人", _name(case.handler)),
            ("主管领导", _name(case.leader)),
            ("被投诉", _respondent(record)),
            *([("保单销售", case.sold_by.name, "须回避")] if case.sold_by else []),
            *([("查勘定损", case.surveyed_by.name, "须回避")] if case.surveyed_by else []),
        ],
        "editions": [
            {"name": RULEBOOKS.get(each.rulebook, each.rulebook), "applies": each.applies, "because": each.because, "hash": each.edition_hash[:6], "rulebook": each.rulebook}
            for each in record.editions
        ],
        "paper_kinds": PaperKind.choices,
        "papers": [_file(case.ref, each, desk) for each in record.papers],
    }  # fmt: skip


def _name(person: Any) -> str:
    return person.name if person else ""


def _respondent(record: CaseRecord) -> str:
    case = record.complaint
    parts = [case.respondent_unit.short_name if case.respondent_unit else "", _name(case.respondent_staff), record.respondent]
    return "，".join(dict.fromkeys(part for part in parts if part))


def _came(record: CaseRecord, desk: Desk) -> list[tuple[str, str]]:
    case = record.complaint
    rows = [
        ("方式", record.method),
        ("来源", Source(case.source).label),
        ("收到", day_words(case.received_at, desk.now)),
    ]
    if record.rows.inquiries:
        last = record.rows.inquiries[-1]
        rows.append(("问询", f"{len(record.rows.inquiries)}次，最近{past_words(last.at, desk.now)}"))
    if record.letter:
        letter = record.letter
        rows += [
            ("来函", f"{letter.bureau} {letter.letter_no}".strip()),
            *([("后经转办", Source(case.forwarded_later).label), ("收到来函", day_words(letter.received_at, desk.now))] if case.forwarded_later else []),
            ("监管收到", day_words(letter.regulator_received_at, desk.now)),
            ("转出", day_words(letter.forwarded_at, desk.now)),
            ("要求反馈", day_words(letter.return_by, desk.now)),
        ]
    return rows


def _forwarding(record: CaseRecord, desk: Desk) -> str:
    """The regulator's own seven working days as a line; empty where its letter does not say when it received the complaint."""
    found = forwarding_check(record.complaint, record.letter)
    return f"监管应在{day_words(found.deadline.limit_at, desk.now)}前转送（7个工作日），{FORWARDED[found.late]}" if found else ""


def _file(ref: str, paper: PaperView, desk: Desk) -> File:
    return File(
        name=paper.name,
        size=paper.size,
        url=reverse("desk:paper", args=[ref, paper.id]),
        note=f"{f'{LABELS[paper.kind]} · ' if paper.kind in LABELS else ''}{paper.added_by} {past_words(paper.added_at, desk.now)}",
        check=paper.sha256[:6],
    )
