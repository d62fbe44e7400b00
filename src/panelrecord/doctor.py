"""Whether everything that a conversion needs is there, and what to do where it is not."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections.abc import Iterator, Sequence

from panelrecord import schemas
from panelrecord.errors import PanelrecordError, UsageError
from panelrecord.packs import load
from panelrecord.pandoc import find_pandoc
from panelrecord.source import FORMATS
from panelrecord.values import dataclass
from panelrecord.version import __version__

LIBRARIES = ("pypandoc_binary", "jsonschema-rs", "lxml", "charset-normalizer", "click")
EXTRAS = (
    ("pdf", "pypdfium2", "PDF"),
    ("warc", "warcio", "web archives (WARC, WACZ)"),
    ("zstd", "zstandard", "archives packed with zstd"),
    ("parquet", "pyarrow", "tables in Parquet"),
)
"""What the extras of the package are called, the library that each brings, and what it is for."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at; `error` says what is wrong with it, or is None."""

    subject: str
    finding: str
    error: PanelrecordError | None = None


def examine(
    *, pandoc: str | os.PathLike[str] | None = None, packs: Sequence[str | os.PathLike[str]] = ()
) -> Iterator[Diagnosis]:
    """Look at the program, pandoc, the formats, the packs, the schemas, the libraries and the extras, in this order.

    Args:
        pandoc: the program to parse with, if not the bundled one.
        packs: paths of own rule packs.
    """
    yield Diagnosis("panelrecord", f"{__version__} on Python {platform.python_version()}")
    yield _pandoc(pandoc)
    yield Diagnosis("formats", ", ".join(sorted(FORMATS)))
    yield from _packs(packs)
    yield _schemas()
    for name in LIBRARIES:
        yield _library(name)
    for extra, library, purpose in EXTRAS:
        yield _extra(extra, library, purpose)


def _pandoc(path: str | os.PathLike[str] | None) -> Diagnosis:
    try:
        found = find_pandoc(path)
    except PanelrecordError as error:
        return Diagnosis("pandoc", "", error)
    return Diagnosis("pandoc", f"{found.version} at {found.path}")


def _packs(paths: Sequence[str | os.PathLike[str]]) -> Iterator[Diagnosis]:
    try:
        loaded = load(paths)
    except PanelrecordError as error:
        yield Diagnosis("pack", "", error)
        return
    for version in loaded.versions:
        yield Diagnosis("pack", f"{version.name} {version.version}, sha256 {version.sha256[:12]}…")


def _schemas() -> Diagnosis:
    try:
        for name in schemas.CURRENT:
            schemas.load(name)
    except UsageError as error:
        return Diagnosis("schemas", "", error)
    return Diagnosis("schemas", ", ".join(schemas.names()))


def _library(name: str) -> Diagnosis:
    try:
        return Diagnosis("library", f"{name} {importlib.metadata.version(name)}")
    except importlib.metadata.PackageNotFoundError:
        error = UsageError(f"{name} is not installed", mend="install panelrecord again with pip")
        return Diagnosis("library", "", error)


def _extra(extra: str, library: str, purpose: str) -> Diagnosis:
    """An extra that is missing is no error: it is for those who have such inputs."""
    try:
        return Diagnosis("extra", f"{extra}, for {purpose}: {library} {importlib.metadata.version(library)}")
    except importlib.metadata.PackageNotFoundError:
        return Diagnosis("extra", f"{extra}, for {purpose}: not installed (pip install 'panelrecord[{extra}]')")
