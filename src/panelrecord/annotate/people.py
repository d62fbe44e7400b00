"""Who is a person, and which mentions are of the same one: evidence is gathered over the whole article first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from panelrecord.annotate import standing
from panelrecord.annotate.names import Name
from panelrecord.annotate.sentences import Words
from panelrecord.packs.grammar import Grammar, Match, Stream
from panelrecord.packs.structural import NAME

_INTRODUCED = "en.person.surname-apposition"
_PRONOUNS = {"his": "m", "himself": "m", "her": "f", "hers": "f", "herself": "f"}
_QUOTES = frozenset(('"', "“", "”", "‘", "''"))


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


@dataclass(slots=True)
class _Evidence:
    """What speaks for and against one run of capitals being a person: the first rule, and how many."""

    strong: str | None = None
    weak: str | None = None
    for_it: int = 0
    against: int = 0
    honorific: tuple[int, int] | None = None


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
    decided = _decided(matches, words, names, stream, at_token, grammar, small)
    evidence = _gather(decided, stream, at_token, len(names))
    keys = [_key(words, name) for name in names]
    full = _full_names(words, names, keys, evidence, grammar)
    whose = _resolve(names, keys, evidence, full)
    return _people(words, names, whose, evidence, _descriptions(matches, stream, at_token), grammar)


def _key(words: Words, name: Name) -> tuple[str, ...]:
    parts = [part.lower().replace("’", "'") for part in words.tokens.words[name.first : name.last]]
    return tuple(part for part in parts if len(part) > 2 or not part.endswith(".")) or tuple(parts)


def _gather(matches: Iterable[Match], stream: Stream, at_token: dict[int, int], count: int) -> list[_Evidence]:
    found = [_Evidence() for _ in range(count)]
    rows: list[tuple[int, int, str, bool]] = []
    for match in matches:
        number = _number(match, "name", stream, at_token)
        if number is None:
            continue
        one, kind = found[number], match.rule.gives.get("evidence")
        if kind in ("strong", "standing"):
            one.strong = one.strong or match.rule.id
            one.for_it += 1
        elif kind == "weak":
            one.weak = one.weak or match.rule.id
        elif kind == "against":
            one.against += 1
        elif kind in ("row", "pair"):
            other = _number(match, "next", stream, at_token)
            if other is not None:
                rows.append((number, other, match.rule.id, kind == "pair"))
        if "honorific" in match.groups:
            one.honorific = match.span(stream, "honorific")
    for first, second, rule, pair in (*rows, *reversed(rows)):
        if pair and (found[first].strong or found[second].strong):  # in a line of capitals too
            for one in (found[first], found[second]):
                one.strong, one.for_it = one.strong or rule, max(one.for_it, 1)
        if found[first].strong or found[first].weak:
            found[second].weak = found[second].weak or rule
        elif found[second].strong or found[second].weak:
            found[first].weak = found[first].weak or rule
    return found


def _decided(
    matches: Iterable[Match],
    words: Words,
    names: Sequence[Name],
    stream: Stream,
    at_token: dict[int, int],
    grammar: Grammar,
    small: frozenset[str],
) -> Iterator[Match]:
    """The matches without those of lines and pairs that are titles, subjects or rooms and no names."""
    for match in matches:
        kind = match.rule.gives.get("evidence")
        if kind in ("standing", "pair"):
            found = [
                names[n] for group in ("name", "next") if (n := _number(match, group, stream, at_token)) is not None
            ]
            if any(standing.is_subject(words.tokens.words[one.first : one.last], grammar) for one in found):
                continue
            below = match.span(stream, "below")
            if below and not all(standing.names(words, one.first, one.last, below, small, grammar) for one in found):
                continue
        yield match


def _number(match: Match, group: str, stream: Stream, at_token: dict[int, int]) -> int | None:
    units = match.groups.get(group)
    return at_token.get(stream.tokens[units[0]]) if units else None


def _stands_alone(words: Words, name: Name) -> bool:
    """Whether the name is all that its sentence holds, as in a heading over what somebody said."""
    return (name.first, name.last) in words.sentences


def _full_names(
    words: Words,
    names: Sequence[Name],
    keys: Sequence[tuple[str, ...]],
    evidence: Sequence[_Evidence],
    grammar: Grammar,
) -> dict[tuple[str, ...], str]:
    """The names of several words that are people's, each with the rule that says so."""
    strong: dict[tuple[str, ...], str] = {}
    weak: dict[tuple[str, ...], str] = {}
    balance: Counter[tuple[str, ...]] = Counter()
    single = {
        key[0]
        for name, key, one in zip(names, keys, evidence, strict=True)
        if name.kind == "name1" and (one.strong or one.weak) and not one.against
    }
    for name, key, one in zip(names, keys, evidence, strict=True):
        if name.kind != "nameN":
            continue
        balance[key] += one.for_it - one.against
        if one.strong:
            strong.setdefault(key, one.strong)
        subject = standing.is_subject(words.tokens.words[name.first : name.last], grammar)
        if one.weak and not name.headline and not subject:
            weak.setdefault(key, one.weak)
        if (not name.headline or _stands_alone(words, name)) and (key[-1] in single or key[0] in single):
            weak.setdefault(key, NAME)
    chosen = {key: rule for key, rule in strong.items() if balance[key] > 0}
    chosen |= {key: rule for key, rule in weak.items() if key not in chosen and balance[key] >= 0}
    fuller = {
        key: rule
        for key in balance
        for part, rule in chosen.items()
        if key not in chosen and balance[key] >= 0 and len(key) > len(part) and key[: len(part)] == part
    }
    return chosen | fuller


