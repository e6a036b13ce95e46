import pytest

from suqing.kernel.errors import BadInput, BadInputs, KeyMissing, NotReady, Refused, collect

ONE = BadInput("类别", "车险", "财产险、人身险之一", "改为 财产险")
TWO = BadInput("期间", "2018H3", "2018H1、2018 或 2018Q1")


def test_nothing_found_raises_nothing():
    collect([])


def test_one_finding_is_raised_alone_and_several_together():
    with pytest.raises(BadInput, match="改为 财产险。"):
        collect([ONE])
    with pytest.raises(BadInputs) as told:
        collect([ONE, TWO])
    assert told.value.items == (ONE, TWO)
    assert str(told.value).count("\n") == 1


def test_a_refusal_carries_its_clause_and_what_is_missing():
    refused = Refused("还不能结案：没有答复记录。", clause="claims/7.4", missing=["reply"])
    assert (str(refused), refused.clause, refused.missing) == ("还不能结案：没有答复记录。", "claims/7.4", ("reply",))


def test_a_missing_key_is_the_surroundings_fault():
    assert isinstance(KeyMissing("找不到密钥", "恢复它"), NotReady)
