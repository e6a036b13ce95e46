"""试算: the register asked by another edition, for what one person sees of it. Nothing of a case is written."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Count

from suqing.apps.audit.record import record
from suqing.apps.complaints.models import Complaint, RuleTrial, RuleTrialRow, TrialState
from suqing.apps.complaints.queries import Seer, seen_by, seer_of
from suqing.apps.complaints.replaying import WHAT, Difference, Tally, register_of, replay
from suqing.apps.complaints.texts import case_key, read, write
from suqing.apps.editions.access import need_trier
from suqing.apps.editions.actions import store_edition
from suqing.apps.editions.stored import open_stored
from suqing.apps.jobs.enqueue import enqueue
from suqing.apps.jobs.models import Job
from suqing.apps.organisations.access import Standing, standing_of
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.crypto import DESTROYED
from suqing.kernel.errors import NotYours
from suqing.rulebook import Edition

JOB = "complaints.try_rules"
AT_ONCE = 300  # cases that are asked while the page waits
BATCH = 50
KEPT = 5  # trials of one person whose rows stay
PAGE = 50


@dataclass(frozen=True, slots=True)
class TrialPage:
    """`counts`: differences by what; `rows`: a page of them with their case, `more` the number to go on after."""

    counts: dict[str, int]
    cases: int
    rows: tuple[tuple[Complaint, Difference], ...]
    more: int | None


def start_trial(*, standing: Standing, edition: Edition, open_only: bool, actor: Actor, at: datetime) -> RuleTrial:
    """A small register is asked here and now, a large one by a worker."""
    need_trier(standing)
    seer = seer_of(standing, now=at)
    with transaction.atomic():
        _drop_older(standing)
        trial = RuleTrial(
            root_id=standing.root_id, rulebook=edition.id, edition=store_edition(edition, at=at), open_only=open_only, by_id=standing.staff_id, at=at
        )
        trial.save(force_insert=True)
        record(
            root_id=trial.root_id, subject=("trial", trial.id), verb="rules.tried", actor=actor, at=at,
            edition=edition.content_hash, refs={"rulebook": edition.id}, records=[trial],
        )  # fmt: skip
        small = register_of(root_id=trial.root_id, rulebook=edition.id, open_only=open_only, seer=seer)[: AT_ONCE + 1].count() <= AT_ONCE
        if not small:
            enqueue(JOB, {"trial": str(trial.id)}, at=at, root=trial.root_id)
    if small:
        for _ in run_trial(trial, at=at):
            pass
    return trial


def _drop_older(standing: Standing) -> None:
    mine = RuleTrial.objects.filter(root_id=standing.root_id, by_id=standing.staff_id).exclude(state=TrialState.DROPPED)
    older = list(mine.order_by("-at", "-id").values_list("pk", flat=True)[KEPT - 1 :])
    if older:
        RuleTrialRow.objects.filter(trial_id__in=older).delete()
        RuleTrial.objects.filter(pk__in=older).update(state=TrialState.DROPPED)


def run_trial(trial: RuleTrial, *, at: datetime) -> Iterator[int]:
    """Yields how many differences are written, fifty at a time. Begun again after a crash, it begins from the start."""
    RuleTrialRow.objects.filter(trial=trial).delete()
    seer, tally, number = _seer(trial, at), Tally(), 0
    found = replay(root_id=trial.root_id, edition=open_stored(trial.edition.content_hash), open_only=trial.open_only, seer=seer, tally=tally)
    while some := list(islice(found, BATCH)):
        with transaction.atomic():
            RuleTrialRow.objects.bulk_create(_rows(trial, some, number))
        number += len(some)
        yield tally.cases
        time.sleep(0)  # let others write
    RuleTrial.objects.filter(pk=trial.pk, state=TrialState.GOING).update(state=TrialState.DONE, cases=tally.cases, done_at=at)
    trial.refresh_from_db()


def _rows(trial: RuleTrial, some: Sequence[Difference], number: int) -> list[RuleTrialRow]:
    cases = {each.ref: each for each in Complaint.objects.filter(root_id=trial.root_id, ref__in={each.ref for each in some}).exclude(data_key=DESTROYED)}
    rows = []
    for place, each in enumerate(some, start=number + 1):
        case = cases.get(each.ref)
        if case is None:
            continue
        row = RuleTrialRow(root_id=trial.root_id, trial=trial, number=place, complaint=case, what=each.what)
        told = [each.name, each.clause, each.before, each.after, each.because, each.assumed]
        write(row, case_key(case), words=json.dumps(told, ensure_ascii=False))
        rows.append(row)
    return rows


def _seer(trial: RuleTrial, at: datetime) -> Seer:
    return seer_of(standing_of(trial.by, on=house(at).date()), now=at)


def trial_for(standing: Standing, trial_id: int) -> RuleTrial:
    """One's own. NotYours otherwise."""
    found = RuleTrial.objects.filter(pk=trial_id, root_id=standing.root_id, by_id=standing.staff_id).select_related("edition", "by").defer("edition__canonical").first()
    if found is None:
        raise NotYours
    return found


def trial_page(trial: RuleTrial, seer: Seer, *, what: str = "", after: int = 0) -> TrialPage:
    """What the person sees today, of what they saw then (three statements)."""
    seen = RuleTrialRow.objects.filter(seen_by(seer), trial=trial, root_id=seer.root_id).exclude(complaint__data_key=DESTROYED)
    counts = dict(seen.values_list("what").annotate(n=Count("id")).values_list("what", "n"))
    cases = seen.aggregate(n=Count("complaint_id", distinct=True))["n"]
    rows = seen.filter(number__gt=after, **({"what": what} if what in WHAT else {})).select_related("complaint").order_by("number")
    page = list(rows[: PAGE + 1])
    told = tuple((each.complaint, _difference(each)) for each in page[:PAGE])
    return TrialPage({each: counts.get(each, 0) for each in WHAT}, cases, told, page[PAGE - 1].number if len(page) > PAGE else None)


def _difference(row: RuleTrialRow) -> Difference:
    name, clause, before, after, because, assumed = json.loads(read(row, case_key(row.complaint), "words"))
    return Difference(row.complaint.ref, row.what, name, clause, before, after, because, assumed)


def cases_so_far(trial: RuleTrial) -> int | None:
    """How many cases the worker has asked; None before it begins."""
    job = Job.objects.filter(kind=JOB, args__contains=str(trial.id)).order_by("-id").first()
    return int(job.progress) if job and job.progress.isdigit() else None
