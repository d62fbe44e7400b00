"""Words that the end of a line parts."""

from __future__ import annotations

import re
from collections.abc import Set

HYPHENS = "-\u00ad\u00ac\u2010"
"""What stands at a line's end amid a word; the second and third stand nowhere else."""

_REST_OF_WORD = re.compile(r"(?!(?:and|or|to|nor)\b(?!-))[a-z]+")  # not that of "pre-\nand post-war"


_COMPOUND = re.compile(r"(?<!\w)(\w++)-(?=(\w++))")  # each of the pairs in "up-to-date"
_LAST_WORD = re.compile(r"(?<!\w)\w++\Z")


def compounds_in(text: str) -> Set[str]:
    """The words of a text that have a hyphen, two parts at a time."""
    return {f"{found[1]}-{found[2]}" for found in _COMPOUND.finditer(text)} if "-" in text else frozenset()


def first_half(end: str, following: str, compounds: Set[str]) -> str:
    """The word that `end` begins and `following` goes on with, as it is to be put before the latter; "" for none.

    The hyphen goes unless the word is a compound: one that has another hyphen, or that is one of the `compounds`.
    """
    if end[-1:] not in HYPHENS or not end[-2:-1].isalpha():
        return ""
    rest = _REST_OF_WORD.match(following)
    if rest is None:
        return ""
    word = _LAST_WORD.search(end[:-1])
    is_known = word is not None and f"{word[0]}-{rest[0]}" in compounds
    is_compound = "-" in end[:-1] or following[rest.end() : rest.end() + 1] == "-" or is_known
    return end if is_compound and end[-1] in "-\u2010" else end[:-1]
