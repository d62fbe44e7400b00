"""Whether an article speaks of a person as «he» or as «she»."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from panelrecord.annotate.names import Name
from panelrecord.annotate.sentences import Words
from panelrecord.packs.grammar import Grammar
from panelrecord.packs.remembered import Remembered

_QUOTES = frozenset(('"', "“", "”", "‘", "''"))


def gender(
    words: Words, mentions: Sequence[Name], grammar: Grammar, people: Sequence[int], pronouns: Sequence[int]
) -> str | None:
    """What the title before a name, the noun beside it, or «his» and «her» behind it show: "m", "f" or None.

    Args:
        words: the text's tokens and sentences.
        mentions: the runs that name the person.
        grammar: the language.
        people: the first tokens of all people's mentions, in order: behind the next person a pronoun is no sign any
            more.
        pronouns: the tokens, in order, that have the trait ``GENDERED``.
    """
    texts = words.tokens.words
    shown = _shown(grammar)
    certain: set[str] = set()
    likely = {"m": 0, "f": 0}
    for name in mentions:
        for word in texts[max(0, name.first - 3) : name.first]:
            certain.update(shown[word])
        following = bisect_left(pronouns, name.last)
        if following == len(pronouns):
            continue
        pronoun = pronouns[following]
        behind = bisect_left(people, name.last)
        if behind < len(people) and people[behind] <= pronoun:
            continue
        first, last = words.sentences[bisect_right(words.sentences, (name.first, len(texts))) - 1]
        before = bisect_left(people, name.first)
        if pronoun >= last or (before and people[before - 1] >= first):
            continue
        if _QUOTES.isdisjoint(texts[name.last : pronoun]):
            likely["m" if "masculine_own" in grammar.classes(texts[pronoun]) else "f"] += 1
    if certain:
        return certain.pop() if len(certain) == 1 else None
    he, she = likely["m"], likely["f"]
    if he == she or max(he, she) < 2 * min(he, she):
        return None
    return "m" if he > she else "f"


@lru_cache(maxsize=8)
def _shown(grammar: Grammar) -> Remembered[frozenset[str]]:
    """The genders that each word shows by itself."""
    signs = {"masculine": "m", "feminine": "f"}
    return Remembered(lambda word: frozenset(signs[name] for name in signs.keys() & grammar.classes(word)))
