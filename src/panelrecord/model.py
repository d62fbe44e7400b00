"""The values that panelrecord gives back: spans, the record, the annotations.

Everything here is frozen and slotted, holds only tuples, strings, numbers and other such values, and imports nothing
of the project. Offsets are code points, half open, into the article's text (`Source.text`, `Annotations.text`);
``text[span.start:span.end] == span.quote`` always holds.

`to_dict` gives plain dictionaries and lists in the order of the fields below, which is the order of the published
schemas (``schemas/record-1.0.schema.json``, ``schemas/annotations-1.0.schema.json``).
"""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache
from json.encoder import encode_basestring as _string
from types import NoneType
from typing import Any, Literal

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
class Span:
    """A stretch of the article's text and the rule that proposed it."""

    start: int
    end: int
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of a record should know; `field` is a path such as ``positions/3``, or null."""

    code: str
    field: str | None
    message: str


# ---------------------------------------------------------------- the record


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
        return plain(self)  # type: ignore[no-any-return]

    def to_json(self, *, indent: int | None = 2) -> str:
        """The record as JSON text with a final newline; the same record always gives the same text."""
        return _as_json(self, indent)


# ----------------------------------------------------------- the annotations


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """Where a sentence stands."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AnnotatedPerson:
    """A person and every mention by name."""

    id: str
    name: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AnnotatedDate:
    """A date as it is written and what it means."""

    start: str | None
    end: str | None
    edtf: str
    span: Span


@dataclass(frozen=True, slots=True)
class AnnotatedAttribution:
    """Who is reported to have said or thought what, by which words."""

    person: str | None
    speaker: Span | None
    cue: Span | None
    spans: tuple[Span, ...]
    mode: Mode


@dataclass(frozen=True, slots=True)
class Annotations:
    """What was read in a text; the contract is ``schemas/annotations-1.0.schema.json``."""

    schema_version: str
    text: str
    sentences: tuple[SentenceSpan, ...]
    people: tuple[AnnotatedPerson, ...]
    dates: tuple[AnnotatedDate, ...]
    attributions: tuple[AnnotatedAttribution, ...]

    def to_dict(self) -> dict[str, Any]:
        """The annotations as plain dictionaries and lists, ready for `json.dumps`."""
        return plain(self)  # type: ignore[no-any-return]

    def to_json(self, *, indent: int | None = 2) -> str:
        """The annotations as JSON text with a final newline."""
        return _as_json(self, indent)


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


_LEAVES = frozenset((str, int, bool, float, NoneType))


def plain(value: Any) -> Any:
    """A value of this module as JSON's own types: objects become dictionaries, tuples become lists."""
    kind: type = type(value)
    if kind in _LEAVES:
        return value
    if kind is Span:  # which most of a record's values are
        return {"start": value.start, "end": value.end, "quote": value.quote, "rule": value.rule}
    if kind is tuple:
        return [plain(item) for item in value]
    return {name: plain(getattr(value, name)) for name in _field_names(kind)}


def _as_json(value: Any, indent: int | None) -> str:
    if indent is None:
        return json.dumps(plain(value), ensure_ascii=False) + "\n"
    return _indented(plain(value), "\n", " " * indent) + "\n"


def _indented(value: Any, line: str, step: str) -> str:
    """What `json.dumps` with an indent gives, in a fifth of its time: that goes value by value through generators.

    `line` is a line end with the blanks that the lines beside this value begin with.
    """
    kind = type(value)
    if kind is str:
        return _string(value)
    if kind is int:
        return repr(value)
    if kind is dict and value:
        inner = line + step
        items = (f"{_string(key)}: {_indented(item, inner, step)}" for key, item in value.items())
        return f"{{{inner}{f',{inner}'.join(items)}{line}}}"
    if kind is list and value:
        inner = line + step
        return f"[{inner}{f',{inner}'.join([_indented(item, inner, step) for item in value])}{line}]"
    return json.dumps(value)  # true, false, null and what is empty
