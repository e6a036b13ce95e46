"""`feeds.xlsx`: what goes on from a result (S1 五(三)2–5): supervision class of branches, service evaluation, a reference line for each insurer."""

from pathlib import Path
from typing import IO

from suqing.casework.assessment.numbers import number
from suqing.casework.assessment.scoring import Assessment
from suqing.exchange.words import flag_names
from suqing.exchange.writing import workbook


def write_feeds(target: Path | IO[bytes], assessment: Assessment) -> None:
    """One row an insurer in each sheet. No grade is given: the rule names none (gap no_grades)."""
    with workbook(target) as book:
        page = book.sheet("分类监管")
        page.head(("期间", "机构代码", "机构名称", "组别", "总分", "名次", "组内家数", "未抬高的分", "提示"), (10, 12, 30, 10, 8, 6, 8, 10, 30))
        for group in assessment.groups:
            for card in group.cards:
                page.row((str(assessment.period), card.code, card.name, group.group.label, number(card.total), card.rank, len(group.cards), number(card.raw_total), flag_names(card.flags)))
        page = book.sheet("服务评价")
        page.head(("期间", "机构代码", "机构名称", "指标", "数值", "单位", "得分", "满分"), (10, 12, 30, 26, 12, 10, 8, 8))
        for card in assessment.cards():
            for line in card.lines:
                if not line.deducts and line.unit != "项":
                    page.row((str(assessment.period), card.code, card.name, line.label, line.value_words, line.unit, number(line.points), number(line.full)))
        page = book.sheet("参考说明")
        page.head(("机构代码", "机构名称", "说明"), (12, 30, 100))
        for card in assessment.cards():
            worst = sorted((line for line in card.lines if line.lost), key=lambda line: line.lost, reverse=True)[:3]
            lost = "、".join(f"{line.label}失{number(line.lost):.2f}分" for line in worst) or "没有失分"
            page.row((card.code, card.name, f"总分{number(card.total):.2f}，第{card.rank}名；{lost}；其中{number(card.points_on_assumption):.2f}分依设定得出。"))
