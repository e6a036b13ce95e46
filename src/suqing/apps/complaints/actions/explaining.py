"""Why a limit of ours was missed: a cause from the list and words, for each missed limit (2020 measures Art. 18, 43)."""

from datetime import datetime

from suqing.apps.clocks.models import Clock
from suqing.apps.clocks.queries import missed
from suqing.apps.clocks.subjects import about
from suqing.apps.clocks.words import KIND_WORDS, kind_words
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.law import law_of
from suqing.apps.complaints.models import Complaint, Lateness
from suqing.apps.complaints.models.choices import LatenessCause
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs, Refused

CLAUSE = "cbirc2020/18.1"
TABLE = "lateness_causes"


def explain_lateness(*, ref: str, seen_version: int, actor: Actor, at: datetime, kind: str, cause: str, words: str, limit_at: datetime | None = None) -> Complaint:
    """`kind` and `limit_at` name the missed limit; the moment may be left out where only one of that kind was missed. Said again, it replaces what was said."""
    with changing(ref=ref, action="explain_lateness", actor=actor, at=at, seen_version=seen_version) as change:
        _check(change, kind, cause, words)
        limit = _limit(change, kind, limit_at)
        own = {"complaint": change.complaint, "clock_kind": kind, "limit_at": limit}
        former = list(Lateness.objects.filter(**own, superseded_at=None))
        for each in former:
            each.superseded_at = at
            each.save(update_fields=["superseded_at"])
        row = Lateness(**own, root_id=change.complaint.root_id, cause=cause, by_id=actor.staff_id, at=at)
        write(row, change.key, words=words)
        row.save(force_insert=True)
        return change.finish(verb="lateness_explained", clause=CLAUSE, refs={"kind": kind, "limit": house(limit).isoformat(), "cause": cause}, records=[row, *former])


def causes_of_lateness(complaint: Complaint) -> list[tuple[str, str]]:
    """(code, words) by the law's edition of this case; the whole list where that has none of its own."""
    law = law_of(complaint)
    if law is None or TABLE not in law.tables():
        return [(code, str(words)) for code, words in LatenessCause.choices]
    return [(row.id, row["words"]) for row in law.table(TABLE) if row.id in LatenessCause.values]


def _check(change: Change, kind: str, cause: str, words: str) -> None:
    wrong, known = [], dict(causes_of_lateness(change.complaint))
    if kind not in KIND_WORDS:
        wrong.append(BadInput("哪个时限", kind[:40], "案卷上列出的一种时限", "从列表里选"))
    if cause not in known:
        wrong.append(BadInput("超期原因", cause[:40], "、".join(known.values()) + "之一", "从列表里选"))
    if not cleaned(words):
        wrong.append(BadInput("说明", "", "为什么超期，已经怎样补救", "写一两句"))
    if wrong:
        raise BadInputs(wrong)


def _limit(change: Change, kind: str, limit_at: datetime | None) -> datetime:
    """The missed limit that is meant, to the second."""
    late = sorted(set(Clock.objects.filter(about(change.subject), missed(change.at), kind=kind).values_list("limit_at", flat=True)))
    if not late:
        raise Refused(f"{kind_words(kind)}时限没有超期，不用说明。", clause=CLAUSE)
    if limit_at is None and len(late) == 1:
        return late[0]
    found = [each for each in late if limit_at is not None and each.replace(microsecond=0) == limit_at.replace(microsecond=0)]
    if not found:
        listed = "、".join(f"{house(each):%Y-%m-%d %H:%M:%S}" for each in late)
        raise BadInput("哪个时限", f"{house(limit_at):%Y-%m-%d %H:%M:%S}" if limit_at else "", f"超期的：{listed}", "写明是哪一个")
    return found[0]
