"""What the program that saved a page wrote into it: where it was, and when it was saved."""

from __future__ import annotations

import re
from datetime import UTC

from panelrecord.source.article import Metadata
from panelrecord.source.values import absolute_url

_LONGEST_MOMENT = 200  # characters
_FIRST_YEAR = 1000  # that is written with four digits
_HEAD = 4096  # characters, in which such a comment stands
_SAVED = (
    re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>\S+)\s*-->", re.IGNORECASE),  # browsers
    re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(?P<url>\S+)\s+saved date:\s*(?P<when>[^\n]+)"),
    re.compile(r"<!--\s*Mirrored from (?P<host>\S+) by HTTrack [^,\n]*,\s*(?P<when>[^\n]+?)\s*-->"),
)
_OF_SCRIPTS = re.compile(r"(\w{3}) (\w{3}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) (?:GMT|UTC)?([+-]\d{4})")


def saved_from(source: str) -> Metadata:
    """The address and the moment that the page's first comment states; nothing where none does."""
    head = source[:_HEAD]
    if "<!--" not in head:
        return Metadata()
    for pattern in _SAVED:
        comment = pattern.search(head)
        if comment:
            found = comment.groupdict()
            url = found.get("url") or f"http://{found['host']}"
            return Metadata(url=absolute_url(url), captured=utc_moment(found.get("when") or ""))
    return Metadata()


def utc_moment(written: str) -> str | None:
    """A date and time as e-mail or a browser writes them, in UTC (``2020-01-01T12:00:00Z``); None without a zone."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  20 ms that few pages need

    scripts = _OF_SCRIPTS.search(written)
    if scripts:
        day, month, number, year, clock, zone = scripts.groups()
        written = f"{day}, {number} {month} {year} {clock} {zone}"
    try:
        moment = parsedate_to_datetime(written[:_LONGEST_MOMENT])
        if moment.tzinfo is None or moment.year < _FIRST_YEAR:
            return None
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):  # of a year or a zone that no calendar has
        return None
