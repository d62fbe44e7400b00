"""Rooms, halls and houses near an event: the rules propose every «at the hall», the questions here rank them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import compress
from types import MappingProxyType

from panelrecord.annotate.reading import Reading
from panelrecord.fields.excerpt import excerpt
from panelrecord.fields.venue_extent import HARD_ROOM, phrase_extent, whole_start, with_aside, with_tail
from panelrecord.fields.venue_near import FAR, WORD, Around, Place, flat, kinds_of, place_nouns
from panelrecord.packs.grammar import Match
from panelrecord.packs.remembered import Remembered

_NUMBERED = re.compile(
    r"[A-Z][\w.]*(?: Hall)?,?[ -]?(?:(?:[Rr]oom|Rm\.?) )?(?:\d{3,5}[A-Z]?|[A-Z]{1,2}\d{1,4}[A-Z]?)"
    r"|\d{3,5}[A-Z]? [A-Z]\w*(?: [Hh]all)?|(?:[Rr]oom|ROOM|Rm\.?) [A-Z]{0,3}\d+[A-Z]?"
)
_NUMBER_FIRST = re.compile(r"\d{3,5}[A-Z]?(?: [A-Z]\w*){2}")  # in notices; elsewhere «150 Indian Farmers»
# What ends the place of a labelled line, be it that the next label was joined to it.
_LINE_END = re.compile(r"\n|--|;|\s+(?=[A-Z][a-z]+(?: [a-z]+){0,2}\s*:)")
# What a line goes on with that is no part of the place: «… and live-streamed», «…, 14 Sea Road, Suva».
_ONLINE_TOO = re.compile(r",?\s+(?:and|or|plus|with|&)\s+(?:also\s+)?(?:live|online|via|on|by|streamed|Zoom)\b")
_ADDRESS = re.compile(r",\s+\d+[A-Za-z]?(?:[-–/]\d+[A-Za-z]?)?\s+[A-Z][^,]*,\s*[A-Z]")
_VENUE_RANKS = MappingProxyType({"label": 0, "time": 1, "held": 1, "line": 2, "near": 3, "room": 3})

# Asked of every word, so that a call of a Python function for each would be dear.
_has_digit = Remembered(lambda word: any(map(str.isdigit, word))).__getitem__


def venues(near: Around) -> tuple[Place, ...]:
    """The rooms, halls and houses named near the event, the best first."""
    reading = near.reading
    found = list(_labelled(reading))
    # Far from the event a room has a number, though its name may begin in a sentence that was cut before it.
    tokens = compress(range(len(reading.words.tokens.words)), map(_has_digit, reading.words.tokens.words))
    numbered = {bisect_right(near.firsts, token) - 1 for token in tokens}
    behind = {number + 1 for number in numbered} - {len(near.firsts)}
    sentences = excerpt(reading.words, reading.stream, near.within(FAR) | numbered | behind)
    for match in sentences.find(reading.grammar, "venue"):
        place = _room(near, match) if match.rule.gives["rank"] in ("room", "line") else _phrase(near, match)
        if place is not None:
            found.append(place)
    ranked = sorted(found, key=lambda place: (place.rank, place.span.start, -place.span.end))
    return (_joined(near, _whole(ranked[0], ranked), ranked), *ranked[1:]) if ranked else ()


def _whole(place: Place, others: list[Place]) -> Place:
    """The place with the house that only another rule read behind its number: «Room 12 | Mole Hall»."""
    longer = [
        one
        for one in others
        if one.span.start == place.span.start and one.span.end > place.span.end and one.span.rule.endswith(".room")
    ]
    return replace(longer[0], rank=place.rank) if longer else place


def _joined(near: Around, place: Place, others: list[Place]) -> Place:
    """A place on a line of its own, with the line below where that is one too: room, then house."""
    below = [one for one in others if one.rank == place.rank and one.span.rule == place.span.rule]
    text = near.reading.document.text
    for one in below:
        gap = text[place.span.end : one.span.start]
        if near.notice and ".line" in place.span.rule and gap and not gap.strip() and gap.count("\n") == 1:
            return Place(
                f"{place.value} {one.value}",
                near.reading.span(place.span.start, one.span.end, place.span.rule),
                place.rank,
            )
    return place


def _labelled(reading: Reading) -> Iterator[Place]:
    """What a notice says behind «Venue:» or «Place:», to the end of the line."""
    texts, tokens = reading.words.tokens.words, reading.words.tokens
    labels = reading.grammar.words("venue_label")
    rule = next(rule.id for rule in reading.grammar.layer("venue") if rule.gives["rank"] == "label")
    for first, last in reading.words.sentences:
        if last - first > 2 and texts[first + 1] == ":" and texts[first].lower() in labels:
            start, end = tokens.starts[first + 2], tokens.ends[last - 1]
            line = _LINE_END.split(reading.document.text[start:end])[0]
            line = _ADDRESS.split(_ONLINE_TOO.split(line)[0])[0].rstrip(" .,")
            if not line:
                continue
            yield Place(flat(line), reading.span(start, start + len(line), rule), _VENUE_RANKS["label"])


def _room(near: Around, match: Match) -> Place | None:
    """A room by its number, or a line of a notice that is nothing but a place."""
    reading, units = near.reading, near.reading.stream
    first, last = match.groups["venue"]
    start, end = whole_start(reading, units.starts[first]), units.ends[last - 1]
    end = with_aside(near, with_tail(reading.document.text, end, match.span(units, "tail")))
    text = flat(reading.document.text[start:end])
    rank = match.rule.gives["rank"]
    distance = near.distance(units.tokens[first])
    numbered = bool(_NUMBERED.fullmatch(text)) and any(letter.isdigit() for letter in text)
    numbered |= near.notice and bool(_NUMBER_FIRST.fullmatch(text)) and not any(map(str.isdigit, text.split()[-1]))
    if not numbered and (
        _room_nouns(reading, text) == 0 or (rank == "room" and not any(letter.isdigit() for letter in text))
    ):
        return None
    if rank == "line" and not (near.notice and _is_line(reading, text, numbered)):
        return None
    return Place(text, reading.span(start, end, match.rule.id), _VENUE_RANKS[rank] + min(distance, 3))


def _is_line(reading: Reading, text: str, numbered: bool) -> bool:
    """Whether a line of a notice is a place, and no office, heading or row of labels."""
    return (numbered or bool(HARD_ROOM.search(text))) and place_nouns(reading, text) >= 0 and _labels(reading, text) < 2


def _phrase(near: Around, match: Match) -> Place | None:
    reading, units = near.reading, near.reading.stream
    first, last = match.groups["venue"]
    distance = near.distance(units.tokens[first])
    rank = match.rule.gives["rank"]
    if distance >= FAR or rank == "label" or (rank == "time" and not near.notice and _is_subject(near, match)):
        return None
    article = near.word(first).lower()
    extent = phrase_extent(near, first, last)
    if extent is None:
        return None
    first, end, start, stop = extent
    text = flat(reading.document.text[start:stop])
    if any(span.start <= start < span.end for span in near.taken):
        return None
    kinds = kinds_of(reading.grammar)
    numbered = bool(_NUMBERED.fullmatch(text))
    nouns = _room_nouns(reading, text) if rank == "time" or near.notice else place_nouns(reading, text)
    named = any(units.codes[unit] in kinds.names for unit in range(first, end))
    by_at = "cue" in match.groups and near.word(match.groups["cue"][0]).lower() != "in"
    code = units.codes[end - 1]
    institution = (
        by_at
        and not near.notice
        and code in kinds.institutions
        and (code not in kinds.places or (rank == "held" and distance == 0 and "town" not in match.rule.gives))
    )
    if nouns < 0 or not (nouns or numbered or institution):
        return None
    if (
        rank == "near"
        and distance == 2
        and not ((named or (article == "the" and end - first > 1)) and _room_nouns(reading, text))
    ):
        return None
    bare, words = not named and not numbered, reading.grammar.words
    if bare and (text.lower() in words("venue_bare") or place_nouns(reading, text.rsplit(maxsplit=1)[-1]) < 1):
        return None
    penalty = (
        distance
        + 2 * (not nouns and not numbered)
        + bare
        + 3 * (article in words("indefinite") or (bare and article not in words("venue_article")))
    )
    return Place(text, reading.span(start, stop, match.rule.id), _VENUE_RANKS[rank] + penalty)


def _is_subject(near: Around, match: Match) -> bool:
    """Whether a sentence begins with the day and goes on with who did something: «On 3 May, the Guild of Dyers met»."""
    units, first = near.reading.stream, match.first
    if units.starts[first] == units.ends[first]:
        first += 1
    before = max(first - 1, 0)
    before -= before > 0 and near.word(before).lower() in near.reading.grammar.words("before_day")
    return units.starts[before] == units.ends[before] and "," in {near.word(first + 1), near.word(first + 2)}


def _labels(reading: Reading, text: str) -> int:
    return sum("event_label" in reading.grammar.classes(word) for word in WORD.findall(text))


def _room_nouns(reading: Reading, text: str) -> int:
    """How many nouns of rooms and houses stand in a phrase."""
    return sum("venue_room" in reading.grammar.classes(word) for word in WORD.findall(text))
