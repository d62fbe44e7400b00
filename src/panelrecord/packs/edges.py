"""Whether what a rule reads can go over the end of a sentence, as its pattern tells."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_

from panelrecord.packs.pattern import atoms

# What the matches of a piece of pattern may hold, as bits: a unit, the edge of a sentence, one before the other.
_UNIT, _EDGE, _UNIT_EDGE, _EDGE_UNIT, _OVER = (1 << bit for bit in range(5))


def goes_over(pattern: str, phrases: Mapping[str, str]) -> bool:
    """Whether a match of a pattern, which compiles, can have words on both sides of a sentence's edge.

    Args:
        pattern: the pattern of a rule.
        phrases: the fragments that ``{name}`` may name.
    """
    return bool(_held(pattern, phrases) & _OVER)


def _held(pattern: str, phrases: Mapping[str, str]) -> int:
    open_frames: list[list[int]] = [[0]]  # of each open bracket its alternatives, of which the last goes on
    last = 0  # the piece that a repetition would repeat
    for kind, value in atoms(pattern):
        if kind in ("open", "paren"):
            open_frames.append([0])
            continue
        if kind == "bar":
            open_frames[-1].append(0)
            continue
        if kind == "repeat":  # once more is as good as often; left out it holds less
            piece = last
        elif kind in ("close", "end"):
            piece = last = reduce(or_, open_frames.pop())
        elif kind == "edge":
            piece = last = _EDGE
        elif kind == "class" and value[1:-1].strip() in phrases:
            piece = last = _held(phrases[value[1:-1].strip()], phrases)
        elif kind == "space":
            continue
        else:
            piece = last = _UNIT
        open_frames[-1][-1] = _row(open_frames[-1][-1], piece)
    return reduce(or_, open_frames[0])


def _row(before: int, behind: int) -> int:
    """What may be held by a piece with another behind it."""
    held = before | behind
    if before & _UNIT and behind & _EDGE:
        held |= _UNIT_EDGE
    if before & _EDGE and behind & _UNIT:
        held |= _EDGE_UNIT
    if (before & _UNIT and behind & _EDGE_UNIT) or (before & _UNIT_EDGE and behind & _UNIT):
        held |= _OVER
    return held
