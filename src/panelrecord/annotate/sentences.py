"""Where sentences end: marks propose, a few questions decide, and no sentence crosses a block or a kept line end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from panelrecord.packs.grammar import Grammar
from panelrecord.packs.tokens import Tokens, tokenise

_STOPS = frozenset((".", "?", "!", "…", "...", "....", "?!"))
_CLOSERS = frozenset(('"', "”", "’", "'", "’’", "''", "»", ")", "]", "‘’"))
_PAUSES = frozenset((",", ";", ":", "|", "•"))
_LONGEST = 300  # tokens
_OPENERS = frozenset(('"', "“", "‘", "'", "„", "«", "(", "[", "‘‘", "''", "``", "-", "–", "—", "*", "•"))


@dataclass(frozen=True, slots=True)
class Words:
    """A text's tokens, its sentences and its blocks, both as ranges of tokens, half open.

    `block_of` has the number of its block for every sentence, `codes` one code for every token.
    """

    text: str
    tokens: Tokens
    sentences: tuple[tuple[int, int], ...]
    blocks: tuple[tuple[int, int], ...]
    block_of: tuple[int, ...]
    codes: str

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
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    sentences: list[tuple[int, int]] = []
    block_tokens: list[tuple[int, int]] = []
    block_of: list[int] = []
    for begin, end in blocks:
        tokens = tokenise(text, grammar.abbreviations, begin, end)
        if not tokens.words:
            continue
        base = len(words)
        at = 0
        for cut_at in (*_boundaries(text, tokens, grammar), len(tokens.words)):
            if cut_at > at:
                sentences.append((base + at, base + cut_at))
                block_of.append(len(block_tokens))
                at = cut_at
        starts.extend(tokens.starts)
        ends.extend(tokens.ends)
        words.extend(tokens.words)
        block_tokens.append((base, len(words)))
    code = grammar.code
    return Words(
        text,
        Tokens(tuple(starts), tuple(ends), tuple(words)),
        tuple(sentences),
        tuple(block_tokens),
        tuple(block_of),
        "".join([code(word) for word in words]),
    )


def _boundaries(text: str, tokens: Tokens, grammar: Grammar) -> list[int]:
    """The tokens, by number, with which a new sentence begins."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    count = len(words)
    line_ends = "\n" in text[starts[0] : ends[-1]]
    found = []
    for at, word in enumerate(words):
        if line_ends and at and "\n" in text[ends[at - 1] : starts[at]]:
            found.append(at)
        if word in _STOPS:
            after = at + 1
        elif word[-1] == "." and len(word) > 1:
            if at + 1 < count and _abbreviation_ends(words, at, grammar):
                found.append(at + 1)
            continue
        else:
            continue
        while after < count and words[after] in _STOPS:
            after += 1
        closed = after
        while closed < count and words[closed] in _CLOSERS and starts[closed] == ends[closed - 1]:
            closed += 1
        if (
            closed < count
            and _sentence_may_begin(words, closed, starts[closed] > ends[closed - 1])
            and not (closed > after and _tag_follows(words, closed, word, grammar))
        ):
            found.append(closed)
    return _bounded(sorted(set(found)), words)


def _bounded(found: Sequence[int], words: Sequence[str]) -> list[int]:
    """The boundaries, and more of them in what goes on for ever without a stop: lists, tables, lost punctuation.

    No sentence of a writer is that long, and the rules look through a sentence once for every verb in it.
    """
    out: list[int] = []
    begin = 0
    for end in (*found, len(words)):
        while end - begin > _LONGEST:
            middle = range(begin + _LONGEST, begin + _LONGEST // 2, -1)
            begin = next((at for at in middle if words[at - 1] in _PAUSES), begin + _LONGEST)
            out.append(begin)
        out.append(end)
        begin = end
    return out[:-1]


def _sentence_may_begin(words: Sequence[str], at: int, spaced: bool) -> bool:
    word = words[at]
    if word in _OPENERS:
        return spaced
    if not spaced:  # «end.Then», but not «example.org» or «3.5»
        return len(word) > 1 and word[0].isupper() and word[1].islower()
    return not word[0].islower()


def _abbreviation_ends(words: Sequence[str], at: int, grammar: Grammar) -> bool:
    """Whether a sentence ends with the abbreviation at `at`: only where the next word is one that begins sentences."""
    follows = words[at + 1]
    if not follows[0].isupper() or "title_abbreviation" in grammar.classes(words[at]):
        return False
    return "starter" in grammar.classes(follows)


def _tag_follows(words: Sequence[str], at: int, stop: str, grammar: Grammar) -> bool:
    """Whether «?” Smith asked» or «!” Ana Ruiz said» goes on: a name of up to four words, then a verb of saying."""
    if stop not in "?!":
        return False
    for ahead in range(at + 1, min(at + 5, len(words))):
        classes = grammar.classes(words[ahead])
        if "say" in classes and words[ahead][0].islower():
            return True
        if not words[ahead][0].isupper():
            return False
    return False
