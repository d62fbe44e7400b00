"""Rules as expressions over letters: codes that none of the rules of a group tells apart are one byte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

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
    of_codes = bytearray(f"{largest:0{size}b}"[::-1].encode("ascii").translate(bytes([0] * 49 + [most] + [0] * 206)))
    firsts = 0  # the lowest code of each kind: a rule's set holds a kind whole, or nothing of it
    for number, kind in enumerate(kinds, 1):
        firsts |= kind & -kind
        for code in members_of(kind) if number != most else ():
            of_codes[code] = number
    uses = Counter(part for _, compiled in rules for part in compiled.parts if not isinstance(part, str))
    held = {codes: [of_codes[code] for code in members_of(codes & firsts)] for codes in uses}
    letters = _neighbours(held, uses, len(kinds))

    def letters_of(codes: int) -> list[int]:
        numbers = held.get(codes) or [of_codes[code] for code in members_of(codes & firsts)]
        return sorted(letters[number] for number in numbers)

    charsets = {codes: _charset(letters_of(codes)) for codes in uses}
    expressions = [
        Expression(
            rule,
            compiled.groups,
            tuple(sum(1 << letter for letter in letters_of(codes)) for codes in compiled.required),
            compiled.source(charsets.__getitem__),
        )
        for rule, compiled in rules
    ]
    return Group(bytes(of_codes.translate(bytes(letters).ljust(256, b"\0"))), tuple(expressions))


def _neighbours(held: Mapping[int, Sequence[int]], uses: Mapping[int, int], kinds: int) -> list[int]:
    """The letters of the kinds, by number, such that the sets which most is written of hold few ranges of letters.

    Shorter expressions are compiled in less time: a third of it is saved.
    """
    rows = []
    for codes in sorted(
        held, key=lambda codes: (-uses[codes] * min(len(held[codes]), kinds - len(held[codes])), codes)
    ):
        row = bytearray(kinds + 1)
        for number in held[codes]:
            row[number] = 1
        rows.append(row)
    columns = list(zip(*rows, strict=True))  # of each kind, the sets that hold it
    letters = [0] * (kinds + 1)
    for letter, number in enumerate(sorted(range(1, kinds + 1), key=columns.__getitem__, reverse=True), 1):
        letters[number] = letter
    return letters


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
