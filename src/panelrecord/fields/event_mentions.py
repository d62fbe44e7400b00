"""Where a text speaks of events: «a two-day seminar», «the Third Joint Conference of the Tide Schools», «panel discussion».

A noun of an event is found by the rules of the layer ``eventkind``; what belongs to it on its left and right is
gathered here. The rules on events then read a stream in which every such mention, however long, is the one word
«event», so that they can say «{person} chaired the {event}» and mean all of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panelrecord.annotate.reading import Reading
from panelrecord.model import EventType
from panelrecord.packs.grammar import Grammar, Match, Stream
from panelrecord.packs.tokens import shape

_LINKS = frozenset(("of", "and", "for", "on", "&", "the", "de"))
_EDITION_OF = frozenset(
    (("edition", "of", "the"), ("year", "of", "the"), ("session", "of", "the"), ("day", "of", "the"))
)
_INNER_LINKS = frozenset(("and", "of", "for", "&", "to"))
_ARTICLES = frozenset(("The", "A", "An", "At", "In", "On", "For", "From", "With", "This", "That"))
_POSSESSIVE = frozenset(("'s", "’s"))
_APOSTROPHE = frozenset(("'", "’"))
_OPENING = frozenset(("“", "‘", '"', "'", "«"))
_CLOSING = frozenset(("”", "’", '"', "'", "»"))
# Behind these a word such as «debate», «talk» or «launch» is a verb.
_VERB_AHEAD = frozenset(
    (
        "to",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "should",
        "must",
        "they",
        "we",
        "i",
        "you",
        "not",
        "who",
        "'ll",
        "’ll",
    )
)
_BEFORE_NOUN = frozenset(
    (
        "a",
        "an",
        "the",
        "this",
        "that",
        "its",
        "their",
        "his",
        "her",
        "our",
        "another",
        "one",
        "each",
        "every",
        "at",
        "in",
        "during",
    )
)
_GATHERINGS = frozenset(("conference", "meeting", "symposium", "festival", "hearing", "round_table", "hackathon"))
_BODIES = frozenset(("congress", "convention", "assembly", "session", "dialogue", "programme", "training", "function"))
_LONGEST = 12
_MOST_LOWER = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens first … last - 1 speak of an event, without article; `head` is where its noun begins.

    `named` tells that the words are a name of its own, `unsure` that the noun means as much besides an event;
    `sentence` is the number of its sentence, `rule` the rule that found the noun.
    """

    first: int
    last: int
    head: int
    type: EventType
    named: bool
    unsure: bool
    sentence: int
    rule: str


@dataclass(frozen=True, slots=True)
class EventStream:
    """A text's units with each mention as one of them; `mention_at` gives the mention that a unit is."""

    units: Stream
    mention_at: dict[int, Mention]

    def mention_of(self, match: Match) -> Mention | None:
        """The mention that a match's group ``event`` ends with, if it is one."""
        return self.mention_at.get(match.groups["event"][1] - 1)


def find(reading: Reading) -> tuple[Mention, ...]:
    """The mentions of events in a text, in order and not overlapping."""
    words = reading.words
    tokens = words.tokens
    plain = Stream(tokens.starts, tokens.ends, range(len(tokens.words)), words.codes)
    heads: dict[int, tuple[int, Match]] = {}
    for match in reading.grammar.find("eventkind", plain):
        first, last = match.groups["head"]
        if first not in heads or heads[first][0] < last:
            heads[first] = (last, match)
    persons = _tokens_of_people(reading)
    starts = [first for first, _ in words.sentences]
    found: list[Mention] = []
    past = 0
    for head in sorted(heads):
        last, match = heads[head]
        if head < past:  # the «conference» of «press conference»
            continue
        past = last
        sentence = bisect_right(starts, head) - 1
        if last > words.sentences[sentence][1] or head in persons:
            continue
        mention = _mention(reading, head, last, match, sentence, persons)
        if mention is None:
            continue
        if found and found[-1].last > mention.first:  # «conference workshop»: the later noun is the head of both
            mention = _joined(found.pop(), mention)
        found.append(mention)
    return tuple(found)


