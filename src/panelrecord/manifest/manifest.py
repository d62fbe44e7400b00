"""The manifest: one SQLite database with a row for each input that any run came upon."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from panelrecord.errors import ManifestInvalid, OutputFull, PanelrecordError
from panelrecord.values import dataclass

VERSION = 1
APPLICATION = 0x70724D66  # "prMf", by which `file` and others know the database
_SCHEMA = Path(__file__).with_name("schema.sql")
_KNOWN = "settings, sha256, beside, outcome, error, message, mend, record_sha256, pending_sha256, run, name"


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier runs, or this one, know of an input."""

    settings: int | None
    sha256: str | None
    beside: str | None
    outcome: str | None
    error: str | None
    message: str | None
    mend: str | None
    record_sha256: str | None
    pending_sha256: str | None
    run: int
    name: str

    @property
    def written(self) -> frozenset[str]:
        """The hashes of what this program may have written as the input's record."""
        return frozenset(filter(None, (self.record_sha256, self.pending_sha256)))


@dataclass(frozen=True, slots=True)
class Entry:
    """What has become of an input: `record` is where its record is, `record_sha256` its hash, both None on failure."""

    key: str
    size: int | None
    sha256: str | None
    seconds: float
    error: PanelrecordError | None
    record: str | None = None
    record_sha256: str | None = None
    beside: str | None = None


