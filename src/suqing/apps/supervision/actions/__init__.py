"""What is done about it; each act is one event in the ledger."""

from suqing.apps.supervision.actions.reporting import (
    end_duty,
    file_filing,
    set_duty,
    sign_filing,
    take_snapshot,
)

__all__ = ["end_duty", "file_filing", "set_duty", "sign_filing", "take_snapshot"]
