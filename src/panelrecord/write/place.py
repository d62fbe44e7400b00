"""What every place for many records has in common, whether it is a folder, one file or a stream."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import PurePosixPath
from typing import Protocol

from panelrecord.errors import OutputError, OutputFull
from panelrecord.manifest import Known
from panelrecord.values import dataclass

HOPELESS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO, errno.ENOTCONN, errno.ESTALE})
"""What a system says when it will refuse the next record as well."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A record to be put in its place.

    Attributes:
        key: its input's key.
        name: what it calls its input.
        path: where it is in a folder of records.
        content: the record as JSON, with a line feed at its end.
        sha256: of the content.
    """

    key: str
    name: str
    path: str
    content: bytes
    sha256: str


class Place(AbstractContextManager["Place"], Protocol):
    """Where records go; entered for one run."""

    group: int
    """How many records are put at once; what is put together is on the disk together."""
    indent: int | None
    """How records are laid out there."""

    def holds(self, key: str, path: str) -> bool:
        """Whether a record that was written for this input is there still."""

    def refusal(self, record: Ready, known: Known | None) -> OutputError | None:
        """Why the record may not be put in its place: something is there that this program did not write."""

    def put(self, records: Sequence[Ready]) -> None:
        """Put records in their places; they are on the disk, whole, when this returns.

        Raises:
            OutputError: the system refuses.
        """

    def where(self, record: Ready) -> str:
        """Where a record is, as a user reads it."""

    def remove(self, key: str, path: str, known: Known) -> OutputError | None:
        """Take a record away whose input is gone; or say why it stays."""

    def finish(self) -> None:
        """The run has put everything."""


def refused(name: str, error: OSError) -> OutputError:
    """What the system refuses, as an OutputError that names the output."""
    reason = error.strerror or type(error).__name__
    if error.errno in HOPELESS:
        return OutputFull(f"cannot be written ({reason})", mend="make room, then run the same command again", name=name)
    return OutputError(f"cannot be written ({reason})", mend="name another output", name=name)


def check_names(record: Ready) -> OutputError | None:
    """Why no file can have the record's name."""
    if len(os.fsencode(PurePosixPath(record.path).name)) > 255:
        return OutputError("has too long a name for a file of its record", mend="use -o NAME.jsonl", name=record.name)
    return None
