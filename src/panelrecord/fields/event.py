"""The event that an article is about: its status, name, type, topic and organisers."""

from __future__ import annotations

from panelrecord.annotate.reading import Reading
from panelrecord.fields import event_parts, event_topics
from panelrecord.fields.event_clauses import Subject
from panelrecord.fields.event_organizers import organizers
from panelrecord.model import Event, Span


def event(reading: Reading, subject: Subject | None) -> Event | None:
    """The one event that an article reports or announces; None where it is about none, or about several.

    Args:
        reading: the article as read.
        subject: what `event_clauses.find` found that it is about.
    """
    if subject is None:
        return None
    phrases = event_parts.phrases(reading, subject)
    topic = event_topics.topic(reading, subject, phrases)
    name = event_parts.name(reading, subject, phrases, topic)
    evidence = (*subject.evidence, *(span for span in (name, topic) if span is not None))
    return Event(
        subject.status,
        _value(name),
        subject.mention.type if subject.mention else subject.type,
        _value(topic),
        organizers(reading, subject),
        tuple(sorted(set(evidence), key=lambda span: (span.start, span.end, span.rule))),
    )


def _value(span: Span | None) -> str | None:
    """The words of a span; line ends and rows of blanks become single blanks."""
    return " ".join(span.quote.split()) if span else None
