"""Dates and times of day: rules find them, their value is computed from what they matched.

`date_phrases` says what the words of each mention say. Here they get their values, in reading order: by what the article
as a whole says (`_Context`: the day of publication, the dates it states in full, the order in which it writes day and
month) and by the date named last. What nothing resolves stays without a value.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from panelrecord.annotate.date_phrases import Phrase, Precision, phrases
from panelrecord.annotate.points import Clock, Point, edtf, moved, of_day, settle, weekday_near, year_near
from panelrecord.annotate.sentences import Words
from panelrecord.annotate.streams import Chunk
from panelrecord.packs.grammar import Grammar, Stream

_LONGEST_JOINT = 3
_ENDS = frozenset((".", "!", "?"))
_RUNNING_WORDS = 12  # a sentence of so many words is running text and no head line
_WORDS_BEFORE_OPENING = 1  # «On Friday they will …»


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


@dataclass(frozen=True, slots=True)
class _Context:
    """What the article as a whole says about its dates; `tenses` are tokens that put what they tell into the future
    (True) or the past (False), in order.
    """

    published: date | None
    written: bool  # the day comes from a line of the text and not from what is known of the article
    full: tuple[Point, ...]
    month_first: bool
    halves: Mapping[tuple[int, int], Clock]
    sentences: Sequence[tuple[int, int]]
    tenses: tuple[tuple[int, bool], ...]

    def coming(self, phrase: Phrase) -> bool | None:
        """Whether what happens on that day is told as coming or as gone by, by the nearest word that says so."""
        first, last = self.sentences[bisect_right(self.sentences, phrase.first, key=lambda sentence: sentence[0]) - 1]
        at = bisect_right(self.tenses, phrase.first, key=lambda tense: tense[0])
        if at and self.tenses[at - 1][0] >= first:
            return self.tenses[at - 1][1]
        opens = phrase.first - first <= _WORDS_BEFORE_OPENING
        if opens and at < len(self.tenses) and self.tenses[at][0] < last:
            return self.tenses[at][1]
        return None


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
    context = _context(found, words, stream, grammar, published)
    mentions: list[DateMention] = []
    named: Point | None = None
    for phrase in found:
        if phrase.precision == "time":
            start, end = _clocks(phrase, context)
            resolved = False
        else:
            start, end, resolved = _value(phrase, context, named)
            if phrase.count is None or phrase.unit in ("day", "weekday"):  # «a year earlier» twice is twice the same year
                named = start or named
        mentions.append(_mention(phrase, start, end, resolved and not context.written))
    return tuple(_with_times(mentions, words, grammar))


def date_chunks(mentions: Sequence[DateMention]) -> list[Chunk]:
    """The mentions as units of a stream: ``time`` where no day is named, else ``date``."""
    return [Chunk(one.first, one.last, "time" if one.precision == "time" else "date") for one in mentions]


def _mention(phrase: Phrase, start: Point | None, end: Point | None, resolved: bool) -> DateMention:
    first, last = (start.iso() if start else None), (end.iso() if end else None)
    if first and last and last <= first:
        last = None
    value = edtf(first, last)
    return DateMention(phrase.first, phrase.last, first, last, value, resolved and first is not None, phrase.rule, phrase.precision)


# ---------------------------------------------------------------------------------- what the whole article says


def _context(
    found: Sequence[Phrase], words: Words, stream: Stream, grammar: Grammar, published: date | None
) -> _Context:
    full = tuple(phrase.start for phrase in found if phrase.start.year and phrase.start.month and phrase.start.is_real())
    tenses = sorted(
        (stream.tokens[match.groups["cue"][0]], match.rule.id.endswith("future")) for match in grammar.find("tense", stream)
    )
    halves = {}
    for phrase in found:
        start, end = phrase.start.clock, phrase.end.clock if phrase.end else None
        if start and (start.half or (end and end.half)):
            halves.update({(one.hour % 12, one.minute): one for one in settle(start, end) if one})
    line = _date_line(found, words, published)
    day = line or published
    return _Context(
        day, day != published, full, _month_first(found, full), halves, words.sentences, tuple(tenses)
    )


def _date_line(found: Sequence[Phrase], words: Words, published: date | None) -> date | None:
    """The day that stands alone in a line above the running text: the article was written on it, whenever it was
    published (pages that move to another site are often given the day of the move).
    """
    day = None
    at = 0
    for first, last in words.sentences:
        if last - first >= _RUNNING_WORDS and {*words.tokens.words[last - 2 : last]} & _ENDS:
            break
        while at < len(found) and found[at].first < first:
            at += 1
        if at < len(found) and found[at].first == first and found[at].last >= last - 1 and found[at].end is None:
            stated = found[at].start.as_date()
            if stated is not None and (published is None or stated <= published):
                day = stated
    return day


def _month_first(found: Sequence[Phrase], full: Sequence[Point]) -> bool:
    """Whether 3/4/2019 is the fourth of March.

    The article's other numeric dates decide where one of them can be read in one way only, then a date that it also
    writes out, then the order in which it writes dates out; the day comes first where nothing decides.
    """
    numeric = [(phrase, pair) for phrase in found for pair in phrase.numeric]
    for _, (one, two) in numeric:
        if max(one, two) > 12:
            return two > 12
    for phrase, (one, two) in numeric:
        if one != two:
            if Point(phrase.start.year, one, two) in full:
                return True
            if Point(phrase.start.year, two, one) in full:
                return False
    written = [phrase.month_first for phrase in found if phrase.month_first is not None]
    return 2 * sum(written) > len(written)


def _clocks(phrase: Phrase, context: _Context) -> tuple[Point, Point | None]:
    """The times of a phrase; one said without its half of the day has the half that it has elsewhere."""
    start, end = phrase.start.clock, phrase.end.clock if phrase.end else None
    assert start is not None
    if not start.half and not (end and end.half):
        start = context.halves.get((start.hour % 12, start.minute), start)
    first, last = settle(start, end)
    return Point(clock=first), Point(clock=last) if last else None


# --------------------------------------------------------------------------------------------------- values


def _value(phrase: Phrase, context: _Context, named: Point | None) -> tuple[Point | None, Point | None, bool]:
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
        return _day_of_month(start.day, context, named)
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


def _in_its_year(phrase: Phrase, context: _Context) -> tuple[Point | None, Point | None, bool]:
    """A month, or month and day, told without a year: by the day of publication, else by the only year in which the
    article states a full date of that month.
    """
    start, end = phrase.start, phrase.end
    if context.published is not None:
        year = year_near(start, context.published, phrase.weekday, context.coming(phrase))
    else:
        years = {point.year for point in context.full if point.month == start.month}
        year = years.pop() if len(years) == 1 else None
    if year is None or not replace(start, year=year).is_real():
        return None, None, False
    if end is not None:
        end = replace(end, year=year + ((end.month or 0) < (start.month or 0)))
        end = end if end.is_real() else None
    return replace(start, year=year), end, context.published is not None


def _day_of_month(day: int, context: _Context, named: Point | None) -> tuple[Point | None, None, bool]:
    """«on the 14th»: of the month named last, else of the last month that had that day by the day of publication."""
    if named is not None and named.month is not None:
        point = replace(named, day=day, clock=None)
        return (point if point.is_real() else None), None, False
    published = context.published
    if published is None or published.day < day:
        return None, None, False
    return Point(published.year, published.month, day), None, True


def _counted(
    phrase: Phrase, count: int, context: _Context, named: Point | None
) -> tuple[Point | None, Point | None, bool]:
    """Days, months and years told by their distance."""
    published, unit = context.published, phrase.unit
    if phrase.from_text and named is not None:
        return _moved(named, count, unit), None, False
    if published is None or (phrase.from_text and unit == "day"):
        return None, None, False
    if unit == "weekday" and phrase.weekday is not None:
        return of_day(weekday_near(phrase.weekday, published, count)), None, True
    if unit == "name":
        return _namesake(phrase.start, count, published), None, True
    base = _moved(of_day(published), count, unit)
    if base is not None and phrase.start != Point():  # «April last year», «the 5th of this month»
        base = replace(base, month=phrase.start.month or base.month, day=phrase.start.day)
        base = base if base.is_real() else None
    return base, None, base is not None


def _moved(base: Point, count: int, unit: str | None) -> Point | None:
    return moved(base, count, unit) if unit in ("day", "month", "year") else None


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
    between = range(one.last, two.first)
    if len(between) > _LONGEST_JOINT or any(first in range(one.first + 1, two.first + 1) for first, _ in _near(words, one, two)):
        return False
    return all("joins_time" in grammar.classes(words.tokens.words[at]) for at in between)


def _near(words: Words, one: DateMention, two: DateMention) -> Sequence[tuple[int, int]]:
    low = bisect_right(words.sentences, (one.first,))
    return words.sentences[low : bisect_right(words.sentences, (two.last,))]


def _joint(one: DateMention, two: DateMention) -> DateMention | None:
    day, time = (one, two) if two.precision == "time" else (two, one)
    if time.precision != "time" or day.precision != "day" or day.start is None or "T" in day.start:
        return None
    start = f"{day.start}{time.start}"
    end = f"{day.end or day.start}{time.end}" if time.end else day.end
    if end is not None and end <= start:
        end = None
    return replace(day, first=one.first, last=two.last, start=start, end=end, edtf=edtf(start, end))
