"""How much one input may cost: far more than an article needs, far less than a machine can bear.

What is counted (bytes, parts, characters, levels) decides the same way on every machine. Seconds are the last guard,
and end in an error or in a notice that says so.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields

MEGABYTE = 1024 * 1024
DEEPEST = 200  # a page of forty frames in each other is deep, and Python's stack ends at 1,000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one input may cost; each is checked before its cost is paid.

    Attributes:
        input_bytes: the longest input, as it is stored: a Word file with an evening's photographs in it.
        text_bytes: the longest input of those that are text, such as a page with its pictures inlined as data.
        entries: the most files in a docx, odt or epub.
        parts_bytes: what those of them unpack to that hold text.
        unpacked_bytes: what all of its files together say that they unpack to; of an archive of articles, what all that
            lies in it unpacks to, or a hundred times its own size where that is more.
        archive_files: the most files in a zip archive of articles, whose directory is held in memory.
        archive_levels: the most archives of articles that lie in each other.
        text_characters: the longest text of an article, in code points: two very long novels.
        tree_bytes: the longest syntax tree taken from pandoc, in bytes of JSON; the text itself is about a seventh.
        tree_depth: the most levels of nesting in it, at most 200, which is what Python's stack holds.
        parse_memory_bytes: the address space of pandoc; with less than 600 MB it does not start.
        parse_seconds: how long pandoc may work on any input.
        parse_seconds_base: how long it may work on the shortest.
        parse_seconds_per_kb: how much longer for each KB of it.
        worker_documents: how many inputs a pandoc reads before it is replaced.
        reading_seconds: how long the rules may work on one article after it is parsed.
    """

    input_bytes: int = 256 * MEGABYTE
    text_bytes: int = 32 * MEGABYTE
    entries: int = 10_000
    parts_bytes: int = 64 * MEGABYTE
    unpacked_bytes: int = 1024 * MEGABYTE
    archive_files: int = 500_000
    archive_levels: int = 4
    text_characters: int = 2_000_000
    tree_bytes: int = 32 * MEGABYTE
    tree_depth: int = DEEPEST
    parse_memory_bytes: int = 3072 * MEGABYTE
    parse_seconds: float = 300.0
    parse_seconds_base: float = 2.0
    parse_seconds_per_kb: float = 0.05
    worker_documents: int = 2000
    reading_seconds: float = 300.0

    def __post_init__(self) -> None:
        """Raises ValueError for a limit that nothing could keep to, or that is over what the program can bear."""
        for field in fields(self):
            value = getattr(self, field.name)
            least = 0 if field.name == "parse_seconds_per_kb" else 1e-9
            if not value >= least:
                raise ValueError(f"{field.name} must be more than 0, not {value}")
        if self.tree_depth > DEEPEST:
            raise ValueError(f"tree_depth must be at most {DEEPEST}, not {self.tree_depth}")


DEFAULT_LIMITS = Limits()


def in_words(size: int) -> str:
    """A size in bytes as people read it."""
    for unit, name in ((1024 * MEGABYTE, "GB"), (MEGABYTE, "MB"), (1024, "KB")):
        if size >= unit:
            return f"{size // unit} {name}" if size % unit == 0 else f"{size / unit:.1f} {name}"
    return f"{size} bytes"


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
