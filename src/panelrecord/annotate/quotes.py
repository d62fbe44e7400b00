"""Quotations: marks paired within a paragraph, and carried over to the next where it opens with the mark again.

Straight, curly, doubled single and low-high marks and guillemets are read; single marks only where they cannot be
apostrophes. A mark inside a quotation of the other kind belongs to that quotation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from panelrecord.annotate.sentences import Words
from panelrecord.annotate.traits import MARK, places
from panelrecord.values import dataclass

_DOUBLE_OPEN = frozenset(("“", "«", "„", "‟", "``", "‘‘"))
_DOUBLE_CLOSE = frozenset(("”", "»", "’’"))
_DOUBLE_EITHER = frozenset(('"', "''", "‘’"))
_SINGLE_OPEN = frozenset(("‘", "‚", "`"))
_SINGLE_EITHER = frozenset(("'", "’"))
_STOPS = frozenset(".,;:!?…")


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens first … last - 1 are a quotation with its marks.

    `start` and `end` are the code points of what stands between the marks. `closed` is false where the paragraph ends
    before the mark does; `continues` tells that the quotation goes on from the paragraph before.
    """

    first: int
    last: int
    start: int
    end: int
    closed: bool = True
    continues: bool = False


def find(words: Words) -> tuple[Quote, ...]:
    """The quotations of a text, in order and not overlapping."""
    marks = places(words.traits, MARK)
    found: list[Quote] = []
    carried = False
    for first, last in words.blocks:
        here = _between(marks, first, last)
        if not here:  # most blocks
            carried = False
            continue
        in_block = _double(words, here, last)
        if not in_block:
            in_block = _single(words, here, last)
        else:
            in_block = sorted(in_block + _single_between(words, here, last, in_block), key=lambda quote: quote.first)
        if carried and in_block and in_block[0].first == first:
            head = in_block[0]
            in_block[0] = Quote(head.first, head.last, head.start, head.end, head.closed, True)
        carried = bool(in_block) and not in_block[-1].closed
        found.extend(in_block)
    return tuple(found)


def _between(marks: Sequence[int], first: int, last: int) -> Sequence[int]:
    return marks[bisect_left(marks, first) : bisect_left(marks, last)]


def _double(words: Words, marks: Sequence[int], last: int) -> list[Quote]:
    """The quotations in double marks of a block that ends at `last` and holds the tokens `marks`."""
    texts, found = words.tokens.words, []
    opened = -1
    for token in marks:
        mark = texts[token]
        if mark in _DOUBLE_OPEN or (mark in _DOUBLE_EITHER and opened < 0) or (mark == "”" and opened < 0):
            if mark == "“" and opened >= 0 and texts[opened] == "„":
                found.append(_quote(words, opened, token + 1))
                opened = -1
            elif opened < 0 and (mark != "”" or _opens(words, token)):
                opened = token
        elif opened >= 0 and (mark in _DOUBLE_CLOSE or mark in _DOUBLE_EITHER):
            if mark == '"' and texts[opened] == '"' and _opens(words, token) and not _closes(words, token):
                continue  # a second opening mark: the first was nested or stray
            found.append(_quote(words, opened, token + 1))
            opened = -1
    if opened >= 0 and last - opened > 2:
        end = words.tokens.ends[last - 1]
        found.append(Quote(opened, last, words.tokens.ends[opened], end, False))
    return found


def _single(words: Words, marks: Sequence[int], last: int) -> list[Quote]:
    texts, found = words.tokens.words, []
    behind = 0
    for token in marks:
        if token >= behind and (texts[token] in _SINGLE_OPEN or texts[token] == "'") and _opens(words, token):
            close = _single_close(words, _between(marks, token + 2, last), last)
            if close:
                found.append(_quote(words, token, close + 1))
                behind = close + 1
    return found


def _single_between(words: Words, marks: Sequence[int], last: int, taken: Sequence[Quote]) -> list[Quote]:
    """Quotations in single marks outside the double ones of a block."""
    found, at = [], marks[0]
    for quote in taken:
        found += _single(words, _between(marks, at, quote.first), quote.first)
        at = quote.last
    return found + _single(words, _between(marks, at, last), last)


def _single_close(words: Words, marks: Sequence[int], last: int) -> int:
    """The token that closes a single mark, or 0: the first behind punctuation, else the first that can."""
    texts, candidate = words.tokens.words, 0
    for token in marks:
        if texts[token] not in _SINGLE_EITHER or not _closes(words, token):
            continue
        if texts[token - 1] in _STOPS:
            return token
        plural = texts[token - 1].endswith("s") and token + 1 < last and texts[token + 1][0].isalnum()
        if not plural:
            return token
        candidate = candidate or token
    return candidate


def _opens(words: Words, token: int) -> bool:
    """Whether a mark stands before a word and behind a space, a bracket, a dash or nothing."""
    starts, ends, texts = words.tokens.starts, words.tokens.ends, words.tokens.words
    if token + 1 >= len(starts) or starts[token + 1] > ends[token]:
        return False
    before = token - 1
    return before < 0 or ends[before] < starts[token] or texts[before][-1] in "([-–—“\"‘'"


def _closes(words: Words, token: int) -> bool:
    """Whether a mark stands right behind a word or a stop and no letter follows."""
    starts, ends, texts = words.tokens.starts, words.tokens.ends, words.tokens.words
    if token == 0 or ends[token - 1] < starts[token]:
        return False
    after = token + 1
    return after >= len(starts) or starts[after] > ends[token] or not texts[after][0].isalnum()


def _quote(words: Words, opened: int, last: int) -> Quote:
    return Quote(opened, last, words.tokens.starts[opened + 1], words.tokens.ends[max(opened + 1, last - 2)])
