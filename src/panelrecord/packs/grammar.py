"""Packs to read with: tokens to codes, streams of codes to matches of rules with their groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from functools import lru_cache

from panelrecord.packs.remembered import Remembered
from panelrecord.packs.rules import Packs, Rule, is_beginning, is_ending
from panelrecord.packs.search import Match, Search, Stream
from panelrecord.packs.tables import BOUNDARY, CHUNK, CHUNKS, Tables
from panelrecord.packs.tokens import shape
from panelrecord.values import dataclass

__all__ = ["CHUNKS", "Grammar", "Match", "Stream", "grammar"]

_OFFICE_PREFIXES = ("deputy-", "vice-", "co-", "ex-", "pro-", "assistant-", "sub-", "under-", "acting-", "former-")


@dataclass(eq=False, slots=True)
class Grammar:
    """The packs' alphabet and rules. Reading never changes what it gives back: only caches grow.

    `code` gives the code of a token; `classes` the classes of the lexicons, and the literal (``=word``), that it is of.

    `words` gives the entries of a lexicon in small letters, with either apostrophe; `endings` what its entries that
    begin with a hyphen leave of it, and `beginnings` those that end with one, as `str.endswith` and `str.startswith`
    take them. Each raises KeyError if there is no lexicon of that name.
    """

    packs: Packs
    boundary: str
    abbreviations: frozenset[str]
    code: Callable[[str], str] = field(init=False)
    classes: Callable[[str], frozenset[str]] = field(init=False)
    words: Callable[[str], frozenset[str]] = field(init=False)
    endings: Callable[[str], tuple[str, ...]] = field(init=False)
    beginnings: Callable[[str], tuple[str, ...]] = field(init=False)
    _tables: Tables
    _layers: dict[str, tuple[Rule, ...]]
    _chunks: dict[str, str]
    _code_sets: dict[str, frozenset[str]] = field(default_factory=dict)
    _searches: dict[str, tuple[Search, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Asked of every word of every article, so that a call of a Python function for each would be dear.
        self.code = Remembered(self._code).__getitem__
        self.classes = Remembered(self._classes).__getitem__
        self.words = Remembered(self._words).__getitem__
        self.endings = Remembered(self._endings).__getitem__
        self.beginnings = Remembered(self._beginnings).__getitem__

    def _code(self, word: str) -> str:
        codes = self._tables.alphabet.codes[shape(word)]
        return codes.get(self._set_of(word)) or codes[0]

    def _classes(self, word: str) -> frozenset[str]:
        return self._tables.alphabet.sets[self._set_of(word)]

    def _words(self, name: str) -> frozenset[str]:
        entries = [entry.lower() for entry in self.packs.lexicon[name]]
        return frozenset(entries).union(entry.replace("'", "’") for entry in entries)

    def _endings(self, name: str) -> tuple[str, ...]:
        return tuple([entry[1:].lower() for entry in self.packs.lexicon[name] if is_ending(entry)])

    def _beginnings(self, name: str) -> tuple[str, ...]:
        return tuple([entry[:-1].lower() for entry in self.packs.lexicon[name] if is_beginning(entry)])

    def _set_of(self, word: str) -> int:
        low, words = word.lower().replace("’", "'"), self._tables.alphabet.words
        found = words.get(low)
        if found is None and low.endswith(".") and len(low) > 2:
            found = words.get(low.rstrip("."))
        if found is None and low.startswith(_OFFICE_PREFIXES):  # a «deputy-vice-chancellor» is a vice-chancellor
            found = words.get(low.partition("-")[2])
        return found or 0

    def chunk(self, kind: str) -> str:
        """The code of a chunk, one of `CHUNKS`."""
        return self._chunks[kind]

    def codes_of(self, name: str) -> frozenset[str]:
        """The codes of a class; KeyError if there is none of that name."""
        found = self._code_sets.get(name)
        if found is None:
            found = self._code_sets[name] = frozenset(self._tables.alphabet.classes[name])
        return found

    def layer(self, name: str) -> tuple[Rule, ...]:
        """The rules of a layer, in the order of the packs."""
        return self._layers.get(name, ())

    def find(self, layer: str, stream: Stream) -> list[Match]:
        """Every match of every rule of a layer, by rule and then by place.

        Matches of one rule may overlap: after a match the search goes on behind its first unit group ``cue`` where
        it has one, else behind its end.
        """
        return [match for search in self._layer(layer) for match in search.find(stream.codes)]

    def find_rule(self, rule: Rule, stream: Stream) -> list[Match]:
        """Every match of one rule."""
        from panelrecord.packs.compile import compilation  # noqa: PLC0415  tables made before need no compiler

        groups = compilation(self.packs).alone(rule)
        return [match for group in groups for match in Search(group).find(stream.codes)]

    def prepare(self) -> None:
        """Compile every rule at once, so that a pattern that cannot be compiled is told before any text is read.

        The built-in pack's own, which come first, are known to be sound.
        """
        built_in = self.packs.versions[0].name
        for layer in self._layers:
            for search in self._layer(layer):
                search.compile_all(but=f"{built_in}.")

    def _layer(self, name: str) -> tuple[Search, ...]:
        found = self._searches.get(name)
        if found is None:
            found = self._searches[name] = tuple(map(Search, self._tables.groups(name)))
        return found


@lru_cache(maxsize=8)
def grammar(packs: Packs) -> Grammar:
    """Make packs ready to read with; the same packs give the same grammar."""
    tables = packs.tables
    if tables is None:
        from panelrecord.packs.compile import compilation  # noqa: PLC0415  as above

        tables = compilation(packs).tables
    layers: dict[str, list[Rule]] = {}
    for rule in packs.rules.values():
        layers.setdefault(rule.layer, []).append(rule)
    return Grammar(
        packs,
        BOUNDARY,
        frozenset(packs.lexicon.get("abbreviation", ())),
        tables,
        {name: tuple(rules) for name, rules in layers.items()},
        dict(zip(CHUNKS, tables.alphabet.codes[CHUNK].values(), strict=True)),
    )
