"""What an article as a whole says about its dates: when it was written, which it states in full, in which order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial

from panelrecord.annotate.date_phrases import Phrase
from panelrecord.annotate.points import Clock, Point, settle
from panelrecord.annotate.sentences import Words
from panelrecord.packs.grammar import Grammar, Stream
from panelrecord.values import dataclass

_ENDS = frozenset((".", "!", "?"))
_RUNNING_WORDS = 12  # a sentence of so many words is running text and no head line
_MONTHS = 12
_NEAR_DAYS = 45
_WORDS_OF_LABEL = 3
_WORDS_BEFORE_OPENING = 1  # «On Friday they will …»


@dataclass(frozen=True, slots=True)
class Context:
    """What the article as a whole says about its dates.

    `published` is the day that relative dates are told from; `written` tells that a line of the text gives it, and not
    what is known of the article. `full` are the dates that state their year and month, `years` all years stated,
    `halves` the times of day that state their half of it, by the hands of the clock. `tenses` finds, when first asked,
    the tokens that put what they tell into the future (True) or the past (False), in order; most articles state their
    dates so that nothing asks.
    """

    published: date | None
    written: bool
    full: tuple[Point, ...]
    years: frozenset[int]
    month_first: bool
    halves: Mapping[tuple[int, int], Clock]
    sentences: Sequence[tuple[int, int]]
    tenses: Callable[[], Sequence[tuple[int, bool]]]

    def coming(self, phrase: Phrase) -> bool | None:
        """Whether what happens on that day is told as coming or as gone by, by the nearest word that says so."""
        first, last = self.sentences[bisect_right(self.sentences, phrase.first, key=lambda sentence: sentence[0]) - 1]
        tenses = self.tenses()
        at = bisect_right(tenses, phrase.first, key=lambda tense: tense[0])
        if at and tenses[at - 1][0] >= first:
            return tenses[at - 1][1]
        opens = phrase.first - first <= _WORDS_BEFORE_OPENING
        if opens and at < len(tenses) and tenses[at][0] < last:
            return tenses[at][1]
        return None


def context_of(
    found: Sequence[Phrase], words: Words, stream: Stream, grammar: Grammar, published: date | None
) -> Context:
    """Gather what the article says about its dates.

    Args:
        found: the phrases that name dates, in reading order.
        words: the text's tokens and sentences.
        stream: the tokens as units, without chunks.
        grammar: the language; its layer ``tense`` tells what is gone by and what is to come.
        published: the day of publication, where it is known.
    """
    full = tuple(phrase.start for phrase in found if phrase.start.year and phrase.start.month)
    years = frozenset(year for phrase in found if (year := phrase.start.year))
    halves = {}
    for phrase in found:
        start, end = phrase.start.clock, phrase.end.clock if phrase.end else None
        if start and (start.half or (end and end.half)):
            halves.update({(one.hour % 12, one.minute): one for one in settle(start, end) if one})
    day = _day_of_writing(found, words, grammar, published) or published
    month_first = _month_first(found, full, day)
    tenses = cache(partial(_tenses, stream, grammar))
    return Context(day, day != published, full, years, month_first, halves, words.sentences, tenses)


def _tenses(stream: Stream, grammar: Grammar) -> list[tuple[int, bool]]:
    return sorted(
        (stream.tokens[match.groups["cue"][0]], match.rule.gives["tense"] == "future")
        for match in grammar.find("tense", stream)
    )


def _day_of_writing(found: Sequence[Phrase], words: Words, grammar: Grammar, published: date | None) -> date | None:
    """The day that stands alone in a line above the running text, whatever day is given to the page.

    Pages that move to another site often get the day of the move. Where no day of publication is known, the day in a
    line that begins with «posted» does as well.
    """
    day = None
    firsts = [first for first, _ in words.sentences]
    head_ends = _head_ends(words)
    for phrase in found:
        stated = phrase.start.as_date()
        if stated is None or phrase.end is not None or (published is not None and stated > published):
            continue
        number = bisect_right(firsts, phrase.first) - 1
        first, last = words.sentences[number]
        if phrase.first == first and phrase.last >= last - 1 and number < head_ends:
            day = stated
        elif published is None and day is None:
            before = words.tokens.words[first : min(phrase.first, first + _WORDS_OF_LABEL)]
            if any("of_writing" in grammar.classes(word) for word in before):
                day = stated
    return day


def _head_ends(words: Words) -> int:
    """The number of the first sentence of running text."""
    for number, (first, last) in enumerate(words.sentences):
        if last - first >= _RUNNING_WORDS and {*words.tokens.words[last - 2 : last]} & _ENDS:
            return number
    return len(words.sentences)


def _month_first(found: Sequence[Phrase], full: Sequence[Point], written: date | None) -> bool:
    """Whether 3/4/2019 is the fourth of March.

    The article's other numeric dates decide where one of them can be read in one way only, then a date that it also
    writes out, then the order in which it writes dates out, then which of the readings lies near the day of writing.
    The day comes first where nothing decides.
    """
    numeric = [(phrase.start.year, *pair) for phrase in found for pair in phrase.numeric if pair[0] != pair[1]]
    for _, one, two in numeric:
        if max(one, two) > _MONTHS:
            return two > _MONTHS
    for year, one, two in numeric:
        if Point(year, one, two) in full:
            return True
        if Point(year, two, one) in full:
            return False
    orders = [phrase.month_first for phrase in found if phrase.month_first is not None]
    if orders or written is None:
        return 2 * sum(orders) > len(orders)
    near = [
        (_is_near(Point(year, one, two), written), _is_near(Point(year, two, one), written))
        for year, one, two in numeric
    ]
    return (True, False) in near and (False, True) not in near


def _is_near(point: Point, written: date) -> bool:
    day = point.as_date()
    return day is not None and abs((day - written).days) <= _NEAR_DAYS
