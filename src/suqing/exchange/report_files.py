"""The figures of one report as a workbook for the regulator, and the yearly account for the public as a Word document (2020 measures Art. 26, 36)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from suqing.casework.reporting import TABLES, Body, Difference, Disclosed
from suqing.exchange.official import TO_WRITE, Official
from suqing.exchange.writing import workbook


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the figures: (label, words)."""

    lines: Sequence[tuple[str, str]]


def write_report(target: Path | IO[bytes], body: Body, head: Head, changes: Iterable[Difference]) -> None:
    """One sheet with who signed what, one for each table, one with the differences where something was reported before."""
    with workbook(target) as book:
        cover = book.sheet("报送说明", landscape=False)
        cover.head(("项目", "内容"), (20, 70))
        for each in head.lines:
            cover.row(each)
        for name, words in TABLES.items():
            page = book.sheet(words, landscape=False)
            page.head(("项目", "代码", "件", "事项"), (30, 18, 10, 10))
            for row in body["tables"][name]:
                page.row((row["words"], row["code"], row["items"], row["matters"]))
        differing = list(changes)
        if differing:
            page = book.sheet("与上次报送的不同", landscape=False)
            page.head(("表", "项目", "上次", "这次", "差"), (20, 30, 10, 10, 10))
            for change in differing:
                page.row((change.table, change.words, change.before, change.after, (change.after or 0) - (change.before or 0)))


def write_disclosure(target: Path | IO[bytes], insurer: str, year: str, parts: Mapping[str, Sequence[Disclosed]], as_of: str) -> None:
    """A section for the annual report; what a person must still write is marked."""
    paper = Official(f"{insurer}{year}消费投诉情况")
    paper.title(f"{year}消费投诉情况")
    total = next(iter(parts.values()))[0]
    paper.plain(f"{insurer}{year}共收到消费投诉{total.count}，按收到的日期统计，截至{as_of}。")
    for number, (words, rows) in enumerate(list(parts.items())[1:], start=1):
        paper.heading(f"{'一二三四五六七八九'[number - 1]}、{words}")
        paper.table(("项目", "件数", "占比"), [(each.words, each.count, each.share or "—") for each in rows], (70, 40, 36))
    paper.plain(f"{TO_WRITE}投诉的主要原因、采取的改进措施和效果。")
    paper.plain("注：件数较少的项目写“少于N件”，为免由合计推出，另有项目不列件数；占比四舍五入，相加可能不等于100%。")
    paper.save(target)


def head_of(**lines: Any) -> Head:
    return Head([(label, str(words)) for label, words in lines.items() if words])
