"""Who was not there: those of whom it is said, and those whose words come from elsewhere, such as an interview."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from panelrecord.annotate.reading import Reading
from panelrecord.packs.grammar import Match

ABSENT = "absent"
_REPRESENTED = "en.part.represented"


def stayed_away(reading: Reading, matches: Iterable[Match], whose: Mapping[int, int]) -> frozenset[int]:
    """The people, by number, who are said not to have come; not who sent somebody else to speak for them.

    Args:
        reading: the article as read.
        matches: those of the rules of parts.
        whose: for the first token of each mention the number of the person.
    """
    found: dict[int, int] = {}
    represented: set[int] = set()
    for match in matches:
        tokens = [reading.stream.tokens[unit] for unit in match.groups["who"]]
        if match.rule.id == _REPRESENTED:
            represented.add(_sentence(reading, tokens[0]))
        elif match.rule.gives["part"] == ABSENT:
            found |= {whose[token]: _sentence(reading, token) for token in tokens if token in whose}
    return frozenset(number for number, sentence in found.items() if sentence not in represented)


def spoke_elsewhere(reading: Reading) -> frozenset[int]:
    """The people, by number, all of whose words come from elsewhere: each is reported in a sentence that says so, or
    behind one in its paragraph.
    """
    cues = {_sentence(reading, reading.stream.tokens[m.groups["cue"][0]]) for m in _cues(reading)}
    if not cues:
        return frozenset()
    away: set[int] = set()
    here: set[int] = set()
    blocks: set[tuple[int, int]] = set()
    for one, speaker in zip(reading.attributions, reading.speakers, strict=True):
        block = reading.words.block_of[one.sentence]
        for number in speaker.people:
            if one.sentence in cues:
                blocks.add((number, block))
            (away if (number, block) in blocks else here).add(number)
    return frozenset(away - here)


def _cues(reading: Reading) -> Iterable[Match]:
    return reading.grammar.find("elsewhere", reading.stream)


def _sentence(reading: Reading, token: int) -> int:
    return bisect_right(reading.words.sentences, (token, len(reading.words.tokens.words))) - 1
