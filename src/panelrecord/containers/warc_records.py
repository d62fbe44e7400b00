"""A web archive's records as bytes, one at a time: damage ends a record, and reading goes on at the next."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from panelrecord.containers.streams import Ahead

_MAGIC = b"\x1f\x8b\x08"
_VERSION = b"WARC/"
_CHUNK = 1 << 18
_LONGEST_HEAD = 1 << 16
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(rb"^warc-type:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_WANTED = frozenset({b"response", b"resource", b"revisit"})
_NEXT = re.compile(rb"\n(?=WARC/[01]\.)")


@dataclass(frozen=True, slots=True)
class Raw:
    """A record as it is stored, unpacked: its head and its body, of which no more is kept than was asked for."""

    number: int
    head: bytes
    body: bytes
    length: int


@dataclass(frozen=True, slots=True)
class Damage:
    """What stands where a record should be; `number` counts records and damages from 1."""

    number: int
    what: str


def raw_records(stream: Ahead, most: int) -> Iterator[Raw | Damage]:
    """The records of an archive in which an article may be, packed or not; bodies over `most` bytes are cut there."""
    number = 0
    for part in _parts(stream):
        told = False
        for record in _plain(_Reader(part.pieces()), most):
            number += 1
            if isinstance(record, str):
                told = True
                yield Damage(number, record)
            elif record is not None:
                yield Raw(number, *record)
        if part.broke and not told:
            number += 1
            yield Damage(number, "is damaged or cut off")


# ------------------------------------------------------------ what is packed


class _Part(Protocol):
    """A part of an archive: its bytes, unpacked; afterwards, whether it broke off."""

    broke: bool

    def pieces(self) -> Iterator[bytes]:
        """The bytes."""


def _parts(stream: Ahead) -> Iterator[_Part]:
    """The parts of an archive: each member of gzip by itself, or all of it where nothing is packed."""
    if stream.look(3) != _MAGIC:
        yield _Unpacked(stream)
        return
    source = _Packed(stream)
    while True:
        found = source.find_member()
        if source.lost:
            yield _Lost()
        if not found:
            return
        yield source


class _Lost:
    """What stands where a member of gzip should begin."""

    broke = True

    def pieces(self) -> Iterator[bytes]:
        """Nothing that can be read."""
        return iter(())


class _Unpacked:
    """An archive as it is."""

    def __init__(self, stream: Ahead) -> None:
        self._stream = stream
        self.broke = False

    def pieces(self) -> Iterator[bytes]:
        """All of it."""
        while piece := self._stream.read(_CHUNK):
            yield piece


class _Packed:
    """A stream of members of gzip, of which `pieces` gives the one that was found last."""

    def __init__(self, stream: Ahead) -> None:
        self._stream = stream
        self._left = b""
        self.broke = False
        self.lost = False

    def find_member(self) -> bool:
        """Goes to where the next member begins; after damage, that is where one can be unpacked.

        `lost` says afterwards whether there was anything before it, which was not told of as damage already.
        """
        self.lost = False
        while True:
            at = self._left.find(_MAGIC)
            if at >= 0:
                self._pass(at)
                if self._opens():
                    return True
                self._pass(1)
                continue
            self._pass(len(self._left) - 2)
            more = self._stream.read(_CHUNK)
            if not more:
                self._pass(len(self._left))
                return False
            self._left += more

    def _pass(self, size: int) -> None:
        if size > 0:
            self.lost = self.lost or (not self.broke and any(self._left[:size]))
            self._left = self._left[size:]

    def _opens(self) -> bool:
        if len(self._left) < _LONGEST_HEAD:
            self._left += self._stream.read(_LONGEST_HEAD)
        try:
            return zlib.decompressobj(31).decompress(self._left[:_LONGEST_HEAD], 8)[:5] == _VERSION
        except zlib.error:
            return False

    def pieces(self) -> Iterator[bytes]:
        """What is packed in the member that begins here; damage ends it."""
        self.broke = False
        packed = zlib.decompressobj(31)
        data, self._left = self._left, b""
        while True:
            try:
                text = packed.decompress(data, _CHUNK)
            except zlib.error:
                self._left, self.broke = data[1:], True
                return
            if text:
                yield text
            if packed.eof:
                self._left = packed.unused_data
                return
            data = packed.unconsumed_tail
            if not data:
                data = self._stream.read(_CHUNK)
                if not data:
                    self.broke = True
                    return


# ---------------------------------------------------------------- records


class _Reader:
    """Text that comes in pieces, read by length."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._buffer = b""
        self._ended = False

    def fill(self, size: int) -> bool:
        """Whether so many bytes are there."""
        while len(self._buffer) < size and not self._ended:
            piece = next(self._pieces, None)
            if piece is None:
                self._ended = True
            else:
                self._buffer += piece
        return len(self._buffer) >= size

    def head(self) -> bytes | None:
        """The lines before the next empty one, with it; None where there is none near."""
        for size in (1 << 12, _LONGEST_HEAD):
            self.fill(size)
            for end in (b"\r\n\r\n", b"\n\n"):
                at = self._buffer.find(end, 0, size)
                if at >= 0:
                    return self.take(at + len(end))
        return None

    def starts(self) -> bytes:
        """The next bytes, after the empty lines that part records."""
        while self.fill(1) and self._buffer[:1] in (b"\r", b"\n"):
            self._buffer = self._buffer.lstrip(b"\r\n")
        self.fill(5)
        return self._buffer[:5]

    def take(self, size: int) -> bytes:
        """The next bytes, fewer at the end."""
        self.fill(size)
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken

    def skip(self, size: int) -> bool:
        """Passes over so many bytes; whether they were there."""
        while size:
            passed = len(self.take(min(size, _CHUNK)))
            if not passed:
                return False
            size -= passed
        return True

    def resume(self) -> bool:
        """Goes to the next line with which a record begins; whether there is one."""
        while True:
            found = _NEXT.search(self._buffer)
            if found:
                self._buffer = self._buffer[found.end() :]
                return True
            self._buffer = self._buffer[-8:]
            if not self.fill(len(self._buffer) + 1):
                return False


def _plain(reader: _Reader, most: int) -> Iterator[tuple[bytes, bytes, int] | str | None]:
    """Records, None for each that holds no page, or what is wrong where there should be one."""
    while start := reader.starts():
        head = reader.head() if start == _VERSION else None
        length = _LENGTH.search(head) if head else None
        if head is None or length is None:
            yield "is damaged: no record of a web archive begins here"
            if not reader.resume():
                return
            continue
        size = int(length[1])
        kind = _TYPE.search(head)
        if kind is None or kind[1].lower() not in _WANTED:
            if not reader.skip(size):
                yield "is cut off"
            yield None
            continue
        body = reader.take(min(size, most))
        if len(body) < min(size, most) or not reader.skip(size - len(body)):
            yield "is cut off or damaged"
            continue
        yield head, body, size


def as_file(record: Raw) -> io.BytesIO:
    """The record as the file that it was."""
    return io.BytesIO(record.head + record.body)
