"""Words that the end of a line parts."""

from __future__ import annotations

import re

HYPHENS = "-\u00ad\u00ac\u2010"
"""What stands at a line's end amid a word; the second and third stand nowhere else."""

_REST_OF_WORD = re.compile(r"(?!(?:and|or|to|nor)\b(?!-))[a-z]+")  # not that of "pre-\nand post-war"


def first_half(end: str, following: str, text: str) -> str:
    """The word that `end` begins and `following` goes on with, as it is to be put before the latter; "" for none.

    The hyphen goes unless the word is a compound: one that has another hyphen, or that stands with it in `text`.
    """
    if end[-1:] not in HYPHENS or not end[-2:-1].isalpha():
        return ""
    rest = _REST_OF_WORD.match(following)
    if rest is None:
        return ""
    is_compound = "-" in end[:-1] or following[rest.end() : rest.end() + 1] == "-" or f"{end[:-1]}-{rest[0]}" in text
    return end if is_compound and end[-1] in "-\u2010" else end[:-1]
