"""One worker: a `pandoc lua` process that is asked and answers, each within a time."""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import clock_gettime, monotonic

from panelrecord.limits import Limits
from panelrecord.values import dataclass

SCRIPT = Path(__file__).with_name("worker.lua")
SECONDS_TO_START = 30.0  # the program is 150 MB, which a cold disk takes its time to give
HEAP_OVERFLOW = 251  # how GHC's runtime, and worker.lua after it, end when memory runs out

# The limits are set by the shell that becomes pandoc: the runtime reserves its address space as it starts, so that a
# limit set from outside a moment later would hold nothing, and a `preexec_fn` is unsafe beside threads. A system that
# has no such limit goes on without. The processor time ends a worker whose program was killed in mid-parse.
LAUNCH = 'ulimit -c 0; ulimit -t "$1"; ulimit -v "$2"; shift 2; exec "$@"'
# No data folder, no init.lua and no LUA_INIT of the user's; UTF-8, so that a path may hold any letter.
ENVIRONMENT = {"HOME": "/dev/null", "LC_ALL": "C.UTF-8"}
FOLDER_PREFIX = "panelrecord-"

_HELLO = re.compile(rb"panelrecord-worker 1 (\d+(?:\.\d+)*) (sandboxed|leaking)\n")
_HEAD = re.compile(rb"(?:ok (\d+) (\d+)|refused (\d+))\n")
_LONGEST_HEAD = 64
_CHUNK = 1 << 20
_PATIENCE = 5  # times the seconds of work: what a worker has on a busy machine
_LEAST_WAIT = 0.01
_PROCESSOR_TIME = 2  # how Linux numbers the clock of a process's scheduled time, beside the process's id


def seconds_for(content: bytes, limits: Limits) -> float:
    """How long the parse of `content` may take."""
    return min(limits.parse_seconds_base + limits.parse_seconds_per_kb * len(content) / 1024, limits.parse_seconds)


class WorkerError(Exception):
    """What a worker can do instead of answering."""


class Died(WorkerError):
    """The worker ended; `status` is its exit status, or minus the signal that ended it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Late(WorkerError):
    """The worker did not answer in time."""


class Nonsense(WorkerError):
    """What the worker wrote is no answer; the argument says why."""


class Oversized(WorkerError):
    """The worker announced an answer that is longer than the limit."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The two parts of an ``ok``, or the reason of a ``refused``."""

    tree: bytes
    messages: bytes
    refusal: str | None = None


