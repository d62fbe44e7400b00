"""Runs of capitals: what may be the name of a person, and what is that of an organisation.

No list of names covers the world, so every run is a candidate; which candidates are people is decided over the whole
article by `people`. Here only the form counts: where a run begins and ends, which words before it are titles and
roles, and whether it holds a word that only organisations carry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panelrecord.annotate.run_parts import parts
from panelrecord.annotate.runs import capital, is_given_month, run_end
from panelrecord.annotate.sentences import Words
from panelrecord.annotate.traits import BEGINS, CAPITAL, MONTH, STOP, SURNAME, WORD, places
from panelrecord.packs.grammar import Grammar
from panelrecord.values import dataclass

_SHORT = 5
_TITLE_CASE = 0.6
_NO_FIRST_NAME = frozenset((
    "role", "honorific", "rank", "function", "demonym", "calendar", "org_noun", "starter",
))  # fmt: skip
_ALSO_SURNAMES = frozenset(("org_noun", "surname_noun"))
_BEFORE_NAMES = frozenset(("role", "honorific", "org_noun"))
_OF_SPEAKERS = frozenset(("say", "does", "think"))


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens first … last - 1 are a run of capitals of a kind: name1 (one word), nameN (several) or org.

    `initial` tells that the run begins a sentence, where a capital means little; `headline` that it stands in a
    block in which nearly every word has one.
    """

    first: int
    last: int
    kind: str
    initial: bool = False
    headline: bool = False


@dataclass(frozen=True, slots=True)
class _Usage:
    """How a text uses words: which it also writes small, which large inside a sentence, which as last names."""

    small: frozenset[str]
    large: frozenset[str]
    surnames: frozenset[str]


def find(words: Words, grammar: Grammar, small: frozenset[str]) -> tuple[Name, ...]:
    """The runs of capitals of a text, in order.

    Args:
        words: the text's tokens and sentences.
        grammar: the language.
        small: the words that the text writes small, as `written_small` gives them.
    """
    usage = _Usage(small, _written_large(words), _surnames(words, grammar))
    found: list[Name] = []
    openings = iter(places(words.traits, BEGINS | MONTH))
    at = next(openings, -1)
    for first, last in words.sentences:
        here = []
        while -1 < at < last:
            here.append(at)
            at = next(openings, -1)
        if here:
            found.extend(_in_sentence(words, first, last, here, grammar, usage))
    return tuple(found)


def written_small(words: Words) -> frozenset[str]:
    """The words that the text writes in small letters, without those of addresses («ruiz.example.org»)."""
    texts = words.tokens.words
    found: set[str] = set()
    at = 0
    for stop in _inner_stops(words):
        found.update(texts[at : stop - 1])
        at = stop + 2
    found.update(texts[at:])
    return frozenset(filter(str.islower, found))


def _inner_stops(words: Words) -> list[int]:
    """The full stops, as tokens, that are set close between two others."""
    starts, ends, texts = words.tokens.starts, words.tokens.ends, words.tokens.words
    return [
        stop
        for stop in places(words.traits, STOP)
        if texts[stop] == "." and 0 < stop < len(texts) - 1 and ends[stop - 1] == starts[stop] == starts[stop + 1] - 1
    ]


def _written_large(words: Words) -> frozenset[str]:
    """The words that stand in capitals where no sentence begins."""
    texts, row = words.tokens.words, words.traits
    first = {start for start, _ in words.sentences}
    return frozenset([
        texts[token] for token in places(row, CAPITAL) if row[token - 1] & WORD and token not in first
    ])  # fmt: skip


def _surnames(words: Words, grammar: Grammar) -> frozenset[str]:
    """The nouns that the text uses as somebody's last name: «Mayor», where it speaks of a «Satyajit Mayor»."""
    texts = words.tokens.words
    return frozenset(
        texts[token]
        for token in places(words.traits, SURNAME)
        if token and capital(texts[token - 1]) and _NO_FIRST_NAME.isdisjoint(grammar.classes(texts[token - 1]))
    )


def _is_headline(texts: Sequence[str], first: int, last: int) -> bool:
    if texts[last - 1] in (".", "?", "!", "”", '"'):
        return False
    letters = [word for word in texts[first:last] if word[0].isalpha() and len(word) > 3]
    return len(letters) >= 3 and sum(word[0].isupper() for word in letters) >= _TITLE_CASE * len(letters)


def _in_sentence(
    words: Words, first: int, last: int, openings: Sequence[int], grammar: Grammar, usage: _Usage
) -> Iterator[Name]:
    """The names of a sentence. `openings` are the tokens that may begin one by themselves."""
    texts = words.tokens.words
    headline = _is_headline(texts, first, last)
    opening = first
    while opening < last and not texts[opening][0].isalnum():
        opening += 1
    behind = first
    for at in openings:
        if at < behind or not (words.traits[at] & BEGINS or is_given_month(texts, at, first, last, grammar)):
            continue
        begins_sentence = at <= opening
        if texts[at] in usage.surnames and (at + 1 == last or not capital(texts[at + 1])):
            if at == 0 or "article" not in grammar.classes(texts[at - 1]):
                yield Name(at, at + 1, "name1", begins_sentence, headline)
            continue
        if begins_sentence and _is_ordinary(texts, at, last, grammar, usage):
            continue
        behind = run_end(texts, at, last, grammar)
        for start, end, kind in parts(texts, at, behind, last, grammar):
            yield Name(start, end, kind, begins_sentence and start == at, headline)
            behind = max(behind, end)


def _is_ordinary(texts: Sequence[str], at: int, last: int, grammar: Grammar, usage: _Usage) -> bool:
    """Whether the word that begins a sentence is no name: it is written small elsewhere, and no capital follows."""
    follows = texts[at + 1] if at + 1 < last else ""
    low = texts[at].lower()
    if follows and capital(follows) and "function" not in grammar.classes(follows):
        return low in usage.small and _BEFORE_NAMES.isdisjoint(grammar.classes(texts[at]))
    if low in usage.small:
        return True
    verbal = len(low) > _SHORT and low.endswith(grammar.endings("verbal_ending"))
    if not verbal and grammar.classes(texts[at]) <= _ALSO_SURNAMES:
        return False
    speaks = bool(follows) and not _OF_SPEAKERS.isdisjoint(grammar.classes(follows))
    return not speaks and texts[at] not in usage.large
