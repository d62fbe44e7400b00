"""What an event is called, and the phrases that may tell what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panelrecord.annotate.reading import Reading
from panelrecord.fields.event_clauses import Subject
from panelrecord.fields.event_mentions import Mention
from panelrecord.fields.event_phrases import subject_end, title_span, unit_text
from panelrecord.model import Span
from panelrecord.packs.grammar import Match
from panelrecord.values import dataclass

# Whose subject a phrase is: of the event itself, of another mention of its kind, of what its people spoke on.
_OWN, _OTHER, _SPOKEN = range(3)
_BEHIND = "en.named.behind"
_FAR = 8  # sentences from which on another mention of the same kind may well be another event
_LONGEST_TITLE = 160
_OPENING_MARKS = frozenset("'‘\"“")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A stretch that tells the subject or the title; `of` is the mention that it was said of, if any."""

    start: int
    end: int
    rule: str
    rank: int
    of: Mention | None


@dataclass(frozen=True, slots=True)
class Phrases:
    """The stretches that tell what an event is about, and the titles beside it, each the best first."""

    subjects: tuple[_Phrase, ...]
    titles: tuple[_Phrase, ...]


def phrases(reading: Reading, subject: Subject) -> Phrases:
    """Everything in a text that may be the event's subject or title."""
    matches = reading.grammar.find("topic", subject.stream.units)
    told = (*_subjects(reading, subject, matches), *_in_names(reading, subject))
    subjects = sorted(told, key=lambda phrase: (phrase.rank, phrase.start))
    titles = sorted(_titles(reading, subject, matches), key=lambda phrase: (phrase.rank, phrase.start))
    return Phrases(tuple(subjects), tuple(titles))


def _in_names(reading: Reading, subject: Subject) -> Iterator[_Phrase]:
    """What stands behind «on» in the event's own name: «the Conference on Slow Looms»."""
    texts, main = reading.words.tokens.words, subject.mention
    for mention in subject.mentions:
        if main is None or not mention.named or mention.type != main.type:
            continue
        about = reading.grammar.words("name_is_about")
        links = (at for at in range(mention.head + 1, mention.last - 1) if texts[at] in about)
        for link in links:
            start, end = reading.words.span(link + 1, mention.last)
            yield _Phrase(start, end, _BEHIND, _OWN if mention is main else _OTHER, mention)
            break


def name(reading: Reading, subject: Subject, found: Phrases, about: Span | None) -> Span | None:
    """The event's own name, else the phrase that identifies it."""
    main = subject.mention
    if main is None:  # a notice of labelled lines is called by its title, a sitting by nothing
        return about if subject.type == "other" else None
    if main.named and not _is_thin(reading, main):
        return _mention_span(reading, _whole_name(reading, subject, main))
    if main.type == "book_launch" and found.titles and found.titles[0].of is main:
        book = found.titles[0]
        return reading.span(
            _mention_bounds(reading, main)[0],
            book.end + _closes(reading.document.text, book.start - 1, book),
            book.rule,
        )
    title = next((phrase for phrase in found.titles if "titled" in phrase.rule or "before" in phrase.rule), None)
    if title is not None:
        return reading.span(title.start, title.end, title.rule)
    phrase = _phrase(reading, subject, main, found, about)
    other = _own_name(reading, subject, main, described=phrase is not None)
    if other is not None:
        return _mention_span(reading, other)
    return phrase or _mention_span(reading, _fullest(reading, subject, main))


def _whole_name(reading: Reading, subject: Subject, main: Mention) -> Mention:
    """«Mill Local History Symposium», where the main mention is «Mill symposium»."""
    texts = reading.words.tokens.words
    short = [text.lower() for text in texts[main.first : main.last]]
    for mention in subject.mentions:
        rest = iter(text.lower() for text in texts[mention.first : mention.last])
        if mention.named and mention.last - mention.first > len(short) and all(text in rest for text in short):
            more = texts[mention.first : mention.last]
            if texts[mention.first].lower() == short[0] and not any(text[0].isdigit() for text in more):
                return mention
    return main


