"""Many articles: every result in its place, every failure with its input."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import panelrecord
from panelrecord import batch
from panelrecord import record as record_room
from panelrecord.batch import Converted, Failed
from panelrecord.model import Record


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles, and between them in the alphabet what is none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("A seminar on reeds was held in Ghent on 3 May 2021.\n")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.md").write_text("# Reeds\n\nDr Ilse Maes said that reeds bind the soil.\n")
    return tmp_path


def test_results_come_in_order_and_a_bad_file_stops_nothing(folder: Path) -> None:
    results = list(panelrecord.convert_many(["c.md", "missing.md", "b.txt", "a.txt"]))
    assert [result.name for result in results] == ["c.md", "missing.md", "b.txt", "a.txt"]
    assert [type(result) for result in results] == [Converted, Failed, Failed, Converted]
    errors = [result.error for result in results if isinstance(result, Failed)]
    assert [type(error) for error in errors] == [panelrecord.UnreadableInput, panelrecord.EmptyInput]
    assert [error.name for error in errors] == ["missing.md", "b.txt"]


def test_one_of_many_is_the_same_as_one_alone(folder: Path) -> None:
    (first, *_) = panelrecord.convert_many(["a.txt", "c.md"])
    assert first == Converted("a.txt", panelrecord.convert("a.txt"))


def test_paths_are_taken_one_by_one(folder: Path) -> None:
    taken = []

    def paths() -> Iterator[str]:
        for path in ("a.txt", "c.md"):
            taken.append(path)
            yield path

    results = panelrecord.convert_many(paths())
    assert taken == []
    next(results)
    assert taken == ["a.txt"]


def test_a_wrong_call_is_raised_at_once(folder: Path) -> None:
    with pytest.raises(panelrecord.UsageError):
        panelrecord.convert_many(["a.txt"], published="soon")
    with pytest.raises(panelrecord.PackInvalid):
        panelrecord.convert_many(["a.txt"], packs=["missing.toml"])


def test_a_record_that_breaks_its_schema_never_leaves(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = record_room.make

    def broken(*arguments: Any, **options: Any) -> Record:
        return dataclasses.replace(make(*arguments, **options), id="")

    monkeypatch.setattr(record_room, "make", broken)
    (result,) = panelrecord.convert_many(["a.txt"])
    assert isinstance(result, Failed)
    assert isinstance(result.error, panelrecord.RecordInvalid)
    assert result.error.name == "a.txt"
    with pytest.raises(panelrecord.RecordInvalid, match="/id"):
        panelrecord.convert("a.txt")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("report.docx", "report.docx"),
        ("./box/report.docx", "box/report.docx"),
        ("../box/report.docx", "../box/report.docx"),
        ("/home/ana/report.docx", "report.docx"),
        ("b\udce9ton.txt", "b\\xe9ton.txt"),
    ],
)
def test_names(path: str, name: str) -> None:
    assert batch.name_of(path) == name


def test_a_changed_pack_is_read_again(tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    form = '[pack]\nname = "own"\nversion = "{}"\nlanguage = "en"\n'
    pack.write_text(form.format(1))
    assert batch.load_packs([pack]) is batch.load_packs([pack])
    pack.write_text(form.format("1 and a half"))
    assert batch.load_packs([pack]).versions[-1].version == "1 and a half"
