"""Where a text speaks of events: «a two-day seminar», «the Third Joint Conference of the Tide Schools».

A noun of an event is found by the rules of the layer ``eventkind``; what belongs to it on its left and right is
gathered by `event_extent`. The rules on events then read a stream in which every such mention, however long, is the
one word «event», so that they can say «{person} chaired the {event}» and mean all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from panelrecord.annotate.reading import Reading
from panelrecord.fields.event_extent import left, right
from panelrecord.model import EventType
from panelrecord.packs.grammar import Grammar, Match, Stream
from panelrecord.packs.tokens import shape
from panelrecord.values import dataclass

_HUMPS = re.compile(r"[A-Z]\w*?[a-z]([A-Z][a-z]+)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens first … last - 1 speak of an event, without article; `head` is where its noun begins.

    `named` tells that the words are a name of its own, `unsure` that the noun means as much besides an event;
    `sentence` is the number of its sentence, `rule` the rule that found the noun; `is_compound` tells of a name that is
    written as one word («LoomConf»).
    """

    first: int
    last: int
    head: int
    type: EventType
    named: bool
    unsure: bool
    sentence: int
    rule: str
    is_compound: bool = False


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
        if match.rule.gives.get("name") == "compound" and not _is_compound(tokens.words[first], reading.grammar):
            continue
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
        starts += units.starts[at : first + 1]
        ends += units.ends[at:first]
        ends.append(token_ends[mention.last - 1])
        tokens += units.tokens[at:first]
        tokens.append(mention.first)
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
    if "name" in match.rule.gives and not _is_name(texts[head:last]):
        return None
    unsure = last == head + 1 and "event_unsure" in grammar.classes(texts[head])
    first = head if "name" in match.rule.gives else left(texts, head, begin, grammar, persons)
    capital = texts[head][0].isupper()
    follows = texts[last] if last < end else "."
    if _names_a_place(texts, last, end, grammar) or (unsure and capital and follows[0].isupper()):
        return None
    if texts[head] == "talk" and follows == "of":  # «talk of a walkout»
        return None
    if not capital and not _is_noun(texts, first, head, begin, unsure, grammar):
        return None
    kind: EventType = match.rule.gives["type"]  # type: ignore[assignment]
    last = right(texts, last, end, grammar, persons, capital, kind)
    marks = sum(
        "event_edition" in grammar.classes(word) or (word[0].isdigit() and shape(word) in ("year", "ordinal"))
        for word in texts[first:last]
    )
    capitals = any(word[0].isupper() and token != begin for token, word in enumerate(texts[first:last], first))
    numbered = texts[last - 1][-1].isdigit() and last - first > 1 and capital
    capitals = capitals or numbered
    named = capitals and (not _is_headline(texts[begin:end]) or (not unsure and last - first > 2))
    marks += first - 3 >= begin and " ".join(texts[first - 3 : first]) in grammar.words("edition_of")
    if capital and texts[head].lower() in grammar.words("gathering_body") and not marks and last - first < 3:
        return None
    return Mention(
        first,
        last,
        head,
        kind,
        named,
        unsure and not (named and marks),
        sentence,
        match.rule.id,
        match.rule.gives.get("name") == "compound",
    )


def _is_name(texts: Sequence[str]) -> bool:
    """Whether words are a name: «LoomFolk Days», «Loom Camp», «Loomers #12», but not «Happy Days» or «old #hats»."""
    if texts[-1] == "Days" and not any(letter.isupper() for letter in texts[0][1:]):
        return False
    return all(text[0].isupper() or re.fullmatch(r"#\d{1,3}", text) for text in texts)


def _is_compound(word: str, grammar: Grammar) -> bool:
    """Whether a name is written as one word whose last part is a noun of events: «LoomConf», «DyeCamp»."""
    humps = _HUMPS.fullmatch(word)
    return humps is not None and "event_suffix" in grammar.classes(humps[1])


def _is_headline(texts: Sequence[str]) -> bool:
    """Whether nearly every word of a sentence has a capital, where a capital tells nothing."""
    long = [text for text in texts if text[0].isalpha() and len(text) > 3]
    return texts[-1] != "." and len(long) >= 3 and sum(text[0].isupper() for text in long) * 5 >= len(long) * 4


def _names_a_place(texts: Sequence[str], at: int, end: int, grammar: Grammar) -> bool:
    """Whether the noun that ends before `at` only tells what a room, a hall or a table is for."""
    while at < end and texts[at][0].isupper() and "event_place" not in grammar.classes(texts[at]):
        at += 1
    return at < end and "event_place" in grammar.classes(texts[at])


def _is_noun(texts: Sequence[str], first: int, head: int, begin: int, unsure: bool, grammar: Grammar) -> bool:
    before = texts[first - 1].lower() if first > begin else ""
    if first < head:
        return True
    if first - 1 > begin and "calendar" in grammar.classes(before):  # «our March meeting», «the Friday sermon»
        before = texts[first - 2].lower()
    if before in grammar.words("before_verb"):
        return False
    return not unsure or before in grammar.words("before_gathering") or before in grammar.words("owner_ending")
