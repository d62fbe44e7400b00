"""Lists of organisations and people, such as «the Loom Society, two clubs and Ana Ruiz»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panelrecord.annotate.reading import Reading
from panelrecord.fields.event_phrases import MARKS, TRAILING, Kinds, kinds_of, unit_text
from panelrecord.packs.grammar import Stream

_CLAUSE_ENDS = frozenset((":", "–", "—", "--", "-", "that", "when", "where", "after", "because", "while", "as"))
_JOINING = frozenset(
    ("the", "of", "for", "(", ")", "a", "in", "collaboration", "partnership", "association", "together")
)
_SEPARATORS = frozenset((",", "and", "&", ";", "with", "by"))
_PARTS = _SEPARATORS | _JOINING
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_WITHIN = frozenset(("from", "at"))  # «Growers from Suva», «the union at Hill School»: end a subject, but no name
_SKIPPED = _SEPARATORS | frozenset(
    (
        "the",
        "a",
        "an",
        "in",
        "collaboration",
        "partnership",
        "association",
        "together",
        "along",
        "both",
        "its",
        "jointly",
    )
)
_OFFICES = frozenset(
    ("Ministry", "Department", "Directorate", "Secretariat", "Faculty", "School", "Commission", "Committee")
)
# Parts of a house of learning, which a comma joins to its name.
_UNITS = _OFFICES | {"Centre", "Center", "Institute", "Division", "Cell", "Chair", "Club", "Society", "Section", "Unit"}
_HOUSES = frozenset(("University", "College", "Institute", "Academy", "Polytechnic"))
_TIME_OPENING = frozenset(("on", "in", "from", "during", "last", "earlier", "this", "between"))
_ASIDE_OPENING = frozenset(("in", "along", "together", "jointly", "with", "through", "under"))
_STOPS = frozenset(
    (
        "at",
        "in",
        "on",
        "to",
        "under",
        "during",
        "for",
        "as",
        "who",
        "which",
        "that",
        "this",
        "here",
        "when",
        "via",
        "through",
    )
)


def organisations(reading: Reading, units: Stream, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The members of a list of organisations and people that begins with unit `first`, as stretches of text."""
    text, kinds = reading.document.text, kinds_of(reading.grammar)
    at = first
    while at < last:
        at = _skip(units, at, last, text)
        end, named = _member(reading, units, at, last, kinds)
        if not named or (at > first and _is_somebody(units, at, end, kinds, text)):
            return
        end = _with_what_follows(reading, units, at, end, last, kinds)
        yield from _halves(text, units.starts[at], units.ends[end - 1])
        follows = unit_text(units, end, text) if end < last else ""
        if follows not in _SEPARATORS and not _leads_on(units, end, last, text):
            return
        at = end


def _with_what_follows(reading: Reading, units: Stream, at: int, end: int, last: int, kinds: Kinds) -> int:
    """Where a name ends that a comma does not: «School of Dyes, Loom University», «Ministry of Fish, Ice and Salt»."""
    text = reading.document.text
    own = text[units.starts[at] : units.ends[end - 1]].split()
    if end + 1 >= last or unit_text(units, end, text) != "," or own[0] not in _UNITS:
        return end
    behind, named = _member(reading, units, end + 1, last, kinds)
    following = text[units.starts[end + 1] : units.ends[behind - 1]].split() if named else []
    if following and following[0] not in ("the", "a") and _HOUSES & set(following):
        return behind
    if own[0] not in _OFFICES or "of" not in own or not following or not _is_field(following, reading):
        return end
    more = behind
    while more < last and unit_text(units, more, text) in (",", "and"):
        joined = unit_text(units, more, text) == "and"
        until, named = _member(reading, units, more + 1, last, kinds)
        words = text[units.starts[more + 1] : units.ends[until - 1]].split() if named else []
        if not words or not _is_field(words, reading):
            return end
        more = until
        if joined:
            return more
    return end


def _is_field(words: Sequence[str], reading: Reading) -> bool:
    """Whether words say what an office is for, and are no organisation beside it: «Fish», but not «UNESCO»."""
    return all(
        (word[0].isupper() or word in ("of", "&"))
        and not word.isupper()
        and "org_noun" not in reading.grammar.classes(word)
        for word in words
    )


def _is_somebody(units: Stream, at: int, end: int, kinds: Kinds, text: str) -> bool:
    """«keynote speaker Ana Ruiz» goes on with the sentence and is no further organiser."""
    return unit_text(units, at, text)[0].islower() and any(units.codes[unit] in kinds.people for unit in range(at, end))


