"""The sentences that an article spends on its authors: «The writer is …», «Ana Ruiz teaches …. She can be …».

Such a note is known by what it says (the rules of the layers ``bio`` and ``bio-more``) and by where it stands: at the
foot or the head, a block of its own, or under a heading «About the author». An introduction of a speaker in the
running text says the same things, but is about somebody of whom the article goes on to tell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from panelrecord.annotate.reading import Reading
from panelrecord.fields.author_roles import find_roles
from panelrecord.fields.bylines import Byline, names_in, same_person
from panelrecord.fields.lines import Line, Lines, line_at
from panelrecord.packs.grammar import Match
from panelrecord.packs.tokens import shape
from panelrecord.values import dataclass

_HEAD_BLOCKS = 5
_FOOT_BLOCKS = 8
_SECTION = 12  # sentences that a heading «About the author» may stand over
_TRAILER = 6  # lines behind the last note: copyright, tags, the day of print
_TRAILER_LENGTH = 14
_LONGEST_NOTE = 40  # sentences; a list of names goes on for pages and is no note
_NAME_LINE = 6  # tokens of a line that holds a name and little else
_LONGEST_TITLE = 10  # tokens of a quotation that may be a book the author wrote
_STOPS = (".", "!", "?")
_first = attrgetter("first")
_CONTACT_SHAPES = ("email", "tag", "url")


@dataclass(frozen=True, slots=True)
class Note:
    """What is said about one author or several: code points start … end - 1.

    Lines that only give an address may follow the sentences, up to `reach`. `names` are the stretches that name the
    authors; there is none where it says «the writer» or, `plural`, «the writers». `rule` found its first sentence.
    """

    start: int
    end: int
    reach: int
    names: tuple[tuple[int, int], ...]
    plural: bool
    rule: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A line with what it may be in a note: `subject` and `kind` as the rules give them, the names it begins with."""

    line: Line
    subject: str | None = None
    kind: str | None = None
    names: tuple[tuple[int, int], ...] = ()
    begins: int = 0
    rule: str = ""
    plural: bool = False


class _Sentences:
    """The lines of a reading with what the rules of ``bio`` and ``bio-more`` say of each, made when it is asked for.

    Most sentences name somebody and so might begin a note; where they stand rules out nearly all of them unread.
    `openings` are the matches of ``bio``, by the number of their line.
    """

    __slots__ = ("_kinds", "_known", "_text_end", "lines", "openings", "reading")

    def __init__(self, reading: Reading, lines: Lines) -> None:
        self.reading, self.lines = reading, lines
        self.openings: dict[int, Match] = {}
        for match in reading.grammar.find("bio", reading.stream):
            self.openings.setdefault(line_at(reading, match.first), match)
        self._kinds: dict[int, str] | None = None
        self._text_end: int | None = None
        self._known: dict[int, _Sentence] = {}

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, number: int) -> _Sentence:
        known = self._known.get(number)
        if known is None:
            line, match = self.lines[number], self.openings.get(number)
            known = self._known[number] = _sentence(line, self.kind(number), match, self.reading)
        return known

    def kind(self, number: int) -> str | None:
        """How the sentence goes on with a note, if a rule says that it does."""
        if self._kinds is None:
            self._kinds = {}
            for match in self.reading.grammar.find("bio-more", self.reading.stream):
                self._kinds.setdefault(line_at(self.reading, match.first), match.rule.gives.get("kind", "same"))
        return self._kinds.get(number)

    def text_end(self) -> int:
        """The number of the last sentence of running text: behind it are a few short lines at most, and asides."""
        if self._text_end is None:
            left, number = _TRAILER, len(self) - 1
            while number >= 0:
                if self.kind(number) != "aside":
                    left -= 1
                    if left < 0 or self.lines[number].length > _TRAILER_LENGTH:
                        break
                number -= 1
            self._text_end = number
        return self._text_end

    def reach_end(self, number: int) -> bool:
        """Whether a note that begins with the sentence can be what ends the text."""
        return number + _LONGEST_NOTE > self.text_end()


def find_notes(reading: Reading, lines: Lines, bylines: Sequence[Byline]) -> tuple[Note, ...]:
    """The notes about authors, in order and not overlapping."""
    sentences = _Sentences(reading, lines)
    found: list[Note] = []
    count, openings = len(sentences), sentences.openings
    number, heading = -1, -_SECTION
    while (number := number + 1) < count:
        match, labelled = openings.get(number), number - heading < _SECTION
        if match is None and not labelled:
            continue
        if match is not None and _subject(match) == "label":
            heading = number
            continue
        if labelled and lines[number].heading:
            heading, labelled = -_SECTION, False
        opening = _opening(sentences, number, match, heading if labelled else None, signed=bool(bylines))
        if opening is None:
            continue
        signing = _signing(opening, bylines, reading)
        if not _may_open(sentences, opening, labelled, signing):
            continue
        last = _last(sentences, number, opening, labelled, reading)
        if _is_note(sentences, opening, last, labelled, reading, signing, signed=bool(bylines)):
            found.append(_note(opening, [sentences[n] for n in range(number, last + 1)], reading))
            number, heading = last, heading + (last - number)
    return tuple(found)


