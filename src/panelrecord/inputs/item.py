r"""One input, what its record calls it, and its place in an output.

The place is the input's path below the folder that all sources of a call share, with its whole name, so that
``a/report.docx`` has its record in ``a/report.docx.json`` and no two inputs can meet. A file that lies outside that
folder, which only a list can name, has the place ``_/`` and its absolute path; a first part that is nothing but
underscores gets one more.
"""

from __future__ import annotations

import os
import re
from pathlib import PurePath, PurePosixPath

from panelrecord.errors import InputError
from panelrecord.limits import DEFAULT_LIMITS, Limits
from panelrecord.source.article import UNKNOWN, Metadata
from panelrecord.source.files import read_file
from panelrecord.values import dataclass

RECORD_SUFFIX = ".json"
_OUTSIDE = "_"
_ESCAPED = re.compile(r"\\(?:\\|x([0-9a-f]{2}))")


@dataclass(frozen=True, slots=True)
class Input:
    """An article to read, by its path or as its bytes, and what its record calls it.

    What holds the article may say more of it: `known` goes before what it says itself; `charset` and `claimed`, a
    format, are believed where its bytes say nothing else. `error` is why there is no article where one should be.
    """

    source: str | os.PathLike[str] | bytes
    name: str
    known: Metadata = UNKNOWN
    charset: str | None = None
    claimed: str | None = None
    error: InputError | None = None

    def content(self, limits: Limits = DEFAULT_LIMITS) -> bytes:
        """Its bytes. Raises UnreadableInput, EmptyInput or InputTooLarge, and the error that it comes with."""
        if self.error is not None:
            raise self.error
        if isinstance(self.source, bytes):
            return self.source
        try:
            return read_file(self.source, limits)
        except InputError as error:
            raise error.about(self.name) from error.__cause__

    def size(self) -> int | None:
        """How many bytes it has; None where the system does not say, as whoever reads it will explain."""
        if isinstance(self.source, bytes):
            return len(self.source)
        try:
            return os.stat(self.source).st_size
        except (OSError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class Item:
    """An input of a run.

    Attributes:
        input: what to read.
        place: the input's path in the mirrored tree; its record is beside it in the output with ``.json`` at the end.
        origin: the path of the file that the input comes from, or None for standard input.
        error: why there is nothing to read, where that is known already: a folder that cannot be listed.
    """

    input: Input
    place: PurePosixPath
    origin: str | None
    error: InputError | None = None

    @property
    def key(self) -> str:
        """The place as text, the same for no other input; by this the manifest knows it."""
        return as_text(str(self.place))

    @property
    def record(self) -> PurePosixPath:
        """Where the record lies in an output folder: the whole name stays, for report.docx and report.html are two."""
        return PurePosixPath(f"{self.place}{RECORD_SUFFIX}")


def name_of(path: str | os.PathLike[str]) -> str:
    r"""What a record calls the input at `path`: the path as given if it is relative, else the file's own name.

    Characters of a file name that are no text are written as ``\xe9``, since a record is always valid UTF-8.
    """
    pure = PurePath(path)
    return writable(pure.name if pure.is_absolute() else pure.as_posix())


def writable(name: str) -> str:
    r"""A name as valid UTF-8: bytes that are no text, and halves of characters, are written out.

    No name begins like an absolute path: one that is absolute is its last part, and what begins with ``\`` is given
    ``./``, as is said of files in the folder at hand whose names begin oddly.
    """
    if name.startswith("/"):
        name = PurePath(name).name or "article"
    try:
        text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # a half of a character, as no file name has, but a program's text may
        text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return f"./{text}" if text.startswith("\\") else text


def as_text(path: str) -> str:
    r"""A path as valid UTF-8 from which `as_path` gives it back: bytes that are no text as ``\xe9``, ``\`` doubled."""
    doubled = path.replace("\\", "\\\\")
    return doubled.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def as_path(text: str) -> str:
    """The path of which `as_text` made this text."""
    return _ESCAPED.sub(lambda found: os.fsdecode(bytes.fromhex(found[1])) if found[1] else "\\", text)


def place_of(path: str | os.PathLike[str], root: str) -> PurePosixPath:
    """Where the file at `path` stands in the mirror of the folder `root`, an absolute path without ``..``."""
    absolute = os.path.abspath(path)
    inside = absolute.startswith(root.rstrip(os.sep) + os.sep)
    relative = PurePosixPath(os.path.relpath(absolute, root) if inside else absolute.lstrip(os.sep))
    first = relative.parts[0]
    if not inside:
        return PurePosixPath(_OUTSIDE) / relative
    return relative if first.strip(_OUTSIDE) else PurePosixPath(_OUTSIDE + first, *relative.parts[1:])
