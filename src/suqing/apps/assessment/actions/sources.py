"""Uploading what the five sources deliver (S1 五(一)2; S07): one file, one or more sheets, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from suqing.apps.assessment.actions.working import Work, not_locked, open_for_change, touch, working
from suqing.apps.assessment.assembling import assemble
from suqing.apps.assessment.models import AssessedInsurer, Round, SourceFile, SourceKind
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.actors import Actor
from suqing.casework.assessment.checks import check_facts
from suqing.casework.assessment.facts import (
    BUSINESS,
    COMPLAINTS,
    DIRECTORY,
    EVENTS,
    MARKS,
    MEDIATION,
    Facts,
)
from suqing.casework.assessment.periods import parse_period
from suqing.casework.assessment.problems import SheetProblem
from suqing.casework.assessment.problems import at as problem_at
from suqing.casework.assessment.stored import dump
from suqing.exchange.assessment_workbook import in_order, read_sheets
from suqing.exchange.sheets import open_book
from suqing.kernel.errors import BadInput, Refused
from suqing.kernel.swap import swap
from suqing.rulebook.canonical import dumps
from suqing.rulebook.edition import Edition

SHEET = {
    SourceKind.DIRECTORY: DIRECTORY, SourceKind.COMPLAINTS_SYSTEM: COMPLAINTS, SourceKind.STATISTICS: BUSINESS,
    SourceKind.DAILY_RECORD: EVENTS, SourceKind.PUBLICITY: EVENTS, SourceKind.MEDIATION: MEDIATION, SourceKind.QUALITATIVE: MARKS,
}  # fmt: skip
PUBLICITY_INDICATORS = frozenset({"negative_publicity"})
WHOLE = "workbook"


@dataclass(frozen=True)
class Upload:
    """What became of a file: one row for each source that it holds. `taken` when there was no error at all."""

    files: tuple[SourceFile, ...]
    problems: tuple[SheetProblem, ...]

    @property
    def taken(self) -> bool:
        return not any(not each.warning for each in self.problems)


def upload_source(*, rulebook: str, period: str, kind: str, name: str, content: bytes, actor: Actor, at: datetime) -> Upload:
    """`kind` is a SourceKind, or "workbook" for a file that holds several sheets. Errors are kept with the attempt; its facts are not."""
    kinds = list(SHEET) if kind == WHOLE else [SourceKind(kind)]
    book = open_book(content, name)
    with working(actor, at) as work:
        found = open_for_change(work, rulebook, period)
        edition = open_stored(found.edition.content_hash)
        not_locked(found, "上传数据", f"{edition.id}/5.2.1")
        if kind == WHOLE:
            kinds = [each for each in kinds if any(sheet.strip() == SHEET[each] for sheet in book.sheet_names)]
            if not kinds:
                raise BadInput(name, "、".join(book.sheet_names), f"有工作表{'、'.join(dict.fromkeys(SHEET.values()))}中的至少一张", "用模板填写")
        now = assemble(found).facts
        if SourceKind.DIRECTORY not in kinds and not now.insurers:
            raise Refused("先上传机构名录，才能核对其他来源里的机构代码。", clause=f"{edition.id}/2")
        facts, _ = read_sheets(book, edition, tuple(dict.fromkeys(SHEET[each] for each in kinds)))
        parts = {each: _part(facts, each, whole=kind == WHOLE) for each in kinds}
        problems = [*book.problems, *_misplaced(parts), *_across(now, parts, edition, found)]
        ordered = in_order(problems)
        upload = Upload(tuple(_keep(found, each, parts[each], ordered, name, content, work) for each in kinds), ordered)
        registered = _register(parts[SourceKind.DIRECTORY], work) if upload.taken and SourceKind.DIRECTORY in parts else []
        touch(found)
        work.finish(
            ("round", found.id), "source.taken" if upload.taken else "source.refused", [found, *upload.files, *registered], clause=f"{edition.id}/5.1.2",
            edition=edition.content_hash, refs={"kinds": [str(each) for each in kinds], "sha256": sha256(content).hexdigest()},
        )  # fmt: skip
    return upload


def _part(facts: Facts, kind: SourceKind, *, whole: bool) -> Facts:
    """Of what was read, what belongs to one source. In a whole workbook the events are parted by indicator."""
    if kind == SourceKind.DIRECTORY:
        return Facts(insurers=facts.insurers)
    if kind == SourceKind.QUALITATIVE:
        return Facts(marks=facts.marks)
    if kind in (SourceKind.DAILY_RECORD, SourceKind.PUBLICITY):
        publicity = kind == SourceKind.PUBLICITY
        return Facts(events=tuple(each for each in facts.events if not whole or (each.indicator in PUBLICITY_INDICATORS) == publicity))
    return Facts(figures=tuple(each for each in facts.figures if each.place.sheet == SHEET[kind]))


def _misplaced(parts: dict[SourceKind, Facts]) -> Sequence[SheetProblem]:
    """Publicity monitoring delivers publicity alone, the daily record everything else: no event counts twice."""
    return [
        problem_at(each.place, "other_source", "指标", each.indicator, "负面舆情" if kind == SourceKind.PUBLICITY else "负面舆情以外的指标", "放到另一个来源的表里")
        for kind in (SourceKind.DAILY_RECORD, SourceKind.PUBLICITY)
        if kind in parts
        for each in parts[kind].events
        if (each.indicator in PUBLICITY_INDICATORS) != (kind == SourceKind.PUBLICITY)
    ]


def _across(now: Facts, parts: dict[SourceKind, Facts], edition: Edition, found: Round) -> Sequence[SheetProblem]:
    """Checks of the new sheets together with what is there already; problems of other sheets are told on the round's page."""
    new = Facts(
        next((part.insurers for kind, part in parts.items() if kind == SourceKind.DIRECTORY), now.insurers),
        tuple(row for part in parts.values() for row in part.figures),
        tuple(row for part in parts.values() for row in part.marks),
        tuple(row for part in parts.values() for row in part.events),
    )
    sheets = {SHEET[kind] for kind in parts}
    return [each for each in check_facts(new, edition, parse_period(found.period), marks_complete=False) if each.sheet in sheets]


