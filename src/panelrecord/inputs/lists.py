"""Lists of sources: a file, or standard input, with a name on each line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from io import BufferedReader

from panelrecord.errors import UsageError

STDIN = "-"
_AT_ONCE = 64 * 1024


def opened(path: str) -> BufferedReader:
    """The list at `path`, or standard input for ``-``. Raises UsageError where it cannot be opened."""
    if path == STDIN:
        return open(sys.stdin.fileno(), "rb", closefd=False)
    try:
        return open(path, "rb")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{path}: cannot be read ({reason})", mend="name a file that lists the sources") from error


def entries(file: BufferedReader) -> Iterator[str]:
    """The names in a list: a line each, or, where the list holds a NUL, from NUL to NUL."""
    start = file.read1(_AT_ONCE)
    separator = b"\0" if b"\0" in start else b"\n"
    rest = start
    while True:
        *whole, rest = rest.split(separator)
        for line in whole:
            yield from _entry(line, separator)
        more = file.read1(_AT_ONCE)
        if not more:
            break
        rest += more
    yield from _entry(rest, separator)


def _entry(line: bytes, separator: bytes) -> Iterator[str]:
    name = line.removesuffix(b"\r") if separator == b"\n" else line
    if name:
        yield os.fsdecode(name)
