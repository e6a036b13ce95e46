import json

import pytest
from django.db import connection, models

from suqing.kernel import sealedfields
from suqing.kernel.crypto import (
    Keyring,
    check,
    forget_data_keys,
    new_data_key,
    new_keys,
    open_data_key,
    rewrap,
    rotate,
)
from suqing.kernel.errors import KeyDestroyed, KeyMissing
from suqing.kernel.sealedfields import (
    CipherText,
    WrappedKey,
    give_key,
    key_of,
    reveal,
    seal_into,
    sealed_values,
)


@pytest.fixture
def folder(tmp_path):
    forget_data_keys()
    new_keys(tmp_path / "keys")
    return tmp_path / "keys"


def test_keys_are_readable_by_their_owner_only(folder):
    modes = {oct(path.stat().st_mode & 0o777) for path in folder.rglob("*") if path.is_file()}
    assert modes == {"0o600"}
    assert {oct(path.stat().st_mode & 0o777) for path in [folder, *folder.iterdir()]} == {"0o700"}
    assert check(folder) == []


def test_making_keys_again_changes_none(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert new_keys(folder) == ()
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_rooms_have_different_masters(folder):
    ring = Keyring(folder)
    assert ring.current("ordinary").secret != ring.current("sealed").secret


def test_check_names_what_is_wrong(folder, tmp_path):
    (folder / "blind" / "current").chmod(0o644)
    next((folder / "ledger").glob("*.key")).unlink()
    findings = check(folder, data=tmp_path)
    assert len(findings) == 3
    assert any("chmod 600" in finding for finding in findings)
    assert any("ledger" in finding and "找不到" in finding for finding in findings)
    assert any("在数据文件夹" in finding for finding in findings)
    assert "不存在" in check(tmp_path / "nowhere")[0]


def test_a_missing_or_broken_key_file_is_said(folder):
    path = next((folder / "ordinary").glob("*.key"))
    path.write_text("master !!!")
    with pytest.raises(KeyMissing, match="读不出来"):
        Keyring(folder).current("ordinary")
    path.unlink()
    with pytest.raises(KeyMissing, match="找不到密钥文件"):
        Keyring(folder).current("ordinary")


def test_a_rotation_needs_keys_to_rotate(tmp_path):
    with pytest.raises(KeyMissing):
        rotate(tmp_path / "nothing")


def test_after_a_rotation_old_keys_open_and_are_rewrapped(folder):
    ring = Keyring(folder)
    wrapped = new_data_key(ring, subject_id=7)
    before = open_data_key(wrapped, subject_id=7, ring=ring)
    assert rewrap(wrapped, subject_id=7, ring=ring) is None
    rotate(folder)  # as another process does it: this ring notices
    assert open_data_key(wrapped, subject_id=7, ring=ring) == before
    fresh = rewrap(wrapped, subject_id=7, ring=ring)
    assert fresh.split(".")[2] == ring.current("ordinary").id != wrapped.split(".")[2]
    assert open_data_key(fresh, subject_id=7, ring=ring) == before
    assert rewrap("destroyed", subject_id=7, ring=ring) is None


class Story(models.Model):
    id = models.BigIntegerField(primary_key=True)
    data_key = WrappedKey(room="sealed", subject="id")
    words = CipherText()
    plain = models.TextField()

    class Meta:
        app_label = "tests_only"
        db_table = "a_story"


def test_a_model_seals_and_reveals_its_columns(folder, settings):
    settings.KEYS = folder
    story = Story(id=7)
    key = give_key(story)
    assert story.data_key.split(".")[2] == Keyring(folder).current("sealed").id
    seal_into(story, key, words="他让我改口")
    assert "他" not in story.words
    assert reveal(story, key_of(story), "words") == "他让我改口"
    assert sealed_values(story, key, words="")["words"] == ""
    with pytest.raises(TypeError, match="no CipherText"):
        seal_into(story, key, plain="x")
    with pytest.raises(TypeError, match="needs its id"):
        seal_into(Story(), key, words="x")


@pytest.mark.django_db
def test_every_wrapped_key_comes_under_the_new_master_and_an_erased_one_stays_erased(folder, settings, monkeypatch):
    settings.KEYS = folder
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE a_story (id integer PRIMARY KEY, data_key text, words text, plain text)")
    monkeypatch.setattr(sealedfields, "wrapped_columns", lambda: iter([(Story, sealedfields.wrapped_key_field(Story))]))
    for number in range(1, 8):
        story = Story(id=number)
        seal_into(story, give_key(story), words="他让我改口")
        story.save(force_insert=True)
    Story.objects.filter(id=3).update(data_key="destroyed")
    rotate(folder)
    assert sealedfields.rewrap_all(batch=2) == {"a_story": 6}
    assert sealedfields.rewrap_all(batch=2) == {"a_story": 0}
    master = Keyring(folder).current("sealed").id
    for story in Story.objects.exclude(id=3):
        assert story.data_key.split(".")[2] == master
        assert reveal(story, key_of(story), "words") == "他让我改口"
    with pytest.raises(KeyDestroyed):
        key_of(Story.objects.get(id=3))


def test_commands_make_check_and_rotate(suqing):
    assert suqing("upgrade").returncode == 0
    made = suqing("keys", "new")
    assert (made.returncode, made.stderr) == (0, "")
    assert suqing("keys", "check").returncode == 0
    turned = suqing("keys", "rotate")
    assert (turned.returncode, turned.stderr) == (0, "")
    assert "新的主密钥" in turned.stdout


def test_commands_say_what_is_missing_without_a_traceback(suqing, tmp_path):
    assert suqing("upgrade").returncode == 0
    for path in (tmp_path / "keys").rglob("*.key"):
        path.unlink()
    for path in (tmp_path / "keys").rglob("current"):
        path.unlink()
    checked = suqing("keys", "check")
    assert checked.returncode == 1
    turned = suqing("keys", "rotate")
    assert turned.returncode == 3
    assert "密钥" in turned.stderr
    assert "Traceback" not in turned.stderr
    inside = suqing("keys", "new", SUQING_KEYS=str(tmp_path / "data" / "keys"))
    assert inside.returncode == 2
    anchored = suqing("audit", "anchor")
    assert (anchored.returncode, anchored.stdout) == (0, "没有待锚定的留痕。\n")
    answer = json.loads(suqing("audit", "verify", "--json").stdout)
    assert answer == {"events": 0, "checkpoints": 0, "findings": []}


@pytest.mark.django_db
def test_the_columns_are_ordinary_text_to_the_database():
    assert CipherText().db_type(connection) == WrappedKey().db_type(connection) == models.TextField().db_type(connection)
