"""Where many records go: a real folder and a real database."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from panelrecord.errors import ManifestInvalid, OutputBusy, OutputError, RecordChanged
from panelrecord.manifest import Beside, Known, Manifest
from panelrecord.model import Record
from panelrecord.write import Ready
from panelrecord.write.database import Database
from panelrecord.write.folder import Folder
from panelrecord.write.place import check_names


def ready(record: Record, key: str = "box/a.txt") -> Ready:
    content = record.to_json(indent=None).encode()
    return Ready(key, record.source.name, f"{key}.json", content, hashlib.sha256(content).hexdigest())


def known(*written: Ready) -> Known:
    return Known(1, None, None, "converted", None, None, None, written[0].sha256, None, 1, "a")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "all.db", force=False) as opened:
        yield opened


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_a_database_holds_every_part_of_a_record(tmp_path: Path, database: Database, record: Record) -> None:
    database.put([ready(record)])
    database.finish()
    path = tmp_path / "all.db"
    assert rows(path, "SELECT name, event_status, venue_online FROM records") == [
        (record.source.name, record.event and record.event.status, record.venue and int(record.venue.online))
    ]
    assert rows(path, "SELECT name, part FROM panelists") == [(each.name, each.part) for each in record.panelists]
    held = rows(path, "SELECT panelist, statement FROM statements ORDER BY id")
    names = {each.id: each.name for each in record.panelists}
    assert held == [(names[each.panelists[0]], each.statement) for each in record.positions]
    assert rows(path, "SELECT value FROM author_contacts WHERE kind = 'email'") == [
        (email,) for author in record.author_bios for email in author.emails
    ]
    roles = rows(
        path, "SELECT name, title, organization FROM people JOIN roles ON person = people.id WHERE kind = 'role'"
    )
    assert roles == [(bio.name, role.title, role.organization) for bio in record.author_bios for role in bio.roles]
    assert rows(path, "SELECT json FROM records") == [(record.to_json(indent=None),)]
    spans = rows(path, 'SELECT field, start, "end", quote FROM spans')
    for field, start, end, quote in spans:
        value = record.to_dict()
        for step in str(field).strip("/").split("/"):
            value = value[int(step) if isinstance(value, list) else step]
        assert (value["start"], value["end"], value["quote"]) == (start, end, quote)
    assert len(spans) == record.to_json().count('"quote"')


def test_statements_are_found_by_their_words(tmp_path: Path, database: Database, record: Record) -> None:
    database.put([ready(record)])
    word = record.positions[0].statement.split()[-1].strip(".,")
    query = f"SELECT statement FROM positions WHERE id IN (SELECT rowid FROM positions_fts('{word}'))"
    assert (record.positions[0].statement,) in rows(tmp_path / "all.db", query)
    # how Datasette and sqlite-utils find the index of a table
    known = "SELECT name FROM sqlite_master WHERE sql LIKE '%VIRTUAL TABLE%USING FTS%content=\"positions\"%'"
    assert rows(tmp_path / "all.db", known) == [("positions_fts",)]


def test_a_record_that_comes_again_leaves_nothing_of_the_old_one(
    tmp_path: Path, database: Database, record: Record
) -> None:
    path = tmp_path / "all.db"
    tables = [name for (name,) in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    tables = [name for name in tables if not str(name).startswith("positions_fts_")]  # the index's own affairs
    counts = {}
    for turn in range(2):
        database.put([ready(record)])
        counts[turn] = [rows(path, f"SELECT count(*) FROM [{table}]") for table in tables]
    assert counts[0] == counts[1]
    assert rows(path, "PRAGMA foreign_key_check") == []
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO positions_fts (positions_fts) VALUES ('integrity-check')")
    assert database.remove("box/a.txt", "", known(ready(record))) is None
    assert [rows(path, f"SELECT count(*) FROM {table}") for table in ("records", "spans", "people", "roles")] == [
        [(0,)]
    ] * 4


def test_a_transaction_holds_all_or_nothing(tmp_path: Path, database: Database, record: Record) -> None:
    broken = replace(ready(record), key="b", content=b"{")
    with pytest.raises(json.JSONDecodeError):
        database.put([ready(record), broken])
    assert rows(tmp_path / "all.db", "SELECT count(*) FROM records") == [(0,)]


def test_what_a_record_says_is_never_run(tmp_path: Path, database: Database, record: Record) -> None:
    name = "'); DROP TABLE records; --"
    database.put([ready(replace(record, source=replace(record.source, name=name)), key=name)])
    assert rows(tmp_path / "all.db", "SELECT input, name FROM records") == [(name, name)]


def test_a_database_is_one_file_that_opens_where_nothing_may_be_written(
    tmp_path: Path, database: Database, record: Record
) -> None:
    database.put([ready(record)])
    database.finish()
    assert os.listdir(tmp_path) == ["all.db"]
    uri = (tmp_path / "all.db").as_uri() + "?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        assert connection.execute("SELECT count(*) FROM positions_fts").fetchone() == (len(record.positions),)


def test_a_folder_leaves_alone_what_it_did_not_write(tmp_path: Path, record: Record) -> None:
    with Beside(tmp_path / "out", is_folder=True) as beside, Folder(beside, force=False) as folder:
        one = ready(record)
        folder.put([one])
        target = tmp_path / "out/box/a.txt.json"
        assert target.read_bytes() == one.content
        assert folder.refusal(one, None) is None  # the same already
        target.write_text("mine")
        assert isinstance(folder.refusal(one, known(one)), RecordChanged)
        assert isinstance(folder.remove(one.key, one.path, known(one)), RecordChanged)
        target.unlink()
        target.mkdir()
        assert isinstance(folder.refusal(one, known(one)), OutputError)
        assert check_names(replace(one, path="x" * 251 + ".json")) is not None


def test_a_link_in_a_folder_stays_a_link(tmp_path: Path, record: Record) -> None:
    (tmp_path / "out/box").mkdir(parents=True)
    (tmp_path / "real.json").touch()
    (tmp_path / "out/box/a.txt.json").symlink_to(tmp_path / "real.json")
    with Beside(tmp_path / "out", is_folder=True) as beside, Folder(beside, force=True) as folder:
        folder.put([ready(record)])
    assert (tmp_path / "out/box/a.txt.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == ready(record).content


def test_one_run_at_a_time(tmp_path: Path) -> None:
    second = Beside(tmp_path / "out", is_folder=True)
    with Beside(tmp_path / "out", is_folder=True), pytest.raises(OutputBusy):
        second.__enter__()
    with Beside(tmp_path / "out", is_folder=True) as beside:
        assert beside.tells_case_apart() is not (tmp_path / "OUT").exists()


def test_a_file_that_is_no_manifest(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE mine (id)")
    with pytest.raises(ManifestInvalid, match="no manifest of this program"):
        Manifest(tmp_path / "other.db")
