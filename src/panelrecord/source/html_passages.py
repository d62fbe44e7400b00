"""A page's text as a flat list of passages, each the text of one paragraph, heading, item or cell and its place.

The list is what the choice of the main content works on, and what the clean HTML for pandoc is written from: the
elements that mean something for an article, and no attributes but the targets of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from lxml.etree import _Element

from panelrecord.errors import InputTooLarge
from panelrecord.source.html_tree import tag_of
from panelrecord.source.limits import MAX_PASSAGES
from panelrecord.values import dataclass

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TEXTLESS = frozenset([
    "head", "title", "meta", "link", "script", "style", "noscript", "template", "iframe", "object", "embed",
    "applet", "svg", "canvas", "audio", "video", "map", "button", "input", "select", "textarea", "option",
    "datalist", "frame", "frameset", "noframes", "col", "colgroup",
])  # fmt: skip
_WRAPPERS = HEADINGS | {"ul", "ol", "li", "blockquote", "dl", "dt", "dd", "figure", "figcaption", "pre", "p"}
_TABLE = frozenset({"table", "tr", "td", "th"})
_DIVISIONS = frozenset([
    "address", "article", "aside", "body", "caption", "center", "details", "dialog", "dir", "div", "fieldset",
    "footer", "form", "header", "hgroup", "hr", "html", "legend", "main", "menu", "nav", "section", "summary",
    "tbody", "tfoot", "thead",
])  # fmt: skip
_BLOCKS = _WRAPPERS | _TABLE | _DIVISIONS
_INNERMOST = HEADINGS | {"p", "pre", "figcaption"}
_PARENTS = {"li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",), "figcaption": ("figure",)}
_MARKS = {"a": "a", "b": "b", "strong": "b", "em": "em", "i": "em", "code": "code", "sup": "sup", "sub": "sub"}
_LEADS_SOMEWHERE = re.compile(r"\s*(?:https?:|mailto:|(?![\w+.-]*:)\S)", re.IGNORECASE)
_LINE_BREAK = "\v"  # in gathered text, where a newline is only a space
_MOST_CELL_TEXT = 400
# Of what is repeated in each paragraph that it goes on in: an address as browsers take it, and marks in each other.
_LONGEST_ADDRESS = 2_000
_MOST_MARKS = 20
_LEAST_PROSE, _PLAINLY_PROSE = 20, 80  # characters: less is none, as much is some without being a sentence
_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*$")
_DEEPEST = 100  # levels that can mean something; below, every paragraph would drag a chain of thousands along


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that no block element interrupts.

    `chain` is every block element around it, from the body inwards; `path` those that the clean HTML repeats. `text`
    has a line for each of the passage's. `innermost` is the name of the last element of the path, "" for none. `size`,
    `linked` and `links` are its characters, those inside links, and its links; `prose` those of running text: none
    where it is short, mostly links or a heading. `is_caption` where the page's classes say so; a ``figcaption`` is in
    the path.
    """

    chain: tuple[_Element, ...]
    path: tuple[_Element, ...]
    innermost: str
    html: str
    text: str
    size: int
    linked: int
    links: int
    prose: int
    is_caption: bool

    def in_heading(self, tag: str | None = None) -> bool:
        """Whether the passage is a heading's, or that of the level that `tag` names."""
        return self.innermost == tag if tag else self.innermost in HEADINGS  # nothing is kept inside a heading