def stream(reading: Reading, mentions: Sequence[Mention]) -> EventStream:
    """The reading's units with each mention in the place of the units that it covers."""
    units = reading.stream
    event = reading.grammar.code("event")
    token_ends = reading.words.tokens.ends
    starts: list[int] = []
    ends: list[int] = []
    tokens: list[int] = []
    codes: list[str] = []
    mention_at: dict[int, Mention] = {}
    at = 0
    for mention in mentions:
        first = bisect_left(units.tokens, mention.first, at)
        first += units.starts[first] == units.ends[first]  # the edge of a sentence stays before it
        last = max(bisect_left(units.tokens, mention.last, first), first + 1)
        starts += (*units.starts[at:first], units.starts[first])
        ends += (*units.ends[at:first], token_ends[mention.last - 1])
        tokens += (*units.tokens[at:first], mention.first)
        codes += (units.codes[at:first], event)
        mention_at[len(starts) - 1] = mention
        at = last
    starts += units.starts[at:]
    ends += units.ends[at:]
    tokens += units.tokens[at:]
    codes.append(units.codes[at:])
    return EventStream(Stream(starts, ends, tokens, "".join(codes)), mention_at)


def _joined(before: Mention, mention: Mention) -> Mention:
    return Mention(
        min(before.first, mention.first),
        max(before.last, mention.last),
        mention.head,
        mention.type,
        before.named or mention.named,
        mention.unsure and before.unsure,
        mention.sentence,
        mention.rule,
    )


def _tokens_of_people(reading: Reading) -> frozenset[int]:
    return frozenset(
        token
        for person in reading.people
        for mention in person.mentions
        for token in range(mention.first, mention.last)
    )


def _mention(
    reading: Reading, head: int, last: int, match: Match, sentence: int, persons: frozenset[int]
) -> Mention | None:
    texts, grammar = reading.words.tokens.words, reading.grammar
    begin, end = reading.words.sentences[sentence]
    unsure = last == head + 1 and "event_unsure" in grammar.classes(texts[head])
    first = _left(texts, head, begin, grammar, persons)
    capital = texts[head][0].isupper()
    follows = texts[last] if last < end else "."
    if _names_a_place(texts, last, end, grammar) or (unsure and capital and follows[0].isupper()):
        return None
    if texts[head] == "talk" and follows == "of":  # «talk of a walkout»
        return None
    if not capital and not _is_noun(texts, first, head, begin, unsure):
        return None
    kind: EventType = match.rule.gives["type"]  # type: ignore[assignment]
    last = _right(texts, last, end, grammar, persons, capital, kind)
    marks = sum(
        "event_edition" in grammar.classes(word) or shape(word) in ("year", "ordinal") for word in texts[first:last]
    )
    capitals = any(word[0].isupper() and token != begin for token, word in enumerate(texts[first:last], first))
    named = capitals and (not _is_headline(texts[begin:end]) or (not unsure and last - first > 2))
    marks += first - 3 >= begin and tuple(texts[first - 3 : first]) in _EDITION_OF
    if capital and texts[head].lower() in _BODIES and not marks and last - first < 3:
        return None
    return Mention(first, last, head, kind, named, unsure and not (named and marks), sentence, match.rule.id)


def _is_headline(texts: Sequence[str]) -> bool:
    """Whether nearly every word of a sentence has a capital, where a capital tells nothing."""
    long = [text for text in texts if text[0].isalpha() and len(text) > 3]
    return len(long) >= 3 and sum(text[0].isupper() for text in long) * 5 >= len(long) * 4


def _names_a_place(texts: Sequence[str], at: int, end: int, grammar: Grammar) -> bool:
    """Whether the noun that ends before `at` only tells what a room, a hall or a table is for."""
    while at < end and texts[at][0].isupper() and "event_place" not in grammar.classes(texts[at]):
        at += 1
    return at < end and "event_place" in grammar.classes(texts[at])


def _is_noun(texts: Sequence[str], first: int, head: int, begin: int, unsure: bool) -> bool:
    before = texts[first - 1].lower() if first > begin else ""
    if first < head:
        return True
    if before in _VERB_AHEAD:
        return False
    return not unsure or before in _BEFORE_NOUN or before in _POSSESSIVE


def _capital(word: str) -> bool:
    return word[0].isupper() or shape(word) in ("year", "ordinal")


def _left(texts: Sequence[str], head: int, begin: int, grammar: Grammar, persons: frozenset[int]) -> int:
    """Where the words begin that belong to the noun at `head`."""
    at, lower = head, 0
    while at > begin and head - at < _LONGEST:
        step = _step_left(texts, at, begin, grammar, texts[head][0].isupper())
        if step == 0 or at - step in persons:
            break
        lower += texts[at - 1].islower()
        if lower > _MOST_LOWER:
            break
        at -= step
    while at < head and texts[at].lower() in _LINKS | _POSSESSIVE:
        at += 1
    return at


