"""The blocks of pandoc's syntax tree as passages of text, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from panelrecord.document.document import BlockKind
from panelrecord.document.runs import Run, Stretch, stretches
from panelrecord.errors import NestedTooDeeply, ParseFailed
from panelrecord.limits import DEEPEST
from panelrecord.values import dataclass

Node = dict[str, Any]

_MARKS = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_TRANSPARENT = frozenset(("Emph", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"))
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
_NO_TEXT = re.compile(
    r"<!--(?:.*?-->|.*)|<(script|style|template|svg)\b(?:.*?</\1\s*>|.*)|<[^<>]*>", re.IGNORECASE | re.DOTALL
)
_FILE_NAME = re.compile(r"\S*\.\w{2,5}\Z")


@dataclass(frozen=True, slots=True)
class Passage:
    """What becomes a block: its kind, its text with what is marked in it, its level.

    Passages with the same `list` number are of one list, whose lines follow each other; 0 is none.
    """

    kind: BlockKind
    stretch: Stretch
    level: int = 0
    list: int = 0

    @property
    def text(self) -> str:
        """The passage's text."""
        return self.stretch.text


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the tree a block stands, and so what its text is."""

    kind: BlockKind = "paragraph"
    level: int = 0
    list: int = 0
    depth: int = 0
    captioned: bool = False  # whether a figure says in a caption what its picture's description would repeat


def passages(blocks: Sequence[Node], deepest: int = DEEPEST) -> list[Passage]:
    """The passages of a tree's blocks in order, the footnotes behind them.

    Raises NestedTooDeeply where blocks or inlines stand in each other more than `deepest` times, ParseFailed where they
    are of a kind that pandoc 3 does not have.
    """
    walk = _Walk(deepest)
    walk.blocks(blocks, _Place())
    walk.footnotes()
    return walk.found


def stretches_of(inlines: Sequence[Node]) -> tuple[list[Stretch], list[Passage]]:
    """The paragraphs of inlines that are no block, such as a title, and the passages of their footnotes."""
    walk = _Walk(DEEPEST)
    found = list(stretches(walk.run(inlines, 0)))
    walk.footnotes()
    return found, walk.found


class _Walk:
    """One way through a tree. Footnotes wait for its end, descriptions of pictures for the end of their block."""

    def __init__(self, deepest: int) -> None:
        self._deepest = deepest
        self.found: list[Passage] = []
        self._notes: list[Sequence[Node]] = []
        self._pictures: list[Run] = []
        self._lists = 0

    def footnotes(self) -> None:
        """The notes met so far, and those in them."""
        for note in self._notes:  # which grows meanwhile
            self.blocks(note, _Place())
        self._notes.clear()

    def blocks(self, blocks: Iterable[Node], place: _Place) -> None:
        """Adds the passages of these blocks."""
        if place.depth > self._deepest:
            raise _too_deep(self._deepest)
        for block in blocks:
            what: str = block["t"]
            content: Any = block.get("c")
            if what in ("Para", "Plain"):
                self._add(self.run(content, 0), place)
            elif what == "Header":
                self._add(self.run(content[2], 0), replace(place, kind="heading", level=content[0]))
            elif what == "Div":
                self.blocks(content[1], replace(place, depth=place.depth + 1))
            elif what == "BlockQuote":
                self.blocks(content, replace(place, kind="quote", depth=place.depth + 1))
            elif what == "BulletList":
                self._items(content, place)
            elif what == "OrderedList":
                self._items(content[1], place)
            elif what == "DefinitionList":
                self._definitions(content, place)
            elif what == "LineBlock":
                self._add(self.run([inline for line in content for inline in (*line, {"t": "LineBreak"})], 0), place)
            elif what == "CodeBlock":
                self._add(Run([content[1]]), place)
            elif what == "Table":
                self._table(content, place)
            elif what == "Figure":
                self._figure(content, place)
            elif what == "RawBlock":
                self._raw(content, place)
            elif what not in ("HorizontalRule", "Null"):
                raise _unknown(what)

    def run(self, inlines: Sequence[Node], depth: int) -> Run:
        """The inlines as pieces of text."""
        run = Run()
        self._collect(inlines, run, depth)
        return run

    def _add(self, run: Run, place: _Place) -> None:
        level = place.level if place.kind in ("item", "heading") else 0
        for stretch in stretches(run):
            self.found.append(Passage(place.kind, stretch, level, place.list))
        while self._pictures:
            pictures, self._pictures = self._pictures, []
            if place.captioned:
                continue
            for picture in pictures:
                for stretch in stretches(picture):
                    if " " in stretch.text and not _FILE_NAME.fullmatch(stretch.text):
                        self.found.append(Passage("caption", stretch, 0, place.list))

    def _in_list(self, place: _Place) -> _Place:
        if not place.list:
            self._lists += 1
        return _Place("item", place.level + 1, place.list or self._lists, place.depth + 1)

    def _items(self, items: Iterable[Sequence[Node]], place: _Place) -> None:
        inner = self._in_list(place)
        for item in items:
            self.blocks(item, inner)

    def _definitions(
        self, definitions: Iterable[tuple[Sequence[Node], Sequence[Sequence[Node]]]], place: _Place
    ) -> None:
        inner = self._in_list(place)
        for term, bodies in definitions:
            self._add(self.run(term, 0), inner)
            for body in bodies:
                self.blocks(body, replace(inner, level=inner.level + 1))

    def _figure(self, content: list[Any], place: _Place) -> None:
        _, (_, caption), inner = content
        self.blocks(inner, replace(place, depth=place.depth + 1, captioned=bool(caption)))
        self.blocks(caption, replace(place, kind="caption", level=0, depth=place.depth + 1))

    def _table(self, content: list[Any], place: _Place) -> None:
        _, (_, caption), _, head, bodies, foot = content
        self.blocks(caption, replace(place, kind="caption", level=0, depth=place.depth + 1))
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        cells = [cell[4] for row in rows for cell in row[1]]
        inner = replace(place, depth=place.depth + 1)
        for cell in cells:
            # One that holds paragraphs is a part of a page laid out as a table.
            is_page = len(cells) == 1 or len(cell) > 1
            self.blocks(cell, inner if is_page else replace(inner, kind="cell", level=0))

    def _raw(self, content: list[Any], place: _Place) -> None:
        """Raw HTML ends paragraphs; what stands between its tags is text, which some readers leave there."""
        if content[0].startswith("html"):
            for text in _NO_TEXT.sub("\0", content[1]).split("\0"):
                self._add(Run([unescape(text).replace("\n", " ")]), place)

    def _collect(self, inlines: Iterable[Node], run: Run, depth: int) -> None:
        if depth > self._deepest:
            raise _too_deep(self._deepest)
        pieces = run.pieces
        for inline in inlines:
            what: str = inline["t"]
            if what == "Space":
                pieces.append(" ")
                continue
            content: Any = inline.get("c")
            if what == "Str":
                pieces.append(content.replace("\n", " ") if "\n" in content else content)
            elif what == "SoftBreak":
                pieces.append(" ")
            elif what == "LineBreak":
                pieces.append("\n")
            elif what in _TRANSPARENT:
                self._collect(content, run, depth + 1)
            elif what == "Strong":
                first = len(pieces)
                self._collect(content, run, depth + 1)
                run.strong.append((first, len(pieces)))
            elif what == "Link":
                first = len(pieces)
                self._collect(content[1], run, depth + 1)
                run.links.append((first, len(pieces), content[2][0]))
            elif what == "Quoted":
                opening, closing = _MARKS[content[0]["t"]]
                pieces.append(opening)
                self._collect(content[1], run, depth + 1)
                pieces.append(closing)
            elif what in ("Span", "Cite"):
                self._collect(content[1], run, depth + 1)
            elif what in ("Code", "Math"):
                pieces.append(content[1].replace("\n", " "))
            elif what == "Note":
                self._notes.append(content)
            elif what == "Image":
                self._pictures.append(self.run(content[1], depth + 1))
            elif what == "RawInline":
                if content[0].startswith("html") and _BREAK_TAG.match(content[1]):
                    pieces.append("\n")
            else:
                raise _unknown(what)


def _too_deep(deepest: int) -> NestedTooDeeply:
    return NestedTooDeeply(
        f"it is nested over {deepest} levels deep", mend="save the article in another format, or as text"
    )


def _unknown(what: str) -> ParseFailed:
    return ParseFailed(f"pandoc makes a {what} of it, which is unknown here", mend="use pandoc 3")
