"""A run that is cut off before and after every step to the disk, one after the other, and then goes on."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from panelrecord.batch.here import Here
from panelrecord.batch.jobs import Outcome
from panelrecord.inputs import Input, Item
from panelrecord.manifest import Beside, Manifest
from panelrecord.model import Record
from panelrecord.run import Run
from panelrecord.run.fate import Product
from panelrecord.write import Place
from panelrecord.write.database import Database
from panelrecord.write.folder import Folder
from panelrecord.write.lines import Lines

CUT_OFF = 9
OUTPUTS = ("records", "all.jsonl", "all.db")


@dataclass(frozen=True)
class Copying:
    """Makes of each input the same record under its name, with its bytes as the title."""

    record: Record

    def begin(self) -> tuple[str, Callable[[Input, object], Outcome]]:
        return "ready", self.do

    def do(self, item: Input, _: object) -> Outcome:
        assert isinstance(item.source, bytes)
        source = replace(self.record.source, name=item.name, title=item.source.decode())
        content = replace(self.record, source=source).to_json(indent=None).encode()
        product = Product(content, hashlib.sha256(content).hexdigest(), "text", (), None)
        return Outcome(product, None, hashlib.sha256(item.source).hexdigest(), len(item.source))

    def weight(self, work: Input) -> int:
        return 0


def items(contents: dict[str, str]) -> list[Item]:
    return [Item(Input(text.encode(), name), PurePosixPath(name), None) for name, text in contents.items()]


def place(output: Path, beside: Beside, manifest: Manifest) -> Place:
    if output.suffix == ".jsonl":
        return Lines(beside, manifest, force=False)
    return Database(output, force=False) if output.suffix == ".db" else Folder(beside, force=False)


def convert(output: Path, contents: dict[str, str], record: Record) -> None:
    with Beside(output, is_folder=not output.suffix) as beside, Manifest(beside.manifest) as manifest:
        manifest.begin({})
        with place(output, beside, manifest) as opened:
            opened.group = 2
            for _ in Run(manifest, opened, Here(Copying(record))).fates(items(contents)):
                pass
            opened.finish()
        manifest.end("through")


def cut_off_at(step: int, patch: pytest.MonkeyPatch) -> None:
    """End the process without a word at the so-and-so-manieth moment before or after something reaches the disk."""
    moments = 0

    def moment() -> None:
        nonlocal moments
        moments += 1
        if moments == step:
            os._exit(CUT_OFF)

    def around(function: Callable[..., Any], counts: Callable[..., bool]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            counted = counts(*arguments)
            if counted:
                moment()
            value = function(*arguments)
            if counted:
                moment()
            return value

        return call

    patch.setattr(os, "fsync", around(os.fsync, lambda *_: True))
    patch.setattr(os, "replace", around(os.replace, lambda *_: True))
    patch.setattr(Manifest, "commit", around(Manifest.commit, lambda *_: True))
    patch.setattr(Database, "_execute", around(Database._execute, lambda _, statement, *rest: statement == "COMMIT"))


def in_a_child(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def titles(output: Path) -> dict[str, str]:
    """The title of each record by its name; fails where one is there twice or in part."""
    if output.suffix == ".jsonl":
        texts = output.read_text(encoding="utf-8").splitlines() if output.exists() else []
    elif output.suffix == ".db":
        with closing(sqlite3.connect(output)) as connection:
            texts = [row[0] for row in connection.execute("SELECT json FROM records")]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    else:
        texts = [path.read_text(encoding="utf-8") for path in output.glob("*.json")]
    sources = [json.loads(text)["source"] for text in texts]
    by_name = {source["name"]: source["title"] for source in sources}
    assert len(by_name) == len(sources)
    return by_name


@pytest.mark.parametrize("name", OUTPUTS)
def test_cut_off_at_any_step_a_run_can_go_on(name: str, tmp_path: Path, record: Record) -> None:
    """A first run over some inputs is whole; the second, in which some are new and one has changed, is cut off."""
    first = {f"{number}.txt": f"number {number}" for number in range(3)}
    second = {"0.txt": "number 0", "00.txt": "a new one", "1.txt": "changed", "2.txt": "number 2", "3.txt": "another"}
    step = 0
    while True:
        step += 1
        output = tmp_path / str(step) / name
        output.parent.mkdir()
        convert(output, first, record)

        def cut_off(step: int = step, output: Path = output) -> None:
            with pytest.MonkeyPatch.context() as patch:
                cut_off_at(step, patch)
                convert(output, second, record)

        code = in_a_child(cut_off)
        assert code in {0, CUT_OFF}
        between = titles(output)
        assert set(first) <= set(between)
        assert all(title in {first.get(key), second[key]} for key, title in between.items())
        convert(output, second, record)
        assert titles(output) == second
        assert not list(output.parent.rglob("*.part"))
        if name == "all.jsonl":
            assert list(titles(output)) == list(second)
        if code == 0:
            break
    assert step > 12  # there were steps to be cut off at


@pytest.mark.parametrize("name", OUTPUTS)
def test_killed_again_and_again_a_run_goes_on(name: str, tmp_path: Path, record: Record) -> None:
    """Fifty times over the three outputs a run is killed at some moment, and the next one begins where it stood."""
    chance = random.Random(name)
    output = tmp_path / name
    whole = time.monotonic()
    contents = {f"{number}.txt": f"number {number}" for number in range(30)}
    convert(output, contents, record)
    whole = time.monotonic() - whole
    cut_off = 0
    for crash in range(17):
        kept = titles(output)
        for number in chance.sample(range(30), 20):
            contents[f"{number}.txt"] = f"number {number}, for the {crash}th time"
        child = os.fork()
        if child == 0:
            convert(output, contents, record)
            os._exit(0)
        time.sleep(chance.uniform(0, whole))
        os.kill(child, signal.SIGKILL)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            whole *= 0.8  # it was through before: runs take less than the first one did
        else:
            cut_off += 1
        between = titles(output)
        assert set(between) == set(contents)
        assert all(title in {kept[key], contents[key]} for key, title in between.items())
        if crash % 4 == 3:
            convert(output, contents, record)
            assert titles(output) == contents
    convert(output, contents, record)
    assert titles(output) == contents
    assert not list(output.parent.rglob("*.part"))
    assert cut_off
