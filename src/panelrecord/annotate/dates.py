"""Dates and times of day: rules find them, their value is computed from what they matched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panelrecord.annotate.sentences import Words
from panelrecord.packs.grammar import Grammar, Stream


@dataclass(frozen=True, slots=True)
class DateMention:
    """Tokens first … last - 1 name a date, a range of dates or a time of day.

    `start` and `end` are ISO 8601 of the precision stated (``2019``, ``2019-09``, ``2019-09-14``,
    ``2019-09-14T15:00``; a time without a date is ``T15:00``); both are None where the date cannot be resolved.
    `resolved` tells that the value rests on the article's publication date.
    """

    first: int
    last: int
    start: str | None
    end: str | None
    edtf: str | None
    resolved: bool
    rule: str


def find(words: Words, stream: Stream, grammar: Grammar, published: date | None) -> tuple[DateMention, ...]:
    """The dates of a text, in order and not overlapping."""
    return ()
