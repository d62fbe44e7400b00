"""A stretch of the article's text: what every value of a record rests on."""

from __future__ import annotations

from panelrecord.values import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the article's text and the rule that proposed it."""

    start: int
    end: int
    quote: str
    rule: str
