"""Pages of lines with their places, as PDF and digitised papers hold them, become text that reads on.

Running heads and page numbers go. Columns are read one after the other, what stands across them before what is below.
Lines become paragraphs again, also over the end of a column or page, and words that a line end parts become one.
All lengths of one document are in one unit, whichever; only their proportions count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from html import escape
from itertools import pairwise
from statistics import median

from panelrecord.source.columns import Line, columns
from panelrecord.source.hyphens import HYPHENS, compounds_in, first_half
from panelrecord.source.running_heads import without_running_heads
from panelrecord.values import dataclass

EXACT, SCANNED = 1.12, 1.25
"""By how much a heading's letters exceed those of the text, where sizes are stated and where they are measured."""

_ITEM = re.compile(r"[•▪‣●○◦∙·*–—-][ \u00a0]+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]*]*\Z")
_RUNS_ON = re.compile(r"[a-z]|[,;)]")
_SHORT = 2  # letters that had room besides the next line's first word, so that the line ends its paragraph
_INDENT = 0.7  # of the letters' size: what opens a paragraph
_GAP = 0.45  # of the letters' size, more than between the lines of the column: what parts paragraphs
_MANY = 4  # gaps between lines, which show what is usual in a column
_LONGEST_WORD = 200  # characters; without a bound, lines that all end amid a word would be copied for each other
_LONGEST_HEADING = 250  # characters


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its lines, and whether they come in the order of reading already."""

    lines: tuple[Line, ...]
    is_ordered: bool = False


@dataclass(slots=True)
class _Paragraph:
    kind: str
    lines: list[Line]


def flowing_html(pages: Sequence[Leaf], *, larger: float) -> str:
    """The text of pages as HTML: paragraphs, headings, captions and items of lists.

    `larger` is `EXACT` or `SCANNED`. The largest of the first headings becomes the title.
    """
    kept = without_running_heads([page.lines for page in pages])
    flow: list[list[Line]] = []
    for page, lines in zip(pages, kept, strict=True):
        flow += _as_given(lines) if page.is_ordered else columns(lines)
    if not flow:
        return ""
    lines = [line for column in flow for line in column]
    sizes = _sizes(lines)
    body = _body_size(lines)
    marked = [[_marked(line, sizes.get(line.block, line.size), larger * body) for line in column] for column in flow]
    paragraphs = _paragraphs(marked)
    text = "\n".join(line.text for line in lines)
    first = [paragraph for paragraph in paragraphs if paragraph.kind == "heading"]
    title = max(first[:6], key=lambda paragraph: max(line.size for line in paragraph.lines), default=None)
    return "\n".join(_html(paragraphs, title, compounds_in(text)))


def _as_given(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines in their order, parted where they go back to the top: each part is a column."""
    found: list[list[Line]] = []
    for line in lines:
        if found and line.top >= found[-1][-1].top - line.size and line.left < found[-1][-1].right:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _body_size(lines: Iterable[Line]) -> float:
    """The size that most of the letters have."""
    sizes = sorted((line.size, len(line.text)) for line in lines)
    half = sum(length for _, length in sizes) / 2
    for size, length in sizes:
        half -= length
        if half <= 0:
            return size
    return 0.0


def _sizes(lines: Iterable[Line]) -> dict[int, float]:
    """The size of each block: on a scan the height of a line depends on the letters that happen to be in it."""
    blocks: dict[int, list[float]] = {}
    for line in lines:
        if line.block:
            blocks.setdefault(line.block, []).append(line.size)
    return {block: median(sizes) for block, sizes in blocks.items()}


def _marked(line: Line, size: float, least: float) -> Line:
    is_heading = line.kind == "text" and size > least and len(line.text) < _LONGEST_HEADING
    return replace(line, kind="heading") if is_heading and any(map(str.isalpha, line.text)) else line


# ------------------------------------------------------------- paragraphs


def _paragraphs(flow: Sequence[Sequence[Line]]) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    all_gaps = [gap for column in flow for gap in _gaps(column)]
    everywhere = _usual(all_gaps)
    right_before = 0.0  # the reach of the column in which the line before stands
    for column in flow:
        reach = _reach(column)
        gaps = _gaps(column)
        usual = _usual(gaps) if len(gaps) >= _MANY else everywhere
        for number, line in enumerate(column):
            left, right = reach[line.block]
            last = _last_of_kind(found, line)
            if last is None:
                found.append(_Paragraph(line.kind, [line]))
                continue
            before = last.lines[-1]
            if line.kind == "text" and _runs_on(before, line):
                last.lines.append(line)
            elif (
                found[-1] is not last
                or (number == 0 and _begins_column(before, line, left, right_before))
                or (number > 0 and _begins(before, line, left, right, usual))
            ):
                found.append(_Paragraph(line.kind, [line]))
            else:
                last.lines.append(line)
            right_before = right
    return found


