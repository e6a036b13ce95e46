"""What the forms of a telling share: where it went, what had been agreed, the paper that shows it (law 21)."""

from typing import Any

from suqing.apps.complaints.actions.proving import Sent
from suqing.apps.complaints.law import forms_of
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import DayField, number_or_none, pick, short
from suqing.web.desk.forms.offers import papers

NAMES = ("address", "paper_id", "agreement", "agreed_on")
SIZES = {"address": "c6", "paper_id": "c6", "agreement": "c8", "agreed_on": "c4"}


class TellingForm(CaseForm):
    """`moment` names the field of the moment that counts, `proof` that of the proof."""

    address = short("发到哪里", private=True)
    paper_id = pick("凭证附件", required=False, help_text="回执、录音、截图，先在右侧上传。")
    agreement = short("约定的内容", help_text="只在按约定的方式告知时填：约定了怎样告知。")
    agreed_on = DayField("约定的日期")
    moment, proof_field = "told_at", "proof"

    def offer(self) -> None:
        self.fields["paper_id"].choices = papers(self.record)  # type: ignore[attr-defined]
        party = self.record.parties[0].values if self.record and self.record.parties else {}
        known = "、".join(value for value in (party.get(name) for name in ("phone", "address", "email")) if value)
        self.fields["address"].help_text = f"空着就是登记的（{known}）；发到别处、当面递交的写明。" if known else "寄往的地址、号码或邮箱；当面递交的写明给谁、在哪里。"
        found = {each.label: each for each in forms_of(self.opened.complaint).values() if not each.tries}
        if found:
            self.fields[self.moment].help_text += "".join(f"{label}填{each.counts_at}的时间；" for label, each in found.items() if not each.agreement).rstrip("；") + "。"
            self.fields[self.proof_field].help_text = "；".join(f"{label}：{each.proof}" for label, each in found.items()) + "。"

    def given(self) -> dict[str, Any]:
        words = super().given()
        where = {name: words.pop(name) for name in NAMES}
        return words | {"sent": Sent(**where | {"paper_id": number_or_none(where["paper_id"])})}
