"""What the worker does for cases."""

import time
from datetime import datetime

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.clocks.actions import recompute_provisional
from suqing.apps.complaints.actions.clockwork import deadlines_of
from suqing.apps.complaints.actions.improving import escalate_improvements
from suqing.apps.complaints.actions.redress import follow_redress
from suqing.apps.complaints.actions.supporting import escalate_supports
from suqing.apps.complaints.actions.urging import escalate_urges
from suqing.apps.complaints.files.archive import build_volume
from suqing.apps.complaints.models import ArchiveVolume, RuleTrial, TrialState
from suqing.apps.complaints.text_index import BATCH, JOB, index_some
from suqing.apps.complaints.trials import JOB as TRY_RULES
from suqing.apps.complaints.trials import run_trial
from suqing.apps.editions.queries import current_calendar
from suqing.apps.jobs.registry import every, handler
from suqing.apps.jobs.work import Run
from suqing.apps.organisations.actors import system_actor
from suqing.apps.organisations.models import Organisation
from suqing.apps.papers.keeping import keep_paper


@handler(TRY_RULES)
def try_rules(run: Run) -> None:
    """Another edition on the register; nothing of a case is written."""
    trial = RuleTrial.objects.select_related("by", "edition").get(pk=int(run.args["trial"]), root_id=run.root_id)
    if trial.state == TrialState.GOING:
        for cases in run_trial(trial, at=run.at):
            run.progress(str(cases))


@handler("archive_volume")
def make_volume(run: Run) -> None:
    """Build the volume's papers once; a volume that has them is left alone (the job may run twice after a crash)."""
    volume = ArchiveVolume.objects.select_related("complaint").get(pk=run.args["volume"])
    if volume.zip_paper_id is not None:
        return
    complaint, actor = volume.complaint, system_actor(volume.root_id)
    built = build_volume(volume, at=run.at)
    with transaction.atomic():
        papers = [
            keep_paper(
                root=volume.root_id,
                subject=("complaint", complaint.id),
                data_key_wrapped=complaint.data_key,
                name=f"{complaint.ref}-第{volume.number}卷.{ending}",
                content=content,
                declared_type=media_type,
                actor=actor,
                at=run.at,
                kind="archive",
            )
            for ending, content, media_type in (("pdf", built.pdf, "application/pdf"), ("zip", built.zip, "application/zip"))
        ]
        volume.pdf_paper_id, volume.zip_paper_id, volume.manifest_hash = papers[0].id, papers[1].id, built.manifest_hash
        volume.save(update_fields=["pdf_paper_id", "zip_paper_id", "manifest_hash"])
        record(
            root_id=volume.root_id,
            subject=("complaint", complaint.id),
            verb="volume_made",
            actor=actor,
            at=run.at,
            clause="claims/6.2.8",
            refs={"volume": volume.number, "manifest": built.manifest_hash},
            records=[volume, *papers],
        )
        run.finish()


@handler(JOB)
def reindex_texts(run: Run) -> None:
    """What an earlier version took down, and what bears an older key, becomes findable; batch by batch, from the start after a crash."""
    done, after, count = 0, 0, BATCH
    while count == BATCH:
        count, after = index_some(after)
        done += count
        run.progress(f"已为{done}件补建文字索引")
        time.sleep(0.02)  # others write too


@every("complaints.urges", seconds=300)
def follow_the_urges(at: datetime) -> int:
    """What was not answered in time goes up; how many."""
    return escalate_urges(at=at)


@every("complaints.supports", seconds=300)
def follow_the_requests(at: datetime) -> int:
    """Requests for guidance or help that nobody answered in time go up; how many."""
    return escalate_supports(at=at)


@every("complaints.improvements", seconds=3600)
def follow_the_improvements(at: datetime) -> int:
    """Suggestions whose day for the answer has passed go to the leading group; how many."""
    return escalate_improvements(at=at)


@every("complaints.redress", seconds=3600)
def follow_what_was_promised(at: datetime) -> int:
    """What was promised and is due or overdue: its owner, handler and officer are told, each time once; how many."""
    return follow_redress(at=at)


@every("complaints.calendar", seconds=600)
def follow_the_calendar(at: datetime) -> int:
    """A newly published year makes provisional deadlines final; how many cases changed."""
    calendar = current_calendar()
    roots = Organisation.objects.filter(parent=None)
    return sum(
        len(recompute_provisional(root_id=root.id, subject_kind="complaint", calendar=calendar, deadlines_of=deadlines_of, at=at))
        for root in roots
    )
