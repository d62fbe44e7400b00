"""Tables in which each row is an article: CSV, JSON Lines, Parquet.

One column holds the text; others may hold what is known of it. A row is called by its number, from 1, the line with the
columns' names not counted.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from panelrecord.containers.member import Bad, Columns, Member, Opening
from panelrecord.containers.streams import Ahead, whole
from panelrecord.errors import (
    DamagedInput,
    EmptyInput,
    ForeignInput,
    InputError,
    InputTooLarge,
    MissingExtra,
    UndecodableInput,
    UsageError,
)
from panelrecord.limits import in_words
from panelrecord.source import Metadata
from panelrecord.source.dates import iso_date
from panelrecord.source.decode import decode
from panelrecord.source.json_values import json_values
from panelrecord.source.values import absolute_url, author_names, language_tag, words_of

_DELIMITERS = (",", ";", "\t", "|")
_BATCH = 64  # rows of Parquet in memory at a time
_KEYS = {
    "title": "title", "headline": "title",
    "author": "authors", "authors": "authors", "byline": "authors", "writer": "authors", "creator": "authors",
    "published": "published", "date": "published", "pubdate": "published", "datepublished": "published",
    "publicationdate": "published", "day": "published",
    "language": "language", "lang": "language",
    "url": "url", "link": "url", "address": "url", "permalink": "url",
    "captured": "captured",
}  # fmt: skip


def columns_of(text: str, meta: Sequence[str] = ()) -> Columns:
    """The columns that a call names: `meta` has entries such as ``title``, or ``published=day_of_issue``.

    Raises UsageError where an entry says nothing that a record has a place for.
    """
    known = []
    for written in meta:
        key, _, column = written.strip().partition("=")
        meant = _KEYS.get("".join(filter(str.isalnum, key.lower())))
        if meant is None:
            raise UsageError(
                f"{key!r} is nothing that a record says of its source",
                mend="name columns as title, author, date, language, url, captured; or title=COLUMN and so on",
            )
        known.append((meant, column.strip() or key.strip()))
    return Columns(text, tuple(known))


def csv_members(stream: Ahead, opening: Opening) -> Iterator[Member | Bad]:
    """The rows of a table in CSV, whichever of , ; | and tab parts its columns.

    Raises ForeignInput where it has no such column, InputTooLarge where a row goes on for too long.
    """
    columns = _columns(opening)
    csv.field_size_limit(min(opening.limits.text_bytes, 2**31 - 1))  # the module's own would refuse a long article
    encoding = "utf-16" if stream.look(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    # Bytes that are no UTF-8 come through, so that each article is decoded as any other is.
    file = io.TextIOWrapper(io.BufferedReader(stream), encoding, "surrogateescape", newline="")
    lines = _Lines(file, opening.limits.text_bytes)
    header = next(lines, "")
    names, delimiter = next(
        (
            (names, mark)
            for mark in _DELIMITERS
            if columns.text in (names := next(csv.reader([header], delimiter=mark), []))
        ),
        (next(csv.reader([header]), []), ","),
    )
    _must_have(columns, names, opening)
    rows = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        lines.begin_row()
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield _broken(number, f"is no row of the table ({error})", opening)
            continue
        if row is None:
            return
        if row:
            yield _of_row(number, dict(zip(names, row, strict=False)), opening)


class _Lines:
    """The lines of a table, no row of which may be longer than `most` characters: what never ends is not held."""

    def __init__(self, file: io.TextIOWrapper, most: int) -> None:
        self._file = file
        self._most = most
        self._left = most

    def begin_row(self) -> None:
        """The next line begins a row."""
        self._left = self._most

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line. Raises InputTooLarge where the row goes on for too long."""
        line = self._file.readline(self._left + 1)
        if len(line) > self._left:
            mend = "allow more by the limit text-bytes, or check which quotation mark is never closed"
            raise InputTooLarge(f"has a row of over {in_words(self._most)}; what comes before was read", mend=mend)
        if not line:
            raise StopIteration
        self._left -= len(line)
        return line


