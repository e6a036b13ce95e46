"""What happens to clocks. All of it inside the caller's transaction, in few statements."""

from suqing.apps.clocks.actions.pausing import pause_clocks, resume_clocks
from suqing.apps.clocks.actions.progress import restart_progress
from suqing.apps.clocks.actions.provisional import recompute_provisional
from suqing.apps.clocks.actions.recomputing import recompute_clocks
from suqing.apps.clocks.actions.starting import start_clocks
from suqing.apps.clocks.actions.stopping import forget_pauses, stop_clocks, void_clocks
from suqing.apps.clocks.actions.waking import Woken, wake_due

__all__ = [
    "Woken",
    "forget_pauses",
    "pause_clocks",
    "recompute_clocks",
    "recompute_provisional",
    "restart_progress",
    "resume_clocks",
    "start_clocks",
    "stop_clocks",
    "void_clocks",
    "wake_due",
]
