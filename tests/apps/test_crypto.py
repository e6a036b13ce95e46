import base64

import pytest

from suqing.kernel.crypto import (
    DESTROYED,
    Keyring,
    algorithms,
    forget_data_keys,
    new_data_key,
    new_keys,
    open_data_key,
    seal,
    unseal,
)
from suqing.kernel.errors import KeyDestroyed, NotReady, SealBroken

STORY = "定损员让我改口 🙂"


@pytest.fixture
def ring(tmp_path):
    new_keys(tmp_path / "keys")
    forget_data_keys()
    return Keyring(tmp_path / "keys")


@pytest.fixture(params=["aes", "sm4"])
def _cipher(request, monkeypatch):
    monkeypatch.setenv("SUQING_CIPHER", request.param)


def opened(ring, subject_id=7, room="ordinary"):
    return open_data_key(new_data_key(ring, room=room, subject_id=subject_id), room=room, subject_id=subject_id, ring=ring)


PLACE = {"table": "complaints_complaint", "column": "story", "row": 7}


@pytest.mark.usefixtures("_cipher")
def test_a_text_comes_back_from_its_place(ring):
    key = opened(ring)
    sealed = seal(key, text=STORY, **PLACE)
    assert STORY not in sealed
    assert unseal(key, sealed=sealed, **PLACE) == STORY


@pytest.mark.usefixtures("_cipher")
@pytest.mark.parametrize("moved", [{"table": "other"}, {"column": "demand"}, {"row": 8}])
def test_a_text_moved_to_another_place_does_not_open(ring, moved):
    key = opened(ring)
    sealed = seal(key, text=STORY, **PLACE)
    with pytest.raises(SealBroken, match="moved from another place"):
        unseal(key, sealed=sealed, **(PLACE | moved))


@pytest.mark.usefixtures("_cipher")
def test_every_changed_byte_is_noticed(ring):
    key = opened(ring)
    head, _, blob = seal(key, text="短", **PLACE).rpartition(".")
    raw = base64.urlsafe_b64decode(blob)
    for at in range(len(raw)):
        wrong = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        with pytest.raises(SealBroken):
            unseal(key, sealed=f"{head}.{base64.urlsafe_b64encode(wrong).decode()}", **PLACE)


def test_each_value_says_its_algorithm_so_that_a_change_of_setting_loses_nothing(ring, monkeypatch):
    key = opened(ring)
    with_aes = seal(key, text=STORY, **PLACE)
    monkeypatch.setenv("SUQING_CIPHER", "sm4")
    with_sm4 = seal(key, text=STORY, **PLACE)
    assert (with_aes.split(".")[1], with_sm4.split(".")[1]) == ("a1", "s1")
    assert unseal(key, sealed=with_aes, **PLACE) == unseal(key, sealed=with_sm4, **PLACE) == STORY


def test_a_claimed_other_algorithm_does_not_open(ring):
    key = opened(ring)
    sealed = seal(key, text=STORY, **PLACE).replace(".a1.", ".s1.")
    with pytest.raises(SealBroken):
        unseal(key, sealed=sealed, **PLACE)


def test_the_same_text_never_looks_the_same(ring):
    key = opened(ring)
    assert len({seal(key, text=STORY, **PLACE) for _ in range(50)}) == 50


def test_the_key_of_one_case_opens_no_other(ring):
    sealed = seal(opened(ring), text=STORY, **PLACE)
    with pytest.raises(SealBroken, match="sealed with the data key"):
        unseal(opened(ring), sealed=sealed, **PLACE)


def test_a_wrapped_key_belongs_to_its_case_and_its_room(ring):
    wrapped = new_data_key(ring, subject_id=7)
    open_data_key(wrapped, subject_id=7, ring=ring)
    with pytest.raises(SealBroken):
        open_data_key(wrapped, subject_id=8, ring=ring)
    with pytest.raises(NotReady):  # the sealed room has masters of its own
        open_data_key(wrapped, subject_id=7, room="sealed", ring=ring)


@pytest.mark.parametrize("wrapped", ["", DESTROYED])
def test_a_destroyed_key_says_so(ring, wrapped):
    with pytest.raises(KeyDestroyed, match="已销毁"):
        open_data_key(wrapped, subject_id=7, ring=ring)


def test_not_given_stays_not_given(ring):
    key = opened(ring)
    assert seal(key, text="", **PLACE) == ""
    assert unseal(key, sealed="", **PLACE) == ""


@pytest.mark.parametrize("text", ["陈女士", "v1.a1.x", "v2.a1.00000000.AAAA", "v1.a1.{id}.", "v1.a1.{id}.!!"])
def test_what_was_never_sealed_does_not_pass_for_it(ring, text):
    key = opened(ring)
    with pytest.raises(SealBroken):
        unseal(key, sealed=text.format(id=key.id), **PLACE)


def test_secrets_do_not_show_in_a_traceback(ring):
    key = opened(ring)
    assert repr(key.secret) not in repr(key)
    assert repr(ring.current("ordinary").secret) not in repr(ring.current("ordinary"))


def test_an_unknown_cipher_setting_is_said(monkeypatch):
    monkeypatch.setenv("SUQING_CIPHER", "rot13")
    with pytest.raises(NotReady, match="rot13"):
        algorithms.chosen_cipher()


def test_hashes_give_the_known_answers():
    assert algorithms.digest("sm3", b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert algorithms.digest("sha256", b"abc").hex().startswith("ba7816bf8f01cfea")
    assert algorithms.keyed("sha256", b"k", b"x") != algorithms.keyed("sm3", b"k", b"x")