def _opening(
    sentences: _Sentences, number: int, match: Match | None, heading: int | None, *, signed: bool
) -> _Sentence | None:
    """A sentence as the first of a note, where it can be that for what it is about and where it stands.

    `match` says whom it is about, `heading` is the number of the heading «About the author» that it stands under,
    `signed` tells whether there is any byline.
    """
    if match is None:
        if heading is None or heading != number - 1 or sentences.kind(number) != "same":
            return None
        label = sentences[heading]
        return replace(sentences[number], subject="mention", names=label.names, rule=label.rule)
    if heading is not None or _subject(match) != "mention":
        return sentences[number]
    # It must name who signed the article, and end its text.
    may_open = signed and sentences.reach_end(number) and sentences.lines[number].opens
    return sentences[number] if may_open else None


def is_contact_line(reading: Reading, line: Line) -> bool:
    """Whether a line holds an address and hardly anything else."""
    shapes = _shapes(reading, line)
    return line.length <= 8 and any(look == "email" for look in shapes)


def _subject(match: Match) -> str:
    return match.rule.gives.get("subject", "mention")


def _sentence(line: Line, kind: str | None, match: Match | None, reading: Reading) -> _Sentence:
    if match is None:
        return _Sentence(line, None, kind)
    subject = _subject(match)
    first, last = match.groups["label" if subject == "label" else "who"]
    names = () if subject == "writer" else tuple(names_in(reading, range(first, last)))
    start, end = reading.stream.starts[first], reading.stream.ends[last - 1]
    plural = subject == "writer" and reading.document.text[start:end].endswith("s")
    return _Sentence(line, subject, kind, names, _begin(line, start, reading), match.rule.id, plural)


def _begin(line: Line, who: int, reading: Reading) -> int:
    """Where a sentence's own words begin: behind bullets, brackets and a label with its colon."""
    tokens = reading.words.tokens
    begin = line.first
    for token in range(line.first, line.last):
        if tokens.starts[token] >= who:
            break
        if tokens.words[token] == ":" or "bio_opener" in reading.grammar.classes(tokens.words[token]):
            begin = token + 1
    return tokens.starts[begin]


def _last(sentences: _Sentences, number: int, opening: _Sentence, labelled: bool, reading: Reading) -> int:
    """The last sentence that goes on with the note beginning at `number`."""
    last = number
    in_foot = opening.line.block * 2 > sentences.lines[len(sentences) - 1].block
    for following in map(sentences.__getitem__, range(number + 1, min(number + _LONGEST_NOTE, len(sentences)))):
        new_block = following.line.block != sentences[last].line.block
        if following.kind == "aside" and not new_block:  # «The views are her own. She can be reached at …»
            continue
        goes_on = following.kind in ("same", "contact") or _same_subject(opening, following, reading)
        if not goes_on and not new_block:
            goes_on = following.subject not in ("writer", "name") and (
                labelled or _tells_of(opening, following, reading) or _has_contact(reading, following.line)
            )
        if following.line.heading or following.kind == "aside" or not goes_on or (new_block and not in_foot):
            break
        last = following.line.number
    return last


def _same_subject(opening: _Sentence, following: _Sentence, reading: Reading) -> bool:
    if opening.subject == "writer" or following.subject == "writer":
        return opening.subject == following.subject
    text = reading.document.text
    return any(
        same_person(text[start:end], text[begin:stop])
        for start, end in opening.names
        for begin, stop in following.names
    )


def _tells_of(opening: _Sentence, following: _Sentence, reading: Reading) -> bool:
    """Whether a sentence that begins with other words goes on about the same person («Before that, she …»)."""
    text, said = reading.document.text, slice(following.line.first, following.line.last)
    if not reading.grammar.codes_of("bio_pronoun").isdisjoint(reading.words.codes[said]):
        return True
    called = {word for start, end in opening.names for word in text[start:end].split()}
    return not called.isdisjoint(reading.words.tokens.words[said])


def _signing(opening: _Sentence, bylines: Sequence[Byline], reading: Reading) -> list[Byline]:
    """The bylines of those whom a sentence begins with."""
    text = reading.document.text
    called = [text[start:end] for start, end in opening.names]
    return [byline for byline in bylines if any(same_person(name, byline.name) for name in called)]


