from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suqing.kernel.errors import BadInput
from suqing.kernel.references import ALPHABET, LENGTH, check_reference, new_reference

DAY = date(2026, 11, 23)


def test_a_reference_shows_its_day_and_nothing_else():
    reference = new_reference(DAY)
    assert reference.startswith("SQ20261123")
    assert len(reference) == LENGTH
    assert check_reference(reference) == reference


def test_references_of_one_day_form_no_series():
    assert len({new_reference(DAY) for _ in range(2000)}) == 2000


def test_it_is_read_as_people_write_it():
    sample = next(r for r in (new_reference(DAY) for _ in range(5000)) if "0" in r[10:] and "1" in r[10:])
    written = sample[:10] + sample[10:].replace("0", "o").replace("1", "l").lower()
    assert check_reference(f" {written[:4]} {written[4:10]}-{written[10:]} ") == sample


@given(position=st.integers(2, LENGTH - 1), replacement=st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(position, replacement):
    reference = new_reference(DAY)
    wrong = reference[:position] + replacement + reference[position + 1 :]
    if wrong != reference:
        with pytest.raises(BadInput):
            check_reference(wrong)


@given(first=st.integers(2, LENGTH - 1), second=st.integers(2, LENGTH - 1))
def test_every_two_exchanged_characters_are_noticed(first, second):
    reference = new_reference(DAY)
    wrong = list(reference)
    wrong[first], wrong[second] = wrong[second], wrong[first]
    if "".join(wrong) != reference:
        with pytest.raises(BadInput):
            check_reference("".join(wrong))


@pytest.mark.parametrize("text", ["", "SQ", "TS2026-004245", "SQ20261323ABCDEF0", "SQ20261123ABCUEF0", "XX20261123ABCDEF0"])
def test_what_is_no_reference_is_refused(text):
    with pytest.raises(BadInput):
        check_reference(text)
