"""Where a run of capitals begins, and how far it reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from panelrecord.packs.grammar import Grammar
from panelrecord.packs.tokens import shape

_ARABIC_ARTICLE = re.compile(r"(?:al|el|an|ad|ar|as|at|az|ash|ul|ur|d|o)[-‐‑'’][A-Z]", re.IGNORECASE)
_BEFORE_DAYS = frozenset(("honorific", "role"))
_OF_SPEAKERS = frozenset(("say", "tell"))
_NO_LAST_NAME = frozenset(("calendar", "function", "honorific", "role"))


@lru_cache(maxsize=1 << 16)
def capital(word: str) -> bool:
    """Whether a word stands in capitals as names do: «Ruiz», «al-Harrasi», «18F»."""
    if word[0].isupper():
        return shape(word) != "number"  # «N4.6bn»
    return bool(_ARABIC_ARTICLE.match(word)) or (word[0].isdigit() and word[-1].isupper())


def may_begin(word: str, grammar: Grammar) -> bool:
    """Whether a word can begin a name, as far as the word itself tells."""
    return begins(word, grammar) or (
        word[0].isupper() and not {"given_month", "given_day"}.isdisjoint(grammar.classes(word))
    )


def begins(word: str, grammar: Grammar) -> bool:
    """Whether a word begins a name wherever it stands inside a sentence."""
    if not capital(word) or "'" in word[1:2]:
        return False
    classes = grammar.classes(word)
    return not ("function" in classes and (len(word) > 1)) and word != "I" and "calendar" not in classes


def is_given_month(texts: Sequence[str], at: int, first: int, last: int, grammar: Grammar) -> bool:
    """Whether a month's name is somebody's: «June A. Gordon», «April Ross», but not «June 3» or «in May Ms Ross».

    The token `at` stands in the sentence from `first` to `last`.
    """
    classes = grammar.classes(texts[at])
    if not texts[at][0].isupper() or at + 1 >= last:
        return False
    if "given_month" not in classes:
        return "given_day" in classes and _is_given_day(texts, at, first, last, grammar)
    follows = texts[at + 1]
    if "particle" in grammar.classes(follows) and at + 2 < last:  # «Jan de Wit»
        follows = texts[at + 2]
    before = texts[at - 1].lower() if at > first else ""
    behind_preposition = before in grammar.words("before_month") and not _is_agent(texts, at, first, grammar)
    return capital(follows) and not behind_preposition and _NO_LAST_NAME.isdisjoint(grammar.classes(follows))


def _is_agent(texts: Sequence[str], at: int, first: int, grammar: Grammar) -> bool:
    """Whether somebody stands behind «by»: «moderated by June Abbott», but not «finished it by June»."""
    done = at - 1 > first and texts[at - 2].endswith(grammar.endings("done_ending"))
    return done and texts[at - 1] in grammar.words("before_agent")


def _is_given_day(texts: Sequence[str], at: int, first: int, last: int, grammar: Grammar) -> bool:
    """Whether a weekday's name is somebody's: «Mr Sunday Adeyemi», «Comrade Friday Okon», «said Friday Okon.»"""
    if at + 1 >= last or not capital(texts[at + 1]) or not _may_be_last(texts[at + 1], grammar):
        return False
    before = grammar.classes(texts[at - 1]) if at > 0 else frozenset()
    if not _BEFORE_DAYS.isdisjoint(before):
        return True
    if "behind_day" in grammar.classes(texts[at + 1]) or "org_noun" in grammar.classes(texts[at + 1]):
        return False
    end = run_end(texts, at, last, grammar)
    follows = texts[end] if end < last else "."
    speaks = not _OF_SPEAKERS.isdisjoint(grammar.classes(follows)) or follows == ","
    if at == first:
        return speaks
    return texts[at - 1] in grammar.words("before_day_name") and (speaks or follows in grammar.words("behind_day_name"))


def _may_be_last(word: str, grammar: Grammar) -> bool:
    return _NO_LAST_NAME.isdisjoint(grammar.classes(word))


def _is_initial(texts: Sequence[str], at: int, last: int) -> bool:
    """Whether «I» stands among the initials of a name: «Z I Khan»."""
    return len(texts[at - 1]) == 1 and at + 1 < last and capital(texts[at + 1])


def _is_middle_day(texts: Sequence[str], at: int, end: int, last: int, grammar: Grammar) -> bool:
    """Whether a weekday stands inside a name behind a title: «Mr Okoro Sunday Ibe»."""
    titled = any("honorific" in grammar.classes(texts[n]) for n in (at, at - 1) if n >= 0)
    ahead = texts[end + 1] if end + 1 < last else ""
    return bool(
        titled
        and ahead
        and "given_day" in grammar.classes(texts[end])
        and capital(ahead)
        and _may_be_last(ahead, grammar)
    )


def run_end(texts: Sequence[str], at: int, last: int, grammar: Grammar) -> int:
    """Where the run of capitals that begins with the token `at` ends, of a sentence that ends at `last`."""
    end = at + 1
    while end < last:
        word = texts[end]
        classes = grammar.classes(word)
        if (
            capital(word)
            and (word != "I" or _is_initial(texts, end, last))
            and ("calendar" not in classes or _is_middle_day(texts, at, end, last, grammar))
        ):
            if "function" not in classes or word == "I" or _ends_name(texts, end, last, at):
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
