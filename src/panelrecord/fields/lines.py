"""A text as lines: one a sentence, each with the block it stands in and what it begins and ends."""

from __future__ import annotations

from bisect import bisect_right
from sys import maxsize

from panelrecord.annotate.reading import Reading
from panelrecord.values import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Tokens first … last - 1 are the sentence with this number; `block` numbers the blocks that hold words.

    `heading` tells that the sentence stands in a heading or title, `opens` and `closes` that a block begins or ends
    with it.
    """

    number: int
    first: int
    last: int
    block: int
    heading: bool
    opens: bool
    closes: bool

    @property
    def length(self) -> int:
        """How many tokens the sentence has."""
        return self.last - self.first


def lines_of(reading: Reading) -> tuple[Line, ...]:
    """Every sentence of a reading, in order."""
    words, blocks = reading.words, reading.document.blocks
    starts = [block.start for block in blocks]
    kinds = [blocks[max(bisect_right(starts, words.tokens.starts[first]) - 1, 0)].kind for first, _ in words.blocks]
    found = []
    for number, (first, last) in enumerate(words.sentences):
        block = words.block_of[number]
        block_first, block_last = words.blocks[block]
        heading = kinds[block] in ("heading", "title")
        found.append(Line(number, first, last, block, heading, first == block_first, last == block_last))
    return tuple(found)


def line_at(reading: Reading, unit: int) -> int:
    """The number of the line in which a unit of the reading's stream stands, or that begins behind it."""
    return bisect_right(reading.words.sentences, (reading.stream.tokens[unit], maxsize)) - 1
