"""One file, written whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from panelrecord.errors import OutputError


def put(path: Path, content: bytes, *, force: bool = False) -> bool:
    """Write `content` to `path`, making the folders above it.

    The content goes to a temporary file in the same folder, which takes the place of `path` once it is on the disk: at
    no time does `path` hold half of it.

    Args:
        path: where to.
        content: the whole content.
        force: whether to replace a file that holds something else.

    Returns:
        Whether the file was written; not where it holds the same already.

    Raises:
        OutputError: the file holds something else and `force` is not set, or the system refuses.
    """
    with named(path):
        if path.exists():
            if path.is_file() and path.read_bytes() == content:
                return False
            refuse_existing(path, force=force)
        with replacing(path) as file:
            file.write(content)
    return True


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise an OutputError where something is at `path` that may not be replaced."""
    if not path.exists():
        return
    if not path.is_file():
        raise OutputError("exists and is no ordinary file", mend="name another output", name=str(path))
    if not force:
        raise OutputError("exists already", mend="add --force to replace it", name=str(path))


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of `path` when the block ends and vanishes when it fails."""
    target = Path(os.path.realpath(path))  # a link stays a link, to the new content
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with open(temporary, "xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turns what the system refuses into an OutputError that names `path`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(f"cannot be written ({reason})", mend="name another output", name=str(path)) from error
