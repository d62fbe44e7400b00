"""How far a run has come, on standard error: a bar on a terminal, a line now and then elsewhere, or JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal, Self

import click

from panelrecord.cli.terminal import say

if TYPE_CHECKING:
    from tqdm import tqdm

Mode = Literal["auto", "bar", "lines", "json", "none"]
MODES = ("auto", "bar", "lines", "json", "none")
SECONDS = {"lines": 10.0, "json": 1.0, "bar": 0.1}


class Progress:
    """Counts what is done and shows it.

    Args:
        mode: how to show it; ``auto`` is a bar on a terminal and lines elsewhere.
        count: gives how many inputs there are, asked in a thread of its own; None where nobody can say before the end.
    """

    def __init__(self, mode: Mode, count: Callable[[], int | None] | None) -> None:
        self._mode = ("bar" if sys.stderr.isatty() else "lines") if mode == "auto" else mode
        self._count = count
        self._total: int | None = None
        self._done = self._failed = 0
        self._started = self._shown = time.monotonic()
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> Self:
        if self._mode == "bar":
            from tqdm import tqdm

            tqdm.monitor_interval = 0  # no thread of its own: ticks come often enough
            self._bar = tqdm(unit=" files", file=sys.stderr, dynamic_ncols=True, leave=False, smoothing=0.05)
        if self._count is not None and self._mode != "none":
            Thread(target=self._find_total, name="panelrecord count", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
        elif self._mode == "json":
            self._as_json()

    def _find_total(self) -> None:
        assert self._count is not None
        self._total = self._count()

    def step(self, *, failed: bool) -> None:
        """One more input is done."""
        self._done += 1
        self._failed += failed
        self.tick()

    def tick(self) -> None:
        """Show how far it is, if the last time was long enough ago."""
        now = time.monotonic()
        if self._mode == "none" or now - self._shown < SECONDS[self._mode]:
            return
        self._shown = now
        if self._bar is not None:
            self._bar.total = self._total
            self._bar.set_postfix_str(f"{self._failed} failed" if self._failed else "", refresh=False)
            self._bar.update(self._done - self._bar.n)
            self._bar.refresh()
        elif self._mode == "json":
            self._as_json()
        else:
            say(self._as_line())

    def say(self, line: Callable[[], None]) -> None:
        """Write a message where the bar does not stand in its way."""
        if self._bar is not None:
            self._bar.clear()
        line()
        if self._bar is not None:
            self._bar.refresh()

    def _rate(self) -> float:
        return self._done / max(time.monotonic() - self._started, 1e-9)

    def _left(self) -> float | None:
        """About how many seconds the rest takes."""
        return None if self._total is None or not self._done else max(0, self._total - self._done) / self._rate()

    def _as_line(self) -> str:
        left = self._left()
        of = f" of {self._total}" if self._total is not None else ""
        rest = f", {left:.0f} s left" if left is not None else ""
        return f"{self._done}{of} done, {self._rate():.1f} a second{rest}, {self._failed} failed"

    def _as_json(self) -> None:
        left = self._left()
        click.echo(
            json.dumps(
                {
                    "done": self._done,
                    "total": self._total,
                    "failed": self._failed,
                    "per_second": round(self._rate(), 2),
                    "seconds_left": None if left is None else round(left, 1),
                }
            ),
            err=True,
        )
