"""`suqing adopt FOLDER` and `suqing rules replay` in processes of their own: another edition, what it would change, and cases that keep theirs."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import command_environment

Command = Callable[..., subprocess.CompletedProcess[str]]
RULEBOOKS = Path(__file__).resolve().parents[2] / "rulebooks"
REGISTERED = (
    "from suqing.commands._django import setup; setup(); from tests.cast import cn; from suqing.apps.complaints import actions; "
    "from suqing.apps.complaints.intake import Intake; from suqing.apps.organisations.actors import actor_of; "
    "from suqing.apps.organisations.models import Organisation, Staff; li = Staff.objects.get(username='li'); "
    "unit = Organisation.objects.get(code='P0101-31'); intake = Intake(method='telephone', received_at=cn('DAY 09:00'), unit_id=unit.id, dispute_type='claim', facts='迟'); "
    "print(actions.register_complaint(intake=intake, actor=actor_of(li), at=cn('DAY 09:15')).ref)"
)


def python(folder: Path, code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], env=command_environment(folder), check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The law as the insurer's own edition: ten days instead of fifteen."""
    folder = tmp_path / "ours" / "cbirc2020"
    shutil.copytree(RULEBOOKS / "cbirc2020", folder)
    path = folder / "deadlines.yaml"
    text = path.read_text(encoding="utf-8")
    assert "value: 15, basis: quoted" in text
    path.write_text(text.replace("value: 15, basis: quoted", "value: 10, basis: quoted"), encoding="utf-8")
    return folder


def decide_limits(folder: Path, ref: str) -> list[tuple[str, str]]:
    """(limit, edition) of the law's clock of a case, as the database has it."""
    (path,) = [each for each in (folder / "data").iterdir() if each.suffix in (".sqlite3", ".db")]
    with sqlite3.connect(path) as base:
        return base.execute(
            "select c.limit_at, c.edition_hash from clocks_clock c join complaints_complaint k on k.id = c.subject_id"
            " where k.ref = ? and c.rulebook = 'cbirc2020' and c.kind = 'decide' and c.state = 'running'",
            [ref],
        ).fetchall()


def test_an_own_edition_is_tried_and_adopted_and_open_cases_keep_theirs(peopled: Path, suqing: Command, own: Path) -> None:
    ref = python(peopled, REGISTERED.replace("DAY", "2026-11-23"))
    before = decide_limits(peopled, ref)
    told = suqing("rules", "replay", str(own), "--root", "P0101")
    assert told.returncode == 0, told.stderr
    assert f"{ref} 时限" in told.stdout
    assert "2026-12-03" in told.stdout
    assert told.stdout.strip().endswith("什么也没有写。")
    found = json.loads(suqing("rules", "replay", str(own), "--root", "P0101", "--json").stdout)
    assert {each["ref"] for each in found["differences"]} == {ref}
    adopted = suqing("adopt", str(own), "--root", "P0101", "--from", "2026-11-24", "--reason", "总经理室会议决定")
    assert adopted.returncode == 0, adopted.stderr
    assert found["edition"][:12] in adopted.stdout
    assert suqing("audit", "verify").returncode == 0
    shutil.rmtree(own)  # the adoption rests on what was stored, not on the folder
    new = python(peopled, REGISTERED.replace("DAY", "2026-11-25"))
    assert decide_limits(peopled, ref) == before
    ((limit, edition),) = decide_limits(peopled, new)
    assert edition == found["edition"] != before[0][1]
    assert limit.startswith("2026-12-05")


def test_a_folder_that_does_not_hold_together_is_not_adopted(peopled: Path, suqing: Command, own: Path) -> None:
    path = own / "deadlines.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("value: 10, basis: quoted", "value: 十, basis: quoted"), encoding="utf-8")
    words = ("adopt", str(own), "--root", "P0101", "--from", "2026-11-24", "--reason", "总经理室会议决定")
    told = suqing(*words)
    assert told.returncode == 2
    assert "没有采用" in told.stderr
    assert "cbirc2020/deadlines.yaml" in told.stderr
    shutil.rmtree(own)
    shutil.copytree(RULEBOOKS / "cbirc2020", own)
    carriers = own / "carriers.yaml"
    lines = [each for each in carriers.read_text(encoding="utf-8").splitlines() if "clause: cbirc2020/1," not in each]
    carriers.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = suqing(*words)  # what only `rules check` asks
    assert told.returncode == 2, told.stdout
    assert "没有落点" in told.stderr


def test_the_word_of_a_shipped_edition_is_taken_as_before(peopled: Path, suqing: Command) -> None:
    told = suqing("adopt", "shifan2026", "--root", "P0101", "--from", "2026-01-01", "--reason", "会议决定")
    assert told.returncode == 0, told.stderr
    told = suqing("adopt", "shifan", "--root", "P0101", "--from", "2026-01-01", "--reason", "会议决定")
    assert told.returncode == 2
    assert "没有规则集 shifan" in told.stderr
