"""The metadata block at the head of a Markdown or HTML file: YAML, TOML, or pandoc's title block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from panelrecord.model import Notice
from panelrecord.source.article import Metadata
from panelrecord.source.dates import iso_date
from panelrecord.source.limits import MAX_FRONT_MATTER
from panelrecord.source.values import absolute_url, author_names, language_tag, words_of

_YAML = re.compile(r"\s{0,20}---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\s{0,20}\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"""^(["']?)([A-Za-z][\w .-]{0,40})\1[ \t]*:(?:[ \t]+(.*))?$""", re.MULTILINE)
_LIST_ITEM = re.compile(r"^[ \t]*-[ \t]+(.+)$")
_FOLDED = r"%[ \t]*([^\n]*(?:\n[ \t]+[^\n]*)*)\n"
_TITLE_BLOCK = re.compile(rf"{_FOLDED}(?:{_FOLDED})?(?:{_FOLDED})?")
_ENDLESS_NUMBER = re.compile(r"\b0[xob]\w{1000}")  # of TOML: one that Python reads, and has no way to write

# Which keys mean what, the most telling first; keys are compared in lower case without "-", "_" and blanks.
_AUTHOR = ("author", "authors", "byline", "writer", "writers", "by", "dccreator", "creator")
_PUBLISHED = ("published", "publishdate", "publisheddate", "pubdate", "publicationdate", "datepublished", "publishedat")
_DATE = ("date", "dcdate", "created")
_LANGUAGE = ("lang", "language", "locale")
_URL = ("canonicalurl", "canonical", "permalink", "url", "link", "originalurl", "sourceurl")


def split_front_matter(text: str) -> tuple[Metadata, str, tuple[Notice, ...]]:
    """`text` without its metadata block, what the block says, and notices about what could not be read of it."""
    if text.startswith("%"):
        return _title_block(text)
    for fence, pattern, read in (("---", _YAML, _read_yaml), ("+++", _TOML, _read_toml)):
        if not text[:24].lstrip().startswith(fence):
            continue
        match = pattern.match(text)
        if match is None or len(match[1]) > MAX_FRONT_MATTER or not (_KEY.search(match[1]) or fence == "+++"):
            break  # a thematic break, not a block of metadata
        values = read(match[1])
        notices: tuple[Notice, ...] = ()
        if values is None:
            values = _read_lines(match[1])
            notices = (Notice("front-matter", "source", "The metadata block is malformed; it was read line by line."),)
        return _metadata(values), text[match.end() :], notices
    return Metadata(), text, ()


def _metadata(values: dict[str, Any]) -> Metadata:
    plain = {re.sub(r"[\W_]", "", str(key)).lower(): value for key, value in reversed(values.items())}

    def first(keys: tuple[str, ...]) -> Iterator[Any]:
        return (plain[key] for key in keys if plain.get(key) not in (None, "", [], {}))

    return Metadata(
        title=next(filter(None, map(words_of, first(("title", "headline")))), None),
        authors=next(filter(None, map(author_names, first(_AUTHOR))), ()),
        published=next(filter(None, (iso_date(str(value)) for value in first(_PUBLISHED + _DATE))), None),
        language=next(filter(None, map(language_tag, first(_LANGUAGE))), None),
        url=next(filter(None, map(absolute_url, first(_URL))), None),
    )


def _title_block(text: str) -> tuple[Metadata, str, tuple[Notice, ...]]:
    """Pandoc's ``% title``, ``% authors``, ``% date``."""
    match = _TITLE_BLOCK.match(text)
    if match is None:
        return Metadata(), text, ()
    title, authors, written = (group or "" for group in match.groups())
    found = Metadata(
        title=words_of(title), authors=author_names(re.split(r";|\n", authors)), published=iso_date(written)
    )
    return found, text[match.end() :], ()


def _read_yaml(block: str) -> dict[str, Any] | None:
    from panelrecord.source.yaml_block import read_yaml  # noqa: PLC0415  PyYAML takes 30 ms to load

    return read_yaml(block)


def _read_toml(block: str) -> dict[str, Any] | None:
    import tomllib  # noqa: PLC0415  for the few sites that write TOML

    if _ENDLESS_NUMBER.search(block):
        return None
    try:
        return tomllib.loads(block)
    except (ValueError, RecursionError):
        return None


def _read_lines(block: str) -> dict[str, Any]:
    """Keys and values of a block that is no valid YAML (an unquoted colon in a title is enough)."""
    values: dict[str, Any] = {}
    key = None
    for line in block.split("\n"):
        match = _KEY.match(line)
        item = _LIST_ITEM.match(line)
        if match:
            key = match[2]
            values[key] = (match[3] or "").strip().strip("\"'") or []
        elif item and key and isinstance(values[key], list):
            values[key].append(item[1].strip().strip("\"'"))
    return values
