"""Bring a data folder to the state this version expects."""

import importlib.util
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from suqing.kernel import clock
from suqing.project.static import collect_if_changed

KEPT_COPIES = 3


def upgrade(*, backup: bool = True) -> Iterator[str]:
    """Yields one line for each step done."""
    Path(settings.DATA).mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = pending()
    if waiting:
        if backup and (copy := _copy_before()):
            yield f"已备份到 {copy}"
        call_command("migrate", interactive=False, verbosity=0)
        yield f"已更新数据库结构（{len(waiting)} 步）"
    if _has_triggers():
        from suqing.apps.audit import triggers

        triggers.remake()
        yield "已重建审计触发器"
    if _texts_to_index():
        yield "以前登记的投诉件由后台补建文字索引，建好之前只能按编号、号码和姓名找到"
    if collect_if_changed():
        yield "已收集静态文件"
    yield "数据已是最新"


def pending() -> list[str]:
    executor = MigrationExecutor(connection)
    return [str(migration) for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def problems() -> list[str]:
    found = ["数据库结构仍不是最新。"] if pending() else []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            if (answer := cursor.fetchone()[0]) != "ok":
                found.append(f"SQLite 检查未通过：{answer}。请从备份恢复，做法见 docs/operations.md。")
    return found


def holds_data() -> bool:
    """Whether a database with tables is there already."""
    return bool(connection.introspection.table_names())


def _has_triggers() -> bool:
    return importlib.util.find_spec("suqing.apps.audit.triggers") is not None


def _texts_to_index() -> bool:
    from suqing.apps.complaints.text_index import fill_in_later

    return fill_in_later(at=clock.now())


def _copy_before() -> Path | None:
    """A consistent copy of an existing SQLite database; PostgreSQL has tools of its own (docs/operations.md)."""
    if connection.vendor != "sqlite" or not holds_data():
        return None
    folder = Path(settings.DATA) / "before-upgrade"
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{clock.house(clock.now()):%Y%m%d-%H%M%S}.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(copy) as target:
        connection.connection.backup(target)
    target.close()
    copy.chmod(0o600)
    for old in sorted(folder.glob("*.sqlite3"))[:-KEPT_COPIES]:
        old.unlink()
    return copy
