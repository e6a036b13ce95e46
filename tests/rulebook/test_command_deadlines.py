"""`suqing deadlines` as others call it: output, exit codes, one clear sentence on standard error."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
GENERAL = ("deadlines", "--rulebook", "property", "--class", "general", "--json")


def test_a_list_ordered_by_limit(suqing: Run) -> None:
    done = suqing(
        "deadlines",
        "--rulebook",
        "claims",
        "--received",
        "2026-11-23T09:12:00+08:00",
        "--level",
        "third_or_more",
        "--json",
    )
    assert (done.returncode, done.stderr) == (0, "")
    clocks = json.loads(done.stdout)
    assert [each["kind"] for each in clocks] == ["same_day", "progress", "resolve"]
    assert clocks[1] == {
        "kind": "progress",
        "clause": "claims/7.3",
        "started_at": "2026-11-23T09:12:00+08:00",
        "target_at": "2026-11-23T21:12:00+08:00",
        "limit_at": "2026-11-24T09:12:00+08:00",
        "unit": "hour",
        "strength": "must",
        "provisional": False,
        "recurs": "until_resolved",
    }


@pytest.mark.parametrize(
    "received",
    [
        "2026-11-23T16:30:00Z",
        "2026-11-24T00:30:00",
        "2026-11-24 00:30",
        "2026-11-23T11:30:00.4-05:00",
    ],
)
def test_times_are_read_in_the_house_zone_and_written_to_the_second(
    suqing: Run, received: str
) -> None:
    clocks = json.loads(suqing(*GENERAL, "--received", received).stdout)
    assert clocks[0]["started_at"] == "2026-11-24T00:30:00+08:00"
    assert clocks[0]["limit_at"] == "2026-11-25T17:30:00+08:00"


@pytest.mark.parametrize(
    ("classification", "clause"), [("whistleblow", "8.3"), ("venting", "5.2.1")]
)
def test_no_clocks_is_an_empty_list_with_the_reason_beside_it(
    suqing: Run, classification: str, clause: str
) -> None:
    done = suqing(
        "deadlines",
        "--rulebook",
        "property",
        "--class",
        classification,
        "--received",
        "2026-11-23T09:12",
        "--json",
    )
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert done.stderr.startswith("没有时限：")
    assert f"管理细则 {clause}" in done.stderr


def test_a_receipt_before_the_rule_was_in_force_is_remarked(suqing: Run) -> None:
    done = suqing(
        "deadlines", "--rulebook", "cbirc2020", "--received", "2019-05-01T09:00", "--json"
    )
    assert done.returncode == 0
    assert [each["kind"] for each in json.loads(done.stdout)] == ["decide"]
    assert "不在《银行业保险业消费投诉处理管理办法》的施行期间（2020-03-01至今）之内" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--rulebook", "proprty", "--received", "2026-11-23T09:12"), "最接近的是 property"),
        (("--rulebook", "property", "--received", "2026-11-23T09:12"), "缺少 --class"),
        (
            ("--rulebook", "property", "--class", "genral", "--received", "2026-11-23T09:12"),
            "最接近的是 general",
        ),
        (
            ("--rulebook", "claims", "--level", "third", "--received", "2026-11-23T09:12"),
            "最接近的是 third_or_more",
        ),
        (
            ("--rulebook", "claims", "--received", "2026-02-30T09:12"),
            "读到 2026-02-30T09:12",
        ),
        (("--rulebook", "claims", "--received", "2026-11-23"), "只有日期没有时刻"),
        (("--rulebook", "claims", "--received", "昨天"), "应为 ISO 8601"),
        (("--rulebook", "claims", "--received", "0202-11-23T09:12"), "年份应在"),
        (("--rulebook", "claims"), "--received"),
        (
            (
                "--rulebook",
                "claims",
                "--received",
                "2026-11-23T09:12",
                "--came-via",
                "regulator_locl",
            ),
            "最接近的是 regulator_local",
        ),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(
    suqing: Run, words: tuple[str, ...], said: str
) -> None:
    done = suqing("deadlines", *words, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_words_for_people_without_json(suqing: Run) -> None:
    done = suqing(
        "deadlines",
        "--rulebook",
        "property",
        "--class",
        "general",
        "--received",
        "2026-12-30T09:00",
    )
    assert "2026-12-31 17:30:00  与投诉人取得联系  管理细则 8.1" in done.stdout
    assert "2027-01-04 17:30:00（暂定）  处理完毕  管理细则 8.1" in done.stdout


def test_help(suqing: Run) -> None:
    done = suqing("deadlines", "--help")
    assert done.returncode == 0
    assert "--came-via" in done.stdout


def test_no_data_folder_is_needed(suqing: Run, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the way")
    done = suqing(*GENERAL, "--received", "2026-11-23T09:12")
    assert done.returncode == 0
