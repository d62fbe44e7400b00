"""Where a run of capitals begins, and how far it reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from panelrecord.packs.grammar import Grammar

_ARABIC_ARTICLE = re.compile(r"(?:al|el|an|ad|ar|as|at|az|ash|ul|ur|d|o)[-‐‑'’][A-Z]", re.IGNORECASE)
_BEFORE_MONTHS = frozenset(("in", "on", "of", "since", "until", "by", "last", "next"))
_NO_LAST_NAME = frozenset(("calendar", "function", "honorific", "role"))


@lru_cache(maxsize=1 << 16)
def capital(word: str) -> bool:
    """Whether a word stands in capitals as names do: «Ruiz», «al-Harrasi», «18F»."""
    return word[0].isupper() or bool(_ARABIC_ARTICLE.match(word)) or (word[0].isdigit() and word[-1].isupper())


def may_begin(word: str, grammar: Grammar) -> bool:
    """Whether a word can begin a name, as far as the word itself tells."""
    return begins(word, grammar) or (word[0].isupper() and "given_month" in grammar.classes(word))


def begins(word: str, grammar: Grammar) -> bool:
    """Whether a word begins a name wherever it stands inside a sentence."""
    if not capital(word) or "'" in word[1:2]:
        return False
    classes = grammar.classes(word)
    return not ("function" in classes and (len(word) > 1)) and word != "I" and "calendar" not in classes


def is_given_month(texts: Sequence[str], at: int, last: int, grammar: Grammar) -> bool:
    """Whether a month's name is somebody's: «June A. Gordon», «April Ross», but not «June 3» or «in May Ms Ross»."""
    if "given_month" not in grammar.classes(texts[at]) or not texts[at][0].isupper() or at + 1 >= last:
        return False
    behind_preposition = at > 0 and texts[at - 1].lower() in _BEFORE_MONTHS
    follows = texts[at + 1]
    return capital(follows) and not behind_preposition and _NO_LAST_NAME.isdisjoint(grammar.classes(follows))


def run_end(texts: Sequence[str], at: int, last: int, grammar: Grammar) -> int:
    """Where the run of capitals that begins with the token `at` ends, of a sentence that ends at `last`."""
    end = at + 1
    while end < last:
        word = texts[end]
        classes = grammar.classes(word)
        if capital(word) and word != "I" and "calendar" not in classes:
            if "function" not in classes or _ends_name(texts, end, last, at):
                end += 1
                continue
            break
        ahead = texts[end + 1] if end + 1 < last else ""
        if not ahead or not capital(ahead) or "calendar" in grammar.classes(ahead):
            if (
                "particle" in classes
                and end + 2 < last
                and "particle" in grammar.classes(ahead)
                and capital(texts[end + 2])
            ):
                end += 3
                continue
            break
        if "particle" in classes:
            end += 2
            continue
        break
    return end


def _ends_name(texts: Sequence[str], end: int, last: int, at: int) -> bool:
    """Whether a small word in capitals is somebody's last name: «Achieng Were», «Theresa May»."""
    follows = texts[end + 1] if end + 1 < last else "."
    return end - at <= 2 and texts[end][1:].islower() and not capital(follows) and end + 1 < last
