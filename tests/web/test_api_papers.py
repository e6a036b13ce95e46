"""Papers over the API: handed in, listed and given out as on the desk; a volume after disclosing; the reply as a letter."""
# ruff: noqa: F811

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from suqing.apps.audit import reading
from suqing.apps.audit.models import Disclosure, Event, ReadTrace
from suqing.apps.audit.reading import flush_reads
from suqing.apps.audit.verify import verify
from suqing.apps.complaints.models import Complaint
from suqing.apps.papers.keeping import keep_paper
from suqing.apps.papers.models import Paper
from tests.web.api_world import BASE, World, world  # noqa: F401
from tests.web.test_api_procedure import Walk

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def no_traces_of_other_tests() -> None:
    reading._buffer.clear()


def handed(world: World, who: str, path: str, *files: tuple[str, bytes, str], **headers: str) -> Any:
    sent = {"files": [SimpleUploadedFile(name, content, kind) for name, content, kind in files]}
    return world.client.post(path, sent, HTTP_AUTHORIZATION=f"Bearer {world.token(who)}", **{f"HTTP_{name.upper()}": value for name, value in headers.items()})


def test_a_paper_comes_back_as_it_was_handed_in(world: World) -> None:
    path = f"{BASE}/{world.register()['ref']}/papers"
    answer = handed(world, "li", path, ("查勘单.pdf", PDF, "application/pdf"), ("x.exe", b"MZ\x90\x00", "application/octet-stream"), Idempotency_Key="p1")
    assert answer.status_code == 200, answer.content.decode()
    (kept,) = answer.json()["papers"]
    assert len(answer.json()["refused"]) == 1
    again = handed(world, "li", path, ("查勘单.pdf", PDF, "application/pdf"), ("x.exe", b"MZ\x90\x00", "application/octet-stream"), Idempotency_Key="p1")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert handed(world, "li", path, ("另.pdf", PDF, "application/pdf"), Idempotency_Key="p1").status_code == 422
    assert Paper.objects.count() == Event.objects.filter(verb="paper_kept").count() == 1
    (listed,) = world.get("li", path).json()["papers"]
    assert (listed["name"], listed["sha256"], listed["added_by"]["username"]) == ("查勘单.pdf", kept["sha256"], "li")
    given = world.get("li", f"{path}/{kept['id']}")
    assert b"".join(given.streaming_content) == PDF
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert verify() == []


def test_who_does_not_see_the_case_gets_no_paper_and_leaves_none(world: World) -> None:
    path = f"{BASE}/{world.register()['ref']}/papers"
    paper = handed(world, "li", path, ("a.pdf", PDF, "application/pdf")).json()["papers"][0]["id"]
    other = f"{BASE}/{world.register()['ref']}/papers/{paper}"
    for who in ("outsider", "stranger", "zhang", "ding"):
        assert world.get(who, path).status_code == 404, who
        assert world.get(who, f"{path}/{paper}").status_code == 404, who
        assert handed(world, who, path, ("b.pdf", PDF, "application/pdf")).status_code == 404, who
    assert world.get("li", other).status_code == 404  # a paper of another case
    assert world.client.post(path, {}).status_code == 401
    assert Paper.objects.count() == 1


def test_limits_are_told_in_one_sentence(world: World, settings: Any) -> None:
    path = f"{BASE}/{world.register()['ref']}/papers"
    assert "至少一个文件" in handed(world, "li", path).json()["detail"]
    assert handed(world, "li", path, ("x.exe", b"MZ\x90\x00", "application/octet-stream")).status_code == 422
    settings.MAX_UPLOAD = 1024 * 1024
    large = handed(world, "li", path, ("a.pdf", PDF + b" " * 2 * 1024 * 1024, "application/pdf"))
    assert (large.status_code, "MB" in large.json()["detail"]) == (413, True)
    assert world.client.post(BASE, {"files": SimpleUploadedFile("a.pdf", PDF)}, HTTP_AUTHORIZATION=f"Bearer {world.token('li')}").status_code == 415
    assert not Paper.objects.exists()


def test_a_volume_is_given_out_after_the_identity_was_disclosed(world: World) -> None:
    case = Complaint.objects.get(ref=world.register()["ref"])
    volume = keep_paper(
        root=case.root_id, subject=("complaint", case.id), data_key_wrapped=case.data_key, name="卷宗.pdf", content=PDF, declared_type="application/pdf", actor=world.house.actor("li"),
        at=case.entered_at, kind="archive",
    )  # fmt: skip
    path = f"{BASE}/{case.ref}/papers"
    assert [each["kind"] for each in world.get("li", path).json()["papers"]] == ["archive"]
    refused = world.get("li", f"{path}/{volume.id}")
    assert (refused.status_code, refused.json()["clause"]) == (409, "property/9.1")
    assert world.post("li", f"{BASE}/{case.ref}/disclose", {"reason": "inspection"}).status_code == 200
    assert b"".join(world.get("li", f"{path}/{volume.id}").streaming_content) == PDF
    flush_reads()
    assert ReadTrace.objects.filter(staff=world.house.people["li"], subject_id=case.id).exists()


def test_the_letter_reads_the_name_and_says_so(world: World) -> None:
    walk = Walk(world)
    path = f"{walk.path}/letter"
    answer = world.post("li", path, {"text": "已重新定损。", "grounds": "保险法"})
    assert answer.status_code == 200, answer.content.decode()
    words = "\n".join(each.text for each in Document(BytesIO(answer.content)).paragraphs)
    assert "陈女士" in words
    assert "已重新定损。" in words
    assert Disclosure.objects.filter(staff=world.house.people["li"], fields="name").count() == 1
    refused = world.post("zhao", path, {"text": "x"})
    assert (refused.status_code, refused.json()["clause"]) == (409, "claims/6.2")
    assert world.post("outsider", path, {"text": "x"}).status_code == 404
    assert Disclosure.objects.count() == 1
