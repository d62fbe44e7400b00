"""What the commands say: data to standard output as UTF-8, messages to standard error in lines."""

from __future__ import annotations

import os
import sys
import unicodedata

import click

from panelrecord.errors import OutputError, PanelrecordError

PIPE_CLOSED = 141
"""The exit code when the reader of standard output went away, as a shell has it for such a program (128 + SIGPIPE)."""

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str, *, keep: str = "") -> str:
    r"""The text with every character that could drive a terminal or break a line written as ``\x1b``.

    Args:
        text: words from a file, its name or a message.
        keep: control characters to let through, such as a line feed.
    """
    return "".join(
        character if character in keep or not _drives(character) else _escape(character) for character in text
    )


def _drives(character: str) -> bool:
    return character in _DIRECTIONS or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def out(content: str | bytes) -> None:
    """Write data to standard output; the program ends quietly when nobody reads it any more.

    Raises:
        OutputError: the disk behind it is full, or the system refuses otherwise.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content.encode() if isinstance(content, str) else content)
        sys.stdout.buffer.flush()
    except OSError as error:
        # What Python has buffered would fail again when it closes the stream at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise click.exceptions.Exit(PIPE_CLOSED) from None
        reason = error.strerror or type(error).__name__
        raise OutputError(
            f"cannot be written ({reason})", mend="name another output", name="standard output"
        ) from error


def say(message: str | PanelrecordError) -> None:
    """Write one line to standard error."""
    click.echo(f"panelrecord: {printable(str(message))}", err=True)
