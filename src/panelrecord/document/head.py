"""The head of an article: its title, its authors and its day of publication, in the metadata and in the first lines.

Formats differ in where these stand. Here they come together: what only the metadata has is put before the text, what
only the first lines have is put into the metadata, and the lines that hold them are marked as what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from panelrecord.document.document import BlockKind
from panelrecord.document.passages import Passage
from panelrecord.source.article import Metadata
from panelrecord.source.dates import iso_date
from panelrecord.source.values import author_names

_HEAD = 6  # passages among which the article's own head lines stand
_LONGEST_TITLE = 30  # words
_LONGEST_LINE = 25
_HIGHEST_LEVEL = 2  # a heading further down is no title
_LABELS = {"author": "byline", "authors": "byline", "by": "byline", "date": "published", "published": "published"}
_DAY_LINE = re.compile(
    r"(?:(?:published|posted|publication date|updated|date|on)\b[:\s]*)*(?:\w+,?\s+)?[\w.,/:+ –-]{6,40}", re.IGNORECASE
)
_BYLINE = re.compile(r"(?:written |text |posted |story )?by:?\s+\S", re.IGNORECASE)


def with_head(metadata: Metadata, body: Sequence[Passage]) -> tuple[Metadata, list[Passage]]:
    """Metadata and passages completed by each other.

    Args:
        metadata: what is known beside the text.
        body: the passages of the text.

    Returns:
        the metadata with the title and the day that only the text has; the passages, with title, byline and day of
        publication marked, or put at their head where they stand nowhere among the first.
    """
    whole = _unlabelled(_lines_apart(body))
    metadata, whole = _titled(metadata, whole)
    at = next((number + 1 for number, one in enumerate(whole) if one.kind == "title"), 0)
    authors = metadata.authors or _named_by_label(whole)
    _mark_byline(whole, at, authors)
    published = metadata.published or _day_of(whole, at)
    _mark_day(whole, at, published)
    return replace(metadata, authors=authors, published=published), whole


def _lines_apart(body: Sequence[Passage]) -> list[Passage]:
    """The passages, with a first one that consists of a few short lines taken apart: title, author and day."""
    if len(body) < 2:
        return list(body)
    lines = body[0].text.split("\n")
    short = all(len(line.split()) <= _LONGEST_LINE and not line.endswith((".", ":", ",", ";")) for line in lines)
    mail = sum(bool(re.match(r"[\w-]{2,12}: ", line)) for line in lines) > 1
    if not 1 < len(lines) <= _HEAD - 1 or not short or mail:
        return list(body)
    return [*(Passage(body[0].kind, line) for line in lines), *body[1:]]


def _unlabelled(body: Sequence[Passage]) -> list[Passage]:
    """The passages, with «Author» or «Date» and what stands behind it in the head made one line of that kind."""
    out: list[Passage] = []
    label: BlockKind | None = None
    for number, one in enumerate(body):
        if number < _HEAD and one.kind == "item" and one.text.lower().rstrip(":") in _LABELS:
            label = "byline" if _LABELS[one.text.lower().rstrip(":")] == "byline" else "published"
            continue
        out.append(replace(one, kind=label) if label else one)
        label = None
    return out


def _titled(metadata: Metadata, whole: list[Passage]) -> tuple[Metadata, list[Passage]]:
    title = metadata.title
    if title is None and whole and _may_be_title(whole):
        title = " ".join(whole[0].text.split())
    if title is None:
        return metadata, whole
    at = next((number for number, one in enumerate(whole[:_HEAD]) if _folded(one.text) == _folded(title)), None)
    if at is None:
        whole.insert(0, Passage("title", title))
    else:
        whole[at] = replace(whole[at], kind="title", level=0)
    return replace(metadata, title=title), whole


def _may_be_title(whole: Sequence[Passage]) -> bool:
    first = whole[0]
    if first.kind == "heading":
        return first.level <= _HIGHEST_LEVEL
    short = len(first.text.split()) <= _LONGEST_TITLE and "\n" not in first.text
    words = sum(len(one.text.split()) for one in whole[1:])
    ends = first.text.endswith((".", ",", ":", ";"))
    return first.kind == "paragraph" and short and not ends and words > _LONGEST_TITLE


def _named_by_label(whole: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(name for one in whole[:_HEAD] if one.kind == "byline" for name in author_names(one.text))


def _mark_byline(whole: list[Passage], after_title: int, authors: Sequence[str]) -> None:
    """Mark the byline among the first passages, or put one behind the title where the names stand nowhere there."""
    if not authors:
        for at, one in enumerate(whole[after_title : after_title + _HEAD], after_title):
            if one.kind == "paragraph" and len(one.text.split()) <= _LONGEST_LINE and _BYLINE.match(one.text):
                whole[at] = replace(one, kind="byline", level=0)
                return
        return
    for at, one in enumerate(whole[: after_title + _HEAD]):
        if one.kind == "title" or len(one.text.split()) > _LONGEST_LINE:
            continue
        if all(_folded(author) in _folded(one.text) for author in authors):
            whole[at] = replace(one, kind="byline", level=0)
            return
    whole.insert(after_title, Passage("byline", ", ".join(authors)))


def _day_of(whole: Sequence[Passage], after_title: int) -> str | None:
    """The day that a line of the head states: the byline, or a line of little else."""
    for one in whole[after_title : after_title + _HEAD]:
        line = one.text
        if one.kind in ("byline", "published") or (len(line.split()) <= _LONGEST_LINE and _DAY_LINE.fullmatch(line)):
            day = iso_date(line)
            if day:
                return day
    return None


def _mark_day(whole: list[Passage], after_title: int, published: str | None) -> None:
    """Mark the line of the head that holds nothing but the day of publication, or put one there."""
    if published is None:
        return
    for at, one in enumerate(whole[: after_title + _HEAD]):
        if one.kind not in ("title", "byline") and _DAY_LINE.fullmatch(one.text) and iso_date(one.text) == published:
            whole[at] = replace(one, kind="published", level=0)
            return
        if one.kind == "byline" and iso_date(one.text) == published:
            return
    at = max((number + 1 for number, one in enumerate(whole) if one.kind in ("title", "byline")), default=0)
    whole.insert(at, Passage("published", published))


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
