"""What a syntax tree says of its article outside the running text: pandoc's metadata, and reStructuredText's fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Any

from panelrecord.document.passages import Node, Passage, passages, stretches_of
from panelrecord.document.runs import Stretch
from panelrecord.source.dates import iso_date
from panelrecord.source.values import author_names, distinct, language_tag
from panelrecord.values import dataclass

_CLOCK = "1970-01-01"  # the sandbox's day, which LaTeX's \today becomes
_AUTHOR_FIELDS = ("author", "authors")
_FIELDS = frozenset([
    *_AUTHOR_FIELDS, "date", "organization", "contact", "address", "version", "revision", "status", "copyright",
    "abstract", "dedication", "slug", "tags", "category", "summary", "keywords", "license",
])  # fmt: skip


@dataclass(slots=True)
class Front:
    """The title, and the lines that stand by it in print; `lines` are what an author's entry says beyond the name.

    `published` is the date as it is written, `notes` are the footnotes of all of this.
    """

    title: Stretch | None = None
    subtitles: list[Stretch] = field(default_factory=list)
    authors: tuple[str, ...] = ()
    lines: list[Stretch] = field(default_factory=list)
    published: str | None = None
    abstract: list[Passage] = field(default_factory=list)
    language: str | None = None
    notes: list[Passage] = field(default_factory=list)


def front(meta: dict[str, Node], fields: dict[str, list[str]]) -> Front:
    """The front of a tree, from its ``meta`` and from the fields that `without_fields` took out of its blocks."""
    found = Front()
    titles = _stretches(meta.get("title"), found.notes)
    found.title = _one_line(titles) if titles else None
    found.subtitles = _stretches(meta.get("subtitle"), found.notes)
    names: list[str] = []
    for entry in (*_stretches(meta.get("author"), found.notes), *map(Stretch, _authors(fields))):
        end = (entry.text + "\n").index("\n")
        names.extend(author_names(entry.text[:end]))
        if end < len(entry.text):
            found.lines.append(entry.part(end + 1, len(entry.text)))
    found.authors = distinct(names)
    dates = [stretch.text for stretch in _stretches(meta.get("date"), found.notes)] + fields.get("date", [])
    found.published = next((date for date in dates if iso_date(date) != _CLOCK), None)
    found.abstract = _blocks(meta.get("abstract"))
    languages = (_text(meta.get(key)) for key in ("lang", "language"))
    found.language = next(filter(None, map(language_tag, languages)), None)
    return found


def without_fields(blocks: Sequence[Node]) -> tuple[Sequence[Node], dict[str, list[str]]]:
    """The blocks without the author and date in the list of fields at their head, and those fields' values.

    reStructuredText writes its metadata as such a list; pandoc, asked for metadata, would keep only the last author.
    """
    at = 1 if blocks and blocks[0]["t"] == "Header" else 0
    if len(blocks) <= at or blocks[at]["t"] != "DefinitionList":
        return blocks, {}
    entries = blocks[at]["c"]
    names = [_joined(stretches_of(term)[0]).casefold() for term, _ in entries]
    if not names or not _FIELDS.issuperset(names):
        return blocks, {}
    fields: dict[str, list[str]] = {}
    kept = []
    for name, entry in zip(names, entries, strict=True):
        if name in (*_AUTHOR_FIELDS, "date"):
            texts = [passage.text for body in entry[1] for passage in passages(body)]
            fields.setdefault(name, []).extend(texts)
        else:
            kept.append(entry)
    left = [{"t": "DefinitionList", "c": kept}] if kept else []
    return [*blocks[:at], *left, *blocks[at + 1 :]], fields


def _authors(fields: dict[str, list[str]]) -> Iterable[str]:
    return (text for name in _AUTHOR_FIELDS for text in fields.get(name, ()))


def _stretches(value: Node | None, notes: list[Passage]) -> list[Stretch]:
    """A metadata value's texts: one for each entry of a list, for each paragraph of blocks, the name of a mapping."""
    if value is None:
        return []
    what = value["t"]
    content: Any = value.get("c")
    if what == "MetaString":
        return stretches_of([{"t": "Str", "c": content}])[0]
    if what == "MetaInlines":
        texts, found = stretches_of(content)
        notes.extend(found)
        return texts
    if what == "MetaBlocks":
        return [passage.stretch for passage in passages(content)]
    if what == "MetaList":
        return [stretch for item in content for stretch in _stretches(item, notes)]
    return _stretches(content.get("name"), notes) if what == "MetaMap" else []


def _blocks(value: Node | None) -> list[Passage]:
    if value is not None and value["t"] == "MetaBlocks":
        return passages(value["c"])
    return [Passage("paragraph", stretch) for stretch in _stretches(value, [])]


def _text(value: Node | None) -> str | None:
    return _joined(_stretches(value, [])) or None


def _joined(parts: Iterable[Stretch]) -> str:
    return " ".join(stretch.text for stretch in parts)


def _one_line(parts: Sequence[Stretch]) -> Stretch:
    if len(parts) > 1:
        return Stretch(_joined(parts).replace("\n", " "))
    return Stretch(parts[0].text.replace("\n", " "), parts[0].links, parts[0].strong)
