"""Who takes part in what is announced, told by how the announcement is set: lines of names, lists below a label."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from panelrecord.annotate.reading import Reading
from panelrecord.annotate.standing import announces, prose_of
from panelrecord.packs.grammar import Match

_LONGEST_LIST = 2000  # units
_LEAD = 6  # units of a line before the name it begins with: a bullet, a rank, titles


def matches(reading: Reading, whose: Mapping[int, int]) -> Iterable[Match]:
    """What names those who are to take part: lines of their own names, and lines of a programme.

    Args:
        reading: the announcement as read.
        whose: for the first token of each mention of a person the person's number.
    """
    prose = prose_of(reading.words)
    for match in reading.grammar.find("announced", reading.stream):
        first = reading.stream.tokens[match.groups["who"][0]]
        alone = "alone" in match.rule.gives  # as letters are signed, too
        if first in whose and (not alone or announces(reading.words, first, prose, reading.grammar)):
            yield match


def listed_below(reading: Reading, unit: int, whose: Mapping[int, int]) -> Iterable[tuple[int, int]]:
    """The people with whom the lines below that of `unit` begin, up to the first line that is of no list.

    Returns:
        The number of the person and the unit of the name.
    """
    stream, text = reading.stream, reading.document.text
    blocks = reading.document.blocks
    for at in range(unit + 1, min(unit + _LONGEST_LIST, len(stream.codes) - 1)):
        if stream.codes[at] != reading.grammar.boundary:
            continue
        start = stream.starts[at + 1]
        if "\n" not in text[stream.ends[at] : start]:
            continue
        lead = _name_ahead(reading, at + 1, whose)
        if lead is not None:
            yield whose[stream.tokens[lead]], lead
        elif blocks[bisect_right(blocks, start, key=lambda block: block.start) - 1].kind != "item":
            return


def _name_ahead(reading: Reading, first: int, whose: Mapping[int, int]) -> int | None:
    """The unit of the name with which a line begins; a sentence that ends before it ends the search."""
    stream = reading.stream
    for unit in range(first, min(first + _LEAD, len(stream.codes))):
        if stream.codes[unit] != reading.grammar.boundary:
            if stream.tokens[unit] in whose:
                return unit
        elif unit > first:
            return None
    return None
