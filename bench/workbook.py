"""Measure `suqing assess` on a workbook of many insurers: python bench/workbook.py [--insurers 200] [--times 5]. See README.md."""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from suqing.casework.assessment import assess, parse_period
from suqing.casework.assessment.facts import Facts
from suqing.exchange.assessment_workbook import read_workbook
from suqing.exchange.pages import pages
from suqing.exchange.ranking import write_ranking
from suqing.exchange.result_bulletin import write_result_bulletin
from suqing.exchange.sample import sample_facts, write_facts
from suqing.exchange.scorecards import scorecards, scorecards_text
from suqing.rulebook import open_edition

PERIOD = "2018H1"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--insurers", type=int, default=200)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="suqing-bench-") as folder:
        book, out = Path(folder) / "book.xlsx", Path(folder) / "out"
        count = write_market(book, given.insurers)
        print(f"| {count} insurers with their rows, `suqing assess` | ms |\n|---|---:|")
        command = [str(Path(sys.executable).with_name("suqing")), "assess", str(book), "--period", PERIOD, "--out", str(out)]
        show("whole command, one process", given.times, lambda: subprocess.run(command, capture_output=True, check=False))
        for name, step in steps(book, out).items():
            show(name, given.times, step)


def show(name: str, times: int, act: Callable[[], Any]) -> None:
    taken = []
    for _ in range(times + 1):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    print(f"| {name} | {median(taken[1:]) * 1000:,.0f} |", flush=True)


def steps(book: Path, out: Path) -> dict[str, Callable[[], Any]]:
    edition, period = open_edition("sh2018"), parse_period(PERIOD)
    read = read_workbook(book, edition, period)
    if read.errors:
        raise SystemExit(str(read.problems[0]))
    result = assess(read.facts, edition, period)
    return {
        "open the edition": lambda: open_edition("sh2018"),
        "read and check": lambda: read_workbook(book, edition, period),
        "score and rank": lambda: assess(read.facts, edition, period),
        "scorecards.json": lambda: scorecards_text(scorecards(result)),
        "ranking.xlsx": lambda: write_ranking(out / "ranking.xlsx", result),
        "bulletin.docx": lambda: write_result_bulletin(out / "bulletin.docx", result),
        "pages": lambda: sum(len(page) for _, page in pages(result)),
    }


def write_market(book: Path, wanted: int) -> int:
    """The sample's insurers, copied under further codes until there are `wanted` (units that are merged not counted)."""
    edition, period = open_edition("sh2018"), parse_period(PERIOD)
    once = sample_facts(edition, period)
    single = [each.code for each in once.insurers if not each.rolls_into]
    found = Facts()
    for copy in range(-(-wanted // len(single))):
        left = set(single[: max(0, wanted - copy * len(single))])
        codes = {each.code: f"{each.code}{copy or ''}" for each in once.insurers if (each.rolls_into or each.code) in left}
        found = Facts(
            (*found.insurers, *(replace(each, code=codes[each.code], name=f"{each.name}{copy or ''}", rolls_into=each.rolls_into and codes[each.rolls_into]) for each in once.insurers if each.code in codes)),
            (*found.figures, *(replace(each, code=codes[each.code]) for each in once.figures if each.code in codes)),
            (*found.marks, *(replace(each, code=codes[each.code]) for each in once.marks if each.code in codes)),
            (*found.events, *(replace(each, code=codes[each.code]) for each in once.events if each.code in codes)),
        )
    write_facts(book, found, edition, period)
    return sum(not each.rolls_into for each in found.insurers)


if __name__ == "__main__":
    main()
