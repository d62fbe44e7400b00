"""The event that an article is about: its status, name, type, topic and organisers."""

from __future__ import annotations

from panelrecord.annotate.reading import Reading
from panelrecord.fields import event_clauses
from panelrecord.model import Event


def event(reading: Reading) -> Event | None:
    """The one event that an article reports or announces; None where it is about none, or about several.

    Args:
        reading: the article as read.
    """
    subject = event_clauses.find(reading)
    if subject is None:
        return None
    m = subject.mention
    name = reading.document.text[slice(*reading.words.span(m.first, m.last))] if m else None
    return Event(subject.status, name, m.type if m else "other", None, (), subject.evidence)
