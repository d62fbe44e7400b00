"""Where an event was held: room or house, town, region, country, and whether it was on line."""

from __future__ import annotations

from panelrecord.annotate.reading import Reading
from panelrecord.fields.event_clauses import Subject
from panelrecord.fields.venue_near import Place, around
from panelrecord.fields.venue_rooms import venues
from panelrecord.fields.venue_towns import larger, localities, online
from panelrecord.model import Event, Venue


def venue(reading: Reading, found: Event | None, subject: Subject | None) -> Venue | None:
    """Where the event of an article was held; None where nothing is said of it and it was not on line.

    Args:
        reading: the article as read.
        found: its event; an article without one has no venue.
        subject: what the event was read from.
    """
    if found is None or subject is None:
        return None
    organizers = tuple(span for organizer in found.organizers for span in organizer.evidence)
    near = around(reading, found.evidence, organizers, subject.mentions, held=found.status == "held")
    place = _first(venues(near))
    town = _first(localities(near, place))
    region = _first(larger(near, "region", (place, town)))
    country = _first(larger(near, "country", (place, town, region)))
    cue = online(near, place)
    on_line = cue is not None or found.type == "webinar"
    evidence = tuple(one.span for one in (place, town, region, country) if one is not None)
    if cue is not None:
        evidence += (cue,)
    if not evidence and not on_line:
        return None
    ordered = tuple(sorted(evidence or found.evidence[:1], key=lambda span: (span.start, span.end, span.rule)))
    return Venue(_value(place), _value(town), _value(region), _value(country), on_line, ordered)


def _first(places: tuple[Place, ...]) -> Place | None:
    return places[0] if places else None


def _value(place: Place | None) -> str | None:
    return place.value if place else None
