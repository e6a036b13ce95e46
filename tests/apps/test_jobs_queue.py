"""Nudges through a file, Redis or PostgreSQL: one setting."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from huey import PostgresHuey, RedisHuey, SqliteHuey

from suqing.apps.jobs import queue as queues
from suqing.apps.jobs import registry, work
from suqing.apps.jobs.enqueue import enqueue
from suqing.apps.jobs.models import Job, JobState

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def other_queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    opened: list[Any] = []

    def use(url: str) -> Any:
        monkeypatch.setattr(settings, "QUEUE_URL", url)
        queues.queue.cache_clear()
        opened.append(queues.queue())
        return opened[-1]

    yield use
    for queue in opened:
        queue.storage.close()
    queues.queue.cache_clear()


def test_without_an_address_a_file_beside_the_data(other_queue: Any) -> None:
    found = other_queue("")
    assert isinstance(found, SqliteHuey)
    assert found.storage.filename == str(settings.DATA / "queue.sqlite3")


def test_an_address_of_another_kind_is_refused_with_what_would_do(other_queue: Any) -> None:
    with pytest.raises(Exception, match=r"SUQING_QUEUE_URL：找到 'amqp'，应为 redis"):
        other_queue("amqp://127.0.0.1")


def test_a_message_somebody_else_put_there_is_not_run(other_queue: Any) -> None:
    """Unsigned pickles from a shared queue must not be opened."""
    import pickle

    queue = other_queue("")
    queue.flush()
    queue.storage.enqueue(pickle.dumps(("foreign", "suqing_call")))
    with pytest.raises(ValueError, match="Separator"):
        queue.dequeue()
    queue.flush()


@pytest.mark.redis
@pytest.mark.django_db
def test_a_nudge_travels_through_redis(other_queue: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any) -> None:
    _travels(other_queue(os.environ["SUQING_TEST_REDIS"]), RedisHuey, monkeypatch, django_capture_on_commit_callbacks)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_nudge_travels_through_postgresql(other_queue: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any) -> None:
    url = os.environ.get("SUQING_DATABASE_URL", "").rpartition("/")[0] + "/" + settings.DATABASES["default"]["NAME"]
    _travels(other_queue(url), PostgresHuey, monkeypatch, django_capture_on_commit_callbacks)


def _travels(queue: Any, kind: type, monkeypatch: pytest.MonkeyPatch, committing: Any) -> None:
    assert isinstance(queue, kind)
    queue.flush()
    monkeypatch.setattr(registry, "_handlers", {"tests.nothing": lambda run: None})
    with committing(execute=True):
        job = enqueue("tests.nothing", {}, at=AT)
    message = queue.dequeue()
    assert message.args[1] == [job.pk]
    assert queue.pending_count() == 0
    assert work.run_job(message.args[1][0], at=AT)
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
