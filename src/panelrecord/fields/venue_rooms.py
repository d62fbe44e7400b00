"""Rooms, halls and houses near an event: the rules propose every «at the hall», the questions here rank them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from types import MappingProxyType

from panelrecord.annotate.reading import Reading
from panelrecord.fields.venue_near import FAR, WORD, Around, Kinds, Place, flat, kinds_of, place_nouns
from panelrecord.packs.grammar import Match, Stream

_ROOM = re.compile(
    r"(?:(?:[A-Z0-9]\S* ){0,3}(?:Room|Rm\.?|Hall|Auditorium|Building|Wing|Floor|Theat(?:re|er)|Lounge|Block"
    r"|Tower|Library)|\d+(?:st|nd|rd|th) floor|room \w+)\b"
)
_NUMBERED = re.compile(
    r"[A-Z][\w.]*(?: Hall)?,?[ -]?(?:(?:[Rr]oom|Rm\.?) )?(?:\d{3,5}[A-Z]?|[A-Z]{1,2}\d{1,4}[A-Z]?)"
    r"|\d{3,5}[A-Z]? [A-Z]\w*(?: [Hh]all)?|(?:[Rr]oom|ROOM|Rm\.?) [A-Z]{0,3}\d+[A-Z]?"
)
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_INNER = frozenset(("of", "for", "&", "de"))
_ARTICLES = frozenset(("the", "a", "an", "its", "their", "our", "his", "her", "this"))
_INDEFINITE = frozenset(("a", "an", "another"))
_PARTS = frozenset(
    ("back", "front", "rear", "corridors", "steps", "doors", "stage", "middle", "heart", "premises", "of", "corner")
)
_BEFORE = _ARTICLES | _PARTS
_LOOSE = _INNER | _ARTICLES | _POSSESSIVE | {","}
_STOPS = frozenset(
    (
        "on",
        "at",
        "from",
        "to",
        "during",
        "last",
        "yesterday",
        "today",
        "recently",
        "here",
        "by",
        "with",
        "where",
        "which",
        "who",
        "and",
        "was",
        "were",
        "is",
        "has",
        "had",
        "will",
        "as",
        "under",
        "that",
        "when",
        "after",
        "before",
        "while",
        "in",
        "near",
        "this",
        "are",
        "for",
        "or",
        "but",
        "not",
        "until",
        "between",
        "there",
        "it",
        "he",
        "she",
        "they",
        "organised",
        "organized",
        "hosted",
        "said",
    )
)
# What ends the place of a labelled line, be it that the next label was joined to it.
_LINE_END = re.compile(r"\n|--|;|\s+(?=[A-Z][a-z]+(?: [a-z]+){0,2}\s*:)")
_ASIDE = re.compile(r"\s\(([^()]{2,40})\)")
_HARD_ROOM = re.compile(
    r"\b(?:room|hall|auditorium|theat(?:re|er)|lounge|ballroom|library|building|chapel|wing)\b", re.IGNORECASE
)
_COMPLETE = re.compile(
    r".*?\b(?:Hall|Auditorium|Room)(?:\s\d\w*)?"
    r"(?=\s(?!(?:Auditorium|Room|Library|Lounge|Annex|Building|Theat)\w*)[A-Z][a-z]+)",
    re.DOTALL,
)
_LABELS = frozenset(("venue", "place", "location", "where"))
_VENUE_RANKS = MappingProxyType({"label": 0, "time": 1, "held": 1, "line": 2, "near": 3, "room": 3})
# Words that alone tell no one where something is.
_TOO_BARE = frozenset(
    (
        "room",
        "rooms",
        "building",
        "center",
        "centre",
        "house",
        "department",
        "office",
        "school",
        "hall 1",
        "floor",
        "venue",
    )
)
_ABBREVIATION = 4


def venues(near: Around) -> tuple[Place, ...]:
    """The rooms, halls and houses named near the event, the best first."""
    reading = near.reading
    found = list(_labelled(reading))
    for match in reading.grammar.find("venue", reading.stream):
        place = _room(near, match) if match.rule.gives["rank"] in ("room", "line") else _phrase(near, match)
        if place is not None:
            found.append(place)
    ranked = sorted(found, key=lambda place: (place.rank, place.span.start, -place.span.end))
    return (_joined(near, ranked[0], ranked), *ranked[1:]) if ranked else ()


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
    rule = next(rule.id for rule in reading.grammar.layer("venue") if rule.gives["rank"] == "label")
    for first, last in reading.words.sentences:
        if last - first > 2 and texts[first].lower() in _LABELS and texts[first + 1] == ":":
            start, end = tokens.starts[first + 2], tokens.ends[last - 1]
            line = _LINE_END.split(reading.document.text[start:end])[0].rstrip(" .,")
            yield Place(flat(line), reading.span(start, start + len(line), rule), _VENUE_RANKS["label"])


def _room(near: Around, match: Match) -> Place | None:
    """A room by its number, or a line of a notice that is nothing but a place."""
    reading, units = near.reading, near.reading.stream
    first, last = match.groups["venue"]
    start, end = _whole(reading, units.starts[first]), units.ends[last - 1]
    tail = match.span(units, "tail")
    if tail is not None and _belongs(reading.document.text, end, tail):
        end = tail[1]
    end = _with_aside(near, end)
    text = flat(reading.document.text[start:end])
    rank = match.rule.gives["rank"]
    distance = near.distance(units.tokens[first])
    numbered = bool(_NUMBERED.fullmatch(text)) and any(letter.isdigit() for letter in text)
    if not numbered and (
        _room_nouns(reading, text) == 0 or (rank == "room" and not any(letter.isdigit() for letter in text))
    ):
        return None
    if rank == "line" and not (near.notice and _is_line(reading, text, numbered)):
        return None
    return Place(text, reading.span(start, end, match.rule.id), _VENUE_RANKS[rank] + min(distance, 3))


def _is_line(reading: Reading, text: str, numbered: bool) -> bool:
    """Whether a line of a notice is a place, and no office, heading or row of labels."""
    return (
        (numbered or bool(_HARD_ROOM.search(text))) and place_nouns(reading, text) >= 0 and _labels(reading, text) < 2
    )


def _with_aside(near: Around, end: int) -> int:
    """Where a place of a notice ends with what stands in parentheses behind it: «DM 12 (large conference room)»."""
    aside = _ASIDE.match(near.reading.document.text, end) if near.notice else None
    inside = aside[1] if aside else ""
    return aside.end() if aside and (_HARD_ROOM.search(inside) or any(mark.isdigit() for mark in inside)) else end


def _with_house(near: Around, end: int, last: int) -> int:
    """Where a room of a notice ends with its house: «Reading Room in Mole Hall», «room 12 of the new wing»."""
    units, kinds = near.reading.stream, kinds_of(near.reading.grammar)
    at = end + 1
    if not near.notice or at >= last or near.word(end).lower() not in ("in", "of"):
        return end
    at += near.word(at).lower() in ("the", "our")
    while at < last and (units.codes[at] in kinds.names or "venue_noun" in near.reading.grammar.classes(near.word(at))):
        at += 1
        end = at
    return end


def _phrase(near: Around, match: Match) -> Place | None:
    reading, units = near.reading, near.reading.stream
    first, last = match.groups["venue"]
    distance = near.distance(units.tokens[first])
    rank = match.rule.gives["rank"]
    if distance >= FAR or rank == "label":
        return None
    article = near.word(first).lower()
    while first < last and near.word(first).lower() in _BEFORE:
        first += 1
    end = _phrase_end(near, first, last)
    if end <= first:
        return None
    start, stop = _whole(reading, units.starts[first]), _with_aside(near, units.ends[_with_house(near, end, last) - 1])
    complete = _COMPLETE.match(reading.document.text, start, stop) if near.notice else None
    if complete is not None:  # the next line was joined to the place
        stop = complete.end()
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
        and (code not in kinds.places or (rank == "held" and distance == 0))
    )
    if nouns < 0 or not (nouns or numbered or institution):
        return None
    if (
        rank == "near"
        and distance == 2
        and not ((named or (article == "the" and end - first > 1)) and _room_nouns(reading, text))
    ):
        return None
    bare = not named and not numbered
    if bare and (text.lower() in _TOO_BARE or place_nouns(reading, text.rsplit(maxsplit=1)[-1]) < 1):
        return None
    penalty = (
        distance
        + 2 * (not nouns and not numbered)
        + bare
        + 3 * (article in _INDEFINITE or (bare and article not in _ARTICLES))
    )
    return Place(text, reading.span(start, stop, match.rule.id), _VENUE_RANKS[rank] + penalty)


def _whole(reading: Reading, start: int) -> int:
    """Where a name begins whose first word another reading took for a role: «Baker | Hall», «Student | Center»."""
    tokens = reading.words.tokens
    token = bisect_right(tokens.starts, start) - 1
    while token > 0 and tokens.ends[token - 1] + 1 == tokens.starts[token] and tokens.words[token][0].isupper():
        before = tokens.words[token - 1]
        gap = reading.document.text[tokens.ends[token - 1] : tokens.starts[token]]
        if (
            gap != " "
            or not before[0].isupper()
            or reading.grammar.classes(before) & {"function", "calendar", "honorific"}
        ):
            break
        token -= 1
    return tokens.starts[token]


def _belongs(text: str, end: int, tail: tuple[int, int]) -> bool:
    """Whether what follows a room's number is the house: «room 12 of Mole Hall», «Room 12 Mole Hall», «Room 12 MH»."""
    name, link = text[slice(*tail)], text[end : tail[0]]
    return "\n" not in link and (bool(link.strip()) or bool(_ROOM.match(name)) or len(name) <= _ABBREVIATION)


