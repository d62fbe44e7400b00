"""Whether bytes are an e-mail or a page saved as one (MHTML), by the headers with which they begin."""

from __future__ import annotations

import re

_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]*([^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)\r?\n")
_LONGEST = 256 * 1024  # bytes of headers
_OF_MAIL = frozenset({b"message-id", b"received", b"mime-version", b"return-path", b"delivered-to"})
_NAMES = {"eml", "mhtml"}


def mail_format(content: bytes, claimed: str | None) -> str | None:
    """Eml or mhtml where the headers show it, or where they may be some and the name says so; else None."""
    named = _headers(content)
    if named is None:
        return None
    kind = named.get(b"content-type", b"").lower()
    if kind.startswith(b"multipart/related") or b"snapshot-content-location" in named:
        saved = b"snapshot-content-location" in named or b"saved by" in named.get(b"from", b"").lower()
        if saved or claimed == "mhtml" or (b"to" not in named and b"received" not in named and claimed != "eml"):
            return "mhtml"
    if claimed in _NAMES:
        return claimed if named else None
    is_mail = b"from" in named and not _OF_MAIL.isdisjoint(named)
    return "eml" if is_mail and (claimed is None or b"mime-version" in named) else None


def _headers(content: bytes) -> dict[bytes, bytes] | None:
    """The headers by their lower-case names; None where the content does not begin with any."""
    named: dict[bytes, bytes] = {}
    place = 0
    while header := _HEADER.match(content, place, _LONGEST):
        named.setdefault(header[1].lower(), header[2])
        place = header.end()
    ends = content[place : place + 2]
    return named if named and (ends[:1] == b"\n" or ends == b"\r\n" or not ends) else None
