"""Which runs of capitals name a person, and which of them the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from panelrecord.annotate import standing
from panelrecord.annotate.evidence import Evidence
from panelrecord.annotate.names import Name
from panelrecord.annotate.sentences import Words
from panelrecord.packs.grammar import Grammar
from panelrecord.packs.structural import NAME

_INTRODUCED = "en.person.surname-apposition"

Key = tuple[str, ...]  # a name's words as names are compared: small, without initials


@lru_cache(maxsize=1 << 13)  # an article names its people again and again
def key_of(name: tuple[str, ...]) -> Key:
    """The key of a name's words; of initials alone, all of them."""
    parts = [part.lower().replace("’", "'") for part in name]
    return tuple(part for part in parts if len(part) > 2 or not part.endswith(".")) or tuple(parts)


def full_names(
    words: Words,
    names: Sequence[Name],
    keys: Sequence[Key],
    evidence: Sequence[Evidence],
    grammar: Grammar,
) -> dict[Key, str]:
    """The names of several words that are people's, each with the rule that says so."""
    texts = words.tokens.words
    alone = set(words.sentences)  # a name that is all its sentence holds, as in a heading over what somebody said
    strong: dict[Key, str] = {}
    weak: dict[Key, str] = {}
    balance: dict[Key, int] = defaultdict(int)
    single = {
        key[0]
        for name, key, one in zip(names, keys, evidence, strict=True)
        if (one.strong or one.weak) and name.kind == "name1" and not one.against
    }
    for name, key, one in zip(names, keys, evidence, strict=True):
        if name.kind != "nameN":
            continue
        balance[key] += one.for_it - one.against
        if one.strong:
            strong.setdefault(key, one.strong)
        if one.weak and not name.headline and not standing.is_subject(texts[name.first : name.last], grammar):
            weak.setdefault(key, one.weak)
        stands = not name.headline or (name.first, name.last) in alone
        if stands and (key[-1] in single or key[0] in single):
            weak.setdefault(key, NAME)
    chosen = {key: rule for key, rule in strong.items() if balance[key] > 0}
    chosen |= {
        key: rule
        for key, rule in weak.items()
        if key not in chosen and balance[key] >= 0 and "country" not in grammar.classes(" ".join(key))
    }
    order = {key: place for place, key in enumerate(chosen)}
    fuller = {}
    for key, weight in balance.items():
        if key in chosen or weight < 0:
            continue
        heads = [key[:length] for length in range(1, len(key)) if key[:length] in chosen]
        if heads:
            fuller[key] = chosen[max(heads, key=order.__getitem__)]
    return chosen | fuller


def resolve(
    names: Sequence[Name],
    keys: Sequence[Key],
    evidence: Sequence[Evidence],
    full: dict[Key, str],
) -> list[tuple[Key, str] | None]:
    """For each run the key of the person it names and the rule, or None."""
    people = _merge_variants(full)
    out: list[tuple[Key, str] | None] = []
    recent: dict[str, Key] = {}
    by_part: dict[str, list[Key]] = {}
    for key in dict.fromkeys(people.values()):
        for part in key:
            by_part.setdefault(part, []).append(key)
    alone = _single_names(keys, evidence)
    for name, key, one in zip(names, keys, evidence, strict=True):
        found: tuple[Key, str] | None = None
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


def _single_names(keys: Sequence[Key], evidence: Sequence[Evidence]) -> frozenset[Key]:
    """The names of one word that are people's by themselves: with a title, or introduced by a role and seen to act."""
    introduced, seen, found = set(), defaultdict[Key, int](int), set()
    for key, one in zip(keys, evidence, strict=True):
        if len(key) != 1 or not (one.strong or one.weak or one.against):
            continue
        if one.strong:
            found.add(key)
        seen[key] += bool(one.weak) - bool(one.against)
        if one.weak == _INTRODUCED:
            introduced.add(key)
    return frozenset(found | {key for key in introduced if seen[key] > 1})


def _by_surname(owners: Sequence[Key], part: str) -> Key | None:
    """Of several people with a name in common the only one whose last name it is."""
    last = [owner for owner in owners if owner[-1] == part]
    return last[0] if len(last) == 1 else None


def _merge_variants(full: dict[Key, str]) -> dict[Key, Key]:
    """Every full name to its fullest form: «Ana Ruiz» to «Ana Maria Ruiz» where only one such name is there."""
    shortest = min(map(len, full), default=0)
    holding: dict[str, list[Key]] = {}  # the names that could be a fuller form, by each word in them
    for key in full:
        if len(key) > shortest:
            for part in set(key):
                holding.setdefault(part, []).append(key)
    merged: dict[Key, Key] = {}
    for key in full:
        fewest = min((holding.get(part, []) for part in key), key=len)  # a crowd may share a first name
        longer = [
            other
            for other in fewest
            if len(other) > len(key) and (other[0] == key[0] or other[-1] == key[-1]) and set(key) <= set(other)
        ]
        merged[key] = longer[0] if len(longer) == 1 else key
    return {key: merged.get(value, value) for key, value in merged.items()}
