"""`ranking.xlsx`: the ranking of each group with every line, the values beside the industry's, where each figure came from, and who is not ranked and why."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from suqing.casework.assessment.lines import Scored
from suqing.casework.assessment.numbers import words
from suqing.casework.assessment.scoring import Assessment, GroupResult
from suqing.casework.assessment.subjects import composition_of
from suqing.exchange.scorecards import number, summary, value_number
from suqing.exchange.words import BASES, flag_names
from suqing.exchange.writing import Cell, Sheet, Workbook, workbook

MOST = 32_000  # characters in a cell; Excel takes 32,767 and XlsxWriter leaves out what is longer
ORIGINS = {"quoted": "原文", "derived": "推出", "assumed": "设定"}


def write_ranking(target: Path | IO[bytes], assessment: Assessment) -> None:
    """Points and totals are numbers equal to two decimals; nobody's name is turned into a formula or a link."""
    groups = [group for group in assessment.groups if group.cards]
    with workbook(target) as book:
        for group in groups:
            _ranking(book, group, assessment)
        for group in groups:
            _lines(book, group, assessment)
        for group in groups:
            _values(book, group, assessment)
        for group in groups:
            _sources(book, group, assessment)
        _others(book, assessment)
        _reproducible(book, assessment)


def _sheet(book: Workbook, name: str, assessment: Assessment, heads: Iterable[tuple[str, float]], *, fixed: int = 0) -> Sheet:
    """With a head on each printed page; the first `fixed` columns stay where they are."""
    page = book.sheet(name)
    columns = list(heads)
    page.head([head for head, _ in columns], [width for _, width in columns])
    page.page.freeze_panes(1, fixed)
    page.page.repeat_rows(0)
    page.page.set_header(f"&L{_printed(assessment.edition.short_name)} {assessment.period.words}&R{_printed(name)}")
    page.page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    return page


def _printed(text: str) -> str:
    return text.replace("&", "&&")


def _text(text: str) -> str:
    return text if len(text) <= MOST else f"{text[:MOST]}…（余下略）"


def _ranking(book: Workbook, group: GroupResult, assessment: Assessment) -> None:
    sections, lines = composition_of(assessment.edition).sections, group.cards[0].lines
    heads = [("名次", 6.0), ("机构代码", 10.0), ("机构名称", 28.0), ("总分", 8.0), ("各行合计", 9.0)]
    heads += [(f"{section.label}小计", 9.0) for section in sections] + [(f"{line.label}\n{_full(line)}", 11.0) for line in lines]
    page = _sheet(book, f"{group.group.label}排名", assessment, [*heads, ("其中靠设定", 9.0), ("提示", 30.0)], fixed=3)
    page.page.set_row(0, 62)
    for card in group.cards:
        cells: list[Cell] = [card.rank, card.code, _text(card.name), number(card.total), number(card.raw_total)]
        cells += [number(card.sections[section.id]) for section in sections]
        cells += [number(line.points) for line in card.lines]
        page.row([*cells, number(card.points_on_assumption), flag_names((*card.flags, *assessment.flags))])


def _full(line: Scored) -> str:
    return f"扣≤{words(line.full, 0)}" if line.deducts else f"满分{words(line.full, 0)}"


def _lines(book: Workbook, group: GroupResult, assessment: Assessment) -> None:
    """Mean and median of the totals; of each line the mean, and how many with full and with no points."""
    heads = (("指标", 30.0), ("满分", 10.0), ("平均得分", 10.0), ("满分家数", 10.0), ("零分家数", 10.0), ("说明", 44.0))
    page = _sheet(book, f"{group.group.label}概况", assessment, heads)
    told = summary(group)
    for each, line in zip(told["lines"], group.cards[0].lines, strict=True):
        note = "满分为没有扣分" if line.deducts else ""
        page.row((line.label, _full(line), each["mean"], each["full"], None if line.deducts else each["zero"], note))
    page.row(("总分平均", None, told["mean"], None, None, f"{told['count']}家，低于平均{told['below_mean']}家"))
    page.row(("总分中位数", None, told["median"]))


