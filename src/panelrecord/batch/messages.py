"""What a program and its worker processes say to one another. Light: neither side loads for it what the other needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from panelrecord.errors import PanelrecordError
from panelrecord.values import dataclass


class Job(Protocol):
    """What worker processes do; it goes to them as it is, so it must be picklable and small."""

    def begin(self) -> tuple[Any, Callable[[Any, Any], Any]]:
        """What there is to say before the first piece of work, and the function that does one piece.

        The function is also told which piece is next, or None, so that it can begin with that while it waits.

        Raises:
            PanelrecordError: nothing can be done at all.
        """

    def weight(self, work: Any) -> int:
        """About how many bytes a piece of work has; asked in the program, not in the worker."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker has loaded what it needs; the greeting must be the same from every worker."""

    greeting: Any


@dataclass(frozen=True, slots=True)
class Unable:
    """A worker cannot begin."""

    error: PanelrecordError


@dataclass(frozen=True, slots=True)
class Result:
    """One piece of work is done, after so many seconds."""

    value: Any
    seconds: float


@dataclass(frozen=True, slots=True)
class Broke:
    """A mistake of the program's own ends the worker; `what` is the exception in a line."""

    what: str


@dataclass(frozen=True, slots=True)
class Rest:
    """All pieces that were handed over are done; the worker now holds so many bytes of memory."""

    memory: int


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a piece of work, after so many seconds; `token` is the caller's own."""

    token: Any
    work: Any
    value: Any
    seconds: float


@dataclass(frozen=True, slots=True)
class Died:
    """A piece of work that two workers have died of, and how the second one did; `token` is the caller's own."""

    token: Any
    work: Any
    how: str


Outcome = Done | Died
