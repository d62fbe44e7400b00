"""The options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import click

from panelrecord.cli.progress import MODES
from panelrecord.errors import UsageError
from panelrecord.limits import Limits

_Command = Callable[..., Any]
_AMOUNT = re.compile(r"(\d{1,15}(?:\.\d{1,6})?)([KMGkmg]?)", re.ASCII)
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def sources(command: _Command) -> _Command:
    """``SRC...`` and ``--files-from FILE``."""
    text = "Read sources from FILE too, a line each, or between NULs; - for standard input; repeatable."
    command = click.option("--files-from", "lists", metavar="FILE|-", multiple=True, type=click.Path(), help=text)(
        command
    )
    return click.argument("names", metavar="[SRC]...", nargs=-1, type=click.Path())(command)


def selection(command: _Command) -> _Command:
    """``--include PATTERN`` and ``--exclude PATTERN``."""
    text = "Of folders, patterns and lists, read only what matches, in the form of .gitignore; repeatable."
    command = click.option("--include", metavar="PATTERN", multiple=True, help=text)(command)
    text = "Leave out what matches; repeatable."
    return click.option("--exclude", metavar="PATTERN", multiple=True, help=text)(command)


def columns(command: _Command) -> _Command:
    """``--text-column NAME`` and ``--meta NAMES``."""
    text = "What a record says of its source, from columns: title,author,date,url or title=COLUMN,…; repeatable."
    command = click.option("--meta", metavar="NAME[=COLUMN],…", multiple=True, help=text)(command)
    text = "Read the rows of CSV, JSON Lines and Parquet as articles, their text from this column."
    return click.option("--text-column", metavar="COLUMN", help=text)(command)


def jobs(command: _Command) -> _Command:
    """``-j N``."""
    text = "How many worker processes; by default one for each core."
    return click.option("-j", "--jobs", metavar="N", type=click.IntRange(1), help=text)(command)


def progress(command: _Command) -> _Command:
    """``--progress auto|bar|lines|json|none``."""
    text = "How to show progress: a bar on a terminal, else a line now and then."
    return click.option("--progress", type=click.Choice(MODES), default="auto", show_default=True, help=text)(command)


def published(command: _Command) -> _Command:
    """``--published DATE``."""
    text = "When the text was published (2019-09-20); relative dates are resolved against it."
    return click.option("--published", metavar="DATE", help=text)(command)


def own_packs(command: _Command) -> _Command:
    """``--pack FILE``, as often as wanted."""
    text = "A rule pack of your own, besides the built-in one; repeatable."
    return click.option("--pack", "own_packs", metavar="FILE", multiple=True, type=click.Path(), help=text)(command)


def pandoc(command: _Command) -> _Command:
    """``--pandoc PATH``."""
    text = "The pandoc to parse with, instead of the bundled one."
    return click.option("--pandoc", metavar="PATH", type=click.Path(), help=text)(command)


def limits(command: _Command) -> _Command:
    """``--limit NAME=VALUE``, as often as wanted; the command takes `Limits`."""
    text = "What an input may cost (text-bytes=64M, parse-seconds=20); repeatable, docs/limits.md lists the names."
    return click.option("--limit", "limits", metavar="NAME=VALUE", multiple=True, callback=_limits, help=text)(command)


def _limits(context: click.Context, parameter: click.Parameter, written: tuple[str, ...]) -> Limits:
    """The limits that were written. Raises UsageError for an unknown name or no number."""
    values: dict[str, Any] = {}
    defaults = {field.name: field.default for field in fields(Limits)}
    for entry in written:
        name, _, amount = entry.partition("=")
        key = name.strip().replace("-", "_")
        if key not in defaults:
            names = ", ".join(known.replace("_", "-") for known in defaults)
            raise UsageError(f"{name!r} is no limit", mend=f"use one of {names}")
        values[key] = _amount(name, amount, whole=isinstance(defaults[key], int))
    try:
        return Limits(**values)
    except ValueError as error:
        raise UsageError(f"a limit is out of its bounds ({error})", mend="give another number") from error


def _amount(name: str, written: str, *, whole: bool) -> float:
    match = _AMOUNT.fullmatch(written.strip())
    if match is None or (whole and "." in match[1] and not match[2]) or (match[2] and not whole):
        raise UsageError(f"{written!r} is no number for the limit {name}", mend="write it as 20 or, of bytes, 64M")
    amount = float(match[1]) * _UNITS[match[2].upper()]
    return int(amount) if whole else amount


def quiet(command: _Command) -> _Command:
    """``-q``."""
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")(command)
