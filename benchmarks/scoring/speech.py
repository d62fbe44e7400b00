"""Positions, word by word: which words of the article are reported as whose.

A position is right where at least half of its words are reported as the same person's on the other side. Whether a
stretch is one position or two then matters little, and whose it is much.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from scoring.expected import Position
from scoring.words import placed_words, words

GROUP = "*"


@dataclass(frozen=True, slots=True)
class Said:
    """Whose words these are, the words' numbers in the text that both sides share, the words, and how they stand."""

    person: str
    words: frozenset[int]
    quote: str
    mode: str


class Text:
    """A text's words and where each of them stands."""

    def __init__(self, text: str) -> None:
        placed = placed_words(text)
        self.words = [word for word, _, _ in placed]
        self.places = [(start, end) for _, start, end in placed]

    def inside(self, start: int, end: int) -> Iterable[int]:
        """The numbers of the words that stand wholly between two places."""
        return (number for number, place in enumerate(self.places) if start <= place[0] and place[1] <= end)

    def find(self, row: Sequence[str], begin: int) -> int | None:
        """The number of the word with which a row of words begins, from a word on."""
        last = len(self.words) - len(row)
        return next((n for n in range(begin, last + 1) if self.words[n : n + len(row)] == list(row)), None)


def speaker_of(people: Iterable[str]) -> str:
    """One name for whoever holds a position: the person's, or the group's where it is not one person."""
    names = tuple(people)
    return names[0] if len(names) == 1 else GROUP


def expected_positions(positions: Iterable[Position], text: Text) -> list[Said]:
    """The expected positions, each at its first place behind the beginning of the one before.

    Words that the text does not have get numbers of their own, below zero, so that they count as missed.
    """
    out = []
    begin = lost = 0
    for one in positions:
        numbers: set[int] = set()
        at: int | None = begin
        for piece in one.pieces:
            row = words(piece)
            place = text.find(row, at or 0)
            place = text.find(row, 0) if place is None else place
            if place is None:
                lost += len(row)
                numbers.update(range(-lost, -lost + len(row)))
                continue
            begin = place if not numbers else begin
            at = place + len(row)
            numbers.update(range(place, at))
        out.append(Said(speaker_of(one.people), frozenset(numbers), " … ".join(one.pieces), one.mode))
    return out


def record_positions(record: Mapping[str, Any], names: Mapping[str, str], own: Text, shared: Text) -> list[Said]:
    """The positions of a record in the words of the shared text.

    Args:
        record: the record.
        names: for each panelist's id, who that is.
        own: the record's text.
        shared: the text in which the expected positions were found; words that it does not have get numbers of their
            own, far below zero, so that they count as wrong.
    """
    counterpart = _aligned(own, shared)
    out = []
    for one in record["positions"]:
        numbers = {
            counterpart.get(number, -len(own.words) * 2 - number)
            for span in one["spans"]
            for number in own.inside(span["start"], span["end"])
        }
        person = speaker_of(names[identity] for identity in one["panelists"])
        out.append(Said(person, frozenset(numbers), one["statement"], one["mode"]))
    return out


def covered(one: Said, others: Iterable[Said]) -> bool:
    """Whether at least half of the words are the same person's on the other side."""
    same = {number for other in others if other.person == one.person for number in other.words}
    return bool(one.words) and 2 * len(one.words & same) >= len(one.words)


def claimed_words(said: Iterable[Said]) -> set[tuple[str, int]]:
    """Every word with the person it is reported as the words of."""
    return {(one.person, number) for one in said for number in one.words}


def _aligned(own: Text, shared: Text) -> dict[int, int]:
    """The number of each word's counterpart; words that only one of the texts has have none."""
    if own.words == shared.words:
        return {number: number for number in range(len(own.words))}
    blocks = SequenceMatcher(None, own.words, shared.words, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
