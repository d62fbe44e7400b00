"""The built-in pack as data that were made before: the same as compiled, and left alone where they do not fit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

import panelrecord
from panelrecord.packs import ready
from panelrecord.packs.compile import compilation
from panelrecord.packs.loader import built_in
from panelrecord.packs.prepare import prepare
from panelrecord.packs.rules import Packs

ARTICLE = (
    b"# Reeds\n\nA seminar on reeds was held at the Town Hall in Ghent on 3 May 2021. Ana Ruiz said reeds matter.\n"
)


@cache
def compiled() -> Packs:
    return built_in()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    prepare(tmp_path / "en.ready")
    return tmp_path / "en.ready"


def test_what_is_read_is_what_is_compiled(place: Path) -> None:
    read = ready.read(place)
    assert read is not None
    assert read.tables is not None
    for part in fields(Packs):
        if part.name != "tables":
            assert getattr(read, part.name) == getattr(compiled(), part.name), part.name
    assert list(read.rules) == list(compiled().rules), "the order decides between rules"
    tables = compilation(compiled()).tables
    assert read.tables.alphabet == tables.alphabet
    for layer in {rule.layer for rule in compiled().rules.values()}:
        assert read.tables.groups(layer) == tables.groups(layer), layer
    assert read.tables.groups("no-such-layer") == ()


def test_the_data_lie_alone_in_their_place(place: Path) -> None:
    prepare(place)  # a second time, over the first
    assert os.listdir(place.parent) == [place.name]


def test_no_data_are_no_error(tmp_path: Path) -> None:
    assert ready.read(tmp_path / "en.ready") is None


@pytest.mark.parametrize("damage", ["cut short", "a byte changed", "of another pack", "empty", "no head"])
def test_data_that_do_not_fit_are_left_alone(place: Path, damage: str) -> None:
    data = place.read_bytes()
    head, _, body = data.partition(b"\n")
    middle = len(data) // 2
    place.write_bytes(
        {
            "cut short": data[:middle],
            "a byte changed": data[:middle] + bytes((data[middle] ^ 1,)) + data[middle + 1 :],
            "of another pack": b"0" * 64 + head[64:] + b"\n" + body,
            "empty": b"",
            "no head": body,
        }[damage]
    )
    assert ready.read(place) is None


def test_a_pack_or_compiler_that_has_changed_is_compiled_anew(tmp_path: Path) -> None:
    """In a copy of the package, as records come from it: with data, with those of yesterday's pack, without."""
    here = Path(panelrecord.__file__).parent
    package = tmp_path / "src" / "panelrecord"
    shutil.copytree(here.parent.parent / "schemas", tmp_path / "schemas")
    shutil.copytree(here, package, ignore=shutil.ignore_patterns("__pycache__", "*.ready"))
    script = (
        "import sys, panelrecord; from panelrecord.packs import ready;"
        f"print(ready.read() is not None, panelrecord.convert({ARTICLE!r}).to_json())"
    )

    def told() -> tuple[str, str]:
        found, _, record = run("-c", script).partition(" ")
        return found, record

    def run(*command: str) -> str:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(package.parent), *sys.path))}
        done = subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    without = told()
    assert without[0] == "False"
    run("-m", "panelrecord.packs.prepare")
    with_data = told()
    assert with_data == ("True", without[1])
    compiler = package / "packs" / "pattern.py"
    compiler.write_text(compiler.read_text(encoding="utf-8") + "# a change\n", encoding="utf-8")
    assert told() == without
    pack = package / "packs" / "en" / "00-words.toml"
    pack.write_text(pack.read_text(encoding="utf-8") + "# a change\n", encoding="utf-8")
    changed = told()
    assert changed[0] == "False"
    assert changed[1] != without[1], "the record names the pack by its digest"
