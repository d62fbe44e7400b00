"""What an event is called, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from panelrecord.annotate.reading import Reading
from panelrecord.fields.event_clauses import Subject
from panelrecord.fields.event_mentions import Mention
from panelrecord.fields.event_phrases import subject_end, title_span
from panelrecord.model import Span
from panelrecord.packs.grammar import Match

_GENERIC = frozenset(("event", "events", "programme", "function", "proceedings", "session", "gathering", "ceremony"))
# «same seminar», «recent seminar»: the words say when, and are no part of the phrase that identifies it.
_IDLE = frozenset(("same", "recent", "said", "whole", "entire", "upcoming", "forthcoming", "next", "aforementioned", "recently", "similar"))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A stretch that tells the subject or the title; `of` is the mention that it was said of, if any."""

    start: int
    end: int
    rule: str
    rank: int
    of: Mention | None


def topic(reading: Reading, subject: Subject) -> Span | None:
    """The subject of the event."""
    phrases = sorted(_subjects(reading, subject), key=lambda phrase: (phrase.rank, phrase.start))
    titles = _titles(reading, subject)
    best = next(iter(phrases), None)
    if best is None or best.rank > 2:
        best = next(iter(titles), best)
    return reading.span(best.start, best.end, best.rule) if best else None


def name(reading: Reading, subject: Subject, about: Span | None) -> Span | None:
    """The event's own name, else the phrase that identifies it."""
    main = subject.mention
    if main is None:
        return about
    if main.named and not _is_thin(reading, main):
        return _mention_span(reading, main)
    title = next((phrase for phrase in _titles(reading, subject) if "titled" in phrase.rule or "before" in phrase.rule), None)
    if title is not None:
        return reading.span(title.start, title.end, title.rule)
    other = _own_name(reading, subject, main)
    if other is not None:
        return _mention_span(reading, other)
    return _phrase(reading, subject, main, about)


def _phrase(reading: Reading, subject: Subject, main: Mention, about: Span | None) -> Span:
    """«seminar on the price of salt», where the two stand together in some mention of the event."""
    for mention in _same(reading, subject, main):
        start, end = _mention_bounds(reading, mention)
        if about is not None and 0 <= about.start - end <= 40 and "\n\n" not in reading.document.text[end : about.start]:
            if not set(reading.document.text[end : about.start]) & set(",.;:"):
                closing = reading.document.text[about.end : about.end + 1]
                last = about.end + 1 if closing in ("”", "’", '"') and closing else about.end
                return reading.span(start, last, about.rule)
    return _mention_span(reading, main)


def _same(reading: Reading, subject: Subject, main: Mention) -> Iterator[Mention]:
    """The main mention, then the others that may be of the same event."""
    yield main
    yield from (mention for mention in subject.mentions if mention is not main and mention.type == main.type)


def _is_thin(reading: Reading, mention: Mention) -> bool:
    """Whether a mention has capitals but no name: «Republican debate», a bare «Conference»."""
    texts = reading.words.tokens.words[mention.first : mention.last]
    classes = [reading.grammar.classes(text) for text in texts]
    capitals = [text for text, of in zip(texts, classes, strict=True) if text[0].isupper() and not of & {"demonym", "calendar"}]
    return len(capitals) < 1 or len(texts) < 2


def _own_name(reading: Reading, subject: Subject, main: Mention) -> Mention | None:
    """The mention elsewhere in the article that gives the name of the event that `main` speaks of."""
    texts = reading.words.tokens.words
    noun = texts[main.head].lower()
    named = [
        mention
        for mention in subject.mentions
        if mention.named and mention.last - mention.first > 2 and not mention.unsure and not _is_thin(reading, mention)
    ]
    same = [
        mention
        for mention in named
        if noun in (text.lower() for text in texts[mention.first : mention.last]) or (main.type == "other" and noun in _GENERIC)
    ]
    here = [mention for mention in named if mention.sentence == main.sentence and mention.first >= main.last]
    definite = main.first > 0 and texts[main.first - 1].lower() in ("the", "this", "our")
    if same and (definite or noun in _GENERIC):
        return same[0]
    return next((mention for mention in here if texts[mention.first - 1] in ("the", "The") and _leads(texts, mention)), None)


def _leads(texts: Sequence[str], mention: Mention) -> bool:
    return mention.first > 1 and texts[mention.first - 2].lower() in ("at", "of", "during", "for")


def _mention_bounds(reading: Reading, mention: Mention) -> tuple[int, int]:
    texts, first = reading.words.tokens.words, mention.first
    while first < mention.head and texts[first].lower() in _IDLE:
        first += 1
    return reading.words.span(first, mention.last)


def _mention_span(reading: Reading, mention: Mention) -> Span:
    return reading.span(*_mention_bounds(reading, mention), mention.rule)


def _rank(subject: Subject, match: Match, mention: Mention | None) -> int | None:
    """How much a phrase is the event's subject: 0 said of the main mention, 1 of another of its kind, 2 early on."""
    main = subject.mention
    kind = match.rule.gives.get("rank", "own")
    if kind == "label":
        return 0
    if mention is None:
        return 3 if kind == "spoken" else None
    if main is None or mention is main:
        return 0
    return 1 if mention.type in (main.type, "other") or (mention.sentence <= main.sentence + 1) else None


def _subjects(reading: Reading, subject: Subject) -> Iterator[_Phrase]:
    stream = subject.stream
    for match in reading.grammar.find("topic", stream.units):
        if "topic" not in match.groups:
            continue
        mention = stream.mention_of(match) if "event" in match.groups else None
        rank = _rank(subject, match, mention)
        first, last = match.groups["topic"]
        end = subject_end(reading, stream.units, first, last) if rank is not None else first
        if rank is not None and end > first:
            yield _Phrase(stream.units.starts[first], stream.units.ends[end - 1], match.rule.id, rank, mention)


def _titles(reading: Reading, subject: Subject) -> list[_Phrase]:
    """The titles that stand in quotation marks beside the event, those said of the main mention first."""
    stream, found = subject.stream, []
    text, main = reading.document.text, subject.mention
    for match in reading.grammar.find("topic", stream.units):
        if "title" not in match.groups:
            continue
        mention = stream.mention_of(match) if "event" in match.groups else None
        related = mention is None or main is None or mention is main or mention.type in (main.type, "other")
        first, last = match.groups["title"]
        bounds = _title_bounds(reading, subject, match, first, last)
        if related and bounds is not None and text[bounds[0]].isalnum() and (text[bounds[0]].isupper() or mention):
            found.append(_Phrase(*bounds, match.rule.id, 0 if mention is main else 1, mention))
    near = sorted(found, key=lambda phrase: (phrase.rank, phrase.start))
    return [replace(phrase, rank=number) for number, phrase in enumerate(near)]


def _title_bounds(reading: Reading, subject: Subject, match: Match, first: int, last: int) -> tuple[int, int] | None:
    units, text = subject.stream.units, reading.document.text
    if match.rule.gives["title"] == "before":
        close = units.starts[first]
        if text[close] not in "”\"" and text[units.ends[first] - 1] not in "”\"":
            return None
        open_at = max(text.rfind("“", 0, close), text.rfind('"', 0, close), units.starts[first] if text[close] in "“" else -1)
        return title_span(text, open_at, close) if open_at >= 0 and close - open_at < 160 else None
    if last - first > 1 or text[units.starts[first]].isalnum():
        return units.starts[first], units.ends[last - 1]
    return title_span(text, units.starts[first], units.ends[first])
