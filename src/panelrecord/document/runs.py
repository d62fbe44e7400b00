"""Pieces of text on their way into a block: joined and normalised, with the places of links and of bold kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from itertools import accumulate, chain, pairwise

from panelrecord.document.normalise import normalise
from panelrecord.document.scanned import rejoined
from panelrecord.values import dataclass

_PARAGRAPH_END = re.compile(r"\n\n+")


@dataclass(slots=True)
class Run:
    """Pieces in order; a line end in them is one that the article means. Marks count pieces: from the first to before
    the last.
    """

    pieces: list[str] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    strong: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Normalised text with the places of its links and of what is bold, none of them empty."""

    text: str
    links: tuple[tuple[int, int, str], ...] = ()
    strong: tuple[tuple[int, int], ...] = ()

    def part(self, start: int, end: int) -> Stretch:
        """The text from `start` to `end` with what is marked in it."""
        return next(self.parts([(start, end)]))

    def parts(self, places: Iterable[tuple[int, int]]) -> Iterator[Stretch]:
        """The parts from start to end of each place; places are in order and do not overlap."""
        link = bold = 0
        for start, end in places:
            link, links = _within(self.links, link, start, end)
            bold, strong = _within(self.strong, bold, start, end)
            yield Stretch(
                self.text[start:end],
                tuple((first, last, self.links[number][2]) for number, first, last in links),
                tuple((first, last) for _, first, last in strong),
            )


def stretches(run: Run) -> Iterator[Stretch]:
    """The paragraphs of a run: more than one line end in a row parts two of them."""
    raw = "".join(run.pieces)
    text = rejoined(normalise(raw))
    if run.links or run.strong:
        whole = _marked(run, raw if text == raw else None)
        text = whole.text
    else:
        whole = Stretch(text)
    if "\n\n" not in text and text == text.strip():
        if text:
            yield whole
        return
    gaps = [gap.span() for gap in _PARAGRAPH_END.finditer(text)]
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)]
    places = (trimmed(text, start, end) for start, end in zip(starts, ends, strict=True))
    yield from whole.parts((start, end) for start, end in places if start < end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _marked(run: Run, normal: str | None) -> Stretch:
    """The run's text with its marks; `normal` is the text where there is nothing to normalise in it."""
    bounds = sorted(
        {0, len(run.pieces), *(n for first, last, _ in run.links for n in (first, last)), *chain(*run.strong)}
    )
    if normal is not None:
        lengths = [0, *accumulate(map(len, run.pieces))]
        text, ends = normal, [lengths[bound] for bound in bounds[1:]]
    else:
        text, ends = _joined("".join(run.pieces[first:last]) for first, last in pairwise(bounds))
    place = dict(zip(bounds, (0, *ends), strict=True))
    links = ((*trimmed(text, place[first], place[last]), url) for first, last, url in run.links)
    strong = (trimmed(text, place[first], place[last]) for first, last in run.strong)
    return Stretch(text, tuple(sorted(link for link in links if link[0] < link[1])), tuple(_united(text, strong)))


def _joined(segments: Iterable[str]) -> tuple[str, list[int]]:
    """The segments as one normalised text, and where each of them ends in it."""
    text = ""
    ends = []
    for segment in segments:
        part = rejoined(normalise(segment))
        if text[-1:] in (" ", "\n"):
            part = part.lstrip(" ")
        if part[:1] == "\n":
            text = text.rstrip(" ")
        if text and part and not _apart(text[-1], part[0]):
            cluster = len(text) - 1
            while cluster and unicodedata.combining(text[cluster]):
                cluster -= 1
            text, part = text[:cluster], unicodedata.normalize("NFC", text[cluster:] + part)
        text += part
        ends.append(len(text))
    return text, [min(end, len(text)) for end in ends]


def _apart(last: str, first: str) -> bool:
    """Whether no normalisation joins two characters that meet, or puts them in another order."""
    return first.isascii() or (not unicodedata.combining(first) and unicodedata.is_normalized("NFC", last + first))


def _united(text: str, strong: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Bold stretches in order; those that only blanks part, as word processors leave them, are one."""
    start = end = -1
    for first, last in sorted(strong):
        if first >= last:
            continue
        if end >= 0 and not text[end:first].strip(" "):
            end = max(end, last)
            continue
        if end >= 0:
            yield start, end
        start, end = first, last
    if end >= 0:
        yield start, end


def _within(
    marks: Sequence[tuple[int, int, str] | tuple[int, int]], number: int, start: int, end: int
) -> tuple[int, list[tuple[int, int, int]]]:
    """What of the marks from `number` on stands in a place, counted from its start, and the mark to go on with."""
    found = []
    while number < len(marks):
        first, last = marks[number][:2]
        if first >= end:
            break
        if last > start:
            found.append((number, max(first, start) - start, min(last, end) - start))
        if last > end:
            break
        number += 1
    return number, found
