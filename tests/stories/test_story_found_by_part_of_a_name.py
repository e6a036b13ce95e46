"""文浩坚 is found by any piece of the name that a caller gives, by those who may see the case and by nobody else (S5 9.1, C21).

The list shows the name covered all the same, and a piece that is not in the name finds nothing.
"""

import pytest

from tests.remembered import remembered
from tests.stories.office import take_down
from tests.web.desk_cast import Office, text_of

NOW = "2026-11-23 10:00"


@pytest.fixture
@remembered
def two(office: Office) -> Office:
    take_down(office, "2026-11-23 09:30", name="王五", phone="13900000002")
    take_down(office, "2026-11-23 09:12", name="文浩坚", phone="13900000001")
    return office


def found(office: Office, who: str, words: str) -> str:
    return text_of(office.get(who, NOW, f"/desk/find/?q={words}"))


@pytest.mark.parametrize("words", ["文浩坚", "文浩", "浩坚", "浩", "坚"])
def test_any_piece_finds_it_and_shows_no_name(two: Office, words: str) -> None:
    page = found(two, "li", words)
    assert two.ref in page
    assert page.count("SQ20261123") == 1  # and not 王五
    assert words == "文浩坚" or "文浩坚" not in page  # the words that were asked for stand in their field


@pytest.mark.parametrize("words", ["浩文", "文坚", "李浩坚"])
def test_what_is_not_in_the_name_finds_nothing(two: Office, words: str) -> None:
    assert "SQ20261123" not in found(two, "li", words)


@pytest.mark.parametrize("who", ["outsider", "ding", "stranger"])
def test_who_may_not_see_the_case_does_not_find_it(two: Office, who: str) -> None:
    assert two.ref not in found(two, who, "文浩坚")
