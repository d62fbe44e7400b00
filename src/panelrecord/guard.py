"""The last guard of a reading: an end by processor time, for what no count has foreseen."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

from panelrecord.errors import ReadingTimeout

_AGAIN = 0.05  # seconds
_MEND = "divide the article, or allow more by the limit reading-seconds"


@contextmanager
def within(seconds: float, *, name: str) -> Iterator[None]:
    """Ends the block by a ReadingTimeout about `name` when this process has worked `seconds` in it.

    Not for what takes a worker or another thing that must be given back: the end may come between any two steps.

    Time in which others work, pandoc among them, does not count, so that a busy machine changes nothing. Python gives
    signals to the main thread alone: in another thread, where a caller uses the signal itself, and on systems without
    it, only what is counted bounds the work.
    """
    guarded = current_thread() is main_thread() and hasattr(signal, "setitimer")
    if not guarded or signal.getsignal(signal.SIGVTALRM) is not signal.SIG_DFL:
        yield
        return
    running = True

    def end(number: int, frame: FrameType | None) -> None:
        if running:
            raise ReadingTimeout(f"was not read in {seconds:g} seconds of work", mend=_MEND, name=name)

    signal.signal(signal.SIGVTALRM, end)
    # Again and again, as an error that is raised while Python clears up an object is lost.
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
    try:
        yield
    finally:
        running = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
