"""The inputs in a folder and in those inside it, in the order of their names; what is none is told and passed over."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Set
from pathlib import PurePosixPath

from panelrecord.errors import InputError, UnreadableInput
from panelrecord.inputs.found import Found
from panelrecord.inputs.item import Input, Item, name_of, place_of, writable
from panelrecord.inputs.selection import Selection
from panelrecord.source.files import open_file
from panelrecord.values import dataclass

_OF_PAGES = ("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_bestanden", "_file")
_MOST_METS = 32 << 20  # bytes; an issue of a hundred pages has a few million
_LINK = re.compile(rb"""<(?:[\w.-]+:)?FLocat\b[^<>]*\bhref\s*=\s*["'](?:\./)?([^"'<>:]+\.xml)["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """What records call the files of a folder: by the path as given, from the folder's own name if that is absolute."""

    folder: PurePosixPath

    @classmethod
    def of(cls, folder: str) -> Shown:
        """How the files of this folder are called."""
        return cls(PurePosixPath(name_of(folder) or "."))

    def name(self, inside: PurePosixPath) -> str:
        """What records call the file at this path in the folder."""
        return writable(str(self.folder / name_of(inside)))


def walk(
    top: str,
    inside: PurePosixPath,
    root: str,
    selection: Selection,
    found: Found,
    shown: Shown,
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
                yield from walk(top, path, root, selection, found, shown, only=only, pages=pages)
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
