"""What stands on every page and belongs to none of its articles: running heads, running feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from panelrecord.source.columns import Line

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|pg\.)\s*)?(?:\d{1,3}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE
)
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_EDGE = 2  # lines at either end of a page among which they stand


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of each page without its number, and without what recurs at the same end of several pages.

    A line recurs that is the same but for its numbers, or that ends with a number which counts the pages.
    """
    edges = [_edges(lines) for lines in pages]
    recurring = Counter(key for edge in edges for key in {(end, _letters(line)) for end, line in edge})
    counts = (
        {count for end, line in edge for count in _counts(end, line, number)} for number, edge in enumerate(edges)
    )
    counted = Counter(count for of_page in counts for count in of_page)

    def is_running(number: int, end: str, line: Line) -> bool:
        if _PAGE_NUMBER.fullmatch(line.text):
            return True
        letters = _letters(line)
        if letters and recurring[(end, letters)] > 1:
            return True
        return any(counted[count] > 1 for count in _counts(end, line, number)) and len(line.text) < 80

    kept = []
    for number, lines in enumerate(pages):
        gone = {id(line) for end, line in edges[number] if is_running(number, end, line)}
        kept.append([line for line in lines if id(line) not in gone])
    return kept


def _edges(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """The lines at the top and at the bottom of a page, with which of the two it is."""
    tops = sorted({line.top for line in lines})[:_EDGE]
    bottoms = sorted({line.bottom for line in lines})[-_EDGE:]
    found = [("top", line) for line in lines if line.top in tops]
    return found + [("bottom", line) for line in lines if line.bottom in bottoms and line.top not in tops]


def _letters(line: Line) -> str:
    return _NOT_LETTERS.sub("", line.text.casefold())


def _counts(end: str, line: Line, number: int) -> Iterable[tuple[str, int]]:
    """By how much the numbers at the ends of a line exceed that of its page."""
    for place in (re.match(r"\W*(\d{1,4})\b", line.text), re.search(r"\b(\d{1,4})\W*\Z", line.text)):
        if place:
            yield end, int(place[1]) - number
