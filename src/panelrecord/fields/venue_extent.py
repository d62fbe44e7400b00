"""How far the words of a room, hall or house reach: the rules propose where a phrase of place begins."""

from __future__ import annotations

import re
from bisect import bisect_right

from panelrecord.annotate.reading import Reading
from panelrecord.fields.venue_near import Around, Kinds, kinds_of
from panelrecord.packs.grammar import Stream

HARD_ROOM = re.compile(
    r"\b(?:room|hall|auditorium|theat(?:re|er)|lounge|ballroom|library|building|chapel|wing)\b", re.IGNORECASE
)
_MOST_BEFORE = 8  # words of a name
_ROOM = re.compile(
    r"(?:(?:[A-Z0-9]\S* ){0,3}(?:Room|Rm\.?|Hall|Auditorium|Building|Wing|Floor|Theat(?:re|er)|Lounge|Block"
    r"|Tower|Library)|\d+(?:st|nd|rd|th) floor|room \w+)\b"
)
_ASIDE = re.compile(r"\s\(([^()]{2,40})\)")
_COMPLETE = re.compile(
    r".*?\b(?:Hall|Auditorium|Room)(?:\s\d\w*)?"
    r"(?=\s(?!(?:Auditorium|Room|Library|Lounge|Annex|Building|Theat)\w*)[A-Z][a-z]+)",
    re.DOTALL,
)
_ABBREVIATION = 4


def phrase_extent(near: Around, first: int, last: int) -> tuple[int, int, int, int] | None:
    """Where a phrase of place stands among the units first … last - 1.

    Returns:
        The first unit behind articles, the unit behind the last, and the code points where the place begins and ends
        with what belongs to it further on; None where nothing is left.
    """
    words = near.reading.grammar.words
    articles, parts = words("venue_article"), words("venue_part")
    while first < last and ((low := near.word(first).lower()) in articles or low in parts):
        first += 1
    end = _phrase_end(near, first, last)
    if end <= first:
        return None
    units, text = near.reading.stream, near.reading.document.text
    start, stop = whole_start(near.reading, units.starts[first]), units.ends[_with_house(near, end, last) - 1]
    stop = with_aside(near, stop)
    complete = _COMPLETE.match(text, start, stop) if near.notice else None
    return first, end, start, complete.end() if complete else stop  # else the next line was joined to the place


def with_tail(text: str, end: int, tail: tuple[int, int] | None) -> int:
    """Where a room ends with the house that follows its number: «room 12 of Mole Hall», «Room 12 MH»."""
    return tail[1] if tail is not None and _belongs(text, end, tail) else end


def with_aside(near: Around, end: int) -> int:
    """Where a place of a notice ends with what stands in parentheses behind it: «DM 12 (large conference room)»."""
    aside = _ASIDE.match(near.reading.document.text, end) if near.notice else None
    inside = aside[1] if aside else ""
    return aside.end() if aside and (HARD_ROOM.search(inside) or any(mark.isdigit() for mark in inside)) else end


def _with_house(near: Around, end: int, last: int) -> int:
    """Where a room of a notice ends with its house: «Reading Room in Mole Hall», «room 12 of the new wing»."""
    units, kinds = near.reading.stream, kinds_of(near.reading.grammar)
    at = end + 1
    if not near.notice or at >= last or near.word(end).lower() not in near.reading.grammar.words("room_link"):
        return end
    at += near.word(at).lower() in near.reading.grammar.words("before_house")
    while at < last and (units.codes[at] in kinds.names or "venue_noun" in near.reading.grammar.classes(near.word(at))):
        at += 1
        end = at
    return end


def whole_start(reading: Reading, start: int) -> int:
    """Where a name begins whose first word another reading took for a role: «Baker | Hall», «Student | Center»."""
    tokens = reading.words.tokens
    token = bisect_right(tokens.starts, start) - 1
    least = max(0, token - _MOST_BEFORE)
    while token > least and tokens.ends[token - 1] + 1 == tokens.starts[token] and tokens.words[token][0].isupper():
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


def _phrase_end(near: Around, first: int, last: int) -> int:
    """Where a phrase of place ends; over a comma it goes on only to a further room, hall or floor."""
    units, kinds = near.reading.stream, kinds_of(near.reading.grammar)
    at = first
    while at < last:
        step = _step(near, units, kinds, at, first, last)
        if step == 0:
            break
        at += step
    while at > first and ((low := near.word(at - 1).lower()) == "," or low in kinds.loose):
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
    if code in kinds.names or word in kinds.owner_marks:
        return int(at == first or not _is_whole(near, units, kinds, at) or bool(HARD_ROOM.search(word)))
    if at > first and (low in kinds.links or (low == "the" and near.word(at - 1).lower() in kinds.links)):
        return 1
    if word == "(" and at + 2 < last and near.word(at + 2) == ")":
        return 3
    if word == "," and at + 1 < last and at > first and _ROOM.match(near.reading.document.text, units.starts[at + 1]):
        return 1
    if code in kinds.numbers and (at == first or near.word(at - 1).lower().rstrip(".") in kinds.rooms):
        return 1
    if code in kinds.numbers and at > first and units.codes[at - 1] in kinds.names:
        return 1
    if code not in kinds.lower or low in kinds.stops or not word[0].isalnum():
        return 0
    if at == first or units.codes[at - 1] not in kinds.names:
        return 1
    ahead = (
        near.word(at + 1).lower() if at + 1 < last else ""
    )  # «the Reed Hall seminar room», not «the Reed Hall smelled»
    return int(any("venue_noun" in near.reading.grammar.classes(one) for one in (low, ahead)))
