"""The blocks of pandoc's syntax tree as passages of text, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from panelrecord.document.document import BlockKind
from panelrecord.document.normalise import normalise

Node = dict[str, Any]
_TRANSPARENT = frozenset(("Emph", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"))
_MARKS = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_BREAK = "\x00"  # a line end the article keeps; NUL itself never comes through `normalise`


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that becomes a block; places are offsets into `text`. `tight` passages follow the one before
    on the next line, as items of one list do.
    """

    kind: BlockKind
    text: str
    level: int = 0
    tight: bool = False
    links: tuple[tuple[int, int, str], ...] = ()
    strong: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Run:
    """Inlines on their way to text: pieces, and the links and bold stretches as numbers of pieces."""

    pieces: list[str] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    strong: list[tuple[int, int]] = field(default_factory=list)


def passages(blocks: Sequence[Node]) -> list[Passage]:
    """The passages of a tree's blocks, footnotes last."""
    notes: list[Node] = []
    found = list(_walk(blocks, "paragraph", 0, notes))
    while notes:
        inner = list(notes)
        notes.clear()
        found.extend(_walk(inner, "paragraph", 0, notes))
    return found


def inline_text(inlines: Sequence[Node]) -> str:
    """The words of inlines on one line."""
    run = _Run()
    _collect(inlines, run, [])
    return normalise("".join(run.pieces).replace(_BREAK, " ")).strip()


def _walk(blocks: Iterable[Node], kind: BlockKind, level: int, notes: list[Node]) -> Iterator[Passage]:
    loose: list[Node] = []  # plain text between tags of raw HTML is one paragraph up to the next tag
    for block in blocks:
        what: str = block["t"]
        content: Any = block.get("c")
        if what == "Plain":
            yield from _passages_of(loose, kind, level, notes)
            loose = list(content)
            continue
        yield from _passages_of(loose, kind, level, notes)
        loose = []
        if what == "Para":
            yield from _passages_of(content, kind, level, notes)
        elif what == "Header":
            yield from _passages_of(content[2], "heading", content[0], notes)
        elif what == "BlockQuote":
            yield from _walk(content, "quote", level, notes)
        elif what in ("BulletList", "OrderedList"):
            items = content if what == "BulletList" else content[1]
            yield from _items(items, level + 1, notes)
        elif what == "DefinitionList":
            for term, definitions in content:
                yield from _passages_of(term, "item", level + 1, notes)
                for definition in definitions:
                    yield from _walk(definition, "paragraph", level, notes)
        elif what == "LineBlock":
            lines = [inline for line in content for inline in (*line, {"t": "LineBreak"})]
            yield from _passages_of(lines[:-1], kind, level, notes)
        elif what == "Div":
            yield from _walk(content[1], kind, level, notes)
        elif what == "Figure":
            yield from _walk(content[2], "caption", level, notes)
            yield from _walk(content[1][1], "caption", level, notes)
        elif what == "Table":
            yield from _table(content, notes)
        elif what == "CodeBlock":
            text = normalise(content[1]).strip("\n ")
            if text:
                yield Passage(kind, text, level)
    yield from _passages_of(loose, kind, level, notes)


def _items(items: Iterable[list[Node]], level: int, notes: list[Node]) -> Iterator[Passage]:
    first = level == 1
    for item in items:
        for number, passage in enumerate(_walk(item, "item", level, notes)):
            tight = not first and number == 0 and passage.kind == "item"
            yield Passage(passage.kind, passage.text, passage.level, tight, passage.links, passage.strong)
            first = False


def _table(content: list[Any], notes: list[Node]) -> Iterator[Passage]:
    _, caption, _, head, bodies, foot = content
    yield from _walk(caption[1], "caption", 0, notes)
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    for row in rows:
        for cell in row[1]:
            yield from _walk(cell[4], "cell", 0, notes)


