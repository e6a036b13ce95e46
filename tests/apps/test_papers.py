import io
import os
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import transaction

from suqing.apps.papers import keeping, storing
from suqing.apps.papers.checking import LARGEST, clean_name
from suqing.apps.papers.files import PIECE
from suqing.apps.papers.keeping import keep_paper, open_paper, paper_name
from suqing.apps.papers.models import Paper
from suqing.apps.papers.sweeping import papers_without_file, sweep_orphans
from suqing.kernel.crypto import new_data_key
from suqing.kernel.errors import BadInput, KeyDestroyed, SealBroken
from tests.apps.ledger_cast import AT, make_cast

CASE = ("complaint", 7)
PDF = b"%PDF-1.7\n" + "定损单".encode() * 10
JPG = b"\xff\xd8\xff\xe0" + bytes(100)


@pytest.fixture
def cast(db, settings, tmp_path):
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "store"}}
    settings.STORAGES = settings.STORAGES | {"default": place}
    return make_cast(settings)


@pytest.fixture
def wrapped(cast):
    return new_data_key(subject_id=CASE[1])


@pytest.fixture
def keep(cast, wrapped):
    def keep(content=PDF, name="定损单.pdf", declared_type="application/pdf", **more):
        given = {"root": cast.root.id, "subject": CASE, "data_key_wrapped": wrapped, "actor": cast.actor, "at": AT}
        return keep_paper(**(given | more), name=name, content=content, declared_type=declared_type)

    return keep


def zipped(members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return made.getvalue()


DOCX = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
XLSX = zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MAIL = b"From: a@example.com\r\nDate: Mon, 23 Nov 2026 09:00:00 +0800\r\nSubject: x\r\n\r\nbody"


def test_a_paper_comes_back_as_it_was_handed_in(keep, wrapped):
    paper = keep()
    assert open_paper(paper, wrapped) == PDF
    assert paper_name(Paper.objects.get(), wrapped) == "定损单.pdf"
    assert (paper.media_type, paper.size) == ("application/pdf", len(PDF))


def test_neither_content_nor_name_rest_in_the_clear(keep, tmp_path):
    keep(name="陈女士.pdf")
    stored = [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
    assert len(stored) == 1
    assert b"PDF" not in stored[0].read_bytes()
    assert "定损单".encode() not in stored[0].read_bytes()
    assert stored[0].stat().st_mode & 0o777 == 0o600
    assert "陈" not in Paper.objects.get().name


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.jpg", JPG, "image/jpeg"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(9), "image/png"),
        ("a.gif", b"GIF89a" + bytes(9), "image/gif"),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic"),
        ("a.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.zip", zipped({"照片/1.jpg": JPG}), "application/zip"),
        ("a.doc", OLE, "application/msword"),
        ("a.xls", OLE, "application/vnd.ms-excel"),
        ("a.txt", "他让我改口。\n".encode(), "text/plain"),
        ("a.txt", "他让我改口。\n".encode("gb18030"), "text/plain"),
        ("a.txt", ("字" * 5000).encode(), "text/plain"),
        ("a.eml", MAIL, "message/rfc822"),
        ("a.mp3", b"ID3\x03" + bytes(9), "audio/mpeg"),
        ("a.mp3", b"\xff\xfb\x90\x00" + bytes(9), "audio/mpeg"),
        ("a.wav", b"RIFF\x10\0\0\0WAVEfmt ", "audio/wav"),
        ("a.m4a", b"\0\0\0\x18ftypM4A \0\0\0\0", "audio/mp4"),
        ("a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0", "video/mp4"),
        ("a.amr", b"#!AMR\n\x04", "audio/amr"),
    ],
)
def test_the_types_that_people_send_are_taken(keep, wrapped, name, content, media_type):
    for declared in (media_type, "application/octet-stream", ""):
        paper = keep(content, name, declared)
        assert paper.media_type == media_type
    assert open_paper(paper, wrapped) == content


