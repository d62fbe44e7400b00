"""Where the rules of a layer match in a row of codes, found by RE2."""

from __future__ import annotations

from array import array
from codecs import charmap_build, charmap_encode
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from re2 import _re2  # the binding itself: of the time of a search its wrapper in Python takes more than half

from panelrecord.errors import PackInvalid
from panelrecord.packs.rules import Rule
from panelrecord.packs.tables import FIRST_CODE, Expression, Group
from panelrecord.values import dataclass

_MOST_DIFFERENT = 255  # codes of a row that is held in bytes
_EXPRESSION_MEMORY = 32 << 20
_ANYWHERE = _re2.RE2.Anchor.UNANCHORED
_NOWHERE = (-1, -1)
_BYTES = bytes(range(256))
_IF_ZERO = b"1" + b"0" * 255
_BLOCK = 256  # codes whose letters are one table for `bytes.translate`
_STRETCH = 1000  # codes, among which so many different ones are rare
_MOST_PAGES = 4
_MOST_MORE = 16  # codes that a page gets later: a stream's chunks, and not what another article is made of
_PAGES = [""]  # different codes of the rows that came last


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
        self._tables: dict[str, bytes] = {}
        self._needed = [sorted(one.required, key=int.bit_count) or [-1] for one in group.expressions]
        self._seldom = [needed[0] for needed in self._needed]  # what a text is least likely to hold

    def find(self, codes: str) -> list[Match]:
        """Every match of every rule, by rule and then by place."""
        rows = [(self._letters(page), row, held) for page, row, held in _rows(codes)]
        # What is there rules out most rules without a search.
        present = _bits(b"".join([held.translate(table) for table, _, held in rows]))
        possible = [number for number, seldom in enumerate(self._seldom) if present & seldom]
        content = b""
        found: list[Match] = []
        for number in possible:
            for needed in self._needed[number]:
                if not present & needed:
                    break
            else:
                content = content or b"".join([row.translate(table) for table, row, _ in rows])
                compiled = self._compiled[number] or self.compile(number)
                _find(self._group.expressions[number], compiled, content, self._edge, found)
        return found

    def _letters(self, page: str) -> bytes:
        """The letters of a page's codes, by their place in it from 1."""
        table = self._tables.get(page)
        if table is None:
            count, blocks = _blocks(page)  # other packs, read before, may have more codes
            letters = self._group.letters.ljust(count, b"\0")
            parts = [low.translate(letters[at : at + _BLOCK]) for at, low in blocks]
            table = b"".join((b"\0", *parts)).ljust(_BLOCK, b"\0")
            if len(self._tables) >= 2 * _MOST_PAGES:
                self._tables.clear()
            self._tables[page] = table
        return table

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
def _rows(codes: str) -> tuple[tuple[str, bytes, bytes], ...]:
    """A row of codes in bytes, in stretches that hold few enough different ones.

    Returns:
        for each stretch a page, which holds its codes; for each place in the stretch which of them stands there, from
        1; and the different bytes of these.
    """
    parts = [part for at in range(0, len(codes), _STRETCH) for part in _parted(codes[at : at + _STRETCH])]
    return tuple((page, row, _different(row)) for page, row in parts)


def _different(row: bytes) -> bytes:
    """The different bytes of a row, in a hundredth of the time that a set of them would take."""
    others = _BYTES.translate(None, row)
    return _BYTES.translate(None, others)


def _bits(letters: bytes) -> int:
    """Letters as the bits of an integer; 0, which stands for no letter, is always among them."""
    zeroed = bytes.maketrans(letters, bytes(len(letters)))
    return int(zeroed.translate(_IF_ZERO)[::-1], 2)


def _parted(codes: str) -> Iterator[tuple[str, bytes]]:
    """A stretch on one page, or its halves on theirs.

    To encode a stretch takes a tenth of the time that it takes to find out which codes are in it; so the pages made
    before are tried first: the streams of an article hold nearly the same codes. They decide nothing but the time.
    """
    for page in tuple(_PAGES):
        row = _on_page(codes, page)
        if row is not None:
            yield page, row
            return
    different = set(map(chr, set(array("I", codes.encode("utf-32-le", "surrogatepass")))))
    if len(different) > _MOST_DIFFERENT:
        middle = len(codes) // 2
        yield from (*_parted(codes[:middle]), *_parted(codes[middle:]))
        return
    latest = _PAGES[0]  # once: another thread may put its own there
    more = different.difference(latest)
    if len(more) <= _MOST_MORE and len(latest) + len(more) <= _MOST_DIFFERENT:
        page = _PAGES[0] = latest + "".join(sorted(more))
    else:
        page = "".join(sorted(different))
        _PAGES[:] = (page, *_PAGES[: _MOST_PAGES - 1])
    row = _on_page(codes, page)
    assert row is not None  # all its codes are there
    yield page, row


@lru_cache(maxsize=2 * _MOST_PAGES)
def _blocks(page: str) -> tuple[int, list[tuple[int, bytes]]]:
    """How many codes there must be for those of a page to be among them, and where the codes of the page stand.

    Those that stand in one block of codes one after the other are told by its beginning and their places in it.
    """
    places = [ord(code) - FIRST_CODE for code in page]
    blocks = [
        (number * _BLOCK, bytes([place % _BLOCK for place in here]))
        for number, here in groupby(places, key=lambda place: place // _BLOCK)
    ]
    return max((at for at, _ in blocks), default=0) + _BLOCK, blocks


@lru_cache(maxsize=2 * _MOST_PAGES)
def _encoder(page: str) -> Callable[[str], bytes]:
    """What gives for each of some codes its place in a page, from 1; it raises UnicodeEncodeError for another code."""
    numbering = charmap_build("\0" + page)
    return lambda codes: charmap_encode(codes, "strict", numbering)[0]


def _on_page(codes: str, page: str) -> bytes | None:
    try:
        return _encoder(page)(codes)
    except UnicodeEncodeError:
        return None
