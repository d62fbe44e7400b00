"""Workers that stay alive between documents: one for each thread that parses, at most one for each core."""

from __future__ import annotations

import atexit
import os
import re
import subprocess
from threading import Condition

from panelrecord.errors import PandocMissing, PandocTooOld, PanelrecordError
from panelrecord.limits import Limits, cores
from panelrecord.pandoc.worker import SECONDS_TO_START, Died, Late, Nonsense, Worker

OLDEST = "3.7"  # the first whose `pandoc.read` can be kept from opening files
MEND = f"install pypandoc_binary, or name a pandoc {OLDEST} or newer by --pandoc or PANELRECORD_PANDOC"


class Pool:
    """The workers of one process. Every method may be called from any thread."""

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._watched = False
        self._versions: dict[str, str] = {}
        self._reset()

    def _reset(self) -> None:
        self._condition = Condition()
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()

    def version(self, pandoc: str) -> str:
        """The version of the pandoc at this path, from a worker that then waits for documents. Raises as `take`."""
        if pandoc not in self._versions:
            self.give(self.take(pandoc, Limits()), Limits())
        return self._versions[pandoc]

    def begin(self, pandoc: str) -> None:
        """Start a first worker and do not wait for it: who takes it will. Raises PandocMissing as `take`."""
        with self._condition:
            if not self._all:
                self._idle.append(self._start(pandoc, Limits()))

    def take(self, pandoc: str, limits: Limits, *, fresh: bool = False) -> Worker:
        """A worker for the caller alone, to be returned by `give` or `drop`; waits while all are taken.

        One that has rested may have died of something since; a `fresh` one has just greeted. Raises PandocMissing or
        PandocTooOld.
        """
        with self._condition:
            while True:
                worker = None if fresh else self._fitting(pandoc, limits)
                if worker is not None:
                    if worker.version:
                        return worker
                    break  # begun, and nobody has waited for it yet
                if len(self._all) >= self._bound and self._idle:
                    self._remove(self._idle.pop(0))
                if len(self._all) < self._bound:
                    worker = self._start(pandoc, limits)
                    break
                self._condition.wait()
        try:
            self._greet(worker)
        except BaseException:
            self.drop(worker)
            raise
        return worker

    def give(self, worker: Worker, limits: Limits) -> None:
        """Takes a worker back that has answered well."""
        if worker.worn(limits):
            self.drop(worker)
            return
        worker.rested = True
        with self._condition:
            if worker in self._all:  # else `end` was quicker
                self._idle.append(worker)
                self._condition.notify()

    def drop(self, worker: Worker) -> None:
        """Ends a worker that is good for nothing any more."""
        with self._condition:
            self._remove(worker)
            self._condition.notify()

    def idle(self) -> tuple[int, ...]:
        """The process ids of the workers that wait for documents."""
        with self._condition:
            return tuple(worker.pid for worker in self._idle)

    def end(self) -> None:
        """Ends all workers; the pool starts new ones when it is asked again."""
        with self._condition:
            for worker in tuple(self._all):
                self._remove(worker)
            self._idle.clear()
            self._condition.notify_all()

    def _fitting(self, pandoc: str, limits: Limits) -> Worker | None:
        """The idle worker used last, which is warm."""
        for worker in reversed(self._idle):
            if worker.pandoc == pandoc and worker.memory_bytes == limits.parse_memory_bytes:
                self._idle.remove(worker)
                return worker
        return None

    def _start(self, pandoc: str, limits: Limits) -> Worker:
        # Under the lock, which a fork waits for: a child must know every worker whose pipes it has inherited.
        if not self._watched:
            self._watched = True
            atexit.register(self.end)
            os.register_at_fork(
                before=self._before_fork, after_in_parent=self._after_fork, after_in_child=self._in_child
            )
        worker = Worker(pandoc, limits)
        self._all.add(worker)
        return worker

    def _remove(self, worker: Worker) -> None:
        if worker in self._all:  # else `end` was quicker
            self._all.remove(worker)
            worker.end()

    def _greet(self, worker: Worker) -> None:
        try:
            worker.greet()
        except Late:
            raise PandocMissing(f"{worker.pandoc} did not start in {SECONDS_TO_START:g} seconds", mend=MEND) from None
        except (Died, Nonsense) as failure:
            raise _unfit(worker) from failure
        if not worker.sandboxed:
            message = f"{worker.pandoc} is pandoc {worker.version}, which cannot keep documents from opening files"
            raise PandocTooOld(message, mend=MEND)
        self._versions[worker.pandoc] = worker.version

    def _before_fork(self) -> None:
        self._condition.acquire()

    def _after_fork(self) -> None:
        self._condition.release()

    def _in_child(self) -> None:
        for worker in self._all:
            worker.disown()
        self._reset()


def _unfit(worker: Worker) -> PanelrecordError:
    """Why a program that was started as a worker is none."""
    version = _version_said_by(worker.pandoc)
    if version is None:
        return PandocMissing(f"{worker.pandoc} is no pandoc that runs here", mend=MEND)
    megabytes = worker.memory_bytes >> 20
    message = f"{worker.pandoc} is pandoc {version}, which cannot run the worker in {megabytes} MB"
    return PandocTooOld(message, mend=MEND)


def _version_said_by(pandoc: str) -> str | None:
    """What ``pandoc --version`` says, only asked when the worker itself could not."""
    try:
        said = subprocess.run([pandoc, "--version"], capture_output=True, timeout=SECONDS_TO_START, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.match(rb"pandoc(?:\.exe)? (\d+(?:\.\d+)*)", said)
    return version[1].decode("ascii") if version else None


POOL = Pool(cores())