@pytest.mark.parametrize(
    ("name", "content", "declared", "words"),
    [
        ("程序.exe", b"MZ\x90\x00" + bytes(99), "application/x-msdownload", "以下类型之一"),
        ("照片.jpg", PDF, "image/jpeg", "内容是PDF"),
        ("照片.jpg", JPG, "application/pdf", "内容是JPG 图片"),
        ("页面.html", b"<html><script>1</script></html>", "text/html", "内容是文本"),
        ("空.pdf", b"", "application/pdf", "有内容的文件"),
        ("坏.docx", DOCX[:-30], "", "完好的压缩文件"),
        ("表.xlsx", DOCX, "", "内容是Word 文档"),
        ("没有结尾", PDF, "", "改以 .pdf 结尾"),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_a_sentence(keep, tmp_path, name, content, declared, words):
    with pytest.raises(BadInput, match=words):
        keep(content, name, declared)
    assert not Paper.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and "store" in path.parts]


def test_too_large_is_said_with_both_sizes(keep):
    with pytest.raises(BadInput, match=r"50\.0 MB.*不超过 50 MB"):
        keep(io.BytesIO(JPG + bytes(LARGEST)), "a.jpg", "")


def test_a_bomb_is_refused_without_being_unpacked(keep):
    bomb = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": bytes(60 * 1024 * 1024)})
    assert len(bomb) < 100_000
    with pytest.raises(BadInput, match="解开后 60 MB"):
        keep(bomb, "a.docx", "")
    with pytest.raises(BadInput, match="6000 个文件"):
        keep(zipped({str(n): b"" for n in range(6000)}), "a.zip", "")


@pytest.mark.parametrize("size", [1, PIECE - 20, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_every_size_comes_back(keep, wrapped, size):
    content = JPG + os.urandom(size)
    assert open_paper(keep(io.BytesIO(content), "a.jpg", "image/jpeg"), wrapped) == content


def test_a_changed_cut_or_lengthened_file_does_not_open(keep, wrapped, tmp_path):
    content = JPG + os.urandom(2 * PIECE)
    paper = keep(content, "a.jpg", "image/jpeg")
    path = tmp_path / "store" / paper.stored_name
    good = path.read_bytes()
    sealed_piece = PIECE + 28
    pieces = [good[14 + at : 14 + at + sealed_piece] for at in range(0, len(good) - 14, sealed_piece)]
    wrong = {
        "changed": good[:100] + bytes([good[100] ^ 1]) + good[101:],
        "cut after a piece": good[:14] + pieces[0],
        "cut inside": good[:-5],
        "exchanged": good[:14] + pieces[1] + pieces[0] + pieces[2],
        "added": good + pieces[2],
        "headless": b"",
    }
    for what, bad in wrong.items():
        path.write_bytes(bad)
        assert opens(paper, wrapped) is False, what
    path.write_bytes(good)
    assert open_paper(paper, wrapped) == content


def opens(paper, wrapped):
    try:
        open_paper(paper, wrapped)
    except SealBroken:
        return False
    return True


def test_the_file_of_another_paper_does_not_pass_for_it(keep, wrapped, tmp_path):
    one, two = keep(), keep(JPG, "b.jpg", "image/jpeg")
    (tmp_path / "store" / two.stored_name).replace(tmp_path / "store" / one.stored_name)
    with pytest.raises(SealBroken):
        open_paper(one, wrapped)


def test_a_destroyed_key_takes_the_papers_with_it(keep):
    with pytest.raises(KeyDestroyed):
        open_paper(keep(), "destroyed")


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/密码.PDF", "密码.pdf"),
        ("C:\\桌面\\照片.jpg", "照片.jpg"),
        ("现场👨‍👩‍👧 📷.jpg", "现场👨‍👩‍👧 📷.jpg"),
        ("发票\u202egpj.exe", "发票gpj.exe"),
        ("a\x00\n b.txt", "a b.txt"),
        ("...", "文件"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_names_are_cleaned(name, cleaned):
    assert clean_name(name) == cleaned


def test_an_emoji_name_survives(keep, wrapped):
    assert paper_name(keep(name="😡理赔👎.pdf"), wrapped) == "😡理赔👎.pdf"


def test_a_crash_between_file_and_row_leaves_an_orphan_that_is_swept_after_a_day(keep, monkeypatch, tmp_path):
    kept = keep()

    def crash(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Paper, "save", crash)
        with pytest.raises(KeyboardInterrupt):
            keep()
    files = [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
    assert (len(files), Paper.objects.count()) == (2, 1)
    now = datetime.fromtimestamp(files[0].stat().st_mtime, UTC)
    assert sweep_orphans(now + timedelta(hours=23)) == 0
    assert sweep_orphans(now + timedelta(hours=25)) == 1
    assert [path for path in (tmp_path / "store").rglob("*") if path.is_file()] == [tmp_path / "store" / kept.stored_name]


def test_an_undone_transaction_leaves_no_row(keep):
    with transaction.atomic():
        keep()
        transaction.set_rollback(True)
    assert not Paper.objects.exists()


def test_a_crash_while_writing_leaves_nothing_under_the_name(keep, monkeypatch, tmp_path):
    def pieces(*_, **__):
        yield b"half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping.files, "sealed_pieces", pieces)
    with pytest.raises(OSError, match="No space"):
        keep()
    assert not [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
    assert not Paper.objects.exists()


def test_a_row_without_its_file_is_found(keep, tmp_path):
    paper = keep()
    assert list(papers_without_file()) == []
    (tmp_path / "store" / paper.stored_name).unlink()
    assert list(papers_without_file()) == [paper]


def test_a_shared_store_without_paths_works_too(keep, wrapped, monkeypatch):
    shared = InMemoryStorage()
    monkeypatch.setattr(storing, "storage", lambda: shared)
    paper = keep()
    assert open_paper(paper, wrapped) == PDF
    assert b"PDF" not in shared.open(paper.stored_name).read()


def test_sm4_by_setting(keep, wrapped, monkeypatch):
    with_aes = keep()
    monkeypatch.setenv("SUQING_CIPHER", "sm4")
    with_sm4 = keep()
    assert open_paper(with_aes, wrapped) == open_paper(with_sm4, wrapped) == PDF
