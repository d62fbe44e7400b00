"""Points of time, of which any part may be unknown, and what can be computed from them. No clock is read."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from panelrecord.values import dataclass

Unit = Literal["day", "month", "year"]

_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?(?::\d\d)?\s*([ap]m)?", re.IGNORECASE)
_FIRST_MORNING_HOUR = 7  # what is said of a meeting «at 3:30» is said of the afternoon, «at 7:30» of the morning
_MONTHS_AHEAD = 9
_DAYS_AHEAD_TOLD = 300  # «will speak of what happened on 6 October» is told in October too
_DAYS_AHEAD = 100
_DAYS_AHEAD_GONE = 60  # «had been set for 6 November», written on the second
_PIVOT = 50  # the two digits 50 … 99 stand for 1950 … 1999, 00 … 49 for 2000 … 2049


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as said: `half` is am or pm where that is said, 24 where the hour can be no other."""

    hour: int
    minute: int
    half: Literal["am", "pm", "24"] | None

    def at(self, half: Literal["am", "pm"]) -> Clock:
        """The same hands of the clock, in the other or the same half of the day."""
        return Clock(self.hour % 12 + 12 * (half == "pm"), self.minute, half)

    def iso(self) -> str:
        """The time as ``15:30``."""
        return f"{self.hour:02}:{self.minute:02}"


@dataclass(frozen=True, slots=True)
class Point:
    """A year, month, day and time of day, as far as they are known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: Clock | None = None

    def is_real(self) -> bool:
        """Whether there is such a day, in some year if none is known."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None:
            return True
        return 1 <= self.day <= (31 if self.month is None else monthrange(self.year or 2024, self.month)[1])

    def iso(self) -> str | None:
        """ISO 8601 of the precision known; None where the largest part is unknown."""
        if self.year is None:
            return f"T{self.clock.iso()}" if self.clock and self.month is None and self.day is None else None
        parts = [f"{self.year:04}"]
        for part in (self.month, self.day):
            if part is None:
                return "-".join(parts)
            parts.append(f"{part:02}")
        return "-".join(parts) + (f"T{self.clock.iso()}" if self.clock else "")

    def as_date(self) -> date | None:
        """The day, where it is known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def of_day(day: date) -> Point:
    """A day as a point."""
    return Point(day.year, day.month, day.day)


def full_year(digits: str) -> int | None:
    """The year of four or two digits; None for any other number."""
    if not digits.isdigit() or len(digits) not in (2, 4):
        return None
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= _PIVOT else 2000)


def clock(text: str, half: Literal["am", "pm"] | None = None) -> Clock | None:
    """The time of day that digits such as ``3:30``, ``3.30pm`` or ``1530`` say; None where there is no such time."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, own = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    half = "am" if own == "am" else "pm" if own == "pm" else half
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    if hour > 12 or hour == 0 or (half is None and text.startswith("0")):
        return Clock(hour, minute, "24")
    read = Clock(hour, minute, None)
    return read.at(half) if half else read


def settle(start: Clock, end: Clock | None) -> tuple[Clock, Clock | None]:
    """Decide the halves of the day that are not said.

    One end of a range takes the half of the other so that the range runs forward; where neither is said, hours before
    seven are in the afternoon.
    """
    if end is None:
        return (start if start.half else _usual(start)), None
    if start.half is None and end.half is None:
        start, end = _usual(start), _usual(end)
        later = replace(end, hour=end.hour + 12) if end.hour < 12 else end
        return start, later if _order(end) <= _order(start) else end
    if start.half is None:
        if end.half == "24":
            return replace(start, half="24"), end
        same = start.at("am" if end.half == "am" else "pm")
        return same if _order(same) < _order(end) else start.at("am"), end
    if end.half is None:
        if start.half == "24":
            return start, end.at("pm") if _order(end) <= _order(start) else replace(end, half="24")
        same = end.at("am" if start.half == "am" else "pm")
        return start, same if _order(same) > _order(start) else end.at("pm")
    return start, end


def _usual(one: Clock) -> Clock:
    return replace(one, hour=one.hour + 12) if one.hour < _FIRST_MORNING_HOUR else one


def _order(one: Clock) -> tuple[int, int]:
    return one.hour, one.minute


def moved(base: Point, count: int, unit: Unit) -> Point | None:
    """The day, month or year `count` units from `base`, to the precision of the unit; None where that is unknown."""
    if base.year is None:
        return None
    if unit == "year":
        return Point(base.year + count) if 1 <= base.year + count <= 9999 else None
    if base.month is None:
        return None
    if unit == "month":
        months = base.year * 12 + base.month - 1 + count
        return Point(months // 12, months % 12 + 1) if 12 <= months < 120000 else None
    day = base.as_date()
    if day is None:
        return None
    try:
        return of_day(day + timedelta(count))
    except OverflowError:
        return None


def weekday_near(weekday: int, published: date, direction: int) -> date:
    """The day of that name: 0 on or after, -1 before, 1 after, and any other number on or before `published`."""
    back = (published.weekday() - weekday) % 7
    if direction == 0:
        return published + timedelta(-back % 7)
    if direction == 1:
        return published + timedelta(-back % 7 or 7)
    return published - timedelta(back or (7 if direction == -1 else 0))


def year_near(point: Point, published: date, weekday: int | None, coming: bool | None) -> int | None:
    """The year of a month, or of a month and day, that was told without one.

    A weekday beside it decides where it fits one of the years around. Else a day is the next of that name if it is
    soon enough for how it is told, as coming, as gone by or as neither (`coming` is None), and the last if not.
    """
    around = (published.year - 1, published.year, published.year + 1)
    years = [year for year in around if replace(point, year=year).is_real()]
    if not years or point.month is None:
        return None
    if point.day is None:
        ahead = (point.month - published.month) % 12
        if ahead <= (_MONTHS_AHEAD if coming else 0):
            return published.year + (published.month + ahead > 12)
        return published.year - (point.month > published.month)
    days_ahead = {year: (date(year, point.month, point.day) - published).days for year in years}
    if weekday is not None:
        fitting = [year for year in years if date(year, point.month, point.day).weekday() == weekday]
        if fitting:
            return min(fitting, key=lambda year: abs(days_ahead[year]))
    horizon = _DAYS_AHEAD_TOLD if coming else _DAYS_AHEAD if coming is None else _DAYS_AHEAD_GONE
    soon = [year for year in years if 0 <= days_ahead[year] <= horizon]
    gone = [year for year in years if days_ahead[year] < 0]
    return soon[0] if soon else max(gone, default=years[0])


def edtf(start: str | None, end: str | None) -> str | None:
    """Start and end as one EDTF expression of level 0; intervals hold days, for EDTF has none of times."""
    if start is None or start.startswith("T"):
        return None
    first, last = start.partition("T")[0], (end or "").partition("T")[0]
    if last and last != first:
        return f"{first}/{last}"
    return f"{start}:00" if "T" in start and end is None else first
