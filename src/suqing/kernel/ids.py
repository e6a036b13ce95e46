"""Row ids made by the application, so that a value can be bound to its row before the row exists."""

import secrets
import threading
import time

_RANDOM_BITS = 22
_lock = threading.Lock()
_last = 0


def new_id() -> int:
    """A positive 63-bit id: milliseconds since 1970, then 22 random bits; rising within one process."""
    global _last
    fresh = (time.time_ns() // 1_000_000) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    with _lock:
        _last = fresh if fresh > _last else _last + 1
        return _last
