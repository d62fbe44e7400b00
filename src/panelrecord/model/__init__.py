"""The values that panelrecord gives back: spans, the record, the annotations.

Everything here is frozen and slotted, holds only tuples, strings, numbers and other such values, and imports nothing
of the project but how its values are made. Offsets are code points, half open, into the article's text
(`Source.text`, `Annotations.text`); ``text[span.start:span.end] == span.quote`` always holds.

`to_dict` gives plain dictionaries and lists in the order of the fields below, which is the order of the published
schemas (``schemas/record-1.0.schema.json``, ``schemas/annotations-1.0.schema.json``).
"""

from __future__ import annotations

from panelrecord.model.annotations import (
    AnnotatedAttribution,
    AnnotatedDate,
    AnnotatedPerson,
    Annotations,
    SentenceSpan,
)
from panelrecord.model.record import (
    SCHEMA_VERSION,
    AuthorBio,
    Event,
    EventDate,
    EventType,
    Mode,
    Notice,
    Organizer,
    PackVersion,
    Panelist,
    Part,
    Position,
    Provenance,
    Record,
    Role,
    Source,
    Status,
    Venue,
)
from panelrecord.model.span import Span

__all__ = [
    "SCHEMA_VERSION",
    "AnnotatedAttribution",
    "AnnotatedDate",
    "AnnotatedPerson",
    "Annotations",
    "AuthorBio",
    "Event",
    "EventDate",
    "EventType",
    "Mode",
    "Notice",
    "Organizer",
    "PackVersion",
    "Panelist",
    "Part",
    "Position",
    "Provenance",
    "Record",
    "Role",
    "SentenceSpan",
    "Source",
    "Span",
    "Status",
    "Venue",
]
