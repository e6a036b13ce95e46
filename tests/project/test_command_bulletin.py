"""`suqing bulletin` in a process of its own: files, sentences, exit codes; no database and no Django."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import openpyxl
import pytest

from tests.conftest import command_environment

Suqing = Callable[..., CompletedProcess[str]]


@pytest.fixture
def sample(suqing: Suqing, tmp_path: Path) -> Path:
    made = suqing("bulletin", "--sample", "示例.xlsx")
    assert (made.returncode, made.stderr) == (0, "")
    assert "suqing bulletin 示例.xlsx --period 2022Q1 --out 通报" in made.stdout
    return tmp_path / "示例.xlsx"


def change(path: Path, **cells: object) -> None:
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    book.save(path)


def test_the_sample_becomes_a_bulletin_with_findings(sample: Path, suqing: Suqing, tmp_path: Path) -> None:
    done = suqing("bulletin", sample.name, "--period", "2022Q1", "--out", "通报", "--issuer", "某某监管局")
    assert done.returncode == 1
    assert done.stdout == "2022年第一季度：合计26,545件，财产保险公司9,373件，人身保险公司17,172件。结果在 通报：bulletin.json、bulletin.xlsx、bulletin.docx。\n"
    assert all("缺数" in line for line in done.stderr.splitlines())
    assert done.stderr.count("\n") == 5
    assert sorted(each.name for each in (tmp_path / "通报").iterdir()) == ["bulletin.docx", "bulletin.json", "bulletin.xlsx"]
    data = json.loads((tmp_path / "通报" / "bulletin.json").read_text(encoding="utf-8"))
    assert data["shares"] == {"property": 35.31, "life": 64.69}
    assert not (tmp_path / "data").exists()


def test_a_workbook_without_gaps_ends_with_zero(suqing: Suqing, tmp_path: Path) -> None:
    assert suqing("bulletin", "--template", "a.xlsx").returncode == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book["机构名录"].append(["P1", "甲财险", "财产险"])
    book["业务量"].append(["P1", "2022Q1", 1e8, 1e8, None, None, None, None, None, 10000])
    book["投诉明细统计"].append(["P1", "2022Q1", "理赔纠纷", "车险", 6])
    book.save(tmp_path / "a.xlsx")
    done = suqing("bulletin", "a.xlsx", "--period", "2022q1", "--out", "out")
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads((tmp_path / "out" / "bulletin.json").read_text(encoding="utf-8"))
    assert data["medians"]["property"] == {"per_premium": 3.0, "per_policies": 6.0}


def test_every_problem_of_a_workbook_is_a_sentence_and_nothing_is_written(sample: Path, suqing: Suqing, tmp_path: Path) -> None:
    change(sample, **{"投诉明细统计!E2": "八件", "投诉明细统计!A3": "P01", "业务量!E2": -1})
    done = suqing("bulletin", sample.name, "--period", "2022Q1", "--out", "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "业务量 第2行 保费收入：读到“-1”，应为不小于0的金额，单位元。核对正负号。",
        "投诉明细统计 第2行 投诉件数：读到“八件”，应为整数。只填数字，不带单位、逗号和文字。",
        "投诉明细统计 第3行 机构代码：读到“P01”，应为机构名录里的机构代码，最接近的是 P101 其他财产保险公司01（示例）。更正代码，或在机构名录里加上它。",
    ]
    assert not (tmp_path / "out").exists()


def test_many_problems_are_cut_short(sample: Path, suqing: Suqing) -> None:
    change(sample, **{f"投诉明细统计!E{row}": "x" for row in range(2, 252)})
    done = suqing("bulletin", sample.name, "--period", "2022Q1", "--out", "out")
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert len(lines) == 201
    assert lines[-1] == "另有50处，更正以上后再查。"


def test_a_warning_is_told_and_ends_with_one(sample: Path, suqing: Suqing) -> None:
    change(sample, **{"机构名录!B3": "人保财险"})
    done = suqing("bulletin", sample.name, "--period", "2022Q1", "--out", "out")
    assert done.returncode == 1
    assert done.stderr.startswith("提醒 机构名录 第3行 机构名称：读到“人保财险”")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("示例.xlsx", "--period", "2022Q5", "--out", "out"), "--period：读到“2022Q5”，应为期间，例如 2022Q1"),
        (("示例.xlsx", "--period", "0001Q1", "--out", "out"), "应为1980年以后的期间"),
        (("示例.xlsx", "--period", "2024Q1", "--out", "out"), "2024Q1、2023Q4、2023Q1之一"),
        (("示例.xlsx", "--out", "out"), "缺少 --period"),
        (("示例.xlsx", "--period", "2022Q1"), "缺少 --out"),
        ((), "缺少 WORKBOOK.xlsx、--period、--out"),
        (("没有.xlsx", "--period", "2022Q1", "--out", "out"), "找不到文件 没有.xlsx"),
        ((".", "--period", "2022Q1", "--out", "out"), ".：读到“文件夹”，应为一个 .xlsx 文件"),
        (("示例.xlsx", "--period", "2022Q1", "--out", "示例.xlsx"), "应为文件夹"),
        (("示例.xlsx", "--period", "2022Q1", "--out", "out", "--issuer", "某\n局"), "--issuer：应为一行文字"),
        (("示例.xlsx", "--template", "空.xlsx"), "只写工作簿，不与其他参数合用"),
        (("--template", "空.xls"), "应以 .xlsx 结尾"),
        (("--sample", "示例.xlsx"), "示例.xlsx 已经有了"),
        (("示例.xlsx", "--perod", "2022Q1"), "没有选项 --perod，是否要用 --period"),
    ],
)
def test_bad_input_is_told_with_exit_code_two(sample: Path, suqing: Suqing, words: tuple[str, ...], said: str) -> None:
    before = sample.read_bytes()
    done = suqing("bulletin", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "！" not in done.stderr
    assert sample.read_bytes() == before


def test_a_text_file_is_no_workbook(suqing: Suqing, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("机构代码,期间", encoding="utf-8")
    done = suqing("bulletin", "a.xlsx", "--period", "2022Q1", "--out", "out")
    assert (done.returncode, done.stderr) == (2, "a.xlsx：读到“打不开的内容”，应为能打开的 .xlsx 文件。另存为 .xlsx 后重试。\n")


def test_a_place_that_cannot_be_written_is_the_machines_fault(sample: Path, suqing: Suqing, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = suqing("bulletin", sample.name, "--period", "2022Q1", "--out", "file/out")
    assert done.returncode == 3
    assert done.stderr.startswith("写不了 file/out（")
    assert done.stderr.count("\n") == 1


def test_it_imports_no_django(sample: Path, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.argv = ['suqing', 'bulletin', {str(sample)!r}, '--period', '2022Q1', '--out', {str(tmp_path / 'out')!r}]\n"
        "from suqing.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert end.code == 1\n"
        "heavy = {'django', 'pydantic', 'ruamel', 'openpyxl', 'docxtpl'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=command_environment(tmp_path))
    assert ended.returncode == 0, ended.stderr
