"""One complaint through all eight steps (S5 7.1–7.8), by the people whose steps they are, up to the opened archive."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader

from tests.browser.cases import day, take_down
from tests.browser.desks import Desk
from tests.browser.quickly import PLAN, REPLY


def test_from_the_telephone_to_the_opened_archive(desk: Callable[..., Desk], tmp_path: Path) -> None:
    li, wang, sun, ding, zhao = (desk(login) for login in ("li", "wang", "sun", "ding", "zhao"))
    ref = take_down(li, respondent_staff_id="老丁")
    li.act("triage", classification="major", established="yes")
    li.act("dispatch", department_id="车险理赔部")
    wang.case(ref).act("accept_dispatch", handler_id="小孙")
    sun.case(ref).act("note_contact", summary="核实经过与诉求。")
    sun.act("note_progress", sayable="正在核实定损经过，三日内答复您。")
    sun.act("ask_hearing", staff_id="老丁")
    ding.open().says("去陈述")
    assert ref in ding.text
    ding.case(ref)
    assert "陈女士" not in ding.text
    ding.send('form[action$="/act/state_side/"]', statement="排期冲突，两次改期属实。")
    sun.case(ref).act("record_finding", cause_kind="claim", cause="定损排期失误，超期9天。", evidence="排期表", valid="yes", direct=["老丁"])
    li.case(ref).act("confirm_finding", valid="yes")
    sun.case(ref).act("draft_proposal", **PLAN)
    zhao.case(ref).act("instruct_proposal", kind="approve", text="同意，今天答复。")
    sun.case(ref).act("send_reply", **REPLY)
    sun.act("record_response", accepted="yes", words="可以，尽快打款。")
    li.case(ref).act("close", ground="accepted")
    sun.case(ref).act("carry_out", undertaking_id="支付赔款", proof="网银流水尾号0192")
    li.case(ref).act("follow_up", reached="yes", satisfaction="5", words="满意")
    li.act("suggest_improvement", to_unit_id="车险理赔部", due_day=day(20), problem="排期无预警", suggestion="改期须报备")
    li.act("evaluate", lessons="排期要有预警")
    li.act("archive")
    li.says("这一件已经办完")
    show_identity(li, ref)
    archive, print_out = (download(li, ref, kind, tmp_path) for kind in (".zip", ".pdf"))
    assert_the_volume_is_whole(archive)
    assert ref in "".join(page.extract_text() for page in PdfReader(print_out).pages)


def show_identity(desk: Desk, ref: str) -> None:
    """For a reason, five minutes: the volume holds it unmasked."""
    desk.case(ref)
    desk.page.locator("[data-reveal] summary").click()
    desk.page.locator("[data-reveal] button[type=submit]").click()
    desk.page.wait_for_load_state()


def download(desk: Desk, ref: str, kind: str, folder: Path) -> Path:
    """The volume that the worker makes, when it is there."""
    link = desk.page.locator(f'#papers a:has-text("{kind}")')
    for _ in range(40):
        desk.case(ref)
        if link.count():
            return desk.save(link.first, folder)
        desk.page.wait_for_timeout(500)
    raise AssertionError(f"no {kind} after twenty seconds: {desk.page.inner_text('#papers')}")


def assert_the_volume_is_whole(archive: Path) -> None:
    """Every file of the manifest has the hash it says, and every file is in the manifest."""
    with zipfile.ZipFile(archive) as volume:
        assert volume.testzip() is None
        manifest = json.loads(volume.read(next(name for name in volume.namelist() if "manifest" in name)))
        listed = {each["name"]: each["sha256"] for each in manifest["files"]}
        assert listed
        for name, sha256 in listed.items():
            assert hashlib.sha256(volume.read(name)).hexdigest() == sha256, name
