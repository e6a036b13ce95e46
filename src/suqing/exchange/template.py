"""The empty assessment workbook: heads, lists to choose from, what each column means, and the codes that the rulebook knows."""

from collections.abc import Mapping
from pathlib import Path
from typing import IO

from suqing.casework.assessment.facts import (
    COLUMNS,
    EVENTS,
    MARKS,
)
from suqing.casework.assessment.numbers import plain
from suqing.casework.assessment.subjects import composition_of, types_of
from suqing.exchange.assessment_workbook import HEADS
from suqing.exchange.writing import Workbook, workbook
from suqing.rulebook.edition import Edition

ROWS = 5000  # as far as the lists to choose from reach
FORMATS = {"元": "#,##0.00", "件": "#,##0", "人次": "#,##0", "次": "0", "人": "#,##0", "日期": "yyyy-mm-dd", "": "@"}
FIGURE, NO_ROW = "不知道，缺数的公司不计分；没有的填0", "不知道；没有移送调解的公司可以不写这一行"

# column → unit, what to fill in, what an empty cell means
NOTES: Mapping[str, tuple[str, str, str]] = {
    "机构代码": ("", "各表以它相连，前后一致", "不可以空"),
    "机构名称": ("", "全称或通用的简称", "不可以空"),
    "类别": ("", "从列表选：{sectors}", "不可以空"),
    "机构类型": ("", "从列表选", "不可以空"),
    "归并至": ("", "并入哪一家考评，填它的机构代码；{roll_up}须填", "自己考评"),
    "开业日期": ("日期", "开业未满规定的会计年度的不考评", "不知道，考评的机构不计分"),
    "期间": ("", "考评期间，例如 2018H1（上半年）、2018（全年）；业务量、投诉量、调解另写上年同期的行，例如 2017H1", "不可以空"),
    "车险保费收入": ("", "财产险填写", FIGURE), "非车险保费收入": ("", "财产险填写", FIGURE), "非车险保单件数": ("", "财产险填写，本期签单中非车险的件数", FIGURE),
    "保费收入": ("", "人身险填写", "财产险可以空，等于车险加非车险；人身险空着是不知道"),
    "上期期末有效保单件数": ("", "人身险填写，本期开始前一日的有效保单", FIGURE), "本期新增承保保单件数": ("", "人身险填写", FIGURE),
    "上期期末有效承保人次": ("", "人身险填写，本期开始前一日的有效承保人次", FIGURE), "本期新增承保人次": ("", "人身险填写", FIGURE),
    "车险投诉件数": ("", "财产险填写，含转办前撤诉的", FIGURE), "非车险投诉件数": ("", "财产险填写，含转办前撤诉的", FIGURE),
    "投诉件数": ("", "人身险填写，含转办前撤诉的", "财产险可以空，等于车险加非车险；人身险空着是不知道"),
    "转办前撤诉件数": ("", "监管机构转办以前撤回的", FIGURE), "转办件数": ("", "监管机构转办的", FIGURE),
    "按时处理并反馈件数": ("", "转办件里按时办结并反馈的", FIGURE), "超期件数": ("", "转办件里超过期限的；转办＝按时＋超期＋未到期。可以没有这一列", "转办件都已到期"),
    "需调解件数": ("", "移送调解组织的", NO_ROW), "调解成功件数": ("", "其中调解成功的", NO_ROW),
    "指标": ("", "从列表选", "不可以空"),
    "项目": ("", "“项目编号”表里的编号；每家考评的机构每一项都写一行", "不可以空"),
    "评定": ("", "从列表选：{levels}", "不可以空"),
    "依据": ("", "文件名称、文号，或缺什么", "没有说明"),
    "发生日期": ("日期", "在考评期间之内", "不可以空"),
    "情形": ("", "“情形编号”表里的编号", "不可以空"),
    "次数": ("次", "同一情形一共几次", "1次"),
    "人数": ("人", "来访或参与的人数", "没有记录人数"),
    "说明": ("", "发生了什么、依据什么；不写消费者姓名", "没有说明"),
    "提出人": ("", "提出扣分的人", "没有记录"),
    "复核人": ("", "提出人以外的另一人", "还没有复核，发布前补上"),
    "来源": ("", "从哪里得知。可以没有这一列", "没有记录"),
}  # fmt: skip


