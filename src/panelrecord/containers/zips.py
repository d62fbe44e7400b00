"""Zip archives of articles, and WACZ, which is one around WARC files."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import IO

from panelrecord.containers.member import Bad, Member, Opening, safe_place
from panelrecord.containers.members import entry
from panelrecord.containers.streams import Ahead, whole
from panelrecord.errors import DamagedInput, EncryptedInput, InputTooLarge
from panelrecord.limits import in_words

_MOST_ENTRIES = 1_000_000
_MOST_RATIO = 100  # times its own size: what an archive over the limit may unpack to
_WACZ = "datapackage.json"


def zip_members(stream: Ahead, opening: Opening) -> Iterator[Member | Bad]:
    """The files of an archive, in the order of its directory; of WACZ the archived pages only.

    Raises DamagedInput where there is no directory, InputTooLarge where it unpacks to far more than it is.
    """
    file = _seekable(stream, opening)
    size = file.seek(0, io.SEEK_END)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, struct.error, NotImplementedError, UnicodeDecodeError, ValueError, OSError) as error:
        raise DamagedInput("is a damaged zip archive", mend="copy or download it again; it seems cut off") from error
    with archive:
        entries = archive.infolist()
        declared = sum(info.file_size for info in entries)
        if len(entries) > _MOST_ENTRIES or declared > max(opening.limits.unpacked_bytes, _MOST_RATIO * size):
            mend = "unpack it, and give the articles in it; or allow more by the limit unpacked-bytes"
            raise InputTooLarge(f"unpacks to {in_words(declared)} in {len(entries)} files", mend=mend)
        is_wacz = _WACZ in archive.NameToInfo and any(name.startswith("archive/") for name in archive.NameToInfo)
        for number, info in enumerate(entries):
            place = safe_place(info.filename)
            if info.is_dir() or _is_hidden(info.filename) or opening.skips(place):
                continue
            if is_wacz and not info.filename.startswith("archive/"):
                continue
            if archive.NameToInfo[info.filename] is not info:  # of two of one name the last one counts, as everywhere
                place = place.with_name(f"{place.name}~{number}")
            if info.flag_bits & 0x1:
                locked = EncryptedInput("is locked with a password", mend="unpack the archive with its password")
                yield Bad(f"{opening.name}/{info.filename}", opening.place / place, locked)
                continue
            try:
                inside = archive.open(info)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as failure:
                broken = DamagedInput(f"cannot be unpacked ({failure})", mend="copy or download its archive again")
                yield Bad(f"{opening.name}/{info.filename}", opening.place / place, broken)
                continue
            with inside:
                yield from entry(inside, info.filename, place, opening)


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or any(part.startswith(".") for part in name.split("/"))


def _seekable(stream: Ahead, opening: Opening) -> IO[bytes]:
    """The archive as a file in which one can go back: itself, or its bytes where it comes from a pipe or an archive."""
    file = stream.file
    if file is not None:
        return file
    return io.BytesIO(whole(io.BufferedReader(stream), opening.limits.unpacked_bytes))
