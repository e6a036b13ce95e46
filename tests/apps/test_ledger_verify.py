"""Tampering for real, by somebody who owns the database, and what `audit verify` says to it."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, connections, models, transaction

from suqing.apps.audit import rows as verified_rows
from suqing.apps.audit import triggers
from suqing.apps.audit.anchors import anchors_path
from suqing.apps.audit.checkpoints import make_checkpoint
from suqing.apps.audit.merkle import merkle_root
from suqing.apps.audit.models import Checkpoint, Event, Unanchored
from suqing.apps.audit.record import record
from suqing.apps.audit.verify import verify
from suqing.apps.audit.walking import one_moment
from suqing.kernel.errors import KeyMissing, NotYours, Stale
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import WrappedKey
from suqing.kernel.swap import swap
from tests.apps.ledger_cast import AT, make_cast

CASE, OTHER = ("complaint", 7), ("complaint", 8)


class Note(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id)
    version = models.IntegerField(default=1)
    story = models.TextField()
    wake = models.IntegerField(default=0)
    data_key = WrappedKey(default="")
    ledger_omits = ("wake",)

    class Meta:
        app_label = "tests_only"
        db_table = "tests_only_note"


class NoteAfterUpgrade(models.Model):
    """The same table after a migration added columns."""

    id = models.BigIntegerField(primary_key=True)
    version = models.IntegerField()
    story = models.TextField()
    wake = models.IntegerField()
    data_key = WrappedKey()
    told = models.BooleanField()
    words = models.TextField()
    asked = models.BooleanField(null=True)
    persons = models.IntegerField(null=True)
    ledger_omits = ("wake",)

    class Meta:
        app_label = "tests_only"
        db_table = "tests_only_note"
        managed = False


@pytest.fixture
def cast(db, settings, monkeypatch, tmp_path):
    monkeypatch.setenv("SUQING_ANCHORS", str(tmp_path / "anchors.jsonl"))
    known = verified_rows.models_by_table()
    monkeypatch.setattr(verified_rows, "models_by_table", lambda: known | {"tests_only_note": Note})
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE tests_only_note (id bigint PRIMARY KEY, version int NOT NULL, story text NOT NULL, wake int NOT NULL, data_key text NOT NULL)"
        )
    return make_cast(settings)


def happens(cast, subject=CASE, verb="note", **more):
    with transaction.atomic():
        return record(root_id=cast.root.id, subject=subject, verb=verb, actor=cast.actor, at=AT, **more)


@pytest.fixture
def note(cast):
    """Two cases with three events each, a narrative row in its second version, and a checkpoint over it all."""
    note = Note.objects.create(story="定损拖了两个月")
    happens(cast, records=[note])
    swap(note, seen_version=1, story="定损拖了两个多月")
    happens(cast, records=[note])
    happens(cast)
    for _ in range(3):
        happens(cast, OTHER)
    make_checkpoint(AT)
    assert verify() == []
    return note


@contextmanager
def tampering():
    triggers.lift(connection)
    yield
    connection.check_constraints()
    triggers.remake(connection)


def found():
    return {(f.what, f.subject, f.seq) for f in verify()}


def event(subject, seq):
    return Event.objects.filter(subject_kind=subject[0], subject_id=subject[1], seq=seq)


@pytest.mark.usefixtures("note")
def test_a_changed_column_and_a_changed_body_are_named():
    with tampering():
        event(CASE, 2).update(verb="other")
        body = event(OTHER, 1).get().body
        event(OTHER, 1).update(body=body.replace('"note"', '"none"'))
    assert found() == {("changed", CASE, 2), ("changed", OTHER, 1)}
    assert {f.words for f in verify()} == {
        "complaint 7 第2条留痕：被改动（列 verb）。",
        "complaint 8 第1条留痕：被改动（正文或校验值）。",
    }


@pytest.mark.usefixtures("note")
def test_a_changed_hash_is_named():
    with tampering():
        event(CASE, 2).update(hash="0" * 64)
    assert found() == {("changed", CASE, 2)}


@pytest.mark.usefixtures("note")
def test_a_removed_event_in_the_middle_is_named():
    with tampering():
        event(CASE, 2).delete()
    assert ("removed", CASE, 2) in found()
    assert {what for what, _, _ in found()} <= {"removed", "row_changed"}


@pytest.mark.usefixtures("note")
def test_a_removed_last_event_is_named_by_the_checkpoint():
    with tampering():
        event(OTHER, 3).delete()
    assert found() == {("removed", OTHER, 3)}


@pytest.mark.usefixtures("note")
def test_a_whole_removed_chain_is_named_by_the_checkpoint():
    with tampering():
        for seq in (1, 2, 3):
            event(OTHER, seq).delete()
    assert found() == {("removed", OTHER, seq) for seq in (1, 2, 3)}


def test_an_end_removed_together_with_its_checkpoint_is_named_by_the_anchors_file(cast, note):
    happens(cast)
    make_checkpoint(AT)
    with tampering():
        event(CASE, 4).delete()
        Checkpoint.objects.filter(number=2).delete()
    findings = verify()
    assert [f.what for f in findings] == ["checkpoint_removed"]
    assert "第2号，含1条留痕" in findings[0].words


def test_an_inserted_event_is_named(note):
    last = event(CASE, 3).get()
    with tampering():
        last.id, last.seq, last.prev_hash = new_id(), 4, last.hash
        last.save(force_insert=True)
    assert found() == {("inserted", CASE, 4)}


def test_an_inserted_event_with_its_side_row_is_named_by_its_content(note):
    last = event(CASE, 3).get()
    with tampering():
        last.id, last.seq, last.prev_hash = new_id(), 4, last.hash
        last.save(force_insert=True)
        Unanchored.objects.create(event=last)
    assert found() == {("changed", CASE, 4)}


def test_one_removed_for_one_inserted_is_named_although_the_counts_agree(note):
    last = event(OTHER, 3).get()
    with tampering():
        event(OTHER, 3).delete()
        last.id, last.verb = new_id(), "praise"
        last.save(force_insert=True)
    assert found() == {("inserted", OTHER, 3)}


def test_a_changed_narrative_is_noticed_though_it_is_not_in_the_ledger(note):
    Note.objects.filter(pk=note.pk).update(story="定损很快")
    assert [(f.what, f.table, f.row) for f in verify()] == [("row_changed", "tests_only_note", note.pk)]
    assert f"complaint 7 第2条留痕，表 tests_only_note 第 {note.pk} 行：记录的内容与留痕不符" in verify()[0].words


def test_a_narrative_set_back_to_its_earlier_version_is_noticed(note):
    Note.objects.filter(pk=note.pk).update(story="定损拖了两个月", version=1)
    assert "留痕到第2版，现为第1版" in verify()[0].words


def test_a_version_written_past_the_ledger_is_noticed(note):
    swap(note, seen_version=2, story="定损很快")
    assert "留痕到第2版，现为第3版" in verify()[0].words


def test_a_removed_row_is_noticed_and_a_lawful_removal_is_not(cast, note):
    Note.objects.filter(pk=note.pk).delete()
    assert [f.what for f in verify()] == ["row_removed"]
    happens(cast, verb="erase", removed=[("tests_only_note", note.pk)])
    assert verify() == []
    Note.objects.create(pk=note.pk, story="定损很快", version=2)
    assert "留痕说已删除" in verify()[0].words


def test_computed_columns_and_the_wrapped_key_may_change(note):
    Note.objects.filter(pk=note.pk).update(wake=9, data_key="w1.a1.0.x")
    assert verify() == []


@pytest.mark.parametrize("change", [{"told": True}, {"words": "改过"}, {"asked": False}, {"persons": 0}])
def test_columns_added_by_an_upgrade_change_no_fingerprint_and_what_is_written_into_them_does(note, monkeypatch, change):
    with connection.cursor() as cursor:
        for column in ("told bool NOT NULL DEFAULT false", "words text NOT NULL DEFAULT ''", "asked bool NULL", "persons int NULL"):
            cursor.execute(f"ALTER TABLE tests_only_note ADD COLUMN {column}")
    known = verified_rows.models_by_table()
    monkeypatch.setattr(verified_rows, "models_by_table", lambda: known | {"tests_only_note": NoteAfterUpgrade})
    assert verify() == []
    NoteAfterUpgrade.objects.filter(pk=note.pk).update(**change)
    assert [(f.what, f.row) for f in verify()] == [("row_changed", note.pk)]


def test_a_row_told_of_in_two_chains_is_judged_by_the_newest_word(cast, note):
    swap(note, seen_version=2, story="第三版")
    happens(cast, OTHER, records=[note])
    assert verify() == []
    Note.objects.filter(pk=note.pk).update(story="改过的第三版")
    assert [(f.what, f.subject, f.seq) for f in verify()] == [("row_changed", OTHER, 4)]


@pytest.mark.usefixtures("note")
def test_a_changed_checkpoint_is_named():
    with tampering():
        Checkpoint.objects.update(count=5)
    assert {f.what for f in verify()} >= {"checkpoint_changed"}


@pytest.mark.usefixtures("note")
def test_a_checkpoint_rewritten_to_fit_a_forged_ledger_is_not_signed():
    with tampering():
        event(OTHER, 3).delete()
        checkpoint = Checkpoint.objects.get()
        leaves = json.loads(checkpoint.leaves)[:-1]
        Checkpoint.objects.update(leaves=json.dumps(leaves), count=len(leaves), merkle_root=merkle_root("sha256", [b"x"]))
    assert "签名不符" in " ".join(f.words for f in verify())


@pytest.mark.usefixtures("note")
def test_a_missing_trigger_is_a_finding():
    with tampering():
        assert {f.what for f in verify()} == {"trigger"}
    assert verify() == []


def test_outside_a_transaction_all_is_read_as_of_one_moment(transactional_db, settings, monkeypatch, tmp_path):
    monkeypatch.setenv("SUQING_ANCHORS", str(tmp_path / "anchors.jsonl"))
    cast = make_cast(settings)
    happens(cast)
    with one_moment():
        assert Event.objects.count() == 1
        _in_another_thread(lambda: happens(cast))  # no writer waits for a verification
        assert Event.objects.count() == 1
    assert Event.objects.count() == 2
    make_checkpoint(AT)
    assert verify() == []
    with tampering():
        event(CASE, 2).delete()
    assert found() == {("removed", CASE, 2)}


def _in_another_thread(work):
    def run():
        try:
            work()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result(timeout=20)


def test_a_swapped_shortened_or_spoiled_anchors_file_is_named(cast, note, tmp_path):
    for _ in range(2):
        happens(cast)
        make_checkpoint(AT)
    lines = anchors_path().read_text().splitlines(keepends=True)
    assert len(lines) == 3
    copy = tmp_path / "copy.jsonl"

    def said(text):
        copy.write_text(text)
        return " ".join(f.words for f in verify(anchors_file=copy))

    assert said("".join(lines)) == ""
    assert "是空的" in said("")
    assert "没有第1号锚点" in said("".join(lines[1:]))
    assert "第2行读不出来" in said(lines[0] + "???\n" + lines[1] + lines[2])
    other = json.loads(lines[1])
    other["hash"] = "0" * 64
    assert "第2号锚点与库内不同：hash" in said(lines[0] + json.dumps(other) + "\n" + lines[2])


def test_a_crash_between_commit_and_file_is_made_good(cast, note):
    happens(cast)
    path = anchors_path()
    before = path.read_text()
    make_checkpoint(AT)
    path.write_text(before + '{"number": 2, "at')  # as if the last line had been cut
    happens(cast)
    make_checkpoint(AT)
    numbers = [line.get("number") for line in map(_parsed, path.read_text().splitlines())]
    assert numbers == [1, None, 2, 3]
    assert [f.what for f in verify()] == ["anchors"]


def _parsed(text):
    try:
        return json.loads(text)
    except ValueError:
        return {}


def test_a_checkpoint_without_news_is_none(note):
    assert make_checkpoint(AT) is None
    assert not Unanchored.objects.exists()


def test_without_its_keys_the_ledger_cannot_be_judged(note, settings, tmp_path):
    settings.KEYS = tmp_path / "others"
    make_cast_keys(settings)
    with pytest.raises(KeyMissing):
        verify()


def make_cast_keys(settings):
    from suqing.kernel.crypto import new_keys

    new_keys(settings.KEYS)


def test_more_events_than_one_page(cast):
    with transaction.atomic():
        for number in range(1200):
            record(root_id=cast.root.id, subject=("complaint", number // 300), verb="note", actor=cast.actor, at=AT)
    make_checkpoint(AT)
    assert verify() == []
    with tampering():
        event(("complaint", 2), 77).update(clause="x")
    assert found() == {("changed", ("complaint", 2), 77)}


def test_the_slower_of_two_is_told_what_changed(note):
    slower = Note.objects.get(pk=note.pk)
    swap(note, seen_version=2, story="第三版")
    with pytest.raises(Stale) as told:
        swap(slower, seen_version=2, story="另一个第三版")
    assert told.value.changed == ("story",)
    with pytest.raises(Stale, match="王经理"):
        swap(slower, seen_version=2, explain=lambda row, seen: f"王经理先提交了第{row.version}版。", story="x")
    with pytest.raises(TypeError, match="no field"):
        swap(note, seen_version=3, tale="x")
    Note.objects.all().delete()
    with pytest.raises(NotYours):
        swap(slower, seen_version=2, story="x")
