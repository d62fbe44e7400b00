"""Phrases of place near an event, ranked: the rules propose every «at the hall» and «in Suva», the questions here decide."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from panelrecord.annotate.reading import Reading
from panelrecord.fields import event_mentions
from panelrecord.model import Span
from panelrecord.packs.grammar import Grammar, Match, Stream

_ROOM = re.compile(
    r"(?:(?:[A-Z0-9]\S* ){0,3}(?:Room|Rm\.?|Hall|Auditorium|Building|Wing|Floor|Theat(?:re|er)|Lounge|Block|Tower|Library)"
    r"|\d+(?:st|nd|rd|th) floor|room \w+)\b"
)
_NUMBERED = re.compile(
    r"[A-Z][\w.]*(?: Hall)?,?[ -]?(?:(?:[Rr]oom|Rm\.?) )?(?:\d{3,5}[A-Z]?|[A-Z]{1,2}\d{1,4}[A-Z]?)"
    r"|\d{3,5}[A-Z]? [A-Z]\w*(?: [Hh]all)?|(?:[Rr]oom|ROOM|Rm\.?) [A-Z]{0,3}\d+[A-Z]?"
)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_INNER = frozenset(("of", "for", "&", "de"))
_ARTICLES = frozenset(("the", "a", "an", "its", "their", "our", "his", "her", "this"))
_INDEFINITE = frozenset(("a", "an", "another"))
_PARTS = frozenset(
    ("back", "front", "rear", "corridors", "steps", "doors", "stage", "middle", "heart", "premises", "of", "corner")
)
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
_LABELS = frozenset(("venue", "place", "location", "where"))
_VENUE_RANKS = MappingProxyType({"label": 0, "time": 1, "held": 1, "line": 2, "near": 3, "room": 3})
_TOWN_RANKS = MappingProxyType({"held": 1, "dateline": 2, "in": 3})
_HOUSE = 5
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
_FAR = 9
_LEAD = 6
_DATELINE = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A value and the stretch of text and rule that it rests on; the lower the rank, the surer."""

    value: str
    span: Span
    rank: int


@dataclass(frozen=True, slots=True)
class Around:
    """A reading and how near each sentence is to the event: 0 tells of it, 1 names an
    event, 2 stands beside or at the head of the article; others are missing.

    `taken` are stretches that say something else of the event, such as its topic, and are no place of it; `notice` tells
    that the text is a notice of labelled lines.
    """

    reading: Reading
    near: Mapping[int, int]
    firsts: tuple[int, ...]
    taken: tuple[Span, ...]
    notice: bool

    def distance(self, token: int) -> int:
        """How far the sentence of a token is from the event."""
        return self.near.get(bisect_right(self.firsts, token) - 1, _FAR)

    def word(self, unit: int) -> str:
        """The words of a unit."""
        units = self.reading.stream
        return self.reading.document.text[units.starts[unit] : units.ends[unit]]


@dataclass(frozen=True, slots=True)
class _Kinds:
    names: frozenset[str]
    places: frozenset[str]
    institutions: frozenset[str]
    lower: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=8)
def _kinds(grammar: Grammar) -> _Kinds:
    codes = grammar.codes_of
    return _Kinds(
        codes("name") | codes("org") | codes("person"),
        codes("name"),
        codes("org") | codes("nameN"),
        codes("lower") | codes("Cap") | codes("ordinal"),
        codes("number") | codes("year") | codes("day"),
    )


_NO_EVENTS = frozenset(
    (
        "event_unsure",
        "event_edition",
        "event_group",
        "event_people",
        "event_place",
        "event_label",
        "event_aux",
        "event_other",
    )
)


def around(reading: Reading, evidence: tuple[Span, ...], others: tuple[Span, ...]) -> Around:
    """How near the sentences of a text are to what was said of its event; `others` are the spans of its organisers."""
    starts, ends = reading.words.tokens.starts, reading.words.tokens.ends
    taken = (*(span for span in evidence if ".topic." in span.rule), *others)
    notice = any(".eventlabel." in span.rule for span in evidence)
    told = [
        number
        for number, (first, last) in enumerate(reading.words.sentences)
        if any(starts[first] < span.end and span.start < ends[last - 1] for span in evidence if span not in taken)
    ]
    near = {number + beside: 2 for number in told for beside in (-1, 1, 2)}
    near |= dict.fromkeys(range(len(reading.words.sentences) if notice else _LEAD), 2)
    near |= {mention.sentence: 1 for mention in event_mentions.find(reading) if not mention.unsure}
    near |= dict.fromkeys(told, 0)
    return Around(reading, MappingProxyType(near), tuple(first for first, _ in reading.words.sentences), taken, notice)


