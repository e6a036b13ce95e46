"""A bulletin as files: `bulletin.json`, `bulletin.xlsx` and `bulletin.docx`."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import uuid4

from suqing.casework.assessment.numbers import number
from suqing.casework.assessment.problems import SheetProblem
from suqing.casework.bulletin.breakdown import Breakdown, Category
from suqing.casework.bulletin.compute import Bulletin, Sector
from suqing.casework.bulletin.growth import READING, Base, Growth
from suqing.casework.bulletin.ranking import Placed
from suqing.exchange.bulletin_document import write_document
from suqing.exchange.bulletin_tables import write_tables
from suqing.kernel.errors import BadInput

FILES = ("bulletin.json", "bulletin.xlsx", "bulletin.docx")


def write_bulletin(
    found: Bulletin, folder: Path, *, warnings: Sequence[SheetProblem] = (), issuer: str = "", day: date | None = None
) -> list[Path]:
    """All three files or none. They are made in a folder beside and moved when complete; what else lies in `folder` stays."""
    folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise BadInput("--out", str(folder), "文件夹", "换一个名字")
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.parent / f".{folder.name}-{uuid4().hex[:8]}"
    beside.mkdir()
    try:
        (beside / FILES[0]).write_text(json_text(found, warnings), encoding="utf-8")
        write_tables(found, beside / FILES[1], warnings)
        write_document(found, beside / FILES[2], issuer=issuer, day=day)
        if not folder.exists():
            beside.rename(folder)
        else:
            for name in FILES:
                os.replace(beside / name, folder / name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return [folder / name for name in FILES]


def json_text(found: Bulletin, warnings: Sequence[SheetProblem] = ()) -> str:
    return json.dumps(bulletin_data(found, warnings), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def bulletin_data(found: Bulletin, warnings: Sequence[SheetProblem] = ()) -> dict[str, Any]:
    """Plain data. Counts are whole; ratios, shares and growth (in per cent) have two decimals, half up; null = not known.

    Keys beyond the documented ones: facts, growth_bases, median_companies, two_largest, readings, findings, notes, warnings.
    """
    sectors = found.sectors
    growths = {"industry": found.growth, **{name: each.growth for name, each in sectors.items()}}
    return {
        "period": str(found.period),
        "facts": found.facts_hash,
        "totals": {"industry": found.total, **{name: each.total for name, each in sectors.items()}},
        "shares": {name: per_cent(each.share) for name, each in sectors.items()},
        "growth": {name: growth_data(each) for name, each in growths.items()},
        "growth_bases": {name: {which: _base(base) for which, base in each.bases.items()} for name, each in growths.items()},
        "medians": {name: {ratio: _two(median.value) for ratio, median in each.medians.items()} for name, each in sectors.items()},
        "median_companies": {name: {ratio: median.companies for ratio, median in each.medians.items()} for name, each in sectors.items()},
        "top": {name: _top(each) for name, each in sectors.items()},
        "disputes": {name: _categories(each.disputes) for name, each in sectors.items()},
        "lines": {name: _categories(each.lines) for name, each in sectors.items()},
        "two_largest": {name: {"disputes": _two_largest(each.disputes), "lines": _two_largest(each.lines)} for name, each in sectors.items()},
        "readings": {"growth": READING},
        "findings": [each.data() for each in found.findings],
        "notes": list(found.notes),
        "warnings": [each.data() for each in warnings],
    }


def _top(sector: Sector) -> dict[str, Any]:
    return {name: [_placed(each, whole=name == "count") for each in placed] for name, placed in sector.top.items()}


def _placed(placed: Placed, *, whole: bool) -> dict[str, Any]:
    return {
        "rank": placed.rank,
        "name": placed.company.name,
        "code": placed.company.code,
        "value": placed.company.count if whole else number(placed.value),
        "share_pct": per_cent(placed.share),
        "count": placed.company.count,
    }


def _categories(parts: Breakdown) -> list[dict[str, Any]]:
    return [{"name": each.names[0], **_category(each)} for each in parts.categories]


def _two_largest(parts: Breakdown) -> dict[str, Any] | None:
    return None if parts.two_largest is None else {"names": list(parts.two_largest.names), **_category(parts.two_largest)}


def _category(each: Category) -> dict[str, Any]:
    return {
        "count": each.count,
        "share_pct": per_cent(each.share),
        "growth": growth_data(each.growth),
        "growth_bases": {which: base.count for which, base in each.growth.bases.items()},
    }


def growth_data(growth: Growth) -> Mapping[str, float | None]:
    return {which: per_cent(value) for which, value in growth.values.items()}


def _base(base: Base) -> dict[str, Any]:
    return {"period": str(base.period), "count": base.count, "stored": base.stored, "restated_rows": base.restated, "because": base.because}


def per_cent(value: Fraction | None) -> float | None:
    return None if value is None else number(value * 100)


def _two(value: Fraction | None) -> float | None:
    return None if value is None else number(value)
