"""Many records in one file: JSON Lines, a record a line."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from panelrecord.model import Record
from panelrecord.write.files import named, refuse_existing, replacing


class Lines:
    """A JSON Lines file that comes into being, whole, when the block ends; not at all without a record.

    Raises:
        OutputError: the file exists and `force` is not set, or the system refuses.
    """

    def __init__(self, path: Path, *, force: bool = False) -> None:
        # Before the work and not after it: what hours of converting gave must not fail at the last step.
        refuse_existing(path, force=force)
        self._path = path
        self._stack = ExitStack()
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def add(self, record: Record) -> None:
        """Write one record as one line."""
        with named(self._path):
            if self._file is None:
                self._file = self._stack.enter_context(replacing(self._path))
            self._file.write(record.to_json(indent=None).encode())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with named(self._path):
            self._stack.__exit__(kind, error, trace)
