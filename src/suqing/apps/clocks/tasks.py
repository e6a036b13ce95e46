"""The worker's minute."""

import time
from datetime import datetime

from suqing.apps.clocks.actions.waking import AT_ONCE, wake_due
from suqing.apps.jobs.registry import every

BREATH = 0.005  # seconds between two transactions, so that a clerk's write gets in between


@every("clocks.wake", seconds=60)
def wake_clocks(at: datetime) -> int:
    """Everything that is due, in batches; how many steps were taken. Raises at the end what could not be taken."""
    steps, late, failed = 0, frozenset[int](), dict[int, Exception]()
    while True:
        woken = wake_due(at, AT_ONCE, leave_out=late | failed.keys())
        steps += woken.steps
        late |= woken.late
        failed |= dict(woken.failed)
        if woken.seen < AT_ONCE:
            break
        time.sleep(BREATH)
    if failed:
        raise ExceptionGroup(f"{len(failed)} clocks could not be woken: {', '.join(map(str, failed))}", list(failed.values()))
    return steps
