"""The one input of a call, converted in the program's own process: nothing is gained by a second one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from panelrecord.batch.messages import Done, Job


class Here:
    """Does a job as `Pool` does, without workers."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._begun: tuple[Any, Callable[[Any, Any], Any]] | None = None
        self._finishing = False

    def start(self) -> Any:
        """The job's greeting. Raises what the job raises as it begins."""
        if self._begun is None:
            self._begun = self._job.begin()
        return self._begun[0]

    def finish(self) -> None:
        """Take up nothing more."""
        self._finishing = True

    def close(self) -> None:
        """Nothing is left behind."""

    def results(
        self, works: Iterable[tuple[Any, Any] | None], *, ordered: bool = True, tick: float | None = None
    ) -> Iterator[Done | None]:
        """What comes of each piece of work, as of `Pool.results`."""
        self.start()
        assert self._begun is not None
        for each in works:
            if self._finishing:
                return
            if each is None:
                yield None
                continue
            token, work = each
            started = time.perf_counter()
            value = self._begun[1](work, None)
            yield Done(token, work, value, time.perf_counter() - started)
