"""Stretches of a text, and whether a place lies in one of them: asked of every mention, so found by halving."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from panelrecord.values import dataclass


@dataclass(frozen=True, slots=True)
class Stretches:
    """Places starts[n] … ends[n] - 1, in order and apart from each other."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, place: int) -> bool:
        at = bisect_right(self.starts, place) - 1
        return at >= 0 and place < self.ends[at]


def joined(stretches: Iterable[tuple[int, int]]) -> Stretches:
    """The stretches, half open, in any order; those that overlap or touch become one, the empty ones none."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return Stretches(tuple(starts), tuple(ends))
