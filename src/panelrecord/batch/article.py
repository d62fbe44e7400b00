"""One article into one checked record, and what is the same for all articles of a call."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from panelrecord import packs as packs_room
from panelrecord import pandoc as pandoc_room
from panelrecord import record as record_room
from panelrecord import source as source_room
from panelrecord.annotate import annotate
from panelrecord.errors import InputError, UndecodableInput, UsageError
from panelrecord.guard import within
from panelrecord.inputs import Input
from panelrecord.limits import DEFAULT_LIMITS, Limits
from panelrecord.packs.grammar import grammar
from panelrecord.source.formats import asked_format
from panelrecord.validate import check
from panelrecord.values import dataclass

if TYPE_CHECKING:
    from panelrecord.model import Annotations, Record
    from panelrecord.packs import Packs
    from panelrecord.pandoc import Pandoc
    from panelrecord.record import Begun


@dataclass(frozen=True, slots=True)
class Options:
    """What is the same for all articles of one call, found and loaded once."""

    format: str | None
    published: date | None
    packs: Packs
    pandoc: Pandoc
    limits: Limits = DEFAULT_LIMITS


def options(
    *,
    format: str | None = None,
    published: date | str | None = None,
    packs: Sequence[str | os.PathLike[str]] = (),
    pandoc: str | os.PathLike[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Options:
    """What the caller asks for, checked; arguments as for `panelrecord.convert`, and `pandoc`, a program's path.

    Raises:
        UsageError: the format is unknown or the date is none.
        PackInvalid: a pack breaks the rules for packs.
        PandocMissing, PandocTooOld: there is no pandoc that can parse.
    """
    asked, day = None if format is None else asked_format(format), as_date(published)
    pandoc_room.begin_pandoc(pandoc)  # it starts while the packs are read
    return Options(asked, day, load_packs(packs), pandoc_room.find_pandoc(pandoc), limits)


def as_date(value: date | str | None) -> date | None:
    """A day, from a date or from ISO 8601 text.

    Raises:
        UsageError: the text is no such date.
    """
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value!r} is no date", mend="write it as in 2019-09-20") from error


def load_packs(paths: Sequence[str | os.PathLike[str]] = ()) -> Packs:
    """The built-in pack and those at `paths`; kept as long as the files do not change, since compiling takes longest.

    Raises:
        PackInvalid: a pack cannot be read or breaks the rules for packs.
    """
    return _packs_at(tuple((os.fspath(path), _state(path)) for path in paths))


def _state(path: str | os.PathLike[str]) -> tuple[int, ...] | None:
    try:
        state = os.stat(path)
    except OSError:
        return None  # the loader says so, in its own words
    return (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=8)
def _packs_at(files: tuple[tuple[str, tuple[int, ...] | None], ...]) -> Packs:
    loaded = packs_room.load([path for path, _ in files])
    if files:
        grammar(loaded).prepare()
    return loaded


def convert_one(item: Input, *, options: Options) -> Record:
    """One input as a record that keeps to its schema; errors as for `panelrecord.convert`."""
    return convert_content(item, item.content(options.limits), options=options)


def convert_content(item: Input, content: bytes, *, options: Options) -> Record:
    """The same for an input whose bytes have been read."""
    return finish(item, begin(item, content, options=options), options=options)


def begin(item: Input, content: bytes, *, options: Options) -> Begun:
    """The first half of `convert_content`, after which pandoc works."""
    try:
        return record_room.begin(
            content,
            name=item.name,
            format=options.format,
            published=options.published,
            pandoc=options.pandoc,
            limits=options.limits,
            known=item.known,
            charset=item.charset,
            claimed=item.claimed,
        )
    except InputError as error:
        raise error.about(item.name) from error.__cause__


def finish(item: Input, begun: Begun, *, options: Options, meanwhile: Callable[[], None] | None = None) -> Record:
    """The second half; `meanwhile` is called once pandoc has nothing more to do for the input."""
    packs, pandoc, limits = options.packs, options.pandoc, options.limits
    try:
        record = record_room.finish(begun, packs=packs, pandoc=pandoc, limits=limits, meanwhile=meanwhile)
    except InputError as error:
        raise error.about(item.name) from error.__cause__
    check(record.to_dict(), name=item.name)
    return record


def _must_be_writable(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        mend = "decode its bytes with errors='replace'"
        raise UndecodableInput(f"holds half of a character at {error.start}", mend=mend) from error


def annotate_text(
    text: str,
    *,
    published: date | str | None = None,
    packs: Sequence[str | os.PathLike[str]] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Annotations:
    """What is read in a text; arguments and errors as for `panelrecord.annotate`."""
    if len(text) > limits.text_characters:
        raise source_room.too_long(limits)
    _must_be_writable(text)
    day, loaded = as_date(published), load_packs(packs)
    with within(limits.reading_seconds, name="text"):
        return annotate(text, published=day, packs=loaded)
