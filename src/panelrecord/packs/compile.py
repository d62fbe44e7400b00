"""Packs compiled: their words to an alphabet, the rules of each layer to expressions over it."""

from __future__ import annotations

from functools import lru_cache

from panelrecord.errors import PackInvalid
from panelrecord.packs.alphabet import alphabet, words_of
from panelrecord.packs.letters import grouped
from panelrecord.packs.pattern import Compiled, Compiler, PatternError, literals
from panelrecord.packs.rules import Packs, Rule
from panelrecord.packs.tables import FIRST_CODE, Alphabet, Group, Tables

_BOUNDARY_SET = 1  # the set that holds only the code that parts sentences


class Compilation:
    """Packs whose patterns are compiled when asked for, with what they share worked out once."""

    def __init__(self, packs: Packs, letters: Alphabet, compiler: Compiler) -> None:
        self._packs, self._compiler = packs, compiler
        self._size = max(ord(code) for codes in letters.codes.values() for code in codes.values()) - FIRST_CODE + 1
        self.tables = Tables(letters, self.groups)

    def groups(self, layer: str) -> tuple[Group, ...]:
        """The groups of a layer's rules; raises PackInvalid where a pattern cannot be compiled."""
        rules = [(rule, self._compile(rule)) for rule in self._packs.rules.values() if rule.layer == layer]
        return grouped(rules, self._size)

    def alone(self, rule: Rule) -> tuple[Group, ...]:
        """The group of one rule by itself; raises as `groups`."""
        return grouped([(rule, self._compile(rule))], self._size)

    def _compile(self, rule: Rule) -> Compiled:
        try:
            return self._compiler.compile(rule.pattern)
        except PatternError as error:
            raise invalid(rule.id, error) from error


def invalid(name: str, error: object) -> PackInvalid:
    """What is raised for a pattern that cannot be compiled."""
    return PackInvalid(f"rule {name}: {error}", mend="correct its pattern")


@lru_cache(maxsize=8)
def compilation(packs: Packs) -> Compilation:
    """Begin to compile packs; raises PackInvalid where a pattern cannot be read."""
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
            raise invalid(name, error) from error
    for word in row_words:
        words.setdefault(word, set()).add(f"={word}")
    made, members = alphabet({word: frozenset(classes) for word, classes in words.items()}, packs)
    compiler = Compiler(packs.phrases, members.__getitem__, lambda name: tuple(rows.get(name, ())), _BOUNDARY_SET)
    return Compilation(packs, made, compiler)
