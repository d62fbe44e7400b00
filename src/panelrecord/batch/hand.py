"""One worker process after another, under the eyes of a thread of their own.

The thread hands its worker some pieces at a time and takes the results. It starts another worker in its place when it
has worked enough, has grown or has died, and gives the piece that it died of one more chance, alone.
"""

from __future__ import annotations

from panelrecord.batch.desk import Bounds, Desk, Piece
from panelrecord.batch.messages import Died, Done, Job, Outcome, Result, Unable
from panelrecord.batch.process import Ended, Process
from panelrecord.errors import PanelrecordError, WorkersFailed

TRIES = 2
STARTS = 3


class Hand:
    """One worker process after another, and the thread that looks after them."""

    def __init__(self, job: Job, desk: Desk, bounds: Bounds) -> None:
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

    def _pieces(self) -> list[Piece]:
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

    def _hand_over(self, process: Process, pieces: list[Piece]) -> None:
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

    def _mourn(self, pieces: list[Piece], end: Ended) -> None:
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

    def _finished(self, piece: Piece, outcome: Outcome) -> None:
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
