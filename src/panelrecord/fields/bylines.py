"""Who wrote an article, by name: its metadata, and the lines at its head and foot that are bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from panelrecord.annotate.reading import Reading
from panelrecord.fields.excerpt import excerpt
from panelrecord.fields.lines import Line, Lines, line_at
from panelrecord.model import Span
from panelrecord.packs.grammar import Grammar, Match
from panelrecord.packs.structural import BYLINE
from panelrecord.packs.tokens import shape
from panelrecord.values import dataclass

_HEAD = 15  # so many sentences may come before a byline, or behind one at the foot
_FOOT = 8
_SMALL_PRINT = 4  # a signature is among so many lines at the end
_STOPS = (".", "!", "?", "”", '"')
_LONGEST = 30  # tokens of a byline with all that follows the names
_DATE_LINE = 8  # a weekday, a date, a time and the marks between them
_WORD = re.compile(r"\w")
_NAME_KINDS = ("name1", "nameN", "org", "person")


@dataclass(frozen=True, slots=True)
class Byline:
    """An author's name with where it stands; `line` is the sentence that names the author, None for metadata alone."""

    name: str
    evidence: tuple[Span, ...]
    line: int | None


def find_bylines(reading: Reading, lines: Lines) -> tuple[Byline, ...]:
    """The authors whom metadata and bylines name, in the order of the text, each once."""
    matches = _matches(reading)
    handles = [match for match in matches if _place_of(match) == "handle"]
    stated = [_in_metadata(name, reading, handles) for name in reading.document.metadata.authors]
    written = [
        byline
        for match in sorted(matches, key=lambda match: match.first)
        if _stands_right(match, reading, lines)
        for byline in _names_of(match, reading)
    ]
    found: list[Byline] = []
    for byline in (*stated, *written):
        known = any(same_person(byline.name, other.name) for other in found)
        if not known and not _is_nobody(byline.name, reading):
            found.append(byline)
    return tuple(sorted(found, key=_place))


def find_bare_names(reading: Reading, lines: Lines) -> tuple[Byline, ...]:
    """The names that stand alone on a line between title and text: bylines, where something else tells of an author."""
    matches = _matches(reading)
    alone = [match for match in matches if _place_of(match) == "beside-date"]
    found = [
        byline
        for match in alone
        if _stands_before_text(lines[line_at(reading, match.groups["authors"][0])], lines)
        for byline in _names_of(match, reading)
    ]
    return tuple(found[:1])


def same_person(name: str, other: str) -> bool:
    """Whether two forms of a name can be one person's: the words of the shorter are all in the longer."""
    one, two = _name_words(name), _name_words(other)
    return bool(one and two) and (one <= two or two <= one)


