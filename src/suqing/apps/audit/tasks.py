"""The ledger's sweep."""

from datetime import datetime

from suqing.apps.audit.checkpoints import MOST, make_checkpoint
from suqing.apps.jobs.registry import every


@every("audit.checkpoint", seconds=300)
def checkpoint(at: datetime) -> None:
    """Anchor what was recorded since the last time."""
    while (made := make_checkpoint(at)) is not None and made.count == MOST:
        continue
