"""What the source room hands on: an article's content as pandoc can take it, and its metadata beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from panelrecord.model import Notice


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article says about itself outside its running text; `published` is an ISO 8601 date."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """One input, identified, decoded and cleaned.

    Exactly one of `reader` and `ast` is set: `reader` is the pandoc reader (with its extensions) that `content` is
    for; `ast` is a pandoc AST made without pandoc, as for plain text, which is no input format of pandoc.
    """

    name: str
    sha256: str
    format: str
    reader: str | None
    content: bytes
    ast: dict[str, Any] | None = None
    metadata: Metadata = field(default_factory=Metadata)
    notices: tuple[Notice, ...] = ()
