r"""The pattern language of the rules: regular expressions over words instead of characters.

A pattern is a row of atoms parted by white space::

    [who:{person}] [cue:{aux}* {report}] that [what:{any}+]

``word`` or ``,``
    that very token, whatever its case; ``\(`` and ``\)`` are parentheses, ``\[`` and ``\]`` brackets.
``{class}``
    one token of that class: a lexicon of the pack, a shape (`tokens.SHAPES`), a chunk that an earlier reading made
    (`CHUNKS`), or ``any``. A lexicon's entries of several words match as a row of words.
``{a|b -c -=word}``
    one token of class a or b that is neither of class c nor the word.
``{phrase}``
    a fragment of pattern that the pack names under ``[phrase]``.
``[group: … ]``, ``( … | … )``
    a captured group, alternatives; both may nest.
``?`` ``*`` ``+`` ``{2,4}``, and ``*?`` ``+?``
    how often, directly behind what they repeat.
``^`` ``$``
    where a sentence begins and ends.

Every token of a text becomes one character, its code, which stands for the set of classes that the token is of; a
pattern becomes an expression over codes, so that a rule costs one pass over about as many characters as the text has
words. `grammar` compiles it with RE2, so that no pattern can take more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field

from panelrecord.values import dataclass

_ATOM = re.compile(
    r"""(?P<space>\s+)
      | (?P<open>\[\s*(?P<group>[a-z_]+):)
      | (?P<close>\])
      | (?P<paren>\()
      | (?P<end>\))
      | (?P<bar>\|)
      | (?P<repeat>[?*+]\??|\{\d+(?:,\d*)?\}\??)
      | (?P<edge>[\^$])
      | (?P<class>\{[^{}]+\})
      | (?P<literal>(?:\\.|[^\s\[\](){}|?*+^$\\])+)
    """,
    re.VERBOSE,
)
_MOST_PARTS = 20_000  # of one pattern with what its phrases stand for: the largest of the built-in pack has 600
_DEEPEST = 50  # phrases in phrases


class PatternError(ValueError):
    """A pattern that cannot be compiled; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern as an expression over codes.

    `parts` are pieces of regular expression and, in between, sets of codes that a unit must be one of; `groups` the
    names of its groups in order; `required` sets of codes of each of which every match holds one. A set of codes is an
    integer whose bits are the codes, which makes sets of thousands cheap to combine.
    """

    parts: tuple[str | int, ...]
    groups: tuple[str, ...]
    required: tuple[int, ...]

    def source(self, charset: Callable[[int], str]) -> str:
        """The expression, with every set of codes written by `charset`."""
        return "".join(part if isinstance(part, str) else charset(part) for part in self.parts)


def literals(pattern: str) -> set[str]:
    """The literal words of a pattern, which need codes of their own."""
    found = set()
    for kind, value in atoms(pattern):
        if kind == "literal":
            found.add(_unescape(value).lower())
        elif kind == "class":
            found.update(part.lstrip("-=").lower() for part in re.split(r"[\s|]+", value[1:-1]) if "=" in part[:2])
    return found


class Compiler:
    """Compiles patterns that share phrases and classes, each of which it works out once."""

    def __init__(
        self,
        phrases: Mapping[str, str],
        codes_of: Callable[[str], int],
        rows_of: Callable[[str], tuple[tuple[str, ...], ...]],
        boundary: int,
    ) -> None:
        """Take what the patterns refer to.

        Args:
            phrases: the fragments that ``{name}`` may name.
            codes_of: the codes of a class, or of a word where the name begins with ``=``; raises KeyError if unknown.
            rows_of: the entries of several words of a lexicon, each as the words of its row.
            boundary: the set that holds only the code that parts sentences.
        """
        self.phrases, self.codes_of, self.rows_of, self.boundary = phrases, codes_of, rows_of, boundary
        self.known: dict[str, tuple[list[str | int], list[int]]] = {}

    def compile(self, pattern: str) -> Compiled:
        """Compile one pattern.

        Raises:
            PatternError: unknown class, unbalanced brackets, a phrase that names itself, more than can be compiled.
        """
        groups: list[str] = []
        parts, required = self._row(pattern, groups, ())
        return Compiled(tuple(parts), tuple(groups), tuple(dict.fromkeys(required)))

    def _row(
        self, pattern: str, groups: list[str] | None, inside: tuple[str, ...]
    ) -> tuple[list[str | int], list[int]]:
        """The parts of a pattern, and the sets of codes of each of which every match holds one."""
        row = [atom for atom in atoms(pattern) if atom[0] != "space"]
        out: list[str | int] = []
        frames = [_Frame("")]
        for at, (kind, value) in enumerate(row):
            follows = row[at + 1] if at + 1 < len(row) else ("", "")
            optional = follows[0] == "repeat" and (follows[1][0] in "?*" or follows[1].startswith("{0"))
            if kind == "open":
                if groups is None:
                    raise PatternError(f"a phrase cannot capture: {value!r}")
                groups.append(value[1:-1].strip())
                frames.append(_Frame("]"))
                out.append("(")
            elif kind == "paren":
                frames.append(_Frame(")"))
                out.append("(?:")
            elif kind in ("close", "end"):
                frame = frames.pop()
                if frame.closes != value:
                    raise PatternError(f"{value!r} closes nothing in {pattern!r}")
                if not optional:
                    frames[-1].needed.extend(frame.required())
                out.append(")")
            elif kind == "edge":
                out.append(self.boundary)
            elif kind == "bar":
                frames[-1].next_branch()
                out.append(value)
            elif kind == "repeat":
                out.append(value)
            else:
                piece, needed = self._atom(kind, value, inside)
                out.extend(piece)
                if len(out) > _MOST_PARTS:  # phrases of phrases grow like compound interest
                    raise PatternError(f"stands for more than {_MOST_PARTS} words and brackets")
                if not optional:
                    frames[-1].needed.extend(needed)
        if len(frames) > 1:
            raise PatternError(f"{frames[-1].closes!r} is missing in {pattern!r}")
        return out, frames[0].required()

    def _atom(self, kind: str, value: str, inside: tuple[str, ...]) -> tuple[list[str | int], list[int]]:
        if kind == "literal":
            codes = self._codes("=" + _unescape(value).lower())
            return [codes], [codes]
        known = self.known.get(value)
        if known is None:
            known = self._class(value, inside)
            self.known[value] = known
        return known

    def _class(self, value: str, inside: tuple[str, ...]) -> tuple[list[str | int], list[int]]:
        name = value[1:-1].strip()
        if name in self.phrases:
            if name in inside:
                raise PatternError(f"the phrase {name!r} names itself")
            if len(inside) >= _DEEPEST:
                raise PatternError(f"the phrases in the phrase {inside[0]!r} stand in one another too deep")
            parts, needed = self._row(self.phrases[name], None, (*inside, name))
            return ["(?:", *parts, ")"], needed
        taken = left_out = 0
        rows: list[tuple[str, ...]] = []
        for part in name.split():
            if part.startswith("-"):
                left_out |= self._codes(part[1:])
                continue
            for one in part.split("|"):
                taken |= self._codes(one)
                rows.extend(self.rows_of(one))
        codes = taken & ~left_out
        if not codes and not rows:
            raise PatternError(f"no token can be {value!r}")
        if not rows:
            return [codes], [codes]
        begins: dict[tuple[str, ...], int] = {}  # rows that end alike are one alternative
        for row in sorted(rows, key=lambda row: (-len(row), row)):
            begins[row[1:]] = begins.get(row[1:], 0) | self._codes("=" + row[0])
        parts = []
        for ends, first in begins.items():
            parts += ["|" if parts else "(?:", first, *(self._codes("=" + word) for word in ends)]
        parts += ["|", codes, ")"] if codes else [")"]
        for first in begins.values():
            codes |= first
        return parts, [codes]

    def _codes(self, name: str) -> int:
        try:
            return self.codes_of(name)
        except KeyError:
            raise PatternError(f"there is no class or phrase {name!r}") from None


@dataclass(slots=True)
class _Frame:
    """A bracket that is open, and the codes needed by its alternatives so far and by the present one."""

    closes: str
    branches: list[list[int]] = field(default_factory=list)
    needed: list[int] = field(default_factory=list)

    def next_branch(self) -> None:
        """Begin the next alternative."""
        self.branches.append(self.needed)
        self.needed = []

    def required(self) -> list[int]:
        """What every match needs: all that a row needs; of alternatives the union of what each cannot do without."""
        if not self.branches:
            return self.needed
        union = 0
        for branch in (*self.branches, self.needed):
            if not branch:
                return []
            union |= min(branch, key=int.bit_count)
        return [union]


def atoms(pattern: str) -> list[tuple[str, str]]:
    """What a pattern is made of, in order: the kind of each piece and the piece itself.

    Raises:
        PatternError: something in it is no piece of any kind.
    """
    found, at = [], 0
    while at < len(pattern):
        piece = _ATOM.match(pattern, at)
        if piece is None:
            raise PatternError(f"cannot read {pattern[at:]!r}")
        kind = piece.lastgroup or ""
        found.append(("open" if kind == "group" else kind, piece.group()))
        at = piece.end()
    return found


def _unescape(literal: str) -> str:
    return re.sub(r"\\(.)", r"\1", literal)
