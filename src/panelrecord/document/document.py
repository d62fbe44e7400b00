"""What a document is: a text and its structure, in code points."""

from __future__ import annotations

from typing import Literal

from panelrecord.model import Notice
from panelrecord.source.article import Metadata
from panelrecord.values import dataclass

BlockKind = Literal["title", "byline", "published", "heading", "paragraph", "item", "quote", "caption", "cell"]


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of the text that no sentence crosses; `level` is a heading's level or an item's nesting, else 0."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of the text that links somewhere."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Document:
    """An article's text with its structure; every offset of the project is a code point into `text`.

    `strong` holds the stretches set in bold, which often name a speaker. Blocks are in order and do not overlap.
    """

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    strong: tuple[tuple[int, int], ...]
    metadata: Metadata
    notices: tuple[Notice, ...]
