"""From a syntax tree and the metadata beside it to a document, with title and authors at its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from panelrecord.document.document import Block, Document, Link
from panelrecord.document.normalise import normalise
from panelrecord.document.passages import Passage, inline_text, passages
from panelrecord.errors import EmptyInput
from panelrecord.model import Notice
from panelrecord.source.article import Metadata
from panelrecord.source.dates import iso_date
from panelrecord.source.values import author_names, distinct, language_tag

_HEAD = 6  # passages among which the article's own title and byline stand
_LONGEST_BYLINE = 25  # words
_DAY_LINE = re.compile(r"(?:(?:published|posted|updated|date|on)\b:?\s*)*[\w\s,./:|–-]{6,60}\.?", re.IGNORECASE)


def build(
    ast: dict[str, Any], metadata: Metadata, *, name: str, notices: Sequence[Notice] = ()
) -> Document:
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
    body = passages(ast["blocks"])
    merged, whole = _with_head(merged, body)
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
    what, content = meta["t"], meta.get("c")
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


def _with_head(metadata: Metadata, body: Sequence[Passage]) -> tuple[Metadata, list[Passage]]:
    """The metadata, with the title that only the text has, and the passages with title and byline at their head."""
    whole = list(body)
    title = metadata.title
    if title is None:
        first = whole[0] if whole else None
        if first and first.kind == "heading" and first.level <= 2:
            title = " ".join(first.text.split())
    if title is not None:
        at = next((n for n, one in enumerate(whole[:_HEAD]) if _folded(one.text) == _folded(title)), None)
        if at is None:
            whole.insert(0, Passage("title", title))
        else:
            whole[at] = replace(whole[at], kind="title", level=0)
    after_title = next((n + 1 for n, one in enumerate(whole) if one.kind == "title"), 0)
    _mark_byline(whole, after_title, metadata.authors)
    _mark_day(whole, after_title, metadata.published)
    return replace(metadata, title=title), whole


def _mark_byline(whole: list[Passage], after_title: int, authors: Sequence[str]) -> None:
    """Mark the byline among the first passages, or put one behind the title where the names stand nowhere there."""
    if not authors:
        return
    for at, one in enumerate(whole[: after_title + _HEAD]):
        if one.kind == "title" or len(one.text.split()) > _LONGEST_BYLINE:
            continue
        if all(_folded(author) in _folded(one.text) for author in authors):
            whole[at] = replace(one, kind="byline", level=0)
            return
    whole.insert(after_title, Passage("byline", ", ".join(authors)))


def _mark_day(whole: list[Passage], after_title: int, published: str | None) -> None:
    """Mark the line of the head that holds nothing but the day of publication."""
    for at, one in enumerate(whole[: after_title + _HEAD]):
        whole_line = one.kind in ("paragraph", "heading") and _DAY_LINE.fullmatch(one.text)
        if published and whole_line and iso_date(one.text) == published:
            whole[at] = replace(one, kind="published", level=0)
            return


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


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
