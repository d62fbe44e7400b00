"""Towns, regions and countries near an event, and whether it was on line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from types import MappingProxyType

from panelrecord.annotate.reading import Reading
from panelrecord.fields.excerpt import excerpt
from panelrecord.fields.venue_near import Around, Place, flat, is_listed, kinds_of, place_nouns
from panelrecord.model import Span
from panelrecord.packs.grammar import Match, Stream

_TOWN_RANKS = MappingProxyType({"held": 1, "edition": 1, "dateline": 2, "in": 3})
_HOUSE = 5
_BEHIND = 30  # characters behind a venue: «the Town Hall in Suva»
_OWN = 5  # characters behind an organiser: «the Loom Society in Kandy» tells where that is
# «London NW1 2BJ», «Armidale NSW 2350», «Duluth MN 55802»
_POSTCODE = re.compile(
    r"(?:\s+(?:[A-Z]{2,3}(?=\s+\d)|(?:NSW|VIC|QLD|TAS)(?=$)|[A-Z]{1,2}\d[\dA-Z]?|\d[A-Z]{2}|\d{4,6}(?:-\d{4})?))+$"
)
_LONGEST_TOWN = 2  # words
_ADDRESS_MARKS = frozenset(("", ",", ".", ";", ":", ")", "(", "–", "—", "-"))
_INSTITUTION = re.compile(r", (?:the )?(?:[A-Z]\w+ )?University of [A-Z]\w+(?: [A-Z]\w+)?")
_DATELINE = 8


def _titled(name: str) -> str:
    name = _POSTCODE.sub("", name)
    return name.title() if name.isupper() and len(name) > 3 else name


def localities(near: Around, place: Place | None) -> tuple[Place, ...]:
    """The towns that the event may have been in, the best first."""
    reading = near.reading
    sentences = near.within(2) | set(range(min(_DATELINE + 1, len(reading.words.sentences))))
    if place is not None:
        starts = reading.words.tokens.starts
        first, last = (bisect_right(starts, at) - 1 for at in (place.span.end, place.span.end + _BEHIND))
        sentences |= set(range(bisect_right(near.firsts, first) - 1, bisect_right(near.firsts, last)))
    matches = excerpt(reading.words, reading.stream, sentences).find(reading.grammar, "locality")
    found = [town for match in matches for town in _locality(near, match, place)]
    if place is not None:
        found += _behind(near, place)
        found += _ends_line(reading, place)
        found += _in_house(reading, place)
    return tuple(sorted(found, key=lambda town: (town.rank, town.span.start)))


def _locality(near: Around, match: Match, place: Place | None) -> Iterator[Place]:
    reading, units = near.reading, near.reading.stream
    span = match.span(units, "place")
    rank = match.rule.gives["rank"]
    if span is None:
        return
    name = flat(reading.document.text[slice(*span)])
    if is_listed(reading, name, "country") or is_listed(reading, name, "region") or place_nouns(reading, name):
        return
    if is_listed(reading, name, "continent") or (
        near.word(match.groups["place"][1]).lower() in reading.grammar.words("of_other")
    ):
        return
    if any(one.start <= span[0] < one.end + _OWN * (".topic." not in one.rule) for one in near.taken):
        return
    unit = match.groups["place"][0]
    if rank == "dateline":
        if bisect_right(near.firsts, units.tokens[unit]) - 1 <= _DATELINE and _is_dateline(match, name):
            yield Place(_titled(name), reading.span(*span, match.rule.id), _TOWN_RANKS[rank])
        return
    distance = near.distance(units.tokens[unit])
    if place is not None and place.span.start <= span[0] < place.span.end:
        return
    if rank == "edition":
        if distance == 0:
            yield Place(_titled(name), reading.span(*span, match.rule.id), _TOWN_RANKS[rank])
    elif place is not None and 0 <= span[0] - place.span.end < _BEHIND and near.word(unit - 1).lower() == "in":
        yield Place(_titled(name), reading.span(*span, match.rule.id), 0)
    elif (
        distance <= 1 and near.word(match.groups["place"][1]) == "," and _is_larger(near, match.groups["place"][1] + 1)
    ):
        yield Place(_titled(name), reading.span(*span, match.rule.id), _TOWN_RANKS["held"] + distance)
    elif distance <= _furthest(match) and (
        ("cue" in match.groups and rank == "held")
        or near.word(unit - 1).lower() not in reading.grammar.words("before_no_town")
    ):
        yield Place(_titled(name), reading.span(*span, match.rule.id), _TOWN_RANKS[rank] + distance)


def _furthest(match: Match) -> int:
    """How far from the event a town may be named: where people came to is often told before the event is."""
    return 2 if match.rule.gives.get("reach") == "far" else 1 if match.rule.gives["rank"] == "held" else 0


def _is_dateline(match: Match, name: str) -> bool:
    """Whether a name before a colon or dash is where a report comes from, and not a label or a speaker."""
    return name.isupper() or "sure" in match.rule.gives or "day" in match.groups


def _is_larger(near: Around, unit: int) -> bool:
    """Whether a unit names a country or a state: what stands before it and a comma is a town."""
    return unit < len(near.reading.stream.starts) and any(
        is_listed(near.reading, near.word(unit), kind) for kind in ("country", "region")
    )


def _behind(near: Around, place: Place) -> Iterator[Place]:
    """The town behind the venue: «the Town Hall, Suva», «the Town Hall, 14 Sea Road, Laucala, Suva FJ 1200»."""
    text, units, reading = near.reading.document.text, near.reading.stream, near.reading
    rule = next(rule.id for rule in reading.grammar.layer("locality") if rule.gives["rank"] == "in")
    kinds = kinds_of(reading.grammar)
    links, floors = reading.grammar.words("house_link"), reading.grammar.words("venue_floor")
    town: tuple[int, int] | None = None
    behind, may_follow, number = place.span.end, False, False
    ahead = 0
    for unit in range(bisect_right(units.starts, behind - 1), len(units.starts)):
        start, end, code = units.starts[unit], units.ends[unit], units.codes[unit]
        name = flat(text[start:end])
        if text[behind:start].strip(" ") or not name:
            break
        behind = end
        if unit < ahead:
            continue
        if name in links and (ahead := _house_behind(near, unit + 1)) > unit:
            continue
        if name == "," or name.lower().rstrip(".") in floors:  # «Level 2»
            may_follow, number = True, False
        elif code in kinds.numbers:
            may_follow = number = True
        elif code not in kinds.names or not may_follow:
            break
        elif number or place_nouns(reading, name) or _is_street(reading, name):  # «14 Sea Road»
            may_follow = number = False
        elif code in kinds.places and not (is_listed(reading, name, "country") or is_listed(reading, name, "region")):
            if town is not None and not _ends_address(near, unit + 1):
                break
            town, may_follow = (start, end), False
        else:
            break
    if town is not None:
        yield Place(_titled(flat(text[slice(*town)])), reading.span(*town, rule), 0)


def _house_behind(near: Around, unit: int) -> int:
    """The unit behind the house that follows a room: «the Long Room in Mole House, Suva»; 0 where none does."""
    unit += unit < len(near.reading.stream.starts) and near.word(unit) == "the"
    if unit >= len(near.reading.stream.starts):
        return 0
    name = near.word(unit)
    is_name = near.reading.stream.codes[unit] in kinds_of(near.reading.grammar).names
    return unit + 1 if is_name and place_nouns(near.reading, name) > 0 else 0


def _ends_line(reading: Reading, place: Place) -> Iterator[Place]:
    """The town with which the line of a notice ends that says where: «Venue: Town Hall, Suva»."""
    if not place.span.rule.endswith(".label"):
        return
    text = reading.document.text
    start = text.rfind(", ", place.span.start, place.span.end) + 2
    name = _POSTCODE.sub("", text[start : place.span.end])
    words = name.split()
    if start > 1 and 0 < len(words) <= _LONGEST_TOWN and all(word.isalpha() and word.istitle() for word in words):
        larger = is_listed(reading, name, "country") or is_listed(reading, name, "region")
        if not (
            larger
            or place_nouns(reading, name)
            or _is_street(reading, name)
            or words[0].lower() in reading.grammar.words("venue_floor")
        ):
            yield Place(name, reading.span(start, start + len(name), place.span.rule), 0)


def _ends_address(near: Around, unit: int) -> bool:
    """Whether an address ends before a unit: a name in it that a verb follows is somebody who does something."""
    if unit >= len(near.reading.stream.starts):
        return True
    low = near.word(unit).lower()
    return low in _ADDRESS_MARKS or low in near.reading.grammar.words("address_end")


def _is_street(reading: Reading, name: str) -> bool:
    return "venue_street" in reading.grammar.classes(name.rsplit(maxsplit=1)[-1])


def _in_house(reading: Reading, place: Place) -> Iterator[Place]:
    """The town that the name of the house begins with: «Suva Town Hall»."""
    tokens, text = reading.words.tokens, reading.document.text
    first = bisect_right(tokens.starts, place.span.start) - 1
    last = bisect_right(tokens.starts, _end_of_institution(reading, place) - 1)
    house = Stream(
        tokens.starts[first:last], tokens.ends[first:last], range(first, last), reading.words.codes[first:last]
    )
    for match in reading.grammar.find("house", house):
        span = match.span(house, "place")
        if span is not None and all(word[0].isupper() for word in text[slice(*span)].split()):
            yield Place(text[slice(*span)], reading.span(*span, match.rule.id), _HOUSE)


def _end_of_institution(reading: Reading, place: Place) -> int:
    """Where the institution ends whose house the place is: «Mole Hall, University of Suva»."""
    behind = _INSTITUTION.match(reading.document.text, place.span.end)
    return behind.end() if behind else place.span.end


def larger(near: Around, kind: str, inside: tuple[Place | None, ...]) -> tuple[Place, ...]:
    """The countries or regions behind venue or town («…, Ghana»), or behind «in» in a sentence on the event.

    Args:
        near: the text.
        kind: ``country`` or ``region``.
        inside: the venue and the town, where known.
    """
    reading, tokens = near.reading, near.reading.words.tokens
    text, found = reading.document.text, []
    plain = Stream(tokens.starts, tokens.ends, range(len(tokens.words)), reading.words.codes)
    for match in reading.grammar.find(kind, plain):
        span = match.span(plain, kind)
        if span is None or not text[span[0]].isupper() or any(one.start <= span[0] < one.end for one in near.taken):
            continue
        before = text[max(0, span[0] - 8) : span[0]].lower()
        gaps = [span[0] - one.span.end for one in inside if one is not None]
        token = match.groups[kind][0]
        behind = any(0 < gap <= 4 or (0 < gap < 50 and before.endswith(", ")) for gap in gaps)
        if behind or (not gaps and near.distance(token) == 0 and before.endswith(" in ")):
            found.append(Place(text[slice(*span)], reading.span(*span, match.rule.id), 0 if behind else 1))
    return tuple(sorted(found, key=lambda one: (one.rank, one.span.start)))


def online(near: Around, place: Place | None) -> Span | None:
    """The first words that tell that the event was on line, or also on line.

    Args:
        near: the text.
        place: the venue, where known; what its sentence says of the event counts.
    """
    sentences = near.reading.words.sentences
    reading, tokens = near.reading, near.reading.words.tokens
    plain = Stream(tokens.starts, tokens.ends, range(len(tokens.words)), reading.words.codes)
    for match in reading.grammar.find("online", plain):
        first, last = match.groups["cue"]
        own = sentences[bisect_right(near.firsts, first) - 1]
        begin, stop = tokens.starts[own[0]], tokens.ends[own[1] - 1]
        if near.distance(first) <= 1 or (place is not None and begin <= place.span.start < stop):
            return reading.span(tokens.starts[first], tokens.ends[last - 1], match.rule.id)
    return None
