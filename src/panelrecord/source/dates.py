"""Publication dates as metadata writes them, as ISO 8601 dates."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>[12]\d{3})(?!\d)"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WRITTEN = (
    re.compile(r"(?<!\d)(?P<year>[12]\d{3})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>[12]\d{3})(?P<month>\d\d)(?P<day>\d\d)(?:T\d|\d{6}(?!\d)|(?!\d))"),
    re.compile(rf"{_DAY}[ ,/-]+(?:of )?\b{_MONTH}[ ,/-]+{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}[ ]+{_DAY},?[ ]+(?:\d\d:\d\d(?::\d\d)?[ ]+)?(?:[A-Z]{{3,4}}[ ]+)?{_YEAR}", re.IGNORECASE),
)
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2([12]\d{3})(?!\d)")
_LONGEST = 200


def iso_date(written: str) -> str | None:
    """The date in `written` as ``YYYY-MM-DD``: the day as it is written, in whatever time zone that was.

    None where there is no full date, or where it could be read in two ways (3/4/2021).
    """
    written = written[:_LONGEST]
    for pattern in _WRITTEN:
        match = pattern.search(written)
        if match:
            month = match["month"]
            number = int(month) if month.isdigit() else _MONTHS.index(month.lower()[:3]) + 1
            return _iso(int(match["year"]), number, int(match["day"]))
    match = _NUMERIC.search(written)
    if match:
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if first > 12 or first == second:
            return _iso(year, second, first)
        if second > 12:
            return _iso(year, first, second)
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
