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


class Lines:
    """The sentences of a reading as lines, by number; each is made when it is asked for, and most never are."""

    __slots__ = ("_headings", "_known", "_words")

    def __init__(self, reading: Reading) -> None:
        words, blocks = reading.words, reading.document.blocks
        starts = [block.start for block in blocks]
        kinds = [blocks[max(bisect_right(starts, words.tokens.starts[first]) - 1, 0)].kind for first, _ in words.blocks]
        self._words = words
        self._headings = [kind in ("heading", "title") for kind in kinds]
        self._known: dict[int, Line] = {}

    def __len__(self) -> int:
        return len(self._words.sentences)

    def __getitem__(self, number: int) -> Line:
        return self._known.get(number) or self._made(number)

    def _made(self, number: int) -> Line:
        first, last = self._words.sentences[number]
        block = self._words.block_of[number]
        block_first, block_last = self._words.blocks[block]
        line = Line(number, first, last, block, self._headings[block], first == block_first, last == block_last)
        self._known[number] = line
        return line


def line_at(reading: Reading, unit: int) -> int:
    """The number of the line in which a unit of the reading's stream stands, or that begins behind it."""
    return bisect_right(reading.words.sentences, (reading.stream.tokens[unit], maxsize)) - 1
