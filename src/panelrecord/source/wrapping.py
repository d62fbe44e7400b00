"""Which line ends of a plain text are the writer's own, and which only where a program or a hand wrapped a paragraph.

A line end is a wrap where the line is so long that the next word would not have fitted, and the next line goes on as
prose does. It is the writer's own in addresses, programmes ("Time: 3 pm"), lists, verse and headers of e-mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from panelrecord.values import dataclass

_WIDEST_WRAP = 110  # longer lines are paragraphs that an editor wraps on the screen
_NARROWEST_WRAP = 20
_NARROWEST_PROSE = 55  # below, wrapped prose must be told from verse
_FULL = 0.88  # of the width: what a line reaches, with the next word, that was wrapped by a program
_NEARLY = 0.6  # of the width: what a line reaches that was wrapped by hand

ITEM = re.compile(r"(?:[-*•–—+o·>][ \t]+|\(?\d{1,3}[.)][ \t]+|\(?[a-z][)][ \t]+)\S|\d{1,2}[.:]\d\d\b")
"""What the first line of a list item, or a line of a programme, begins with."""

_FIELD = re.compile(r"[A-Z][\w/.'-]{0,20}(?: [\w/.'-]{1,15}){0,2}:(?:[ \t]|$)")
_ITEM_STARTS = frozenset("-*•–—+·>(0123456789abcdefghijklmnopqrstuvwxyz")
_CENTRED = 4  # blanks before a line that may be set in the middle
_OFF_CENTRE = 4  # twice the blanks by which a hand misses the middle
_LINKS = frozenset((
    "a", "an", "and", "as", "at", "between", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with",
))  # fmt: skip
_RULE_CHARACTERS = frozenset("-=_*~#.")
_RULE = re.compile(r"([-=_*~#.])\1{2,}$")
_SENTENCE_ENDS = frozenset(".!?:\"'”’)]")
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")
_BLANK_LINES = re.compile(r"\n(?:[ \t\u00a0]*\n)+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the blanks around it; `width` counts its indentation, `opener` is the length of its first word."""

    text: str
    indent: int
    width: int
    opener: int
    is_item: bool
    is_field: bool
    is_rule: bool
    ends_sentence: bool


Paragraph = list[tuple[Line, bool]]
"""Lines, each with whether its end is only a wrap; the last one's never is."""


def paragraphs(text: str) -> Iterator[Paragraph]:
    r"""The paragraphs of `text`, whose line ends are ``\n``."""
    blocks = []
    pages = text.replace("\f", "\n\n").replace("\v", "\n\n")
    for block in _BLANK_LINES.split(pages):
        lines = [line for line in map(_line, block.split("\n")) if line.text]
        if lines:
            blocks.append(lines)
    common = _common_width(blocks)
    for lines in blocks:
        yield from _of_block(lines, common)


def _line(raw: str) -> Line:
    line = raw.expandtabs() if "\t" in raw else raw
    bare = line.strip(" ")
    width = len(line.rstrip(" "))
    text = raw.strip(" \t")
    return Line(
        text,
        width - len(bare),
        width,
        (bare + " ").index(" "),
        # A look at one character spares most lines the patterns.
        text[:1] in _ITEM_STARTS and ITEM.match(text) is not None,
        ":" in text and _FIELD.match(text) is not None,
        text[:1] in _RULE_CHARACTERS and _RULE.match(text) is not None,
        text[-1:] in _SENTENCE_ENDS and _SENTENCE_END.search(text) is not None,
    )


def _common_width(blocks: list[list[Line]]) -> int:
    """The width that most blocks of three lines and more are wrapped at; 0 where there are none."""
    widths = sorted(max(line.width for line in block) for block in blocks if len(block) > 2)
    width = widths[len(widths) // 2] if widths else 0
    return width if width <= _WIDEST_WRAP else 0


def _of_block(lines: list[Line], common: int) -> Iterator[Paragraph]:
    own = max(line.width for line in lines)
    joins = _joins(lines, max(own, common) if len(lines) == 2 else own, common)
    if own > _WIDEST_WRAP and not any(joins):  # every line is a paragraph
        yield from ([(line, False)] for line in lines)
        return
    paragraph: Paragraph = []
    for number, line in enumerate(lines):
        joined = number < len(joins) and joins[number]
        paragraph.append((line, joined))
        if not joined and number < len(joins) and _parts_paragraphs(lines, joins, number):
            yield paragraph
            paragraph = []
    yield paragraph


def _joins(lines: list[Line], width: int, common: int) -> list[bool]:
    """For each line but the last, whether its end is a wrap."""
    pairs = list(pairwise(lines))
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP or (width < _NARROWEST_PROSE and _is_verse(lines)):
        return [False] * len(pairs)
    may = [_may_follow(line, following) for line, following in pairs]
    full = [
        possible and line.width + 1 + following.opener > _FULL * width
        for possible, (line, following) in zip(may, pairs, strict=True)
    ]
    least = _NEARLY * width if width >= _NARROWEST_PROSE else width
    surely = [
        possible and _goes_on(following) and (is_full or line.width > least)
        for possible, is_full, (line, following) in zip(may, full, pairs, strict=True)
    ]
    # A line that goes on with a capital or a digit is prose where its neighbours are, or where it breaks off as wide
    # as the rest of the text and amid a sentence.
    return [
        surely[number]
        or (full[number] and (any(surely[max(0, number - 2) : number + 3]) or _breaks_off(line, following, common)))
        or (line.width > _NEARLY * width and _is_folded(line, following))
        for number, (line, following) in enumerate(pairs)
    ]


def _is_verse(lines: list[Line]) -> bool:
    """Lines of verse end where a clause ends; lines of a narrow column end anywhere."""
    ends = [line.text[-1].isalnum() for line in lines[:-1]]
    return ends.count(True) * 2 < len(ends)


def _may_follow(line: Line, following: Line) -> bool:
    if following.is_rule or line.is_rule or (following.is_field and line.is_field):
        return False
    if following.is_item:
        return not line.ends_sentence and not line.is_item
    if _is_centred(line, following):
        return False
    # An indented line after a finished sentence opens a paragraph.
    return not (following.indent > line.indent + 1 and line.ends_sentence)


def _is_centred(line: Line, following: Line) -> bool:
    """Whether both lines are set about one middle, and the second is no rest of the first one's phrase."""
    return (
        min(line.indent, following.indent) >= _CENTRED
        and line.indent != following.indent
        and abs(line.indent + line.width - following.indent - following.width) <= _OFF_CENTRE
        and not _goes_on(following)
        and line.text.rpartition(" ")[2] not in _LINKS
        and line.text[-1] not in ",:-"
    )


def _goes_on(following: Line) -> bool:
    return "a" <= following.text[0] <= "z"


def _breaks_off(line: Line, following: Line, common: int) -> bool:
    if following.width < _NEARLY * common and not following.ends_sentence:  # a name or a house below a title
        return False
    return bool(common) and _FULL * common < line.width <= common + 3 and not line.ends_sentence


def _is_folded(line: Line, following: Line) -> bool:
    """Whether the next line is the rest of a header's value, indented as e-mail folds it."""
    return line.is_field and following.indent > line.indent + 1 and not (following.is_field or following.is_item)


def _parts_paragraphs(lines: list[Line], joins: list[bool], number: int) -> bool:
    """Whether a line end kept next to wrapped prose parts two paragraphs rather than two lines of one."""
    if joins[number + 1 : number + 3] == [True, True]:
        return True
    return number > 0 and joins[number - 1] and joins[number + 1 : number + 2] == [True] and lines[number].ends_sentence
