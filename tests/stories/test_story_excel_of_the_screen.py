"""小李专员 takes the list on her screen out as Excel: rare characters, long numbers and the columns arrive as they stand there.

That the rows and their order are those of the screen, masked as there, is asked in tests/web/test_export.py.
"""

from io import BytesIO
from typing import Any
from urllib.parse import unquote

from openpyxl import load_workbook

from tests.stories.office import take_down
from tests.web.desk_cast import Office

NOW = "2026-11-25 09:00"
WORDS = "𠮷祥车行〇八店：定损“拖延”、未回电，㛃女士要求补偿①——“不满意”"
COLUMNS = ("编号", "收到时间", "投诉", "投诉人")


def sheet(office: Office, query: str) -> Any:
    answer = office.post("li", NOW, f"/desk/export/?{query}")
    assert answer.status_code == 200
    name = unquote(answer.headers["Content-Disposition"])
    assert ".xlsx" in name
    assert any("\u4e00" <= letter <= "\u9fff" for letter in name), name
    return load_workbook(BytesIO(answer.content))["投诉件"]


def test_every_character_comes_back_and_every_cell_is_a_text(office: Office) -> None:
    ref = take_down(office, "2026-11-23 09:12", facts=WORDS, claim_no="000000000000000000123", name="㛃女士")
    page = sheet(office, "view=open")
    head, row = page.iter_rows(values_only=True)
    assert head[: len(COLUMNS)] == COLUMNS
    told = dict(zip(head, row, strict=True))
    assert told["编号"] == ref
    assert WORDS.startswith(told["投诉"].rstrip("…"))
    assert "𠮷祥车行〇八店" in told["投诉"]
    assert told["收到时间"] == "2026-11-23 09:12"
    assert all(cell.data_type in ("s", "n") and not (cell.data_type == "n" and cell.value is not None) for line in page.iter_rows() for cell in line), "no number that Excel would round, no formula"


def test_the_columns_are_the_same_whatever_is_chosen(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    heads = {query: [cell.value for cell in sheet(office, query)[1]] for query in ("view=open", "view=overdue", "scope=", "scope=ended", "scope=&source=own")}
    assert len({tuple(each) for each in heads.values()}) == 1
    (columns, *_) = heads.values()
    assert len(columns) == len(set(columns)) > len(COLUMNS)
    assert all(isinstance(each, str) and each.strip() for each in columns)
