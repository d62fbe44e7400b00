"""What can be read in a text before any of it is put into a record."""

from __future__ import annotations

from datetime import date

from panelrecord.annotate.examples import document_of
from panelrecord.annotate.reading import Reading, read
from panelrecord.model import (
    SCHEMA_VERSION,
    AnnotatedAttribution,
    AnnotatedDate,
    AnnotatedPerson,
    Annotations,
    SentenceSpan,
    Span,
)
from panelrecord.packs.grammar import grammar
from panelrecord.packs.loader import Packs

__all__ = ["Reading", "annotate", "read"]


def annotate(text: str, *, published: date | None, packs: Packs) -> Annotations:
    """Sentences, people, dates and attributions of a bare text.

    Args:
        text: any text; it is taken as it is, and a blank line parts paragraphs.
        published: the day against which relative dates are resolved; None leaves them unresolved.
        packs: the rules to read with.

    Returns:
        the annotations; their offsets are code points into `text`.
    """
    reading = read(document_of(text), grammar(packs), published, attitudes=True)
    return Annotations(
        SCHEMA_VERSION,
        text,
        tuple(SentenceSpan(*reading.words.span(*sentence)) for sentence in reading.words.sentences),
        _people(reading),
        _dates(reading),
        _attributions(reading),
    )


def _people(reading: Reading) -> tuple[AnnotatedPerson, ...]:
    return tuple(
        AnnotatedPerson(
            person.id,
            person.name,
            tuple(reading.span(*reading.words.span(m.first, m.last), m.rule) for m in person.mentions),
        )
        for person in reading.people
    )


def _dates(reading: Reading) -> tuple[AnnotatedDate, ...]:
    return tuple(
        AnnotatedDate(
            found.start, found.end, found.edtf, reading.span(*reading.words.span(found.first, found.last), found.rule)
        )
        for found in reading.dates
        if found.edtf is not None
    )


def _attributions(reading: Reading) -> tuple[AnnotatedAttribution, ...]:
    out = []
    for one, speaker in zip(reading.attributions, reading.speakers, strict=True):

        def span(place: tuple[int, int] | None, rule: str = one.rule) -> Span | None:
            return reading.span(*place, rule) if place else None

        out.append(
            AnnotatedAttribution(
                reading.people[speaker.people[0]].id if len(speaker.people) == 1 else None,
                span(speaker.place or one.who),
                span(one.cue),
                tuple(reading.span(*place, one.rule) for place in one.spans),
                one.mode,
            )
        )
    return tuple(out)