class _Collector:
    """Gathers text into passages while the tree is walked; inline marks that stay open go on in the next passage."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.marks: list[tuple[str, str]] = []  # opening and closing tags
        self.pieces: list[str] = []
        self.texts: list[str] = []
        self.linked = self.links = 0

    def text(self, text: str) -> None:
        if self.pieces and self.pieces[-1] == "<br>" and text.isspace():
            return  # so that two line breaks on two lines of source are seen to be two in a row
        self.pieces.append(escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text)
        self.texts.append(text)
        if self.marks and any(closing == "</a>" for _, closing in self.marks):
            self.linked += len("".join(text.split()))

    def open_mark(self, opening: str, closing: str) -> None:
        self.marks.append((opening, closing))
        self.pieces.append(opening)
        self.links += closing == "</a>"

    def close_mark(self) -> None:
        self.pieces.append(self.marks.pop()[1])

    def line_break(self, chain: tuple[_Element, ...], path: tuple[_Element, ...]) -> None:
        if self.pieces and self.pieces[-1] == "<br>":  # two in a row are how old pages part paragraphs
            self.flush(chain, path)
        else:
            self.pieces.append("<br>")
            self.texts.append(_LINE_BREAK)

    def flush(self, chain: tuple[_Element, ...], path: tuple[_Element, ...]) -> None:
        """Ends the passage that has been gathered, if there is any text in it."""
        text = "".join(self.texts)
        words = text.split()
        if words:
            whole = " ".join(words)
            size = len(whole) - len(words) + 1
            innermost = tag_of(path[-1]) if path else ""
            lines = whole if _LINE_BREAK not in text else _lines(text)
            prose = 0 if innermost in HEADINGS else _prose(lines, size, self.linked)
            is_caption = any("caption" in (element.get("class") or "").lower() for element in chain[-2:])
            self.passages.append(
                Passage(chain, path, innermost, self._html(), lines, size, self.linked, self.links, prose, is_caption)
            )
        self.pieces = [opening for opening, _ in self.marks]
        self.texts = []
        self.linked = 0
        self.links = sum(closing == "</a>" for _, closing in self.marks) if self.marks else 0

    def _html(self) -> str:
        """What has been gathered, all marks closed, without line breaks at either end."""
        pieces = self.pieces
        while pieces and _is_blank(pieces[-1]):
            pieces.pop()
        first = 0
        while first < len(pieces) and _is_blank(pieces[first]):
            first += 1
        return "".join((*pieces[first:], *(closing for _, closing in reversed(self.marks))))


def _is_blank(piece: str) -> bool:
    return piece == "<br>" or piece.isspace()


def _lines(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split(_LINE_BREAK)).strip()


def _prose(text: str, size: int, linked: int) -> int:
    """How much running text a passage is that is no heading: not what is short, and not what is mostly links."""
    plain = size - linked
    if plain < _LEAST_PROSE or linked > size / 2:
        return 0
    return plain if plain >= _PLAINLY_PROSE or _SENTENCE.search(text) else 0


def read_passages(root: _Element) -> list[Passage]:
    """The passages under `root` in the order of the page, without what is no text or is hidden.

    Raises InputTooLarge where they are more than a page can have.
    """
    collector = _Collector()
    # Entries are (element, chain, path) to enter and (None, chain, path) to leave a block; a str is text to come.
    stack: list[tuple[_Element | str | None, tuple[_Element, ...], tuple[_Element, ...]]] = [(root, (), ())]
    while stack:
        item, chain, path = stack.pop()
        if isinstance(item, str):
            if item == _END_MARK:
                collector.close_mark()
            else:
                collector.text(item)
            continue
        if item is None:
            collector.flush(chain, path)
            if len(collector.passages) > MAX_PASSAGES:
                raise InputTooLarge(f"is a page of over {MAX_PASSAGES} paragraphs", mend="give the article alone")
            continue
        tag = tag_of(item)
        if item.tail and item is not root:
            stack.append((item.tail, chain, path))
        if not tag or tag in _TEXTLESS or _is_hidden(item):
            continue
        if tag == "br":
            collector.line_break(chain, path)
            continue
        if tag in _BLOCKS:
            collector.flush(chain, path)
            if len(chain) < _DEEPEST:
                chain = (*chain, item)
            if _is_kept(item, tag, path):
                path = (*path, item)
            stack.append((None, chain, path))
        elif tag in _MARKS and (tag != "a" or _leads_somewhere(item)) and len(collector.marks) < _MOST_MARKS:
            collector.open_mark(*_mark(item, tag))
            stack.append((_END_MARK, chain, path))
        elif tag == "q":
            collector.text("“")
            stack.append(("”", chain, path))
        if len(item):
            stack += [(child, chain, path) for child in reversed(item)]
        if item.text:
            collector.text(item.text)
    collector.flush((root,), ())
    return collector.passages


_END_MARK = "\0"  # no text of a page is this character: it never reaches here


def _leads_somewhere(link: _Element) -> bool:
    address = link.get("href") or ""
    return len(address) <= _LONGEST_ADDRESS and _LEADS_SOMEWHERE.match(address) is not None


def _mark(element: _Element, tag: str) -> tuple[str, str]:
    name = _MARKS[tag]
    if name != "a":
        return f"<{name}>", f"</{name}>"
    return f'<a href="{escape((element.get("href") or "").strip())}">', "</a>"


def _is_hidden(element: _Element) -> bool:
    if element.get("hidden") is not None:
        return True
    return "display:none" in (element.get("style") or "").replace(" ", "").lower()


def _is_kept(element: _Element, tag: str, path: tuple[_Element, ...]) -> bool:
    """Whether the clean HTML repeats this element: one that means something, where it may stand."""
    if path and tag_of(path[-1]) in _INNERMOST:
        return False
    if tag in _PARENTS:
        return bool(path) and tag_of(path[-1]) in _PARENTS[tag]
    return tag in _WRAPPERS or (tag in _TABLE and _is_of_data(element, path))


def _is_of_data(element: _Element, path: tuple[_Element, ...]) -> bool:
    """Whether a part of a table is of one that holds data: most old pages are laid out by tables."""
    tag = tag_of(element)
    if tag != "table":
        return any(tag_of(outer) == "table" for outer in path)
    if next(element.iterdescendants("table", "h1", "h2", "h3", "ul", "ol", "form", "article"), None) is not None:
        return False
    rows = [[cell for cell in row if tag_of(cell) in ("td", "th")] for row in element.iter("tr")]
    if len(rows) < 2 or sum(len(row) > 1 for row in rows) * 2 <= len(rows):
        return False
    return all(len("".join(map(str, cell.itertext()))) <= _MOST_CELL_TEXT for row in rows for cell in row)


def write_html(passages: Iterable[Passage]) -> str:
    """The passages as HTML that nests nothing but what they say they stand in."""
    return "".join(_pieces(passages))


def _pieces(passages: Iterable[Passage]) -> Iterator[str]:
    is_open: tuple[_Element, ...] = ()
    for passage in passages:
        if passage.is_caption and all(tag_of(element) in ("p", "figure") for element in passage.path):
            yield from (f"</{tag_of(element)}>" for element in reversed(is_open))
            is_open = ()
            yield f"<figure><figcaption>{passage.html}</figcaption></figure>\n"
            continue
        shared = 0
        for outer, inner in zip(is_open, passage.path, strict=False):
            # Two paragraphs of one element (parted by <br><br>) are two paragraphs.
            if outer is not inner or tag_of(outer) == "p":
                break
            shared += 1
        yield from (f"</{tag_of(element)}>" for element in reversed(is_open[shared:]))
        yield from (f"<{tag_of(element)}>" for element in passage.path[shared:])
        is_open = passage.path
        is_whole = passage.innermost in _INNERMOST or passage.innermost == "dt"
        yield passage.html if is_whole else f"<p>{passage.html}</p>"
        yield "\n"
    yield from (f"</{tag_of(element)}>" for element in reversed(is_open))
