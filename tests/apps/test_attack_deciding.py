"""Deciding beyond one's part, and what a file or a lost key would give away."""

import pytest

from suqing.apps.complaints import actions
from suqing.apps.complaints.files import archive, pdf
from suqing.apps.complaints.models import Proposal
from suqing.apps.complaints.record.people import without_identity
from suqing.apps.complaints.record.rows import load_rows
from suqing.apps.sealed.access import readers_of
from suqing.apps.sealed.queries import reports_for
from suqing.kernel.crypto import the_ring
from suqing.kernel.errors import Refused, Stale
from tests.apps.case_walk import forwarded_case, walked
from tests.apps.sealed_world import TODAY, found_house, take_down
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
AT = cn("2026-11-24 09:00")


def submitted(house: House, *, yuan: int) -> tuple[object, Proposal]:
    """A proposal of this sum before the leader whose authority covers it."""
    case = walked(house, forwarded_case(house), until="confirm_finding")
    sun = {"actor": house.actor("sun"), "at": AT}
    content = actions.proposing.ProposalText("赔付", "保险法", "定损单", "", yuan * 100, 0)
    case = actions.draft_proposal(ref=case.ref, seen_version=case.version, **sun, content=content)
    case = actions.submit_proposal(ref=case.ref, seen_version=case.version, **sun)
    return case, Proposal.objects.get(complaint=case, live=True)


@pytest.mark.parametrize("kind", ["approve", "take_over"])
def test_no_leader_lets_a_sum_beyond_their_authority_out_by_any_word(house: House, kind: str) -> None:
    case, proposal = submitted(house, yuan=300_000)
    assert proposal.submitted_to_id == house.qian.id
    said = {"ref": case.ref, "seen_version": case.version, "at": AT, "kind": kind, "proposal_version": proposal.version, "text": "由我办"}
    with pytest.raises(Refused, match="超出您的授权"):
        actions.instruct_proposal(**said, actor=house.actor("zhao"), proposal_hash=proposal.content_hash)
    with pytest.raises(Stale):
        actions.instruct_proposal(**said, actor=house.actor("qian"), proposal_hash="0" * 64)
    assert actions.instruct_proposal(**said, actor=house.actor("qian"), proposal_hash=proposal.content_hash).version == case.version + 1


def test_the_dossier_fetches_neither_files_nor_addresses() -> None:
    for url in ("file:///etc/passwd", "http://127.0.0.1:8000/", "data:text/plain,x"):
        with pytest.raises(ValueError, match="fetches nothing"):
            pdf._fetch_nothing(url)


def test_markup_in_the_story_reaches_the_dossier_as_words(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(pdf, "_fetch_nothing", lambda url, *_, **__: asked.append(url) or {"string": b""})
    case = house.register(facts='<img src="file:///etc/passwd"><link rel=attachment href="file:///etc/passwd">', name="<style>@import 'file:///etc/passwd'</style>")
    volume = archive.ArchiveVolume(root=house.root, complaint=case, number=1, at=AT)
    assert archive.build_volume(volume, at=AT).pdf.startswith(b"%PDF")
    assert asked == []


@pytest.mark.parametrize("written", ["13800006621", "138-0000-6621", "138 0000 6621", "１３８００００６６２１", "(138)0000-6621"])
def test_the_respondent_reads_no_number_however_it_is_written(house: House, written: str) -> None:
    case = house.register(name="陈小萍", facts=f"陈女士（陈小萍）来电，回电{written}。11月2日轻微剐蹭报案，2026-11-05改期，赔付26,400元。")
    told = without_identity("陈女士（陈小萍）来电，回电" + written + "。11月2日剐蹭，赔付26,400元。", load_rows(case))
    assert "陈女士" not in told
    assert "6621" not in told
    assert "６６２１" not in told
    assert "11月2日剐蹭，赔付26,400元" in told


def test_a_lost_blind_key_lets_no_accused_in(keys_folder) -> None:  # noqa: ANN001
    """Without the key it cannot be known who is accused: then nobody reads, until the key is back."""
    ours = found_house("JIA")
    report, _ = take_down(ours, accused_staff=[ours.staff["总裁办小秦"].id])
    key = the_ring().current("blind").id
    file = keys_folder / "blind" / f"{key}.key"
    kept = file.read_bytes()
    from suqing.kernel.crypto.keyring import rotate

    rotate(keys_folder, ("blind",))
    file.unlink()
    assert reports_for(ours.standing("总裁办小秦")) == []
    assert readers_of(report, on=TODAY) == ()
    file.write_bytes(kept)
    assert reports_for(ours.standing("总裁办小秦")) == []
    assert reports_for(ours.standing("纪检小郑")) == [report]
