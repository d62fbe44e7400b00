"""Mailboxes in the mbox form: letters one after the other, each after a line that begins with «From »."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from panelrecord.containers.member import Bad, Member, Opening
from panelrecord.containers.streams import Ahead
from panelrecord.errors import InputTooLarge
from panelrecord.limits import in_words

_LETTER = re.compile(rb"From [^\r\n]*\d{4}[^\r\n]{0,12}\r?\n\Z")
_QUOTED = re.compile(rb">+From ")
_LINE = 1 << 20  # bytes read of a line at a time


def mbox_members(stream: Ahead, opening: Opening) -> Iterator[Member | Bad]:
    """The letters, by their numbers from 1."""
    number = size = 0
    text = bytearray()  # which holds a letter of a million lines as well as one of few
    after_blank = True
    file = io.BufferedReader(stream, 1 << 18)
    while line := file.readline(_LINE):
        if after_blank and line.startswith(b"From ") and _LETTER.match(line):
            if number:
                yield _letter(number, text, size, opening)
            number, size, text = number + 1, 0, bytearray()
        else:
            size += len(line)
            if size <= opening.limits.input_bytes:
                text += line[1:] if _QUOTED.match(line) else line
        after_blank = line in (b"\n", b"\r\n")
    if number:
        yield _letter(number, text, size, opening)


def _letter(number: int, text: bytearray, size: int, opening: Opening) -> Member | Bad:
    name, place = f"{opening.name}#{number}", opening.place / PurePosixPath(f"{number:06}.eml")
    most = opening.limits.input_bytes
    if size > most:
        error = InputTooLarge(f"is larger than {in_words(most)}", mend="allow more by the limit input-bytes")
        return Bad(name, place, error)
    return Member(name, place, bytes(text), claimed="eml")
