"""The queue of nudges: a SQLite file beside the data, or PostgreSQL or Redis by SUQING_QUEUE_URL."""

from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from django_tasks.base import Task
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.serializer import SignedSerializer

NAME = "suqing"
MESSAGE = "suqing_call"


@cache
def queue() -> Huey:
    """Messages are signed: a queue shared with others must not be able to make a worker run their code."""
    made = _made()
    made.task(name=MESSAGE)(_call)
    return made


def send(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Put a call of the task at `path` on the queue."""
    huey = queue()
    huey.enqueue(huey._registry.string_to_task(f"{__name__}.{MESSAGE}")((path, args, kwargs)))


def _call(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    task: Task[Any, Any] = import_string(path)
    task.call(*args, **kwargs)


def _made() -> Huey:
    common = {"name": NAME, "results": False, "serializer": SignedSerializer(secret=settings.SECRET_KEY)}
    url = settings.QUEUE_URL
    if not url:
        settings.DATA.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(filename=str(settings.DATA / "queue.sqlite3"), timeout=5, **common)
    if url.startswith(("redis://", "rediss://", "unix://")):
        return RedisHuey(url=url, **common)
    if url.startswith(("postgresql://", "postgres://")):
        return PostgresHuey(dsn=url, **common)
    raise ImproperlyConfigured(f"SUQING_QUEUE_URL：找到 {url.split('://')[0]!r}，应为 redis://… 或 postgresql://…，留空则用数据文件夹内的文件。")