def _keep(found: Round, kind: SourceKind, part: Facts, problems: Sequence[SheetProblem], name: str, content: bytes, work: Work) -> SourceFile:
    own = [each for each in problems if each.sheet == SHEET[kind]] or list(problems if len(problems) and all(not p.row for p in problems) else ())
    taken = not any(not each.warning for each in problems)
    row = SourceFile(
        root_id=found.root_id, round=found, kind=kind, name=name[:200], size=len(content), sha256=sha256(content).hexdigest(),
        rows=len(part.insurers) + len(part.figures) + len(part.marks) + len(part.events), problems=dumps([each.data() for each in own]),
        errors=sum(not each.warning for each in own), warnings=sum(each.warning for each in own), facts=dump(part) if taken else "",
        current=taken, uploaded_by_id=work.actor.staff_id, uploaded_at=work.at,
    )  # fmt: skip
    if taken:
        SourceFile.objects.filter(root_id=found.root_id, round=found, kind=kind, current=True).update(current=False)
    row.save(force_insert=True)
    return row


def _register(facts: Facts, work: Work) -> list[AssessedInsurer]:
    """The office's list of insurers follows the newest directory; the rows written."""
    known = {each.code: each for each in AssessedInsurer.objects.filter(root_id=work.root_id)}
    new, changed = [], []
    for each in facts.insurers:
        given = {"name": each.name, "sector": each.sector, "type": each.type, "rolls_into": each.rolls_into or "", "opened_on": each.opened_on}
        old = known.get(each.code)
        if old is None:
            new.append(AssessedInsurer(root_id=work.root_id, code=each.code, **given))
        elif any(getattr(old, name) != value for name, value in given.items()):
            swap(old, seen_version=old.version, **given)
            changed.append(old)
    AssessedInsurer.objects.bulk_create(new)
    return new + changed


__all__ = ["SHEET", "WHOLE", "Upload", "upload_source"]
