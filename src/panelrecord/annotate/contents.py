"""How far the words reach that somebody is reported to have said: where a content behind its cue ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from panelrecord.annotate.clauses import Clauses
from panelrecord.packs.grammar import CHUNKS, Grammar, Match

_THINGS = frozenset(("subject", "intent", "thought", "stance", "report"))  # kinds whose content is a phrase
_LOOK_AHEAD = 12  # further matches of a sentence that are looked at
_NEAR = 6  # units within which a preposition has its noun


def content_end(clauses: Clauses, matches: Sequence[Match], number: int, first: int, last: int) -> int:
    """The unit behind the content of a match, which begins with the unit `first` and cannot reach beyond `last`.

    Args:
        clauses: the text.
        matches: all chosen matches, by place.
        number: which of them the content belongs to.
        first: the content's first unit.
        last: the unit behind the last that the rule gives to it.
    """
    match = matches[number]
    thing = match.rule.gives.get("kind") in _THINGS
    fronted = _is_fronted(clauses, match)
    last = _before_next(clauses, matches, number, first, last, fronted=fronted)
    relative = clauses.word(match.groups.get("who", match.groups["cue"])[0]) == "who"
    leading = match.rule.gives.get("speaker") == "previous" and clauses.of(match.first, "leading")
    for found in _ends(clauses.grammar, thing).finditer(clauses.codes, first + 1, last):
        unit = found.start()
        word = clauses.word(unit)
        if word == ",":
            over = (
                _resumes(clauses, unit, last)
                or (relative and _goes_on_with_verb(clauses, unit))
                or (fronted and _begins_main_clause(clauses, unit))
                or (leading and clauses.is_speaker(unit + 1))
                or (thing and _is_loose(clauses, unit))
            )
        elif thing or word == "in":
            over = (word == "in" and _is_medium(clauses, unit, last)) or (
                thing and _ends_object(clauses, match, first, unit, word, last)
            )
        else:
            continue
        if over:
            return unit
    return last


@lru_cache(maxsize=16)
def _ends(grammar: Grammar, thing: bool) -> re.Pattern[str]:
    """The codes of what a content can end before, so that most of its units need not be looked at one by one.

    A unit of another code is none of the words below, whatever its case; a name can be spelt like one of them.
    """
    codes = {grammar.code(","), *map(grammar.chunk, CHUNKS)}
    for word in grammar.words("may_end_object" if thing else "may_end_content"):
        codes |= {grammar.code("".join(cased)) for cased in product(*((letter, letter.upper()) for letter in word))}
    if thing:
        codes = codes.union(*map(grammar.codes_of, ("dash", "ends_object", "date")))
    return re.compile(f"[{''.join(sorted(codes))}]")


def _before_next(
    clauses: Clauses, matches: Sequence[Match], number: int, first: int, last: int, *, fronted: bool
) -> int:
    """Before the next verb of the same subject, or the next clause with a subject and a verb of saying of its own."""
    thing = matches[number].rule.gives.get("kind") in _THINGS
    for other in matches[number + 1 : number + 1 + _LOOK_AHEAD]:
        if other.first >= last:
            break
        if other.groups["cue"][0] < first:
            continue
        what = other.groups["what"]
        if other.rule.gives.get("speaker") == "previous":
            return max(other.first, first)
        if what[0] <= matches[number].first and first < what[1] < last:  # «…, she said» reports all of it
            return what[1]
        who = other.groups.get("who")
        if not who or who[0] - 1 <= first or "place" in other.rule.gives or who[0] >= other.groups["cue"][0]:
            continue
        before, mark = clauses.word(who[0] - 1), clauses.word(who[0] - 2)
        if before == ";" or (mark in (",", ";", "—", "–") and clauses.of(who[0] - 1, "conjunction") and before != "or"):
            return who[0] - 2 if mark in (",", ";") else who[0] - 1
        if (thing and before in (",", "and")) or (fronted and before == ","):
            return who[0] - 1
    return last


def _is_fronted(clauses: Clauses, match: Match) -> bool:
    """Whether the clause of a match stands before its main clause: «While Ruiz says …, …»."""
    begin = clauses.sentence_start(match.groups["cue"][0])
    if begin == match.groups["cue"][0]:  # «Arguing that …, …»
        return match.rule.gives.get("speaker") == "previous"
    if not clauses.of(begin, "subordinator") or begin == match.first:
        return False
    who = match.groups.get("who", match.groups["cue"])
    return all(clauses.word(unit) != "," for unit in range(begin, who[0]))


def _resumes(clauses: Clauses, comma: int, last: int) -> bool:
    """«…, according to», «…, as has the council», «…, even as»: what follows is the writer's."""
    follows, next_but_one = clauses.word(comma + 1), comma + 2
    if comma + 1 >= last or follows in clauses.grammar.words("writer_again"):
        return True
    return follows in clauses.grammar.words("resumes") and (
        clauses.of(next_but_one, "helper") or clauses.word(next_but_one) == "as"
    )


def _goes_on_with_verb(clauses: Clauses, comma: int) -> bool:
    """Whether a relative clause is over: «Ruiz, who said …, left»."""
    return clauses.of(comma + 1, "aux", "finite", "ed", "say.past", "say.third", "discuss.past", "tell.past", "does")


def _begins_main_clause(clauses: Clauses, comma: int) -> bool:
    return clauses.word(comma + 1) == "there" or clauses.of(
        comma + 1, "pronoun", "article", "possessive", "demonstrative", "quantity", "person", "name", "org", "date"
    )


def _is_loose(clauses: Clauses, comma: int) -> bool:
    """Whether what follows a comma no longer belongs to a phrase: a clause, a participle, a verb."""
    if clauses.of(comma + 1, "opens_clause", "ing", "pronoun", "aux", "say.past", "finite", "date"):
        return True
    return clauses.word(comma + 1) == "and" and clauses.of(comma + 2, "pronoun")


def _is_medium(clauses: Clauses, unit: int, last: int) -> bool:
    """Whether «in an interview», «in a statement on Monday» begins: where it was said is not what was said."""
    if not clauses.of(unit + 1, "article", "possessive", "quantity"):
        return False
    return clauses.any_of(unit + 2, min(unit + _NEAR, last), "medium")


def _ends_object(clauses: Clauses, match: Match, first: int, unit: int, word: str, last: int) -> bool:
    """Whether a phrase is over with the unit: when and where something was said is not what was said."""
    if clauses.of(unit, "dash"):
        return True
    if match.rule.gives.get("kind") == "intent":
        return False
    if clauses.of(unit, "ends_object"):
        return not _belongs_to_noun(clauses, first, unit)
    if clauses.of(unit, "date"):
        return True
    if word == "on":
        return clauses.of(unit + 1, "date")
    if word == "at":
        return clauses.any_of(unit + 2, min(unit + _NEAR, last), "occasion")
    return word == "as" and clauses.of(unit + 1, "pronoun")


def _belongs_to_noun(clauses: Clauses, first: int, unit: int) -> bool:
    """Whether «when», «after» … stand inside the phrase: «the week when it broke», «what happens after a flood»."""
    if clauses.word(unit - 1) in clauses.grammar.words("time_noun") or (
        clauses.word(unit) == "after" and clauses.word(unit - 1).startswith("look")
    ):
        return True
    return clauses.any_of(first, unit, "wh")
