"""What is to be done with an input, and why: from what the manifest knows and the input holds, never from times."""

from __future__ import annotations

import hashlib

from panelrecord.errors import EmptyInput, InputError, PanelrecordError
from panelrecord.inputs import Input, Item
from panelrecord.limits import Limits
from panelrecord.manifest import Known
from panelrecord.values import dataclass
from panelrecord.write import Place

TRANSIENT = frozenset({"unreadable", "worker-died", "parse-memory", "output", "record-changed", "name-taken"})
"""Failures that may be another's fault than the input's; they are tried again without being asked."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Whether an input is to be converted, and why, or why not."""

    convert: bool
    why: str


def plan(
    item: Item,
    known: Known | None,
    *,
    settings: int,
    place: Place,
    limits: Limits,
    force: bool = False,
    retry_failed: bool = False,
) -> Plan:
    """What is to be done with an input.

    Args:
        item: the input.
        known: what the manifest knows of it.
        settings: the manifest's number of what records now depend on besides their inputs.
        place: where records go.
        limits: what an input may cost.
        force: whether everything is to be converted.
        retry_failed: whether failures are to be tried again.
    """
    if force:
        return Plan(True, "forced")
    if known is None or known.outcome is None:
        return Plan(True, "new")
    failed = known.outcome == "failed"
    if failed and (retry_failed or known.error in TRANSIENT):
        return Plan(True, "failed before")
    if known.settings != settings:
        return Plan(True, "options or versions changed")
    if known.sha256 is None or _sha256(item.input, limits) != known.sha256 or beside(item.input) != known.beside:
        return Plan(True, "changed")
    if failed:
        return Plan(False, "failed before")
    if not place.holds(item.key, str(item.record)):
        return Plan(True, "record is missing")
    return Plan(False, "unchanged")


def _sha256(input: Input, limits: Limits) -> str | None:
    try:
        content = input.content(limits)
    except EmptyInput:
        content = b""
    except InputError:
        return None  # the worker that tries to convert it says what is wrong
    return hashlib.sha256(content).hexdigest()


def beside(input: Input) -> str | None:
    """A hash of what is known of an input beside its bytes; None where nothing is."""
    more = (input.known, input.charset, input.claimed)
    return None if more == _NOTHING else hashlib.sha256(repr(more).encode()).hexdigest()


_NOTHING = (Input("", "").known, None, None)


class FailedBefore(PanelrecordError):
    """An earlier run's failure, as the manifest has it."""

    code = "failed-before"


def failure_of(known: Known, name: str) -> FailedBefore:
    """The failure that the manifest knows of."""
    return FailedBefore(known.message or "", mend=known.mend or "", name=name)
