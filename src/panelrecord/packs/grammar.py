"""Packs made ready to read with: tokens to codes, rules to linear-time expressions, matches with their groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any

import re2

from panelrecord.errors import PackInvalid
from panelrecord.packs.loader import Packs, Rule, words_of
from panelrecord.packs.pattern import Compiled, Compiler, PatternError, literals
from panelrecord.packs.tokens import SHAPES, shape

# What an earlier reading may put in the place of several tokens; ``name`` is name1 or nameN.
CHUNKS = ("name1", "nameN", "org", "person", "quote", "fragment", "date", "time")
_FIRST_CODE = 0x0800
_BOUNDARY = chr(_FIRST_CODE)
_OFFICE_PREFIXES = ("deputy-", "vice-", "co-", "ex-", "pro-", "assistant-", "sub-", "under-", "acting-", "former-")
_BOUNDARY_SET = 1  # the set that holds only that code
_MOST_BYTES = 255
_SMALL = ("lower", "ly", "ing", "ed")
_LETTER_SHAPES = (*_SMALL, "Cap", "CAPS")
_REMEMBERED_WORDS = 100_000
_EXPRESSION_MEMORY = 32 << 20


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


@dataclass(eq=False, slots=True)
class _Group:
    """Rules of a layer that share an alphabet of bytes: codes that none of them tells apart are one byte.

    RE2 then works on single bytes, which keeps its automata small.
    """

    table: Sequence[int]
    rules: list[tuple[Rule, Compiled]]
    firsts: int  # the lowest code of each kind: a rule's set holds a kind whole, or nothing of it
    charsets: dict[int, str] = field(default_factory=dict)
    expressions: dict[str, Any] = field(default_factory=dict)

    def _charset(self, codes: int) -> str:
        found = self.charsets.get(codes)
        if found is None:
            letters = sorted(self.table[code] for code in _members(codes & self.firsts))
            found = self.charsets[codes] = _charset(letters)
        return found

    def expression(self, rule: Rule, compiled: Compiled) -> Any:
        """The rule's expression, compiled when it is first needed."""
        found = self.expressions.get(rule.id)
        if found is None:
            options = re2.Options()
            options.encoding = re2.Options.Encoding.LATIN1
            options.log_errors = False
            options.max_mem = _EXPRESSION_MEMORY
            source = compiled.source(self._charset).encode("ascii")
            try:
                found = self.expressions[rule.id] = re2.compile(source, options)
            except re2.error as error:
                raise _invalid(rule.id, error.args[0].decode()) from error
        return found


