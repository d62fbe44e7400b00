"""Worker processes under supervision: work handed out by size, results in order, a death that costs one piece of work.

Each worker process has a thread here that looks after it (`Hand`). Everything between the caller and these threads is
under one lock (`Desk`). What is taken from the caller's iterable ahead of the results is bounded by number and by
bytes, so that neither side can run away from the other; the iterable is only ever touched by the caller's own thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Thread
from typing import Any

from panelrecord.batch.desk import BOUNDS, Bounds, Desk, Piece
from panelrecord.batch.hand import Hand
from panelrecord.batch.messages import Job, Outcome
from panelrecord.batch.process import SECONDS_TO_LEAVE
from panelrecord.limits import cores

MOST_JOBS = 256
_END = object()


class Pool:
    """Workers for one job. Use it as a context manager, from one thread."""

    def __init__(self, job: Job, *, jobs: int | None = None, bounds: Bounds = BOUNDS) -> None:
        self._job = job
        self._jobs = min(max(1, jobs or cores()), MOST_JOBS)
        self._bounds = bounds
        self._desk = Desk()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> Any:
        """Start the first worker and wait until it is ready.

        Returns:
            The job's greeting, which is the same from all workers.

        Raises:
            PanelrecordError: what the job raised as it began.
            WorkersFailed: the system gives no process.
        """
        desk = self._desk
        with desk.lock:
            if desk.threads == 0:
                self._hire()
            desk.lock.wait_for(lambda: desk.ready is not None or desk.failure is not None)
            if desk.failure is not None:
                raise desk.failure
            assert desk.ready is not None
            return desk.ready.greeting

    def finish(self) -> None:
        """Take up nothing more: what is in the workers' hands is still done, what waits for one is dropped."""
        with self._desk.lock:
            self._desk.finishing = True
            for piece in self._desk.waiting:
                self._desk.finished[piece.number] = (piece, None)
            self._desk.waiting.clear()
            self._desk.lock.notify_all()

    def close(self) -> None:
        """End all workers at once."""
        with self._desk.lock:
            self._desk.open = False
            for process in self._desk.processes.values():
                process.kill()
            self._desk.lock.notify_all()
            self._desk.lock.wait_for(lambda: self._desk.threads == 0, SECONDS_TO_LEAVE)

    def process_ids(self) -> tuple[int, ...]:
        """The process ids of the workers, in the order in which they were started."""
        with self._desk.lock:
            return tuple(self._desk.processes)

    def results(
        self, works: Iterable[tuple[Any, Any] | None], *, ordered: bool = True, tick: float | None = None
    ) -> Iterator[Outcome | None]:
        """What comes of each piece of work.

        Args:
            works: each with a token that stays here and comes back with its result; taken one by one, in this thread,
                never far ahead of the results. None instead of a piece of work is given back at once.
            ordered: whether results come in the order of `works`, or as they are ready.
            tick: after so many seconds without a result, None is given, so that the caller can do something else.

        Raises:
            PanelrecordError: as for `start`.
        """
        self.start()
        works = iter(works)
        number = given = 0
        exhausted = False
        while True:
            taken = self._take(given, ordered=ordered)
            if taken is not None:
                given += 1
                if taken[1] is not None:
                    yield taken[1]
            elif not exhausted and self._has_room(number - given):
                work = next(works, _END)
                if work is None:
                    yield None
                elif isinstance(work, tuple):
                    self._add(number, *work)
                    number += 1
                else:
                    exhausted = True
            elif given == number:
                return
            elif not self._wait(given, ordered=ordered, seconds=tick):
                yield None

    def _take(self, given: int, *, ordered: bool) -> tuple[Piece, Outcome | None] | None:
        desk = self._desk
        with desk.lock:
            if desk.failure is not None:
                raise desk.failure
            number = given if ordered else next(iter(desk.finished), given)
            taken = desk.finished.pop(number, None)
            if taken is not None:
                desk.weights -= taken[0].weight
            return taken

    def _has_room(self, between: int) -> bool:
        desk = self._desk
        with desk.lock:
            room = between < self._bounds.ahead * self._jobs and desk.weights < self._bounds.ahead_bytes
            return room and not desk.finishing

    def _add(self, number: int, token: Any, work: Any) -> None:
        piece = Piece(number, token, work, self._job.weight(work))
        desk = self._desk
        with desk.lock:
            desk.waiting.append(piece)
            desk.weights += piece.weight
            if desk.threads < self._jobs and self._plenty():
                self._hire()
            desk.lock.notify_all()

    def _plenty(self) -> bool:
        """Whether so much waits that another worker is worth its start."""
        desk = self._desk
        if len(desk.waiting) >= self._bounds.spare * desk.threads:
            return True
        return len(desk.waiting) > 1 and sum(piece.weight for piece in desk.waiting) > self._bounds.spare_bytes

    def _wait(self, given: int, *, ordered: bool, seconds: float | None) -> bool:
        desk = self._desk

        def something() -> bool:
            return desk.failure is not None or (given in desk.finished if ordered else bool(desk.finished))

        with desk.lock:
            return desk.lock.wait_for(something, seconds)

    def _hire(self) -> None:
        self._desk.threads += 1
        Thread(target=Hand(self._job, self._desk, self._bounds).serve, name="panelrecord worker", daemon=True).start()
