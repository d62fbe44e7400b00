"""One record against what is expected of it, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from scoring.expected import Author, Expected, Person, Role, Venue
from scoring.people import match
from scoring.speech import Text, claimed_words, covered, expected_positions, record_positions
from scoring.tally import Scores, Tally
from scoring.words import alike, fold

NAME, TOPIC, ORGANIZATION, ROLE, BIO = 0.75, 0.6, 0.7, 0.6, 0.8
"""How alike a value must be to an accepted form: names nearly whole, what describes something more freely."""

T = TypeVar("T")


def compare(expected: Expected, record: Mapping[str, Any]) -> Scores:
    """The scores of one record.

    Args:
        expected: what is expected.
        record: the record as its JSON has it.
    """
    sheet = _Sheet(expected.id)
    sheet.scores.spans = quoted_exactly(record)
    _event(sheet, expected, record)
    _date(sheet, expected, record["date"] or {})
    _venue(sheet, expected.venue, record["venue"] or {})
    found = _people(sheet, expected, record["panelists"])
    _positions(sheet, expected, record, found)
    _authors(sheet, expected.authors, record["author_bios"])
    if expected.source is not None:
        for name, wanted in expected.source.items():
            got = record["source"][name]
            sheet.slot(f"source.{name}", got, wanted, got == wanted, beside=True)
    return sheet.scores


def quoted_exactly(record: Mapping[str, Any]) -> tuple[int, int]:
    """How many spans a record has, and how many of them quote its text exactly."""
    text = record["source"]["text"]
    spans = list(_spans(record))
    exact = sum(one["start"] < one["end"] and text[one["start"] : one["end"]] == one["quote"] for one in spans)
    return len(spans), exact


def _spans(node: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        if node.keys() >= {"start", "end", "quote"}:
            yield node
        for value in node.values():
            yield from _spans(value)
    elif isinstance(node, list):
        for value in node:
            yield from _spans(value)


class _Sheet:
    """The scores of one article while it is being marked."""

    def __init__(self, article: str) -> None:
        self.article = article
        self.scores = Scores(articles=1)

    def tally(self, name: str, *, beside: bool = False) -> Tally:
        return (self.scores.beside if beside else self.scores.fields).setdefault(name, Tally())

    def error(self, name: str, line: str) -> None:
        self.scores.errors.setdefault(name, []).append(f"{self.article}: {line}")

    def slot(self, name: str, got: object, wanted: object, right: bool, *, beside: bool = False) -> None:
        """One slot; an empty one that should be empty counts nothing."""
        tally = self.tally(name, beside=beside)
        if got and wanted and right:
            tally.right += 1
            tally.found += 1
        elif got or wanted:
            tally.wrong += bool(got)
            tally.missed += bool(wanted)
            self.error(name, f"got {got!r}, expected {wanted!r}")

    def slots(
        self,
        name: str,
        got: Sequence[Any],
        wanted: Sequence[T],
        same: Callable[[Any, T], bool],
        *,
        beside: bool = False,
    ) -> None:
        """Several slots in any order, each expected value taken once."""
        rest = list(wanted)
        for value in got:
            hit = next((one for one in rest if same(value, one)), None)
            self.slot(name, value, hit, hit is not None, beside=beside)
            if hit is not None:
                rest.remove(hit)
        for one in rest:
            self.slot(name, None, one, False, beside=beside)


def _event(sheet: _Sheet, expected: Expected, record: Mapping[str, Any]) -> None:
    got, wanted = record["event"] or {}, expected.event
    name, topic, kind, status = (got.get(key) for key in ("name", "topic", "type", "status"))
    sheet.slot("event_report", bool(got), wanted is not None, True)
    names, topics = (wanted.names, wanted.topics) if wanted else ((), ())
    kinds, organizers = (wanted.types, wanted.organizers) if wanted else ((), ())
    sheet.slot("event.name", name, names, alike(name, names, NAME))
    sheet.slot("event.status", status, wanted and wanted.status, wanted is not None and status == wanted.status)
    sheet.slot("event.type", kind, kinds, kind in kinds)
    sheet.slot("event.topic", topic, topics, alike(topic, topics, TOPIC))
    found = [organizer["name"] for organizer in got.get("organizers") or ()]
    sheet.slots("event.organizers", found, organizers, lambda value, forms: alike(value, forms, ORGANIZATION))


def _date(sheet: _Sheet, expected: Expected, got: Mapping[str, Any]) -> None:
    """The days on which the event began and ended; an end on the day it began is none."""
    wanted_start, wanted_end = _day(expected.start), _day(expected.end)
    start, end = _day(got.get("start")), _day(got.get("end"))
    sheet.slot("date.start", start, wanted_start, start == wanted_start)
    end, wanted_end = (end if end != start else None), (wanted_end if wanted_end != wanted_start else None)
    sheet.slot("date.end", end, wanted_end, end == wanted_end)


def _day(value: str | None) -> str | None:
    return value[: len("2019-09-14")] if value else None


def _venue(sheet: _Sheet, wanted: Venue, got: Mapping[str, Any]) -> None:
    name = got.get("name")
    sheet.slot("venue.name", name, wanted.names, alike(name, wanted.names, ORGANIZATION))
    for key, place in (("locality", wanted.locality), ("country", wanted.country)):
        value = got.get(key)
        sheet.slot(f"venue.{key}", value, place, fold(value) == fold(place), beside=key == "country")
    sheet.slot("venue.online", got.get("online"), wanted.online, True, beside=True)


def _people(sheet: _Sheet, expected: Expected, got: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Score the panelists; whom each id means, by the expected name or, for somebody else, by a name nobody has."""
    wanted = expected.people
    found = match([one["name"] for one in got], [(one.name, one.variants) for one in wanted])
    people = right = 0
    for number, one in enumerate(got):
        person = wanted[found[number]] if number in found else None
        sheet.slot("panelists", one["name"], person and person.name, person is not None)
        if person is None:
            continue
        people += 1
        right += one["part"] == person.part
        if one["part"] != person.part:
            sheet.error("part", f"{person.name}: got {one['part']!r}, expected {person.part!r}")
        _affiliations(sheet, one["affiliations"], person)
        if expected.source is not None:
            title, same = one["honorific"], one["honorific"] == person.honorific
            sheet.slot("panelists.honorific", title, person.honorific, same, beside=True)
        sheet.slots(
            "panelists.descriptions",
            one["descriptions"],
            person.descriptions,
            lambda value, form: alike(value, (form,), ORGANIZATION),
            beside=True,
        )
    for number, person in enumerate(wanted):
        if number not in found.values():
            sheet.slot("panelists", None, person.name, False)
            _affiliations(sheet, (), person)
    sheet.scores.parts = (people, right)
    return {one["id"]: wanted[found[n]].name if n in found else f"? {one['name']}" for n, one in enumerate(got)}


