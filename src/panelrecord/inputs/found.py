"""What a call comes upon beside inputs."""

from __future__ import annotations

from collections import Counter
from dataclasses import field

from panelrecord.values import dataclass

FIRST_FEW = 3


@dataclass(slots=True)
class Found:
    """What was found beside articles while the inputs were gone through: how many by cause, and the first few."""

    passed_over: Counter[str] = field(default_factory=Counter)
    first: dict[str, list[str]] = field(default_factory=dict)

    def pass_over(self, cause: str, name: str) -> None:
        """Something is no input."""
        self.passed_over[cause] += 1
        first = self.first.setdefault(cause, [])
        if len(first) < FIRST_FEW:
            first.append(name)
