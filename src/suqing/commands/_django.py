"""Commands that need the database call `setup()` first; `guarded` turns what the machine lacks into exit code 3."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from suqing.cli import Environment


def setup() -> None:
    """Django, on the settings of the product (never those that a caller's shell happens to name)."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "suqing.project.settings"
    import django

    try:
        django.setup()
    except PermissionError as error:
        raise Environment(f"不能读写 {error.filename},请检查该文件夹的权限(SUQING_DATA、SUQING_KEYS)。") from error


@contextmanager
def guarded() -> Iterator[None]:
    """Around what a command does with the database: one sentence instead of a traceback."""
    from django.db import OperationalError, ProgrammingError

    try:
        yield
    except ProgrammingError as error:
        raise Environment("数据库结构不是最新或尚未建立,请先运行 suqing upgrade。") from error
    except (OperationalError, sqlite3.OperationalError) as error:
        raise Environment(_database_words(str(error))) from error
    except PermissionError as error:
        raise Environment(f"不能读写 {error.filename},请检查权限。") from error
    except OSError as error:
        if error.errno == 28:
            raise Environment("磁盘已满,请腾出空间后重试;已提交的数据不受影响。") from error
        raise


def _database_words(found: str) -> str:
    if "no such table" in found or "no such column" in found:
        return "数据库结构不是最新或尚未建立,请先运行 suqing upgrade。"
    if "locked" in found:
        return "数据库被其他进程占用,请稍后重试;若一直如此,检查是否有备份或升级正在运行。"
    if "unable to open" in found or "readonly" in found:
        return "打不开数据库文件,请检查 SUQING_DATA 指向的文件夹与权限。"
    if "disk is full" in found:
        return "磁盘已满,请腾出空间后重试。"
    return f"连不上数据库,请检查 SUQING_DATABASE_URL 与数据库服务({found.splitlines()[0][:120] if found else '无应答'})。"
