"""Headings that the tree has as paragraphs, as plain text and word processors' bare lines do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from panelrecord.document.lines import is_name
from panelrecord.document.passages import Passage

_LONGEST = 60  # characters of a heading within an article
_RUNNING = 120  # characters from which on a paragraph is running text
_LEVEL = 2
_NO_END = (".", ",", ":", ";", "!", "?", "…", "”", '"', "’", ")")
_NO_MARKS = frozenset(",;:|@/•")


def with_headings(body: Sequence[Passage]) -> list[Passage]:
    """The passages, with bare short lines between running paragraphs as headings.

    Only where the article has no other headings but its title: one that marks some leaves none unmarked.
    """
    if any(one.kind == "heading" for one in body[1:]):
        return list(body)
    last = len(body) - 1
    return [
        replace(one, kind="heading", level=_LEVEL)
        if 0 < n < last and _is_bare_line(one) and _runs(body[n - 1]) and _runs(body[n + 1])
        else one
        for n, one in enumerate(body)
    ]


def _is_bare_line(one: Passage) -> bool:
    text = one.text
    if one.kind != "paragraph" or len(text) > _LONGEST or "\n" in text or text.endswith(_NO_END):
        return False
    return text[0].isupper() and _NO_MARKS.isdisjoint(text) and not is_name(text)


def _runs(one: Passage) -> bool:
    return one.kind == "paragraph" and len(one.text) >= _RUNNING
