"""An insurer is set up from one workbook: template, all errors at once, nothing half-written, the same twice changes nothing."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from suqing.apps.organisations.models import Organisation, Post, ReportingLine, Staff
from suqing.apps.organisations.queries import small_claim_limit
from suqing.apps.organisations.template import write_template
from suqing.apps.organisations.workbook import Done, set_up
from suqing.kernel.crypto import new_keys
from suqing.kernel.errors import BadInput, BadInputs
from tests.cast import cn

pytestmark = pytest.mark.django_db
NOW = cn("2026-11-24 09:00")
ROWS = {
    "机构": [
        ["P0001", "海宁财产保险股份有限公司", "海宁财险", "总公司", "", "财产险", "2020-01-01"],
        ["P0001-31", "海宁财险上海分公司", "上海分公司", "分公司", "P0001", "", "2020-01-01"],
    ],
    "人员": [["zhao", "赵总", "001", "P0001-31", "", "是"], ["li", "小李专员", "002", "P0001-31", "", ""]],
    "任职": [["zhao", "P0001-31", "主管领导", "副总经理", 100000, "2020-01-01"], ["li", "P0001-31", "投诉专员", "", "20,000.00", "2020-01-01"]],
    "汇报关系": [["li", "zhao", "2020-01-01"]],
    "小额限额": [["P0001", 5000, "2020-01-01"], ["P0001-31", "3,000.00", "2024-01-01"]],
}


def workbook(path: Path, **changed: list[list[object]]) -> Path:
    write_template(path)
    book = openpyxl.load_workbook(path)
    for sheet, rows in {**ROWS, **changed}.items():
        for row in rows:
            book[sheet].append(row)
    book.save(path)
    return path


@pytest.fixture(autouse=True)
def keys(keys_folder: Path) -> None:
    new_keys(keys_folder)


def test_everything_is_there_and_the_same_again_changes_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "机构.xlsx")
    assert set_up(path, password="a-first-password", at=NOW) == Done(2, 2, 2, 1, 2)
    assert set_up(path, password="another-one", at=NOW) == Done(0, 0, 0, 0, 0)
    assert Post.objects.get(staff__username="li").authority_fen == 2_000_000
    assert ReportingLine.objects.get(staff__username="li").superior.name == "赵总"
    assert Staff.objects.get(username="li").check_password("a-first-password")


def test_all_errors_at_once_and_nothing_written(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "机构.xlsx",
        任职=[["nobody", "P0001-31", "主管领导", "", "", "2020-01-01"], ["li", "P0001-31", "主任", "", "", "2020-01-01"], ["zhao", "P0001-31", "主管领导", "", "十万", "2020年"]],
    )
    with pytest.raises(BadInputs) as found:
        set_up(path, password="a-first-password", at=NOW)
    words = str(found.value)
    assert "任职 第2行 用户名：读到“nobody”" in words
    assert "任职 第3行 岗位：读到“主任”" in words
    assert "任职 第4行" in words
    assert not Organisation.objects.exists()
    assert not Staff.objects.exists()


def test_a_wrong_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "not.xlsx"
    path.write_text("no workbook")
    with pytest.raises(BadInput, match="能打开的"):
        set_up(path, password="a-first-password", at=NOW)


def test_limits_may_be_left_out_and_a_new_one_follows_the_one_before(tmp_path: Path) -> None:
    path = workbook(tmp_path / "机构.xlsx")
    book = openpyxl.load_workbook(path)
    del book["小额限额"]
    book.save(path)
    assert set_up(path, password="a-first-password", at=NOW).limits == 0
    set_up(workbook(tmp_path / "二.xlsx"), password="a-first-password", at=NOW)
    later = [*ROWS["小额限额"], ["P0001-31", 1000, "2026-12-01"]]
    assert set_up(workbook(tmp_path / "三.xlsx", 小额限额=later), password="a-first-password", at=NOW).limits == 1
    branch = Organisation.objects.get(code="P0001-31")
    assert [small_claim_limit(branch, on=date(*day)) for day in ((2023, 12, 31), (2024, 1, 1), (2026, 11, 30), (2026, 12, 1))] == [500_000, 300_000, 300_000, 100_000]
    with pytest.raises(BadInputs, match="小额限额 第4行 起始日期"):
        set_up(workbook(tmp_path / "四.xlsx", 小额限额=[*ROWS["小额限额"], ["P0001-31", 900, "2026-11-01"]]), password="a-first-password", at=NOW)
