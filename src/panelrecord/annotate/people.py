"""Who is a person, and which mentions are of the same one: evidence is gathered over the whole article first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from panelrecord.annotate.evidence import Evidence, decided, gather, number_at
from panelrecord.annotate.gender import gender
from panelrecord.annotate.identities import Key, full_names, key_of, resolve
from panelrecord.annotate.names import Name
from panelrecord.annotate.sentences import Words
from panelrecord.annotate.traits import GENDERED, places
from panelrecord.packs.grammar import Grammar, Match, Stream
from panelrecord.values import dataclass

_WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens first … last - 1 name a person; `rule` is the evidence on which they were taken for one."""

    first: int
    last: int
    rule: str


@dataclass(frozen=True, slots=True)
class Description:
    """A phrase, in code points, by which the article introduces a person."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the article.

    `name` is the fullest form; `gender` is "m", "f" or None where the article does not show it; `roles` holds the
    small-letter role words of the descriptions, by which «the minister» finds its person.
    """

    id: str
    name: str
    honorific: str | None
    gender: str | None
    roles: frozenset[str]
    descriptions: tuple[Description, ...]
    mentions: tuple[Mention, ...]


def find(
    words: Words, names: Sequence[Name], stream: Stream, grammar: Grammar, small: frozenset[str]
) -> tuple[Person, ...]:
    """The people of a text, in the order of their first mention.

    Args:
        words: the text's tokens.
        names: its runs of capitals.
        stream: the stream with the runs as units.
        grammar: the language.
        small: the words that the text writes small, as `names.written_small` gives them.
    """
    at_token = {name.first: number for number, name in enumerate(names)}
    matches = grammar.find("person", stream)
    evidence = gather(decided(matches, words, names, stream, at_token, grammar, small), stream, at_token, len(names))
    keys = [key_of(words.tokens.words[name.first : name.last]) for name in names]
    whose = resolve(names, keys, evidence, full_names(words, names, keys, evidence, grammar))
    return _people(words, names, whose, evidence, _descriptions(matches, stream, at_token), grammar)


def _descriptions(matches: Iterable[Match], stream: Stream, at_token: dict[int, int]) -> dict[int, list[Description]]:
    found: dict[int, list[Description]] = {}
    for match in matches:
        number = number_at(match, "name", stream, at_token)
        span = match.span(stream, "desc")
        if number is not None and span:
            found.setdefault(number, []).append(Description(*span, match.rule.id))
    return found


def _people(
    words: Words,
    names: Sequence[Name],
    whose: Sequence[tuple[Key, str] | None],
    evidence: Sequence[Evidence],
    described: dict[int, list[Description]],
    grammar: Grammar,
) -> tuple[Person, ...]:
    members: dict[Key, list[int]] = {}
    for number, found in enumerate(whose):
        if found:
            members.setdefault(found[0], []).append(number)
    starts = [name.first for name, found in zip(names, whose, strict=True) if found]
    pronouns = places(words.traits, GENDERED)
    people = []
    for place, numbers in enumerate(members.values(), 1):
        mentions = tuple(Mention(names[n].first, names[n].last, whose[n][1]) for n in numbers)  # type: ignore[index]
        fullest = max(numbers, key=lambda n: (names[n].last - names[n].first, not names[n].headline, -n))
        descriptions = tuple(description for n in numbers for description in described.get(n, ()))
        titles = (evidence[n].honorific for n in numbers)
        honorific = next((span for span in titles if span and words.text[span[0]].isupper()), None)  # not a trade
        roles = frozenset(
            word.lower()
            for description in descriptions
            for word in _WORD.findall(words.text, description.start, description.end)
            if "role" in grammar.classes(word)
        )
        start, end = words.span(names[fullest].first, names[fullest].last)
        people.append(
            Person(
                f"p{place}",
                words.text[start:end],
                words.text[slice(*honorific)] if honorific else None,
                gender(words, [names[n] for n in numbers], grammar, starts, pronouns),
                roles,
                descriptions,
                mentions,
            )
        )
    return tuple(people)
