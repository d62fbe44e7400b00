"""From a syntax tree and the metadata beside it to a document, with title and authors at its head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from panelrecord.document.document import Block, Document, Link
from panelrecord.document.head import with_head
from panelrecord.document.lists import with_items
from panelrecord.document.normalise import normalise
from panelrecord.document.passages import Passage, inline_text, passages
from panelrecord.errors import EmptyInput
from panelrecord.model import Notice
from panelrecord.source.article import Metadata
from panelrecord.source.dates import iso_date
from panelrecord.source.values import author_names, distinct, language_tag


def build(ast: dict[str, Any], metadata: Metadata, *, name: str, notices: Sequence[Notice] = ()) -> Document:
    """The document of an article.

    The text begins with the title and the authors' names, also where these stand only in the metadata, so that an
    article reads the same whether its format keeps them apart or not. What the tree's own metadata says fills what
    `metadata` leaves open.

    Args:
        ast: pandoc's JSON tree, with the keys ``blocks`` and ``meta``.
        metadata: what the article says about itself outside its text.
        name: what errors call the article.
        notices: what the document is to carry on to the record.

    Raises:
        EmptyInput: there is not one letter or digit.
    """
    merged = _merged(metadata, ast.get("meta") or {})
    body = with_items(passages(ast["blocks"]))
    merged, whole = with_head(merged, body)
    if not any(character.isalnum() for passage in whole for character in passage.text):
        raise EmptyInput("holds no words", mend="check that it is the article you meant", name=name)
    return _assembled(whole, merged, tuple(notices))


def _merged(metadata: Metadata, meta: dict[str, Any]) -> Metadata:
    title = metadata.title or _value(meta.get("title"))
    authors = metadata.authors or distinct(author_names(_values(meta.get("author"))))
    date = metadata.published or iso_date(_value(meta.get("date")) or "")
    return Metadata(
        normalise(title).strip() or None if title else None,
        tuple(normalise(author).strip() for author in authors),
        date,
        metadata.language or language_tag(_value(meta.get("lang"))),
        metadata.url,
    )


def _value(meta: dict[str, Any] | None) -> str | None:
    return "; ".join(_values(meta)) or None


def _values(meta: dict[str, Any] | None) -> list[str]:
    """The texts of a value of the tree's metadata: one, or one for each entry of a list."""
    if not meta:
        return []
    what: str = meta["t"]
    content: Any = meta.get("c")
    if what == "MetaString":
        return [str(content)]
    if what == "MetaInlines":
        text = inline_text(content)
        return [text] if text else []
    if what == "MetaBlocks":
        return [" ".join(passage.text for passage in passages(content))]
    if what == "MetaList":
        return [text for item in content for text in _values(item)]
    if what == "MetaMap":
        return _values(content.get("name"))
    return []


def _assembled(whole: Sequence[Passage], metadata: Metadata, notices: tuple[Notice, ...]) -> Document:
    parts: list[str] = []
    blocks: list[Block] = []
    links: list[Link] = []
    strong: list[tuple[int, int]] = []
    at = 0
    for passage in whole:
        if parts:
            gap = "\n" if passage.tight else "\n\n"
            parts.append(gap)
            at += len(gap)
        parts.append(passage.text)
        blocks.append(Block(passage.kind, at, at + len(passage.text), passage.level))
        links.extend(Link(at + first, at + last, url) for first, last, url in passage.links)
        strong.extend((at + first, at + last) for first, last in passage.strong)
        at += len(passage.text)
    return Document("".join(parts), tuple(blocks), tuple(links), tuple(strong), metadata, notices)
