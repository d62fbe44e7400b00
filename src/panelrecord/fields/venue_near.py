"""How near the sentences of a text are to its event, and what its phrases of place are made of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from panelrecord.annotate.reading import Reading
from panelrecord.fields.event_mentions import Mention
from panelrecord.model import Span
from panelrecord.packs.grammar import Grammar
from panelrecord.values import dataclass

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
FAR = 9
# «The next conference will be held in Apia», «Last year's fair was in Suva»: not where this one was.
_OTHER_EDITION = re.compile(
    r"(?:(?:The|Our|Its|Their) (?:next|following|previous|\d{4}) (?!day|morning|session|speaker)|Next (?:year|month|up)"
    r"|(?:Last|Next) year(?:['’]s\b)|(?:Last|Next) (?:year|month),)[^\n]*"
    r"\b(?:held|place|meet|met|return|move|moves|moved|hosted?|happen|was|is|gather|convene|take)\b"
)
_LEAD = 6
_ASIDE = frozenset(
    ("lede", "argued", "named", "oftenest")
)  # layers whose rules tell the topic and nothing of the event
_NO_EVENTS = frozenset(
    (
        "event_unsure",
        "event_edition",
        "event_group",
        "event_people",
        "event_place",
        "event_label",
        "event_aux",
        "event_other",
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """A value and the stretch of text and rule that it rests on; the lower the rank, the surer."""

    value: str
    span: Span
    rank: int


@dataclass(frozen=True, slots=True)
class Around:
    """A reading and how near each sentence is to the event: 0 tells of it, 1 names an
    event, 2 stands beside or at the head of the article; others are missing.

    `taken` are stretches that say something else of the event, such as its topic, and are no place of it; `notice`
    tells that the text is a notice of labelled lines.
    """

    reading: Reading
    near: Mapping[int, int]
    firsts: tuple[int, ...]
    taken: tuple[Span, ...]
    notice: bool

    def within(self, distance: int) -> set[int]:
        """The sentences, by number, that are no further than so from the event."""
        return {number for number, far in self.near.items() if far <= distance}

    def distance(self, token: int) -> int:
        """How far the sentence of a token is from the event."""
        return self.near.get(bisect_right(self.firsts, token) - 1, FAR)

    def word(self, unit: int) -> str:
        """The words of a unit."""
        units = self.reading.stream
        return self.reading.document.text[units.starts[unit] : units.ends[unit]]


@dataclass(frozen=True, slots=True)
class Kinds:
    """Codes of the units that phrases of place are made of, then words: those inside a phrase, those with which none
    ends, those before the number of a room, those over which none goes on.
    """

    names: frozenset[str]
    places: frozenset[str]
    institutions: frozenset[str]
    lower: frozenset[str]
    numbers: frozenset[str]
    links: frozenset[str]
    owner_marks: frozenset[str]
    loose: frozenset[str]
    rooms: frozenset[str]
    stops: frozenset[str]


@lru_cache(maxsize=8)
def kinds_of(grammar: Grammar) -> Kinds:
    """The codes of a language for phrases of place."""
    codes, words = grammar.codes_of, grammar.words
    links, owner_marks = words("venue_link"), words("owner_mark")
    return Kinds(
        codes("name") | codes("org") | codes("person"),
        codes("name"),
        codes("org") | codes("nameN"),
        codes("lower") | codes("Cap") | codes("ordinal"),
        codes("number") | codes("year") | codes("day"),
        links,
        owner_marks,
        links | owner_marks | words("venue_article"),
        words("numbered_room"),
        words("venue_stop"),
    )


def around(
    reading: Reading, evidence: Sequence[Span], others: Sequence[Span], mentions: Sequence[Mention], *, held: bool
) -> Around:
    """How near the sentences of a text are to what was said of its event.

    Args:
        reading: the text.
        evidence: the spans that the event rests on.
        others: the spans of its organisers.
        mentions: where the text speaks of events.
        held: whether the event is over; a sentence on one to come is then about another.
    """
    starts, ends = reading.words.tokens.starts, reading.words.tokens.ends
    taken = (*(span for span in evidence if ".topic." in span.rule), *others)
    notice = any(".eventlabel." in span.rule for span in evidence)
    telling = [span for span in evidence if span not in taken and span.rule.split(".")[1] not in _ASIDE]
    begins = [starts[first] for first, _ in reading.words.sentences]
    stops = [ends[last - 1] for _, last in reading.words.sentences]
    told = {n for span in telling for n in range(bisect_right(stops, span.start), bisect_left(begins, span.end))}
    near = {number + beside: 2 for number in told for beside in (-1, 1, 2)}
    near |= dict.fromkeys(range(len(begins) if notice else _LEAD), 2)
    near |= {mention.sentence: 1 for mention in mentions if not mention.unsure}
    near |= dict.fromkeys(told, 0)
    near = {number: far for number, far in near.items() if 0 <= number < len(begins)}
    text = reading.document.text
    for number in tuple(near):
        begin, stop = begins[number], stops[number]
        if _OTHER_EDITION.match(text, begin, stop) and (held or number > _LEAD or text.startswith("Last", begin)):
            del near[number]
    return Around(
        reading, MappingProxyType(near), tuple([first for first, _ in reading.words.sentences]), taken, notice
    )


def flat(text: str) -> str:
    """A stretch of text as a value: line ends and rows of blanks become single blanks."""
    return " ".join(text.split())


def place_nouns(reading: Reading, text: str) -> int:
    """How many nouns of places stand in a phrase; -1 where the last is that of an event («the congress»)."""
    found, event = 0, False
    for match in WORD.finditer(text):
        classes = reading.grammar.classes(match.group())
        if "venue_noun" in classes:
            found, event = found + 1, False
        elif any(name.startswith("event_") and name not in _NO_EVENTS for name in classes):
            event = True
    return -1 if event else found


def is_listed(reading: Reading, name: str, kind: str) -> bool:
    """Whether a name is an entry of a lexicon such as ``country``."""
    return name.lower().rstrip(".") in reading.grammar.packs.lexicon[kind]
