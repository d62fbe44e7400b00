"""What the arguments mean: files, folders and standard input become the inputs of one call."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from panelrecord.batch import Input, name_of
from panelrecord.errors import UsageError

STDIN = "-"

NO_ARTICLES = frozenset(
    {
        *(".json", ".jsonl", ".toml", ".yaml", ".yml", ".csv", ".py", ".sh"),
        *(".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".otf"),
        *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".bmp", ".tif", ".tiff"),
        *(".mp3", ".m4a", ".ogg", ".wav", ".mp4", ".webm", ".mov", ".avi"),
    }
)
"""Endings of what lies beside articles in a folder; a file that is named itself is read whatever its ending."""


@dataclass(frozen=True, slots=True)
class Item:
    """One input and the path of its record inside an output folder."""

    input: Input
    output: PurePosixPath


@dataclass(frozen=True, slots=True)
class Inputs:
    """All inputs in order, and how many files of the folders were passed over, by ending."""

    items: tuple[Item, ...]
    passed_over: tuple[tuple[str, int], ...]

    @property
    def single(self) -> bool:
        """Whether there is exactly one input."""
        return len(self.items) == 1


def find(sources: Sequence[str]) -> Inputs:
    """The inputs that the arguments name, each folder in the order of its names.

    Raises:
        UsageError: there is none at all.
    """
    passed_over: Counter[str] = Counter()
    items: list[Item] = []
    shared = _shared_folder(sources)
    for source in sources:
        if source == STDIN:
            items.append(Item(Input(sys.stdin.buffer.read(), "stdin"), PurePosixPath("stdin.json")))
        elif os.path.isdir(source):
            items.extend(_in_folder(Path(source), passed_over))
        else:
            inside = os.path.relpath(source, shared)
            items.append(Item(Input(source, name_of(source)), _record_of(name_of(inside))))
    if not items:
        raise UsageError("there is nothing to convert", mend="name files, or folders that hold some")
    return Inputs(tuple(items), tuple(sorted(passed_over.items())))


def _shared_folder(sources: Sequence[str]) -> str:
    """The folder that the files which are named themselves have in common: below it their records lie as they do."""
    files = [source for source in sources if source != STDIN and not os.path.isdir(source)]
    return os.path.commonpath([os.path.dirname(os.path.abspath(file)) for file in files]) if files else ""


def _in_folder(folder: Path, passed_over: Counter[str]) -> Iterator[Item]:
    """The folder's articles: hidden files, other kinds of files and devices are left alone."""
    shown = PurePosixPath(name_of(folder) or ".")
    for above, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(above, name)
            if name.startswith(".") or not path.is_file():
                continue
            if path.suffix.lower() in NO_ARTICLES:
                passed_over[path.suffix.lower()] += 1
                continue
            inside = PurePosixPath(name_of(path.relative_to(folder)))
            yield Item(Input(path, str(shown / inside)), _record_of(str(inside)))


def _record_of(name: str) -> PurePosixPath:
    # The whole name stays: report.docx and report.html are two articles.
    return PurePosixPath(name + ".json")


def refuse_collisions(items: Sequence[Item]) -> None:
    """Raise a UsageError where two inputs would have one output in a folder."""
    taken: dict[PurePosixPath, Item] = {}
    for item in items:
        if item.output in taken:
            raise UsageError(
                f"{taken[item.output].input.name} and {item.input.name} would both become {item.output}",
                mend="convert the folder above them, or one after the other",
            )
        taken[item.output] = item
