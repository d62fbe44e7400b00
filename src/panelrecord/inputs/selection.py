"""Which of the files that are found count as articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from panelrecord.containers import TABLES
from panelrecord.values import dataclass

if TYPE_CHECKING:
    from pathspec import PathSpec, Pattern

NO_ARTICLES = frozenset(
    {
        *TABLES,
        *(".json", ".toml", ".yaml", ".yml", ".py", ".sh"),
        *(".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".otf"),
        *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".bmp", ".tif", ".tiff"),
        *(".mp3", ".m4a", ".ogg", ".wav", ".mp4", ".webm", ".mov", ".avi"),
    }
)
"""Endings of what lies beside articles in a folder; a file that is named itself is read whatever its ending."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What ``--include`` and ``--exclude`` ask: patterns in the form of .gitignore, against paths below a folder.

    A file must match one of `include`, where there is any, and none of `exclude`; a folder that `exclude` matches is
    not entered. Where `include` speaks, endings do not count.
    """

    include: PathSpec[Pattern] | None
    exclude: PathSpec[Pattern] | None
    passed_over: frozenset[str] = NO_ARTICLES

    def enters(self, folder: PurePosixPath) -> bool:
        """Whether a folder is looked into."""
        return self.exclude is None or not self.exclude.match_file(f"{folder}/")

    def reason_against(self, file: PurePosixPath) -> str | None:
        """Why a file that was found is not read, in a word or two that can be counted; None where it is read."""
        if self.exclude is not None and self.exclude.match_file(str(file)):
            return "excluded"
        if self.include is not None:
            return None if self.include.match_file(str(file)) else "not included"
        ending = file.suffix.lower()
        return ending if ending in self.passed_over else None


def selection(
    include: Sequence[str] = (), exclude: Sequence[str] = (), *, passed_over: frozenset[str] = NO_ARTICLES
) -> Selection:
    """The selection that these patterns make; `passed_over` are endings that do not count when nothing is included.

    Raises:
        ValueError: a pattern is none.
    """
    return Selection(matcher(include), matcher(exclude), passed_over)


def matcher(patterns: Sequence[str]) -> PathSpec[Pattern] | None:
    """One matcher for patterns in the form of .gitignore; None for no pattern."""
    if not patterns:
        return None
    from pathspec import PathSpec  # noqa: PLC0415  a call without patterns pays nothing for them

    return PathSpec.from_lines("gitignore", patterns)
