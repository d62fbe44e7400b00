"""What the formats of the schemas ask of a string: dates of any precision, EDTF, addresses."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import time
from urllib.parse import urlsplit

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d))?)?)?", re.ASCII)
_EDTF_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII)
_EDTF_DATE = re.compile(
    r"(?:Y-?[1-9]\d{4,}"  # a year of more than four digits
    r"|-?(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?)[?~%]?",
    re.ASCII,
)
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*", re.ASCII)


def is_partial_date_time(value: str) -> bool:
    """Whether this is a year, a month, a day or a day and time of the Gregorian calendar: ``2019-09-14T15:00``."""
    match = _PARTIAL.fullmatch(value)
    if match is None:
        return False
    year, month, day, clock = match.groups()
    return _is_day(year, month, day) and (clock is None or _is_time(clock))


def is_edtf(value: str) -> bool:
    """Whether this is an EDTF expression of level 0 or 1: a date, a date with time, or an interval of dates."""
    first, slash, second = value.partition("/")
    if slash:
        ends = (first, second)
        return any(end not in {"", ".."} for end in ends) and all(e in {"", ".."} or _is_edtf_date(e) for e in ends)
    moment = _EDTF_TIME.fullmatch(value)
    if moment is not None:
        return _is_edtf_date(moment[1]) and _is_time(moment[2])
    return _is_edtf_date(value)


def _is_edtf_date(value: str) -> bool:
    match = _EDTF_DATE.fullmatch(value)
    if match is None:
        return False
    year, month, day = match["year"], match["month"], match["day"]
    if year is None or month is None:
        return True
    if "X" in year or month == "XX":  # level 1: from the first unknown part on, all smaller parts are unknown
        return "X" not in year and day in {None, "XX"}
    if 21 <= int(month) <= 24:  # a season
        return day is None
    return _is_day(year, month, None if day == "XX" else day)


def _is_day(year: str, month: str | None, day: str | None) -> bool:
    if month is None:
        return True
    if not 1 <= int(month) <= 12:
        return False
    return day is None or 1 <= int(day) <= calendar.monthrange(int(year) or 400, int(month))[1]


def _is_time(clock: str) -> bool:
    try:
        time.fromisoformat(clock)
    except ValueError:
        return False
    return True


def _is_email(value: str) -> bool:
    return _EMAIL.fullmatch(value) is not None


def _is_uri(value: str) -> bool:
    if any(character.isspace() or not character.isprintable() for character in value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    if _SCHEME.fullmatch(parts.scheme) is None:
        return False
    return bool(parts.netloc) if parts.scheme in {"http", "https", "ftp"} else bool(parts.path or parts.netloc)


FORMATS: dict[str, Callable[[str], bool]] = {
    "partial-date-time": is_partial_date_time,
    "edtf": is_edtf,
    "email": _is_email,
    "uri": _is_uri,
}
"""What the formats of the schemas ask, by name."""
