"""The empty workbook for `set_up`: heads, widths, and the words each column takes."""

from pathlib import Path

import xlsxwriter

from suqing.apps.organisations.workbook import BUSINESS, KINDS, ROLES, SHEETS

TAKES = {"类型": list(KINDS), "岗位": list(ROLES), "业务": list(BUSINESS), "是否员工": ["是", "否"]}
ROWS = 5000


def write_template(path: Path) -> None:
    """Its sheets with their heads; lists to choose from where a column takes certain words."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#e3eeef"})
        for sheet, columns in SHEETS.items():
            page = book.add_worksheet(sheet)
            page.freeze_panes(1, 0)
            for number, column in enumerate(columns):
                page.write_string(0, number, column, head)
                page.set_column(number, number, 18)
                if column in TAKES:
                    page.data_validation(1, number, ROWS, number, {"validate": "list", "source": TAKES[column]})
