from datetime import date

import pytest

from suqing.kernel.identity import id_check_character, id_warnings, phone_digits, phone_warnings
from suqing.kernel.masks import mask_address, mask_id, mask_name, mask_phone, mask_policy

TODAY = date(2026, 11, 23)
GOOD_ID = "31010119800101002" + id_check_character("31010119800101002")


@pytest.mark.parametrize("phone", ["", "13812346621", "+86 138-1234-6621", "021-58881234", "0571 8888123", "95518", "4008205555", "12378"])
def test_good_phones_give_no_warning(phone):
    assert phone_warnings(phone) == ()


@pytest.mark.parametrize(
    ("phone", "words"),
    [("1381234662", "少1位"), ("138123466210", "多1位"), ("12012346621", "号段"), ("58881234", "缺区号"), ("陈女士", "没有数字"), ("777", "不像")],
)
def test_doubtful_phones_are_warned_of_and_never_refused(phone, words):
    assert words in phone_warnings(phone)[0]


def test_the_check_character_of_the_standard():
    assert id_check_character("11010519491231002") == "X"  # the example of GB 11643


def test_identity_numbers():
    assert id_warnings(GOOD_ID.lower(), on=TODAY) == ()
    assert id_warnings("E12345678", on=TODAY) == ()
    assert "少1位" in id_warnings(GOOD_ID[:-1], on=TODAY)[0]
    wrong_day = "31010119801301002"
    assert "出生日期" in id_warnings(wrong_day + id_check_character(wrong_day), on=TODAY)[0]
    other = "0" if GOOD_ID[-1] != "0" else "1"
    assert "校验位" in id_warnings(GOOD_ID[:-1] + other, on=TODAY)[0]


def test_digits_alone_without_the_country():
    assert phone_digits("（+86）138 1234 6621") == phone_digits("１３８１２３４６６２１") == "13812346621"


def test_masks():
    assert mask_phone("138 1234 6621") == "138****6621"
    assert mask_id("31010119800101002X") == "3101************2X"
    assert mask_policy("PDAA202631000000003417") == "PDAA****3417"
    assert mask_address("上海市浦东新区张杨路500号") == "上海市浦东新区****"
    assert mask_address("浙江省杭州市西湖区文三路1号") == "浙江省杭州市西湖区****"
    assert mask_address("内蒙古自治区锡林郭勒盟东乌珠穆沁旗1号") == "内蒙古自治区锡林郭勒盟东乌珠穆沁旗****"
    assert mask_address("张杨路500号阳光小区3栋") == "****"


@pytest.mark.parametrize("mask", [mask_name, mask_id, mask_policy, mask_phone, mask_address])
def test_a_mask_of_nothing_is_nothing(mask):
    assert mask("") == ""


def test_a_mask_never_tells_how_long_a_name_is():
    assert {mask_name(name) for name in ("陈某", "陈小萍", "陈阿依古丽·买买提")} == {"陈**"}


def test_short_numbers_are_not_shown_by_their_mask():
    for mask in (mask_phone, mask_policy):
        assert "12345" not in mask("12345")