def _affiliations(sheet: _Sheet, got: Sequence[str], person: Person) -> None:
    name = "panelists.affiliations"
    sheet.slots(name, got, person.affiliations, lambda value, forms: alike(value, forms, ORGANIZATION))


def _positions(sheet: _Sheet, expected: Expected, record: Mapping[str, Any], names: Mapping[str, str]) -> None:
    own = Text(record["source"]["text"])
    shared = Text(expected.text) if expected.text is not None else own
    wanted = expected_positions(expected.positions, shared)
    got = record_positions(record, names, own, shared)
    tally = sheet.tally("positions")
    for one in got:
        right = covered(one, wanted)
        tally.right += right
        tally.wrong += not right
        if not right:
            sheet.error("positions", f"wrong: {one.person}: {one.quote}")
    for one in wanted:
        found = covered(one, got)
        tally.found += found
        tally.missed += not found
        if not found:
            sheet.error("positions", f"missed: {one.person}: {one.quote}")
        nearest = max(got, key=lambda other: len(one.words & other.words), default=None)
        if found and nearest is not None:
            sheet.slot("positions.mode", nearest.mode, one.mode, nearest.mode == one.mode, beside=True)
    claimed, meant = claimed_words(got), claimed_words(wanted)
    common = len(claimed & meant)
    sheet.tally("positions.words").add(Tally(common, len(claimed) - common, common, len(meant) - common))


def _authors(sheet: _Sheet, wanted: Sequence[Author], got: Sequence[Mapping[str, Any]]) -> None:
    found = match([one["name"] for one in got], [(one.name, ()) for one in wanted])
    nameless = [number for number, one in enumerate(wanted) if not one.name]
    for number, one in enumerate(got):  # «The writer is a baker» without a name
        if not one["name"] and nameless:
            found[number] = nameless.pop(0)
    for number, one in enumerate(got):
        _author(sheet, wanted[found[number]] if number in found else None, one)
    for number, author in enumerate(wanted):
        if number not in found.values():
            _author(sheet, author, {})


def _author(sheet: _Sheet, wanted: Author | None, got: Mapping[str, Any]) -> None:
    author = wanted or Author(None, None, (), ())
    bio = got.get("text")
    sheet.slot("authors.name", got.get("name"), author.name, bool(got))
    sheet.slot("authors.bio", bio, author.bio, alike(bio, (author.bio or "",), BIO))
    emails = got.get("emails") or ()
    sheet.slots("authors.emails", emails, author.emails, lambda value, mail: fold(value) == fold(mail))
    sheet.slots("authors.roles", got.get("roles") or (), author.roles, _same_role)


def _same_role(got: Mapping[str, Any], wanted: Role) -> bool:
    """Whether a role is the one expected: by its organisation, by its title only where it has none."""
    if wanted.organizations:
        return alike(got["organization"], wanted.organizations, ROLE)
    return alike(got["title"], wanted.titles, ROLE)
