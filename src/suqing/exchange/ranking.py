"""`ranking.xlsx`: the ranking of each group with every line, values beside benchmarks, and who is not ranked and why."""

from pathlib import Path
from typing import IO

from suqing.casework.assessment.numbers import number
from suqing.casework.assessment.scoring import Assessment, GroupResult
from suqing.exchange.words import flag_names
from suqing.exchange.writing import Cell, Workbook, workbook


def write_ranking(target: Path | IO[bytes], assessment: Assessment) -> None:
    """Points and totals are numbers with two decimals; nobody's name is turned into a formula or a link."""
    with workbook(target) as book:
        for group in assessment.groups:
            if group.cards:
                _ranking(book, group, assessment)
        for group in assessment.groups:
            if group.cards:
                _values(book, group)
        _others(book, assessment)


def _ranking(book: Workbook, group: GroupResult, assessment: Assessment) -> None:
    page = book.sheet(f"{group.group.label}排名")
    sections = assessment.edition.rules("composition")[0].sections
    lines = group.cards[0].lines
    heads = ["名次", "机构代码", "机构名称", "总分", *(section.label for section in sections), *(line.short for line in lines), "靠设定的分", "未抬高的分", "提示"]
    page.head(heads, [6, 10, 28, 8, *(8 for _ in sections), *(9 for _ in lines), 9, 9, 30])
    for card in group.cards:
        cells: list[Cell] = [card.rank, card.code, card.name, number(card.total), *(number(card.sections[section.id]) for section in sections)]
        cells += [number(line.points) for line in card.lines]
        page.row([*cells, number(card.points_on_assumption), number(card.raw_total), flag_names(card.flags)])
    if group.mean is not None and group.median is not None:
        page.row([None, None, "组平均", number(group.mean)])
        page.row([None, None, "中位数", number(group.median)])


def _values(book: Workbook, group: GroupResult) -> None:
    page = book.sheet(f"{group.group.label}数值")
    page.head(("机构代码", "机构名称", "指标", "数值", "单位", "行业水平", "满分", "得分", "条款", "依据", "算式", "取自"), (10, 26, 24, 12, 10, 12, 8, 8, 16, 8, 60, 40))
    for card in group.cards:
        for line in card.lines:
            sources = "；".join(f"{name}：{each.source}" for name, each in line.inputs.items())
            basis = {"quoted": "原文", "derived": "推出", "assumed": "设定"}[line.basis]
            page.row(
                (card.code, card.name, line.label, line.value_words, line.unit, line.benchmark_words, number(line.full), number(line.points), line.clause, basis, line.because, sources[:2000])
            )


def _others(book: Workbook, assessment: Assessment) -> None:
    page = book.sheet("未计分", landscape=False)
    page.head(("机构代码", "机构名称", "缺什么"), (12, 32, 60))
    for each in assessment.incomplete:
        page.row((each.code, each.name, "、".join(each.missing)))
    page = book.sheet("不考评", landscape=False)
    page.head(("机构代码", "机构名称", "条款", "理由"), (12, 32, 16, 60))
    for one in assessment.excluded:
        page.row((one.code, one.name, one.clause, one.because))
    page = book.sheet("归并", landscape=False)
    page.head(("机构代码", "机构名称", "并入", "条款"), (12, 32, 12, 16))
    for unit in assessment.merged:
        page.row((unit.code, unit.name, unit.into, unit.clause))
    page = book.sheet("可重现", landscape=False)
    page.head(("项", "值"), (16, 80))
    page.row(("规则", f"{assessment.edition.name}（{assessment.edition.id}）"))
    page.row(("规则版本", assessment.edition.content_hash))
    page.row(("期间", str(assessment.period)))
    page.row(("数据校验值", assessment.facts_hash))
    page.row(("提示", flag_names(assessment.flags)))