def _step_left(texts: Sequence[str], at: int, begin: int, grammar: Grammar, capital_head: bool) -> int:
    """How many of the tokens before `at` belong to the noun behind them."""
    word = texts[at - 1]
    before = texts[at - 2] if at - 2 >= begin else ""
    classes = grammar.classes(word)
    if "event_edition" in classes:
        return 1
    if "calendar" in classes:
        return 0
    if _capital(word):
        if "function" in classes and shape(word) != "CAPS":  # «US» is no pronoun
            inside = at - 1 > begin and (before[0].isupper() or before in _LINKS or before == ":")
            return 1 if inside and word not in _ARTICLES else 0
        return 1
    if (
        word in _APOSTROPHE and before[-1:] == "s" and before[0].isupper() and texts[at][0].isupper()
    ):  # «Founders’ Debate»
        return 2
    if word in _POSSESSIVE:
        return 2 if "event_group" in grammar.classes(before) else 0
    if word == ")" and at - 3 >= begin and texts[at - 3] == "(" and shape(before) == "CAPS":
        return 3
    if word in _CLOSING:
        return _quoted(texts, at, begin)
    if texts[at][0].isupper() and before and before[0].isupper():
        if word in _INNER_LINKS:
            return 1
        if word == ":" and capital_head:
            return _before_colon(texts, at, begin)
    if not word.isalpha() and "-" not in word:
        return 0
    if word.endswith("ing") and (before in _BEFORE_NOUN or "-" in before):  # «a 300-person organising conference»
        return 1
    return 0 if classes & _NO_MODIFIER or word[0].isupper() else 1


_NO_MODIFIER = frozenset(
    f"{verb}{form}"
    for verb in ("event_arrange", "event_attend", "event_tell", "say", "tell")
    for form in ("", ".ing", ".participle")
) | {"function", "adverb", "role", "calendar", "aux"}


def _quoted(texts: Sequence[str], at: int, begin: int) -> int:
    """How many tokens a name in quotation marks has that ends before `at`; 0 where it is none."""
    for start in range(at - 2, max(begin, at - _LONGEST) - 1, -1):
        if texts[start] in _OPENING:
            return at - start if texts[start + 1][0].isupper() else 0
    return 0


def _before_colon(texts: Sequence[str], at: int, begin: int) -> int:
    """How many tokens «Tides:» has, as in «the Tides: Then and Now Symposium»; an article must stand before them."""
    start = at - 1
    while start > begin and texts[start - 1][0].isupper():
        start -= 1
    return at - start if start > begin and texts[start - 1] in ("the", "this", "a", "an") else 0


def _right(
    texts: Sequence[str], at: int, end: int, grammar: Grammar, persons: frozenset[int], capital: bool, kind: EventType
) -> int:
    """Where the words end that belong to a noun that ends before `at`."""
    if not capital:
        if kind in _GATHERINGS and at + 1 < end and texts[at] == "of":
            name = at + 2 if texts[at + 1] in ("the", "a") else at + 1
            if name < end and _belongs(texts, name, grammar, persons):
                return _capitals(texts, name, end, grammar, persons)
        return at
    return _capitals(texts, at, end, grammar, persons)


def _capitals(texts: Sequence[str], at: int, end: int, grammar: Grammar, persons: frozenset[int]) -> int:
    while at < end:
        step = next(iter(_steps_right(texts, at, end, grammar, persons)), 0)
        if step == 0:
            return at
        at += step
    return at


def _steps_right(texts: Sequence[str], at: int, end: int, grammar: Grammar, persons: frozenset[int]) -> Iterator[int]:
    word = texts[at]
    if _belongs(texts, at, grammar, persons):
        yield 1
    elif word == "(" and at + 2 < end and texts[at + 2] == ")" and texts[at + 1].isupper():
        yield 3
    elif word in _LINKS:
        link = at
        while link < end and texts[link] in _LINKS and link - at < 2:
            link += 1
        titled = word == "and" and link < end and "role" in grammar.classes(texts[link])
        if link < end and not titled and texts[link][0].isupper() and _belongs(texts, link, grammar, persons):
            yield link + 1 - at


def _belongs(texts: Sequence[str], at: int, grammar: Grammar, persons: frozenset[int]) -> bool:
    classes = grammar.classes(texts[at])
    if at in persons or classes & {"calendar", "honorific"}:
        return False
    return _capital(texts[at]) and ("function" not in classes or shape(texts[at]) == "CAPS")
