"""Files are opened again after they are written: the letter by Word's library, the volume by a ZIP and a PDF reader."""

import io
import json
import zipfile
from hashlib import sha256

import pytest
from django.db import models
from docx import Document
from pypdf import PdfReader

from suqing.apps.complaints import actions
from suqing.apps.complaints.files.archive import build_volume
from suqing.apps.complaints.files.dossier import CASE, SECTIONS
from suqing.apps.complaints.files.letters import Letter, render_reply_letter
from suqing.apps.complaints.models import ArchiveVolume, Complaint
from suqing.kernel.sealedfields import CipherText
from tests.apps.test_procedure import walk_to_reply
from tests.cast import House, cn, found_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return found_cast()


def test_a_letter_keeps_every_character(house: House) -> None:
    case = house.register(name="<陈>&女士𠮷😀")
    letter = Letter("赔付 {{ 7*7 }} 元 <b>", "核实", "保险法第二十三条", "核查、调解、仲裁、诉讼")
    text = "\n".join(each.text for each in Document(io.BytesIO(render_reply_letter(case, letter, at=cn("2026-11-24 10:00")))).paragraphs)
    for words in ("<陈>&女士𠮷😀：", "赔付 {{ 7*7 }} 元 <b>", "核查、调解、仲裁、诉讼", "2026年11月24日", case.ref, "2026年11月23日"):
        assert words in text


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
