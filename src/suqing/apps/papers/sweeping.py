"""Files that no row names (a crash between file and row, an undone transaction) go after a day, counted."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from suqing.apps.papers.models import Paper
from suqing.apps.papers.storing import FOLDER, storage

AFTER = timedelta(days=1)

log = logging.getLogger("suqing.papers")


def sweep_orphans(at: datetime) -> int:
    """Delete files older than a day that have no row, finished or not; how many."""
    swept = 0
    for folder, names in _folders():
        known = set(Paper.objects.filter(stored_name__startswith=f"{folder}/").values_list("stored_name", flat=True))
        for name in names:
            if name not in known and storage().get_modified_time(name) < at - AFTER:
                storage().delete(name)
                swept += 1
    if swept:
        log.warning("swept %s files without a row", swept)
    return swept


def papers_without_file() -> Iterator[Paper]:
    """Rows whose file is gone: there must be none."""
    for paper in Paper.objects.order_by("pk").iterator(chunk_size=500):
        if not storage().exists(paper.stored_name):
            yield paper


def _folders() -> Iterator[tuple[str, list[str]]]:
    if not storage().exists(FOLDER):
        return
    for folder in storage().listdir(FOLDER)[0]:
        place = f"{FOLDER}/{folder}"
        yield place, [f"{place}/{name}" for name in storage().listdir(place)[1]]
