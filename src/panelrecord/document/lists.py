"""Lists that the tree has as paragraphs: items that a writer marked with bullets, where the format knows no list.

Formats that do know lists drop the marks, so these are dropped as well: the same article reads the same in all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from panelrecord.document.passages import Passage

_BULLET = re.compile(r"[•‣◦▪●∙] *(?=\S)")
_MARKS = frozenset("•‣◦▪●∙-*")
_NUMBER = re.compile(r"\(?(\d{1,2})[.)] +(?=\S)")  # marks an item only in a row that counts on
_STROKE = re.compile(r"[-*] +(?=\S)")  # marks an item only beside another: one alone may be a dash


def with_items(body: Sequence[Passage]) -> list[Passage]:
    """The passages, with paragraphs that are lists, or items of one, as items."""
    out: list[Passage] = []
    lists = max((one.list for one in body), default=0)
    for number, one in enumerate(body):
        mark = _mark_of(body, number)
        if mark is None:
            out.append(one)
            continue
        for part in _taken_apart(one, mark):
            if part.kind == "item":
                follows = bool(out) and out[-1].kind == "item" and out[-1].level == 1
                lists += not follows
                out.append(replace(part, list=out[-1].list if follows else lists))
            else:
                out.append(part)
    return out


def _mark_of(body: Sequence[Passage], number: int) -> re.Pattern[str] | None:
    """What marks the items in a paragraph; None where it holds none."""
    text = body[number].text
    first = text[:1]
    if body[number].kind != "paragraph" or (
        "\n" not in text and first not in _MARKS and first != "(" and not first.isdigit()
    ):  # nearly every paragraph
        return None
    lines = text.split("\n")
    if any(_BULLET.match(line) for line in lines):
        return _BULLET
    strokes = sum(bool(_STROKE.match(line)) for line in lines)
    near = [body[at] for at in (number - 1, number + 1) if 0 <= at < len(body)]
    beside = any(one.kind == "paragraph" and _STROKE.match(one.text) for one in near)
    if strokes > 1 or (beside and _STROKE.match(lines[0])):
        return _STROKE
    return _NUMBER if _is_counted(body, number, lines) else None


def _is_counted(body: Sequence[Passage], number: int, lines: Sequence[str]) -> bool:
    """Whether lines, or this paragraph and one beside it, count on: «1. …», «2. …»."""
    counts = [int(match[1]) for match in map(_NUMBER.match, lines) if match]
    if not counts:
        return False
    if len(counts) > 1:
        return counts == list(range(counts[0], counts[0] + len(counts)))
    if not _NUMBER.match(lines[0]):
        return False
    for step in (-1, 1):
        beside = body[number + step] if 0 <= number + step < len(body) else None
        match = _NUMBER.match(beside.text) if beside and beside.kind == "paragraph" else None
        if match and int(match[1]) == counts[0] + step:
            return True
    return False


def _taken_apart(one: Passage, mark: re.Pattern[str]) -> Iterator[Passage]:
    """The lines before the first item as a paragraph, and each item with the lines that go on with it."""
    begins = [0]
    at = 0
    for line in one.text.split("\n"):
        if at and mark.match(line):
            begins.append(at)
        at += len(line) + 1
    ends = [*(begin - 1 for begin in begins[1:]), len(one.text)]
    found = [mark.match(one.text, begin) for begin in begins]
    places = [(match.end() if match else begin, end) for match, begin, end in zip(found, begins, ends, strict=True)]
    for match, part in zip(found, one.stretch.parts(places), strict=True):
        yield replace(one, kind="item", stretch=part, level=1) if match else replace(one, stretch=part)
