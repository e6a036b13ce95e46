"""How a round stands: what is there, what is wrong or missing, the trial result, and what keeps it from the next step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from suqing.apps.assessment.assembling import Assembled, assemble, current_sources
from suqing.apps.assessment.models import (
    Adjustment,
    Answer,
    CountCheck,
    Proposed,
    PublishedVersion,
    Review,
    Round,
    SourceFile,
    SourceKind,
    Step,
)
from suqing.apps.editions.stored import open_stored
from suqing.casework.assessment.checks import check_facts, missing_marks
from suqing.casework.assessment.numbers import decimal_text
from suqing.casework.assessment.periods import Period, parse_period
from suqing.casework.assessment.problems import SheetProblem
from suqing.casework.assessment.scoring import Assessment, Scorecard, assess
from suqing.casework.assessment.subjects import Subjects, subjects_of
from suqing.casework.verdict import Missing
from suqing.rulebook.canonical import dumps
from suqing.rulebook.edition import Edition

FIVE = (SourceKind.COMPLAINTS_SYSTEM, SourceKind.STATISTICS, SourceKind.DAILY_RECORD, SourceKind.PUBLICITY, SourceKind.MEDIATION)
ORDER = (Step.COLLECT, Step.QUALITATIVE, Step.QUANTITATIVE, Step.REVIEW, Step.SCORE, Step.PUBLISHED)


def card_hash(card: Scorecard) -> str:
    """Of what a reviewer reads: every line's points and value, the total."""
    lines = [[line.indicator, decimal_text(line.points), str(line.value), line.because] for line in card.lines]
    return sha256(dumps([card.code, lines, decimal_text(card.raw_total)]).encode()).hexdigest()


@dataclass(frozen=True)
class Reviewed:
    """The newest review of one insurer. `holds` while the card is still the one that was read."""

    review: Review
    holds: bool


