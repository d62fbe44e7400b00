"""Moments of capture, as archives write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_PLAIN = re.compile(r"\d{14}")


def utc(written: str) -> str | None:
    """A moment in ISO 8601, or as fourteen digits, in UTC to the second (``2020-01-01T12:00:00Z``); None for none."""
    text = written.strip()
    if _PLAIN.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[8:10]}:{text[10:12]}:{text[12:]}"
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):  # as of the first day of the calendar, which elsewhere is the day before
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year > 999 else None
