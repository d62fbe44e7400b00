"""Which pandoc is used: the one that is named, else the one that comes with pypandoc_binary."""

from __future__ import annotations

import os
import shutil
from functools import cache
from importlib.util import find_spec

from panelrecord.errors import PandocMissing
from panelrecord.pandoc.pool import MEND, POOL
from panelrecord.values import dataclass

VARIABLE = "PANELRECORD_PANDOC"


@dataclass(frozen=True, slots=True)
class Pandoc:
    """A pandoc that was found fit: its absolute path, and its version as it says it, such as ``3.9``."""

    path: str
    version: str


def find_pandoc(path: str | os.PathLike[str] | None = None) -> Pandoc:
    """The pandoc to use: at `path` (or a program's name), else named by PANELRECORD_PANDOC, else the bundled one.

    It is started as a worker, which says its version and then waits for documents. Raises PandocMissing when there is
    none or it does not run, PandocTooOld when it cannot run the worker or keep documents from opening files.
    """
    where = _where(path)
    return Pandoc(where, POOL.version(where))


def begin_pandoc(path: str | os.PathLike[str] | None = None) -> None:
    """Starts what `find_pandoc` will wait for, while the caller does something else; raises PandocMissing as it."""
    POOL.begin(_where(path))


def _where(path: str | os.PathLike[str] | None) -> str:
    named = os.environ.get(VARIABLE) if path is None else os.fspath(path)
    return _named(named) if named else _bundled()


def _named(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise PandocMissing(f"there is no program {program}", mend=MEND)
    return os.path.abspath(found)


@cache
def _bundled() -> str:
    spec = find_spec("pypandoc")  # found and not imported: the import alone takes a tenth of a second
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        found = shutil.which(os.path.join(folder, "files", "pandoc"))
        if found is not None:
            return os.path.abspath(found)
    raise PandocMissing("no pandoc is bundled here", mend=MEND)
