"""Packs made ready to read with: tokens to codes, rules to linear-time expressions, matches with their groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import re2

from panelrecord.errors import PackInvalid
from panelrecord.packs.loader import Packs, Rule, words_of
from panelrecord.packs.pattern import Compiled, PatternError, compile_pattern, literals
from panelrecord.packs.tokens import SHAPES, shape

# What an earlier reading may put in the place of several tokens; ``name`` is name1 or nameN.
CHUNKS = ("name1", "nameN", "org", "person", "quote", "fragment", "date", "time")
_FIRST_CODE = 0x0800  # from here on every code takes three bytes of UTF-8, so that bytes count units
_WIDTH = 3
_SMALL = ("lower", "ly", "ing", "ed")
_LETTER_SHAPES = (*_SMALL, "Cap", "CAPS")
_REMEMBERED_WORDS = 100_000


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
class Grammar:
    """The packs' alphabet and rules. Reading never changes what it gives back: only caches grow."""

    packs: Packs
    boundary: str
    abbreviations: frozenset[str]
    _words: dict[str, frozenset[str]]
    _codes: dict[tuple[frozenset[str], str], str]
    _classes: dict[str, frozenset[str]]
    _rows: dict[str, tuple[tuple[str, ...], ...]]
    _layers: dict[str, tuple[Rule, ...]]
    _seen: dict[str, str] = field(default_factory=dict)
    _compiled: dict[str, tuple[Compiled, object | None]] = field(default_factory=dict)

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
        low = word.lower().replace("’", "'")
        found = self._words.get(low)
        if found is None and low.endswith("."):
            found = self._words.get(low.rstrip("."))
        return found or frozenset()

    def chunk(self, kind: str) -> str:
        """The code of a chunk, one of `CHUNKS`."""
        return self._codes[frozenset((kind,)), "chunk"]

    def codes_of(self, name: str) -> frozenset[str]:
        """The codes of a class; KeyError if there is none of that name."""
        return self._classes[name]

    def layer(self, name: str) -> tuple[Rule, ...]:
        """The rules of a layer, in the order of the packs."""
        return self._layers.get(name, ())

    def find(self, layer: str, stream: Stream) -> list[Match]:
        """Every match of every rule of a layer, by rule and then by place.

        Matches of one rule may overlap: after a match the search goes on behind its first unit group ``cue`` where
        it has one, else behind its end.
        """
        present = set(stream.codes)
        content = stream.codes.encode("utf-8")
        found: list[Match] = []
        for rule in self.layer(layer):
            found.extend(self._matches(rule, content, present))
        return found

    def find_rule(self, rule: Rule, stream: Stream) -> list[Match]:
        """Every match of one rule."""
        return list(self._matches(rule, stream.codes.encode("utf-8"), set(stream.codes)))

    def _matches(self, rule: Rule, content: bytes, present: set[str]) -> Iterator[Match]:
        compiled, expression = self._compiled.get(rule.id) or self._compile(rule)
        if any(present.isdisjoint(codes) for codes in compiled.required):
            return
        if expression is None:
            expression = re2.compile(compiled.source.encode("utf-8"))
            self._compiled[rule.id] = (compiled, expression)
        at = 0
        while (match := expression.search(content, at)) is not None:  # type: ignore[attr-defined]
            groups = {
                name: (match.start(number) // _WIDTH, match.end(number) // _WIDTH)
                for number, name in enumerate(compiled.groups, 1)
                if match.start(number) >= 0
            }
            first, last = match.span()
            yield Match(rule, first // _WIDTH, last // _WIDTH, groups)
            resume = groups["cue"][1] * _WIDTH if "cue" in groups else last
            at = max(resume, first + _WIDTH)

    def _compile(self, rule: Rule) -> tuple[Compiled, object | None]:
        try:
            compiled = compile_pattern(
                rule.pattern, self.packs.phrases, self.codes_of, lambda name: self._rows.get(name, ()), self.boundary
            )
        except PatternError as error:
            raise PackInvalid(f"rule {rule.id}: {error}", mend="correct its pattern") from error
        self._compiled[rule.id] = (compiled, None)
        return self._compiled[rule.id]


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
    patterns = [rule.pattern for rule in packs.rules.values()] + list(packs.phrases.values())
    for pattern in patterns:
        row_words |= literals(pattern)
    for word in row_words:
        words.setdefault(word, set()).add(f"={word}")
    known = {word: frozenset(classes) for word, classes in words.items()}
    codes = _alphabet(known)
    classes = _classes(codes, packs)
    layers: dict[str, list[Rule]] = {}
    for rule in packs.rules.values():
        layers.setdefault(rule.layer, []).append(rule)
    return Grammar(
        packs,
        chr(_FIRST_CODE),
        frozenset(packs.lexicon.get("abbreviation", ())),
        known,
        codes,
        classes,
        {name: tuple(found) for name, found in rows.items()},
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


def _classes(codes: dict[tuple[frozenset[str], str], str], packs: Packs) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {look: set() for look in SHAPES} | {kind: set() for kind in CHUNKS}
    found |= {name: set() for name in (*packs.lexicon, "any", "name", "word")}
    for name in packs.verbs:
        found |= {f"{name}{form}": set() for form in ("", ".base", ".third", ".past", ".participle", ".ing")}
    for (classes, look), code in codes.items():
        found["any"].add(code)
        for name in classes:
            found.setdefault(name, set()).add(code)
        if look in found:
            found[look].add(code)
        if look in _SMALL:
            found["lower"].add(code)
        if look in _LETTER_SHAPES or look == "initial":
            found["word"].add(code)
    found["name"] = found["name1"] | found["nameN"]
    return {name: frozenset(members) for name, members in found.items()}
