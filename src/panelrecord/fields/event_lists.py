"""Lists of organisations and people, such as «the Loom Society, two clubs and Ana Ruiz»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panelrecord.annotate.reading import Reading
from panelrecord.fields.event_phrases import MARKS, Kinds, kinds_of, unit_text
from panelrecord.packs.grammar import Stream


def organisations(reading: Reading, units: Stream, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The members of a list of organisations and people that begins with unit `first`, as stretches of text."""
    text, kinds = reading.document.text, kinds_of(reading.grammar)
    at = first
    while at < last:
        at = _skip(reading, units, at, last)
        end, named = _member(reading, units, at, last, kinds)
        if not named or (
            at > first and (_is_somebody(units, at, end, kinds, text) or _is_help(reading, units, at, end))
        ):
            return
        end = _with_what_follows(reading, units, at, end, last, kinds)
        yield from _halves(text, units.starts[at], units.ends[end - 1])
        follows = unit_text(units, end, text) if end < last else ""
        if follows not in reading.grammar.words("host_separator") and not _leads_on(reading, units, end, last):
            return
        at = end


def _with_what_follows(reading: Reading, units: Stream, at: int, end: int, last: int, kinds: Kinds) -> int:
    """Where a name ends that a comma does not: «School of Dyes, Loom University», «Ministry of Fish, Ice and Salt»."""
    text, grammar = reading.document.text, reading.grammar
    own = text[units.starts[at] : units.ends[end - 1]].split()
    if end + 1 >= last or unit_text(units, end, text) != "," or not _is(own[0], grammar.words("host_unit")):
        return end
    behind, named = _member(reading, units, end + 1, last, kinds)
    following = text[units.starts[end + 1] : units.ends[behind - 1]].split() if named else []
    houses = grammar.words("host_house")
    if (
        following
        and following[0] not in grammar.words("before_of_name")
        and any(_is(word, houses) for word in following)
    ):
        return behind
    if (
        not _is(own[0], grammar.words("host_office"))
        or "of" not in own
        or not following
        or not _is_field(following, reading)
    ):
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
        (word[0].isupper() or word in reading.grammar.words("of_field"))
        and not word.isupper()
        and "org_noun" not in reading.grammar.classes(word)
        for word in words
    )


def _is_help(reading: Reading, units: Stream, at: int, end: int) -> bool:
    """«with financial support from the Loom Trust» tells who helped, and is no further organiser."""
    words = (unit_text(units, unit, reading.document.text) for unit in range(at, end))
    return any(word.islower() and "organizer_help" in reading.grammar.classes(word) for word in words)


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


def _is(word: str, nouns: frozenset[str]) -> bool:
    """Whether a word of a name is one of some nouns: «Ministry», not «ministry»."""
    return word.istitle() and word.lower() in nouns


def _leads_on(reading: Reading, units: Stream, at: int, last: int) -> bool:
    """Whether «in collaboration with», «together with» or «along with» comes next."""
    ahead = [unit_text(units, unit, reading.document.text).lower() for unit in range(at, min(at + 4, last))]
    return "with" in ahead and not reading.grammar.words("host_company").isdisjoint(ahead)


def _skip(reading: Reading, units: Stream, at: int, last: int) -> int:
    skipped = reading.grammar.words("host_skipped")
    while at < last and unit_text(units, at, reading.document.text).lower() in skipped:
        at += 1
    return at


def _member(reading: Reading, units: Stream, at: int, last: int, kinds: Kinds) -> tuple[int, bool]:
    """Where one organisation ends that begins with unit `at`, and whether a name is in it."""
    text, named, end = reading.document.text, False, at
    words = reading.grammar.words
    separators, within, stops, marks = map(words, ("host_separator", "host_within", "host_stop", "owner_mark"))
    while end < last:
        word, code = unit_text(units, end, text), units.codes[end]
        low = word.lower()
        if not word or code in kinds.dates or low in separators or (low in kinds.ends and low not in within):
            break
        if (
            low == "at" and not named and end > at and _name_follows(units, end, last, kinds)
        ):  # «students’ council at X»
            end += 1
            continue
        if low in stops and not (named and _goes_on(reading, units, end, last, kinds)):
            break
        if (
            named
            and word.islower()
            and word.isalpha()
            and low not in kinds.trailing
            and "org_noun" not in reading.grammar.classes(word)
        ):
            break
        if word == "(":
            if end + 2 < last and unit_text(units, end + 2, text) == ")":
                end += 3
                continue
            break
        if word in MARKS or (code not in kinds.parts and word not in marks):
            break
        named = named or code in kinds.names or code in kinds.people or (code == kinds.event and word[0].isupper())
        end += 1
    while end > at and unit_text(units, end - 1, text).lower() in kinds.trailing:
        end -= 1
    return end, named and end > at


def _name_follows(units: Stream, at: int, last: int, kinds: Kinds) -> bool:
    return at + 1 < last and (units.codes[at + 1] in kinds.names or units.codes[at + 1] in kinds.people)


def _goes_on(reading: Reading, units: Stream, at: int, last: int, kinds: Kinds) -> bool:
    """Whether «for» or «on» stands inside the name: «Trust for Nature», «Select Committee on Infrastructure»."""
    if not _name_follows(units, at, last, kinds):
        return False
    word, before = (unit_text(units, unit, reading.document.text).lower() for unit in (at, at - 1))
    return word == "for" or (word == "on" and before.endswith(reading.grammar.endings("host_body")))


def before_verb(reading: Reading, units: Stream, first: int, last: int) -> int:
    """Where the subject begins that ends before unit `last`: after the last comma or verb that is not inside a list."""
    text, kinds = reading.document.text, kinds_of(reading.grammar)
    grammar = reading.grammar
    ends = grammar.words("host_clause")
    words: Sequence[str] = [unit_text(units, unit, text).lower() for unit in range(first, last)]
    for colon in range(len(words) - 1, -1, -1):
        if words[colon] in ends:
            first, words = first + colon + 1, words[colon + 1 :]
            break
    while words and words[-1] == ",":  # «A, in partnership with B, held»
        words = words[:-1]
    first, words = _behind_time(units, first, words, kinds, grammar.words("host_time"))
    last = first + len(words)
    separators, joining = grammar.words("host_separator"), grammar.words("host_joining")
    plain = all(
        code in kinds.names
        or code in kinds.people
        or word in separators
        or word in joining
        or (code in kinds.lower and word.islower())
        for code, word in zip(units.codes[first:last], words, strict=True)
    )
    verbs = any(word in kinds.ends or "aux" in grammar.classes(word) for word in words)
    opening = words[0] if words else ""
    if plain and not verbs and opening not in grammar.words("host_front"):
        return first
    commas = [-1, *(number for number, word in enumerate(words) if word == ",")]
    while len(commas) > 1 and words[commas[-1] + 1] in grammar.words("host_aside"):
        commas.pop()
    return first + commas[-1] + 1


def _behind_time(
    units: Stream, first: int, words: Sequence[str], kinds: Kinds, openings: frozenset[str]
) -> tuple[int, Sequence[str]]:
    """A clause without the date that it opens with: «From 3 to 5 May the Loom Society», «On Monday, two clubs»."""
    if not words or (words[0] not in openings and units.codes[first] not in kinds.dates):
        return first, words
    dates = [number for number in range(min(6, len(words))) if units.codes[first + number] in kinds.dates]
    if not dates:
        return first, words
    cut = dates[-1] + 1
    cut += cut < len(words) and words[cut] == ","
    return first + cut, words[cut:]
