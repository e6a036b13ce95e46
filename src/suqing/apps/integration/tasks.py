"""Answers older than a week are forgotten, in batches with a breath between them."""

import time
from datetime import datetime

from suqing.apps.integration.once import KEPT, forget
from suqing.apps.jobs.registry import every

BREATH = 0.005


@every("integration.forget", seconds=3600)
def forget_answers(at: datetime) -> None:
    while forget(before=at - KEPT):
        time.sleep(BREATH)