def _passages_of(inlines: Sequence[Node], kind: BlockKind, level: int, notes: list[Node]) -> Iterator[Passage]:
    """One passage, or several where more than one line end in a row parts them."""
    if not inlines:
        return
    run = _Run()
    _collect(inlines, run, notes)
    text = "".join(run.pieces)
    if not run.links and not run.strong and _BREAK not in text:
        clean = _clean(text)
        if clean:
            yield Passage(kind, clean, level)
        return
    starts = list(accumulate(map(len, run.pieces), initial=0))
    marks = [(starts[first], starts[last], url) for first, last, url in run.links]
    bold = [(starts[first], starts[last]) for first, last in run.strong]
    at = 0
    for part in _split(text):
        begin = text.index(part, at)
        at = begin + len(part)
        yield from _passage(part, begin, kind, level, marks, bold)


def _split(text: str) -> Iterator[str]:
    """The paragraphs of a text with kept line ends: two or more in a row part them."""
    lines: list[str] = []
    start = 0
    pieces = text.split(_BREAK)
    place = 0
    for line in pieces:
        if line.strip():
            if not lines:
                start = place
            lines.append(line)
        elif lines:
            yield text[start : place - 1].rstrip(_BREAK)
            lines = []
        place += len(line) + 1
    if lines:
        yield text[start:].rstrip(_BREAK)


def _passage(
    raw: str,
    begin: int,
    kind: BlockKind,
    level: int,
    marks: Sequence[tuple[int, int, str]],
    bold: Sequence[tuple[int, int]],
) -> Iterator[Passage]:
    text = _clean(raw)
    if not text:
        return

    def place(offset: int) -> int:
        """Where an offset into the raw text stands in the clean one."""
        return min(len(text), len(_clean(raw[: max(0, offset - begin)] + "\ue000")) - 1)

    links, strong = [], []
    for start, end, url in marks:
        if begin <= start and end <= begin + len(raw):
            first, last = _trimmed(text, place(start), place(end))
            if first < last:
                links.append((first, last, url))
    for start, end in bold:
        if begin <= start and end <= begin + len(raw):
            first, last = _trimmed(text, place(start), place(end))
            if first < last:
                strong.append((first, last))
    yield Passage(kind, text, level, False, tuple(links), tuple(strong))


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last


def _clean(raw: str) -> str:
    if _BREAK not in raw:
        return normalise(raw.replace("\n", " ")).strip(" ")
    lines = (normalise(line.replace("\n", " ")).strip(" ") for line in raw.split(_BREAK))
    return "\n".join(line for line in lines if line)


def _collect(inlines: Iterable[Node], run: _Run, notes: list[Node]) -> None:
    for inline in inlines:
        what: str = inline["t"]
        content: Any = inline.get("c")
        if what == "Str":
            run.pieces.append(content.replace(_BREAK, ""))
        elif what in ("Space", "SoftBreak"):
            run.pieces.append(" ")
        elif what == "LineBreak":
            run.pieces.append(_BREAK)
        elif what in _TRANSPARENT:
            _collect(content, run, notes)
        elif what == "Strong":
            first = len(run.pieces)
            _collect(content, run, notes)
            run.strong.append((first, len(run.pieces)))
        elif what == "Link":
            first = len(run.pieces)
            _collect(content[1], run, notes)
            run.links.append((first, len(run.pieces), content[2][0]))
        elif what == "Quoted":
            opening, closing = _MARKS[content[0]["t"]]
            run.pieces.append(opening)
            _collect(content[1], run, notes)
            run.pieces.append(closing)
        elif what in ("Span", "Cite", "Image"):
            _collect(content[1], run, notes)
        elif what in ("Code", "Math"):
            run.pieces.append(content[1].replace(_BREAK, ""))
        elif what == "Note":
            notes.extend(content)
        elif what == "RawInline" and content[0] == "html" and content[1].lower().startswith("<br"):
            run.pieces.append(_BREAK)
