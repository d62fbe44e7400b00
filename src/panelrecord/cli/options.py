"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

_Command = Callable[..., Any]


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


def quiet(command: _Command) -> _Command:
    """``-q``."""
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")(command)
