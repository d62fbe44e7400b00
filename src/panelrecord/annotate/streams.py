"""Streams: a text's tokens as codes, with what earlier readings found put in the place of the tokens it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panelrecord.annotate.sentences import Words
from panelrecord.packs.grammar import Grammar, Stream


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
    starts: list[int] = []
    ends: list[int] = []
    tokens: list[int] = []
    codes: list[str] = []
    sentence_ends = {last for _, last in words.sentences}

    def boundary(token: int) -> None:
        place = words.tokens.ends[token - 1] if token else 0
        starts.append(place)
        ends.append(place)
        tokens.append(token)
        codes.append(grammar.boundary)

    def plain(first: int, last: int) -> None:
        for token in range(first, last):
            if token in sentence_ends:
                boundary(token)
            starts.append(words.tokens.starts[token])
            ends.append(words.tokens.ends[token])
            tokens.append(token)
            codes.append(words.codes[token])

    boundary(0)
    at = 0
    for chunk in chunks:
        plain(at, chunk.first)
        if chunk.first in sentence_ends:
            boundary(chunk.first)
        starts.append(words.tokens.starts[chunk.first])
        ends.append(words.tokens.ends[chunk.last - 1])
        tokens.append(chunk.first)
        codes.append(grammar.chunk(chunk.kind))
        at = chunk.last
    plain(at, len(words.tokens.words))
    boundary(len(words.tokens.words))
    return Stream(starts, ends, tokens, "".join(codes))