def _resolve(
    names: Sequence[Name],
    keys: Sequence[tuple[str, ...]],
    evidence: Sequence[_Evidence],
    full: dict[tuple[str, ...], str],
) -> list[tuple[tuple[str, ...], str] | None]:
    """For each run the key of the person it names and the rule, or None."""
    people = _merge_variants(full)
    out: list[tuple[tuple[str, ...], str] | None] = []
    recent: dict[str, tuple[str, ...]] = {}
    by_part: dict[str, list[tuple[str, ...]]] = {}
    for key in dict.fromkeys(people.values()):
        for part in key:
            by_part.setdefault(part, []).append(key)
    alone = _single_names(keys, evidence)
    for name, key, one in zip(names, keys, evidence, strict=True):
        found: tuple[tuple[str, ...], str] | None = None
        if name.kind != "org" and key in people:
            found = people[key], one.strong or one.weak or full.get(key, NAME)
        elif name.kind != "org" and len(key) == 1 and not (one.against and not one.strong):
            owners = by_part.get(key[0], [])
            if owners:
                owner = recent.get(key[0]) or (owners[0] if len(owners) == 1 else _by_surname(owners, key[0]))
                found = (owner, one.strong or one.weak or NAME) if owner else None
            elif key in alone:
                found = key, one.strong or one.weak or NAME
        if found:
            for part in found[0]:
                recent[part] = found[0]
        out.append(found)
    return out


def _single_names(keys: Sequence[tuple[str, ...]], evidence: Sequence[_Evidence]) -> frozenset[tuple[str, ...]]:
    """The names of one word that are people's by themselves: with a title, or introduced by a role and seen to act."""
    introduced, seen, found = set(), Counter[tuple[str, ...]](), set()
    for key, one in zip(keys, evidence, strict=True):
        if len(key) != 1:
            continue
        if one.strong:
            found.add(key)
        seen[key] += bool(one.weak) - bool(one.against)
        if one.weak == _INTRODUCED:
            introduced.add(key)
    return frozenset(found | {key for key in introduced if seen[key] > 1})


def _by_surname(owners: Sequence[tuple[str, ...]], part: str) -> tuple[str, ...] | None:
    """Of several people with a name in common the only one whose last name it is."""
    last = [owner for owner in owners if owner[-1] == part]
    return last[0] if len(last) == 1 else None


def _merge_variants(full: dict[tuple[str, ...], str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Every full name to its fullest form: «Ana Ruiz» to «Ana Maria Ruiz» where only one such name is there."""
    merged: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key in full:
        longer = [
            other
            for other in full
            if len(other) > len(key) and set(key) <= set(other) and (key[-1] == other[-1] or key[0] == other[0])
        ]
        merged[key] = longer[0] if len(longer) == 1 else key
    return {key: merged.get(value, value) for key, value in merged.items()}


def _descriptions(matches: Iterable[Match], stream: Stream, at_token: dict[int, int]) -> dict[int, list[Description]]:
    found: dict[int, list[Description]] = {}
    for match in matches:
        number = _number(match, "name", stream, at_token)
        span = match.span(stream, "desc")
        if number is not None and span:
            found.setdefault(number, []).append(Description(*span, match.rule.id))
    return found


def _people(
    words: Words,
    names: Sequence[Name],
    whose: Sequence[tuple[tuple[str, ...], str] | None],
    evidence: Sequence[_Evidence],
    described: dict[int, list[Description]],
    grammar: Grammar,
) -> tuple[Person, ...]:
    members: dict[tuple[str, ...], list[int]] = {}
    for number, found in enumerate(whose):
        if found:
            members.setdefault(found[0], []).append(number)
    starts = {names[n].first for numbers in members.values() for n in numbers}
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
            for word in re.findall(r"[\w'’-]+", words.text[description.start : description.end])
            if "role" in grammar.classes(word)
        )
        start, end = words.span(names[fullest].first, names[fullest].last)
        people.append(
            Person(
                f"p{place}",
                words.text[start:end],
                words.text[slice(*honorific)] if honorific else None,
                _gender(words, [names[n] for n in numbers], grammar, starts),
                roles,
                descriptions,
                mentions,
            )
        )
    return tuple(people)


def _gender(words: Words, mentions: Sequence[Name], grammar: Grammar, others: Collection[int]) -> str | None:
    """What the title before a name, the noun beside it, or «his» and «her» behind it show; None where signs disagree.

    `others` are the first tokens of all people's mentions: behind the next person a pronoun is no sign any more.
    """
    texts = words.tokens.words
    certain: set[str] = set()
    likely: Counter[str] = Counter()
    for name in mentions:
        for token in range(max(0, name.first - 3), name.first):
            certain |= _shown(texts[token], grammar)
        first, last = words.sentences[bisect_right(words.sentences, (name.first, len(texts))) - 1]
        if any(token in others for token in range(first, name.first)):
            continue
        for token in range(name.last, last):
            if token in others or texts[token] in _QUOTES:
                break
            if texts[token].lower() in _PRONOUNS:
                likely[_PRONOUNS[texts[token].lower()]] += 1
                break
    if certain:
        return certain.pop() if len(certain) == 1 else None
    ranked = likely.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def _shown(word: str, grammar: Grammar) -> set[str]:
    classes = grammar.classes(word)
    return {sign for sign, name in (("m", "masculine"), ("f", "feminine")) if name in classes}


def renumber(people: Sequence[Person]) -> tuple[Person, ...]:
    """The people with ids p1, p2, … in the order given."""
    return tuple(replace(person, id=f"p{number}") for number, person in enumerate(people, 1))
