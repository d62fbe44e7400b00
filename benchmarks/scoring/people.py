"""Which of a record's people is which of those expected."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.words import name_words


def match(names: Sequence[str | None], expected: Sequence[tuple[str | None, Sequence[str]]]) -> dict[int, int]:
    """The number of the expected person that each name is of; every person is taken once.

    Equal names are paired first. Then a name is whoever has it as a variant, or whose full name is a part of it, or
    of whose full name it is a part of at least two words. Titles do not count.

    Args:
        names: the record's names, in order.
        expected: the full name and the variants of each expected person.
    """
    keys = [name_words(name) for name in names]
    full = [name_words(name) for name, _ in expected]
    forms = [{name_words(variant) for variant in variants} for _, variants in expected]
    found: dict[int, int] = {}

    def same(key: tuple[str, ...], other: int) -> bool:
        if not full[other]:
            return key in forms[other]
        longer = set(key) >= set(full[other])
        shorter = len(key) > 1 and set(key) <= set(full[other])
        return key in forms[other] or longer or shorter

    for exact in (True, False):
        for number, key in enumerate(keys):
            if number in found or not key:
                continue
            free = (other for other in range(len(expected)) if other not in found.values())
            pair = next((other for other in free if (key == full[other] if exact else same(key, other))), None)
            if pair is not None:
                found[number] = pair
    return found
