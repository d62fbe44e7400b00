"""Where sentences end: marks propose, a few questions decide, and no sentence crosses a block or a kept line end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from panelrecord.annotate.traits import STOP, places, traits
from panelrecord.packs.grammar import Grammar, Stream
from panelrecord.packs.tokens import Tokens, tokenise
from panelrecord.values import dataclass

_STOPS = frozenset((".", "?", "!", "…", "...", "....", "?!"))
_ASKS = frozenset(("?", "!", "?!"))
_CLOSERS = frozenset(('"', "”", "’", "'", "’’", "''", "»", ")", "]", "‘’"))
_PAUSES = frozenset((",", ";", ":", "|", "•"))
_LONGEST = 300  # tokens
_OPENERS = frozenset(('"', "“", "‘", "'", "„", "«", "(", "[", "‘‘", "''", "``", "-", "–", "—", "*", "•"))


@dataclass(frozen=True, slots=True)
class Words:
    """A text's tokens, its sentences and its blocks, both as ranges of tokens, half open.

    `block_of` has the number of its block for every sentence, `codes` one code for every token, `traits` one byte;
    `units` are the tokens as a stream, with boundaries around the sentences.
    """

    text: str
    tokens: Tokens
    sentences: tuple[tuple[int, int], ...]
    blocks: tuple[tuple[int, int], ...]
    block_of: tuple[int, ...]
    codes: str
    traits: bytes
    units: Stream

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The stretch of text of the tokens first … last - 1."""
        return self.tokens.starts[first], self.tokens.ends[last - 1]


def cut(text: str, blocks: Iterable[tuple[int, int]], grammar: Grammar) -> Words:
    """Tokens and sentences of a text.

    Args:
        text: the whole text.
        blocks: the stretches that no sentence crosses, in order.
        grammar: the language; its lexicons ``abbreviation``, ``title_abbreviation`` and ``starter`` decide on full
            stops behind abbreviations.
    """
    stretches = [block for block in blocks if block[0] < block[1]]
    tokens = tokenise(text, grammar.abbreviations, stretches)
    edges = [bisect_left(tokens.starts, begin) for begin, _ in stretches]
    in_blocks = [(first, last) for first, last in pairwise((*edges, len(tokens.words))) if first < last]
    row, codes = traits(tokens.words, grammar), "".join(map(grammar.code, tokens.words))
    block_firsts = [first for first, _ in in_blocks]
    firsts = {*block_firsts, *_line_starts(text, tokens), *_behind_stops(tokens, row, in_blocks, grammar)}
    sentences = list(pairwise((*_bounded(sorted(firsts), tokens.words), len(tokens.words))))
    return Words(
        text,
        tokens,
        tuple(sentences),
        tuple(in_blocks),
        _blocks_of(sentences, in_blocks),
        codes,
        row,
        _units(tokens, codes, sentences, grammar.boundary),
    )


