"""WARC, the archives of crawlers: the pages and documents in one, by their addresses and the times of their capture."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from email.message import Message
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from panelrecord.containers.member import Bad, Member, Opening
from panelrecord.containers.moments import utc
from panelrecord.containers.streams import Ahead, damage
from panelrecord.containers.warc_records import Damage, Raw, as_file, raw_records
from panelrecord.errors import DamagedInput, InputError, InputTooLarge, MissingExtra, UnreadableInput
from panelrecord.limits import in_words
from panelrecord.source import Metadata
from panelrecord.source.values import absolute_url

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ARTICLES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    _OFFICE: "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/epub+zip": "epub",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
}
"""Types of content that an article comes in."""

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


def warc_members(stream: Ahead, opening: Opening) -> Iterator[Member | Bad]:
    """The articles of an archive: responses of status 200 and resources, each payload once.

    Raises MissingExtra where warcio is not installed.
    """
    try:
        from warcio.recordloader import ArcWarcRecordLoader  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtra(
            "is a web archive, for which warcio is needed", mend="pip install 'panelrecord[warc]'"
        ) from error
    loader = ArcWarcRecordLoader(verify_http=False)
    seen: set[int] = set()

    def worth(beginning: bytes) -> bool:
        """Whether a record that begins so may hold an article."""
        try:
            record = loader.parse_record_stream(io.BytesIO(beginning), known_format="warc")
            return _is_found(record) and _kind(record)[0] is not None
        except damage():
            return True  # what is wrong with it is said once it is read

    for raw in raw_records(stream, opening.limits.input_bytes, worth, opening.count):
        if isinstance(raw, Damage):
            yield _bad(raw.number, DamagedInput(raw.what, mend="capture the page again; the others were read"), opening)
            continue
        try:
            yield from _of_record(raw, loader.parse_record_stream(as_file(raw), known_format="warc"), seen, opening)
        except InputError as error:
            yield _bad(raw.number, error, opening)
        except damage() as error:
            broken = DamagedInput(f"is a damaged record ({error})", mend="capture the page again; the others were read")
            broken.__cause__ = error
            yield _bad(raw.number, broken, opening)


def _of_record(raw: Raw, record: ArcWarcRecord, seen: set[int], opening: Opening) -> Iterator[Member | Bad]:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    captured = utc(record.rec_headers.get_header("WARC-Date") or "")
    stated = record.rec_headers.get_header("WARC-Payload-Digest")
    if record.rec_type == "revisit":
        if stated and _number(stated) not in seen:
            error = UnreadableInput("repeats a capture that is in another archive", mend="read that archive")
            yield Bad(_name(opening, url, captured), _place(opening, raw.number, url, captured), error)
        return
    kind, charset = _kind(record)
    if kind is None or not _is_found(record):
        return
    name, place = _name(opening, url, captured), _place(opening, raw.number, url, captured)
    if raw.length > len(raw.body):
        most = in_words(opening.limits.input_bytes)
        yield Bad(name, place, InputTooLarge(f"is larger than {most}", mend="allow more by the limit input-bytes"))
        return
    content = record.content_stream().read(opening.limits.input_bytes + 1)
    digests = {
        _number(hashlib.sha1(content, usedforsecurity=False).hexdigest()),
        *([_number(stated)] if stated else []),
    }
    if not seen.isdisjoint(digests):
        return
    seen |= digests
    known = Metadata(url=absolute_url(url), captured=captured)
    yield Member(name, place, content, known, charset, kind)


def _kind(record: ArcWarcRecord) -> tuple[str | None, str | None]:
    """The format that the headers state, where articles come in it, and the encoding that they state."""
    headers = record.http_headers
    stated = (headers.get_header("Content-Type") if headers else record.content_type) or ""
    message = Message()
    message["Content-Type"] = stated
    return _ARTICLES.get(message.get_content_type() if stated else ""), message.get_content_charset()


def _is_found(record: ArcWarcRecord) -> bool:
    if record.rec_type == "resource":
        return True
    return record.http_headers is not None and record.http_headers.get_statuscode() == "200"


def _number(digest: str) -> int:
    """A digest as a small number: a set of a million takes little room."""
    return int.from_bytes(hashlib.sha256(digest.encode("utf-8", "replace")).digest()[:8], "big")


def _name(opening: Opening, url: str, captured: str | None) -> str:
    when = f"@{_digits(captured)}" if captured else ""
    return f"{opening.name}#{url}{when}"


def _place(opening: Opening, number: int, url: str, captured: str | None) -> PurePosixPath:
    """A path by the record's number, for no two records have the same; the rest is for people."""
    parts = urlsplit(url) if "[" not in url else None
    shown = _NOT_IN_NAMES.sub("-", f"{parts.netloc}{parts.path}" if parts else url).strip("-.")[:80]
    return opening.place / PurePosixPath("-".join(filter(None, (f"{number:07}", _digits(captured or ""), shown))))


def _digits(captured: str) -> str:
    return "".join(filter(str.isdigit, captured))


def _bad(number: int, error: InputError, opening: Opening) -> Bad:
    return Bad(f"{opening.name}#record {number}", opening.place / PurePosixPath(f"{number:07}"), error)
