"""PAGE, the XML in which programs that recognise and correct printed text keep regions, their kinds and their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from lxml.etree import _Element

from panelrecord.errors import EmptyInput
from panelrecord.source.article import Mapped, Metadata
from panelrecord.source.columns import Line
from panelrecord.source.html import whole_fragment
from panelrecord.source.layout import SCANNED, Leaf, flowing_html
from panelrecord.source.values import language_tag, number
from panelrecord.source.xml_tree import every, first, local, outermost, parse_xml

_LANGUAGES = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "dutch": "nl", "latin": "la"}
_NOT_THE_ARTICLE = frozenset({"header", "footer", "page-number", "catch-word", "signature-mark", "marginalia"})
_KINDS = {"heading": "heading", "caption": "caption"}


def read_page_xml(text: str) -> Mapped:
    """The text of the pages of a PAGE file, in the order it states or, where it states none, in that of their places.

    Raises DamagedInput where it is malformed, EmptyInput without any text.
    """
    root = parse_xml(text)
    blocks = count(1)
    pages = [_page(page, blocks) for page in outermost(root, "Page")]
    html = whole_fragment(flowing_html(pages, larger=SCANNED))
    if not html:
        raise EmptyInput("is PAGE without any text", mend="recognise the text of the scan first")
    stated = [element.get("primaryLanguage") or "" for element in root.iter("{*}Page", "{*}TextRegion")]
    tags = (_LANGUAGES.get(name.lower(), name) for name in stated if len(name) < 4 or name.lower() in _LANGUAGES)
    return Mapped(html, Metadata(language=next(filter(None, map(language_tag, tags)), None)))


def _page(page: _Element, blocks: Iterator[int]) -> Leaf:
    regions = {region.get("id"): region for region in page.iter("{*}TextRegion")}
    order = dict.fromkeys(key for key in _order(first(page, "ReadingOrder")) if key in regions)
    held = [*(regions[key] for key in order), *(region for key, region in regions.items() if key not in order)]
    lines = [
        line
        for block, region in zip(blocks, held, strict=False)
        if (region.get("type") or "paragraph") not in _NOT_THE_ARTICLE
        for line in _lines(region, block)
    ]
    return Leaf(tuple(lines), is_ordered=bool(order))


def _order(group: _Element | None) -> Iterator[str]:
    """The regions in the order of reading; groups may be in groups, and state their order by an index."""
    waiting = [] if group is None else [group]  # the next one last
    while waiting:
        member = waiting.pop()
        if reference := member.get("regionRef"):
            yield reference
        if not local(member).startswith("RegionRef"):
            members = sorted(member.iterchildren("*"), key=lambda member: number(member.get("index")))
            waiting += reversed(members)


def _lines(region: _Element, block: int) -> Iterable[Line]:
    kind = _KINDS.get(region.get("type") or "", "text")
    own = every(region, "TextLine")
    for line in own or [region]:
        parts = _text(line).split("\n")
        left, top, right, bottom = _box(line)
        height = (bottom - top) / len(parts)
        for row, part in enumerate(parts):
            if part.strip():
                place = top + row * height
                yield Line(" ".join(part.split()), left, place, right, place + height, height, block, kind)


def _text(line: _Element) -> str:
    """The text that is stated first for the line, or that of its words."""
    if stated := _stated(line):
        return stated
    return " ".join(filter(None, map(_stated, every(line, "Word"))))


def _stated(element: _Element) -> str:
    stated = first(element, "TextEquiv/Unicode", "TextEquiv/PlainText")
    return str(stated.text or "") if stated is not None else ""


def _box(line: _Element) -> tuple[float, float, float, float]:
    shape = first(line, "Coords")
    if shape is None:
        return 0.0, 0.0, 0.0, 0.0
    written = shape.get("points") or " ".join(f"{p.get('x')},{p.get('y')}" for p in every(shape, "Point"))
    points = [tuple(map(number, point.split(","))) for point in written.split()]
    if not points or any(len(point) != 2 for point in points):
        return 0.0, 0.0, 0.0, 0.0
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)
