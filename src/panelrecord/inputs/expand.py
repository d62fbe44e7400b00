"""The inputs in one file: an article is one; a web archive, a mailbox or a table holds many, read in place."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import IO

from panelrecord.containers import Bad, Columns, Opening, members, opened
from panelrecord.errors import InputError
from panelrecord.inputs.item import Input, Item
from panelrecord.limits import DEFAULT_LIMITS, Limits
from panelrecord.source.files import open_file, read_file
from panelrecord.values import dataclass

_TABLES = frozenset({"csv", "lines"})  # kinds that only a name's ending tells


def nothing(_: PurePosixPath) -> str | None:
    """No reason against any file."""
    return None


@dataclass(frozen=True, slots=True)
class Expand:
    """Gives the inputs in a file.

    Attributes:
        limits: what an input may cost.
        columns: which columns of tables hold what; None where none were named.
        format: what the articles are said to be; then a table of which no columns are named is an article.
        reason_against: why a file in an archive is not read, or None.
    """

    limits: Limits = DEFAULT_LIMITS
    columns: Columns | None = None
    format: str | None = None
    reason_against: Callable[[PurePosixPath], str | None] = nothing

    def __call__(self, item: Item) -> Iterator[Item]:
        """The inputs in the item's file, or the item itself where it is an article or cannot be read at all."""
        source = item.input.source
        if isinstance(source, bytes):
            yield from self._in_file(item, io.BytesIO(source), None)
            return
        try:
            file = open_file(source)
        except InputError:
            yield item  # whoever reads it says what is wrong
            return
        with file:
            yield from self._in_file(item, file, os.path.dirname(source))

    def standard_input(self, item: Item) -> Iterator[Item]:
        """The same for standard input, which is read as it comes."""
        yield from self._in_file(item, sys.stdin.buffer, None)

    def _in_file(self, item: Item, file: IO[bytes], folder: str | os.PathLike[str] | None) -> Iterator[Item]:
        opening = Opening(
            item.input.name,
            self.limits,
            self.columns,
            skips=lambda place: self.reason_against(place) is not None,
            beside=None if folder is None else partial(_beside, os.fspath(folder), self.limits),
            place=item.place,
        )
        stream, kind = opened(file, opening)
        if kind is None or (kind in _TABLES and self.columns is None and self.format is not None):
            if item.origin is None and not isinstance(item.input.source, bytes):
                content = io.BufferedReader(stream).read(self.limits.input_bytes + 1)
                item = replace(item, input=Input(content, item.input.name))
            yield item
            return
        for member in members(stream, kind, opening):
            if isinstance(member, Bad):
                error = member.error.about(member.name)
                assert isinstance(error, InputError)
                yield Item(Input(b"", member.name), member.place, item.origin, error)
            else:
                read = Input(member.content, member.name, member.known, member.charset, member.claimed)
                yield Item(read, member.place, item.origin)


def _beside(folder: str, limits: Limits, path: str) -> bytes:
    return read_file(os.path.join(folder, path), limits)