@dataclass(eq=False, slots=True)
class Grammar:
    """The packs' alphabet and rules. Reading never changes what it gives back: only caches grow."""

    packs: Packs
    boundary: str
    abbreviations: frozenset[str]
    _words: dict[str, frozenset[str]]
    _codes: dict[tuple[frozenset[str], str], str]
    _classes: dict[str, int]
    _compiler: Compiler
    _layers: dict[str, tuple[Rule, ...]]
    _seen: dict[str, str] = field(default_factory=dict)
    _known: dict[str, frozenset[str]] = field(default_factory=dict)
    _code_sets: dict[str, frozenset[str]] = field(default_factory=dict)
    _groups: dict[str, list[_Group]] = field(default_factory=dict)

    def code(self, word: str) -> str:
        """The code of a token."""
        code = self._seen.get(word)
        if code is None:
            if len(self._seen) >= _REMEMBERED_WORDS:
                self._seen.clear()
            look = shape(word)
            pair = (self.classes(word), look)
            code = self._seen[word] = self._codes.get(pair) or self._codes[frozenset(), look]
        return code

    def classes(self, word: str) -> frozenset[str]:
        """The classes of the lexicons, and the literal (``=word``), that a token is of."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _REMEMBERED_WORDS:
                self._known.clear()
            found = self._known[word] = self._look_up(word.lower().replace("’", "'"))
        return found

    def _look_up(self, low: str) -> frozenset[str]:
        found = self._words.get(low)
        if found is None and low.endswith(".") and len(low) > 2:
            found = self._words.get(low.rstrip("."))
        if found is None and low.startswith(_OFFICE_PREFIXES):  # a «deputy-vice-chancellor» is a vice-chancellor
            found = self._words.get(low.partition("-")[2])
        return found or frozenset()

    def chunk(self, kind: str) -> str:
        """The code of a chunk, one of `CHUNKS`."""
        return self._codes[frozenset((kind,)), "chunk"]

    def codes_of(self, name: str) -> frozenset[str]:
        """The codes of a class; KeyError if there is none of that name."""
        found = self._code_sets.get(name)
        if found is None:
            codes = frozenset(chr(_FIRST_CODE + code) for code in _members(self._classes[name]))
            found = self._code_sets[name] = codes
        return found

    def layer(self, name: str) -> tuple[Rule, ...]:
        """The rules of a layer, in the order of the packs."""
        return self._layers.get(name, ())

    def find(self, layer: str, stream: Stream) -> list[Match]:
        """Every match of every rule of a layer, by rule and then by place.

        Matches of one rule may overlap: after a match the search goes on behind its first unit group ``cue`` where
        it has one, else behind its end.
        """
        return self._find(self.groups(layer), stream)

    def find_rule(self, rule: Rule, stream: Stream) -> list[Match]:
        """Every match of one rule."""
        return self._find(_grouped([(rule, self._compile(rule))], len(self._codes) + 1), stream)

    def groups(self, layer: str) -> list[_Group]:
        """The rules of a layer, compiled."""
        found = self._groups.get(layer)
        if found is None:
            rules = [(rule, self._compile(rule)) for rule in self.layer(layer)]
            found = self._groups[layer] = _grouped(rules, len(self._codes) + 1)
        return found

    def prepare(self) -> None:
        """Compile every rule at once, so that a pattern that cannot be compiled is told before any text is read."""
        for layer in self._layers:
            self.groups(layer)

    def _find(self, groups: Sequence[_Group], stream: Stream) -> list[Match]:
        present = _present(stream.codes)
        found: list[Match] = []
        for group in groups:
            content = b""
            for rule, compiled in group.rules:
                if not all(present & codes for codes in compiled.required):
                    continue
                content = content or bytes(_picker(stream.codes)(group.table))
                found.extend(_matches(rule, compiled, group.expression(rule, compiled), content, stream.codes))
        return found

    def _compile(self, rule: Rule) -> Compiled:
        try:
            return self._compiler.compile(rule.pattern)
        except PatternError as error:
            raise _invalid(rule.id, error) from error


@lru_cache(maxsize=64)
def _picker(codes: str) -> Callable[[Sequence[int]], tuple[int, ...]]:
    """What picks the entry of each code of a row out of a table: made once, it costs a fraction of `str.translate`."""
    places = [ord(code) - _FIRST_CODE for code in codes]
    return itemgetter(*places) if len(places) > 1 else lambda table: tuple(table[place] for place in places)


def _invalid(name: str, error: object) -> PackInvalid:
    return PackInvalid(f"rule {name}: {error}", mend="correct its pattern")


@lru_cache(maxsize=64)
def _present(codes: str) -> int:
    """The set of the codes that a row of codes holds, by which most rules are passed over without a search."""
    found = 0
    for code in set(codes):
        found |= 1 << (ord(code) - _FIRST_CODE)
    return found


def _matches(rule: Rule, compiled: Compiled, expression: Any, content: bytes, codes: str) -> Iterator[Match]:
    at = 0
    while at < len(content) and (match := expression.search(content, at)) is not None:
        spans = [(name, match.span(number)) for number, name in enumerate(compiled.groups, 1)]
        groups = {name: span for name, span in spans if span[0] >= 0}
        first, last = match.span()
        if first < last:  # what matches no unit at all says nothing
            yield Match(rule, first, last, groups)
        resume = groups["cue"][1] if "cue" in groups else last
        if codes[resume - 1 : resume] == _BOUNDARY:  # the end of this sentence is the beginning of the next
            resume -= 1
        at = max(resume, first + 1)


def _grouped(rules: Sequence[tuple[Rule, Compiled]], alphabet: int) -> list[_Group]:
    """The rules in as few groups as have no more kinds of codes to tell apart than there are bytes."""
    groups: list[_Group] = []
    together: list[tuple[Rule, Compiled]] = []
    kinds: list[int] = []
    told: frozenset[int] = frozenset()
    for rule, compiled in rules:
        sets = frozenset(part for part in compiled.parts if not isinstance(part, str))
        wider = _told_apart(sets - told, kinds)
        if len(wider) > _MOST_BYTES and together:
            groups.append(_group(together, kinds, alphabet))
            together, told, wider = [], frozenset(), _told_apart(sets, [])
        if len(wider) > _MOST_BYTES:
            raise PackInvalid(
                f"rule {rule.id}: tells apart more than {_MOST_BYTES} kinds of words",
                mend="split the rule, or the lexicon of several-word entries it names, in two",
            )
        together.append((rule, compiled))
        told |= sets
        kinds = wider
    return [*groups, _group(together, kinds, alphabet)] if together else groups


def _told_apart(sets: Iterable[int], kinds: list[int]) -> list[int]:
    """Kinds of codes, further parted so that each of some sets is made of whole kinds."""
    known = 0
    for kind in kinds:
        known |= kind
    for codes in sorted(sets):
        parted: list[int] = []
        for kind in kinds:
            inside = kind & codes
            parted += (inside, kind ^ inside) if inside and inside != kind else (kind,)
        kinds = [*parted, codes & ~known] if codes & ~known else parted
        known |= codes
    return kinds


def _group(rules: list[tuple[Rule, Compiled]], kinds: list[int], alphabet: int) -> _Group:
    largest = max(kinds, key=int.bit_count, default=0)  # holds most codes, so it is written in one go
    most = kinds.index(largest) + 1 if kinds else 0
    table = [most if bit == "1" else 0 for bit in f"{largest:0{alphabet}b}"[::-1]]  # 0: codes that no rule names
    firsts = 0
    for letter, kind in enumerate(kinds, 1):
        firsts |= kind & -kind
        for code in _members(kind) if letter != most else ():
            table[code] = letter
    return _Group(table, rules, firsts)


def _members(codes: int) -> Iterator[int]:
    """The codes of a set, from the lowest."""
    bits = f"{codes:b}"[::-1]
    at = bits.find("1")
    while at >= 0:
        yield at
        at = bits.find("1", at + 1)


def _charset(letters: list[int]) -> str:
    """A character class of RE2 for some bytes, neighbours joined to ranges."""
    out, at = [], 0
    while at < len(letters):
        last = at
        while last + 1 < len(letters) and letters[last + 1] == letters[last] + 1:
            last += 1
        ends = dict.fromkeys((letters[at], letters[last]))
        out.append("-".join(f"\\x{letter:02x}" for letter in ends))
        at = last + 1
    return f"[{''.join(out)}]"


@lru_cache(maxsize=8)
def grammar(packs: Packs) -> Grammar:
    """Make packs ready to read with; the same packs give the same grammar."""
    words: dict[str, set[str]] = {}
    rows: dict[str, list[tuple[str, ...]]] = {}
    row_words: set[str] = set()
    for entry, classes in words_of(packs).items():
        parts = tuple(entry.split())
        if len(parts) == 1:
            words.setdefault(entry, set()).update(classes)
        else:
            row_words.update(parts)
            for name in classes:
                rows.setdefault(name, []).append(parts)
    patterns = [(rule.id, rule.pattern) for rule in packs.rules.values()] + list(packs.phrases.items())
    for name, pattern in patterns:
        try:
            row_words |= literals(pattern)
        except PatternError as error:
            raise _invalid(name, error) from error
    for word in row_words:
        words.setdefault(word, set()).add(f"={word}")
    known = {word: frozenset(classes) for word, classes in words.items()}
    codes = _alphabet(known)
    members = _classes(codes, packs)
    layers: dict[str, list[Rule]] = {}
    for rule in packs.rules.values():
        layers.setdefault(rule.layer, []).append(rule)
    return Grammar(
        packs,
        _BOUNDARY,
        frozenset(packs.lexicon.get("abbreviation", ())),
        known,
        codes,
        members,
        Compiler(packs.phrases, members.__getitem__, lambda name: tuple(rows.get(name, ())), _BOUNDARY_SET),
        {name: tuple(found) for name, found in layers.items()},
    )


def _alphabet(words: dict[str, frozenset[str]]) -> dict[tuple[frozenset[str], str], str]:
    """A code for every pair of classes and shape that a token can have, in an order that nothing else decides."""
    pairs: dict[tuple[frozenset[str], str], None] = {}
    for kind in CHUNKS:
        pairs[frozenset((kind,)), "chunk"] = None
    for look in SHAPES:
        pairs[frozenset(), look] = None
    for word in sorted(words):
        looks = (shape(word), "Cap", "CAPS") if word[0].isalpha() else (shape(word),)
        for look in looks:
            pairs[words[word], look] = None
    return {pair: chr(_FIRST_CODE + 1 + number) for number, pair in enumerate(pairs)}


def _classes(codes: dict[tuple[frozenset[str], str], str], packs: Packs) -> dict[str, int]:
    found: dict[str, int] = dict.fromkeys((*SHAPES, *CHUNKS, *packs.lexicon, "any", "name", "word"), 0)
    for name in packs.verbs:
        found |= {f"{name}{form}": 0 for form in ("", ".base", ".third", ".past", ".participle", ".ing")}
    for (classes, look), code in codes.items():
        bit = 1 << (ord(code) - _FIRST_CODE)
        names = {"any", *classes}
        if look in found:
            names.add(look)
        if look in _SMALL:
            names.add("lower")
        if look in _LETTER_SHAPES or look == "initial":
            names.add("word")
        for name in names:
            found[name] = found.get(name, 0) | bit
    found["name"] = found["name1"] | found["nameN"]
    return found