class Worker:
    """A running `pandoc lua`, for one thread at a time. Whoever starts it ends it."""

    def __init__(self, pandoc: str, limits: Limits) -> None:
        self.pandoc = pandoc
        self.memory_bytes = limits.parse_memory_bytes
        self.served = 0
        self.busy = 0.0  # seconds of work
        self.rested = False  # whether it has been idle in a pool
        self.version = ""
        self.sandboxed = False
        cpu_seconds = str(round(3 * limits.parse_seconds))  # see `worn`
        memory_kb = str(limits.parse_memory_bytes // 1024)
        self._folder: str | None = tempfile.mkdtemp(prefix=FOLDER_PREFIX)
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", LAUNCH, "sh", cpu_seconds, memory_kb, pandoc, "lua", str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=self._folder,
            env=ENVIRONMENT | {"TMPDIR": self._folder},
            process_group=0,  # an interrupt from the keyboard is the program's business, which then ends its workers
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        os.set_blocking(self._stdin.fileno(), False)
        os.set_blocking(self._stdout.fileno(), False)
        self._unsent = memoryview(b"")
        self._most, self._seconds = 0, SECONDS_TO_START
        self._before = self._worked()

    def greet(self) -> None:
        """Takes the hello: sets `version` and `sandboxed`. Raises Died, Late or Nonsense."""
        hello = self._exchange(lambda received: b"\n" in received)
        self._remove_folder()  # pandoc has put its history there; now the worker lives in a folder that is nowhere
        parts = _HELLO.fullmatch(hello)
        if parts is None:
            raise Nonsense("it does not greet as the worker does")
        self.version = parts[1].decode("ascii")
        self.sandboxed = parts[2] == b"sandboxed"

    def ask(self, content: bytes, reader: str, limits: Limits, seconds: float | None = None) -> Answer:
        """The answer for one document, within the time for its length or within `seconds`.

        Raises a WorkerError, after which the worker is good for nothing.
        """
        self.begin(content, reader, limits, seconds)
        return self.answer()

    def begin(self, content: bytes, reader: str, limits: Limits, seconds: float | None = None) -> None:
        """Hands a document over, or as much of it as the worker takes at once, and does not wait for the `answer`."""
        self._most = limits.tree_bytes
        self._seconds = seconds_for(content, limits) if seconds is None else seconds
        self._before = self._worked()
        self._unsent = self._send(memoryview(b"%s %d\n%s" % (reader.encode("ascii"), len(content), content)))

    def answer(self) -> Answer:
        """The answer for the document that was begun; raises as `ask`."""
        started = monotonic()
        received = self._exchange(lambda so_far: _complete(so_far, self._most))
        self.served += 1
        self.busy += self._spent(started)
        return _answer(received)

    def worn(self, limits: Limits) -> bool:
        """Whether the worker has served long enough; one more document can never exceed its processor time."""
        return self.served >= limits.worker_documents or self.busy >= limits.parse_seconds

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def end(self) -> None:
        """Ends the process and waits until it is gone."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)  # the pandoc named may be a script that starts another
            self._process.wait()
        self._stdin.close()
        self._stdout.close()
        self._remove_folder()

    def disown(self) -> None:
        """In a forked child: lets go of the parent's worker, so that it still ends with its parent."""
        self._stdin.close()
        self._stdout.close()
        self._process.returncode = 0  # or the object would look after a process that is not this one's child

    def _remove_folder(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder)
            self._folder = None

    def _exchange(self, complete: Callable[[bytearray], bool]) -> bytearray:
        """What the worker writes until it is `complete`, while it is sent what is still to be sent.

        Raises Late where the worker has worked longer than it may, also before anybody asked for its answer.
        """
        started = monotonic()
        left = self._seconds - self._spent(started)
        if left <= 0:
            raise Late
        deadline, latest = started + left, started + _PATIENCE * self._seconds
        received = bytearray()
        poll = select.poll()
        poll.register(self._stdout, select.POLLIN)
        if self._unsent:
            poll.register(self._stdin, select.POLLOUT)
        while not complete(received):
            ready = poll.poll(max(0.0, deadline - monotonic()) * 1000)
            if not ready and monotonic() >= deadline:
                left = self._seconds - self._spent(started)
                if left <= 0 or monotonic() >= latest:
                    raise Late
                deadline = min(monotonic() + max(left, _LEAST_WAIT), latest)
            for descriptor, _ in ready:
                if descriptor == self._stdin.fileno():
                    self._unsent = self._send(self._unsent)
                    if not self._unsent:
                        poll.unregister(self._stdin)
                else:
                    chunk = os.read(descriptor, _CHUNK)
                    if not chunk:
                        raise Died(self._status())
                    received += chunk
        if self._unsent:
            raise Nonsense("it answered before it was asked")
        return received

    def _spent(self, started: float) -> float:
        """How many seconds the worker has worked since the last `begin`, so that it is not late while others are busy.

        Where the system does not tell the processor time of another process, those since `started` stand in for them.
        """
        worked = self._worked()
        return monotonic() - started if worked is None or self._before is None else worked - self._before

    def _worked(self) -> float | None:
        try:
            return clock_gettime((~self._process.pid << 3) | _PROCESSOR_TIME)
        except OSError:
            return None

    def _send(self, unsent: memoryview) -> memoryview:
        try:
            return unsent[os.write(self._stdin.fileno(), unsent) :]
        except BlockingIOError:
            return unsent
        except BrokenPipeError:
            return unsent[:0]  # it ended; the end of its output says so, and its status says how

    def _status(self) -> int:
        try:
            return self._process.wait(1.0)
        except subprocess.TimeoutExpired:  # it closed its output and lives on
            raise Nonsense("it closed its output") from None


def _complete(received: bytearray, most: int) -> bool:
    head = _HEAD.match(received)
    if head is None:
        if b"\n" in received or len(received) > _LONGEST_HEAD:
            raise Nonsense("its answer does not begin as one")
        return False
    length = sum(int(part) for part in head.groups() if part is not None)
    if length > most:
        raise Oversized
    if len(received) > head.end() + length:
        raise Nonsense("its answer is longer than announced")
    return len(received) == head.end() + length


def _answer(received: bytearray) -> Answer:
    head = _HEAD.match(received)
    assert head is not None  # `_complete` has seen to it
    start = head.end()
    if head[3] is not None:
        return Answer(b"", b"", refusal=received[start:].decode("utf-8", "replace"))
    middle = start + int(head[1])
    return Answer(bytes(received[start:middle]), bytes(received[middle:]))
