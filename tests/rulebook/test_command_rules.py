"""`suqing rules check` and `suqing rules show`."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from suqing.rulebook.places import rulebooks_folder
from tests.rulebook.broken_case import HERE, broken

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_shipped_rules_are_in_order(suqing: Run) -> None:
    done = suqing("rules", "check")
    assert (done.returncode, done.stdout.splitlines()[:-1]) == (0, [])
    assert done.stdout.rstrip().endswith("都齐全。")


def test_findings_are_exit_1_and_each_is_said(suqing: Run, tmp_path: Path) -> None:
    done = suqing("rules", "check", "--folder", str(broken("unknown_unit", tmp_path)))
    assert done.returncode == 1
    assert "sample/deadlines.yaml 第8行（sample/1.1）：发现 unit: workday" in done.stdout
    assert "1处要改" in done.stdout


def test_findings_as_json(suqing: Run, tmp_path: Path) -> None:
    done = suqing("rules", "check", "--folder", str(broken("no_carrier", tmp_path)), "--json")
    assert done.returncode == 1
    (problem,) = json.loads(done.stdout)
    assert (problem["code"], problem["clause"]) == ("no_carrier", "sample/1")


def test_a_broken_calendar_is_found(suqing: Run, tmp_path: Path) -> None:
    base = tmp_path / "rulebooks"
    shutil.copytree(HERE / "good" / "sample", base / "sample")
    shutil.copytree(rulebooks_folder() / "calendars", base / "calendars")
    year = base / "calendars" / "cn" / "2026.yaml"
    text = year.read_text(encoding="utf-8")
    year.write_text(
        text.replace("2026-02-28", "2026-02-27").replace("2026-10-10", "2026-10-04"),
        encoding="utf-8",
    )
    done = suqing("rules", "check", "--folder", str(base))
    assert done.returncode == 1
    assert "调休上班日 2026-02-27 不是周末" in done.stdout
    assert "2026-10-04 既是调休上班日又在国庆节假期内" in done.stdout


def test_an_empty_folder_is_the_environments_fault(suqing: Run, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    done = suqing("rules", "check", "--folder", str(tmp_path / "nothing"))
    assert done.returncode == 3
    assert "没有规则集" in done.stderr


def test_show_prints_values_with_their_basis(suqing: Run) -> None:
    done = suqing("rules", "show", "property", "--clause", "8.1")
    assert done.returncode == 0
    assert "limit: 3(原文)" in done.stdout
    assert "end: close_of_business(本系统的读法，见 property/end_of_working_day)" in done.stdout
    assert "8.2" not in done.stdout


def test_show_a_whole_rulebook_lists_every_clause_and_gap(suqing: Run) -> None:
    told = json.loads(suqing("rules", "show", "claims", "--json").stdout)
    words = suqing("rules", "show", "claims").stdout
    assert {"7.2", "9.5"} <= {each["id"].partition("/")[2] for each in told["clauses"]}
    for each in told["clauses"]:
        assert each["gist"] in words
    for each in told["gaps"]:
        assert each["id"] in words


def test_show_one_clause_as_json_carries_rules_and_gaps(suqing: Run) -> None:
    told = json.loads(suqing("rules", "show", "claims", "--clause", "7.2", "--json").stdout)
    (clause,) = told["clauses"]
    resolve = next(each for each in clause["rules"] if each["id"] == "resolve")
    assert resolve["limit"] == [
        {"from": None, "until": None, "value": 3, "basis": "quoted", "gap": None}
    ]
    assert "claims/end_of_working_day" in [each["id"] for each in told["gaps"]]


def test_unknown_rulebook_and_clause_name_the_nearest(suqing: Run) -> None:
    done = suqing("rules", "show", "claim")
    assert (done.returncode, "没有规则集 claim" in done.stderr) == (2, True)
    done = suqing("rules", "show", "claims", "--clause", "9.9")
    assert (done.returncode, "没有条款 9.9" in done.stderr) == (2, True)


def test_schedules(suqing: Run) -> None:
    done = suqing("rules", "show", "property", "--schedules")
    assert done.returncode == 0
    assert "没有供填表用的代码表" in done.stdout
