"""Odd names, things that are no files, and files and disks that change or end under the program's hands."""

from __future__ import annotations

import csv
import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_containers import PROSE

import panelrecord
from panelrecord.errors import UnreadableInput

ODD_NAMES = (
    *(
        b"two\nlines.txt",
        b"bell\x07\x1b[31mred.txt",
        "party 🎉.txt".encode(),
        "\u202efdp.txt".encode(),
        b"\xff\xfe.txt",
    ),
    *(b"caf\xe9.txt", b"CON.txt", b"nul", b"blank .txt ", b"point.", b"--version", b"-o", b"~", b"$HOME", b"*.txt"),
    *(b"quotes'\"`.txt", b"same.txt", b"SAME.TXT", b"..txt", b"a:b.txt", b"back\\slash.txt", b"@list", b"%s%n.txt"),
)
CONTROLS = [chr(number) for number in (*range(32), *range(127, 160)) if chr(number) != "\n"] + ["\u202e", "\u2028"]


def command(*words: str | Path, cwd: Path, **rest: object) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own, as a user starts it."""
    call = [sys.executable, "-m", "panelrecord", *(os.fspath(word) for word in words)]
    return subprocess.run(call, cwd=cwd, capture_output=True, timeout=6000, check=False, **rest)  # type: ignore[call-overload, no-any-return]


def assert_calm(messages: bytes) -> None:
    """No traceback, and nothing that drives a terminal."""
    said = messages.decode()
    assert "Traceback" not in said
    assert [control for control in CONTROLS if control in said] == []


def test_odd_names(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ODD_NAMES:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(PROSE)
    run = command("convert", "in", "-o", "out", "-v", cwd=tmp_path)
    assert_calm(run.stderr)
    hidden = [name for name in ODD_NAMES if name.startswith(b".")]
    assert run.returncode == 0, run.stderr.decode()
    records = [path for path in (tmp_path / "out").rglob("*.json") if not path.name.startswith(".panelrecord")]
    assert len(records) == len(ODD_NAMES) - len(hidden)
    for path in records:
        record = json.loads(path.read_text(encoding="utf-8"))
        assert record["source"]["text"] == PROSE
        record["source"]["name"].encode()  # no half of a character


def test_names_that_begin_like_a_path_of_windows(tmp_path: Path) -> None:
    names = {b"\\share.txt": "./\\share.txt", b"\xe9t\xe9.txt": "./\\xe9t\\xe9.txt", b"C:\\a.txt": "C:\\a.txt"}
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(PROSE)
    for sources in ((".",), sorted(os.fsdecode(name) for name in names)):
        run = command("convert", *sources, "-o", "-", "--force", cwd=tmp_path)
        assert (run.returncode, run.stderr.count(b"breaks its contract")) == (0, 0)
        assert {json.loads(line)["source"]["name"] for line in run.stdout.splitlines()} == set(names.values())


def test_a_name_that_looks_like_an_option(tmp_path: Path) -> None:
    (tmp_path / "--version").write_text(PROSE)
    run = command("convert", "--", "--version", cwd=tmp_path)
    assert json.loads(run.stdout)["source"]["name"] == "--version"


def test_a_name_of_255_bytes(tmp_path: Path) -> None:
    name = "é" * 125 + "a.txt"
    assert len(name.encode()) == 255
    (tmp_path / name).write_text(PROSE)
    (tmp_path / "b.txt").write_text(PROSE)
    assert panelrecord.convert(tmp_path / name).source.name == name
    run = command("convert", name, "b.txt", "-o", "out", cwd=tmp_path)
    assert_calm(run.stderr)
    assert run.returncode == 5  # its record's name would be longer than names can be
    assert (tmp_path / "out/b.txt.json").is_file()


@pytest.fixture
def things(tmp_path: Path) -> Iterator[Path]:
    """A folder with everything in it that is no ordinary file, and one article."""
    (tmp_path / "good.txt").write_text(PROSE)
    os.mkfifo(tmp_path / "fifo.txt")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    (tmp_path / "full.txt").symlink_to("/dev/full")
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "folder.docx").mkdir()
    (tmp_path / "folder.docx" / "back").symlink_to(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.getcwd()
        os.chdir(tmp_path)  # the path of a socket may not be long
        try:
            listening.bind("socket.txt")
        finally:
            os.chdir(here)
        yield tmp_path


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("fifo.txt", "is a named pipe"),
        ("socket.txt", "is a socket"),
        ("device.txt", "is a device"),
        ("full.txt", "is a device"),
        ("dangling.txt", "does not exist"),
        ("loop.txt", "cannot be read"),
        ("folder.docx", "is a folder"),
        ("good.txt/more", "cannot be read"),
        ("no\0name", "is no possible path"),
    ],
)
def test_what_is_no_file_is_never_waited_for(things: Path, name: str, cause: str) -> None:
    with pytest.raises(UnreadableInput, match=cause):
        panelrecord.convert(things / name)


def test_a_folder_of_things_gives_its_article(things: Path) -> None:
    run = command("convert", things, "-o", things / "../out", cwd=things)
    assert_calm(run.stderr)
    records = [path.name for path in (things / "../out").rglob("*.json") if not path.name.startswith(".panelrecord")]
    assert records == ["good.txt.json"]


def test_things_that_are_named_fail_one_by_one(things: Path) -> None:
    names = ["fifo.txt", "socket.txt", "device.txt", "loop.txt", "good.txt"]
    run = command("convert", *names, "-o", "out", cwd=things)
    assert_calm(run.stderr)
    assert run.returncode == 1
    assert all(f"{name}: ".encode() in run.stderr for name in names[:-1])
    assert (things / "out/good.txt.json").is_file()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for the superuser")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE)
    path.chmod(0)
    with pytest.raises(UnreadableInput, match="may not be read"):
        panelrecord.convert(path)


def test_a_file_that_cannot_be_read_to_its_end() -> None:
    with pytest.raises(UnreadableInput, match="cannot be read"):
        panelrecord.convert("/proc/self/mem")


def test_files_that_vanish_while_others_are_read(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(6)]
    for path in paths:
        path.write_text(PROSE)

    def vanishing() -> Iterator[Path]:
        for number, path in enumerate(paths):
            if number % 2:
                path.unlink()
            yield path

    outcomes = [type(result).__name__ for result in panelrecord.convert_many(vanishing())]
    assert outcomes == ["Converted", "Failed"] * 3


def test_a_file_that_changes_while_it_is_read_is_one_of_its_states(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE)
    writer = subprocess.Popen(["sh", "-c", f"while :; do echo 'Wells. {PROSE}' > {path}; done"])
    try:
        for _ in range(20):
            try:
                record = panelrecord.convert(path)
            except panelrecord.EmptyInput:
                continue  # between the emptying and the writing of it
            assert PROSE in record.source.text
    finally:
        writer.kill()
        writer.wait()


# ---------------------------------------------------------------------- output


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_a_full_disk_behind_standard_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    with open("/dev/full", "wb") as full:
        call = [sys.executable, "-m", "panelrecord", "convert", "a.txt"]
        run = subprocess.run(call, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, timeout=600, check=False)
    assert_calm(run.stderr)
    assert run.returncode == 5
    assert b"standard output: cannot be written" in run.stderr


def test_a_disk_that_fills_up_leaves_no_half_of_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text((PROSE + "\n\n") * 300)

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    run = command("convert", "a.txt", "-o", "out/a.json", cwd=tmp_path, preexec_fn=small)
    assert_calm(run.stderr)
    assert run.returncode == 5
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("output", ["/proc/nothing", "/dev/full/out", "a.txt/out"])
def test_an_output_that_cannot_be(output: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    run = command("convert", "a.txt", "-o", output + "/", cwd=tmp_path)
    assert_calm(run.stderr)
    assert run.returncode == 5, run.stderr.decode()
    assert (tmp_path / "a.txt").read_text() == PROSE


def modest() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))


def test_endless_standard_input_is_not_read_to_its_end(tmp_path: Path) -> None:
    for words in (("convert", "-"), ("annotate",)):
        with open("/dev/zero", "rb") as endless:
            run = command(*words, "--limit", "input-bytes=1M", cwd=tmp_path, stdin=endless, preexec_fn=modest)
        assert_calm(run.stderr)
        assert run.returncode == 1
        assert b"stdin: is larger than 1 MB" in run.stderr


def test_controls_in_an_article_reach_no_terminal(tmp_path: Path) -> None:
    evil = PROSE.replace("Ana Ruiz", "Ana \x1b]0;title\x07\u202eRuiz")
    (tmp_path / "a.txt").write_text(f"\x1b[2JWells \x9b31m\n\n{evil}\n")
    run = command("convert", "a.txt", "-o", "out.json", "--summary", "-v", cwd=tmp_path)
    assert run.returncode == 0
    assert_calm(run.stderr)
    assert_calm(run.stdout)


def test_no_cell_of_a_report_is_a_formula(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = ("=HYPERLINK(1).txt", "+1.txt", "-1.txt", "@SUM(A1).txt", "\t=1.txt", "\r=1.txt", "=cmd|'x'!A1,b\".txt")
    for number, name in enumerate(names):
        (folder / name).write_text(PROSE if number % 2 else "")
    run = command("convert", ".", "-o", "../out", "--report", "../fates.csv", "-q", cwd=folder)
    assert_calm(run.stderr)
    with open(tmp_path / "fates.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == len(names) + 1
    assert [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r|%"))] == []
    assert {row[0].removeprefix("'") for row in rows[1:]} >= {name for name in names if name.isprintable()}


def test_a_half_of_a_character_is_never_written(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / os.fsdecode(b"\xff.txt")).write_text(PROSE)
    for output in ("all.jsonl", "all.db", "out/"):
        run = command("convert", "in", "-o", output, cwd=tmp_path)
        assert run.returncode == 0, run.stderr
    lines = (tmp_path / "all.jsonl").read_bytes()
    assert json.loads(lines)["source"]["name"].encode()
    assert b"\\ud" not in lines.lower()


def test_names_that_differ_in_case_alone(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("wells.txt", "Wells.txt", "WELLS.TXT"):
        (folder / name).write_text(f"{PROSE} {name}")
    run = command("convert", "in", "-o", "out", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    texts = {json.loads(path.read_text())["source"]["text"] for path in (tmp_path / "out").rglob("*.json")}
    assert len(texts) == len(list(folder.iterdir()))
