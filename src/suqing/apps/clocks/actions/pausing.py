"""Time that the law leaves out of its own limits. The companies' rules know no pause: their clocks run on."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from suqing.apps.clocks.actions.recomputing import Change, recompute_clocks
from suqing.apps.clocks.ladder import next_wake
from suqing.apps.clocks.models import Clock, ClockState, Pause
from suqing.apps.clocks.planning import timing_of
from suqing.apps.clocks.subjects import Subject, about
from suqing.apps.editions.stored import open_stored, open_stored_calendar
from suqing.apps.organisations.actors import Actor
from suqing.casework.deadlines import Deadline
from suqing.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Ground:
    """`needs` says in words what must be on file before the pause."""

    clause: str
    words: str
    needs: str


@dataclass(frozen=True, slots=True)
class Document:
    """What commissions an appraisal, or what ends it: number, day, and the paper on file. `institution`: who appraises."""

    number: str = ""
    on: date | None = None
    institution: str = ""
    paper_id: int | None = None


GROUNDS = {
    "appraisal": Ground("cbirc2020/18.2", "外部鉴定、检测、评估", "告知投诉人的记录"),
    "mediation": Ground("cbirc2020/23", "调解", "双方同意调解的记录"),
}


def pause_clocks(
    *, subject: Subject, kinds: Collection[str], ground: str, reason: str, proof_at: datetime | None, actor: Actor, at: datetime,
    document: Document | None = None,
) -> list[Clock]:  # fmt: skip
    """The clocks of the law stand still from `at`. Refused, with the clause, for every rule that knows no pause.

    `ground` is appraisal or mediation; `proof_at`: when the complainant was told (appraisal), when both sides agreed (mediation).
    """
    known = GROUNDS.get(ground)
    if known is None:
        raise Refused("能暂停的只有两种：外部鉴定、检测、评估，和调解。请改选。", clause="cbirc2020/18.2")
    if not reason.strip():
        raise Refused(f"还缺1项：暂停的原因。写明{known.words}的机构和文件。", clause=known.clause)
    if proof_at is None:
        raise Refused(f"还不能暂停：没有{known.needs}。先登记，再暂停。", clause=known.clause)
    paper = document or Document()
    clocks = list(
        Clock.objects.select_for_update()
        .filter(about(subject), kind__in=kinds, state=ClockState.RUNNING)
        .order_by("limit_at", "id")
    )
    if not clocks:
        raise Refused("没有正在走的时限可以暂停。", clause=known.clause)
    for clock in clocks:
        _refuse_unless_pausable(clock, at)
    Clock.objects.filter(id__in=[clock.id for clock in clocks]).update(
        state=ClockState.PAUSED, wake_at=None, version=F("version") + 1
    )
    Pause.objects.bulk_create(
        Pause(
            root_id=clock.root_id,
            clock=clock,
            ground=ground,
            clause=known.clause,
            reason=reason.strip(),
            institution=paper.institution,
            document_no=paper.number,
            document_on=paper.on,
            paper_id=paper.paper_id,
            from_at=at,
            proof_at=proof_at,
            by_id=actor.staff_id,
        )
        for clock in clocks
    )
    for clock in clocks:
        clock.state, clock.wake_at = ClockState.PAUSED, None
        clock.version += 1
    return clocks


def _refuse_unless_pausable(clock: Clock, at: datetime) -> None:
    edition = open_stored(clock.edition_hash)
    rules = [rule for rule in edition.rules("deadline") if rule.clock == clock.kind]
    if not any(rule.pausable for rule in rules):
        raise Refused(
            f"{edition.short_name}的时限不能暂停：规则没有规定暂停。能暂停的只有法定办理期限。", clause=clock.clause
        )
    if at > clock.limit_at:
        raise Refused("时限已过，不能再暂停。先办结，并说明超期原因。", clause=clock.clause)


def resume_clocks(
    *,
    subject: Subject,
    deadlines: Iterable[Deadline],
    edition_hashes: Mapping[str, str],
    calendar_hash: str,
    at: datetime,
    ended_by: Document | None = None,
) -> Change:
    """The paused clocks run on, to the later limits that `deadlines` give.

    `deadlines` are computed with `pauses_of(subject, resumed_at=at)` among the facts; each old clock is superseded by the
    one with the later limit. Otherwise as `recompute_clocks`.
    """
    clocks = list(
        Clock.objects.select_for_update().filter(about(subject), state=ClockState.PAUSED).order_by("limit_at", "id")
    )
    if not clocks:
        raise Refused("没有暂停中的时限。", clause=GROUNDS["appraisal"].clause)
    end = ended_by or Document()
    Pause.objects.filter(clock__in=clocks, until_at=None).update(until_at=at, ended_no=end.number, ended_on=end.on, ended_paper_id=end.paper_id)
    for clock in clocks:
        calendar = open_stored_calendar(clock.calendar_hash)
        clock.state, clock.version = ClockState.RUNNING, clock.version + 1
        clock.wake_at = next_wake(timing_of(clock), calendar, steps_taken=clock.escalation_step)
    Clock.objects.bulk_update(clocks, ["state", "wake_at", "version"])
    return recompute_clocks(
        subject=subject, deadlines=deadlines, edition_hashes=edition_hashes, calendar_hash=calendar_hash, at=at
    )
