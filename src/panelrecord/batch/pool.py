"""Worker processes under supervision: work handed out by size, results in order, a death that costs one piece of work.

Each worker process has a thread here that hands it work and takes its results, starts another in its place when it has
worked enough, has grown or has died, and gives the piece that it died of one more chance, alone. Everything between the
caller and these threads is under one lock (`_Desk`). What is taken from the caller's iterable ahead of the results is
bounded by number and by bytes, so that neither side can run away from the other; the iterable is only ever touched by
the caller's own thread.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import field
from threading import Condition, Thread
from typing import Any

from panelrecord.batch.messages import Died, Done, Job, Outcome, Ready, Result, Unable
from panelrecord.batch.process import SECONDS_TO_LEAVE, Ended, Process
from panelrecord.errors import PanelrecordError, WorkersFailed
from panelrecord.values import dataclass

MOST_JOBS = 256
TRIES = 2
STARTS = 3
_END = object()


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a pool holds at most, and how long a worker serves.

    Per worker, `ahead` pieces of work may be between the caller and the results, and `ahead_bytes` altogether. A worker
    gets up to `chunk` pieces at once, no more than `chunk_bytes` where it is several. Another worker is started once
    `spare` pieces or `spare_bytes` wait. A worker is replaced after `served` pieces, or once it has grown by `growth`
    bytes since its first rest.
    """

    ahead: int = 128
    ahead_bytes: int = 64 << 20
    chunk: int = 16
    chunk_bytes: int = 512 << 10
    spare: int = 8
    spare_bytes: int = 128 << 10
    served: int = 5000
    growth: int = 256 << 20


BOUNDS = Bounds()


@dataclass(slots=True)
class _Piece:
    number: int
    token: Any
    work: Any
    weight: int
    deaths: int = 0


@dataclass(slots=True)
class _Desk:
    """What the caller and the threads share; every access holds `lock`."""

    lock: Condition = field(default_factory=Condition)
    waiting: deque[_Piece] = field(default_factory=deque)
    finished: dict[int, tuple[_Piece, Outcome | None]] = field(default_factory=dict)  # None: dropped before it began
    weights: int = 0  # of all pieces between the caller and the results
    threads: int = 0
    processes: dict[int, Process] = field(default_factory=dict)
    ready: Ready | None = None
    failure: PanelrecordError | None = None
    open: bool = True
    finishing: bool = False


class Pool:
    """Workers for one job. Use it as a context manager, from one thread."""

    def __init__(self, job: Job, *, jobs: int | None = None, bounds: Bounds = BOUNDS) -> None:
        self._job = job
        self._jobs = min(max(1, jobs or cores()), MOST_JOBS)
        self._bounds = bounds
        self._desk = _Desk()

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

    def _take(self, given: int, *, ordered: bool) -> tuple[_Piece, Outcome | None] | None:
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
        piece = _Piece(number, token, work, self._job.weight(work))
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
        Thread(target=_Hand(self._job, self._desk, self._bounds).serve, name="panelrecord worker", daemon=True).start()


class _Hand:
    """One worker process after another, and the thread that looks after them."""

    def __init__(self, job: Job, desk: _Desk, bounds: Bounds) -> None:
        self._job = job
        self._desk = desk
        self._bounds = bounds
        self._process: Process | None = None
        self._served = 0
        self._first_memory: int | None = None

    def serve(self) -> None:
        """Work until the pool is closed or cannot go on."""
        try:
            while (process := self._ready()) is not None and (pieces := self._pieces()):
                self._hand_over(process, pieces)
        except PanelrecordError as failure:
            with self._desk.lock:
                self._desk.failure = failure
                self._desk.lock.notify_all()
        finally:
            self._let_go()
            with self._desk.lock:
                self._desk.threads -= 1
                self._desk.lock.notify_all()

    def _ready(self) -> Process | None:
        """The worker, a new one if need be; None once the pool is closed. Raises what keeps it from beginning."""
        tries = 0
        while self._process is None and self._desk.open:
            tries += 1
            try:
                self._begin()
            except (OSError, Ended) as failure:
                self._let_go()
                if tries == STARTS:
                    how = failure.how if isinstance(failure, Ended) else failure.strerror
                    raise WorkersFailed(
                        f"worker processes cannot be started ({how})", mend="free memory, or ask for fewer with -j"
                    ) from failure
        return self._process

    def _begin(self) -> None:
        process = Process.start(self._job)
        with self._desk.lock:
            self._process = process
            self._desk.processes[process.pid] = process
            if not self._desk.open:  # closed while it was started
                process.kill()
        hello = process.receive()
        if isinstance(hello, Unable):
            raise hello.error
        self._served, self._first_memory = 0, None
        with self._desk.lock:
            if self._desk.ready is None:
                self._desk.ready = hello
            elif hello != self._desk.ready:
                raise WorkersFailed(
                    "the program, pandoc or a rule pack changed during the run", mend="run the same command again"
                )
            self._desk.lock.notify_all()

    def _pieces(self) -> list[_Piece]:
        """What this worker gets next; waits for it. Nothing once the pool is closed."""
        desk = self._desk
        with desk.lock:
            desk.lock.wait_for(lambda: desk.waiting or not desk.open)
            if not desk.open:
                return []
            # So few that what is left at the end is shared by all, and several only where they are small.
            most = min(self._bounds.chunk, len(desk.waiting) // (2 * desk.threads))
            pieces = [desk.waiting.popleft()]
            weight = pieces[0].weight
            while len(pieces) < most and not pieces[0].deaths and not desk.waiting[0].deaths:
                weight += desk.waiting[0].weight
                if weight > self._bounds.chunk_bytes:
                    break
                pieces.append(desk.waiting.popleft())
            return pieces

    def _hand_over(self, process: Process, pieces: list[_Piece]) -> None:
        done = 0
        process.send([piece.work for piece in pieces])
        try:
            while isinstance(message := process.receive(), Result):
                piece = pieces[done]
                self._finished(piece, Done(piece.token, piece.work, message.value, message.seconds))
                done += 1
        except Ended as end:
            self._let_go()
            self._mourn(pieces[done:], end)
            return
        self._served += done
        if self._first_memory is None:
            self._first_memory = message.memory
        grown = message.memory - self._first_memory
        if self._served >= self._bounds.served or grown > self._bounds.growth:
            self._let_go()

    def _mourn(self, pieces: list[_Piece], end: Ended) -> None:
        """The first of the pieces is what the worker died of, the others have only lost it."""
        if not pieces:
            return
        first, *others = pieces
        first.deaths += 1
        with self._desk.lock:
            again = [first] if first.deaths < TRIES else []
            if self._desk.finishing:
                for piece in (*again, *others):
                    self._desk.finished[piece.number] = (piece, None)
            else:
                self._desk.waiting.extendleft(reversed([*again, *others]))
            self._desk.lock.notify_all()
        if not again:
            self._finished(first, Died(first.token, first.work, end.how))

    def _finished(self, piece: _Piece, outcome: Outcome) -> None:
        with self._desk.lock:
            self._desk.finished[piece.number] = (piece, outcome)
            self._desk.lock.notify_all()

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if not self._desk.open:
            process.kill()
        process.leave()
        with self._desk.lock:
            self._desk.processes.pop(process.pid, None)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
