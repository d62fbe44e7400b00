"""Mentions by which many speak as one: «the panelists», «all four», «civic leaders», «the meeting»."""

from __future__ import annotations

from collections.abc import Sequence

from panelrecord.packs.grammar import Grammar


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
    if grammar.words("group_counted").issuperset(words) and not grammar.words("group_number").isdisjoint(words):
        return True
    head = _head(words, grammar.words("group_link"))
    if head.endswith(grammar.endings("group_ending")) and "role" not in grammar.classes(head):
        return first
    held = words[0] in grammar.words("group_known") and any(name.startswith("event_") for name in grammar.classes(head))
    return held and any(word.startswith(grammar.beginnings("group_decision")) for word in cue)


def _head(words: Sequence[str], links: frozenset[str]) -> str:
    """The noun on which the others hang."""
    for place, word in enumerate(words[1:]):
        if word in links:
            return words[place]
    return words[-1]
