"""Files are opened again after they are written: the letter by Word's library, the volume by a ZIP and a PDF reader."""

import io
import json
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from docx import Document
from pypdf import PdfReader

from suqing.apps.complaints import actions
from suqing.apps.complaints.files.archive import build_volume
from suqing.apps.complaints.files.dossier import CASE, SECTIONS
from suqing.apps.complaints.files.letters import (
    Letter,
    render_reply_email,
    render_reply_letter,
    render_reply_pdf,
    render_reply_sms,
)
from suqing.apps.complaints.models import ArchiveVolume, Complaint
from suqing.kernel.errors import BadInput
from suqing.kernel.sealedfields import CipherText
from tests.apps.test_procedure import walk_to_reply
from tests.cast import House, cn

pytestmark = pytest.mark.django_db


def test_a_letter_keeps_every_character(house: House) -> None:
    case = house.register(name="<陈>&女士𠮷😀")
    letter = Letter("赔付 {{ 7*7 }} 元 <b>", "核实", "保险法第二十三条", "核查、调解、仲裁、诉讼")
    text = "\n".join(each.text for each in Document(io.BytesIO(render_reply_letter(case, letter, at=cn("2026-11-24 10:00")))).paragraphs)
    for words in ("<陈>&女士𠮷😀：", "赔付 {{ 7*7 }} 元 <b>", "核查、调解、仲裁、诉讼", "2026年11月24日", case.ref, "2026年11月23日"):
        assert words in text


LETTER = Letter("赔付24,500元 {{ 7*7 }} <b>，\n并致歉。", "定损超期9天属实", "保险法第二十三条", "申请核查、调解、仲裁或诉讼。")


def words_of(content: bytes) -> str:
    """The text of a PDF without the breaks that its lines make."""
    return "".join("".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages).split())


def test_the_pdf_says_what_the_word_letter_says(house: House) -> None:
    case, at = house.register(name="陈<女士>"), cn("2026-11-24 10:00")
    pdf = words_of(render_reply_pdf(case, LETTER, at=at))
    word = [each.text for each in Document(io.BytesIO(render_reply_letter(case, LETTER, at=at))).paragraphs]
    assert len([each for each in word if each.strip()]) == 13
    for paragraph in word:
        assert "".join(paragraph.split()) in pdf
    assert case.ref in pdf


def test_a_message_says_what_may_be_read_out_and_nothing_else(house: House, settings: Any, tmp_path: Path) -> None:
    case, at = house.register(), cn("2026-11-24 10:00")
    told = render_reply_sms(case, LETTER, at=at)
    assert told == f"【东海财险】您好，您2026年11月23日提出的投诉（编号{case.ref}）已经处理：赔付24,500元 {{{{ 7*7 }}}} <b>， 并致歉。 不接受的，可以申请核查、调解、仲裁或诉讼。 有疑问请联系本公司客服电话，说明编号即可。"
    for words in ("陈女士", "定损超期", "第二十三条", "13800006621", "小李"):
        assert words not in told
    with pytest.raises(BadInput, match="不超过500个字"):
        render_reply_sms(case, replace(LETTER, text="长" * 500), at=at)
    settings.DATA = tmp_path
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "contact.txt").write_text("客服热线 4000-000-000\n", encoding="utf-8")
    (tmp_path / "templates" / "reply-sms.txt").write_text("{{ ref }} {{ text }} {{ name }}{{ grounds }}{{ contact }}", encoding="utf-8")
    assert render_reply_sms(case, replace(LETTER, text="已赔付"), at=at) == f"{case.ref} 已赔付 客服热线 4000-000-000"


def test_an_e_mail_holds_the_whole_letter_and_leaves_out_what_was_not_written(house: House) -> None:
    case, at = house.register(), cn("2026-11-24 10:00")
    told = render_reply_email(case, LETTER, at=at)
    assert told.splitlines()[0] == f"主题：投诉处理答复（{case.ref}）"
    for words in ("陈女士：", "定损超期9天属实", "赔付24,500元 {{ 7*7 }} <b>，\n并致歉。", "保险法第二十三条", "申请核查", "本公司客服电话", "2026年11月24日"):
        assert words in told
    short = render_reply_email(case, replace(LETTER, facts_verified="", grounds="", remedies=""), at=at)
    assert not {"核实情况", "依据和理由", "救济途径"} & set(short.splitlines())


def test_a_volume_holds_everything_and_its_manifest_is_true(house: House) -> None:
    walk = walk_to_reply(house)
    walk.do("li", "2026-11-25 09:00", actions.close_complaint, ground="accepted")
    volume = ArchiveVolume.objects.create(root=house.root, complaint=walk.complaint, number=1, at=cn("2026-11-25 10:00"))
    built = build_volume(volume, at=cn("2026-11-25 10:00"))
    with zipfile.ZipFile(io.BytesIO(built.zip)) as packed:
        assert packed.testzip() is None
        manifest = json.loads(packed.read("manifest.json"))
        for file in manifest["files"]:
            assert sha256(packed.read(file["name"])).hexdigest() == file["sha256"]
        record = packed.read("记录.json").decode()
    assert sha256(json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest() == built.manifest_hash
    for words in ("尽快定损，赔付代步费。", "13800006621", "排期冲突，两次改期属实。", "可以，尽快打款。", "定损排期失误，超期9天。"):
        assert words in record
    pages = PdfReader(io.BytesIO(built.pdf)).pages
    assert "投诉卷宗" in pages[0].extract_text()


def test_no_sealed_text_of_a_case_is_left_out_of_its_file() -> None:
    told = {("complaint", name) for name in CASE} | {(related, name) for related, (_, fields) in SECTIONS.items() for name in fields}
    sealed = {("complaint", field.name) for field in Complaint._meta.concrete_fields if isinstance(field, CipherText)}
    for relation in Complaint._meta.related_objects:
        sealed |= {
            (relation.get_accessor_name(), field.name)
            for field in relation.related_model._meta.concrete_fields
            if isinstance(field, CipherText) and isinstance(field, models.Field)
        }
    explanations = {("triages", "line"), ("closures", "line"), ("settlements", "line")}
    of_two_cases = {(name, text) for name in ("links", "links_to") for text in ("reason", "end_reason")}  # the file goes to who sees one of them
    assert sealed - told == explanations | of_two_cases
