"""Where phrases end that name a subject, a title or a list of organisations; units are those of an `EventStream`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from panelrecord.annotate.reading import Reading
from panelrecord.packs.grammar import Grammar, Stream

_CLOSING = {"“": "”", "‘": "’", '"': '"', "'": "'", "«": "»", "``": "''", "''": "''", "‘‘": "’’"}
_LONGEST_TITLE = 200
# No subject goes on over these.
_ENDS = frozenset(
    (
        "was",
        "were",
        "will",
        "took",
        "held",
        "here",
        "yesterday",
        "recently",
        "today",
        "tomorrow",
        "last",
        "next",
        "which",
        "who",
        "where",
        "while",
        "under",
        "during",
        "said",
        "told",
        "organised",
        "organized",
        "hosted",
        "arranged",
        "jointly",
        "featuring",
        "from",
        "as",
        "attended",
        "conducted",
        "convened",
        "sponsored",
        "moderated",
        "led",
        "involving",
        "titled",
        "entitled",
        "has",
        "had",
        "drew",
        "brought",
        "this",
        "earlier",
        "open",
        "at",
        "is",
        "are",
        "could",
        "would",
        "should",
        "may",
        "might",
        "must",
        "can",
        "cannot",
    )
)
_SPOKEN = frozenset(("say", "tell", "event_tell"))
_MARKS = frozenset((".", ";", ":", "(", ")", "?", "!", "–", "—", "--", "-", "|", "“", "”", '"'))
_TRAILING = frozenset(
    ("on", "in", "at", "by", "for", "from", "to", "of", "the", "a", "an", "and", "with", "that", "held", "its")
)
_CLAUSE_ENDS = frozenset((":", "–", "—", "--", "-", "that", "when", "where", "after", "because", "while", "as"))
_JOINING = frozenset(
    ("the", "of", "for", "(", ")", "a", "in", "collaboration", "partnership", "association", "together")
)
_SEPARATORS = frozenset((",", "and", "&", ";", "with", "by"))


def unit_text(units: Stream, unit: int, text: str) -> str:
    """The words of a unit; empty for the edge of a sentence."""
    return text[units.starts[unit] : units.ends[unit]]


def subject_end(reading: Reading, units: Stream, first: int, last: int) -> int:
    """Where the phrase ends that begins with unit `first`; it goes no further than `last`."""
    text, kinds = reading.document.text, _kinds(reading.grammar)
    at = first
    while at < last:
        word = unit_text(units, at, text)
        code = units.codes[at]
        if not word or word in _MARKS or code in kinds.dates or (at > first and word.lower() in _ENDS):
            break
        if at > first and _is_verb(reading, units, at):
            break
        if word == "," and not _list_goes_on(reading, units, at, last):
            break
        if word.lower() in ("in", "on") and at > first and _is_where_or_when(reading, units, at, last):
            break
        at += 1
    while at > first and unit_text(units, at - 1, text).lower() in _TRAILING | {","}:
        at -= 1
    return at


def _is_verb(reading: Reading, units: Stream, at: int) -> bool:
    """Whether a word is the verb of which the event is the subject: «a seminar on water warned», not «the stated aim»."""
    word, before = (unit_text(units, unit, reading.document.text).lower() for unit in (at, at - 1))
    return (
        word.endswith("ed")
        and bool(_SPOKEN & reading.grammar.classes(word))
        and before not in ("the", "a", "an", "its", "their")
    )


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Codes of units that a phrase's end is told by."""

    dates: frozenset[str]
    names: frozenset[str]
    people: frozenset[str]
    lower: frozenset[str]
    event: str


@lru_cache(maxsize=8)
def _kinds(grammar: Grammar) -> _Kinds:
    codes = grammar.codes_of
    return _Kinds(
        codes("date") | codes("time") | codes("calendar"),
        codes("name") | codes("org"),
        codes("person"),
        codes("lower") | codes("Cap") | codes("CAPS"),
        grammar.code("event"),
    )


def _list_goes_on(reading: Reading, units: Stream, comma: int, last: int) -> bool:
    """Whether a comma only parts members of a list: «peace, trade and water»."""
    text = reading.document.text
    for ahead in range(comma + 1, min(comma + 6, last)):
        word = unit_text(units, ahead, text).lower()
        if word == "and":
            return ahead > comma + 1
        if not word or word in _MARKS or word in _ENDS or units.codes[ahead] in _kinds(reading.grammar).dates:
            return False
    return False


def _is_where_or_when(reading: Reading, units: Stream, at: int, last: int) -> bool:
    """Whether «in» or «on» leads over to the place or the day of the event."""
    kinds, text = _kinds(reading.grammar), reading.document.text
    ahead = at + 1
    while ahead < last and unit_text(units, ahead, text).lower() in ("the", "a"):
        ahead += 1
    if ahead >= last:
        return False
    if units.codes[ahead] in kinds.dates:
        return True
    if unit_text(units, at, text).lower() == "on" or units.codes[ahead] not in kinds.names:
        return False
    follows = unit_text(units, ahead + 1, text).lower() if ahead + 1 < last else ""
    is_country = "country" in reading.grammar.classes(unit_text(units, ahead, text))
    return not is_country and (
        not follows or follows in _ENDS | _MARKS | {",", "on"} or units.codes[ahead + 1] in kinds.dates
    )


