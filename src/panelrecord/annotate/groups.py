"""Mentions by which many speak as one: «the panelists», «all four», «civic leaders», «the meeting»."""

from __future__ import annotations

from collections.abc import Sequence

from panelrecord.packs.grammar import Grammar

_NUMBERS = frozenset(("both", "all", "two", "three", "four", "five", "six", "seven"))
_COUNTED = _NUMBERS | {"the", "of", "them", "these"}
_OF_MANY = ("ers", "ors", "ists", "ians", "ents", "ants", "men", "women")
_LINKS = frozenset(("of", "from", "at", "for", "in", "with", "on", "who", "representing", "to"))
_DECISIONS = (
    "adopt", "agree", "appeal", "call", "conclud", "condemn", "declar", "demand", "emphasi", "endors", "express",
    "felt", "issu", "not", "observ", "pledg", "press", "propos", "put", "recommend", "reject", "resolv", "stress",
    "urg", "vow", "welcom",
)  # fmt: skip


def speak_as_one(words: Sequence[str], cue: Sequence[str], grammar: Grammar, *, first: bool) -> bool:
    """Whether a mention is those who are there, or many of them, as a whole.

    Args:
        words: the mention's words in small letters.
        cue: those of the reporting words.
        grammar: the language.
        first: whether nobody has been reported before: who speaks in an article's first sentences, such as «traders and
            doctors», is who spoke there.
    """
    if any("panel" in grammar.classes(word) for word in words):
        return True
    if _COUNTED.issuperset(words) and not _NUMBERS.isdisjoint(words):
        return True
    head = _head(words)
    if head.endswith(_OF_MANY) and "role" not in grammar.classes(head):
        return first
    held = words[0] in ("the", "this") and any(name.startswith("event_") for name in grammar.classes(head))
    return held and any(word.startswith(_DECISIONS) for word in cue)


def _head(words: Sequence[str]) -> str:
    """The noun on which the others hang."""
    for place, word in enumerate(words[1:]):
        if word in _LINKS:
            return words[place]
    return words[-1]
