"""What was read in a document before any of it is put into a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter

from panelrecord.annotate import anchors as anchor_reading
from panelrecord.annotate import attributions as attribution_reading
from panelrecord.annotate import dates as date_reading
from panelrecord.annotate import names as name_reading
from panelrecord.annotate import people as people_reading
from panelrecord.annotate import quotes as quote_reading
from panelrecord.annotate.attributions import Attribution
from panelrecord.annotate.dates import DateMention
from panelrecord.annotate.names import Name
from panelrecord.annotate.people import Person
from panelrecord.annotate.quotes import Quote
from panelrecord.annotate.sentences import Words, cut
from panelrecord.annotate.speakers import Resolver, Speaker
from panelrecord.annotate.speech import speech_stream
from panelrecord.annotate.streams import Chunk, stream, with_people
from panelrecord.annotate.stretches import joined
from panelrecord.document import Document
from panelrecord.model import Span
from panelrecord.packs.grammar import Grammar, Stream
from panelrecord.values import dataclass

_SPOKEN = ("attribution",)
_UNSPOKEN = ("attitude",)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read: its words and sentences, names, dates, people, and who is reported to have said what.

    `speakers` has one entry for each of `attributions`; `anchors` holds, for each sentence that names the speaker of
    what follows, the person's number and the rule. `stream` has names, organisations, people and dates as single
    units, `speech` quotations as well; they are what the rules of the fields read.
    """

    document: Document
    grammar: Grammar
    words: Words
    names: tuple[Name, ...]
    dates: tuple[DateMention, ...]
    people: tuple[Person, ...]
    quotes: tuple[Quote, ...]
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    anchors: Mapping[int, tuple[int, str]]
    speech: Stream
    stream: Stream

    def span(self, start: int, end: int, rule: str) -> Span:
        """A stretch of the text with its words and the rule that proposed it."""
        return Span(start, end, self.document.text[start:end], rule)


def read(document: Document, grammar: Grammar, published: date | None = None, *, attitudes: bool = False) -> Reading:
    """Read a document.

    Args:
        document: the article.
        grammar: the language.
        published: the day against which «yesterday» or «on Wednesday» is resolved; None leaves them unresolved.
        attitudes: whether to read as well what somebody wants, backs, knows or decides without saying it, which is
            no position and so costs a record nothing.
    """
    words = cut(document.text, ((block.start, block.end) for block in document.blocks), grammar)
    plain = stream(words, grammar)
    dates = date_reading.find(words, plain, grammar, published)
    small = name_reading.written_small(words)
    names = name_reading.find(words, grammar, small)
    full = joined((name.first, name.last) for name in names if name.kind == "nameN")
    dates = tuple(date for date in dates if date.last - date.first > 1 or date.first not in full)
    names = _apart(names, dates)
    unknown = _chunks(names, dates)
    runs = stream(words, grammar, unknown)
    people = people_reading.find(words, names, runs, grammar, small)
    persons = frozenset(mention.first for person in people for mention in person.mentions)
    found = [Chunk(one.first, one.last, "person") if one.first in persons else one for one in unknown]
    quotes = quote_reading.find(words)
    speech = speech_stream(words, found, quotes, grammar)
    layers = _SPOKEN + _UNSPOKEN if attitudes else _SPOKEN
    attributions = attribution_reading.find(words, quotes, speech, grammar, layers)
    hidden = [(quote.start, quote.end) for quote in quotes]
    units = with_people(runs, persons, grammar)
    anchors = anchor_reading.find(words, document.blocks, units, people, grammar)
    speakers = Resolver(words, people, grammar, hidden, anchors).resolve(attributions)
    return Reading(
        document, grammar, words, names, dates, people, quotes, attributions, speakers, anchors, speech, units
    )


def _apart(names: Iterable[Name], dates: Iterable[DateMention]) -> tuple[Name, ...]:
    """The names that have no token in common with a date; both are in order."""
    kept, coming = [], iter(dates)
    date = next(coming, None)
    for name in names:
        while date is not None and date.last <= name.first:
            date = next(coming, None)
        if date is None or name.last <= date.first:
            kept.append(name)
    return tuple(kept)


def names_stream(reading: Reading) -> Stream:
    """The stream that the rules of the layer ``person`` read: names are units, people not yet known."""
    return stream(reading.words, reading.grammar, _chunks(reading.names, reading.dates))


def _chunks(names: Iterable[Name], dates: Iterable[DateMention]) -> list[Chunk]:
    """Names and dates as chunks in order."""
    found = [Chunk(name.first, name.last, name.kind) for name in names]
    found += [Chunk(mention.first, mention.last, _date_kind(mention)) for mention in dates]
    return sorted(found, key=attrgetter("first"))


def _date_kind(mention: DateMention) -> str:
    return "time" if mention.start and mention.start.startswith("T") else "date"
