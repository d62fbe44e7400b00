"""All records in one file of JSON Lines, which is whole at every moment.

A run's lines go to a file beside the manifest. When the run is over they and those lines of the output that still hold
are put together in the order of the inputs, and the result takes the output's place in one step: after an increment the
output is byte for byte what a run from scratch would have made. A run that breaks off leaves the output as it was, and
what it has converted beside it for the next one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from panelrecord.errors import OutputError, RecordChanged
from panelrecord.manifest import Beside, Known, Manifest
from panelrecord.write.folder import sync_folder
from panelrecord.write.place import Ready, refused

_OUTPUTS = ("output", "next_output")
_LINES = "lines JOIN inputs USING (key)"
_ORDER = "ORDER BY run = ?, CASE run WHEN ? THEN position ELSE fresh END, start"


class Lines:
    """One file of JSON Lines.

    Raises:
        OutputError: something is at its path that this program did not write, and `force` is not set.
    """

    group = 128
    indent: int | None = None

    def __init__(self, beside: Beside, manifest: Manifest, *, force: bool) -> None:
        self._path = beside.output
        self._fresh_path = beside.folder / "fresh.jsonl"
        self._next_path = beside.staging / "next.jsonl"
        self._manifest = manifest
        self._force = force
        self._fresh: BinaryIO | None = None

    def __enter__(self) -> Self:
        try:
            self._check()
            self._fresh = open(self._fresh_path, "ab")
            end = self._manifest.execute("SELECT max(start + length) FROM lines WHERE fresh").fetchone()[0] or 0
            if self._fresh.tell() < end:
                raise OutputError("was cut off", mend="add --force to begin anew", name=str(self._fresh_path))
            self._fresh.truncate(end)  # a line that an earlier run did not bring to its end
            self._fresh.seek(end)
        except OSError as error:
            raise refused(str(self._path), error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._fresh is not None:
            self._fresh.close()

    def _check(self) -> None:
        """Hold the output against what the manifest says of it."""
        there = os.path.lexists(self._path)
        if there and not self._path.is_file():
            raise OutputError("exists and is no ordinary file", mend="name another output", name=str(self._path))
        if not there or self._force:
            self._manifest.execute("DELETE FROM lines" + ("" if self._force else " WHERE NOT fresh"))
            self._manifest.execute("DELETE FROM output")
            return
        size, sha256 = self._path.stat().st_size, _sha256(self._path)
        known = {table: self._manifest.execute(f"SELECT size, sha256 FROM {table}").fetchone() for table in _OUTPUTS}
        if known["output"] == (size, sha256):
            return
        if known["next_output"] == (size, sha256):  # a run broke off between putting it there and saying so
            self._replaced()
        elif known["output"] is None:
            raise RecordChanged("exists already", mend="add --force to replace it", name=str(self._path))
        else:
            raise RecordChanged(
                "was changed since it was written", mend="add --force to replace it", name=str(self._path)
            )

    def holds(self, key: str, path: str) -> bool:
        """Whether the output or this run's lines have one for this input."""
        return self._manifest.execute("SELECT 1 FROM lines WHERE key = ?", (key,)).fetchone() is not None

    def refusal(self, record: Ready, known: Known | None) -> OutputError | None:
        """Nothing: the whole output was checked when the run began."""

    def put(self, records: Sequence[Ready]) -> None:
        """Append to this run's lines."""
        assert self._fresh is not None
        rows = []
        start = self._fresh.tell()
        for record in records:
            rows.append((record.key, start, len(record.content)))
            start += len(record.content)
        try:
            self._fresh.write(b"".join(record.content for record in records))
            self._fresh.flush()
            os.fsync(self._fresh.fileno())
        except OSError as error:
            raise refused(str(self._path), error) from error
        for row in rows:
            self._manifest.execute("INSERT OR REPLACE INTO lines VALUES (?, 1, ?, ?, NULL)", row)

    def where(self, record: Ready) -> str:
        """The file's path."""
        return str(self._path)

    def remove(self, key: str, path: str, known: Known) -> OutputError | None:
        """Strike the line out; it leaves the output when the run finishes."""
        self._manifest.execute("DELETE FROM lines WHERE key = ?", (key,))
        return None

    def finish(self) -> None:
        """Put the output together and in its place."""
        if self._is_current():
            return
        try:
            self._next()
        except OSError as error:
            raise refused(str(self._path), error) from error

    def _is_current(self) -> bool:
        """Whether the output holds every line, no other, in the right order."""
        (fresh,) = self._manifest.execute("SELECT count(*) FROM lines WHERE fresh").fetchone()
        row = self._manifest.execute("SELECT size FROM output").fetchone()
        end = 0
        for _, start, length in self._in_order():
            if start != end:
                return False
            end += length
        return not fresh and ((row is not None and row[0] == end) or (row is None and not end))

    def _in_order(self) -> Iterator[tuple[int, int, int]]:
        """Every line as the output shall have them: those this run did not come upon, then its own in their order."""
        yield from self._manifest.execute(f"SELECT fresh, start, length FROM {_LINES} {_ORDER}", self._order())

    def _order(self) -> tuple[int, int]:
        return self._manifest.run, self._manifest.run

    def _next(self) -> None:
        size, sha256 = self._put_together()
        self._manifest.execute(
            f"WITH placed AS (SELECT key, sum(length) OVER ({_ORDER}) - length AS next FROM {_LINES})"
            " UPDATE lines SET next_start = next FROM placed WHERE placed.key = lines.key",
            self._order(),
        )
        self._manifest.execute("INSERT OR REPLACE INTO next_output VALUES (1, ?, ?)", (size, sha256))
        self._manifest.commit()
        target = Path(os.path.realpath(self._path))  # a link stays a link, to the new content
        os.replace(self._next_path, target)
        sync_folder(target.parent)
        self._replaced()

    def _put_together(self) -> tuple[int, str]:
        assert self._fresh is not None
        summed, size = hashlib.sha256(), 0
        with ExitStack() as stack:
            target = stack.enter_context(open(self._next_path, "wb"))
            fresh = stack.enter_context(open(self._fresh_path, "rb"))
            old = stack.enter_context(open(self._path, "rb")) if self._path.exists() else fresh
            for is_fresh, start, length in self._in_order():
                source = fresh if is_fresh else old
                if source.tell() != start:
                    source.seek(start)
                line = source.read(length)
                summed.update(line)
                size += target.write(line)
            target.flush()
            os.fsync(target.fileno())
        return size, summed.hexdigest()

    def _replaced(self) -> None:
        """The output is in its place: all lines stand there now, one after the other."""
        self._manifest.execute("UPDATE lines SET fresh = 0, start = next_start, next_start = NULL")
        self._manifest.execute("INSERT OR REPLACE INTO output SELECT * FROM next_output")
        self._manifest.execute("DELETE FROM next_output")
        self._manifest.commit()
        if self._fresh is not None:
            self._fresh.truncate(0)
            self._fresh.seek(0)


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
