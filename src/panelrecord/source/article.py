"""What the source room hands on: an article's content as pandoc can take it, and its metadata beside it."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from panelrecord.model import Notice
from panelrecord.values import dataclass


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article says about itself outside its running text, or what holds it says of it.

    `published` is an ISO 8601 date. `captured` is the moment at which the copy at hand was made of what stood at `url`,
    in UTC as ``2020-01-01T12:00:00Z``.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    url: str | None = None
    captured: str | None = None

    def or_else(self, other: Metadata) -> Metadata:
        """These metadata, with what they lack taken from `other`."""
        return Metadata(
            self.title or other.title,
            self.authors or other.authors,
            self.published or other.published,
            self.language or other.language,
            self.url or other.url,
            self.captured or other.captured,
        )


UNKNOWN = Metadata()
"""Nothing at all."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """An article of a format that pandoc does not read, as clean HTML that it reads, and what is said beside it."""

    html: str
    metadata: Metadata = field(default_factory=Metadata)
    notices: tuple[Notice, ...] = ()


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
