"""Whether a record or annotations keep to their published schema, and every span quotes its text.

A schema says what a document looks like (`shape`, with `formats`); what else the contract promises is checked beside it
(`meaning`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from panelrecord.errors import RecordInvalid
from panelrecord.model import Annotations, Record
from panelrecord.validate import meaning, shape
from panelrecord.validate.violation import Violation

__all__ = ["Violation", "check", "validate", "violations"]


def validate(obj: Record | Annotations | Mapping[str, Any] | str) -> None:
    """Check a record or annotations against the published schema and against its own text.

    Args:
        obj: a `Record`, `Annotations`, either of them as a dictionary (as ``to_dict()`` gives it), or as JSON text.

    Raises:
        RecordInvalid: it breaks the contract; the message names every violation by JSON pointer.
    """
    document = _as_document(obj)
    source = document.get("source") if isinstance(document, Mapping) else None
    name = source.get("name") if isinstance(source, Mapping) else None
    check(document, name=name if isinstance(name, str) else None)


def check(document: Any, *, name: str | None = None) -> None:
    """Check a parsed record or parsed annotations; `name` says in an error which input it came from.

    Raises:
        RecordInvalid: it breaks the contract; the message names every violation by JSON pointer.
    """
    found = violations(document)
    if found:
        count = "1 violation" if len(found) == 1 else f"{len(found)} violations"
        message = f"breaks its contract ({count}): " + ", ".join(str(violation) for violation in found)
        raise RecordInvalid(message, mend="see `panelrecord schema`", name=name)


def violations(document: Any) -> tuple[Violation, ...]:
    """Every way in which a parsed record or parsed annotations break their contract; none when they keep to it."""
    kind = "annotations" if isinstance(document, Mapping) and "sentences" in document else "record"
    found = set(shape.misshapen(kind, document))
    if found:  # only a document of the right shape can be asked what its parts mean
        return tuple(sorted(found, key=lambda violation: (violation.pointer, violation.message)))
    of_kind = meaning.of_annotations if kind == "annotations" else meaning.of_record
    return (*meaning.misquotes(document), *of_kind(document))


def _as_document(obj: Record | Annotations | Mapping[str, Any] | str) -> Any:
    if isinstance(obj, Record | Annotations):
        return obj.to_dict()
    if not isinstance(obj, str):
        return obj
    try:
        return json.loads(obj)
    except ValueError as error:
        raise RecordInvalid(f"is no JSON ({error})", mend="give the text that to_json() returned") from error
