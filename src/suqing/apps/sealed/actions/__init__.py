"""What can be done with a report of misconduct, in the order of its life (S5 8.3)."""

from suqing.apps.sealed.actions.handling import (
    accept_report,
    conclude_report,
    hand_over_report,
    note_report,
)
from suqing.apps.sealed.actions.receiving import Receipt, ReportTexts, receive_report
from suqing.apps.sealed.actions.splitting import note_split, receiving_units, split_claim

__all__ = [
    "Receipt",
    "ReportTexts",
    "accept_report",
    "conclude_report",
    "hand_over_report",
    "note_report",
    "note_split",
    "receive_report",
    "receiving_units",
    "split_claim",
]
