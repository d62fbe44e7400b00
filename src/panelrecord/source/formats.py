"""The formats an article may be in: what the user may call them, and how files of each are named."""

from __future__ import annotations

from pathlib import PurePath

from panelrecord.errors import UsageError

XML = "xml"  # not a format of its own: the root element says which of the formats of `XML_FORMATS` it is

# Each format with the other names that people use for it, in commands and in file names.
_ALIASES: dict[str, tuple[str, ...]] = {
    "docx": (),
    "odt": (),
    "rtf": (),
    "epub": (),
    "html": ("htm", "xhtml"),
    "markdown": ("md", "commonmark", "gfm"),
    "text": ("txt", "plain"),
    "rst": ("rest",),
    "org": (),
    "latex": ("tex",),
    "mediawiki": ("wiki",),
    "jats": (),
    "docbook": (),
    "nitf": (),
    "newsml": ("newsml-g2",),
    "ninjs": ("json",),
    "tei": (),
    "alto": (),
    "mets": (),
    "page": ("pagexml",),
    "hocr": (),
    "pdf": (),
    "eml": (),
    "mhtml": ("mht",),
}
# Endings of file names besides, which nobody would give as a format.
_ENDINGS: dict[str, tuple[str, ...]] = {
    "docx": ("docm", "dotx", "dotm"),
    "odt": ("ott",),
    "html": ("xht", "shtml", "php", "asp", "aspx", "jsp"),
    "markdown": ("mdown", "mkd", "mkdn", "mdwn", "mdtext", "qmd", "rmd"),
    "latex": ("ltx",),
    "mediawiki": ("mw",),
    "jats": ("nxml",),
    "docbook": ("dbk",),
}
_BY_NAME = {alias: name for name, aliases in _ALIASES.items() for alias in (name, *aliases)}
_BY_ENDING = _BY_NAME | {ending: name for name, endings in _ENDINGS.items() for ending in endings}

FORMATS: tuple[str, ...] = (*_ALIASES, *(alias for aliases in _ALIASES.values() for alias in aliases), XML)
"""Every name that a format may be given by: first those that records use (``source.format``), then their aliases."""

PACKAGES = frozenset({"docx", "odt", "epub"})
"""Formats that are zip archives."""

XML_FORMATS = frozenset({"jats", "docbook", "html", "nitf", "newsml", "tei", "alto", "mets", "page"})
"""What a file that is only said to be XML may turn out to be."""

MAILS = frozenset({"eml", "mhtml"})
"""Formats known by the headers that they begin with."""

CONTAINERS = PACKAGES | MAILS | {"rtf", "pdf"}
"""Formats recognised by their bytes alone, which are no text."""


def asked_format(name: str) -> str:
    """The format a user means by `name`, whatever its case; ``xml`` stays ``xml``. Raises UsageError for no format."""
    key = name.strip().lower()
    if key == XML:
        return XML
    if key not in _BY_NAME:
        raise UsageError(f"{name!r} is no input format", mend=f"use one of {', '.join(_ALIASES)}")
    return _BY_NAME[key]


def named_format(name: str) -> str | None:
    """The format that a file name's ending claims (or ``xml``), or None where it has no ending or an unknown one."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    return XML if ending == XML else _BY_ENDING.get(ending)
