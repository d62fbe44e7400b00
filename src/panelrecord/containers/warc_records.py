"""A web archive's records as bytes, one at a time: damage ends a record, and reading goes on at the next."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from panelrecord.containers.streams import Ahead

_MAGIC = b"\x1f\x8b\x08"
_VERSION = b"WARC/"
_CHUNK = 1 << 18
_LONGEST_HEAD = 1 << 16
_LONGEST_OPENING = 1 << 12  # bytes of a member of gzip before its text shows: it may hold a file's name, but none does
_LONG = 1 << 20  # bytes of a body that is looked into before it is kept
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(rb"^warc-type:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_WANTED = frozenset({b"response", b"resource", b"revisit"})
_BLANK = re.compile(rb"[\r\n]+")
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


def raw_records(
    stream: Ahead, most: int, worth: Callable[[bytes], bool], count: Callable[[int], None]
) -> Iterator[Raw | Damage]:
    """The records of an archive in which an article may be, packed or not.

    Args:
        stream: the archive.
        most: how many bytes of a body are kept.
        worth: whether a long record may hold an article, by its head and the beginning of its body.
        count: is told how many bytes were unpacked, and may refuse more.
    """
    number = 0
    for part in _parts(stream, count):
        told = False
        for record in _plain(_Reader(part.pieces()), most, worth):
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


def _parts(stream: Ahead, count: Callable[[int], None]) -> Iterator[_Part]:
    """The parts of an archive: each member of gzip by itself, or all of it where nothing is packed."""
    if stream.look(3) != _MAGIC:
        yield _Unpacked(stream)
        return
    source = _Packed(stream, count)
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

    def __init__(self, stream: Ahead, count: Callable[[int], None]) -> None:
        self._stream = stream
        self._count = count
        self._left, self._at = b"", 0  # what was read, and how far in it one has come
        self.broke = False
        self.lost = False

    def find_member(self) -> bool:
        """Goes to where the next member begins; after damage, that is where one can be unpacked.

        `lost` says afterwards whether there was anything before it, which was not told of as damage already.
        """
        self.lost = False
        while True:
            at = self._left.find(_MAGIC, self._at)
            if at >= 0:
                self._pass(at)
                if self._opens():
                    return True
                self._pass(self._at + 1)
                continue
            self._pass(len(self._left) - 2)
            if not self._read(_CHUNK):
                self._pass(len(self._left))
                return False

    def _pass(self, to: int) -> None:
        if to > self._at:
            self.lost = self.lost or (not self.broke and any(self._left[self._at : to]))
            self._at = to

    def _read(self, size: int) -> bool:
        more = self._stream.read(size)
        self._left, self._at = self._left[self._at :] + more, 0
        return bool(more)

    def _opens(self) -> bool:
        if len(self._left) - self._at < _LONGEST_OPENING:
            self._read(_CHUNK)
        opening = self._left[self._at : self._at + _LONGEST_OPENING]
        try:
            return zlib.decompressobj(31).decompress(opening, 8)[:5] == _VERSION
        except zlib.error:
            return False

    def pieces(self) -> Iterator[bytes]:
        """What is packed in the member that begins here; damage ends it."""
        self.broke = False
        packed = zlib.decompressobj(31)
        data, self._left, self._at = self._left[self._at :], b"", 0
        while True:
            try:
                text = packed.decompress(data, _CHUNK)
            except zlib.error:
                self._left, self.broke = data[1:], True
                return
            if text:
                self._count(len(text))
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
        self._buffer = bytearray()  # grows behind and shrinks before without being copied
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
        while self.fill(1) and (blank := _BLANK.match(self._buffer)):
            del self._buffer[: blank.end()]
        self.fill(5)
        return bytes(self._buffer[:5])

    def look(self, size: int) -> bytes:
        """The next bytes, fewer at the end, which are still to be taken."""
        self.fill(size)
        return bytes(self._buffer[:size])

    def take(self, size: int) -> bytes:
        """The next bytes, fewer at the end."""
        self.fill(size)
        taken = bytes(memoryview(self._buffer)[:size])
        del self._buffer[:size]
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
                del self._buffer[: found.end()]
                return True
            del self._buffer[:-8]
            if not self.fill(len(self._buffer) + 1):
                return False


def _plain(
    reader: _Reader, most: int, worth: Callable[[bytes], bool]
) -> Iterator[tuple[bytes, bytes, int] | str | None]:
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
        kept = min(size, most)
        if size > _LONG and not worth(head + reader.look(_LONGEST_HEAD)):
            if not reader.skip(size):
                yield "is cut off or damaged"
            yield None
            continue
        body = reader.take(kept)
        if len(body) < kept or not reader.skip(size - len(body)):
            yield "is cut off or damaged"
            continue
        yield head, body, size


def as_file(record: Raw) -> io.BytesIO:
    """The record as the file that it was."""
    return io.BytesIO(record.head + record.body)
