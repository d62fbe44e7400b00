"""Streams: a text's tokens as codes, with what earlier readings found put in the place of the tokens it covers."""

from __future__ import annotations

from collections.abc import Sequence

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
    starts: list[int] = []
    ends: list[int] = []
    tokens: list[int] = []
    codes: list[str] = []
    sentence_ends = iter([last for _, last in words.sentences])
    next_end = next(sentence_ends, -1)

    def boundary(token: int) -> None:
        place = words.tokens.ends[token - 1] if token else 0
        starts.append(place)
        ends.append(place)
        tokens.append(token)
        codes.append(grammar.boundary)

    def row(first: int, last: int) -> None:
        starts.extend(words.tokens.starts[first:last])
        ends.extend(words.tokens.ends[first:last])
        tokens.extend(range(first, last))
        codes.append(words.codes[first:last])

    def plain(first: int, last: int) -> None:
        """Tokens, with a boundary behind each sentence that ends before or at the last of them."""
        nonlocal next_end
        while -1 < next_end <= last:
            if next_end >= first:
                row(first, next_end)
                boundary(next_end)
                first = next_end
            next_end = next(sentence_ends, -1)
        row(first, last)

    boundary(0)
    at = 0
    for chunk in chunks:
        plain(at, chunk.first)
        starts.append(words.tokens.starts[chunk.first])
        ends.append(words.tokens.ends[chunk.last - 1])
        tokens.append(chunk.first)
        codes.append(grammar.chunk(chunk.kind))
        at = chunk.last
    plain(at, len(words.tokens.words))
    return Stream(starts, ends, tokens, "".join(codes))