def write_template(target: Path | IO[bytes], edition: Edition) -> None:
    """Six sheets to fill in, and three that explain them (the reader passes those over)."""
    with workbook(target) as book:
        _explained(book, edition)
        formats = {unit: book.column_format(form) for unit, form in FORMATS.items()}
        for sheet, columns in HEADS.items():
            page, lists = book.sheet(sheet), choices(edition, sheet)
            page.head(columns, [width_of(column) for column in columns])
            for number, column in enumerate(columns):
                page.page.set_column(number, number, width_of(column), formats[unit_of(column)])
                if column in lists:
                    page.page.data_validation(
                        1, number, ROWS, number,
                        {"validate": "list", "source": lists[column], "error_title": column, "error_message": f"从列表选：{'、'.join(lists[column])}"[:255]},
                    )  # fmt: skip
        write_codes(book, edition)


def choices(edition: Edition, sheet: str) -> dict[str, list[str]]:
    """Column of the sheet → the words it takes."""
    checklists = edition.rules("checklist")
    rules = checklists if sheet == MARKS else edition.rules("deduction") if sheet == EVENTS else ()
    found = {
        "类别": dict.fromkeys(sector for group in composition_of(edition).groups for sector in group.sectors),
        "机构类型": types_of(edition),
        "评定": dict.fromkeys(level.word for rule in checklists for level in rule.levels),
        "指标": dict.fromkeys(rule.word for rule in rules),
    }
    return {column: list(words) for column, words in found.items() if column in HEADS[sheet]}


def unit_of(column: str) -> str:
    return next((unit for _, own, unit in COLUMNS.values() if own == column), NOTES[column][0])


def width_of(column: str) -> float:
    return 30 if column in ("机构名称", "说明", "依据") else max(10, len(column) * 2 + 2)


def _explained(book: Workbook, edition: Edition) -> None:
    page = book.sheet("说明", landscape=False)
    page.head(("工作表", "列", "单位", "填什么", "空着表示"), (12, 22, 8, 54, 34))
    words = {column: "、".join(listed) for sheet in HEADS for column, listed in choices(edition, sheet).items()}
    merged = "、".join(label for label, row in types_of(edition).items() if row["treatment"] == "roll_up")
    for sheet, columns in HEADS.items():
        for column in columns:
            _, told, empty = NOTES[column]
            page.row((sheet, column, unit_of(column), told.format(sectors=words["类别"], levels=words["评定"], roll_up=merged), empty))
    page.row(("规则", edition.name, "", f"版本 {edition.content_hash[:12]}", ""))


def write_codes(book: Workbook, edition: Edition) -> None:
    """项目编号 and 情形编号, out of the rulebook."""
    page = book.sheet("项目编号", landscape=False)
    page.head(("指标", "项目", "名称", "满分"), (12, 24, 36, 8))
    for rule in edition.rules("checklist"):
        for item in rule.items:
            page.row((rule.word, item.id, item.label, float(item.points.value)))
    page = book.sheet("情形编号", landscape=False)
    page.head(("指标", "情形", "名称", "每次扣分", "限制", "指标上限"), (12, 30, 44, 10, 24, 10))
    for rule in edition.rules("deduction"):
        for each in rule.situations:
            bounds = [f"一行最多{plain(each.most_per_event)}分" if each.most_per_event else "", f"一期最多{plain(each.most)}分" if each.most else ""]
            if each.persons_from or each.persons_to:
                bounds.append(f"{each.persons_from or 1}至{each.persons_to}人" if each.persons_to else f"{each.persons_from}人及以上")
            page.row((rule.word, each.id, each.label, float(each.points.value), "，".join(part for part in bounds if part), float(rule.cap[-1].value)))
