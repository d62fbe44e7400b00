"""Which matches of the attribution rules stand, and whom each of them is by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from panelrecord.annotate.clauses import Clauses
from panelrecord.packs.grammar import Match

_IMPERSONAL = ("impersonal", "impersonal.ing", "impersonal.participle")
_IN_ROLES = ("role", "rank", "portfolio", "org", "name", "np_link", "article")
_BRACKETS = frozenset("()")
_ROLE_WORDS = 9
_WHOLE = 8  # units of which a clause can be told by its length
_STOPS = frozenset((".", ";", ""))
_GROUPS = ("name", "org", "role", "panel", "people_noun")


def choose(matches: Iterable[Match], clauses: Clauses) -> list[Match]:
    """One sound match for each cue and for each content, by place.

    Args:
        matches: the matches of all rules, those of a rule that wins over another before the other's.
        clauses: the text.
    """
    taken: set[int] = set()
    begun: set[int] = set()
    chosen = []
    for match in matches:
        what = match.groups.get("what")
        if what is None or what[0] in begun:
            continue
        cue = range(*match.groups["cue"])
        if taken.isdisjoint(cue) and _is_sound(clauses, match, what):
            taken.update(cue)
            begun.add(what[0])
            chosen.append(match)
    return sorted(chosen, key=lambda match: match.groups["cue"])


def _is_sound(clauses: Clauses, match: Match, what: tuple[int, int]) -> bool:
    """Whether subject and verb agree, and a content before its cue is a clause and no mere beginning of one."""
    who = match.groups.get("who")
    if not clauses.agrees(match) or clauses.is_bare(*what):
        return False
    place = match.rule.gives.get("place")
    if place == "between":
        begun = clauses.of(what[0], "article", "possessive", "demonstrative", "quantity")  # a verb may be unknown
        return begun or clauses.has_verb(*what) or clauses.has_verb(*match.groups["more"])
    if who is None:
        return True
    if place in ("behind", "inverted"):
        if clauses.word(who[0]) == "who" or (place == "inverted" and not clauses.is_human(*who)):
            return False
        if place == "inverted" and clauses.of(what[0], "person") and clauses.word(what[0] + 1) == ",":
            return False  # «Ana Ruiz, who runs a mill, said both were wrong»
        if clauses.of(what[0], "quote"):
            return True
        told = place == "behind" and clauses.word(match.groups["cue"][1]) in _STOPS
        if told and what[1] - what[0] >= _WHOLE and not clauses.of(what[0], "ing"):
            return True  # «…, analysts say.»: nothing comes that they could be saying instead
        phrase = clauses.of(what[0], "front", "ing", "person", "name", "org", "honorific")
        return clauses.has_verb(*what) or (clauses.is_speaker(who[0]) and not phrase)
    if match.rule.gives.get("kind") == "subject":
        return clauses.is_human(*who) or not clauses.any_of(*match.groups["cue"], *_IMPERSONAL)
    return True


def named(clauses: Clauses, match: Match) -> tuple[int, int] | None:
    """The units of a match's own mention of who speaks.

    Where the mention names nobody, the person whom what stands between it and the verb names: in «at the vote in Kandy,
    Ana Ruiz, the mayor, said» that is Ana Ruiz.
    """
    who, cue = match.groups.get("who"), match.groups["cue"]
    if who is None or clauses.any_of(*who, "person", "pronoun"):
        return who
    for unit in range(who[1], cue[0]):
        if clauses.of(unit, "person"):
            stands = _begins_clause(clauses, unit) and not clauses.of(unit + 1, "possessive")
            return (unit, unit + 1) if stands else who
    return who


def _begins_clause(clauses: Clauses, person: int) -> bool:
    """Whether a comma stands before a person and the titles and roles that lead up to the name: «, the Minister for
    Local Government Ana Ruiz», but not «, a friend of Ana Ruiz».
    """
    before = person - 1
    retired = clauses.grammar.words("retired")
    while clauses.of(before, "honorific") or (word := clauses.word(before)) in _BRACKETS or word.rstrip(".") in retired:
        before -= 1
    if clauses.of(before, "np_link"):
        return False
    first = before
    while first - before < _ROLE_WORDS and clauses.of(before, *_IN_ROLES) and clauses.word(before) != ",":
        before -= 1
    return clauses.word(before) == ","


def subject(clauses: Clauses, match: Match) -> int | None:
    """The unit that the sentence of a further verb («…, adding that …») is about, or None.

    A person before the verb, behind a phrase that it opens («By calling for calm, Ruiz …»), else a group or a name.
    """
    place = match.groups["cue"][0]
    begin = clauses.sentence_start(place)
    found = next(_speakers(clauses, begin, place), None)
    if found is None and (begin == place or clauses.of(match.first, "leading", "subordinator")):
        found = _behind_comma(clauses, place)
    if found is None:
        found = next((unit for unit in range(begin, place) if clauses.of(unit, *_GROUPS)), None)
    return found


def _speakers(clauses: Clauses, first: int, last: int) -> Iterator[int]:
    for unit in range(first, last):
        if clauses.is_speaker(unit):
            name = unit
            while clauses.of(name, "honorific", "role"):
                name += 1
            yield name


def _behind_comma(clauses: Clauses, unit: int) -> int | None:
    while clauses.word(unit):
        if clauses.word(unit) == "," and clauses.is_speaker(unit + 1):
            return next(_speakers(clauses, unit + 1, unit + 2))
        unit += 1
    return None