def line_members(stream: Ahead, opening: Opening) -> Iterator[Member | Bad]:
    """The objects of JSON Lines, one a line."""
    _columns(opening)
    file = io.BufferedReader(stream)
    most = opening.limits.text_bytes
    number = 0
    while line := file.readline(most + 1):
        if not line.strip():
            continue
        number += 1
        if len(line) > most and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = file.readline(most)
            mend = "allow more by the limit text-bytes"
            yield _bad(number, InputTooLarge(f"is a line of over {in_words(most)}", mend=mend), opening)
            continue
        try:
            row = json_values(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
        except ValueError:
            yield _broken(number, "is no line of JSON", opening)
            continue
        if isinstance(row, dict):
            yield _of_row(number, row, opening)
        else:
            yield _broken(number, "is JSON, but no object with columns", opening)


def parquet_members(stream: Ahead, opening: Opening) -> Iterator[Member | Bad]:
    """The rows of a Parquet file, a few at a time and only the columns asked for.

    Raises MissingExtra where pyarrow is not installed, DamagedInput, ForeignInput where it has no such column.
    """
    columns = _columns(opening)
    try:
        import pyarrow  # noqa: PLC0415  an extra
        from pyarrow import parquet  # noqa: PLC0415  as above
    except ImportError as error:
        raise MissingExtra(
            "is Parquet, for which pyarrow is needed", mend="pip install 'panelrecord[parquet]'"
        ) from error
    file = stream.file or io.BytesIO(whole(io.BufferedReader(stream), opening.limits.unpacked_bytes))
    number = 0
    try:
        table = parquet.ParquetFile(file)
        _must_have(columns, table.schema_arrow.names, opening)
        wanted = [columns.text, *(column for _, column in columns.known)]
        for batch in table.iter_batches(batch_size=_BATCH, columns=list(dict.fromkeys(wanted))):
            for row in batch.to_pylist():
                number += 1
                yield _of_row(number, row, opening)
    except (pyarrow.ArrowException, OSError) as error:
        raise DamagedInput("is damaged Parquet", mend="copy or download it again") from error


# ------------------------------------------------------------------------ rows


def _columns(opening: Opening) -> Columns:
    assert opening.columns is not None
    return opening.columns


def _must_have(columns: Columns, names: Sequence[str], opening: Opening) -> None:
    for column in (columns.text, *(column for _, column in columns.known)):
        if column not in names:
            shown = ", ".join(names[:20])
            raise ForeignInput(f"is a table without a column {column!r}", mend=f"name one of its columns: {shown}")


def _of_row(number: int, row: Mapping[str, Any], opening: Opening) -> Member | Bad:
    columns = _columns(opening)
    if columns.text not in row:
        return _broken(number, f"has no {columns.text!r}", opening)
    text = row[columns.text]
    content = text if isinstance(text, bytes) else str("" if text is None else text).encode("utf-8", "surrogateescape")
    if not content.strip():
        return _bad(number, EmptyInput("is a row without text", mend="check the table"), opening)
    try:
        known = _known({key: row.get(column) for key, column in columns.known})
    except UndecodableInput as error:
        return _bad(number, error, opening)
    return Member(f"{opening.name}#{number}", opening.place / PurePosixPath(f"{number:06}"), content, known)


def _known(values: Mapping[str, Any]) -> Metadata:
    written = {key: _text(value) for key, value in values.items() if value is not None}
    return Metadata(
        title=words_of(written.get("title")),
        authors=author_names(values["authors"] if isinstance(values.get("authors"), list) else written.get("authors")),
        published=iso_date(written.get("published", "")),
        language=language_tag(written.get("language")),
        url=absolute_url(written.get("url")),
        captured=_moment(written.get("captured", "")),
    )


def _text(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raw = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogateescape")
    return decode(raw).text if raw else ""


def _moment(written: str) -> str | None:
    """A moment of capture as records have it, from ISO 8601."""
    from panelrecord.containers.moments import utc  # noqa: PLC0415  for the few tables that have such a column

    return utc(written)


def _broken(number: int, what: str, opening: Opening) -> Bad:
    return _bad(number, DamagedInput(what, mend="mend or leave out this row"), opening)


def _bad(number: int, error: InputError, opening: Opening) -> Bad:
    return Bad(f"{opening.name}#{number}", opening.place / PurePosixPath(f"{number:06}"), error)
