"""One worker process, seen from the program that has started it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from panelrecord.batch.messages import Broke, Job
from panelrecord.values import dataclass

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SECONDS_TO_LEAVE = 5.0
_HOME = str(Path(__file__).parents[2])  # where this package is, whatever else has its name
# -I keeps the environment and the current folder out of the worker's imports; what the program can import is handed
# over instead, as it stands now.
_START = "import sys; sys.path[:] = sys.argv[1:]; from panelrecord.batch.worker import main; main()"


class Ended(Exception):
    """The worker process is gone; the argument says how, in a few words."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


@dataclass(slots=True)
class Process:
    """A running worker process, for one thread at a time."""

    _process: subprocess.Popen[bytes]
    _inbox: Connection
    _outbox: Connection
    _broke: str | None = None

    @classmethod
    def start(cls, job: Job) -> Process:
        """Start a worker for a job. Raises OSError where the system gives no process."""
        from multiprocessing.connection import Connection  # noqa: PLC0415  20 ms that one article alone does not need

        process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, *dict.fromkeys((_HOME, *filter(None, sys.path)))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=0,  # an interrupt from the keyboard is for the program, which lets its workers finish
        )
        assert process.stdin is not None
        assert process.stdout is not None
        outbox = Connection(os.dup(process.stdin.fileno()), readable=False)
        inbox = Connection(os.dup(process.stdout.fileno()), writable=False)
        process.stdin.close()
        process.stdout.close()
        started = cls(process, inbox, outbox)
        started.send(job)
        return started

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def send(self, message: Any) -> None:
        """Hand something over; a process that is gone is noticed when its answer is taken."""
        try:
            self._outbox.send(message)
        except (BrokenPipeError, ConnectionResetError):
            return

    def receive(self) -> Any:
        """The next message. Raises Ended where there will be none."""
        try:
            message = self._inbox.recv()
        except (EOFError, OSError):
            raise Ended(self._how()) from None
        if isinstance(message, Broke):
            self._broke = message.what
            return self.receive()
        return message

    def kill(self) -> None:
        """End the process at once, from whichever thread; whoever waits for its answer hears that it ended."""
        self._process.kill()

    def leave(self) -> None:
        """Let the process end, and wait until it is gone."""
        self.send(None)
        self._outbox.close()
        try:
            self._process.wait(SECONDS_TO_LEAVE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._inbox.close()

    def _how(self) -> str:
        try:
            status = self._process.wait(SECONDS_TO_LEAVE)
        except subprocess.TimeoutExpired:  # it closed its output and lives on
            self._process.kill()
            status = self._process.wait()
        if self._broke is not None:
            return self._broke
        return f"ended by signal {-status}" if status < 0 else f"ended with code {status}"
