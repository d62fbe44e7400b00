"""Rules as expressions over letters: codes that none of the rules of a group tells apart are one byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from panelrecord.errors import PackInvalid
from panelrecord.packs.alphabet import members_of
from panelrecord.packs.pattern import Compiled
from panelrecord.packs.rules import Rule
from panelrecord.packs.tables import Expression, Group

_MOST_LETTERS = 255


def grouped(rules: Sequence[tuple[Rule, Compiled]], size: int) -> tuple[Group, ...]:
    """The rules in as few groups as have no more kinds of codes to tell apart than there are bytes.

    Args:
        rules: the rules of a layer, with their patterns.
        size: how many codes there are.

    Raises:
        PackInvalid: a rule alone tells apart too many.
    """
    groups: list[Group] = []
    together: list[tuple[Rule, Compiled]] = []
    kinds: list[int] = []
    told: frozenset[int] = frozenset()
    for rule, compiled in rules:
        sets = frozenset(part for part in compiled.parts if not isinstance(part, str))
        wider = _told_apart(sets - told, kinds)
        if len(wider) > _MOST_LETTERS and together:
            groups.append(_group(together, kinds, size))
            together, told, wider = [], frozenset(), _told_apart(sets, [])
        if len(wider) > _MOST_LETTERS:
            raise PackInvalid(
                f"rule {rule.id}: tells apart more than {_MOST_LETTERS} kinds of words",
                mend="split the rule, or the lexicon of several-word entries it names, in two",
            )
        together.append((rule, compiled))
        told |= sets
        kinds = wider
    return (*groups, _group(together, kinds, size)) if together else ()


def _told_apart(sets: Iterable[int], kinds: list[int]) -> list[int]:
    """Kinds of codes, further parted so that each of some sets is made of whole kinds; no more than can be too many."""
    known = 0
    for kind in kinds:
        known |= kind
    for codes in sorted(sets):
        parted: list[int] = []
        for kind in kinds:
            inside = kind & codes
            parted += (inside, kind ^ inside) if inside and inside != kind else (kind,)
        kinds = [*parted, codes & ~known] if codes & ~known else parted
        known |= codes
        if len(kinds) > _MOST_LETTERS:
            break
    return kinds


def _group(rules: Sequence[tuple[Rule, Compiled]], kinds: Sequence[int], size: int) -> Group:
    largest = max(kinds, key=int.bit_count, default=0)  # holds most codes, so it is written in one go
    most = kinds.index(largest) + 1 if kinds else 0
    letters = bytearray(f"{largest:0{size}b}"[::-1].encode("ascii").translate(bytes([0] * 49 + [most] + [0] * 206)))
    firsts = 0  # the lowest code of each kind: a rule's set holds a kind whole, or nothing of it
    for letter, kind in enumerate(kinds, 1):
        firsts |= kind & -kind
        for code in members_of(kind) if letter != most else ():
            letters[code] = letter
    known: dict[int, list[int]] = {}

    def letters_of(codes: int) -> list[int]:
        found = known.get(codes)
        if found is None:
            found = known[codes] = sorted(letters[code] for code in members_of(codes & firsts))
        return found

    expressions = [
        Expression(
            rule,
            compiled.groups,
            tuple(sum(1 << letter for letter in letters_of(codes)) for codes in compiled.required),
            compiled.source(lambda codes: _charset(letters_of(codes))),
        )
        for rule, compiled in rules
    ]
    return Group(bytes(letters), tuple(expressions))


def _charset(letters: Sequence[int]) -> str:
    """A character class of RE2 for some bytes, neighbours joined to ranges."""
    out, at = [], 0
    while at < len(letters):
        last = at
        while last + 1 < len(letters) and letters[last + 1] == letters[last] + 1:
            last += 1
        ends = dict.fromkeys((letters[at], letters[last]))
        out.append("-".join(f"\\x{letter:02x}" for letter in ends))
        at = last + 1
    return f"[{''.join(out)}]"
