"""A worker process: takes work from its standard input, gives results on its standard output, until either ends.

It is started as a program of its own and not forked, so that any thread of any program can start it, and nothing of
that program is run again in it.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

from panelrecord.batch.messages import Broke, Job, Ready, Rest, Result, Unable
from panelrecord.errors import PanelrecordError

_OBJECTS = 100_000  # that are made and not freed before rubbish is looked for; an article of 8 KB makes a tenth
_MEMORY = Path("/proc/self/statm")


def main() -> None:
    """Serve until the other side closes or goes away."""
    inbox, outbox = _channel()
    try:
        _serve(inbox, outbox)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the program is gone, and its other workers with it


def _channel() -> tuple[Connection, Connection]:
    """The two ways of talking; what a library prints can get onto neither."""
    inbox, outbox = Connection(os.dup(0), writable=False), Connection(os.dup(1), readable=False)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return inbox, outbox


def _serve(inbox: Connection, outbox: Connection) -> None:
    job: Job = inbox.recv()
    try:
        greeting, do = job.begin()
    except PanelrecordError as error:
        outbox.send(Unable(error))
        return
    outbox.send(Ready(greeting))
    _spare_what_stays()
    while (pieces := inbox.recv()) is not None:
        for work, coming in zip(pieces, (*pieces[1:], None), strict=True):
            started = time.perf_counter()
            try:
                value = do(work, coming)
            except BaseException as error:
                outbox.send(Broke(f"{type(error).__name__}: {error}".partition("\n")[0].rstrip(": ")))
                raise
            outbox.send(Result(value, time.perf_counter() - started))
        outbox.send(Rest(memory_in_use()))


def _spare_what_stays() -> None:
    """Look for rubbish seldom, and never among the rules: of what an article leaves behind, little is rubbish."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)


def memory_in_use() -> int:
    """How many bytes of memory this process holds now; where the system does not say, how many it ever held."""
    try:
        return int(_MEMORY.read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
