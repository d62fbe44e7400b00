"""Which kind of container a stream is, by its content first and its name second, and the articles in it."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from panelrecord.containers.member import Bad, Member, Opening
from panelrecord.containers.streams import PACKED, Ahead, Readable, damage, unpacked, whole
from panelrecord.errors import DamagedInput, ForeignInput, InputError, NestedTooDeeply

_HEAD = 4096
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PACKAGES = (".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".epub")
_MBOX = re.compile(rb"From [^\r\n]{1,200}\d{4}\r?\n[A-Za-z][A-Za-z0-9-]*:")
TABLES = {".csv": "csv", ".tsv": "csv", ".jsonl": "lines", ".ndjson": "lines", ".parquet": "parquet"}
"""Endings of tables, whose rows are articles where a column is named that holds their text, and their kinds."""
_METS = re.compile(rb"\s*(?:<[?!][^>]*>\s*)*<(?:[\w.-]+:)?mets[\s>]")
_PACKED_ENDINGS = (".gz", ".bz2", ".xz", ".zst")
_TAR_ENDINGS = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}


def opened(file: Readable, opening: Opening) -> tuple[Ahead, str | None]:
    """A stream to read from, and the kind of container that it is; None where it is an article, or nothing known."""
    stream = Ahead(file, opening.count if opening.depth else opening.unpacking.read)
    return stream, _kind(stream.look(_HEAD), file, opening)


def members(stream: Ahead, kind: str, opening: Opening) -> Iterator[Member | Bad]:
    """The articles in a container of a kind that `opened` gave.

    What cannot be read is a `Bad` in its place; what is beside it is read all the same.
    """
    try:
        most = opening.limits.archive_levels
        if opening.depth > most:
            mend = "unpack some of them, or allow more by the limit archive-levels"
            raise NestedTooDeeply(f"lies in more than {most} archives", mend=mend)
        yield from _members(stream, kind, opening)
    except InputError as error:
        yield Bad(opening.name, opening.place, error)
    except damage() as error:
        broken = DamagedInput("is damaged or cut off; what comes before was read", mend="copy or download it again")
        broken.__cause__ = error
        yield Bad(opening.name, opening.place, broken)


def _kind(head: bytes, file: Readable, opening: Opening) -> str | None:
    ending = PurePosixPath(opening.name.lower()).suffix
    if head.startswith(PACKED):
        return "warc" if _packed_head(head).startswith(b"WARC/") else "packed"
    if head.startswith(b"WARC/"):
        return "warc"
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(_ZIP):
        return None if ending in _PACKAGES or _is_package(head) else "zip"
    if _MBOX.match(head):
        return "mbox"
    if _METS.match(head):
        return "mets"
    if head.startswith(b"PAR1"):
        return "parquet"
    return TABLES.get(ending)


def _packed_head(head: bytes) -> bytes:
    """The first bytes of what is packed with gzip; b"" for other packings."""
    try:
        return zlib.decompressobj(31).decompress(head, 16)
    except zlib.error:
        return b""


def _is_package(head: bytes) -> bool:
    """Whether a zip archive begins as documents do, which have one of these parts in front."""
    name = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    return name in (b"mimetype", b"[Content_Types].xml", b"META-INF/container.xml", b"_rels/.rels", b"docProps/app.xml")


def _members(stream: Ahead, kind: str, opening: Opening) -> Iterator[Member | Bad]:
    match kind:
        case "warc":
            from panelrecord.containers.warc import warc_members as read  # noqa: PLC0415  an extra
        case "zip":
            from panelrecord.containers.zips import zip_members as read  # noqa: PLC0415  zipfile takes 15 ms to load
        case "tar":
            from panelrecord.containers.tars import tar_members as read  # noqa: PLC0415  as above
        case "mbox":
            from panelrecord.containers.mbox import mbox_members as read  # noqa: PLC0415  as above
        case "mets":
            from panelrecord.containers.mets import mets_members as read  # noqa: PLC0415  lxml takes 40 ms to load
        case "packed":
            read = _of_packed
        case _:
            if opening.columns is None:
                raise ForeignInput(
                    "is a table", mend="say which of its columns holds the text, with --text-column NAME"
                )
            from panelrecord.containers import tables  # noqa: PLC0415  pyarrow is an extra

            read = {"csv": tables.csv_members, "lines": tables.line_members, "parquet": tables.parquet_members}[kind]
    yield from read(stream, opening)


def entry(file: Readable, inside: str, place: PurePosixPath, opening: Opening) -> Iterator[Member | Bad]:
    """What comes of one file in a container: the article that it is, or the articles in it where it is one itself."""
    name = f"{opening.name}/{inside}"
    inner = replace(opening, name=name, place=opening.place / place, depth=opening.depth + 1)
    try:
        stream, kind = opened(file, inner)
        if kind is not None:
            yield from members(stream, kind, inner)
            return
        yield Member(name, inner.place, whole(io.BufferedReader(stream), opening.limits.input_bytes))
    except InputError as error:
        yield Bad(name, inner.place, error)
    except damage() as error:
        broken = DamagedInput("is damaged", mend="copy or download its archive again")
        broken.__cause__ = error
        yield Bad(name, inner.place, broken)


def _of_packed(stream: Ahead, opening: Opening) -> Iterator[Member | Bad]:
    """One file, or one container, that is packed."""
    path = PurePosixPath(opening.name)
    ending = path.suffix.lower()
    bare = str(path.with_suffix(_TAR_ENDINGS.get(ending, ""))) if ending in (*_PACKED_ENDINGS, *_TAR_ENDINGS) else None
    inner = replace(opening, depth=opening.depth + 1)
    contained = unpacked(stream)
    looked, kind = opened(contained, replace(inner, name=bare or opening.name))
    if kind is not None:
        yield from members(looked, kind, inner)
    else:
        content = whole(io.BufferedReader(looked), opening.limits.input_bytes)
        yield Member(bare or opening.name, opening.place / safe_name(bare or opening.name), content)


def safe_name(name: str) -> str:
    """The last part of a name."""
    return PurePosixPath(name).name
