"""An article in a container, and what a container needs to be told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from panelrecord.containers.unpacking import Unpacking
from panelrecord.errors import InputError
from panelrecord.limits import DEFAULT_LIMITS, Limits
from panelrecord.source import UNKNOWN, Metadata

_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\\]+")
_LONGEST = 120  # characters of one part of a path, of the 255 bytes that file systems take


@dataclass(frozen=True, slots=True)
class Member:
    """An article in a container.

    Attributes:
        name: what its record calls it: the container's name, and its place in it or its address.
        place: its path below the container's, which no other member has, in characters that any file system takes.
        content: its bytes.
        known: what the container says of it.
        charset: the encoding that the container declares for it.
        claimed: the format that the container declares for it.
    """

    name: str
    place: PurePosixPath
    content: bytes
    known: Metadata = UNKNOWN
    charset: str | None = None
    claimed: str | None = None


@dataclass(frozen=True, slots=True)
class Bad:
    """What should have been an article of a container, or the rest of one, and why it is none."""

    name: str
    place: PurePosixPath
    error: InputError


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold what: `text` the article, `known` what is said of it, by its key in Metadata."""

    text: str
    known: tuple[tuple[str, str], ...] = ()


def never(_: PurePosixPath) -> bool:
    """Nothing is passed over."""
    return False


@dataclass(frozen=True, slots=True)
class Opening:
    """How a container is opened.

    Attributes:
        name: what the container is called.
        limits: what one article may cost.
        columns: which columns of tables to read; None where none were named.
        skips: whether a file in a container, by its path there, is to be passed over.
        beside: reads a file that lies beside the container, by a relative path; for issues whose pages are files.
        depth: how many containers this one lies in.
        place: its path below the container's that it lies in.
        unpacking: what was unpacked so far of the outermost container and of all that lie in it.
    """

    name: str
    limits: Limits = DEFAULT_LIMITS
    columns: Columns | None = None
    skips: Callable[[PurePosixPath], bool] = never
    beside: Callable[[str], bytes] | None = None
    depth: int = 0
    place: PurePosixPath = field(default_factory=PurePosixPath)
    unpacking: Unpacking = field(default_factory=Unpacking)

    def count(self, size: int) -> None:
        """So many bytes more were unpacked. Raises InputTooLarge where that is too much."""
        self.unpacking.count(size, self.limits)

    def check(self, size: int) -> None:
        """So many bytes are to be unpacked. Raises InputTooLarge where that would be too much."""
        self.unpacking.check(size, self.limits)


def safe_place(name: str) -> PurePosixPath:
    """A path made of a member's name that leads nowhere else: no root, no "..", no part that a file system refuses."""
    parts = [_safe(part) for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    return PurePosixPath(*(part if part.strip(".") else "_" for part in parts)) if parts else PurePosixPath("_")


def _safe(part: str) -> str:
    text = _UNSAFE.sub("_", part.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))
    text = text.replace("\\", "_")
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST - 9]}-{hashlib.sha256(part.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"
