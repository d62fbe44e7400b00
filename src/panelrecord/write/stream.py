"""Records on a stream, or in the one file of one input: nothing to go on from, so nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from panelrecord.errors import OutputError
from panelrecord.manifest import Known
from panelrecord.write.files import put
from panelrecord.write.place import Ready


class Stream:
    """Records one after the other into a function, as they come."""

    group = 1

    def __init__(self, write: Callable[[bytes], None], *, indent: int | None) -> None:
        self._write = write
        self.indent = indent

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    def holds(self, key: str, path: str) -> bool:
        """Never: what went out is gone."""
        return False

    def refusal(self, record: Ready, known: Known | None) -> OutputError | None:
        """Nothing is in the way."""

    def put(self, records: Sequence[Ready]) -> None:
        """Write them."""
        for record in records:
            self._write(record.content)

    def where(self, record: Ready) -> str:
        """The stream."""
        return "standard output"

    def remove(self, key: str, path: str, known: Known) -> OutputError | None:
        """Nothing can be taken back."""

    def finish(self) -> None:
        """Nothing is left to do."""


class OneFile(Stream):
    """The one file of one record."""

    def __init__(self, path: Path, *, force: bool) -> None:
        super().__init__(self._put, indent=2)
        self._path = path
        self._force = force

    def _put(self, content: bytes) -> None:
        put(self._path, content, force=self._force)

    def where(self, record: Ready) -> str:
        """The file's path."""
        return str(self._path)
