"""What each token of a text is by itself, one byte for each: the rooms look for theirs among bytes, not among words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from panelrecord.annotate.runs import begins, may_begin
from panelrecord.packs.grammar import Grammar
from panelrecord.packs.remembered import Remembered

# A token's byte is the sum of those that hold.
STOP = 1  # ends with a full stop, a question mark …
MARK = 2  # can be a quotation mark
BEGINS = 4  # begins a run of capitals
MONTH = 8  # begins one only where the words around it say so: «April Ross»
CAPITAL = 16
WORD = 32  # ends with a letter or a digit
SURNAME = 64  # in capitals, and a noun that is a last name too: «Park»
GENDERED = 128  # tells the gender of the person named before: «his», «herself»

_HAVING = re.compile(b"\1")
_OWN = frozenset(("masculine_own", "feminine_own"))
_STOPS = frozenset(".?!…")
_MARKS = frozenset((
    '"', "“", "”", "„", "‟", "«", "»", "''", "``", "‘‘", "’’", "‘’", "‘", "‚", "`", "'", "’",
))  # fmt: skip


def traits(words: Iterable[str], grammar: Grammar) -> bytes:
    """The bytes of some tokens."""
    return bytes(map(_of(grammar).__getitem__, words))


def places(row: bytes, trait: int) -> list[int]:
    """The tokens, by number, that have one of the traits which `trait` is the sum of."""
    return [found.start() for found in _HAVING.finditer(row.translate(_having(trait)))]


@lru_cache
def _having(trait: int) -> bytes:
    return bytes(1 if byte & trait else 0 for byte in range(256))


@lru_cache(maxsize=8)
def _of(grammar: Grammar) -> Remembered[int]:
    def trait(word: str) -> int:
        capital = word[0].isupper()
        first = BEGINS if begins(word, grammar) else MONTH if may_begin(word, grammar) else 0
        return (
            first
            | STOP * (word[-1] in _STOPS)
            | MARK * (word in _MARKS)
            | CAPITAL * capital
            | WORD * word[-1].isalnum()
            | SURNAME * (capital and "surname_noun" in grammar.classes(word))
            | GENDERED * (not _OWN.isdisjoint(grammar.classes(word)))
        )

    return Remembered(trait)