def names_in(reading: Reading, units: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The stretches of text of the names among some units; initials before a name belong to it."""
    stream, text = reading.stream, reading.document.text
    chunks = _name_chunks(reading.grammar)
    begins: int | None = None
    for unit in units:
        start, end = stream.starts[unit], stream.ends[unit]
        if stream.codes[unit] in chunks:
            yield (start if begins is None else begins), end
            begins = None
        elif start < end and shape(text[start:end]) == "initial":
            begins = start if begins is None else begins
        else:
            begins = None


@lru_cache(maxsize=8)
def _name_chunks(grammar: Grammar) -> frozenset[str]:
    return frozenset(map(grammar.chunk, _NAME_KINDS))


@lru_cache(maxsize=1 << 10)  # a few names, compared with each other many times
def _name_words(name: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", name.casefold()))
    return frozenset(word for word in words if len(word) > 1) or frozenset(words)


def _place(byline: Byline) -> int:
    return byline.evidence[0].start if byline.evidence else -1


def _in_metadata(name: str, reading: Reading, handles: Sequence[Match]) -> Byline:
    """The name as its byline block writes it; a handle that one speaker's label spells out becomes that name."""
    text = reading.document.text
    labels = [(match.span(reading.stream, "authors") or (0, 0), match.rule.id) for match in reversed(handles)]
    spelt = {text[start:end]: reading.span(start, end, rule) for (start, end), rule in labels}
    full = [label for label in spelt if label.split()[0].lower() == name]
    if len(full) == 1:
        return Byline(full[0], (spelt[full[0]],), None)
    blocks = [(block.start, block.end) for block in reading.document.blocks if block.kind == "byline"]
    for start, end in (*blocks, (0, len(text))):
        at = _word_place(text, name, start, end)
        if at >= 0:
            return Byline(name, (reading.span(at, at + len(name), BYLINE),), None)
    return Byline(name, (), None)


def _word_place(text: str, name: str, start: int, end: int) -> int:
    """Where a name stands by itself, and not as a part of words, between two code points; -1 where it does not."""
    at = text.find(name, start, end)
    while at >= 0 and ((at > 0 and _WORD.match(text, at - 1)) or _WORD.match(text, at + len(name), end)):
        at = text.find(name, at + 1, end)
    return at


def _names_of(match: Match, reading: Reading) -> Iterator[Byline]:
    first, last = match.groups["authors"]
    line = line_at(reading, first)
    for start, end in names_in(reading, range(first, last)):
        span = reading.span(start, end, match.rule.id)
        yield Byline(span.quote, (span,), line)


def _is_nobody(name: str, reading: Reading) -> bool:
    return any("byline_nobody" in reading.grammar.classes(word) for word in name.split())


def _matches(reading: Reading) -> list[Match]:
    """What looks like a byline at the head or the foot; where metadata hold a handle, anywhere."""
    number = len(reading.words.sentences)
    edges = {*range(min(_HEAD, number)), *range(max(number - _FOOT, 0), number)}
    spelt_out = any(_may_be_handle(name) for name in reading.document.metadata.authors)
    sentences = excerpt(reading.words, reading.stream, range(number) if spelt_out else edges)
    return [match for match in sentences.find(reading.grammar, "byline") if "authors" in match.groups]


def _may_be_handle(name: str) -> bool:
    """Whether a name may be the first word, in small letters, of that which a label spells out."""
    return name == name.lower() and len(name.split()) == 1


def _place_of(match: Match) -> str:
    return match.rule.gives.get("place", "edge")


def _stands_right(match: Match, reading: Reading, lines: Lines) -> bool:
    """Whether a line that looks like a byline stands where bylines do."""
    place = _place_of(match)
    line = lines[line_at(reading, match.groups["authors"][0])]
    before = lines[line.number - 1] if line.number else None
    if line.length > _LONGEST or place == "handle":
        return False
    if before and _quoted(before, reading) and not (before.number == 0 or before.heading):
        return False  # behind a quotation a name says who spoke, behind the title of a talk who speaks
    head, foot = line.number < _HEAD, len(lines) - line.number <= _FOOT
    if place == "edge":
        return head or foot
    if place == "head":
        return head and line.number > 0
    if place == "foot":
        return foot
    if place == "last":
        return len(lines) - line.number <= _SMALL_PRINT and line.opens and _ends_text(before, reading)
    around = [lines[number] for number in (line.number - 1, line.number + 1) if 0 <= number < len(lines)]
    return _stands_before_text(line, lines) and any(_is_date_line(near, reading) for near in around)


def _stands_before_text(line: Line, lines: Lines) -> bool:
    if not 0 < line.number <= 2 or line.heading:
        return False
    return any(lines[n].length > _DATE_LINE for n in range(line.number + 1, min(line.number + 4, len(lines))))


def _ends_text(before: Line | None, reading: Reading) -> bool:
    """Whether the line before a name is the last sentence of running text."""
    return before is not None and before.length > _DATE_LINE and reading.words.tokens.words[before.last - 1] in _STOPS


def _quoted(line: Line, reading: Reading) -> bool:
    """Whether a sentence ends with a quotation."""
    return shape(reading.words.tokens.words[line.last - 1]) in ("dquote", "squote")


def _is_date_line(line: Line, reading: Reading) -> bool:
    dated = any(line.first <= mention.first < line.last for mention in reading.dates)
    return dated and line.length <= _DATE_LINE
