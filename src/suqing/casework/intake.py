"""What the record form still lacks. Registration never waits for it; only the step that needs it does (S5 7.1, C02)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from suqing.casework.stages import OPEN, Stage

# field -> (words on the form, the step that cannot be done without it, clause); no step: asked for, and refused nowhere
NEEDED: Mapping[str, tuple[str, str, str]] = {
    "facts": ("事实经过", "triage", "property/7.1"),
    "demands": ("投诉人要什么", "triage", "property/7.1"),
    "dispute_type": ("纠纷类型", "dispatch", "property/7.1"),
    "respondent": ("投诉谁或什么", "dispatch", "property/7.1"),
    "name": ("投诉人姓名", "send_reply", "property/7.1"),
    "contact": ("联系方式（电话、地址或邮箱之一）", "send_reply", "property/7.1"),
    "proof": ("受托或继承的证明材料", "send_reply", "cbirc2020/14"),
    "letter": ("监管来函的文号和机关", "report_back", "property/5.1"),
    "return_by": ("来函要求反馈的时间", "", "property/5.1"),
}
# step -> stages in which it is still to come
_TO_COME: Mapping[str, frozenset[Stage]] = {
    "triage": frozenset({Stage.REGISTERED}),
    "dispatch": frozenset({Stage.REGISTERED, Stage.TRIAGED}),
    "send_reply": OPEN - {Stage.REPLIED},
}


@dataclass(frozen=True, slots=True)
class MissingField:
    field: str
    words: str
    needed_for: str
    clause: str


def missing_fields(present: Mapping[str, bool]) -> tuple[MissingField, ...]:
    """All fields that are not there yet; `present` says of each field whether it is."""
    return tuple(
        MissingField(field, words, step, clause)
        for field, (words, step, clause) in NEEDED.items()
        if not present.get(field, False)
    )


def needed_by(step: str, lacking: Collection[str]) -> tuple[MissingField, ...]:
    """What of the lacking fields this step needs."""
    return tuple(each for each in missing_fields(dict.fromkeys(NEEDED, True) | dict.fromkeys(lacking, False)) if each.needed_for == step)


def still_wanted(stage: Stage, lacking: Collection[str]) -> tuple[MissingField, ...]:
    """What of the lacking fields a step to come needs: what is chased."""
    found = missing_fields(dict.fromkeys(NEEDED, True) | dict.fromkeys(lacking, False))
    return tuple(each for each in found if stage in _TO_COME.get(each.needed_for, OPEN))
