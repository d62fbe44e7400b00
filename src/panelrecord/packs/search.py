"""Where the rules of a layer match in a row of codes, found by RE2."""

from __future__ import annotations

from array import array
from codecs import charmap_build, charmap_encode
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

from re2 import _re2  # the binding itself: of the time of a search its wrapper in Python takes more than half

from panelrecord.errors import PackInvalid
from panelrecord.packs.rules import Rule
from panelrecord.packs.tables import FIRST_CODE, Expression, Group
from panelrecord.values import dataclass

_Pick = Callable[[bytes], tuple[int, ...]]

_MOST_DIFFERENT = 255  # codes of a row that is held in bytes
_EXPRESSION_MEMORY = 32 << 20
_STRETCH = 4000  # codes, among which so many different ones are rare
_ANYWHERE = _re2.RE2.Anchor.UNANCHORED
_NOWHERE = (-1, -1)
_BITS = [1 << letter for letter in range(256)]
_CODES_BEFORE = ["\0"]  # those of the row before, behind one that stands for none


@dataclass(frozen=True, slots=True)
class Stream:
    """A text as units (tokens and chunks of tokens): where each begins and ends, and one code for each.

    A boundary stands before the first sentence and behind each; its unit is empty. `tokens` holds for each unit the
    index of its first token.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    tokens: Sequence[int]
    codes: str


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule matched: the units of the whole and of each group that took part, half open."""

    rule: Rule
    first: int
    last: int
    groups: dict[str, tuple[int, int]]

    def span(self, stream: Stream, group: str) -> tuple[int, int] | None:
        """The stretch of text of a group, or None where the group took no part or is empty."""
        units = self.groups.get(group)
        if units is None or units[0] == units[1]:
            return None
        return stream.starts[units[0]], stream.ends[units[1] - 1]


class Search:
    """A group of rules, each of which is compiled when it is first needed."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._compiled: list[_re2.RE2 | None] = [None] * len(group.expressions)
        self._edge = group.letters[0]  # the boundary's, whose code is the first
        self._needed = [sorted(one.required, key=int.bit_count) or [-1] for one in group.expressions]
        self._seldom = [needed[0] for needed in self._needed]  # what a text is least likely to hold

    def find(self, codes: str) -> list[Match]:
        """Every match of every rule, by rule and then by place."""
        rows = [(bytes(pick(self._group.letters)), row) for pick, row in _rows(codes)]
        letters = set(rows[0][0]) if len(rows) == 1 else set[int]().union(*[letters for letters, _ in rows])
        present = sum(map(_BITS.__getitem__, letters))  # by which most rules are passed over without a search
        possible = [number for number, seldom in enumerate(self._seldom) if present & seldom]
        content = b""
        found: list[Match] = []
        for number in possible:
            for needed in self._needed[number]:
                if not present & needed:
                    break
            else:
                content = content or b"".join([row.translate(letters.ljust(256, b"\0")) for letters, row in rows])
                compiled = self._compiled[number] or self.compile(number)
                _find(self._group.expressions[number], compiled, content, self._edge, found)
        return found

    def compile_all(self, *, but: str) -> None:
        """Compile every rule but those whose ids begin so; raises as `compile`."""
        for number, expression in enumerate(self._group.expressions):
            if not expression.rule.id.startswith(but):
                self.compile(number)

    def compile(self, number: int) -> _re2.RE2:
        """The expression of the rule of that number, compiled; raises PackInvalid where RE2 refuses it."""
        expression = self._group.expressions[number]
        options = _re2.RE2.Options()
        options.encoding = _re2.RE2.Options.Encoding.LATIN1
        options.log_errors = False
        options.max_mem = _EXPRESSION_MEMORY
        compiled = _re2.RE2(expression.source.encode("ascii"), options)
        if not compiled.ok():
            raise PackInvalid(f"rule {expression.rule.id}: {compiled.error().decode()}", mend="correct its pattern")
        self._compiled[number] = compiled
        return compiled


def _find(expression: Expression, compiled: _re2.RE2, content: bytes, edge: int, found: list[Match]) -> None:
    """Add the matches of a rule to those that are found. `edge` is the letter of what parts sentences."""
    rule, names, match = expression.rule, expression.groups, compiled.Match
    at, end = 0, len(content)
    while at < end:
        spans = match(_ANYWHERE, content, at, end)
        first, last = spans[0]
        if first < 0:
            return
        if _NOWHERE in spans:  # a group that took no part
            groups = {name: span for name, span in zip(names, spans[1:], strict=True) if span != _NOWHERE}
        else:
            groups = dict(zip(names, spans[1:], strict=True))
        if first < last:  # what matches no unit at all says nothing
            found.append(Match(rule, first, last, groups))
        resume = groups["cue"][1] if "cue" in groups else last
        if content[resume - 1] == edge:  # the end of this sentence is the beginning of the next
            resume -= 1
        at = resume if resume > first else first + 1


@lru_cache(maxsize=16)  # an article's streams, each of which several layers read
def _rows(codes: str) -> tuple[tuple[_Pick, bytes], ...]:
    """A row of codes in bytes, in stretches that hold few enough different ones.

    Returns:
        for each stretch what picks out of the letters of all codes those of the different ones that it holds, behind
        one that stands for none; and for each place in the stretch which of these stands there.
    """
    return tuple(row for at in range(0, len(codes), _STRETCH) for row in _parted(codes[at : at + _STRETCH]))


def _parted(codes: str) -> Iterator[tuple[_Pick, bytes]]:
    different, row = _numbered(codes)
    if len(different) > _MOST_DIFFERENT:
        middle = len(codes) // 2
        yield from (*_parted(codes[:middle]), *_parted(codes[middle:]))
    else:
        yield itemgetter(0, *[ord(code) - FIRST_CODE for code in different]), row


def _numbered(codes: str) -> tuple[str, bytes]:
    """The different codes of a row and, where they are few enough, for each place which of them stands there, from 1.

    Streams of one article hold nearly the same codes, and to encode a row takes a tenth of the time that it takes to
    find out which codes are in it; so the codes of the row before are tried first. They decide nothing but the time.
    """
    known = _CODES_BEFORE[0]
    try:
        row, _ = charmap_encode(codes, "strict", charmap_build(known))
    except UnicodeEncodeError:
        different = {0, *array("I", codes.encode("utf-32-le", "surrogatepass"))}
        if len(different) > _MOST_DIFFERENT + 1:
            return "".join(map(chr, different)), b""
        more = different.difference(map(ord, known))
        if len(known) + len(more) <= _MOST_DIFFERENT + 1:
            known += "".join(map(chr, more))
        else:
            known = "".join(map(chr, sorted(different)))
        _CODES_BEFORE[0] = known
        row, _ = charmap_encode(codes, "strict", charmap_build(known))
    present = bytes(sorted(set(row)))
    numbers = bytearray(256)
    for number, place in enumerate(present, 1):
        numbers[place] = number
    return "".join([known[place] for place in present]), row.translate(numbers)
