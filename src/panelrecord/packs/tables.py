"""What packs are compiled to, as plain values: an alphabet of codes, and the rules of each layer as expressions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from panelrecord.packs.rules import Rule
from panelrecord.values import dataclass

# What an earlier reading may put in the place of several tokens; ``name`` is name1 or nameN.
CHUNKS = ("name1", "nameN", "org", "person", "quote", "fragment", "date", "time")
CHUNK = "chunk"  # what stands in the place of a shape where a chunk has its code
FIRST_CODE = 0x0800
BOUNDARY = chr(FIRST_CODE)


@dataclass(frozen=True, slots=True)
class Alphabet:
    """A code for every set of classes and shape that a token can have.

    `sets` holds the sets of classes, the empty one first; `words` the number of its set for every word that the packs
    name, in small letters; `codes` for every shape the code that it has together with each set, by the set's number;
    `classes` the codes of every class, but for those of a single word.
    """

    sets: Sequence[frozenset[str]]
    words: Mapping[str, int]
    codes: Mapping[str, Mapping[int, str]]
    classes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Expression:
    """A rule as a regular expression over the letters of its group.

    `groups` are the names of its groups in order; `required` sets of letters, as bits, of each of which every match
    holds one.
    """

    rule: Rule
    groups: tuple[str, ...]
    required: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rules of a layer that share letters, which are bytes: codes that none of them tells apart are one letter.

    RE2 then works on single bytes, which keeps its automata small. `letters` gives each code's, counted from
    `FIRST_CODE`; 0 is for those that no rule names.
    """

    letters: bytes
    expressions: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """All that is needed to read with packs; `groups` gives those of a layer, in the order of its rules."""

    alphabet: Alphabet
    groups: Callable[[str], Sequence[Group]]
