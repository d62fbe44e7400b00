"""The formats an article may be in: how the user may call them, how files are named, and which pandoc reader is theirs."""

from __future__ import annotations

from pathlib import PurePath

from panelrecord.errors import UsageError

# Each format with the other names that `--format` and file names use for it.
_ALSO: dict[str, tuple[str, ...]] = {
    "docx": ("docm", "dotx", "dotm"),
    "odt": ("ott",),
    "rtf": (),
    "epub": (),
    "html": ("htm", "xhtml", "xht", "shtml", "php", "asp", "aspx", "jsp"),
    "markdown": ("md", "mdown", "mkd", "mkdn", "mdwn", "mdtext", "qmd", "rmd", "commonmark", "gfm"),
    "text": ("txt", "plain"),
    "rst": ("rest",),
    "org": (),
    "latex": ("tex", "ltx"),
    "mediawiki": ("wiki", "mw"),
    "jats": ("nxml",),
    "docbook": ("dbk", "db5", "docbook5"),
}

FORMATS: tuple[str, ...] = tuple(_ALSO)
"""The formats, by the names that a record's ``source.format`` uses."""

ALIASES: dict[str, str] = {alias: name for name, aliases in _ALSO.items() for alias in (name, *aliases)}
"""Every name a user may give, with the format it stands for (``xml`` is decided by the root element)."""

PACKAGES = frozenset({"docx", "odt", "epub"})
"""Formats that are zip archives."""

BINARY = PACKAGES | {"rtf"}
"""Formats recognised by their bytes alone, and given to pandoc as they are."""

XML = "xml"  # not a format of its own: the root element says whether it is JATS or DocBook


def asked_format(name: str) -> str:
    """The format a user means by `name`, without regard to case or a leading dot; ``xml`` stays ``xml``.

    Raises UsageError for a name that is none.
    """
    key = name.strip().lower().removeprefix(".")
    if key == XML:
        return XML
    if key not in ALIASES:
        raise UsageError(f"{name!r} is no input format", mend=f"use one of {', '.join(FORMATS)}")
    return ALIASES[key]


def named_format(name: str) -> str | None:
    """The format that a file name's ending claims, or None where it has no ending or an unknown one."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    return XML if ending == XML else ALIASES.get(ending)
