"""Sources as a call names them, and the inputs in them.

A source is a file, a folder, a pattern such as ``box/**/*.md``, ``@list`` for a file that lists sources, or ``-`` for
standard input. A path that exists is taken as it is written, whatever characters it holds.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath, PurePosixPath

from panelrecord.containers import Columns
from panelrecord.errors import UsageError
from panelrecord.inputs.expand import Expand
from panelrecord.inputs.folder import Shown, walk
from panelrecord.inputs.found import Found
from panelrecord.inputs.item import Input, Item, name_of, place_of
from panelrecord.inputs.lists import STDIN, entries, opened
from panelrecord.inputs.selection import Selection, matcher
from panelrecord.limits import DEFAULT_LIMITS, Limits
from panelrecord.values import dataclass

LIST = "@"
_MAGIC = frozenset("*?[")


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
                with opened(path):
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
        yield from walk(base, PurePosixPath(), root, selection, found, Shown.of(base), only=only.match_file)
    elif os.path.isdir(name):
        yield from walk(name, PurePosixPath(), root, selection, found, Shown.of(name))
    else:
        yield _file(name, root)


def _in_list(path: str, root: str, selection: Selection, found: Found) -> Iterator[Item]:
    """What a list names, taken literally: a name with a star in it is no pattern there."""
    with opened(path) as file:
        for name in entries(file):
            if os.path.isdir(name):
                yield from walk(name, PurePosixPath(), root, selection, found, Shown.of(name))
            elif (reason := selection.reason_against(PurePosixPath(name))) is not None:
                found.pass_over(reason, name_of(name))
            else:
                yield _file(name, root)


def _file(name: str, root: str) -> Item:
    return Item(Input(name, name_of(name)), place_of(name, root), os.path.abspath(name))


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
