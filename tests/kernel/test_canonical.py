import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

import pytest

from suqing.kernel.canonical import canonical


class Colour(StrEnum):
    RED = "red"


def test_one_content_has_one_text():
    shanghai = datetime(2026, 11, 23, 9, 12, tzinfo=timezone(timedelta(hours=8)))
    utc = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)
    one = canonical({"b": (1, None, True), "a": shanghai, "c": Colour.RED, "d": date(2026, 1, 2)})
    two = canonical({"d": date(2026, 1, 2), "c": "red", "a": utc, "b": [1, None, True]})
    assert one == two == '{"a":"2026-11-23T01:12:00.000000Z","b":[1,null,true],"c":"red","d":"2026-01-02"}'


def test_composed_and_decomposed_letters_are_the_same():
    assert canonical(unicodedata.normalize("NFD", "é")) == canonical("é")


@pytest.mark.parametrize("value", [1.0, {"a": [0.5]}, b"x", {1: "a"}, {1, 2}, object()])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_a_time_without_zone_is_refused():
    with pytest.raises(TypeError, match="without time zone"):
        canonical(datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))


def test_two_keys_that_become_one_are_refused():
    with pytest.raises(TypeError, match="same text"):
        canonical({"é": 1, unicodedata.normalize("NFD", "é"): 2})
