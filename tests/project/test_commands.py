"""The command line: one clear sentence, an honest exit code, and nothing imported that is not needed."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import command_environment

Command = Callable[..., subprocess.CompletedProcess[str]]


def test_unknown_command_names_the_nearest(suqing: Command) -> None:
    ended = suqing("upgrad")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "没有命令 upgrad。是否要用 upgrade?\n"


def test_unknown_option_is_a_usage_error(suqing: Command) -> None:
    ended = suqing("worker", "--thread", "2", "--nonsense")
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "没有选项" in ended.stderr


def test_a_missing_database_is_the_environments_fault(suqing: Command) -> None:
    ended = suqing("createuser", "li", "--name", "小李", "--organisation", "HQ", "--password", "x")
    assert ended.returncode == 3
    assert "suqing upgrade" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_that_is_away_is_told_in_one_sentence(suqing: Command) -> None:
    ended = suqing("upgrade", SUQING_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert ended.returncode == 3
    assert ended.stderr.startswith("连不上数据库")
    assert ended.stderr.count("\n") == 1


def test_a_second_upgrade_finds_nothing_to_do(installation: Path, suqing: Command) -> None:
    ended = suqing("upgrade")
    assert ended.returncode == 0, ended.stderr
    assert "已更新数据库结构" not in ended.stdout
    assert "已收集静态文件" not in ended.stdout
    assert ended.stdout.endswith("数据已是最新\n")
    assert not (installation / "data" / "before-upgrade").exists()


def test_an_upgrade_that_changes_the_database_copies_it_first(installation: Path, suqing: Command) -> None:
    with sqlite3.connect(installation / "data" / "suqing.sqlite3") as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        database.execute("DROP TABLE django_session")
    ended = suqing("upgrade")
    assert ended.returncode == 0, ended.stderr
    assert "已备份到" in ended.stdout
    (copy,) = (installation / "data" / "before-upgrade").glob("*.sqlite3")
    with sqlite3.connect(copy) as database:
        assert database.execute("SELECT count(*) FROM django_migrations WHERE app = 'sessions'").fetchone() == (0,)
        assert database.execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_a_user_is_made_for_a_top_organisation_that_exists(installation: Path, suqing: Command) -> None:
    ended = suqing("createuser", "li", "--name", "小李专员", "--organisation", "HQ", "--password", "correct horse")
    assert (ended.returncode, ended.stderr) == (2, "没有机构代码为 HQ 的顶层机构，请核对代码。\n")


def test_a_command_that_needs_no_database_imports_no_django(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['suqing', 'version']\n"
        "from suqing.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        "heavy = {'django', 'pydantic', 'ruamel', 'rich'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=command_environment(tmp_path))
    assert ended.returncode == 0, ended.stderr
