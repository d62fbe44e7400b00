"""hOCR, the HTML in which programs that recognise printed text put lines and words with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from lxml.etree import _Element, iterwalk

from panelrecord.errors import EmptyInput
from panelrecord.source.article import Mapped, Metadata
from panelrecord.source.columns import Line
from panelrecord.source.dates import iso_date
from panelrecord.source.html import whole_fragment
from panelrecord.source.html_tree import parse_html, text_of
from panelrecord.source.layout import SCANNED, Leaf, flowing_html
from panelrecord.source.values import author_names, language_tag, number, words_of

_TEXT = ("ocr_line", "ocrx_line", "ocr_textfloat", "ocr_header")
_LINES = dict.fromkeys(_TEXT, "text") | {"ocr_caption": "caption"}
_BOX = re.compile(r"\bbbox\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)")
_SIZE = re.compile(r"\bx_f?size\s+([\d.]+)")
_FILE_NAME = re.compile(r"\S+\.\w{2,5}\Z")


def read_hocr(text: str) -> Mapped:
    """The text of the pages of an hOCR file. Raises EmptyInput where no line holds a word."""
    root = parse_html(text)
    blocks = count(1)
    pages = list(_pages(root))
    html = whole_fragment(flowing_html([Leaf(tuple(_lines(page, blocks))) for page in pages], larger=SCANNED))
    if not html:
        raise EmptyInput("is hOCR without any text", mend="recognise the text of the scan again")
    return Mapped(html, _metadata(root))


def _classes(element: _Element) -> list[str]:
    return (element.get("class") or "").split()


def _pages(root: _Element) -> Iterator[_Element]:
    """The pages; one that says to be in another is that other's."""
    walk = iterwalk(root, events=("start",))
    for _, element in walk:
        if "ocr_page" in _classes(element):
            yield element
            walk.skip_subtree()


def _lines(page: _Element, blocks: Iterator[int]) -> Iterator[Line]:
    """The lines of a page; all that is in a line is the line's."""
    block = next(blocks)
    walk = iterwalk(page, events=("start",))
    for _, element in walk:
        classes = _classes(element)
        if "ocr_par" in classes:
            block = next(blocks)
        kind = next((_LINES[name] for name in classes if name in _LINES), None)
        words = text_of(element) if kind else ""
        if kind:
            walk.skip_subtree()
        if kind and words:
            stated = element.get("title") or ""
            box = _BOX.search(stated)
            left, top, right, bottom = map(number, box.groups()) if box else (0.0, 0.0, 0.0, 0.0)
            size = _SIZE.search(stated)
            yield Line(words, left, top, right, bottom, number(size[1]) if size else bottom - top, block, kind)


def _metadata(root: _Element) -> Metadata:
    """What Dublin Core in the head says, and a title that is no file's name."""
    named = {(meta.get("name") or "").lower(): meta.get("content") or "" for meta in root.iter("meta")}
    title = words_of(next((text_of(element) for element in root.iter("title")), None))
    languages = (root.get("lang"), named.get("dc.language"), (named.get("ocr-langs") or "").split(" ")[0])
    return Metadata(
        title=words_of(named.get("dc.title")) or (title if title and not _FILE_NAME.match(title) else None),
        authors=author_names(named.get("dc.creator")),
        published=iso_date(named.get("dc.date") or ""),
        language=next(filter(None, map(language_tag, languages)), None),
    )
