"""Sources as a call names them, and the inputs in them.

A source is a file, a folder, a pattern such as ``box/**/*.md``, ``@list`` for a file that lists sources, or ``-`` for
standard input. A path that exists is taken as it is written, whatever characters it holds.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import field
from io import BufferedReader
from pathlib import PurePath, PurePosixPath

from panelrecord.containers import Columns
from panelrecord.errors import InputError, UnreadableInput, UsageError
from panelrecord.inputs.expand import Expand
from panelrecord.inputs.item import Input, Item, name_of, place_of
from panelrecord.inputs.selection import Selection, matcher
from panelrecord.limits import DEFAULT_LIMITS, Limits
from panelrecord.source.files import open_file
from panelrecord.values import dataclass

STDIN = "-"
FIRST_FEW = 3
LIST = "@"
_MAGIC = frozenset("*?[")
_OF_PAGES = ("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_bestanden", "_file")
_MOST_METS = 32 << 20  # bytes; an issue of a hundred pages has a few million
_LINK = re.compile(rb"""<(?:[\w.-]+:)?FLocat\b[^<>]*\bhref\s*=\s*["'](?:\./)?([^"'<>:]+\.xml)["']""", re.IGNORECASE)
_AT_ONCE = 64 * 1024


@dataclass(slots=True)
class Found:
    """What was found beside articles while the inputs were gone through: how many by cause, and the first few."""

    passed_over: Counter[str] = field(default_factory=Counter)
    first: dict[str, list[str]] = field(default_factory=dict)

    def pass_over(self, cause: str, name: str) -> None:
        """Something is no input."""
        self.passed_over[cause] += 1
        first = self.first.setdefault(cause, [])
        if len(first) < FIRST_FEW:
            first.append(name)


@dataclass(frozen=True, slots=True)
class Sources:
    """What a call names.

    Attributes:
        names: files, folders, patterns, ``@list`` and ``-``, as given.
        lists: files that list such names, ``-`` for standard input.
        selection: which of the files in folders, patterns and lists count.
        limits: what an input may cost.
        columns: which columns of tables hold what; None where none were named.
        format: what the articles are said to be, or None.
    """

    names: tuple[str, ...]
    lists: tuple[str, ...]
    selection: Selection
    limits: Limits = DEFAULT_LIMITS
    columns: Columns | None = None
    format: str | None = None

    def all_lists(self) -> tuple[str, ...]:
        """The files that list names, also those named by ``@``."""
        return (*self.lists, *(name[1:] for name in self.names if _is_list(name)))

    def folders(self) -> tuple[str, ...]:
        """The folders that are gone through: those named and those in which patterns look."""
        fixed = [_fixed_part(name)[0] if _is_pattern(name) else name for name in self.names]
        return tuple(name for name in fixed if name != STDIN and not _is_list(name) and os.path.isdir(name))

    def files(self) -> tuple[str, ...]:
        """The sources that are named and are no folder, pattern or list."""
        special = {STDIN, *self.folders()}
        return tuple(n for n in self.names if n not in special and not _is_list(n) and not _is_pattern(n))

    def repeatable(self) -> bool:
        """Whether the inputs can be gone through twice: not where standard input is one or lists them."""
        return STDIN not in self.names and STDIN not in self.all_lists()

    def check(self) -> None:
        """Raise a UsageError where standard input would have to be read twice, or a list cannot be opened."""
        asked = [name for name in (*self.names, *self.all_lists()) if name == STDIN]
        if len(asked) > 1:
            raise UsageError("standard input is named twice", mend="name - once")
        for path in self.all_lists():
            if path != STDIN:
                with _opened(path):
                    pass


def find(sources: Sources, found: Found, *, expand: Callable[[Item], Iterator[Item]] | None = None) -> Iterator[Item]:
    """The inputs in the order in which they are named, each folder's in the order of its names.

    Args:
        sources: what the call names.
        found: is told what was passed over.
        expand: gives the inputs in a file; without it, `Expand` finds the articles in it.
    """

    def reason_against(place: PurePosixPath) -> str | None:
        reason = sources.selection.reason_against(place)
        if reason is not None:
            found.pass_over(reason, name_of(place))
        return reason

    inputs = Expand(sources.limits, sources.columns, sources.format, reason_against)
    for item in _items(sources, found):
        if item.error is not None:
            yield item
        elif expand is not None:
            yield from expand(item)
        else:
            yield from inputs(item) if item.origin is not None else inputs.standard_input(item)


def _items(sources: Sources, found: Found) -> Iterator[Item]:
    root = _shared_folder(sources)
    for name in sources.names:
        if _is_list(name):
            yield from _in_list(name[1:], root, sources.selection, found)
        else:
            yield from _of_name(name, root, sources.selection, found)
    for path in sources.lists:
        yield from _in_list(path, root, sources.selection, found)


def _of_name(name: str, root: str, selection: Selection, found: Found) -> Iterator[Item]:
    if name == STDIN:
        yield Item(Input(STDIN, "stdin"), PurePosixPath("stdin"), None)
    elif _is_pattern(name):
        base, pattern = _fixed_part(name)
        only = matcher([pattern])
        assert only is not None
        yield from _walk(base, PurePosixPath(), root, selection, found, _Shown.of(base), only=only.match_file)
    elif os.path.isdir(name):
        yield from _walk(name, PurePosixPath(), root, selection, found, _Shown.of(name))
    else:
        yield _file(name, root)


def _in_list(path: str, root: str, selection: Selection, found: Found) -> Iterator[Item]:
    """What a list names, taken literally: a name with a star in it is no pattern there."""
    with _opened(path) as file:
        for name in _entries(file):
            if os.path.isdir(name):
                yield from _walk(name, PurePosixPath(), root, selection, found, _Shown.of(name))
            elif (reason := selection.reason_against(PurePosixPath(name))) is not None:
                found.pass_over(reason, name_of(name))
            else:
                yield _file(name, root)


def _file(name: str, root: str) -> Item:
    return Item(Input(name, name_of(name)), place_of(name, root), os.path.abspath(name))


@dataclass(frozen=True, slots=True)
class _Shown:
    """What records call the files of a folder: by the path as given, from the folder's own name if that is absolute."""

    folder: PurePosixPath

    @classmethod
    def of(cls, folder: str) -> _Shown:
        return cls(PurePosixPath(name_of(folder) or "."))

    def name(self, inside: PurePosixPath) -> str:
        return str(self.folder / name_of(inside))