def _flat(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------- rooms, halls, houses


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
            line = re.split(r"\n|--|;", reading.document.text[start:end])[0].rstrip(" .,")
            yield Place(_flat(line), reading.span(start, start + len(line), rule), _VENUE_RANKS["label"])


def _room(near: Around, match: Match) -> Place | None:
    """A room by its number, or a line of a notice that is nothing but a place."""
    reading, units = near.reading, near.reading.stream
    first, last = match.groups["venue"]
    start, end = _whole(reading, units.starts[first]), units.ends[last - 1]
    tail = match.span(units, "tail")
    if tail is not None and _belongs(reading.document.text, end, tail):
        end = tail[1]
    text = _flat(reading.document.text[start:end])
    rank = match.rule.gives["rank"]
    distance = near.distance(units.tokens[first])
    numbered = bool(_NUMBERED.fullmatch(text)) and any(letter.isdigit() for letter in text)
    if not numbered and (
        _room_nouns(reading, text) == 0 or (rank == "room" and not any(letter.isdigit() for letter in text))
    ):
        return None
    if rank == "line" and (not near.notice or _place_nouns(reading, text) < 0 or _labels(reading, text) > 1):
        return None
    return Place(text, reading.span(start, end, match.rule.id), _VENUE_RANKS[rank] + min(distance, 3))


def _phrase(near: Around, match: Match) -> Place | None:
    reading, units = near.reading, near.reading.stream
    first, last = match.groups["venue"]
    distance = near.distance(units.tokens[first])
    rank = match.rule.gives["rank"]
    if distance >= _FAR or rank == "label":
        return None
    article = near.word(first).lower()
    while first < last and near.word(first).lower() in _ARTICLES | _PARTS:
        first += 1
    end = _phrase_end(near, first, last)
    if end <= first:
        return None
    start, stop = _whole(reading, units.starts[first]), units.ends[end - 1]
    text = _flat(reading.document.text[start:stop])
    if any(span.start <= start < span.end for span in near.taken):
        return None
    kinds = _kinds(reading.grammar)
    numbered = bool(_NUMBERED.fullmatch(text))
    nouns = _room_nouns(reading, text) if rank == "time" or near.notice else _place_nouns(reading, text)
    named = any(units.codes[unit] in kinds.names for unit in range(first, end))
    by_at = "cue" in match.groups and near.word(match.groups["cue"][0]).lower() != "in"
    code = units.codes[end - 1]
    institution = (
        by_at and code in kinds.institutions and (code not in kinds.places or (rank == "held" and distance == 0))
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
    if bare and text.lower() in _TOO_BARE:
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
    return sum("event_label" in reading.grammar.classes(word) for word in _WORD.findall(text))


def _room_nouns(reading: Reading, text: str) -> int:
    """How many nouns of rooms and houses stand in a phrase."""
    return sum("venue_room" in reading.grammar.classes(word) for word in _WORD.findall(text))


def _place_nouns(reading: Reading, text: str) -> int:
    """How many nouns of places stand in a phrase; -1 where its last noun is that of an event («the annual congress»)."""
    found, event = 0, False
    for match in _WORD.finditer(text):
        classes = reading.grammar.classes(match.group())
        if "venue_noun" in classes:
            found, event = found + 1, False
        elif any(name.startswith("event_") and name not in _NO_EVENTS for name in classes):
            event = True
    return -1 if event else found


def _phrase_end(near: Around, first: int, last: int) -> int:
    """Where a phrase of place ends; over a comma it goes on only to a further room, hall or floor."""
    units, kinds = near.reading.stream, _kinds(near.reading.grammar)
    at = first
    while at < last:
        step = _step(near, units, kinds, at, first, last)
        if step == 0:
            break
        at += step
    while at > first and near.word(at - 1).lower() in _INNER | _ARTICLES | _POSSESSIVE | {","}:
        at -= 1
    return at


def _step(near: Around, units: Stream, kinds: _Kinds, at: int, first: int, last: int) -> int:
    word, code = near.word(at), units.codes[at]
    low = word.lower()
    if code in kinds.names or word in _POSSESSIVE:
        return 1
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


# ---------------------------------------------------------------- towns, regions, countries


def _is(reading: Reading, name: str, kind: str) -> bool:
    return name.lower().rstrip(".") in reading.grammar.packs.lexicon[kind]


def _titled(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 3 else name


def localities(near: Around, place: Place | None) -> tuple[Place, ...]:
    """The towns that the event may have been in, the best first."""
    reading = near.reading
    found = [
        town for match in reading.grammar.find("locality", reading.stream) for town in _locality(near, match, place)
    ]
    if place is not None:
        found += _behind(near, place)
        found += _in_house(reading, place)
    return tuple(sorted(found, key=lambda town: (town.rank, town.span.start)))


def _locality(near: Around, match: Match, place: Place | None) -> Iterator[Place]:
    reading, units = near.reading, near.reading.stream
    span = match.span(units, "place")
    rank = match.rule.gives["rank"]
    if span is None:
        return
    name = _flat(reading.document.text[slice(*span)])
    if _is(reading, name, "country") or _is(reading, name, "region") or _place_nouns(reading, name):
        return
    if _is(reading, name, "continent") or near.word(match.groups["place"][1]).lower() in ("of", "to", "'s", "’s"):
        return
    if any(one.start <= span[0] < one.end + 5 for one in near.taken):
        return
    unit = match.groups["place"][0]
    if rank == "dateline":
        if bisect_right(near.firsts, units.tokens[unit]) - 1 <= _DATELINE and _is_dateline(match, name):
            yield Place(_titled(name), reading.span(*span, match.rule.id), _TOWN_RANKS[rank])
        return
    distance = near.distance(units.tokens[unit])
    if place is not None and place.span.start <= span[0] < place.span.end:
        return
    if place is not None and 0 <= span[0] - place.span.end < 30 and near.word(unit - 1).lower() == "in":
        yield Place(_titled(name), reading.span(*span, match.rule.id), 0)
    elif (
        distance <= 1 and near.word(match.groups["place"][1]) == "," and _is_larger(near, match.groups["place"][1] + 1)
    ):
        yield Place(_titled(name), reading.span(*span, match.rule.id), _TOWN_RANKS["held"] + distance)
    elif distance <= (1 if rank == "held" else 0) and near.word(unit - 1).lower() not in ("at", "to"):
        yield Place(_titled(name), reading.span(*span, match.rule.id), _TOWN_RANKS[rank] + distance)


def _is_dateline(match: Match, name: str) -> bool:
    """Whether a name before a colon or dash is where a report comes from, and not a label or a speaker."""
    return name.isupper() or match.rule.id.endswith(".byline") or "day" in match.groups


def _is_larger(near: Around, unit: int) -> bool:
    """Whether a unit names a country or a state: what stands before it and a comma is a town."""
    return unit < len(near.reading.stream.starts) and any(
        _is(near.reading, near.word(unit), kind) for kind in ("country", "region")
    )


def _behind(near: Around, place: Place) -> Iterator[Place]:
    """The town behind the venue: «the Town Hall, Suva»."""
    text, units, reading = near.reading.document.text, near.reading.stream, near.reading
    rule = next(rule.id for rule in reading.grammar.layer("locality") if rule.gives["rank"] == "in")
    names = _kinds(reading.grammar).places
    unit = bisect_right(units.starts, place.span.end)
    behind = place.span.end
    while unit < len(units.starts) and units.starts[unit] <= behind + 3:
        start, end = units.starts[unit], units.ends[unit]
        name = _flat(text[start:end])
        if text[behind:start] == ", " and units.codes[unit] in _kinds(reading.grammar).names:
            if _place_nouns(reading, name):  # a street or house between: «the Town Hall, Sea Road, Suva»
                behind = end
            elif units.codes[unit] in names and not (_is(reading, name, "country") or _is(reading, name, "region")):
                yield Place(_titled(name), reading.span(start, end, rule), 0)
                return
        unit += 1


def _in_house(reading: Reading, place: Place) -> Iterator[Place]:
    """The town that the name of the house begins with: «Suva Town Hall»."""
    tokens, text = reading.words.tokens, reading.document.text
    first = bisect_right(tokens.starts, place.span.start) - 1
    last = bisect_right(tokens.starts, place.span.end - 1)
    house = Stream(
        tokens.starts[first:last], tokens.ends[first:last], range(first, last), reading.words.codes[first:last]
    )
    for match in reading.grammar.find("house", house):
        span = match.span(house, "place")
        if span is not None and all(word[0].isupper() for word in text[slice(*span)].split()):
            yield Place(text[slice(*span)], reading.span(*span, match.rule.id), _HOUSE)


def larger(near: Around, kind: str, inside: tuple[Place | None, ...]) -> tuple[Place, ...]:
    """The countries (or regions) that stand behind venue or town («…, Ghana»), or behind «in» in a sentence on the event.

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


def online(near: Around) -> Span | None:
    """The first words that tell that the event was on line, or also on line."""
    reading, tokens = near.reading, near.reading.words.tokens
    plain = Stream(tokens.starts, tokens.ends, range(len(tokens.words)), reading.words.codes)
    for match in reading.grammar.find("online", plain):
        first, last = match.groups["cue"]
        if near.distance(first) == 0:
            return reading.span(tokens.starts[first], tokens.ends[last - 1], match.rule.id)
    return None