def _may_open(sentences: _Sentences, opening: _Sentence, labelled: bool, signing: Sequence[Byline]) -> bool:
    """Whether a note can begin with a sentence, however far it goes: most of those that name somebody tell a story."""
    if opening.kind == "aside":
        return False
    if labelled or signing or opening.subject == "writer":
        return True
    return opening.subject == "name" and sentences.reach_end(opening.line.number)


def _is_note(
    sentences: _Sentences,
    opening: _Sentence,
    end: int,
    labelled: bool,
    reading: Reading,
    signing: Sequence[Byline],
    *,
    signed: bool,
) -> bool:
    """Whether the sentences from `opening`, which may open one, to number `end` are a note about an author.

    `signing` are the bylines of those whom it names, `signed` tells whether there is any byline.
    """
    first, last = opening.line, _with_asides(sentences, end)
    if labelled:
        return opening.subject == "writer" or bool(opening.names)
    blocks_behind = sentences.lines[len(sentences) - 1].block - last.block
    whole = first.opens and last.closes
    at_edge = first.block < _HEAD_BLOCKS or blocks_behind < _FOOT_BLOCKS
    if opening.subject == "writer":
        return at_edge and (whole or (last.closes and blocks_behind < _FOOT_BLOCKS))
    if any(byline.line == first.number for byline in signing):
        return False
    if signing and opening.subject == "mention":
        return first.opens and " " in signing[0].name and end >= sentences.text_end()
    if signing:
        return at_edge and (first.opens or last.closes)
    return opening.subject == "name" and last.closes and _is_strangers(sentences, opening, end, reading, signed)


def _with_asides(sentences: _Sentences, number: int) -> Line:
    """The last of the asides that follow a sentence in its block, or the sentence itself."""
    lines = sentences.lines
    while not lines[number].closes and sentences.kind(number + 1) == "aside":  # the last line closes its block
        number += 1
    return lines[number]


def _is_strangers(sentences: _Sentences, opening: _Sentence, end: int, reading: Reading, signed: bool) -> bool:
    """Whether what ends an article about somebody whom no byline names is about its author: it gives an address or
    nobody signed the article, which has not told of that person before.
    """
    first, last = opening.line, sentences.lines[end]
    if end < sentences.text_end():
        return False
    lines = sentences.lines
    reachable = any(_has_contact(reading, lines[number]) for number in range(first.number, end + 1))
    stated = find_roles(reading, opening.begins, reading.words.tokens.ends[last.last - 1])
    if not reachable and (signed or not stated):
        return False
    at = bisect_left(reading.quotes, first.first, key=_first)
    quotes = reading.quotes[at : bisect_left(reading.quotes, last.last, key=_first)]
    if any(quote.last - quote.first > _LONGEST_TITLE for quote in quotes):
        return False
    return all(_is_new(span, reachable, reading, lines) for span in opening.names)


def _is_new(span: tuple[int, int], short: bool, reading: Reading, lines: Lines) -> bool:
    """Whether no sentence tells of a person before, by the last word of the name; a line that only gives the name is
    a byline. A name of a single word counts only if `short`.
    """
    tokens = reading.words.tokens
    words = reading.document.text[span[0] : span[1]].split()
    before = (line for line in map(lines.__getitem__, range(len(lines))) if tokens.starts[line.last - 1] < span[0])
    told = (line for line in before if line.length > _NAME_LINE or tokens.words[line.last - 1] in _STOPS)
    return (short or len(words) > 1) and not any(words[-1] in tokens.words[line.first : line.last] for line in told)


def _has_contact(reading: Reading, line: Line) -> bool:
    return any(look in _CONTACT_SHAPES for look in _shapes(reading, line))


def _shapes(reading: Reading, line: Line) -> list[str]:
    return [shape(word) for word in reading.words.tokens.words[line.first : line.last]]


def _note(opening: _Sentence, run: Sequence[_Sentence], reading: Reading) -> Note:
    tokens, text = reading.words.tokens, reading.document.text
    said = len(run)
    while said > 1 and run[said - 1].kind == "contact" and _begins_line(run[said - 1].line, reading):
        said -= 1
    end = run[said - 1].line.last
    if shape(tokens.words[end - 1]) in _CONTACT_SHAPES and tokens.words[end - 2] in _STOPS:
        end -= 1  # a bare address behind the last full stop
    start = opening.begins or tokens.starts[opening.line.first]
    while start > 0 and text[start - 1] in "([" and tokens.words[end - 1] in (")", "]"):
        end -= 1
    reach = max(tokens.ends[end - 1], tokens.ends[run[-1].line.last - 1])
    return Note(start, tokens.ends[end - 1], reach, opening.names, opening.plural, opening.rule)


def _begins_line(line: Line, reading: Reading) -> bool:
    tokens = reading.words.tokens
    return line.opens or "\n" in reading.document.text[tokens.ends[line.first - 1] : tokens.starts[line.first]]