def _values(book: Workbook, group: GroupResult, assessment: Assessment) -> None:
    """A column for each value, the industry's in the first row."""
    lines = group.cards[0].lines
    heads = [("名次", 6.0), ("机构代码", 10.0), ("机构名称", 28.0), *((_with_unit(line), 13.0) for line in lines)]
    page = _sheet(book, f"{group.group.label}数值", assessment, heads, fixed=3)
    page.page.set_row(0, 48)
    page.row([None, None, "行业水平", *(value_number(line.benchmark, line.unit) for line in lines)])
    for card in group.cards:
        page.row([card.rank, card.code, _text(card.name), *(_value(line) for line in card.lines)])


def _with_unit(line: Scored) -> str:
    return f"{line.label}（{'缺项' if line.unit == '项' else line.unit}）"


def _value(line: Scored) -> Cell:
    found = value_number(line.value, line.unit)
    return int(found) if found is not None and line.unit in ("项", "次") else found


def _sources(book: Workbook, group: GroupResult, assessment: Assessment) -> None:
    heads = (("机构代码", 10.0), ("机构名称", 26.0), ("指标", 24.0), ("得分", 8.0), ("条款", 14.0), ("依据", 8.0), ("提示", 12.0), ("算式", 70.0), ("数据与来源", 90.0))
    page = _sheet(book, f"{group.group.label}来源", assessment, heads, fixed=3)
    clauses = assessment.edition.clauses
    for card in group.cards:
        for line in card.lines:
            if line.deducts and not line.inputs:  # nothing was deducted, nothing to trace
                continue
            place = clauses[line.clause].place if line.clause in clauses else line.clause
            basis = ORIGINS.get(line.basis) or BASES.get(line.basis, ("", line.basis))[1]
            page.row((card.code, _text(card.name), line.label, number(line.points), place, basis, flag_names(line.flags), _text(line.because), _text("；".join(_given(line)))))


def _given(line: Scored) -> Iterator[str]:
    """Each figure with the row it was read from; full marks of a checklist in one word."""
    for name, each in line.inputs.items():
        yield f"{name} {each.value}（{each.source}）"
    for part in line.parts:
        if line.deducts and part.because:
            yield part.because.rstrip("。")


def _others(book: Workbook, assessment: Assessment) -> None:
    groups = {each.group.id: each.group.label for each in assessment.groups}
    page = _sheet(book, "未计分", assessment, (("机构代码", 12.0), ("机构名称", 34.0), ("组别", 10.0), ("缺什么", 80.0)))
    for each in assessment.incomplete:
        page.row((each.code, _text(each.name), groups.get(each.group, each.group), _text("、".join(each.missing))))
    clauses = assessment.edition.clauses
    page = _sheet(book, "不考评", assessment, (("机构代码", 12.0), ("机构名称", 34.0), ("条款", 16.0), ("理由", 80.0)))
    for one in assessment.excluded:
        page.row((one.code, _text(one.name), clauses[one.clause].place if one.clause in clauses else one.clause, one.because))
    named = {card.code: card.name for card in assessment.cards()} | {each.code: each.name for each in assessment.incomplete}
    page = _sheet(book, "归并", assessment, (("机构代码", 12.0), ("机构名称", 34.0), ("并入", 12.0), ("并入机构名称", 34.0), ("条款", 16.0)))
    for unit in assessment.merged:
        page.row((unit.code, _text(unit.name), unit.into, _text(named.get(unit.into, "")), clauses[unit.clause].place if unit.clause in clauses else unit.clause))


def _reproducible(book: Workbook, assessment: Assessment) -> None:
    page = _sheet(book, "可重现", assessment, (("项", 16.0), ("值", 90.0)))
    valid = assessment.edition.valid
    page.row(("规则", f"{assessment.edition.name}（{assessment.edition.id}）"))
    page.row(("规则有效期", f"{valid.from_day or '不限'}至{valid.until_day or '不限'}"))
    page.row(("规则版本", assessment.edition.content_hash))
    page.row(("期间", f"{assessment.period}（{assessment.period.words}）"))
    page.row(("数据校验值", assessment.facts_hash))
    page.row(("提示", flag_names(assessment.flags) or "无"))


__all__ = ["write_ranking"]