def _reach(column: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """From where to where the lines of each block reach; for a block of one line, those of its column."""
    blocks: dict[int, list[Line]] = {}
    for line in column:
        blocks.setdefault(line.block, []).append(line)
    whole = _extent([line for line in column if line.kind == "text"] or column)
    return {block: _extent(lines) if len(lines) > 1 else whole for block, lines in blocks.items()}


def _extent(lines: Sequence[Line]) -> tuple[float, float]:
    return min(line.left for line in lines), max(line.right for line in lines)


def _gaps(column: Sequence[Line]) -> list[float]:
    return [under.top - over.bottom for over, under in pairwise(column) if over.kind == under.kind == "text"]


def _usual(gaps: Sequence[float]) -> float:
    """The white between lines of one paragraph: of the white between lines it is the lesser, and never the rarest."""
    return sorted(gaps)[len(gaps) // 4] if gaps else 0.0


def _last_of_kind(found: Sequence[_Paragraph], line: Line) -> _Paragraph | None:
    """The paragraph that the line may go on with: captions and headings may stand between its two halves."""
    for paragraph in reversed(found[-3:]):
        if paragraph.kind == line.kind:
            return paragraph
        if line.kind != "text":
            return None
    return None


def _runs_on(before: Line, line: Line) -> bool:
    """Whether the line goes on amid the sentence, or the word, with which the one before it ends."""
    if _ITEM.match(line.text) or _SENTENCE_END.search(before.text):
        return False
    return _RUNS_ON.match(line.text) is not None


def _begins(before: Line, line: Line, left: float, right: float, usual: float) -> bool:
    """Whether a line begins a paragraph; `usual` is the white between the lines of a column from `left` to `right`."""
    if line.kind != "text":
        return line.block != before.block or line.top - before.bottom > line.size
    if _ITEM.match(line.text) or line.block != before.block:
        return True
    if line.top - before.bottom > usual + _GAP * line.size:
        return True
    is_indented = line.left - left > _INDENT * line.size
    if is_indented and before.left < line.left - _INDENT * line.size / 2 and not _ITEM.match(before.text):
        return True
    return _ends_early(before, line, right)


def _begins_column(before: Line, line: Line, left: float, right_before: float) -> bool:
    """Whether a column's first line begins a paragraph: `before` ends the column to the left, or on the page before."""
    if line.kind != "text" or line.top > before.bottom or _ITEM.match(line.text):
        return True
    return line.left - left > _INDENT * line.size or _ends_early(before, line, right_before)


def _ends_early(before: Line, line: Line, right: float) -> bool:
    """Whether the next line's first word had room in the line before it, so that this line ends a paragraph."""
    letter = (before.right - before.left) / len(before.text)
    room = right - before.right - letter * (1 + len(line.text.partition(" ")[0]))
    ends = _SENTENCE_END.search(before.text) is not None
    return room > (_SHORT if ends else 3 * _SHORT) * letter and (ends or not line.text[:1].islower())


# ------------------------------------------------------------------- HTML


def _html(paragraphs: Sequence[_Paragraph], title: _Paragraph | None, compounds: Set[str]) -> Iterator[str]:
    in_list = False
    for paragraph in paragraphs:
        words = joined([line.text for line in paragraph.lines], compounds)
        item = _ITEM.match(words) if paragraph.kind == "text" else None
        if (item is not None) != in_list:
            yield "<ul>" if item else "</ul>"
            in_list = item is not None
        if paragraph.kind == "heading":
            tag = "h1" if paragraph is title else "h2"
            yield f"<{tag}>{escape(words, quote=False)}</{tag}>"
        elif paragraph.kind == "caption":
            yield f"<figure><figcaption>{escape(words, quote=False)}</figcaption></figure>"
        elif item:
            yield f"<li>{escape(words[item.end() :], quote=False)}</li>"
        else:
            yield f"<p>{escape(words, quote=False)}</p>"
    if in_list:
        yield "</ul>"


def joined(lines: Iterable[str], compounds: Set[str]) -> str:
    """Lines as one: a hyphen at a line's end goes, unless the word is one of `compounds`, or looks like one."""
    pieces: list[str] = []
    last = ""  # the word with which the pieces end
    for line in lines:
        half = first_half(last, line, compounds)
        is_of_names = (
            last[-1:] in ("-", "\u2010") and last[-2:-1].isalpha() and (line[:1].isupper() or line[:1].isdigit())
        )
        if half and half != last:  # without its hyphen
            pieces[-1] = pieces[-1][:-1]
        elif pieces and not half and not is_of_names:  # "al-" and "Tijani" go on without a blank
            pieces.append(" ")
            last = ""
        pieces.append(line)
        last = line.rpartition(" ")[2] if " " in line else f"{half or last}{line}"[-_LONGEST_WORD:]
    return "".join(pieces).translate(_UNSEEN)


_UNSEEN = str.maketrans("", "", HYPHENS[1:3])
