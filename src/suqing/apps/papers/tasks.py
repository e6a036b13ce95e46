"""The papers' sweep."""

from datetime import datetime

from suqing.apps.jobs.registry import every
from suqing.apps.papers.sweeping import sweep_orphans


@every("papers.sweep", seconds=86_400)
def sweep(at: datetime) -> None:
    """Files without a row."""
    sweep_orphans(at)
