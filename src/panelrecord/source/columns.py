"""The order in which a page's lines are read: what stands across the page, then column by column."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from panelrecord.values import dataclass

_GUTTER = 0.8  # of the letters' size: the least white between two columns
_SAME_ROW = 0.6  # of the lower line's height: what two parts of one line share
_DEEPEST = 20  # columns in columns
_MOST_PARTS = 200  # of one line
_NARROW = 0.3  # of the width: a column of times or labels, which is read together with what stands beside it


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its place on the page: from the left and from the top, in any unit.

    `size` is that of its letters. Lines of the same `block` are known to be of one paragraph or region. `kind` is text,
    heading or caption.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    block: int = 0
    kind: str = "text"


def columns(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in the order of reading, parted into columns."""
    if not lines:
        return []
    gutter = _GUTTER * median(line.size for line in lines)
    return [_rows(column) for column in _cut(list(lines), gutter)]


def _cut(lines: list[Line], gutter: float, depth: int = 0) -> list[list[Line]]:
    """Cuts a region into bands that share their columns, and each band into these."""
    if depth == _DEEPEST:
        return [lines]
    ordered: list[list[Line]] = []
    run: list[Line] = []  # lines of bands that no columns part
    for band in _shared(_bands(lines), gutter):
        parts = _valleys(band, gutter)
        if len(parts) < 2 or _is_table(parts):
            run += band
            continue
        if run:
            ordered.append(run)
            run = []
        for part in parts:
            ordered += _cut(part, gutter, depth + 1)
    if run:
        ordered.append(run)
    return ordered


def _bands(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines that stand beside each other, from the top down."""
    bands: list[list[Line]] = []
    bottom = float("-inf")
    for line in sorted(lines, key=lambda line: (line.top, line.left)):
        if bands and line.top < bottom - 0.25 * line.size:
            bands[-1].append(line)
        else:
            bands.append([line])
        bottom = max(bottom, line.bottom) if bands[-1][0] is not line else line.bottom
    return bands


def _shared(bands: Iterable[list[Line]], gutter: float) -> list[list[Line]]:
    """Bands that follow each other are one as long as the same white runs down between their columns."""
    shared: list[list[Line]] = []
    reaches: list[tuple[float, float]] = []  # from where to where the columns of the last one reach, from the left
    for band in bands:
        spread(reaches, band, gutter)
        if shared and len(reaches) > 1:
            shared[-1] += band
        else:
            shared.append(list(band))
            reaches = []
            spread(reaches, band, gutter)
    return shared


def spread(reaches: list[tuple[float, float]], lines: Iterable[Line], gutter: float) -> None:
    """Adds lines to columns, given by their reaches from the left: those become one that a line closes the gutter of.

    A line is looked for among the columns by halves, so that lines by the thousand cost no more than to sort them.
    """
    for line in lines:
        left, right = line.left, max(line.left, line.right)
        first = bisect_left(reaches, left - gutter, key=_right)
        first += first < len(reaches) and reaches[first][1] == left - gutter
        last = bisect_left(reaches, right + gutter, key=_left)
        if first < last:
            left, right = min(left, reaches[first][0]), max(right, reaches[last - 1][1])
        reaches[first:last] = [(left, right)]


def _left(reach: tuple[float, float]) -> float:
    return reach[0]


def _right(reach: tuple[float, float]) -> float:
    return reach[1]


def _valleys(lines: Iterable[Line], gutter: float) -> list[list[Line]]:
    """The lines of each column, where white parts columns from top to bottom."""
    parts: list[list[Line]] = []
    reach = float("-inf")
    for line in sorted(lines, key=lambda line: line.left):
        if parts and line.left < reach + gutter:
            parts[-1].append(line)
        else:
            parts.append([line])
        reach = max(reach, line.right)
    return parts


def _is_table(parts: Sequence[Sequence[Line]]) -> bool:
    """Whether the first column holds times or labels, each with a line beside it that it belongs to."""
    labels, others = parts[0], [line for part in parts[1:] for line in part]
    whole = max(line.right for line in others) - min(line.left for line in labels)
    if max(line.right - line.left for line in labels) > _NARROW * whole:
        return False
    bottoms = sorted(line.bottom for line in others)
    return all(_stands_beside(label, bottoms) for label in labels)


def _stands_beside(label: Line, bottoms: Sequence[float]) -> bool:
    near = bisect_left(bottoms, label.bottom)
    return any(abs(label.bottom - bottom) < 0.3 * label.size for bottom in bottoms[max(0, near - 1) : near + 1])


def _rows(lines: Iterable[Line]) -> list[Line]:
    """The lines of one column from the top down; parts of one line, from left to right, become one."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.top, line.left)):
        beside = rows[-1][0] if rows else None
        if (
            beside is not None
            and _overlap(beside, line)
            and len(rows[-1]) < _MOST_PARTS
            and all(_apart(part, line) for part in rows[-1])
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_one(sorted(row, key=lambda line: line.left)) for row in rows]


def _overlap(one: Line, other: Line) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > _SAME_ROW * min(one.bottom - one.top, other.bottom - other.top)


def _apart(one: Line, other: Line) -> bool:
    return one.right <= other.left + other.size / 4 or other.right <= one.left + other.size / 4


def _one(row: Sequence[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    return replace(
        row[0],
        text=" ".join(line.text for line in row),
        top=min(line.top for line in row),
        right=max(line.right for line in row),
        bottom=max(line.bottom for line in row),
    )
