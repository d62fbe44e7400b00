"""What is read in a text by itself; the contract is ``schemas/annotations-1.0.schema.json``, key by key."""

from __future__ import annotations

from typing import Any

from panelrecord.model.jsontext import as_text, as_types
from panelrecord.model.record import Mode
from panelrecord.model.span import Span
from panelrecord.values import dataclass


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
        return as_types(self)  # type: ignore[no-any-return]

    def to_json(self, *, indent: int | None = 2) -> str:
        """The annotations as JSON text with a final newline."""
        return as_text(self, indent) + "\n"
