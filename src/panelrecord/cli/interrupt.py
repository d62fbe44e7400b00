"""Being asked to stop: once, to finish what is in hand; twice, to stop now."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

from panelrecord.cli.progress import Progress
from panelrecord.cli.terminal import say
from panelrecord.values import dataclass

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(slots=True)
class Asked:
    """Whether the program was asked to stop."""

    to_stop: bool = False


@contextmanager
def listening(progress: Progress) -> Iterator[Asked]:
    """Within the block the first Ctrl-C or SIGTERM is only noted, the second raises KeyboardInterrupt."""
    asked = Asked()
    if current_thread() is not main_thread():  # Python takes signals nowhere else
        yield asked
        return

    def hear(number: int, frame: FrameType | None) -> None:
        if asked.to_stop:
            raise KeyboardInterrupt
        asked.to_stop = True
        progress.say(lambda: say("stopping once what is in hand is done; again to stop now"))

    before = {number: signal.signal(number, hear) for number in SIGNALS}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
