"""Reading one file from disk: every way in which that can fail, as a typed error, and never a wait."""

from __future__ import annotations

import os
import stat
import sys
from typing import BinaryIO

from panelrecord.errors import EmptyInput, InputTooLarge, UnreadableInput
from panelrecord.limits import DEFAULT_LIMITS, Limits, in_words

_KINDS = (
    (stat.S_ISDIR, "is a folder", "name the files in it"),
    (stat.S_ISFIFO, "is a named pipe", "give its content on standard input instead"),
    (stat.S_ISSOCK, "is a socket", "name a regular file"),
    (stat.S_ISCHR, "is a device", "name a regular file"),
    (stat.S_ISBLK, "is a device", "name a regular file"),
)


def read_file(path: str | os.PathLike[str], limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of the regular file at `path`.

    Raises UnreadableInput where the file is missing, not permitted, or no regular file (a FIFO is never waited for),
    EmptyInput where it has no bytes, InputTooLarge where it has more than `limits` allow.
    """
    name = os.fspath(path)
    try:
        with open_file(path) as file:
            content = file.read(limits.input_bytes + 1)
    except OSError as error:
        raise _os_failure(error, name) from error
    if len(content) > limits.input_bytes:
        raise _too_large(limits, name)
    if not content:
        raise EmptyInput("is empty", mend="check that the file was saved or downloaded completely", name=name)
    return content


def open_file(path: str | os.PathLike[str]) -> BinaryIO:
    """The regular file at `path`, open to be read. Raises UnreadableInput as `read_file` does."""
    name = os.fspath(path)
    try:
        _must_be_regular(os.stat(name).st_mode, name)  # before opening: opening a device can already act on it
        # Without O_NONBLOCK, a FIFO put in the file's place between the two calls would block here for ever.
        descriptor = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        file = open(descriptor, "rb")  # noqa: SIM115  the caller closes it
        try:
            _must_be_regular(os.fstat(descriptor).st_mode, name)
        except UnreadableInput:
            file.close()
            raise
    except ValueError as error:  # a NUL in the path
        raise UnreadableInput(f"is no possible path ({error})", mend="check the name", name=name) from error
    except OSError as error:
        raise _os_failure(error, name) from error
    return file


def read_standard_input(limits: Limits = DEFAULT_LIMITS) -> bytes:
    """All of standard input. Raises InputTooLarge where it has more bytes than `limits` allow, as soon as it has."""
    content = sys.stdin.buffer.read(limits.input_bytes + 1)
    if len(content) > limits.input_bytes:
        raise _too_large(limits, "stdin")
    return content


def _too_large(limits: Limits, name: str) -> InputTooLarge:
    mend = "give the article alone, without attachments, or allow more by the limit input-bytes"
    return InputTooLarge(f"is larger than {in_words(limits.input_bytes)}", mend=mend, name=name)


def _must_be_regular(mode: int, name: str) -> None:
    if stat.S_ISREG(mode):
        return
    for is_kind, message, mend in _KINDS:
        if is_kind(mode):
            raise UnreadableInput(message, mend=mend, name=name)
    raise UnreadableInput("is no regular file", mend="name a regular file", name=name)


def _os_failure(error: OSError, name: str) -> UnreadableInput:
    if isinstance(error, FileNotFoundError):
        return UnreadableInput("does not exist", mend="check the path", name=name)
    if isinstance(error, PermissionError):
        return UnreadableInput("may not be read by this user", mend="grant permission to read it", name=name)
    reason = (error.strerror or type(error).__name__).lower()
    return UnreadableInput(f"cannot be read ({reason})", mend="check the path and the disk", name=name)
