"""What packs say, as plain values: rules, and everything that the loaded packs say together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from panelrecord.model import PackVersion
from panelrecord.values import dataclass

if TYPE_CHECKING:
    from panelrecord.packs.tables import Tables


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a name, the pattern, the texts that show what it reads and what it must leave alone.

    `gives` holds what a match is worth beyond its groups, such as ``{"part": "moderator"}``; which keys a layer
    knows is said in ``docs/packs.md``.
    """

    id: str
    pattern: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...]
    description: str = ""
    gives: Mapping[str, str] = field(default_factory=dict)

    @property
    def layer(self) -> str:
        """The reading that the rule belongs to: the second part of its id."""
        return self.id.split(".")[1]


@dataclass(frozen=True, slots=True, eq=False)
class Packs:
    """Everything that the loaded packs say, merged: the built-in pack first, then the user's in their order.

    `tables` is what is compiled from them, where it was made ready before; it says nothing that they do not say.
    Compared by identity, so that what is compiled can be kept.
    """

    versions: tuple[PackVersion, ...]
    lexicon: Mapping[str, tuple[str, ...]]
    verbs: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, str]
    rules: Mapping[str, Rule]
    tables: Tables | None = None


def is_ending(entry: str) -> bool:
    """Whether an entry of a lexicon stands for every word that ends so: ``-tion``."""
    return entry[0] == "-" and entry[1:].isalnum()


def is_beginning(entry: str) -> bool:
    """Whether an entry of a lexicon stands for every word that begins so: ``deputy-``."""
    return entry[-1] == "-" and entry[:-1].isalnum()
