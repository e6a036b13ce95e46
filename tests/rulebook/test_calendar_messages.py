"""A calendar file with a slip in it says where, what was found and what to do."""

import shutil
from pathlib import Path

import pytest

from suqing.rulebook import RulebookError, UnknownRulebook, open_calendar, places
from suqing.rulebook.calendar_compiler import examine_calendar

SLIPS = [
    (
        "2026.yaml",
        "year: 2026",
        "year: 2025",
        "wrong_year",
        "发现 year: 2025；应为 与文件名相同的 2026",
    ),
    (
        "2026.yaml",
        "until: 2026-10-07",
        "until: 2026-09-07",
        "backwards",
        "国庆节 2026-10-01 至 2026-09-07",
    ),
    ("2026.yaml", "until: 2026-10-07", "until: 2026-11-07", "backwards", "且不超过16天"),
    ("2026.yaml", "2026-10-10", "2026-10-12", "no_weekend", "调休上班日 2026-10-12 不是周末"),
    ("2026.yaml", "2026-10-10", "2026-10-03", "both", "2026-10-03 既是调休上班日又在国庆节假期内"),
    ("2026.yaml", "2026-10-10", "2025-10-11", "wrong_year", "日期 2025-10-11"),
    ("2026.yaml", "notice_basis: quoted\n", "", "missing_key", "缺少 notice_basis"),
    (
        "2026.yaml",
        "published:",
        "publised:",
        "unknown_key",
        "未知的键 publised；应为 已知的键，最接近的是 published",
    ),
    ("2026.yaml", "2026-10-10", "2026-13-10", "not_a_date", "2026-13-10"),
    ("calendar.yaml", 'opens: "09:00"', 'opens: "9:00"', "bad_id", "opens: 9:00"),
    ("calendar.yaml", "gap: business_hours", "gap: hours", "unknown_gap", "未知缺口 cn/hours"),
    (
        "calendar.yaml",
        "    gap: business_hours\n",
        "",
        "assumed_without_gap",
        "basis: assumed 而没有 gap",
    ),
]


def slipped(folder: Path, file: str, right: str, wrong: str) -> Path:
    shutil.copytree(places.rulebooks_folder() / "calendars", folder / "calendars")
    path = folder / "calendars" / "cn" / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    return path.parent


@pytest.mark.parametrize(("file", "right", "wrong", "code", "said"), SLIPS)
def test_a_slip_is_found(
    file: str, right: str, wrong: str, code: str, said: str, tmp_path: Path
) -> None:
    problems = examine_calendar(slipped(tmp_path, file, right, wrong))[1]
    assert code in [each.code for each in problems]
    assert any(said in str(each) and f"calendars/cn/{file}" in str(each) for each in problems)


def test_a_slip_keeps_the_calendar_shut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUQING_DATA", str(tmp_path / "data"))
    slipped(tmp_path, "2026.yaml", "2026-10-10", "2026-10-12")
    with pytest.raises(RulebookError, match="2026-10-12 不是周末"):
        open_calendar("cn", folder=tmp_path)


def test_the_shipped_calendar_has_no_slip() -> None:
    assert examine_calendar(places.calendar_folder("cn"))[1] == []


def test_an_unknown_calendar_is_said() -> None:
    with pytest.raises(UnknownRulebook, match="没有工作日历 jp"):
        open_calendar("jp")


def test_installed_data_comes_before_the_repositorys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "src" / "suqing"
    package.mkdir(parents=True)
    monkeypatch.setattr(places, "PACKAGE", package)
    assert places.rulebooks_folder() == tmp_path / "rulebooks"
    (package / "_rulebooks").mkdir()
    assert places.rulebooks_folder() == package / "_rulebooks"


def test_where_the_cache_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUQING_DATA", str(tmp_path))
    assert places.cache_folder() == tmp_path / "cache"
    monkeypatch.delenv("SUQING_DATA")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    assert places.cache_folder() == tmp_path / "own" / "suqing"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    assert places.cache_folder() is None
