"""Reading for the sealed desk, always through the door of `access`. Nothing else in the house reads these tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from suqing.apps.organisations.access import Standing
from suqing.apps.sealed.access import access_report, visible_to
from suqing.apps.sealed.models import MisconductReport, NoteKind
from suqing.kernel.sealedfields import key_of, reveal

PAGE = 50
TEXTS = (
    "story",
    "demands",
    "accused",
    "reporter_name",
    "reporter_phone",
    "reporter_email",
    "particulars",
    "came_from",
)


@dataclass(frozen=True, slots=True)
class NoteView:
    at: datetime
    kind: str
    by: str
    text: str = field(repr=False)

    @property
    def kind_words(self) -> str:
        return NoteKind(self.kind).label


@dataclass(frozen=True, slots=True)
class ReportView:
    """An opened report: plain words, for one page, never to be stored or logged."""

    report: MisconductReport
    texts: dict[str, str] = field(repr=False)
    notes: tuple[NoteView, ...]

    @property
    def anonymous(self) -> bool:
        return not any(self.texts[name] for name in ("reporter_name", "reporter_phone", "reporter_email"))


def reports_for(
    standing: Standing, *, before: MisconductReport | None = None, limit: int = PAGE
) -> Sequence[MisconductReport]:
    """Newest first, at most `limit` (one statement); references and stages, no texts are opened."""
    rows = visible_to(standing).order_by("-received_at", "-id")
    if before is not None:
        rows = rows.filter(received_at__lte=before.received_at).exclude(
            received_at=before.received_at, id__gte=before.id
        )
    return list(rows[:limit])


def open_report(standing: Standing, ref: str) -> ReportView:
    """The report with its texts. NotYours."""
    report = access_report(standing, ref)
    key = key_of(report)
    notes = report.notes.select_related("by").order_by("at", "id")
    return ReportView(
        report=report,
        texts={name: reveal(report, key, name) for name in TEXTS},
        notes=tuple(
            NoteView(at=note.at, kind=note.kind, by=str(note.by or ""), text=reveal(note, key, "text")) for note in notes
        ),
    )
