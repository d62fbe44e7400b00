"""From a syntax tree and the metadata beside it to a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from panelrecord.document.document import Block, Document, Link
from panelrecord.document.front import front, without_fields
from panelrecord.document.head import with_head
from panelrecord.document.headings import with_headings
from panelrecord.document.lists import with_items
from panelrecord.document.passages import Passage, passages
from panelrecord.errors import EmptyInput, InputError
from panelrecord.limits import DEFAULT_LIMITS, Limits
from panelrecord.model import Notice
from panelrecord.source.article import Metadata


def build(
    ast: dict[str, Any],
    metadata: Metadata,
    *,
    name: str,
    notices: Sequence[Notice] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Document:
    """The document of an article.

    The text begins with the title, the authors' names and the day of publication, also where these stand only in the
    metadata, so that an article reads the same whether its format keeps them apart or not. What the tree's own metadata
    and the head of the text say fills what `metadata` leaves open.

    Args:
        ast: pandoc's JSON tree, with the keys ``blocks`` and ``meta``.
        metadata: what the article says about itself outside its text.
        name: what errors call the article.
        notices: what the document is to carry on to the record.
        limits: how deeply the tree may be nested.

    Raises:
        EmptyInput: there is not one letter or digit.
        NestedTooDeeply: the tree is nested deeper than the limit.
        ParseFailed: it holds what pandoc 3 does not know.
    """
    try:
        blocks, fields = without_fields(ast["blocks"])
        body = with_headings(with_items(passages(blocks, limits.tree_depth)))
        merged, whole = with_head(metadata, front(ast.get("meta") or {}, fields), body)
    except InputError as error:
        raise error.about(name) from None
    if not any(character.isalnum() for passage in whole for character in passage.text):
        raise EmptyInput("holds no words", mend="check that it is the article you meant", name=name)
    return _assembled(whole, merged, tuple(notices))


def _assembled(whole: Sequence[Passage], metadata: Metadata, notices: tuple[Notice, ...]) -> Document:
    parts: list[str] = []
    blocks: list[Block] = []
    links: list[Link] = []
    strong: list[tuple[int, int]] = []
    at = 0
    list_before = 0
    for passage in whole:
        if parts:
            gap = "\n" if passage.list and passage.list == list_before else "\n\n"
            parts.append(gap)
            at += len(gap)
        list_before = passage.list
        stretch = passage.stretch
        parts.append(stretch.text)
        blocks.append(Block(passage.kind, at, at + len(stretch.text), passage.level))
        if stretch.links or stretch.strong:
            links.extend(Link(at + first, at + last, url) for first, last, url in stretch.links)
            strong.extend((at + first, at + last) for first, last in stretch.strong)
        at += len(stretch.text)
    return Document("".join(parts), tuple(blocks), tuple(links), tuple(strong), metadata, notices)
