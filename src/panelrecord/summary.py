"""A record in a few lines for a reader: event, when, where, who, how many positions, whose article."""

from __future__ import annotations

from collections.abc import Iterator

from panelrecord.model import Event, EventDate, Panelist, Record, Venue


def summarize(record: Record, where: str) -> str:
    """The record's main values, a line each, under the name of its source.

    Args:
        record: the record.
        where: where the record lies, as the last line shall say.

    Returns:
        Lines of text with a line feed at the end of each.
    """
    rows = [("event", "none: the article is about no event" if record.event is None else _event(record.event))]
    if record.event is not None:
        rows += [
            ("when", _when(record.date)),
            ("where", _where(record.venue)),
            ("who", "; ".join(_person(panelist) for panelist in record.panelists) or "nobody named"),
            ("positions", _positions(record)),
        ]
    rows += [("article by", _authors(record)), ("record", where)]
    return "\n".join([record.source.name, *(f"  {key:<11}{value}" for key, value in rows)]) + "\n"


def _event(event: Event) -> str:
    kind = event.type.replace("_", " ") if event.type != "other" else "event"
    return f"{event.name or kind} ({kind}, {event.status})"


def _when(date: EventDate | None) -> str:
    if date is None:
        return "not said"
    days = " to ".join(day for day in (date.start, date.end) if day is not None) or date.edtf
    return f"{days} (reckoned from the day of publication)" if date.resolved_from else days


def _where(venue: Venue | None) -> str:
    if venue is None:
        return "not said"
    places = [place for place in (venue.name, venue.locality, venue.region, venue.country) if place is not None]
    return ", ".join([*places, "online"] if venue.online else places)


def _person(panelist: Panelist) -> str:
    name = f"{panelist.honorific} {panelist.name}" if panelist.honorific else panelist.name
    return name if panelist.part == "panelist" else f"{name} ({panelist.part.replace('_', ' ')})"


def _positions(record: Record) -> str:
    if not record.positions:
        return "none"
    holders = len({holder for position in record.positions for holder in position.panelists})
    people = "1 person" if holders == 1 else f"{holders} people"
    return f"{len(record.positions)}, by {people}" if holders else f"{len(record.positions)}, by the panel as a whole"


def _authors(record: Record) -> str:
    return "; ".join(_author_names(record)) or "nobody named"


def _author_names(record: Record) -> Iterator[str]:
    for author in record.author_bios:
        roles = [", ".join(part for part in (role.title, role.organization) if part) for role in author.roles]
        known = ", ".join([*roles, *author.emails])
        yield f"{author.name or 'unnamed'} ({known})" if known else author.name or "unnamed"
