"""An event that is told without an event's noun: a council sat, members put questions, residents came to hear."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from panelrecord.annotate.reading import Reading
from panelrecord.fields.event_extent import left
from panelrecord.fields.event_mentions import Mention
from panelrecord.fields.event_opening import OPENING, place
from panelrecord.model import Span
from panelrecord.packs.grammar import Match
from panelrecord.values import dataclass

# How much a sentence tells of people having come together; the signs by which some are heard.
_SIGNS: Mapping[str, int] = MappingProxyType({"came": 3, "met": 2, "heard": 2, "told": 1, "decided": 1})
_HEARD = frozenset(("came", "heard", "told"))
_STRONG = 2
_ENOUGH = 3
_SPEAKERS = 2
_SPEECH = frozenset(("speech", "subject", "tag", "noun"))
_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sitting:
    """What tells that people sat together, and the body that did, where one is named."""

    body: Mention | None
    evidence: tuple[Span, ...]


def find(reading: Reading) -> Sitting | None:
    """The sitting that an article reports, or None where it tells of none, or only comes by one.

    The opening tells of it, another sentence does, and two people at least are reported to have spoken.
    """
    told: dict[int, Match] = {}
    for match in reading.grammar.find("sitting", reading.stream):
        sentence = _sentence_of(reading, reading.stream.tokens[match.groups["cue"][0]])
        known = told.get(sentence)
        if _is_body(reading, match) and (known is None or _weight(match) > _weight(known)):
            told[sentence] = match
    matches = [told[sentence] for sentence in sorted(told)]
    if (
        sum(map(_weight, matches)) < _ENOUGH
        or not any(match.rule.gives["sign"] in _HEARD for match in matches)
        or not any(_weight(told[one]) >= _STRONG and place(reading, one) <= OPENING for one in told)
        or len(_speakers(reading)) < _SPEAKERS
    ):
        return None
    evidence = tuple(reading.span(*_stretch(reading, match, "cue"), match.rule.id) for match in matches)
    return Sitting(_body(reading, matches), evidence)


def _weight(match: Match) -> int:
    return _SIGNS[match.rule.gives["sign"]]


def _speakers(reading: Reading) -> set[int]:
    return {
        number
        for one, speaker in zip(reading.attributions, reading.speakers, strict=True)
        if one.kind in _SPEECH
        for number in speaker.people
    }


def _stretch(reading: Reading, match: Match, group: str) -> tuple[int, int]:
    first, last = match.groups[group]
    return reading.stream.starts[first], reading.stream.ends[last - 1]


def _sentence_of(reading: Reading, token: int) -> int:
    return bisect_right(reading.words.sentences, (token, len(reading.words.tokens.words))) - 1


def _bounds(reading: Reading, match: Match) -> tuple[int, int]:
    """The tokens of the body that a match names, half open."""
    first, last = match.groups["body"]
    tokens = reading.words.tokens
    return reading.stream.tokens[first], bisect_left(tokens.starts, reading.stream.ends[last - 1])


def _noun(reading: Reading, first: int, last: int) -> int | None:
    """Where the noun of a body stands among tokens: «Committee» of «House Committee on Fish»."""
    texts, bodies = reading.words.tokens.words, reading.grammar.words("sitting_body")
    return next((at for at in range(first, last) if texts[at].lower() in bodies), None)


def _is_body(reading: Reading, match: Match) -> bool:
    """Whether an organisation that a rule took for one that sits is one: a council, no company."""
    if "body" not in match.groups:
        return True
    first, last = _bounds(reading, match)
    members = reading.grammar.words("sitting_member")
    return (
        not reading.words.tokens.words[first][0].isupper()
        or _noun(reading, first, last) is not None
        or reading.words.tokens.words[first].lower() in members
    )


def _body(reading: Reading, matches: Sequence[Match]) -> Mention | None:
    """The body as what the sitting is known by: «place scrutiny committee»; None of mere members.

    A sentence tells it rather than a headline, and where the opening has its whole name, that is it.
    """
    told = [match for match in matches if "body" in match.groups]
    named = [match for match in told if not _is_headline(reading, _stretch(reading, match, "body")[0])]
    for match in sorted(named, key=_weight, reverse=True):
        first, last = _bounds(reading, match)
        head = _noun(reading, first, last)
        if head is None:
            continue
        if head > first:
            return _mention(reading, first, last, head, match)
        return max(_openings(reading, head, match), key=lambda one: one.last - one.first)
    return None


def _openings(reading: Reading, head: int, match: Match) -> Iterator[Mention]:
    """The body as its noun stands at `head`, and as the opening has it: «committee», «place scrutiny committee»."""
    texts, sentences = reading.words.tokens.words, reading.words.sentences
    noun = texts[head].lower()
    opening = [
        span
        for number, span in enumerate(sentences)
        if place(reading, number) <= OPENING and not _is_headline(reading, reading.words.tokens.starts[span[0]])
    ]
    for first, last in (sentences[_sentence_of(reading, head)], *opening):
        for at in range(first, last):
            if at == head or texts[at].lower() == noun:
                yield _mention(reading, left(texts, at, first, reading.grammar, _NOBODY), at + 1, at, match)


def _mention(reading: Reading, first: int, last: int, head: int, match: Match) -> Mention:
    sentence = _sentence_of(reading, head)
    return Mention(first, last, head, "meeting", named=False, unsure=True, sentence=sentence, rule=match.rule.id)


def _is_headline(reading: Reading, start: int) -> bool:
    blocks = reading.document.blocks
    return blocks[bisect_right(blocks, start, key=lambda block: block.start) - 1].kind in ("title", "heading")
