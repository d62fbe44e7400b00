"""What several tests share: a record and annotations that keep to their contract, and the option of the transcripts."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import HealthCheck, settings

from panelrecord.model import (
    AnnotatedAttribution,
    AnnotatedDate,
    AnnotatedPerson,
    Annotations,
    AuthorBio,
    Event,
    EventDate,
    Notice,
    Organizer,
    PackVersion,
    Panelist,
    Position,
    Provenance,
    Record,
    Role,
    SentenceSpan,
    Source,
    Span,
    Venue,
)

TEXT = (
    "Farmers meet on water\n\n"
    "A seminar on canal water was held at the Grange Hall in Odesa on 14 September 2019. "
    "Dr Lesia Moroz, a hydrologist, said that the canals leak. The pumps, she added, are old.\n\n"
    "Ivo Petrov is editor of The Furrow (ivo@furrow.example)."
)


# The same texts in every run, however slow the machine: what fails once fails again.
settings.register_profile(
    "same", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--crashes", type=int, default=3, help="how often a batch is killed in mid-run")
    parser.addoption("--accept", action="store_true", help="write what the commands now print into tests/cli/*.md")


def span_of(quote: str, rule: str) -> Span:
    start = TEXT.index(quote)
    return Span(start, start + len(quote), quote, rule)


@pytest.fixture
def record() -> Record:
    """A record in which every optional part is present."""
    moroz = span_of("Lesia Moroz", "en.people.honorific")
    she = span_of("she", "en.people.pronoun")
    return Record(
        schema_version="1.0",
        id="0123456789abcdef" * 2,
        source=Source(
            name="articles/water.txt",
            sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
            format="text",
            title="Farmers meet on water",
            byline="Ivo Petrov",
            published="2019-09-16",
            language="en",
            url="https://furrow.example/water?page=1",
            captured="2019-09-20T08:30:00Z",
            text=TEXT,
        ),
        event=Event(
            status="held",
            name="A seminar on canal water",
            type="seminar",
            topic="canal water",
            organizers=(Organizer("the Grange", (span_of("the Grange", "en.event.organizer"),)),),
            evidence=(span_of("A seminar on canal water", "en.event.seminar-on"),),
        ),
        date=EventDate(
            start="2019-09-14",
            end=None,
            edtf="2019-09-14",
            resolved_from=None,
            evidence=(span_of("14 September 2019", "en.date.day-month-year"),),
        ),
        venue=Venue(
            name="Grange Hall",
            locality="Odesa",
            region=None,
            country=None,
            online=False,
            evidence=(span_of("the Grange Hall in Odesa", "en.venue.held-at"),),
        ),
        panelists=(
            Panelist(
                id="p1",
                name="Lesia Moroz",
                honorific="Dr",
                part="panelist",
                descriptions=("a hydrologist",),
                affiliations=(),
                evidence=(moroz, she),
            ),
        ),
        positions=(
            Position(
                id="s1",
                panelists=("p1",),
                mode="indirect",
                statement="the canals leak",
                spans=(span_of("the canals leak", "en.attribution.said-that"),),
                cue=span_of("said that", "en.attribution.said-that"),
                speaker=moroz,
            ),
            Position(
                id="s2",
                panelists=("p1",),
                mode="indirect",
                statement="The pumps … are old",
                spans=(
                    span_of("The pumps", "en.attribution.run-over"),
                    span_of("are old", "en.attribution.run-over"),
                ),
                cue=span_of("added", "en.attribution.run-over"),
                speaker=she,
            ),
        ),
        author_bios=(
            AuthorBio(
                name="Ivo Petrov",
                text="Ivo Petrov is editor of The Furrow (ivo@furrow.example).",
                roles=(Role("editor", "The Furrow"),),
                emails=("ivo@furrow.example",),
                links=("https://furrow.example/ivo",),
                evidence=(span_of("Ivo Petrov is editor of The Furrow (ivo@furrow.example).", "en.author.is"),),
            ),
        ),
        notices=(Notice("ambiguous-speaker", "positions/1", "two women were named before “she”"),),
        provenance=Provenance("panelrecord 0.1.0", "3.9", (PackVersion("en", "1", "0" * 64),)),
    )


@pytest.fixture
def annotated() -> Annotations:
    """Annotations in which every optional part is present."""
    first = TEXT.index("A seminar")
    return Annotations(
        schema_version="1.0",
        text=TEXT,
        sentences=(SentenceSpan(0, 21), SentenceSpan(first, TEXT.index(" Dr"))),
        people=(AnnotatedPerson("p1", "Lesia Moroz", (span_of("Lesia Moroz", "en.people.honorific"),)),),
        dates=(
            AnnotatedDate("2019-09-14", None, "2019-09-14", span_of("14 September 2019", "en.date.day-month-year")),
        ),
        attributions=(
            AnnotatedAttribution(
                person="p1",
                speaker=span_of("Lesia Moroz", "en.people.honorific"),
                cue=span_of("said that", "en.attribution.said-that"),
                spans=(span_of("the canals leak", "en.attribution.said-that"),),
                mode="indirect",
            ),
        ),
    )
