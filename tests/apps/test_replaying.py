"""What another edition would have given, on the whole register: limits, classes, consequences, each with its reason; nothing written."""

import shutil
from pathlib import Path

import pytest

from suqing.apps.audit.models import Event
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints.replaying import Difference, Tally, replay
from suqing.rulebook import Edition, open_edition
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
RULEBOOKS = Path(__file__).resolve().parents[2] / "rulebooks"


def other(tmp_path: Path, rulebook: str, file: str, old: str, new: str) -> Edition:
    """The shipped rulebook with one value changed."""
    folder = tmp_path / rulebook
    shutil.copytree(RULEBOOKS / rulebook, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return open_edition(rulebook, folder=tmp_path)


def found(house: House, edition: Edition, *, open_only: bool = False) -> tuple[list[Difference], int]:
    before = (Event.objects.count(), Clock.objects.count())
    tally = Tally()
    differences = list(replay(root_id=house.root.id, edition=edition, open_only=open_only, tally=tally))
    assert (Event.objects.count(), Clock.objects.count()) == before
    return differences, tally.cases


def test_the_same_edition_gives_no_difference(house: House) -> None:
    house.register()
    walked(house, forwarded_case(house), until="carry_out")
    for rulebook in ("property", "claims", "cbirc2020"):
        assert found(house, open_edition(rulebook)) == ([], 2)


def test_another_limit_is_told_case_by_case(house: House, tmp_path: Path) -> None:
    case = walked(house, house.register(possible_loss_fen=100), until="dispatch")
    differences, _ = found(house, other(tmp_path, "cbirc2020", "deadlines.yaml", "value: 15, basis: quoted", "value: 10, basis: quoted"))
    (only,) = differences
    assert (only.ref, only.what, only.name, only.before, only.after) == (case.ref, "limit", "decide", "2026-12-08 23:59", "2026-12-03 23:59")
    assert "10" in only.because


def test_another_threshold_is_another_class(house: House, tmp_path: Path) -> None:
    case = house.register(possible_loss_fen=1_500_000)
    house.register(possible_loss_fen=500_000)
    differences, cases = found(house, other(tmp_path, "property", "classes.yaml", "threshold_fen: 2000000", "threshold_fen: 1000000"))
    assert cases == 2
    assert [(each.ref, each.before, each.after) for each in differences if each.what == "class"] == [(case.ref, "一般投诉件", "重大投诉件")]


def test_open_cases_alone(house: House, tmp_path: Path) -> None:
    """The closed one has sixty days by its extension."""
    closed, case = walked(house, forwarded_case(house), until="carry_out"), house.register()
    edition = other(tmp_path, "cbirc2020", "deadlines.yaml", "value: 60, basis: derived", "value: 50, basis: derived")
    assert found(house, edition, open_only=True) == ([], 1)
    assert [each.ref for each in found(house, edition)[0]] == [closed.ref]
    assert case.open


def test_more_than_a_page_of_cases_are_each_asked_once(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suqing.apps.complaints.replaying.CHUNK", 3)
    refs = {house.register(received_at=cn(f"2026-11-{day} 09:00")).ref for day in (19, 20, 20, 20, 20, 23, 23)}
    differences, cases = found(house, other(tmp_path, "cbirc2020", "deadlines.yaml", "value: 15, basis: quoted", "value: 10, basis: quoted"))
    assert cases == 7
    assert sorted(each.ref for each in differences) == sorted(refs)


def test_another_fine_is_told_for_what_was_found_valid(house: House, tmp_path: Path) -> None:
    case = walked(house, forwarded_case(house), until="close")
    edition = other(tmp_path, "claims", "fines.yaml", "value: 100,", "value: 150,")
    consequences = [each for each in found(house, edition)[0] if each.what == "consequence"]
    assert {each.ref for each in consequences} == {case.ref}
    assert ("罚款100元", "罚款150元") in {(each.before, each.after) for each in consequences}