def _phrase(reading: Reading, subject: Subject, main: Mention, found: Phrases, about: Span | None) -> Span | None:
    """«seminar on the price of salt», where the two stand together in a mention of the event; else whom it is for."""
    text = reading.document.text
    of = [phrase.of for phrase in (*found.subjects, *found.titles) if about is not None and phrase.start == about.start]
    for mention in _same(reading, subject, main):
        start, end = _mention_bounds(reading, mention)
        told = mention in of or None in of
        if (
            told
            and about is not None
            and 0 <= about.start - end <= 40
            and not set(text[end : about.start]) & set(",.;:\n")
        ):
            return reading.span(start, about.end + _closes(text, end, about), about.rule)
        if mention is main and (whom := _for_whom(reading, subject, main)) is not None:
            return whom
    return None


def _for_whom(reading: Reading, subject: Subject, main: Mention) -> Span | None:
    """«workshop for Students’ Union leaders», «meeting of growers»."""
    units, text = subject.stream.units, reading.document.text
    at = next((unit for unit, mention in subject.stream.mention_at.items() if mention is main), None)
    if (
        at is None
        or main.named
        or at + 2 >= len(units.starts)
        or unit_text(units, at + 1, text) not in reading.grammar.words("for_whom")
    ):
        return None
    end = subject_end(reading, units, at + 2, min(at + 14, len(units.starts)))
    return reading.span(_mention_bounds(reading, main)[0], units.ends[end - 1], main.rule) if end > at + 2 else None


def _closes(text: str, end: int, about: Span | _Phrase) -> bool:
    """Whether the title opens with a mark before `about` that the character behind it closes."""
    opening = text[about.start - 1 : about.start]
    return (
        about.start > end
        and opening in ("“", "‘", '"', "'")
        and text[about.end : about.end + 1] in ("”", "’", '"', "'")
    )


def _fullest(reading: Reading, subject: Subject, main: Mention) -> Mention:
    """«panel discussion» elsewhere, where the main mention is a bare «discussion»."""
    words = reading.words.tokens.words
    if main.last > main.first + 1:
        return main
    longer = (
        one
        for one in _same(reading, subject, main)
        if one.last > one.first + 1 and words[one.last - 1] == words[main.head]
    )
    return next(longer, main)


def _same(reading: Reading, subject: Subject, main: Mention) -> Iterator[Mention]:
    """The main mention, then the others that may be of the same event."""
    yield main
    yield from (mention for mention in subject.mentions if mention is not main and mention.type == main.type)


def _is_thin(reading: Reading, mention: Mention) -> bool:
    """Whether a mention has capitals but no name: «Republican debate», a bare «Conference»."""
    texts = reading.words.tokens.words[mention.first : mention.last]
    classes = [reading.grammar.classes(text) for text in texts]
    capitals = [
        text for text, of in zip(texts, classes, strict=True) if text[0].isupper() and not of & {"demonym", "calendar"}
    ]
    return (
        not capitals
        or (len(texts) < 2 and not mention.is_compound)
        or texts[0].lower() in reading.grammar.words("gathering_idle")
    )


def _own_name(reading: Reading, subject: Subject, main: Mention, described: bool) -> Mention | None:
    """The mention elsewhere in the article that gives the name of the event that `main` speaks of."""
    texts = reading.words.tokens.words
    noun = texts[main.head].lower()
    generic = noun in reading.grammar.words("generic_gathering")
    named = [
        mention
        for mention in subject.mentions
        if mention.named
        and (mention.is_compound or mention.last - mention.first > 2)
        and not mention.unsure
        and not _is_thin(reading, mention)
    ]
    same = [
        mention
        for mention in named
        if mention.type == main.type
        or noun in (text.lower() for text in texts[mention.first : mention.last])
        or generic
    ]
    here = [mention for mention in named if mention.sentence == main.sentence and mention.first >= main.last]
    definite = main.first > 0 and texts[main.first - 1].lower() in reading.grammar.words("known_gathering")
    if same and (definite or generic or (main.first == main.head and not described)):
        return same[0]
    leading = reading.grammar.words("leads_to_name")
    return next(
        (
            mention
            for mention in here
            if mention.first > 1
            and texts[mention.first - 1].lower() == "the"
            and texts[mention.first - 2].lower() in leading
        ),
        None,
    )


