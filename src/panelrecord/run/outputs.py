"""Which kind of place an output is, and what may not be one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from panelrecord.errors import UsageError

Kind = Literal["stream", "file", "lines", "database", "folder"]

KINDS: dict[str, Kind] = {
    ".json": "file",
    ".jsonl": "lines",
    ".db": "database",
    ".sqlite": "database",
}


def output_of(output: str | None) -> tuple[Kind, Path]:
    """The kind of place that an argument names, and its path."""
    if output in {None, "-"}:
        return "stream", Path("-")
    assert output is not None
    path = Path(output)
    if output.endswith("/") or path.is_dir():
        return "folder", path
    return KINDS.get(path.suffix.lower(), "folder"), path


def refuse_overlap(output: Path, kind: Kind, folders: Sequence[str], files: Sequence[str]) -> None:
    """Raise a UsageError where the output lies in a folder that is read, or a source in a folder that is written.

    Args:
        output: the output.
        kind: what it is.
        folders: the folders that are read.
        files: the other sources that are named.
    """
    if kind in {"stream", "file"}:
        return
    out = os.path.realpath(output)
    mend = "name an output outside of what is read"
    for folder in folders:
        inside = os.path.realpath(folder)
        if _is_in(out, inside):
            raise UsageError(f"the output {output} lies inside the input {folder}", mend=mend)
    for source in (*folders, *files):
        if kind == "folder" and _is_in(os.path.realpath(source), out):
            raise UsageError(f"the input {source} lies inside the output {output}", mend=mend)


def _is_in(path: str, folder: str) -> bool:
    return os.path.commonpath([path, folder]) == folder
