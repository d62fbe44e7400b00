"""Streams: a text's tokens as codes, with what earlier readings found put in the place of the tokens it covers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from panelrecord.annotate.sentences import Words
from panelrecord.packs.grammar import Grammar, Stream
from panelrecord.values import dataclass


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens first … last - 1 read as one unit of a kind of `grammar.CHUNKS`."""

    first: int
    last: int
    kind: str


def stream(words: Words, grammar: Grammar, chunks: Sequence[Chunk] = ()) -> Stream:
    """The stream of a whole text.

    Args:
        words: the text's tokens and sentences.
        grammar: the language.
        chunks: in order, not overlapping; a chunk that crosses sentences joins them.
    """
    if not chunks:
        return words.units
    plain, sentence_ends = words.units, iter([last for _, last in words.sentences])
    starts: list[int] = []
    ends: list[int] = []
    tokens: list[int] = []
    codes: list[str] = []
    at = code_at = 0  # the next unit whose places, and whose code, are to be taken over
    sentences = 0  # that end before or at a chunk's first token: so many boundaries and one stand before its unit
    next_end = next(sentence_ends, -1)
    for chunk in chunks:
        while -1 < next_end <= chunk.first:
            sentences += 1
            next_end = next(sentence_ends, -1)
        unit = chunk.first + 1 + sentences
        codes += plain.codes[code_at:unit], grammar.chunk(chunk.kind)
        code_at = unit + 1
        if chunk.last - chunk.first > 1:
            starts += plain.starts[at : unit + 1]
            ends += plain.ends[at:unit]
            ends.append(words.tokens.ends[chunk.last - 1])
            tokens += plain.tokens[at : unit + 1]
            while -1 < next_end < chunk.last:
                sentences += 1
                next_end = next(sentence_ends, -1)
            at = code_at = chunk.last + 1 + sentences
    starts += plain.starts[at:]
    ends += plain.ends[at:]
    tokens += plain.tokens[at:]
    codes.append(plain.codes[code_at:])
    return Stream(starts, ends, tokens, "".join(codes))


def with_people(units: Stream, persons: Iterable[int], grammar: Grammar) -> Stream:
    """A stream's units, of which those that begin with one of the tokens `persons` are people."""
    person, at = grammar.chunk("person"), 0
    parts: list[str] = []
    for token in sorted(persons):
        unit = bisect_right(units.tokens, token) - 1  # a boundary stands before its token
        parts += units.codes[at:unit], person
        at = unit + 1
    parts.append(units.codes[at:])
    return Stream(units.starts, units.ends, units.tokens, "".join(parts))