def _mention_bounds(reading: Reading, mention: Mention) -> tuple[int, int]:
    texts, first = reading.words.tokens.words, mention.first
    while first < mention.head and texts[first].lower() in reading.grammar.words("gathering_idle"):
        first += 1
    return reading.words.span(first, mention.last)


def _mention_span(reading: Reading, mention: Mention) -> Span:
    return reading.span(*_mention_bounds(reading, mention), mention.rule)


def _rank(subject: Subject, match: Match, mention: Mention | None) -> int | None:
    """How much a phrase is the event's subject; None where it is of something else."""
    main = subject.mention
    kind = match.rule.gives["rank"]
    if kind == "label":
        return _OWN
    if mention is None:
        return _SPOKEN if kind == "spoken" else None
    if main is None or mention is main:
        return _OWN
    near = mention.sentence <= _FAR or abs(mention.sentence - main.sentence) <= _FAR
    return _OTHER if near and mention.type == main.type else None


def _subjects(reading: Reading, subject: Subject, matches: Sequence[Match]) -> Iterator[_Phrase]:
    stream = subject.stream
    for match in matches:
        if "topic" not in match.groups:
            continue
        mention = stream.mention_of(match) if "event" in match.groups else None
        rank = _rank(subject, match, mention)
        first, last = match.groups["topic"]
        opening = stream.units.starts[first]
        if rank is not None and reading.document.text[opening] in _OPENING_MARKS:
            quoted = title_span(reading.document.text, opening, stream.units.ends[first])
            if quoted is not None:
                yield _Phrase(*quoted, match.rule.id, rank, mention)
                continue
        end = subject_end(reading, stream.units, first, last) if rank is not None else first
        if (
            rank is not None
            and end > first
            and not _is_of_event_itself(reading, subject, first, end)
            and any(
                letter.isalpha()
                for letter in reading.document.text[stream.units.starts[first] : stream.units.ends[end - 1]]
            )
        ):
            yield _Phrase(stream.units.starts[first], stream.units.ends[end - 1], match.rule.id, rank, mention)


def _is_of_event_itself(reading: Reading, subject: Subject, first: int, end: int) -> bool:
    """Whether a phrase ends with the event whose subject it should be: «the aims of the workshop»."""
    units = subject.stream.units
    known = unit_text(units, end - 2, reading.document.text).lower() if end - first > 1 else ""
    return end - 1 in subject.stream.mention_at and known in reading.grammar.words("own_gathering")


def _titles(reading: Reading, subject: Subject, matches: Sequence[Match]) -> Iterator[_Phrase]:
    """The titles that stand in quotation marks beside the event."""
    stream, main = subject.stream, subject.mention
    text = reading.document.text
    for match in matches:
        if "title" not in match.groups:
            continue
        mention = stream.mention_of(match) if "event" in match.groups else None
        related = mention is None or main is None or mention is main or mention.type in (main.type, "other")
        bounds = _title_bounds(reading, subject, match) if related else None
        if bounds is not None and text[bounds[0]].isalnum() and (text[bounds[0]].isupper() or mention):
            yield _Phrase(*bounds, match.rule.id, _OWN if mention is main else _OTHER, mention)


def _title_bounds(reading: Reading, subject: Subject, match: Match) -> tuple[int, int] | None:
    units, text = subject.stream.units, reading.document.text
    first, last = match.groups["title"]
    start, end = units.starts[first], units.ends[last - 1]
    if match.rule.gives["title"] != "before":
        return (start, end) if last - first > 1 or text[start].isalnum() else title_span(text, start, end)
    if text[end - 1] not in '”"':
        return None
    opening = start if text[start] == "“" else max(text.rfind(mark, 0, end - 1) for mark in '“"')
    return title_span(text, opening, end) if opening >= 0 and end - opening < _LONGEST_TITLE else None
