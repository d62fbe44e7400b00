"""Counts of right and wrong, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Counts for one field: `right` and `wrong` of the records' values, `found` and `missed` of those expected.

    `right` and `found` differ only where several values may answer to one, as positions do.
    """

    right: int = 0
    wrong: int = 0
    found: int = 0
    missed: int = 0

    def add(self, other: Tally) -> None:
        """Add another tally's counts to this one's."""
        self.right += other.right
        self.wrong += other.wrong
        self.found += other.found
        self.missed += other.missed

    @property
    def precision(self) -> float:
        """The share of the records' values that are right; 1 where there are none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the expected values that were found; 1 where none are expected."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """What the comparison of one or many articles gives.

    `fields` are scored into the mean, `beside` are not; `errors` has for each field one line for everything wrong or
    missed. `parts` counts the people found and those of them whose part is right, `spans` all spans and those that
    quote the text exactly.
    """

    articles: int = 0
    fields: dict[str, Tally] = field(default_factory=dict)
    beside: dict[str, Tally] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    parts: tuple[int, int] = (0, 0)
    spans: tuple[int, int] = (0, 0)

    def add(self, other: Scores) -> None:
        """Add the scores of further articles."""
        self.articles += other.articles
        for mine, theirs in ((self.fields, other.fields), (self.beside, other.beside)):
            for name, tally in theirs.items():
                mine.setdefault(name, Tally()).add(tally)
        for name, lines in other.errors.items():
            self.errors.setdefault(name, []).extend(lines)
        self.parts = (self.parts[0] + other.parts[0], self.parts[1] + other.parts[1])
        self.spans = (self.spans[0] + other.spans[0], self.spans[1] + other.spans[1])

    @property
    def mean(self) -> float:
        """The mean of the fields' F1; 0 where nothing was scored."""
        return sum(tally.f1 for tally in self.fields.values()) / len(self.fields) if self.fields else 0.0

    @property
    def part_accuracy(self) -> float | None:
        """Of the people found, the share whose part is right; None where nobody was found."""
        people, right = self.parts
        return right / people if people else None


def total(scores: Iterable[Scores]) -> Scores:
    """The scores of many articles as one."""
    whole = Scores()
    for one in scores:
        whole.add(one)
    return whole
