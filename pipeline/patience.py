"""A limit on the time of one page's work, so that one page that takes too long does not cost the document.

The limit is an alarm of the operating system, on processor time, that interrupts Python between two steps. It holds in
the main thread of a process, which is where workers read. What the PDF engine does inside one call cannot be
interrupted; for that there is the worker's own limit.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

T = TypeVar("T")


class _Late(Exception):
    pass


def within(seconds: float, work: Callable[[], T], otherwise: Callable[[], T]) -> T:
    """What `work` gives, or `otherwise` if it takes longer. Outside the main thread there is no limit."""
    if threading.current_thread() is not threading.main_thread():
        return work()
    before = signal.signal(signal.SIGVTALRM, _ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        return work()
    except _Late:
        return otherwise()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _Late
