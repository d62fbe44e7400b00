"""Streams that can be looked into before they are read, and what is packed in them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Protocol, cast

from panelrecord.errors import DamagedInput, InputTooLarge, MissingExtra
from panelrecord.limits import in_words

if TYPE_CHECKING:
    import zstandard

_CHUNK = 512  # packed bytes at a time, since zstd makes 128 KB of any three of them
DAMAGE = (EOFError, OSError, ValueError, OverflowError, zlib.error, RuntimeError, NotImplementedError)
"""What the readers of packed streams raise for damaged ones; `lzma` and `zstandard` add their own."""

_GZIP, _BZIP2, _XZ, _ZSTD = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"
PACKED = (_GZIP, _BZIP2, _XZ, _ZSTD)
"""What packed streams begin with."""


class Readable(Protocol):
    """What is read from: `read` gives at most so many bytes, none at the end."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes."""


class Ahead(io.RawIOBase):
    """A stream that can be looked into ahead; nothing is read of it before it is asked for.

    `count` is told how many bytes were read, and may refuse more by raising an error.
    """

    def __init__(self, file: Readable, count: Callable[[int], None]) -> None:
        super().__init__()
        self._file = file
        self._count = count
        self._ahead = b""

    @property
    def file(self) -> IO[bytes] | None:
        """The file itself, where one can go back in it."""
        file = self._file
        return file if isinstance(file, (io.BufferedReader, io.BytesIO)) and file.seekable() else None

    def look(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end, which are still to be read."""
        while len(self._ahead) < size:
            more = self._file.read(size - len(self._ahead))
            if not more:
                break
            self._count(len(more))
            self._ahead += more
        return self._ahead[:size]

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fills a buffer as far as the next bytes reach."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        size = len(view)
        taken, self._ahead = self._ahead[:size], self._ahead[size:]
        if not taken:
            taken = self._file.read(size)
            self._count(len(taken))
        view[: len(taken)] = taken
        return len(taken)


def unpacked(stream: Ahead) -> IO[bytes]:
    """What is packed in a stream of one of `PACKED`.

    Raises MissingExtra where its packing needs a library that is not there.
    """
    head = stream.look(6)
    if head.startswith(_GZIP):
        import gzip  # noqa: PLC0415  for the few inputs that are packed

        return cast("IO[bytes]", gzip.GzipFile(fileobj=io.BufferedReader(stream)))
    if head.startswith(_BZIP2):
        import bz2  # noqa: PLC0415  as above

        return bz2.BZ2File(io.BufferedReader(stream))
    if head.startswith(_XZ):
        import lzma  # noqa: PLC0415  as above

        return lzma.LZMAFile(io.BufferedReader(stream))
    try:
        import zstandard  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtra("is packed with zstd", mend="pip install 'panelrecord[zstd]'") from error
    return io.BufferedReader(_Zstd(stream, zstandard.ZstdDecompressor))


class _Zstd(io.RawIOBase):
    """What is packed with zstd, in one frame or several; one that breaks off raises EOFError, as other packings do."""

    def __init__(self, stream: Ahead, decompressor: Callable[[], zstandard.ZstdDecompressor]) -> None:
        super().__init__()
        self._stream = stream
        self._new = decompressor
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._text = bytearray()  # shrinks before without being copied

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fills a buffer as far as what comes next reaches."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._text:
            packed = self._stream.read(_CHUNK) or b""
            if not packed:
                if self._frame is not None:
                    raise EOFError("breaks off amid a frame")
                return 0
            self._unpack(packed)
        taken = min(len(view), len(self._text))
        view[:taken] = memoryview(self._text)[:taken]
        del self._text[:taken]
        return taken

    def _unpack(self, packed: bytes) -> None:
        while packed:
            frame = self._frame or self._new().decompressobj()
            self._text += frame.decompress(packed)
            packed = frame.unused_data if frame.eof else b""
            self._frame = None if frame.eof else frame


def damage() -> tuple[type[Exception], ...]:
    """Everything that damaged streams raise, of the libraries that are loaded."""
    import lzma  # noqa: PLC0415  for the few inputs that are packed
    import sys  # noqa: PLC0415  as above

    loaded = (("zstandard", "ZstdError"), ("zipfile", "BadZipFile"))
    return (*DAMAGE, lzma.LZMAError, *(getattr(sys.modules[m], name) for m, name in loaded if sys.modules.get(m)))


def whole(file: Readable, most: int) -> bytes:
    """All that is left of a stream. Raises InputTooLarge over `most` bytes, DamagedInput where it breaks off."""
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := file.read(min(1 << 20, most + 1 - size)):
            pieces.append(piece)
            size += len(piece)
            if size > most:
                raise InputTooLarge(f"is larger than {in_words(most)}", mend="allow more by the limit input-bytes")
    except damage() as error:
        raise DamagedInput("is damaged or cut off", mend="copy or download its archive again") from error
    return b"".join(pieces)
