"""Jobs: taken once, tried again, given up in sight; nothing rests on the queue."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from suqing.apps.jobs import registry, work
from suqing.apps.jobs.enqueue import enqueue
from suqing.apps.jobs.models import Job, JobState

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A registry of this test's own."""
    handlers: dict[str, Any] = {}
    monkeypatch.setattr(registry, "_handlers", handlers)
    return handlers


def test_a_job_runs_once_with_the_arguments_it_was_given(kinds: dict[str, Any]) -> None:
    seen = []
    kinds["papers.render"] = lambda run: seen.append((run.args, run.attempt))
    job = enqueue("papers.render", {"ref": "SQ1", "页": 2}, at=AT)

    assert work.run_job(job.pk, at=AT)
    assert not work.run_job(job.pk, at=AT)

    job.refresh_from_db()
    assert seen == [({"ref": "SQ1", "页": 2}, 1)]
    assert job.args == '{"ref":"SQ1","页":2}'
    assert (job.state, job.holder, job.lease_until) == (JobState.DONE, "", None)
    assert job.finished_at is not None


def test_a_kind_nobody_handles_is_refused_when_it_is_asked_for(kinds: dict[str, Any]) -> None:
    kinds["papers.render"] = lambda run: None
    with pytest.raises(LookupError, match=r"did you mean 'papers.render'"):
        enqueue("papers.rendr", {}, at=AT)
    assert not Job.objects.exists()


def test_a_job_waits_for_its_time(kinds: dict[str, Any]) -> None:
    kinds["clocks.remind"] = lambda run: None
    job = enqueue("clocks.remind", {}, at=AT, run_at=AT + timedelta(hours=2))
    assert not work.run_job(job.pk, at=AT + timedelta(hours=2, seconds=-1))
    assert work.run_due(at=AT + timedelta(hours=2)) == 1


def test_a_failure_is_tried_again_later_and_given_up_after_five(kinds: dict[str, Any]) -> None:
    def break_down(run: work.Run) -> None:
        raise ValueError("模板缺少字段")

    kinds["papers.render"] = break_down
    job = enqueue("papers.render", {}, at=AT)
    waits = []
    for attempt in range(1, work.MAX_ATTEMPTS + 1):
        Job.objects.filter(pk=job.pk).update(run_at=AT)
        assert not work.run_job(job.pk, at=AT)
        job.refresh_from_db()
        assert job.attempts == attempt
        assert job.last_error == "ValueError: 模板缺少字段"
        waits.append(job.run_at > AT)
    assert waits == [True] * 4 + [False]
    assert job.state == JobState.FAILED
    assert job.finished_at is not None
    assert not work.run_job(job.pk, at=AT + timedelta(days=1))


def test_a_job_whose_worker_is_gone_goes_back_to_the_queue(kinds: dict[str, Any]) -> None:
    kinds["papers.render"] = lambda run: None
    job = enqueue("papers.render", {}, at=AT)
    assert work.claim(job.pk, at=AT)

    assert work.requeue_expired(at=AT + work.LEASE) == 0
    assert work.requeue_expired(at=AT + work.LEASE + timedelta(seconds=1)) == 1

    assert work.run_job(job.pk, at=AT + timedelta(minutes=2))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_a_job_that_kills_its_workers_is_not_tried_for_ever(kinds: dict[str, Any]) -> None:
    kinds["papers.render"] = lambda run: None
    job = enqueue("papers.render", {}, at=AT)
    for _ in range(work.MAX_ATTEMPTS):
        Job.objects.filter(pk=job.pk).update(run_at=AT)
        assert work.claim(job.pk, at=AT)
        work.requeue_expired(at=AT + timedelta(hours=1))
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "多次中断" in job.last_error


def test_effects_of_a_worker_that_lost_its_lease_are_rolled_back(kinds: dict[str, Any]) -> None:
    """The slow worker comes back after another has done the work: its own effects must not be kept."""
    job_id = 0

    def slow(run: work.Run) -> None:
        work.requeue_expired(at=AT + timedelta(hours=1))
        assert work.claim(job_id, at=AT + timedelta(hours=1))
        with transaction.atomic():
            Job.objects.create(kind="effect", args="{}", run_at=AT, created_at=AT)
            run.finish()

    kinds["papers.render"] = slow
    job_id = enqueue("papers.render", {}, at=AT).pk
    assert not work.run_job(job_id, at=AT)
    assert not Job.objects.filter(kind="effect").exists()
    assert Job.objects.get(pk=job_id).state == JobState.RUNNING


def test_progress_can_be_read_while_it_runs(kinds: dict[str, Any]) -> None:
    seen = []

    def steps(run: work.Run) -> None:
        run.progress("已读 50 行")
        seen.append(Job.objects.get(pk=run.job_id).progress)

    kinds["register.read"] = steps
    enqueue("register.read", {}, at=AT)
    assert work.run_due(at=AT) == 1
    assert seen == ["已读 50 行"]


def test_one_nudge_leaves_after_commit_and_none_for_what_is_rolled_back(
    kinds: dict[str, Any], django_capture_on_commit_callbacks: Any
) -> None:
    kinds["papers.render"] = lambda run: None
    from suqing.apps.jobs.queue import queue

    queue().flush()
    with django_capture_on_commit_callbacks(execute=True):
        enqueue("papers.render", {}, at=AT)
        enqueue("papers.render", {}, at=AT, run_at=AT + timedelta(days=1))
        assert queue().pending_count() == 0
    assert queue().pending_count() == 1


def test_done_jobs_are_forgotten_after_thirty_days_failed_ones_stay() -> None:
    from suqing.apps.jobs.tasks import forget

    for state in (JobState.DONE, JobState.FAILED):
        Job.objects.create(kind="x", args="{}", run_at=AT, created_at=AT, state=state, finished_at=AT)
    forget(AT + timedelta(days=30))
    assert Job.objects.count() == 2
    forget(AT + timedelta(days=30, seconds=1))
    assert [job.state for job in Job.objects.all()] == [JobState.FAILED]