def _labels(reading: Reading, text: str) -> int:
    return sum("event_label" in reading.grammar.classes(word) for word in WORD.findall(text))


def _room_nouns(reading: Reading, text: str) -> int:
    """How many nouns of rooms and houses stand in a phrase."""
    return sum("venue_room" in reading.grammar.classes(word) for word in WORD.findall(text))


def _phrase_end(near: Around, first: int, last: int) -> int:
    """Where a phrase of place ends; over a comma it goes on only to a further room, hall or floor."""
    units, kinds = near.reading.stream, kinds_of(near.reading.grammar)
    at = first
    while at < last:
        step = _step(near, units, kinds, at, first, last)
        if step == 0:
            break
        at += step
    while at > first and near.word(at - 1).lower() in _LOOSE:
        at -= 1
    return at


def _is_whole(near: Around, units: Stream, kinds: Kinds, at: int) -> bool:
    """Whether the place is complete before unit `at`: «Mole Hall | Growers», «Mole Hall 12 | Growers»."""
    return units.codes[at] in kinds.names and (
        units.codes[at - 1] in kinds.numbers or bool(re.search(r"(?:Room|Hall|Auditorium|Library)$", near.word(at - 1)))
    )


def _step(near: Around, units: Stream, kinds: Kinds, at: int, first: int, last: int) -> int:
    word, code = near.word(at), units.codes[at]
    low = word.lower()
    if code in kinds.names or word in _POSSESSIVE:
        return int(at == first or not _is_whole(near, units, kinds, at) or bool(_HARD_ROOM.search(word)))
    if at > first and (low in _INNER or (low == "the" and near.word(at - 1).lower() in _INNER)):
        return 1
    if word == "(" and at + 2 < last and near.word(at + 2) == ")":
        return 3
    if word == "," and at + 1 < last and at > first and _ROOM.match(near.reading.document.text, units.starts[at + 1]):
        return 1
    if code in kinds.numbers and (at == first or near.word(at - 1).lower() in ("room", "rm", "rm.", "hall")):
        return 1
    if code in kinds.numbers and at > first and units.codes[at - 1] in kinds.names:
        return 1
    if code not in kinds.lower or low in _STOPS or not word[0].isalnum():
        return 0
    if at == first or units.codes[at - 1] not in kinds.names:
        return 1
    ahead = (
        near.word(at + 1).lower() if at + 1 < last else ""
    )  # «the Reed Hall seminar room», not «the Reed Hall smelled»
    return int(any("venue_noun" in near.reading.grammar.classes(one) for one in (low, ahead)))
