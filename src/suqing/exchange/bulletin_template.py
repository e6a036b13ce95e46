"""The empty bulletin workbook: heads, lists to choose from, and what each column means."""

from collections.abc import Mapping
from pathlib import Path
from typing import IO

from suqing.casework.assessment.facts import BUSINESS, DIRECTORY
from suqing.casework.bulletin.facts import (
    BUSINESS_FACTS,
    DETAIL,
    POLICIES,
    RESTATED,
    RESTATED_YEAR,
    SECTORS,
)
from suqing.exchange.bulletin_workbook import HEADS, MOST_COUNT, MOST_MONEY
from suqing.exchange.writing import Sheet, workbook

ROWS = 20_000
TYPES = ("省级分公司", "省级营业部", "法人机构", "电销中心", "航保中心", "资产管理", "再保险", "政策性", "自保", "其他")
MONEY_COLUMNS = {"车险保费收入", "非车险保费收入", "保费收入"}
NOTES: Mapping[tuple[str, str], str] = {
    (DIRECTORY, "机构代码"): "各表以它相连，文字或数字都可以，前后一致即可",
    (DIRECTORY, "机构名称"): "照通报上要写的简称",
    (DIRECTORY, "类别"): "财产险或人身险",
    (DIRECTORY, "机构类型"): "可以空着，通报不用",
    (DIRECTORY, "归并至"): "件数和业务量并入哪一家，填它的机构代码；没有就空着",
    (DIRECTORY, "开业日期"): "可以空着，通报不用",
    (BUSINESS, "期间"): "2022Q1；通报只用本期的行",
    (BUSINESS, "车险保费收入"): "元；财产险填，与非车险之和即保费收入",
    (BUSINESS, "非车险保费收入"): "元；财产险填",
    (BUSINESS, "保费收入"): "元；人身险填，财产险不分车险和非车险时填",
    (BUSINESS, BUSINESS_FACTS[POLICIES]): "财产险全部险种的保单件数；没有这一列就不给出万张保单投诉量（非车险保单件数只是一部分，不能代替）",
    (DETAIL, "期间"): "2022Q1；上一期（2021Q4）和上年同期（2021Q1）的行放在同一张表",
    (DETAIL, "纠纷类型"): "例如 理赔纠纷、销售纠纷、退保纠纷；同一类用同一个词",
    (DETAIL, "险种"): "例如 机动车辆保险、保证保险、普通人寿保险",
    (DETAIL, "投诉件数"): "本期间这一机构、纠纷类型和险种的件数",
    (DETAIL, RESTATED): "可以没有这一列；只填在本期的行上，上一期同一机构、纠纷类型和险种的件数按现在口径重述的数",
    (DETAIL, RESTATED_YEAR): "可以没有这一列；同上，重述的是上年同期的数",
}
COUNTED = "整数；空着表示不知道，没有就填0"


def write_bulletin_template(target: Path | IO[bytes]) -> None:
    """Three sheets to fill in, and one that explains them (the reader passes it over)."""
    with workbook(target) as book:
        page = book.sheet("说明", landscape=False)
        page.head(("工作表", "列", "说明"), (16, 26, 70))
        for sheet, columns in HEADS.items():
            for column in columns:
                page.row((sheet, column, NOTES.get((sheet, column)) or NOTES.get((DIRECTORY, column)) or COUNTED))
        for sheet, columns in HEADS.items():
            page = book.sheet(sheet)
            page.head(columns, [width(column) for column in columns])
            for number, column in enumerate(columns):
                _validate(page, number, column)


def _validate(page: Sheet, number: int, column: str) -> None:
    lists = {"类别": list(SECTORS), "机构类型": list(TYPES)}
    if column in lists:
        rule: dict[str, object] = {"validate": "list", "source": lists[column]}
    elif column in MONEY_COLUMNS:
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": MOST_MONEY, "error_title": "金额", "error_message": "填数字，单位元。"}
    elif column in HEADS[DIRECTORY] or column in ("期间", "纠纷类型", "险种"):
        return
    else:
        rule = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": MOST_COUNT, "error_title": "件数", "error_message": "填不小于0的整数。"}
    page.page.data_validation(1, number, ROWS, number, rule)


def width(column: str) -> float:
    return 30 if column == "机构名称" else max(12, len(column) * 2 + 2)