def title_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch between the quotation marks that begin at `start`; `end` is where the unit there ends."""
    opening = next((mark for mark in ("``", "''", "‘‘") if text.startswith(mark, start)), text[start])
    close = _CLOSING.get(opening)
    if close is None:
        return (start, end) if text[start].isalnum() or text[start] == "#" else None
    begin = start + len(opening)
    at = text.find(close, begin, begin + _LONGEST_TITLE)
    while at >= 0 and close in ("’", "'") and text[at + 1 : at + 2].isalpha():
        at = text.find(close, at + 1, begin + _LONGEST_TITLE)
    if at < 0 or "\n\n" in text[begin:at]:
        return None
    while at > begin and text[at - 1] in ",.;":
        at -= 1
    return (begin, at) if at > begin else None


def organisations(reading: Reading, units: Stream, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The members of a list of organisations and people that begins with unit `first`, as stretches of text."""
    text, kinds = reading.document.text, _kinds(reading.grammar)
    at = first
    while at < last:
        at = _skip(units, at, last, text)
        end, named = _member(reading, units, at, last, kinds)
        if not named or (at > first and _is_somebody(units, at, end, kinds, text)):
            return
        yield from _halves(text, units.starts[at], units.ends[end - 1])
        follows = unit_text(units, end, text) if end < last else ""
        if follows not in _SEPARATORS and not _leads_on(units, end, last, text):
            return
        at = end


def _is_somebody(units: Stream, at: int, end: int, kinds: _Kinds, text: str) -> bool:
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
    skipped = _SEPARATORS | {
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
    }
    while at < last and unit_text(units, at, text).lower() in skipped:
        at += 1
    return at


def _member(reading: Reading, units: Stream, at: int, last: int, kinds: _Kinds) -> tuple[int, bool]:
    """Where one organisation ends that begins with unit `at`, and whether a name is in it."""
    text, named, end = reading.document.text, False, at
    stops = {
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
    }
    while end < last:
        word, code = unit_text(units, end, text), units.codes[end]
        low = word.lower()
        if not word or code in kinds.dates or low in _ENDS - {"from", "at"} or low in _SEPARATORS:
            break
        if (
            low == "at" and not named and end > at and _name_follows(units, end, last, kinds)
        ):  # «students’ council at X»
            end += 1
            continue
        if low in stops and not (named and _goes_on(units, end, last, kinds, text)):
            break
        if (
            named
            and word.islower()
            and word.isalpha()
            and low not in _TRAILING
            and "org_noun" not in reading.grammar.classes(word)
        ):
            break
        if word == "(":
            if end + 2 < last and unit_text(units, end + 2, text) == ")":
                end += 3
                continue
            break
        if word in _MARKS or (
            code not in kinds.lower | kinds.names | kinds.people and word not in ("'s", "’s", "'", "’")
        ):
            break
        named = named or code in kinds.names or code in kinds.people or (code == kinds.event and word[0].isupper())
        end += 1
    while end > at and unit_text(units, end - 1, text).lower() in _TRAILING:
        end -= 1
    return end, named and end > at


def _name_follows(units: Stream, at: int, last: int, kinds: _Kinds) -> bool:
    return at + 1 < last and units.codes[at + 1] in kinds.names | kinds.people


def _goes_on(units: Stream, at: int, last: int, kinds: _Kinds, text: str) -> bool:
    """Whether «for» or «on» stands inside the name: «Trust for Nature», «Select Committee on Infrastructure»."""
    if not _name_follows(units, at, last, kinds):
        return False
    word, before = unit_text(units, at, text).lower(), unit_text(units, at - 1, text).lower()
    return word == "for" or (
        word == "on" and before.endswith(("committee", "commission", "council", "panel", "force", "group"))
    )


def before_verb(reading: Reading, units: Stream, first: int, last: int) -> int:
    """Where the subject begins that ends before unit `last`: after the last comma or verb that is not inside a list."""
    text, kinds = reading.document.text, _kinds(reading.grammar)
    words: Sequence[str] = [unit_text(units, unit, text).lower() for unit in range(first, last)]
    for colon in range(len(words) - 1, -1, -1):
        if words[colon] in _CLAUSE_ENDS:
            first, words = first + colon + 1, words[colon + 1 :]
            break
    plain = all(
        code in kinds.names | kinds.people or word in _SEPARATORS | _JOINING or (code in kinds.lower and word.islower())
        for code, word in zip(units.codes[first:last], words, strict=True)
    )
    verbs = any(word in _ENDS or "aux" in reading.grammar.classes(word) for word in words)
    opening = words[0] if words else ""
    if plain and not verbs and opening not in ("to", "in", "on", "at", "as", "with", "after", "for", "during", "while"):
        return first
    commas = [number for number, word in enumerate(words) if word == ","]
    return first + commas[-1] + 1 if commas else first
