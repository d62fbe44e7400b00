"""Dates and times of day: rules find them, their value is computed from what they matched.

`date_phrases` says what the words of each mention say. Here they get their values, in reading order: by what the
article as a whole says (`Context`: the day of publication, the dates it states in full, the order in which it writes
day and month) and by the date named last. What nothing resolves stays without a value.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from panelrecord.annotate.date_context import Context, context_of
from panelrecord.annotate.date_phrases import Phrase, Precision, phrases
from panelrecord.annotate.points import Point, Unit, edtf, moved, of_day, settle, weekday_near, year_near
from panelrecord.annotate.sentences import Words
from panelrecord.annotate.streams import Chunk
from panelrecord.packs.grammar import Grammar, Stream
from panelrecord.values import dataclass

_COUNTED: Mapping[str, Unit] = {"day": "day", "month": "month", "year": "year"}
_LONGEST_JOINT = 3  # words between a day and its time


@dataclass(frozen=True, slots=True)
class DateMention:
    """Tokens first … last - 1 name a date, a range of dates or a time of day.

    `start` and `end` are ISO 8601 of the precision stated (``2019``, ``2019-09``, ``2019-09-14``,
    ``2019-09-14T15:00``; a time without a date is ``T15:00``); both are None where the date cannot be resolved.
    `precision` is what the words name, resolved or not: «on Friday» is a day, «last week» a week. `resolved` tells
    that the value rests on the article's publication date. `rule` read the date, or the time where there is no date.
    """

    first: int
    last: int
    start: str | None
    end: str | None
    edtf: str | None
    resolved: bool
    rule: str
    precision: Precision = "day"


def find(words: Words, stream: Stream, grammar: Grammar, published: date | None) -> tuple[DateMention, ...]:
    """The dates of a text, in order and not overlapping.

    Args:
        words: the text's tokens and sentences.
        stream: the tokens as units, without chunks.
        grammar: the language; its layer ``date`` proposes, ``tense`` tells what is gone by and what is to come.
        published: the day against which «yesterday» or «on Wednesday» is resolved; None leaves them unresolved.
    """
    found = phrases(words, stream, grammar)
    if not found:
        return ()
    context = context_of(found, words, stream, grammar, published)
    mentions: list[DateMention] = []
    named: Point | None = None
    for phrase in found:
        if phrase.precision == "time":
            mentions.append(_mention(phrase, *_clocks(phrase, context), resolved=False))
            continue
        start, end, resolved = _value(phrase, context, named)
        if phrase.count is None or phrase.unit in ("day", "weekday"):  # «a year earlier» twice is one year
            named = start or named
        mentions.append(_mention(phrase, start, end, resolved=resolved and not context.written))
    return tuple(_with_times(mentions, words, grammar))


def date_chunks(mentions: Sequence[DateMention]) -> list[Chunk]:
    """The mentions as units of a stream: ``time`` where no day is named, else ``date``."""
    return [Chunk(one.first, one.last, "time" if one.precision == "time" else "date") for one in mentions]


def _mention(phrase: Phrase, start: Point | None, end: Point | None, *, resolved: bool) -> DateMention:
    first, last = (start.iso() if start else None), (end.iso() if end else None)
    if first and last and last <= first:
        last = None
    resolved = resolved and first is not None
    return DateMention(
        phrase.first, phrase.last, first, last, edtf(first, last), resolved, phrase.rule, phrase.precision
    )


def _clocks(phrase: Phrase, context: Context) -> tuple[Point, Point | None]:
    """The times of a phrase; one said without its half of the day has the half that it has elsewhere."""
    start, end = phrase.start.clock, phrase.end.clock if phrase.end else None
    assert start is not None  # a phrase of the precision «time» has one
    if not start.half and not (end and end.half):
        start = context.halves.get((start.hour % 12, start.minute), start)
    first, last = settle(start, end)
    return Point(clock=first), Point(clock=last) if last else None


# --------------------------------------------------------------------------------------------------- values


def _value(phrase: Phrase, context: Context, named: Point | None) -> tuple[Point | None, Point | None, bool]:
    """Start, end and whether they rest on the day of publication."""
    start, end = phrase.start, phrase.end
    if phrase.numeric:
        ends = [
            _ordered(point, pair, context.month_first)
            for point, pair in zip((start, end), phrase.numeric, strict=False)
            if point is not None
        ]
        return ends[0], ends[1] if len(ends) > 1 else None, False
    if phrase.count is not None:
        return _counted(phrase, phrase.count, context, named)
    if start.month is None and start.day is not None:
        return _day_of_month(start.day, phrase.weekday, context, named)
    if start.month is not None and start.year is None:
        return _in_its_year(phrase, context)
    if start.year is not None:
        return start, end, False
    if phrase.weekday is None or context.published is None:
        return None, None, False
    first = weekday_near(phrase.weekday, context.published, 0 if context.coming(phrase) else -2)
    last = weekday_near(phrase.to_weekday, first, 1) if phrase.to_weekday is not None else None
    return of_day(first), of_day(last) if last else None, True


def _ordered(point: Point, pair: tuple[int, int], month_first: bool) -> Point:
    month, day = pair if (month_first and pair[0] <= 12) or pair[1] > 12 else (pair[1], pair[0])
    return replace(point, month=month, day=day)


def _in_its_year(phrase: Phrase, context: Context) -> tuple[Point | None, Point | None, bool]:
    """A month, or month and day, told without a year: by the day of publication, else by what years the article
    states.
    """
    start, end = phrase.start, phrase.end
    if context.published is not None:
        year = year_near(start, context.published, phrase.weekday, context.coming(phrase))
    else:
        year = _year_of_text(start, phrase.weekday, context)
    if year is None or not replace(start, year=year).is_real():
        return None, None, False
    if end is not None:
        end = replace(end, year=year + ((end.month or 0) < (start.month or 0)))
        end = end if end.is_real() else None
    return replace(start, year=year), end, context.published is not None


def _year_of_text(point: Point, weekday: int | None, context: Context) -> int | None:
    """The only year in which the article states a full date of that month, else the only year that it states at all
    and in which, where it is told, the day falls on that weekday.
    """
    dated = {one.year for one in context.full if one.month == point.month}
    if dated:
        return dated.pop() if len(dated) == 1 else None
    if weekday is None:
        return next(iter(context.years)) if len(context.years) == 1 and point.day is not None else None
    days = {year: replace(point, year=year).as_date() for year in context.years if replace(point, year=year).is_real()}
    fitting = [year for year, day in days.items() if day is not None and day.weekday() == weekday]
    return fitting[0] if len(fitting) == 1 else None


def _day_of_month(
    day: int, weekday: int | None, context: Context, named: Point | None
) -> tuple[Point | None, None, bool]:
    """«on the 14th»: of the month named last, else of the last month that had that day by the day of publication.

    A weekday beside it («Monday the 14th») says which of the months near the day of publication is meant.
    """
    if named is not None and named.month is not None:
        point = replace(named, day=day, clock=None)
        stated = point.as_date() if point.is_real() else None
        if stated is None or weekday is None or stated.weekday() == weekday:
            return (point if point.is_real() else None), None, False
    published = context.published
    if published is None:
        return None, None, False
    if weekday is not None:
        first = Point(published.year, published.month)
        months = [month for count in (0, -1, 1) if (month := moved(first, count, "month"))]
        days = [one for month in months if (one := replace(month, day=day)).is_real()]
        return next((one for one in days if (told := one.as_date()) and told.weekday() == weekday), None), None, True
    if published.day < day:
        return None, None, False
    return Point(published.year, published.month, day), None, True


def _counted(
    phrase: Phrase, count: int, context: Context, named: Point | None
) -> tuple[Point | None, Point | None, bool]:
    """Days, months and years told by their distance."""
    published, unit = context.published, phrase.unit
    if phrase.from_text and named is not None:
        return _moved(named, count, unit), None, False
    if published is None or (phrase.from_text and unit == "day"):
        return None, None, False
    if unit in ("week", "weekday") and phrase.weekday is not None:
        monday = published + timedelta(7 * count - published.weekday())
        first = (
            weekday_near(phrase.weekday, published, count) if unit == "weekday" else monday + timedelta(phrase.weekday)
        )
        last = weekday_near(phrase.to_weekday, first, 1) if phrase.to_weekday is not None else None
        return of_day(first), of_day(last) if last else None, True
    if unit == "name":
        return _namesake(phrase.start, count, published), None, True
    base = _moved(of_day(published), count, unit)
    if base is not None and phrase.start != Point():  # «April last year», «the 5th of this month»
        base = replace(base, month=phrase.start.month or base.month, day=phrase.start.day)
        base = base if base.is_real() else None
    return base, None, base is not None


def _moved(base: Point, count: int, unit: str | None) -> Point | None:
    counted = _COUNTED.get(unit or "")
    return moved(base, count, counted) if counted else None


def _namesake(point: Point, count: int, published: date) -> Point | None:
    """«last April», «this April», «next April»: the month of that name nearest on that side of the publication."""
    month = point.month or 1
    year = published.year
    if count < 0 and month >= published.month:
        year -= 1
    elif count > 0 and month <= published.month:
        year += 1
    point = replace(point, year=year)
    return point if point.is_real() else None


# ------------------------------------------------------------------------------------------- dates with times


def _with_times(mentions: Sequence[DateMention], words: Words, grammar: Grammar) -> Iterator[DateMention]:
    """A day and a time of day side by side become one mention."""
    at = 0
    while at < len(mentions):
        one = mentions[at]
        two = mentions[at + 1] if at + 1 < len(mentions) else None
        joint = _joint(one, two) if two and _beside(one, two, words, grammar) else None
        yield joint or one
        at += 2 if joint else 1


def _beside(one: DateMention, two: DateMention, words: Words, grammar: Grammar) -> bool:
    """Whether nothing that parts them stands between the two, not even the end of a sentence."""
    between = range(one.last, two.first)
    if len(between) > _LONGEST_JOINT:
        return False
    at = bisect_right(words.sentences, one.last, key=lambda sentence: sentence[1])
    if at < len(words.sentences) and words.sentences[at][0] in range(one.last, two.first + 1):
        return False
    return all("joins_time" in grammar.classes(words.tokens.words[token]) for token in between)


def _joint(one: DateMention, two: DateMention) -> DateMention | None:
    day, time = (one, two) if two.precision == "time" else (two, one)
    if time.precision != "time" or day.precision != "day" or day.start is None or "T" in day.start:
        return None
    start = f"{day.start}{time.start}"
    end = f"{day.end or day.start}{time.end}" if time.end else day.end
    if end is not None and end <= start:
        end = None
    return replace(day, first=one.first, last=two.last, start=start, end=end, edtf=edtf(start, end))
