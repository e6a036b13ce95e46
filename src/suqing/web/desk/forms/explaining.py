"""Why a limit was missed, one limit at a time."""

from datetime import datetime
from typing import Any

from suqing.apps.complaints.actions.explaining import causes_of_lateness
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import WordsField, pick
from suqing.web.words.moments import day_words


class ExplainForm(CaseForm):
    """`late` is the kind of the clock and its moment; those that nobody has explained come first."""

    late = pick("哪个时限")
    cause = pick("超期原因")
    words = WordsField("说明", rows=2, help_text="为什么超期，已经怎样补救。只用于统计和改进，不改变期限。")
    sizes = {"late": "c6", "cause": "c6"}

    def offer(self) -> None:
        shown = sorted((each for each in (self.record.clocks if self.record else ()) if each.missed), key=lambda each: (not each.unexplained, each.view.limit_at))
        words = {f"{each.view.kind}|{each.view.limit_at.isoformat()}": f"{each.view.kind_words}，{day_words(each.view.limit_at, self.desk.now)}到期{f'（已说明：{each.cause}）' if each.cause else ''}" for each in shown}
        self.fields["late"].choices = list(words.items())  # type: ignore[attr-defined]
        self.fields["cause"].choices = [("", "请选择"), *causes_of_lateness(self.opened.complaint)]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        given = super().given()
        kind, _, limit = given.pop("late").partition("|")
        return {**given, "kind": kind, "limit_at": datetime.fromisoformat(limit)}
