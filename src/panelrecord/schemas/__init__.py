"""The published schemas, as files: inside the installed package, or beside ``src/`` in a checkout."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from panelrecord.errors import UsageError

CURRENT = {"record": "record-1.0", "annotations": "annotations-1.0", "pack": "pack-1.0"}
"""The version of each schema that this version of the program writes and reads."""

_SUFFIX = ".schema.json"


@cache
def folder() -> Path:
    """Where the schemas lie: the wheel carries them in this package, a checkout in the folder ``schemas/`` on top."""
    package = Path(__file__).parent
    checkout = package.parents[2] / "schemas"
    return checkout if (checkout / f"{CURRENT['record']}{_SUFFIX}").is_file() else package


def names() -> tuple[str, ...]:
    """The name of every published schema with its version, such as ``record-1.0``, in order."""
    return tuple(sorted(path.name.removesuffix(_SUFFIX) for path in folder().glob(f"*{_SUFFIX}")))


def text(name: str) -> str:
    """A schema as it is published, as JSON text.

    Args:
        name: ``record``, ``annotations`` or ``pack`` for the current version, or one of `names`.

    Raises:
        UsageError: there is no such schema.
    """
    versioned = CURRENT.get(name, name)
    if versioned not in names():
        known = ", ".join((*CURRENT, *names()))
        raise UsageError(f"there is no schema {name!r}", mend=f"name one of {known}")
    return (folder() / f"{versioned}{_SUFFIX}").read_text(encoding="utf-8")


def load(name: str) -> dict[str, Any]:
    """A schema as a dictionary of the caller's own; `name` and errors as for `text`."""
    schema: dict[str, Any] = json.loads(text(name))
    return schema
