"""Papers that are held already, by kind: in this case, or in another of the same policy or claim that the person reads in full (2020 measures Art. 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from suqing.apps.audit.reading import note_read
from suqing.apps.complaints.models import Complaint, IdentityToken
from suqing.apps.complaints.models.choices import PaperKind
from suqing.apps.complaints.same_matter import seen_in_full
from suqing.apps.organisations.access import Standing
from suqing.apps.papers.keeping import paper_name
from suqing.apps.papers.models import Paper
from suqing.kernel.clock import house

SAME = ("policy", "claim")
TELLING = tuple(each.value for each in PaperKind if each != PaperKind.OTHER)  # 其他 says nothing of what it is
LOOK_AT = 40
LABELS = {**{code: str(words) for code, words in PaperKind.choices}, "archive": "卷宗"}


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """`here`: filed in the case itself."""

    paper_id: int
    kind: str
    ref: str
    name: str
    day: date
    here: bool

    @property
    def words(self) -> str:
        where = "本件" if self.here else self.ref
        return f"{LABELS[self.kind]}：{where}“{self.name}”（{self.day.year}年{self.day.month}月{self.day.day}日）"


def held_papers(case: Complaint, standing: Standing, *, now: datetime, kinds: Sequence[str] = TELLING) -> list[HeldPaper]:
    """By kind, the newest first. Numbers are compared by their tokens; a handful of statements, however many papers."""
    wanted = [each for each in kinds if each in TELLING]
    if not wanted:
        return []
    cases = {case.id: case, **seen_in_full(_of_same_policy(case), standing, now)}
    rows = list(Paper.objects.filter(root_id=case.root_id, subject_kind="complaint", subject_id__in=list(cases), kind__in=wanted).order_by("-added_at", "-id")[:LOOK_AT])
    found = [HeldPaper(each.id, each.kind, cases[each.subject_id].ref, paper_name(each, cases[each.subject_id].data_key), house(each.added_at).date(), each.subject_id == case.id) for each in rows]
    for other in {each.subject_id for each in rows} - {case.id}:  # a name of another file's paper is shown: that one was read too
        note_read(root_id=case.root_id, staff_id=standing.staff_id, subject=("complaint", other), at=now, purpose="paper")
    return sorted(found, key=lambda each: TELLING.index(each.kind))


def _of_same_policy(case: Complaint) -> list[int]:
    own = IdentityToken.objects.filter(complaint=case, purpose__in=SAME).values_list("purpose", "token")
    pairs = {(purpose, token) for purpose, token in own}
    if not pairs:
        return []
    rows = IdentityToken.objects.filter(root_id=case.root_id, purpose__in=SAME, token__in={token for _, token in pairs}).exclude(complaint=case)
    found = rows.order_by("-complaint_id").values_list("complaint_id", "purpose", "token")[: LOOK_AT * 2]
    return [each for each, purpose, token in found if (purpose, token) in pairs]


def kinds_words(codes: str) -> str:
    """身份证明、保单 of `identity,policy`."""
    return "、".join(LABELS.get(each, each) for each in codes.split(",") if each)
