"""What becomes of an input in a run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Literal

from panelrecord.errors import PanelrecordError
from panelrecord.inputs import Item
from panelrecord.model import Notice, Record
from panelrecord.values import dataclass

Outcome = Literal["converted", "unchanged", "failed", "failed before", "skipped"]


@dataclass(frozen=True, slots=True)
class Product:
    """What a worker gives back for a record: its bytes, and what is said about it.

    `record` is the record itself, only where it was asked for.
    """

    content: bytes
    sha256: str
    format: str
    notices: tuple[Notice, ...]
    record: Record | None


def producing(*, indent: int | None, whole: bool) -> Callable[[Record], Product]:
    """The function that makes a product of a record, with its content laid out so; picklable."""
    return partial(_produce, indent=indent, whole=whole)


def _produce(record: Record, *, indent: int | None, whole: bool) -> Product:
    content = record.to_json(indent=indent).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    return Product(content, sha256, record.source.format, record.notices, record if whole else None)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one input.

    Attributes:
        item: the input.
        outcome: ``failed before`` is an earlier run's failure that still holds and was not tried again.
        why: for what was converted or tried, why: ``new``, ``changed``, ``options or versions changed``, ``record is
            missing``, ``failed before``, ``forced``; for what was skipped, the cause.
        error: of a failure.
        product: what was converted.
        where: where the record is.
        seconds: what converting took.
    """

    item: Item
    outcome: Outcome
    why: str
    error: PanelrecordError | None = None
    product: Product | None = None
    where: str | None = None
    seconds: float = 0.0
