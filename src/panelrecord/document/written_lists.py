"""Lists that an article writes with marks of its own, which no format calls a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from panelrecord.document.passages import Passage

_BULLET = re.compile(r"[•◦▪‣●○■□➢❖]\s*(?=\S)")
_MARK = re.compile(rf"(?:{_BULLET.pattern}|[*-]\s|\(?\d{{1,2}}[.)]\s|\(?[a-z]\)\s)\s*(?=\S)")


def with_written_lists(found: Sequence[Passage]) -> list[Passage]:
    """The passages, in which paragraphs that begin with bullets, and lines of one that begin with marks, are items.

    The marks stay: they are the article's characters.
    """
    number = max((one.list for one in found), default=0)
    whole: list[Passage] = []
    for n, one in enumerate(found):
        if one.kind != "paragraph" or one.list:
            whole.append(one)
        elif "\n" in one.text:
            number += 1
            whole.extend(_items_among_lines(one, number))
        elif _BULLET.match(one.text):
            goes_on = n > 0 and _is_bulleted(found[n - 1])
            if goes_on or (n + 1 < len(found) and _is_bulleted(found[n + 1])):
                number += not goes_on
                one = replace(one, kind="item", level=1, list=number)  # noqa: PLW2901
            whole.append(one)
        else:
            whole.append(one)
    return whole


def _is_bulleted(one: Passage) -> bool:
    return one.kind == "paragraph" and not one.list and "\n" not in one.text and bool(_BULLET.match(one.text))


def _items_among_lines(one: Passage, number: int) -> Iterator[Passage]:
    """The passage, or the lines before its list and the items of it, if at least two lines at its end are marked."""
    starts = [0, *(found.end() for found in re.finditer("\n", one.text))]
    marked = [bool(_MARK.match(one.text, start)) for start in starts]
    first = marked.index(True) if True in marked else len(marked)
    if len(marked) - first < 2 or not all(marked[first:]):
        yield one
        return
    if first:
        yield replace(one, stretch=one.stretch.part(0, starts[first] - 1), list=number)
    ends = [*(start - 1 for start in starts[first + 1 :]), len(one.text)]
    for start, end in zip(starts[first:], ends, strict=True):
        yield replace(one, kind="item", stretch=one.stretch.part(start, end), level=1, list=number)
