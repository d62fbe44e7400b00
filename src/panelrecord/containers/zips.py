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
from panelrecord.source.package import DIRECTORY_END, directory_size

_ENTRY, _LEAST_ENTRY = b"PK\x01\x02", 46  # how an entry of the directory begins, and its bytes without a name
_NAME = 200  # bytes of a name and what stands beside it: more than they have on average
_WACZ = "datapackage.json"


def zip_members(stream: Ahead, opening: Opening) -> Iterator[Member | Bad]:
    """The files of an archive, in the order of its directory; of WACZ the archived pages only.

    Raises DamagedInput where there is no directory, InputTooLarge where it holds too many files or unpacks to far more
    than it is.
    """
    file = _seekable(stream, opening)
    _check_directory(file, opening)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, struct.error, NotImplementedError, OverflowError, ValueError, OSError) as error:
        raise DamagedInput("is a damaged zip archive", mend="copy or download it again; it seems cut off") from error
    with archive:
        entries = archive.infolist()
        opening.check(sum(info.file_size for info in entries))
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
            except (
                zipfile.BadZipFile,
                NotImplementedError,
                RuntimeError,
                OSError,
                ValueError,
                OverflowError,
            ) as failure:
                broken = DamagedInput(f"cannot be unpacked ({failure})", mend="copy or download its archive again")
                yield Bad(f"{opening.name}/{info.filename}", opening.place / place, broken)
                continue
            with inside:
                yield from entry(inside, info.filename, place, opening)


def _check_directory(file: IO[bytes], opening: Opening) -> None:
    """Before `zipfile` makes an object of each entry of the directory, see how many there can be.

    Raises InputTooLarge, and DamagedInput where there is no directory.
    """
    size = file.seek(0, io.SEEK_END)
    if not opening.depth:
        opening.unpacking.read(size)
    file.seek(max(0, size - DIRECTORY_END))
    _, length = directory_size(file.read())
    most = opening.limits.archive_files
    if length > most * _LEAST_ENTRY:
        file.seek(max(0, size - DIRECTORY_END - length))
        if length > most * (_LEAST_ENTRY + _NAME) or file.read().count(_ENTRY) > most:
            mend = "unpack it, and give the articles in it; or allow more by the limit archive-files"
            raise InputTooLarge(f"holds more than {most} files", mend=mend)


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or any(part.startswith(".") for part in name.split("/"))


def _seekable(stream: Ahead, opening: Opening) -> IO[bytes]:
    """The archive as a file in which one can go back: itself, or its bytes where it comes from a pipe or an archive."""
    file = stream.file
    if file is not None:
        return file
    return io.BytesIO(whole(io.BufferedReader(stream), opening.limits.unpacked_bytes))