def _blocks_of(sentences: Iterable[tuple[int, int]], blocks: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """The number of its block for every sentence; no sentence crosses a block."""
    found, coming, number = [], iter(blocks), -1
    behind = 0
    for first, _ in sentences:
        if first >= behind:
            _, behind = next(coming)
            number += 1
        found.append(number)
    return tuple(found)


def _units(tokens: Tokens, codes: str, sentences: Iterable[tuple[int, int]], boundary: str) -> Stream:
    starts, ends, numbers, parts = [0], [0], [0], [""]
    token_starts, token_ends = tokens.starts, tokens.ends
    for first, last in sentences:
        end = token_ends[last - 1]
        starts += token_starts[first:last]
        ends += token_ends[first:last]
        numbers += range(first, last + 1)
        starts.append(end)
        ends.append(end)
        parts.append(codes[first:last])
    return Stream(starts, ends, numbers, boundary.join((*parts, "")))


def _line_starts(text: str, tokens: Tokens) -> set[int]:
    """The tokens, by number, with which a line begins."""
    starts, count = tokens.starts, len(tokens.words)
    after = set()
    end, token = text.find("\n"), 0
    while end >= 0:
        token = bisect_left(starts, end, token)
        if token == count:
            break
        after.add(token)
        end = text.find("\n", starts[token])  # most lines end twice, and nothing stands between
    return after


def _behind_stops(tokens: Tokens, row: bytes, blocks: Iterable[tuple[int, int]], grammar: Grammar) -> set[int]:
    """The tokens, by number, with which a new sentence begins behind a stop."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    stops = iter(places(row, STOP))
    found = set()
    at = next(stops, -1)
    after = closed = 0
    for _, limit in blocks:
        while -1 < at < limit:
            word, stop = words[at], at
            at = next(stops, -1)
            if word not in _STOPS and not _is_word(word, grammar):
                if stop + 1 < limit and word[-1] == "." and _abbreviation_ends(words, stop, grammar):
                    found.add(stop + 1)
                continue
            if stop >= after:  # else of a row of stops whose end is known
                after = stop + 1
                while after < limit and words[after] in _STOPS:
                    after += 1
                closed = after
                while closed < limit and words[closed] in _CLOSERS and starts[closed] == ends[closed - 1]:
                    closed += 1
            if word not in _STOPS and closed < limit and not _begins_name(words[closed]):
                continue  # «no. 5»
            if (
                closed < limit
                and _sentence_may_begin(words, closed, starts[closed] > ends[closed - 1])
                and not (closed > after and _tag_follows(words, closed, limit, word, grammar))
                and not (word in _ASKS and _is_in_title(words, stop, closed, grammar))
            ):
                found.add(closed)
    return found


def _bounded(firsts: Iterable[int], words: Sequence[str]) -> Iterator[int]:
    """The tokens with which sentences begin, and more of them in what goes on for ever without a stop: lists, tables,
    lost punctuation.

    No sentence of a writer is that long, and the rules look through a sentence once for every verb in it.
    """
    for first, end in pairwise((*firsts, len(words))):
        begin = first
        yield begin
        while end - begin > _LONGEST:
            middle = range(begin + _LONGEST, begin + _LONGEST // 2, -1)
            begin = next((at for at in middle if words[at - 1] in _PAUSES), begin + _LONGEST)
            yield begin


def _sentence_may_begin(words: Sequence[str], at: int, spaced: bool) -> bool:
    word = words[at]
    if word in _OPENERS:
        return spaced
    if not spaced:  # «end.Then», but not «example.org» or «3.5»
        return len(word) > 1 and word[0].isupper() and word[1].islower()
    return not word[0].islower()


def _begins_name(word: str) -> bool:
    return word[0].isupper() or word in _OPENERS


def _is_word(word: str, grammar: Grammar) -> bool:
    """Whether what looks like an abbreviation is a word in small letters at a sentence's end: «They sat.»"""
    return len(word) > 2 and word[-1] == "." and word.islower() and "word_too" in grammar.classes(word)


def _abbreviation_ends(words: Sequence[str], at: int, grammar: Grammar) -> bool:
    """Whether a sentence ends with the abbreviation at `at`: only where the next word is one that begins sentences."""
    follows = words[at + 1]
    if not follows[0].isupper() or "title_abbreviation" in grammar.classes(words[at]):
        return False
    return "starter" in grammar.classes(follows)


def _is_in_title(words: Sequence[str], stop: int, at: int, grammar: Grammar) -> bool:
    """Whether «?» ends no sentence but a title before its noun: «the “Whose River?” Symposium», «Who Cares? Summit»."""
    noun = words[at][0].isupper() and "asking_title_noun" in grammar.classes(words[at])
    return noun and stop > 0 and (at > stop + 1 or words[stop - 1][0].isupper())


def _tag_follows(words: Sequence[str], at: int, limit: int, stop: str, grammar: Grammar) -> bool:
    """Whether «?” Smith asked» or «!” Ana Ruiz said» goes on: a name of up to four words, then a verb of saying."""
    if stop not in _ASKS:
        return False
    for ahead in range(at + 1, min(at + 5, limit)):
        classes = grammar.classes(words[ahead])
        if "say" in classes and words[ahead][0].islower():
            return True
        if not words[ahead][0].isupper():
            return False
    return False
