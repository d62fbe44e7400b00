"""What is expected of an article, from either of two forms of folder.

A folder of gold articles holds ``ID.gold.json`` beside the input it names; every value is a list of acceptable forms.
A folder of fixtures holds ``slug/record.json`` beside ``slug/article.*``; every value has one form, and more is said
of it (title, byline, honorifics …).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part; `honorific` is None where there is none or nothing is said of it."""

    name: str
    variants: Forms
    part: str
    descriptions: Forms
    affiliations: tuple[Forms, ...]
    honorific: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """What was argued: the pieces of the article that say it, by the people named; nobody where a group says it."""

    people: frozenset[str]
    mode: str
    pieces: Forms


@dataclass(frozen=True, slots=True)
class Role:
    """A position that a note about an author states."""

    titles: Forms
    organizations: Forms


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote the article; without a name where a note leaves it out."""

    name: str | None
    bio: str | None
    roles: tuple[Role, ...]
    emails: Forms


@dataclass(frozen=True, slots=True)
class Event:
    """The event, every value with its acceptable forms."""

    status: str
    names: Forms
    types: Forms
    topics: Forms
    organizers: tuple[Forms, ...]


@dataclass(frozen=True, slots=True)
class Venue:
    """Where it was held."""

    names: Forms = ()
    locality: str | None = None
    country: str | None = None
    online: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """One article and what a careful reader writes down of it.

    `text` is the text that the positions' pieces stand in, None where that is the record's own; `source` the title,
    byline and day of publication, None where nothing is said of them, nor of honorifics.
    """

    id: str
    article: Path
    text: str | None
    event: Event | None
    start: str | None
    end: str | None
    venue: Venue
    people: tuple[Person, ...]
    positions: tuple[Position, ...]
    authors: tuple[Author, ...]
    source: dict[str, str | None] | None = None


def load(folder: Path) -> tuple[Expected, ...]:
    """Everything that a folder of either form expects, in the order of the names.

    Raises:
        FileNotFoundError: the folder holds neither ``*.gold.json`` nor ``*/record.json``.
    """
    gold = [_from_gold(path) for path in sorted(folder.glob("*.gold.json"))]
    fixtures = [_from_fixture(path) for path in sorted(folder.glob("*/record.json"))]
    if not gold and not fixtures:
        raise FileNotFoundError(f"no *.gold.json and no */record.json in {folder}")
    return (*gold, *fixtures)


def _from_gold(path: Path) -> Expected:
    gold = json.loads(path.read_text(encoding="utf-8"))
    event, date, venue = gold.get("event"), gold.get("date") or {}, gold.get("venue") or {}
    return Expected(
        gold["id"],
        path.parent / gold["input"],
        gold["text"],
        _gold_event(event or {}) if gold["event_report"] else None,
        date.get("start"),
        date.get("end"),
        Venue(_forms(venue.get("names")), venue.get("locality"), venue.get("country"), bool(venue.get("online"))),
        tuple(_gold_person(person) for person in gold.get("people") or ()),
        tuple(
            Position(
                frozenset() if one["person"] == "*" else frozenset((one["person"],)), one["mode"], (one["content"],)
            )
            for one in gold.get("positions") or ()
        ),
        tuple(_gold_author(author) for author in gold.get("authors") or ()),
    )


def _gold_event(event: dict[str, Any]) -> Event:
    return Event(
        event.get("status") or "",
        _forms(event.get("names")),
        _forms(event.get("types")),
        _forms(event.get("topics")),
        tuple(_forms(one) for one in event.get("organizers") or ()),
    )


def _gold_person(person: dict[str, Any]) -> Person:
    return Person(
        person["name"],
        _forms(person.get("variants")),
        person["part"],
        _forms(person.get("descriptions")),
        tuple(_forms(one) for one in person.get("affiliations") or ()),
    )


def _gold_author(author: dict[str, Any]) -> Author:
    roles = tuple(Role(_forms(r.get("titles")), _forms(r.get("organizations"))) for r in author.get("roles") or ())
    return Author(author.get("name"), author.get("bio"), roles, _forms(author.get("emails")))


def _from_fixture(path: Path) -> Expected:
    record = json.loads(path.read_text(encoding="utf-8"))
    event, date, venue = record["event"], record["date"] or {}, record["venue"] or {}
    return Expected(
        path.parent.name,
        article_of(path.parent),
        None,
        None
        if event is None
        else Event(
            event["status"],
            _forms(event["name"]),
            _forms(event["type"]),
            _forms(event["topic"]),
            tuple(_forms(one) for one in event["organizers"]),
        ),
        date.get("start"),
        date.get("end"),
        Venue(_forms(venue.get("name")), venue.get("locality"), venue.get("country"), bool(venue.get("online"))),
        tuple(
            Person(
                one["name"],
                (),
                one["part"],
                _forms(one["descriptions"]),
                tuple(_forms(affiliation) for affiliation in one["affiliations"]),
                one["honorific"],
            )
            for one in record["panelists"]
        ),
        tuple(
            Position(frozenset(one["panelists"]), one["mode"], tuple(one["statement"].split(" … ")))
            for one in record["positions"]
        ),
        tuple(
            Author(
                one["name"],
                one["text"],
                tuple(Role(_forms(role["title"]), _forms(role["organization"])) for role in one["roles"]),
                _forms(one["emails"]),
            )
            for one in record["author_bios"]
        ),
        record["source"],
    )


def article_of(folder: Path) -> Path:
    """The article of a fixture; where it stands there in many formats, the Markdown.

    Raises:
        FileNotFoundError: there is none.
    """
    found = sorted(folder.glob("article.*"), key=lambda path: (path.suffix != ".md", path.name))
    if not found:
        raise FileNotFoundError(f"no article.* in {folder}")
    return found[0]


def _forms(value: str | list[str] | None) -> Forms:
    """One form or several as a tuple; nothing for null and the empty text."""
    if isinstance(value, list):
        return tuple(form for form in value if form)
    return (value,) if value else ()
