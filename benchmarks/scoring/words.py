"""Texts as words, so that white space, marks, case and accents cost nothing when two of them are compared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Titles with a name are no part of it: whoever writes «Ruiz» and whoever writes «Dr Ruiz» mean the same person.
_TITLES = frozenset(
    """
    mr mrs ms miss mx dr prof professor phd md engr engineer barrister advocate
    sir dame lord lady hon honourable honorable rt chief alhaji hajia shri smt syed
    justice judge retd president minister senator sen rep governor ambassador
    general gen lieutenant lt colonel col major maj captain capt brigadier brig
    reverend rev father fr sister pastor bishop imam maulana mufti rabbi
    """.split()  # noqa: SIM905  a paragraph of words is easier to read and to add to than a list
)


def fold(text: str | None) -> str:
    """A text without case and accents, its apostrophes straight."""
    parts = unicodedata.normalize("NFKD", text or "")
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold().replace("’", "'")


def words(text: str | None) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(_WORD.findall(fold(text)))


def placed_words(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text, folded, each with where it stands: code points into `text`, half open."""
    return tuple((fold(found.group()), *found.span()) for found in _WORD.finditer(text))


def name_words(name: str | None) -> tuple[str, ...]:
    """The words of a name without titles and possessives; where it consists of titles, those."""
    parts = tuple(word.removesuffix("'s") for word in words(name))
    return tuple(part for part in parts if part not in _TITLES) or parts


def likeness(one: str | None, other: str | None) -> float:
    """How much of two texts' words is common to both, from 0 to 1: the F1 of their words, each counted as often as it
    stands there.
    """
    left, right = Counter(words(one)), Counter(words(other))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if left and right else 0.0


def alike(value: str | None, accepted: Iterable[str], least: float) -> bool:
    """Whether a value is at least that like one of the forms accepted."""
    return any(likeness(value, form) >= least for form in accepted)
