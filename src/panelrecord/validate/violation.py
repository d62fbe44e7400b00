"""What is said of a document that breaks its contract."""

from __future__ import annotations

from panelrecord.values import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which a document breaks its contract; `pointer` is a JSON pointer (RFC 6901) to the place."""

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.pointer or 'the whole'}: {self.message}"


def pointer(*steps: str | int) -> str:
    """The JSON pointer (RFC 6901) of a place, by the keys and numbers that lead to it."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
