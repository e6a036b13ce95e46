import pytest

from suqing.kernel.crypto import Keyring, blind, new_keys, query_tokens, rotate, text_tokens


@pytest.fixture
def ring(tmp_path):
    new_keys(tmp_path)
    return Keyring(tmp_path)


def test_one_value_however_it_is_written_has_one_token(ring):
    token = blind(ring, root=1, purpose="phone", text="13812346621")
    assert token == blind(ring, root=1, purpose="phone", text="+86 138-1234-6621")
    assert blind(ring, root=1, purpose="id", text="31010119800101002x") == blind(ring, root=1, purpose="id", text="310101 19800101 002X")
    assert blind(ring, root=1, purpose="policy", text="pdaa-2026/1") == blind(ring, root=1, purpose="policy", text="PDAA20261")


def test_root_and_purpose_keep_tokens_apart(ring):
    same = {"text": "PDAA20261"}
    tokens = {
        blind(ring, root=1, purpose="policy", **same)[1],
        blind(ring, root=2, purpose="policy", **same)[1],
        blind(ring, root=1, purpose="claim", **same)[1],
    }
    assert len(tokens) == 3


def test_a_token_is_worth_nothing_without_its_key(ring, tmp_path):
    key_id, token = blind(ring, root=1, purpose="phone", text="13812346621")
    rotate(tmp_path, ("blind",))
    new_id, new_token = blind(ring, root=1, purpose="phone", text="13812346621")
    assert (new_id, new_token) != (key_id, token)
    assert blind(ring, root=1, purpose="phone", text="13812346621", key_id=key_id) == (key_id, token)


def test_nothing_left_is_no_token(ring):
    assert blind(ring, root=1, purpose="phone", text="不详") == ("", "")


@pytest.mark.parametrize(("asked", "found"), [("陈", True), ("小萍", True), ("陈小萍", True), ("萍小", False), ("陈萍", False), ("王", False)])
def test_a_name_is_found_from_one_character(ring, asked, found):
    stored = set(text_tokens(ring, root=1, purpose="name", text="陈小萍")[1])
    assert (set(query_tokens(ring, root=1, purpose="name", text=asked)[1]) <= stored) is found


def test_a_query_of_nothing_asks_for_nothing(ring):
    assert query_tokens(ring, root=1, purpose="name", text=" ·")[1] == []


def test_name_tokens_do_not_repeat_or_show_the_name(ring):
    tokens = text_tokens(ring, root=1, purpose="name", text="丽丽丽")[1]
    assert len(tokens) == 2
    assert all(token.isascii() and len(token) == 16 for token in tokens)
