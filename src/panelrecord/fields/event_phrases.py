"""Where phrases end that name the subject or the title of an event; units are those of an `EventStream`."""

from __future__ import annotations

from functools import lru_cache

from panelrecord.annotate.reading import Reading
from panelrecord.packs.grammar import Grammar, Stream
from panelrecord.values import dataclass

_CLOSING = {"“": "”", "‘": "’", '"': '"', "'": "'", "«": "»", "``": "''", "''": "''", "‘‘": "’’"}
_LONGEST_TITLE = 200
_SPOKEN = frozenset(("say", "tell", "event_tell"))
MARKS = frozenset((".", ";", ":", "(", ")", "?", "!", "–", "—", "--", "-", "|", "“", "”", '"'))
_BEHIND_PLACE = MARKS | {","}


def unit_text(units: Stream, unit: int, text: str) -> str:
    """The words of a unit; empty for the edge of a sentence."""
    return text[units.starts[unit] : units.ends[unit]]


def subject_end(reading: Reading, units: Stream, first: int, last: int) -> int:
    """Where the phrase ends that begins with unit `first`; it goes no further than `last`."""
    text, kinds = reading.document.text, kinds_of(reading.grammar)
    at = first
    while at < last:
        word = unit_text(units, at, text)
        code = units.codes[at]
        if not word or word in MARKS or code in kinds.dates or (at > first and _is_end(units, kinds, at, text)):
            break
        if at > first and _is_verb(reading, units, at):
            break
        if word == "," and not _list_goes_on(reading, units, at, last):
            break
        if word.lower() in kinds.to_place and at > first and _is_where_or_when(reading, units, at, last):
            break
        at += 1
    while at > first and ((low := unit_text(units, at - 1, text).lower()) == "," or low in kinds.trailing):
        at -= 1
    return at


def _is_end(units: Stream, kinds: Kinds, at: int, text: str) -> bool:
    """Whether a word ends a subject; the verb of «policies that can help» and «the organised poor» do not."""
    word, before = unit_text(units, at, text).lower(), unit_text(units, at - 1, text).lower()
    if word in kinds.finite:
        return before != "that"
    return word in kinds.ends and not (word.endswith("ed") and before in kinds.before_adjective)


def _is_verb(reading: Reading, units: Stream, at: int) -> bool:
    """Whether a word is the verb whose subject the event is: «a seminar on water warned», not «the stated aim»."""
    word, before = (unit_text(units, unit, reading.document.text).lower() for unit in (at, at - 1))
    return (
        word.endswith("ed")
        and bool(_SPOKEN & reading.grammar.classes(word))
        and before not in reading.grammar.words("before_stated")
    )


@dataclass(frozen=True, slots=True)
class Kinds:
    """Codes of units that a phrase's end is told by; `parts` are those that the name of an organisation is made of.

    `ends` are the words over which no subject goes on, `finite` those of them that a relative clause has as well;
    `trailing` those that none ends with, `to_place` those that lead over to where or when, `before_adjective` those
    behind which a participle is none of its verbs.
    """

    dates: frozenset[str]
    names: frozenset[str]
    people: frozenset[str]
    lower: frozenset[str]
    parts: frozenset[str]
    event: str
    ends: frozenset[str]
    finite: frozenset[str]
    trailing: frozenset[str]
    to_place: frozenset[str]
    before_adjective: frozenset[str]


@lru_cache(maxsize=8)
def kinds_of(grammar: Grammar) -> Kinds:
    """The codes of a language by which phrases end."""
    codes = grammar.codes_of
    names, people = codes("name") | codes("org"), codes("person")
    lower = codes("lower") | codes("Cap") | codes("CAPS")
    lexicon = grammar.packs.lexicon
    finite = frozenset(lexicon["topic_finite"])
    return Kinds(
        codes("date") | codes("time") | codes("calendar"),
        names,
        people,
        lower,
        names | people | lower,
        grammar.code("event"),
        finite.union(lexicon["topic_end"]),
        finite,
        grammar.words("phrase_trailing"),
        grammar.words("leads_to_place"),
        grammar.words("before_adjective"),
    )


def _list_goes_on(reading: Reading, units: Stream, comma: int, last: int) -> bool:
    """Whether a comma only parts members of a list: «peace, trade and water»."""
    text, kinds = reading.document.text, kinds_of(reading.grammar)
    for ahead in range(comma + 1, min(comma + 6, last)):
        word = unit_text(units, ahead, text).lower()
        if word == "and":
            return ahead > comma + 1
        if not word or word in MARKS or word in kinds.ends or units.codes[ahead] in kinds.dates:
            return False
    return False


def _is_where_or_when(reading: Reading, units: Stream, at: int, last: int) -> bool:
    """Whether «in» or «on» leads over to the place or the day of the event."""
    kinds, text = kinds_of(reading.grammar), reading.document.text
    ahead = at + 1
    while ahead < last and unit_text(units, ahead, text).lower() in reading.grammar.words("before_place"):
        ahead += 1
    if ahead >= last:
        return False
    if units.codes[ahead] in kinds.dates:
        return True
    if unit_text(units, at, text).lower() == "on" or units.codes[ahead] not in kinds.names:
        return False
    follows = unit_text(units, ahead + 1, text).lower() if ahead + 1 < last else ""
    is_land = bool({"country", "region"} & reading.grammar.classes(unit_text(units, ahead, text)))
    return not is_land and (
        not follows
        or follows.endswith("ed")
        or follows in _BEHIND_PLACE
        or follows in reading.grammar.words("behind_place")
        or follows in kinds.ends
        or units.codes[ahead + 1] in kinds.dates
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
