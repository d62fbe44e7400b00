"""The work of converting, as worker processes do it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from panelrecord.batch.results import Asked
from panelrecord.errors import PanelrecordError
from panelrecord.inputs import Input
from panelrecord.model import PackVersion
from panelrecord.values import dataclass
from panelrecord.version import __version__

if TYPE_CHECKING:
    from panelrecord.model import Record

LITTLE = 8 * 1024  # what an input weighs whose size the system does not say


@dataclass(frozen=True, slots=True)
class Versions:
    """What makes the records: the program, pandoc and the packs, in the order in which they are read."""

    program: str
    pandoc: str
    packs: tuple[PackVersion, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input.

    Attributes:
        value: what the job's `product` made of the record; None where there is none.
        error: why there is none.
        sha256: of the input's bytes; None where they could not be read.
        size: how many bytes they are.
    """

    value: Any
    error: PanelrecordError | None
    sha256: str | None
    size: int | None


def itself(record: Record) -> Record:
    """The record as the product of a job."""
    return record


@dataclass(frozen=True, slots=True)
class Convert:
    """Converts inputs; `product`, a function of a module, makes of each record what goes back to the program."""

    asked: Asked
    product: Callable[[Record], Any] = itself

    def begin(self) -> tuple[Versions, Callable[[Input, Input | None], Outcome]]:
        """The versions that make the records, and the function that makes one. Errors as for `Asked.load`."""
        from panelrecord.batch.converter import Converter  # noqa: PLC0415  only a worker loads the rules' engine

        options = self.asked.load()
        versions = Versions(__version__, options.pandoc.version, options.packs.versions)
        return versions, Converter(options, self.product).convert

    def weight(self, work: Input) -> int:
        """The input's size in bytes."""
        size = work.size()
        return LITTLE if size is None else size
