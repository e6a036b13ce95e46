"""Every change of the assessment goes through one of these; each ends in one event of the ledger."""

from suqing.apps.assessment.actions.answering import (
    answer_counts,
    answer_objection,
    ask_counts,
    finish_measure,
    object_to_result,
    settle_dispute,
    take_measure,
)
from suqing.apps.assessment.actions.bulletins import Made, make_bulletin
from suqing.apps.assessment.actions.contacts import end_contact, name_contact
from suqing.apps.assessment.actions.marking import (
    Given,
    decide_adjustment,
    mark_insurer,
    propose_adjustment,
)
from suqing.apps.assessment.actions.own import save_own_inputs
from suqing.apps.assessment.actions.publishing import prove, publish_round
from suqing.apps.assessment.actions.recording import (
    cancel_entry,
    decide_entry,
    log_event,
    receive_filing,
)
from suqing.apps.assessment.actions.reviewing import review_cards
from suqing.apps.assessment.actions.rounds import go_to_step, open_round
from suqing.apps.assessment.actions.sources import Upload, upload_source

__all__ = [
    "Given", "Made", "Upload", "answer_counts", "answer_objection", "ask_counts", "cancel_entry", "decide_adjustment", "decide_entry",
    "end_contact", "finish_measure", "go_to_step", "log_event", "make_bulletin", "mark_insurer", "name_contact", "object_to_result", "open_round", "propose_adjustment", "prove",
    "publish_round", "receive_filing", "review_cards", "save_own_inputs", "settle_dispute", "take_measure", "upload_source",
]  # fmt: skip