class Manifest:
    """An open manifest. Changes are on the disk when `commit` returns.

    Raises:
        ManifestInvalid: the file is of another version of the manifest, or no manifest at all.
        OutputFull: it cannot be written.
    """

    def __init__(self, path: Path | None) -> None:
        """Open the manifest at `path`, made if it is missing; with None, one that nobody keeps."""
        self.path = path
        self.run = 0
        self.settings = 0
        with self._named():
            self._connection = sqlite3.connect("" if path is None else path, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        connection = self._connection
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        empty = not connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        if not empty and (version, self._application()) != (VERSION, APPLICATION):
            raise ManifestInvalid(
                f"is a manifest of version {version}, and this program reads version {VERSION}"
                if self._application() == APPLICATION
                else "is no manifest of this program",
                mend="use the version of panelrecord that wrote it, or name another output",
                name=str(self.path),
            )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # a commit must outlive a power cut: it goes before a rename
        connection.execute("PRAGMA foreign_keys = ON")
        if empty:
            schema = _SCHEMA.read_text(encoding="utf-8")
            marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
            connection.executescript(f"BEGIN; {schema} {marks} COMMIT;")
        connection.execute("BEGIN")

    def _application(self) -> int:
        return int(self._connection.execute("PRAGMA application_id").fetchone()[0])

    @classmethod
    def copy(cls, path: Path) -> Manifest:
        """A copy that nobody keeps of the manifest at `path`, for a look at what would be done."""
        copied = cls(None)
        copied._connection.execute("COMMIT")
        with copied._named(), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as original:
            original.backup(copied._connection)
            copied._connection.execute("BEGIN")
        return copied

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement of an output's own tables."""
        with self._named():
            return self._connection.execute(statement, values)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if (
                error is None and self.path is not None
            ):  # one file is left, which can be read where nothing can be written
                with self._named():
                    self._connection.execute("COMMIT")
                    self._connection.execute("PRAGMA journal_mode = DELETE")
        finally:
            self._connection.close()

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Turns what SQLite refuses into an error that names the file."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OutputFull(
                f"cannot be written ({error})", mend="make room or name another output", name=str(self.path)
            ) from error
        except sqlite3.DatabaseError as error:
            raise ManifestInvalid(
                f"is damaged ({error})",
                mend="move it away; records that are there are then compared",
                name=str(self.path),
            ) from error

    # ------------------------------------------------------------------ a run

    def begin(self, settings: Mapping[str, Any]) -> None:
        """Start a run in which records depend on these settings besides their inputs."""
        text = json.dumps(settings, ensure_ascii=False, sort_keys=True)
        with self._named():
            self._connection.execute("INSERT OR IGNORE INTO settings (json) VALUES (?)", (text,))
            (self.settings,) = self._connection.execute("SELECT id FROM settings WHERE json = ?", (text,)).fetchone()
            made = self._connection.execute("INSERT INTO runs (settings) VALUES (?)", (self.settings,))
            self.run = made.lastrowid or 0
        self.commit()

    def end(self, how: str) -> None:
        """The run is over: ``through`` or ``stopped``."""
        with self._named():
            self._connection.execute("UPDATE runs SET ended = ? WHERE id = ?", (how, self.run))
        self.commit()

    def commit(self) -> None:
        """Bring everything to the disk."""
        with self._named():
            self._connection.execute("COMMIT")
            self._connection.execute("BEGIN")

    # --------------------------------------------------------------- an input

    def look(self, key: str) -> Known | None:
        """What is known of an input."""
        with self._named():
            row = self._connection.execute(f"SELECT {_KNOWN} FROM inputs WHERE key = ?", (key,)).fetchone()
        return None if row is None else Known(*row)

    def neighbour(self, key: str, folded: str) -> str | None:
        """Another input of this run whose key differs in case alone."""
        with self._named():
            row = self._connection.execute(
                # Left to itself, SQLite goes through all inputs of the run instead.
                "SELECT name FROM inputs INDEXED BY inputs_folded WHERE folded = ? AND key != ? AND run = ?",
                (folded, key, self.run),
            ).fetchone()
        return None if row is None else str(row[0])

    def see(self, key: str, folded: str, name: str, path: str | None, position: int) -> None:
        """This run has come upon an input."""
        with self._named():
            self._connection.execute(
                "INSERT INTO inputs (key, folded, name, path, run, position) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET name = excluded.name, path = excluded.path, run = excluded.run,"
                " position = excluded.position",
                (key, folded, name, path, self.run, position),
            )

    def intend(self, records: Iterable[tuple[str, str]]) -> None:
        """These records, as key and hash, are about to be written; on the disk when this returns."""
        with self._named():
            self._connection.executemany(
                "UPDATE inputs SET pending_sha256 = ? WHERE key = ?", ((sha256, key) for key, sha256 in records)
            )
        self.commit()

    def enter(self, entries: Iterable[Entry]) -> None:
        """These inputs have come to their end. A failure leaves what is known of an earlier record as it is."""
        with self._named():
            for entry in entries:
                error = entry.error
                self._connection.execute(
                    "UPDATE inputs SET size = ?, sha256 = ?, beside = ?, settings = ?, outcome = ?,"
                    " error = ?, message = ?, mend = ?, seconds = ? WHERE key = ?",
                    (
                        *(entry.size, entry.sha256, entry.beside, self.settings, "failed" if error else "converted"),
                        *((error.code, error.message, error.mend) if error else (None, None, None)),
                        *(round(entry.seconds, 6), entry.key),
                    ),
                )
                if error is None:
                    self._connection.execute(
                        "UPDATE inputs SET record = ?, record_sha256 = ?, pending_sha256 = NULL WHERE key = ?",
                        (entry.record, entry.record_sha256, entry.key),
                    )

    def gone(self, after: str) -> list[tuple[str, str | None, str | None]]:
        """The next inputs that this run did not come upon: key, path and where the record is; in the order of keys."""
        with self._named():
            return self._connection.execute(
                "SELECT key, path, record FROM inputs WHERE run != ? AND key > ? ORDER BY key LIMIT 1000",
                (self.run, after),
            ).fetchall()

    def came_upon(self, path: str) -> bool:
        """Whether this run had an input from the file at `path`."""
        with self._named():
            found = self._connection.execute("SELECT 1 FROM inputs WHERE run = ? AND path = ?", (self.run, path))
            return found.fetchone() is not None

    def forget(self, key: str) -> None:
        """Strike an input out."""
        with self._named():
            self._connection.execute("DELETE FROM inputs WHERE key = ?", (key,))

    def rows(self) -> Iterator[dict[str, Any]]:
        """This run's inputs in their order, as the report has them."""
        with self._named():
            cursor = self._connection.execute(
                "SELECT name, path, size, inputs.sha256, outcome, error, message, mend, seconds, record, record_sha256,"
                " settings.json AS settings FROM inputs LEFT JOIN settings ON settings.id = inputs.settings"
                " WHERE run = ? ORDER BY position",
                (self.run,),
            )
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))
