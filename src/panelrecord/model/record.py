"""The record of an article; the contract is ``schemas/record-1.0.schema.json``, key by key."""

from __future__ import annotations

from typing import Any, Literal

from panelrecord.model.jsontext import as_text, as_types
from panelrecord.model.span import Span
from panelrecord.values import dataclass

SCHEMA_VERSION = "1.0"

Status = Literal["held", "announced"]
EventType = Literal[
    "seminar",
    "panel_discussion",
    "conference",
    "symposium",
    "workshop",
    "lecture",
    "webinar",
    "round_table",
    "debate",
    "book_launch",
    "press_conference",
    "meeting",
    "festival",
    "hearing",
    "hackathon",
    "other",
]
Part = Literal["panelist", "moderator", "chair", "keynote", "guest_of_honour", "host", "organizer", "participant"]
Mode = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of a record should know; `field` is a path such as ``positions/3``, or null."""

    code: str
    field: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """The input: what it is called, what it was, where it comes from, what it says about itself, and its text."""

    name: str
    sha256: str
    format: str
    title: str | None
    byline: str | None
    published: str | None
    language: str | None
    url: str | None
    captured: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Organizer:
    """Who organised the event, and the words that say so."""

    name: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """The event that the article reports or announces."""

    status: Status
    name: str | None
    type: EventType
    topic: str | None
    organizers: tuple[Organizer, ...]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class EventDate:
    """When the event took place; `start` and `end` are ISO 8601 dates of any precision, with a time where stated."""

    start: str | None
    end: str | None
    edtf: str
    resolved_from: Literal["published"] | None
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Venue:
    """Where the event took place; `online` also where it was online in part."""

    name: str | None
    locality: str | None
    region: str | None
    country: str | None
    online: bool
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Panelist:
    """Somebody who took part, and every mention that was resolved to this person."""

    id: str
    name: str
    honorific: str | None
    part: Part
    descriptions: tuple[str, ...]
    affiliations: tuple[str, ...]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """What was argued, by whom (ids of panelists; none for the panel as a whole), and the words that report it."""

    id: str
    panelists: tuple[str, ...]
    mode: Mode
    statement: str
    spans: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None


@dataclass(frozen=True, slots=True)
class Role:
    """A position that somebody holds somewhere."""

    title: str | None
    organization: str | None


@dataclass(frozen=True, slots=True)
class AuthorBio:
    """An author of the article and the sentences about them."""

    name: str | None
    text: str | None
    roles: tuple[Role, ...]
    emails: tuple[str, ...]
    links: tuple[str, ...]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PackVersion:
    """Which pack read the article."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made the record."""

    generator: str
    pandoc: str
    packs: tuple[PackVersion, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One article as a record; the contract is ``schemas/record-1.0.schema.json``."""

    schema_version: str
    id: str
    source: Source
    event: Event | None
    date: EventDate | None
    venue: Venue | None
    panelists: tuple[Panelist, ...]
    positions: tuple[Position, ...]
    author_bios: tuple[AuthorBio, ...]
    notices: tuple[Notice, ...]
    provenance: Provenance

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dictionaries and lists, ready for `json.dumps`."""
        return as_types(self)  # type: ignore[no-any-return]

    def to_json(self, *, indent: int | None = 2) -> str:
        """The record as JSON text with a final newline; the same record always gives the same text."""
        return as_text(self, indent) + "\n"
