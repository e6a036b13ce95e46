from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suqing.kernel.errors import BadInput
from suqing.kernel.money import LARGEST_FEN, to_fen, yuan, yuan_plain, yuan_short


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("24,500.00", 2_450_000),
        ("24500", 2_450_000),
        ("24500.5", 2_450_050),
        ("¥ 20,000.00 元", 2_000_000),
        ("１２．３４", 1234),
        ("0.10000", 10),
        (Decimal("19999.99"), 1_999_999),
        (7, 700),
        ("999,999,999,999.99", LARGEST_FEN),
    ],
)
def test_yuan_as_written_become_fen_exactly(text, fen):
    assert to_fen(text) == fen


@pytest.mark.parametrize("text", ["", "abc", "1,2345", "12.345", "1e5", "-1", "1000000000000", "3.2亿", "NaN", "1.2.3"])
def test_what_is_not_exact_is_refused(text):
    with pytest.raises(BadInput):
        to_fen(text)


def test_the_sentence_says_what_to_write_instead():
    with pytest.raises(BadInput) as told:
        to_fen("3.2亿", field="车险保费收入")
    assert str(told.value) == "车险保费收入：读到“3.2亿”，应为数字，单位元。改为 320000000。"


def test_negative_money_only_where_it_is_asked_for():
    assert to_fen("-12.50", negative=True) == -1250


@given(st.integers(min_value=-LARGEST_FEN, max_value=LARGEST_FEN))
def test_what_is_shown_reads_back(fen):
    assert to_fen(yuan(fen), negative=True) == fen
    assert to_fen(yuan_plain(fen), negative=True) == fen
    assert to_fen(yuan_short(fen), negative=True) == fen