def _halves(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """«the Loom Society and the Dye Guild» are two, even where they were read as one name."""
    joint = text.find(" and the ", start, end)
    if joint < 0:
        yield start, end
        return
    yield start, joint
    yield joint + len(" and the "), end


def _leads_on(units: Stream, at: int, last: int, text: str) -> bool:
    """Whether «in collaboration with», «together with» or «along with» comes next."""
    ahead = [unit_text(units, unit, text).lower() for unit in range(at, min(at + 4, last))]
    return "with" in ahead and bool(
        {"collaboration", "partnership", "association", "together", "along", "jointly"} & set(ahead)
    )


def _skip(units: Stream, at: int, last: int, text: str) -> int:
    while at < last and unit_text(units, at, text).lower() in _SKIPPED:
        at += 1
    return at


def _member(reading: Reading, units: Stream, at: int, last: int, kinds: Kinds) -> tuple[int, bool]:
    """Where one organisation ends that begins with unit `at`, and whether a name is in it."""
    text, named, end = reading.document.text, False, at
    while end < last:
        word, code = unit_text(units, end, text), units.codes[end]
        low = word.lower()
        if not word or code in kinds.dates or low in _SEPARATORS or (low in kinds.ends and low not in _WITHIN):
            break
        if (
            low == "at" and not named and end > at and _name_follows(units, end, last, kinds)
        ):  # «students’ council at X»
            end += 1
            continue
        if low in _STOPS and not (named and _goes_on(units, end, last, kinds, text)):
            break
        if (
            named
            and word.islower()
            and word.isalpha()
            and low not in TRAILING
            and "org_noun" not in reading.grammar.classes(word)
        ):
            break
        if word == "(":
            if end + 2 < last and unit_text(units, end + 2, text) == ")":
                end += 3
                continue
            break
        if word in MARKS or (code not in kinds.parts and word not in _POSSESSIVE):
            break
        named = named or code in kinds.names or code in kinds.people or (code == kinds.event and word[0].isupper())
        end += 1
    while end > at and unit_text(units, end - 1, text).lower() in TRAILING:
        end -= 1
    return end, named and end > at


def _name_follows(units: Stream, at: int, last: int, kinds: Kinds) -> bool:
    return at + 1 < last and (units.codes[at + 1] in kinds.names or units.codes[at + 1] in kinds.people)


def _goes_on(units: Stream, at: int, last: int, kinds: Kinds, text: str) -> bool:
    """Whether «for» or «on» stands inside the name: «Trust for Nature», «Select Committee on Infrastructure»."""
    if not _name_follows(units, at, last, kinds):
        return False
    word, before = unit_text(units, at, text).lower(), unit_text(units, at - 1, text).lower()
    return word == "for" or (
        word == "on" and before.endswith(("committee", "commission", "council", "panel", "force", "group"))
    )


def before_verb(reading: Reading, units: Stream, first: int, last: int) -> int:
    """Where the subject begins that ends before unit `last`: after the last comma or verb that is not inside a list."""
    text, kinds = reading.document.text, kinds_of(reading.grammar)
    words: Sequence[str] = [unit_text(units, unit, text).lower() for unit in range(first, last)]
    for colon in range(len(words) - 1, -1, -1):
        if words[colon] in _CLAUSE_ENDS:
            first, words = first + colon + 1, words[colon + 1 :]
            break
    while words and words[-1] == ",":  # «A, in partnership with B, held»
        words = words[:-1]
    first, words = _behind_time(units, first, words, kinds)
    last = first + len(words)
    plain = all(
        code in kinds.names or code in kinds.people or word in _PARTS or (code in kinds.lower and word.islower())
        for code, word in zip(units.codes[first:last], words, strict=True)
    )
    verbs = any(word in kinds.ends or "aux" in reading.grammar.classes(word) for word in words)
    opening = words[0] if words else ""
    if plain and not verbs and opening not in ("to", "in", "on", "at", "as", "with", "after", "for", "during", "while"):
        return first
    commas = [-1, *(number for number, word in enumerate(words) if word == ",")]
    while len(commas) > 1 and words[commas[-1] + 1] in _ASIDE_OPENING:
        commas.pop()
    return first + commas[-1] + 1


def _behind_time(units: Stream, first: int, words: Sequence[str], kinds: Kinds) -> tuple[int, Sequence[str]]:
    """A clause without the date that it opens with: «From 3 to 5 May the Loom Society», «On Monday, two clubs»."""
    if not words or (words[0] not in _TIME_OPENING and units.codes[first] not in kinds.dates):
        return first, words
    dates = [number for number in range(min(6, len(words))) if units.codes[first + number] in kinds.dates]
    if not dates:
        return first, words
    cut = dates[-1] + 1
    cut += cut < len(words) and words[cut] == ","
    return first + cut, words[cut:]
