"""`suqing export` in a process of its own: the file opened again holds the rows of the list, with its columns and in its order."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from suqing.web.lists.taking_out import HEAD
from tests.conftest import command_environment

Command = Callable[..., subprocess.CompletedProcess[str]]
THREE = """
from suqing.commands._django import setup; setup()
from datetime import UTC, datetime
from suqing.apps.complaints import actions
from suqing.apps.complaints.intake import Intake
from suqing.apps.organisations.actors import actor_of
from suqing.apps.organisations.models import Organisation, Staff
li, unit = Staff.objects.get(username="li"), Organisation.objects.get(code="P0101-31")
for day, source in ((19, "own"), (20, "platform"), (23, "own")):
    told = Intake(method="telephone", received_at=datetime(2026, 11, day, 1, tzinfo=UTC), unit_id=unit.id, name="文浩坚", phone="13800006621", source=source, facts="迟迟不定损。", demands="尽快定损。")
    actions.register_complaint(intake=told, actor=actor_of(li), at=datetime(2026, 11, 23, 2, tzinfo=UTC))
"""
LIST = """
from suqing.commands._django import setup; setup()
from suqing.apps.complaints.queries import Filters, page_of, seer_of
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.models import Staff
from suqing.kernel.clock import house, now
seer = seer_of(standing_of(Staff.objects.get(username="li"), on=house(now()).date()), now=now())
print(*[each.ref for each in page_of(seer, view="open", filters=Filters(), now=now())[0]])
"""


def played(folder: Path, words: str) -> str:
    return subprocess.run([sys.executable, "-c", words], env=command_environment(folder), check=True, capture_output=True, text=True).stdout


def refs(path: Path) -> list[str]:
    return [str(row[0]) for row in load_workbook(path)["投诉件"].iter_rows(min_row=2, values_only=True)]


def test_the_file_is_the_list(peopled: Path, suqing: Command) -> None:
    played(peopled, THREE)
    told = suqing("export", str(peopled / "在办.xlsx"), "--by", "li")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("已导出全部在办3件")
    book = load_workbook(peopled / "在办.xlsx")
    assert next(book["投诉件"].iter_rows(values_only=True)) == HEAD
    assert refs(peopled / "在办.xlsx") == played(peopled, LIST).split()
    assert len(refs(peopled / "在办.xlsx")) == 3
    assert "文浩坚" not in str(list(book["投诉件"].iter_rows(values_only=True)))
    for name, words, count in (
        ("平台", ("--source", "platform"), 1), ("几天", ("--scope", "all", "--since", "2026-11-20", "--until", "2026-11-23"), 2), ("找", ("--search", "文浩坚", "--source", "own"), 2),
        ("部门", ("--unit", "P0101-31", "--scope", "open"), 3), ("办", ("--handler", "sun"), 0),
    ):  # fmt: skip
        path = peopled / f"{name}.xlsx"
        told = suqing("export", str(path), "--by", "li", *words)
        assert (told.returncode, len(refs(path))) == (0, count), told.stderr
    assert suqing("export", str(peopled / "外.xlsx"), "--by", "outsider").returncode == 0
    assert refs(peopled / "外.xlsx") == []
    assert suqing("audit", "verify").returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("a.xlsx",), "--by"), (("a.xlsx", "--by", "nobody"), "没有用户 nobody"), (("a.txt", "--by", "li"), ".xlsx"), (("没有/a.xlsx", "--by", "li"), "没有文件夹"),
        (("a.xlsx", "--by", "li", "--view", "overdu"), "最接近的是 overdue"), (("a.xlsx", "--by", "li", "--source", "moon"), "--source"),
        (("a.xlsx", "--by", "li", "--since", "昨天"), "--since"), (("a.xlsx", "--by", "li", "--unit", "L0201"), "本公司没有 L0201"),
        (("a.xlsx", "--by", "li", "--view", "open", "--scope", "all"), "只能写一个"), (("there.xlsx", "--by", "li"), "还没有的文件"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence_and_no_file(peopled: Path, suqing: Command, words: tuple[str, ...], said: str) -> None:
    (peopled / "there.xlsx").write_bytes(b"x")
    told = suqing("export", *words)
    assert (told.returncode, told.stdout) == (2, "")
    assert said in told.stderr
    assert "Traceback" not in told.stderr
    assert not (peopled / "a.xlsx").exists()
