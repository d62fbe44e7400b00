"""ALTO, the Library of Congress's XML for the text of scanned pages: words in lines in blocks, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from lxml.etree import _Element

from panelrecord.errors import EmptyInput
from panelrecord.source.article import Mapped, Metadata
from panelrecord.source.columns import Line
from panelrecord.source.html import whole_fragment
from panelrecord.source.layout import SCANNED, Leaf, flowing_html
from panelrecord.source.values import language_tag, number
from panelrecord.source.xml_tree import every, first, outermost, parse_xml

_PLACE = ("HPOS", "VPOS", "WIDTH", "HEIGHT")


def read_alto(text: str) -> Mapped:
    """The text of the pages in an ALTO file. Raises DamagedInput where it is malformed, EmptyInput without any text."""
    root = parse_xml(text)
    html = whole_fragment(flowing_html(alto_pages(root), larger=SCANNED))
    if not html:
        raise EmptyInput("is ALTO without any text", mend="recognise the text of the scan first")
    tags = [element.get("LANG") or element.get("language") for element in root.iter("{*}TextBlock", "{*}Page")]
    return Mapped(html, Metadata(language=next(filter(None, map(language_tag, tags)), None)))


def alto_pages(root: _Element) -> list[Leaf]:
    """The pages under an ``alto`` element; margins count only where nothing is printed between them."""
    sizes = font_sizes(root)
    blocks = count(1)
    pages = []
    for page in outermost(root, "Page"):
        lines = [line for space in every(page, "PrintSpace") for line in _lines(space, sizes, blocks)]
        pages.append(Leaf(tuple(lines or _lines(page, sizes, blocks))))
    return pages


def block_lines(block: _Element, block_number: int, sizes: dict[str | None, float]) -> Iterator[Line]:
    """The lines of a ``TextBlock``."""
    of_block = _size((block,), sizes)
    for line in every(block, "TextLine"):
        text = " ".join(_words(line))
        if text:
            left, top, width, height = (number(line.get(key)) for key in _PLACE)
            size = _size((line, *every(line, "String")[:1]), sizes) or of_block or height
            yield Line(text, left, top, left + width, top + height, size, block_number)


def _size(elements: Sequence[_Element], sizes: dict[str | None, float]) -> float:
    """The size of the last style named for elements of which each holds the next; 0 where none has one."""
    styles = " ".join(element.get("STYLEREFS") or "" for element in elements).split()
    return next((sizes[style] for style in reversed(styles) if sizes.get(style)), 0.0)


def font_sizes(root: _Element) -> dict[str | None, float]:
    """The sizes of the styles that an ALTO file names."""
    return {style.get("ID"): number(style.get("FONTSIZE")) for style in root.iter("{*}TextStyle")}


def _lines(space: _Element, sizes: dict[str | None, float], blocks: Iterator[int]) -> list[Line]:
    return [line for block in space.iter("{*}TextBlock") for line in block_lines(block, next(blocks), sizes)]


def _words(line: _Element) -> Iterator[str]:
    """The words of a line; of one that two lines share, the whole stands in the first."""
    strings = every(line, "String")
    broken = strings[-1] if strings and first(line, "HYP") is not None else None
    for part in strings:
        if part.get("SUBS_TYPE") == "HypPart2":
            continue
        whole = part.get("SUBS_CONTENT") if part.get("SUBS_TYPE") == "HypPart1" else None
        text = whole or part.get("CONTENT") or ""
        if not whole and part is broken:
            text = text.removesuffix("-") + "-"
        if text:
            yield text
