"""All records in one SQLite database, with tables that can be asked and searched; see ``database.sql`` for them."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from panelrecord.errors import OutputError, OutputFull, RecordChanged
from panelrecord.manifest import Known
from panelrecord.write.place import Ready

VERSION = 1
APPLICATION = 0x70725264  # "prRd"
_SCHEMA = Path(__file__).with_name("database.sql")


class Database:
    """One SQLite database; what is put at once is one transaction.

    Raises:
        OutputError: something is at its path that this program did not write, and `force` is not set.
    """

    group = 128
    indent: int | None = None

    def __init__(self, path: Path, *, force: bool, read_only: bool = False) -> None:
        self._path = path
        self._read_only = read_only
        self._force = force
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        with self._named():
            if self._read_only:
                if self._path.is_file() and self._is_ours():
                    self._connection = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)
                return self
            self._refuse_foreign()
            self._connection = connection = sqlite3.connect(self._path, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
                connection.executescript(f"BEGIN; {_SCHEMA.read_text(encoding='utf-8')} {marks} COMMIT;")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()

    def _refuse_foreign(self) -> None:
        if not os.path.lexists(self._path):
            return
        if not self._path.is_file():
            raise OutputError("exists and is no ordinary file", mend="name another output", name=str(self._path))
        if self._is_ours():
            return
        if not self._force:
            raise RecordChanged(
                "exists already and is no database of this version's records",
                mend="add --force to replace it",
                name=str(self._path),
            )
        self._path.unlink()

    def _is_ours(self) -> bool:
        connection = sqlite3.connect(self._path)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        except sqlite3.DatabaseError:
            return False  # no database at all
        finally:
            connection.close()
        return not tables or (application, version) == (APPLICATION, VERSION)  # none: a run broke off as it was made

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise OutputFull(
                f"cannot be written ({error})", mend="make room, then run the same command again", name=str(self._path)
            ) from error

    def _execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        assert self._connection is not None
        return self._connection.execute(statement, values)

    def holds(self, key: str, path: str) -> bool:
        """Whether there is a row."""
        if self._connection is None:
            return False
        with self._named():
            return self._execute("SELECT 1 FROM records WHERE input = ?", (key,)).fetchone() is not None

    def refusal(self, record: Ready, known: Known | None) -> OutputError | None:
        """A row whose record is not the one that was written."""
        if self._force:
            return None
        return self._unlike(record.key, {record.sha256, *(known.written if known else ())})

    def _unlike(self, key: str, ours: set[str]) -> OutputError | None:
        with self._named():
            row = self._execute("SELECT json FROM records WHERE input = ?", (key,)).fetchone()
        if row is None or hashlib.sha256(row[0].encode()).hexdigest() in ours:
            return None
        return RecordChanged(
            "was changed since it was written", mend="add --force to replace it", name=f"{self._path}: {key}"
        )

    def put(self, records: Sequence[Ready]) -> None:
        """Insert all in one transaction; what was there for the same inputs goes."""
        with self._named():
            self._execute("BEGIN IMMEDIATE")
            try:
                for record in records:
                    self._execute("DELETE FROM records WHERE input = ?", (record.key,))
                    self._insert(record)
                self._execute("COMMIT")
            except BaseException:
                if self._connection is not None and self._connection.in_transaction:
                    self._execute("ROLLBACK")
                raise

    def where(self, record: Ready) -> str:
        """The file's path."""
        return str(self._path)

    def remove(self, key: str, path: str, known: Known) -> OutputError | None:
        """Delete the row, unless it was changed by hand."""
        refusal = None if self._force else self._unlike(key, set(known.written))
        if refusal is None:
            with self._named():
                self._execute("DELETE FROM records WHERE input = ?", (key,))
        return refusal

    def finish(self) -> None:
        """Leave one file that any program can open, also where it may not write."""
        with self._named():
            self._execute("PRAGMA optimize")
            self._execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._execute("PRAGMA journal_mode = DELETE")

    # --------------------------------------------------------------- the rows

    def _row(self, table: str, **values: Any) -> int:
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        made = self._execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
        return made.lastrowid or 0

    def _insert(self, ready: Ready) -> None:
        text = ready.content.decode()
        whole = json.loads(text)
        source, event, date, venue = (whole[part] or {} for part in ("source", "event", "date", "venue"))
        row = self._row(
            "records",
            input=ready.key,
            record_id=whole["id"],
            **{name: source[name] for name in ("name", "sha256", "format", "title", "byline")},
            **{name: source[name] for name in ("published", "language", "url", "text")},
            **{f"event_{name}": event.get(name) for name in ("status", "name", "type", "topic")},
            **{f"date_{name}": date.get(name) for name in ("start", "end", "edtf", "resolved_from")},
            **{f"venue_{name}": venue.get(name) for name in ("name", "locality", "region", "country", "online")},
            json=text,
        )
        for organizer in event.get("organizers", ()):
            self._row("organizers", record=row, name=organizer["name"])
        panelists = {panelist["id"]: self._panelist(row, panelist) for panelist in whole["panelists"]}
        for position in whole["positions"]:
            self._position(row, position, panelists)
        for author in whole["author_bios"]:
            self._author(row, author)
        for notice in whole["notices"]:
            self._row("notices", record=row, **notice)
        for field, span in _spans(whole, ""):
            self._execute(
                'INSERT INTO spans (record, field, start, "end", quote, rule) VALUES (?, ?, ?, ?, ?, ?)',
                (row, field, span["start"], span["end"], span["quote"], span["rule"]),
            )

    def _panelist(self, record: int, panelist: dict[str, Any]) -> int:
        values = {name: panelist[name] for name in ("name", "honorific", "part")}
        row = self._row("panelists", record=record, panelist_id=panelist["id"], **values)
        person = self._row("people", record=record, name=panelist["name"], panelist=row)
        for title in panelist["descriptions"]:
            self._row("roles", person=person, kind="description", title=title)
        for organization in panelist["affiliations"]:
            self._row("roles", person=person, kind="affiliation", organization=organization)
        return row

    def _position(self, record: int, position: dict[str, Any], panelists: dict[str, int]) -> None:
        cue, speaker = (position[part] and position[part]["quote"] for part in ("cue", "speaker"))
        values = {name: position[name] for name in ("mode", "statement")}
        row = self._row("positions", record=record, position_id=position["id"], cue=cue, speaker=speaker, **values)
        for holder in position["panelists"]:
            self._row("position_holders", position=row, panelist=panelists[holder])

    def _author(self, record: int, author: dict[str, Any]) -> None:
        row = self._row("authors", record=record, name=author["name"], text=author["text"])
        for kind, values in (("email", author["emails"]), ("link", author["links"])):
            for value in values:
                self._row("author_contacts", author=row, kind=kind, value=value)
        if author["name"] is None:
            return
        person = self._row("people", record=record, name=author["name"], author=row)
        for role in author["roles"]:
            self._row("roles", person=person, kind="role", **role)


def _spans(value: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every span in a record with the JSON pointer to it."""
    if isinstance(value, dict):
        if "quote" in value:
            yield pointer, value
            return
        for key, item in value.items():
            yield from _spans(item, f"{pointer}/{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _spans(item, f"{pointer}/{number}")