def _walk(
    top: str,
    inside: PurePosixPath,
    root: str,
    selection: Selection,
    found: Found,
    shown: _Shown,
    *,
    only: Callable[[str], bool] | None = None,
    pages: Set[str] = frozenset(),
) -> Iterator[Item]:
    """The articles of a folder and of those in it; hidden files, links to folders and devices are left alone."""
    folder = os.path.join(top, inside)
    try:
        with os.scandir(folder) as entries:
            kinds = sorted((entry.name, _kind(entry)) for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        yield _unlisted(folder, shown.name(inside), root, error)
        return
    files = {name for name, kind in kinds if kind == "file"}
    pages = pages | pages_of_issues(folder, files)
    for name, kind in kinds:
        path = inside / name
        if kind == "folder":
            if _is_of_page(name, files):
                found.pass_over("of a saved page", shown.name(path) + "/")
            elif selection.enters(path):
                yield from _walk(top, path, root, selection, found, shown, only=only, pages=pages)
            else:
                found.pass_over("excluded", shown.name(path) + "/")
        elif only is not None and not only(str(path)):
            continue
        elif pages and os.path.abspath(os.path.join(folder, name)) in pages:
            found.pass_over("page of an issue", shown.name(path))
        elif kind != "file":
            found.pass_over(kind, shown.name(path))
        elif (reason := selection.reason_against(path)) is not None:
            found.pass_over(reason, shown.name(path))
        else:
            full = os.path.join(top, path)
            yield Item(Input(full, shown.name(path)), place_of(full, root), os.path.abspath(full))


def pages_of_issues(folder: str, files: Set[str]) -> Set[str]:
    """The paths of the pages to which the METS files in a folder refer: their articles are read from there."""
    pages = set()
    for name in files:
        if "mets" in name.lower() and name.lower().endswith(".xml"):
            try:
                with open_file(os.path.join(folder, name)) as file:
                    issue = file.read(_MOST_METS)
            except InputError:
                continue  # it is an input too, whose reader says what is wrong
            for link in _LINK.findall(issue):
                pages.add(os.path.abspath(os.path.join(folder, os.fsdecode(link))))
    return pages


def _is_of_page(folder: str, files: Set[str]) -> bool:
    """Whether a browser made the folder for what belongs to a page that it saved beside it."""
    for ending in _OF_PAGES:
        page = folder.removesuffix(ending)
        if page != folder and not files.isdisjoint((f"{page}.html", f"{page}.htm", f"{page}.xhtml")):
            return True
    return False


def _kind(entry: os.DirEntry[str]) -> str:
    try:
        if entry.is_file():
            return "file"
        if entry.is_dir():
            return "link to a folder" if entry.is_symlink() else "folder"
    except OSError:
        return "broken link"  # a link that goes round in a circle
    return "broken link" if entry.is_symlink() else "no ordinary file"


def _unlisted(folder: str, name: str, root: str, error: OSError) -> Item:
    reason = (error.strerror or type(error).__name__).lower()
    failure = UnreadableInput(f"cannot be listed ({reason})", mend="check the folder and its permissions", name=name)
    path = os.path.abspath(folder)
    place = PurePosixPath(".") if path == root else place_of(folder, root)
    return Item(Input(folder, name), place, path, failure)


def _is_list(name: str) -> bool:
    return name.startswith(LIST) and len(name) > 1 and not os.path.lexists(name)


def _is_pattern(name: str) -> bool:
    return not _MAGIC.isdisjoint(name) and not _is_list(name) and not os.path.lexists(name)


def _fixed_part(name: str) -> tuple[str, str]:
    """The folder in which a pattern looks, and the rest of it, anchored there."""
    parts = PurePath(name).parts
    first = next(number for number, part in enumerate(parts) if not _MAGIC.isdisjoint(part))
    return os.path.join(*parts[:first]) if first else ".", "/" + "/".join(parts[first:])


def _shared_folder(sources: Sources) -> str:
    """The deepest folder that holds everything that is named; what a list names is below the current folder, or not."""
    homes = [os.getcwd()] if sources.all_lists() else []
    for name in sources.names:
        if name == STDIN or _is_list(name):
            continue
        folder = _fixed_part(name)[0] if _is_pattern(name) else name
        homes.append(os.path.abspath(folder if os.path.isdir(folder) else os.path.dirname(folder) or "."))
    return os.path.commonpath(homes) if homes else os.getcwd()


# ------------------------------------------------------------------- the lists


def _opened(path: str) -> BufferedReader:
    if path == STDIN:
        return open(sys.stdin.fileno(), "rb", closefd=False)
    try:
        return open(path, "rb")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{path}: cannot be read ({reason})", mend="name a file that lists the sources") from error


def _entries(file: BufferedReader) -> Iterator[str]:
    """The names in a list: a line each, or, where the list holds a NUL, from NUL to NUL."""
    start = file.read1(_AT_ONCE)
    separator = b"\0" if b"\0" in start else b"\n"
    rest = start
    while True:
        *whole, rest = rest.split(separator)
        for line in whole:
            yield from _entry(line, separator)
        more = file.read1(_AT_ONCE)
        if not more:
            break
        rest += more
    yield from _entry(rest, separator)


def _entry(line: bytes, separator: bytes) -> Iterator[str]:
    name = line.removesuffix(b"\r") if separator == b"\n" else line
    if name:
        yield os.fsdecode(name)


def at_least(items: Iterator[Item], number: int) -> tuple[Sequence[Item], Iterator[Item]]:
    """The first so many items, fewer where there are no more, and all items from the start."""
    first: list[Item] = []
    for item in items:
        first.append(item)
        if len(first) == number:
            break

    def everything() -> Iterator[Item]:
        yield from first
        first.clear()
        yield from items

    return tuple(first), everything()