class RoundState:
    """Everything that the pages of a round ask, computed once a request. Reads only."""

    def __init__(self, found: Round) -> None:
        self.round = found
        self.edition: Edition = open_stored(found.edition.content_hash)
        self.period: Period = parse_period(found.period)

    @cached_property
    def sources(self) -> dict[str, SourceFile]:
        return current_sources(self.round)

    @cached_property
    def attempts(self) -> dict[str, SourceFile]:
        """The newest upload of each kind, taken or not."""
        found: dict[str, SourceFile] = {}
        for each in SourceFile.objects.filter(root_id=self.round.root_id, round=self.round).select_related("uploaded_by").defer("facts").order_by("uploaded_at", "id"):
            found[each.kind] = each
        return found

    @cached_property
    def assembled(self) -> Assembled:
        return assemble(self.round)

    @cached_property
    def problems(self) -> list[SheetProblem]:
        """Across all sources, errors first; missing marks apart."""
        if not self.assembled.facts.insurers:
            return []
        return check_facts(self.assembled.facts, self.edition, self.period, marks_complete=False)

    @property
    def errors(self) -> list[SheetProblem]:
        return [each for each in self.problems if not each.warning]

    @cached_property
    def subjects(self) -> Subjects:
        if self.errors or not self.assembled.facts.insurers:
            return Subjects((), (), ())
        return subjects_of(self.assembled.facts, self.edition, self.period)

    @cached_property
    def marks_missing(self) -> list[SheetProblem]:
        return [] if self.errors or not self.assembled.facts.insurers else list(missing_marks(self.assembled.facts, self.edition, self.period))

    @cached_property
    def trial(self) -> Assessment | None:
        """The result as of now; None until the facts allow one."""
        if self.errors or self.marks_missing or not self.subjects.assessed:
            return None
        return assess(self.assembled.facts, self.edition, self.period)

    @cached_property
    def reviews(self) -> dict[str, Reviewed]:
        newest: dict[str, Review] = {}
        for each in Review.objects.filter(root_id=self.round.root_id, round=self.round).select_related("by").order_by("at", "id"):
            newest[each.insurer_code] = each
        hashes = {card.code: card_hash(card) for card in self.trial.cards()} if self.trial else {}
        return {code: Reviewed(each, hashes.get(code) == each.card_hash) for code, each in newest.items()}

    @cached_property
    def adjustments(self) -> list[Adjustment]:
        rows = Adjustment.objects.filter(root_id=self.round.root_id, round=self.round).select_related("entered_by", "decided_by")
        return list(rows.order_by("-entered_at", "-id"))

    @cached_property
    def count_checks(self) -> dict[str, CountCheck]:
        rows = CountCheck.objects.filter(root_id=self.round.root_id, round=self.round).select_related("answered_by", "replied_by")
        return {each.insurer_code: each for each in rows}

    @cached_property
    def versions(self) -> list[PublishedVersion]:
        """Newest first, without their texts."""
        rows = PublishedVersion.objects.filter(root_id=self.round.root_id, round=self.round).select_related("published_by")
        return list(rows.defer("facts", "result").order_by("-number"))

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {each.code: each.name for each in self.assembled.facts.insurers}

    # ---- what keeps it from going on ----

    def missing_for(self, step: str) -> list[Missing]:
        """What is not there yet for the round to enter `step`."""
        wanted = ORDER.index(Step(step))
        found: list[Missing] = []
        for number, ask in enumerate((self._collected, self._marked, self._computed, self._reviewed, self._publishable), start=1):
            if number <= wanted:
                found += ask()
        return found

    def _collected(self) -> Iterable[Missing]:
        clause = f"{self.edition.id}/5.2.1"
        if SourceKind.DIRECTORY not in self.sources:
            yield Missing("directory", "还没有机构名录", clause, "上传机构名录")
        gone = [kind for kind in FIVE if kind not in self.sources]
        if gone:
            yield Missing("sources", f"还差{len(gone)}个来源：{'、'.join(str(kind.label) for kind in gone)}", clause, "没有事件也要上传空表，以示已查")
        if self.errors:
            yield Missing("errors", f"各来源合在一起有{len(self.errors)}处错误", clause, "看检查结果，改好重传")

    def _marked(self) -> Iterable[Missing]:
        if self.marks_missing:
            yield Missing("marks", f"还有{len(self.marks_missing)}处没有评定", f"{self.edition.id}/5.2.2", "在定性评定页补上，或上传定性评定表")

    def _computed(self) -> Iterable[Missing]:
        clause = f"{self.edition.id}/5.2.3"
        if self.trial and self.trial.incomplete:
            names = "、".join(each.name for each in self.trial.incomplete[:5])
            yield Missing("incomplete", f"{len(self.trial.incomplete)}家数据不全，不能定稿：{names}", clause, "补数据，或经复核后列为本期不计分")
        waiting = [each for each in self.adjustments if each.state == Proposed.PROPOSED]
        if waiting:
            yield Missing("adjustments", f"{len(waiting)}条调整待另一人复核", f"{self.edition.id}/5.2.4", "复核或退回")
        disputes = [each for each in self.count_checks.values() if each.state == Answer.DISPUTED]
        if disputes:
            yield Missing("disputes", f"{len(disputes)}家对数据有异议，还没有答复", clause, "书面答复，需要时调整")

    def _reviewed(self) -> Iterable[Missing]:
        if self.trial is None:
            return
        left = self.to_review
        if left:
            yield Missing("reviews", f"还有{len(left)}家没有复核，或复核之后又有变动", f"{self.edition.id}/5.2.4", "由没有经手这些数据的人复核")

    def _publishable(self) -> Iterable[Missing]:
        if self.trial is None:
            yield Missing("trial", "还算不出得分", f"{self.edition.id}/5.2.5", "先补齐前面各步")

    @property
    def to_review(self) -> list[Scorecard]:
        if self.trial is None:
            return []
        done = {code for code, each in self.reviews.items() if each.holds and each.review.passed}
        return [card for card in self.trial.cards() if card.code not in done]

    @property
    def changed_since_published(self) -> bool:
        """The facts of today are not those of the newest published version: an event was cancelled, a count adjusted."""
        return bool(self.versions) and self.trial is not None and self.versions[0].facts_hash != self.trial.facts_hash
