"""What speaks for and against each run of capitals being a person, gathered over the whole article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from panelrecord.annotate import standing
from panelrecord.annotate.names import Name
from panelrecord.annotate.sentences import Words
from panelrecord.packs.grammar import Grammar, Match, Stream
from panelrecord.values import dataclass


@dataclass(slots=True)
class Evidence:
    """What speaks for and against one run: the first rule of each strength, and how many matches."""

    strong: str | None = None
    weak: str | None = None
    for_it: int = 0
    against: int = 0
    honorific: tuple[int, int] | None = None


def gather(matches: Iterable[Match], stream: Stream, at_token: Mapping[int, int], count: int) -> list[Evidence]:
    """The evidence for each run.

    Args:
        matches: those of the rules of people that `decided` lets pass.
        stream: the stream in which they matched.
        at_token: the number of the run that begins with a token.
        count: how many runs there are.
    """
    found = [Evidence() for _ in range(count)]
    rows: list[tuple[int, int, str, bool]] = []
    for match in matches:
        number = number_at(match, "name", stream, at_token)
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
            other = number_at(match, "next", stream, at_token)
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


def decided(
    matches: Iterable[Match],
    words: Words,
    names: Sequence[Name],
    stream: Stream,
    at_token: Mapping[int, int],
    grammar: Grammar,
    small: frozenset[str],
) -> Iterator[Match]:
    """The matches without those of lines and pairs that are titles, subjects or rooms and no names.

    `small` are the words that the text writes small.
    """
    for match in matches:
        kind = match.rule.gives.get("evidence")
        if kind in ("standing", "pair"):
            found = [
                names[n] for group in ("name", "next") if (n := number_at(match, group, stream, at_token)) is not None
            ]
            if any(standing.is_subject(words.tokens.words[one.first : one.last], grammar) for one in found):
                continue
            below = match.span(stream, "below")
            if below and not all(standing.names(words, one.first, one.last, below, small, grammar) for one in found):
                continue
        yield match


def number_at(match: Match, group: str, stream: Stream, at_token: Mapping[int, int]) -> int | None:
    """The number of the run with which a group begins, or None."""
    units = match.groups.get(group)
    return at_token.get(stream.tokens[units[0]]) if units else None
