"""Runs that break off, go on, meet what others did, and find the disk against them: real processes, real files."""

from __future__ import annotations

import csv
import json
import os
import pty
import random
import resource
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import panelrecord
from panelrecord.batch.desk import BOUNDS
from panelrecord.manifest import Manifest
from panelrecord.write.folder import Folder

SOURCE = Path(panelrecord.__file__).parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(SOURCE), "COLUMNS": "100"}
NUMBER = 8


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "panelrecord", *arguments]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A run with one worker, whose start is what these few articles cost most."""
    jobs = () if "-j" in arguments else ("-j", "1")
    return subprocess.run(command(*arguments, *jobs), capture_output=True, text=True, env=ENVIRONMENT, check=False)


def start(*arguments: str) -> subprocess.Popen[str]:
    """A run in a process group of its own, as a shell starts it."""
    return subprocess.Popen(
        command(*arguments), stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, process_group=0, bufsize=1
    )


def write_articles(folder: Path, numbers: Iterator[int] | range) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        text = (
            f"A seminar on reed beds was held in Ghent on {number % 28 + 1} May 2021.\n\nDr Ilse Maes said that no bed"
        )
        (folder / f"{number:03}.txt").write_text(f"{text} number {number} was cut.\n")


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of short articles, and the current folder above it."""
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path / "box", range(NUMBER))
    return tmp_path / "box"


def records(output: Path) -> dict[str, str]:
    """Every record of an output by the name it gives its input; fails where one is there twice."""
    if output.suffix == ".jsonl":
        texts = output.read_text(encoding="utf-8").splitlines()
    elif output.suffix == ".db":
        with closing(sqlite3.connect(output)) as connection:
            texts = [row[0] for row in connection.execute("SELECT json FROM records")]
    else:
        assert not list(output.rglob("*.part"))
        texts = [path.read_text(encoding="utf-8") for path in sorted(output.rglob("*.json"))]
    parsed = [json.loads(text) for text in texts]
    by_name = {record["source"]["name"]: json.dumps(record) for record in parsed}
    assert len(by_name) == len(parsed)
    return by_name


def alone(box: Path, which: str = "*.txt") -> dict[str, str]:
    """What the records of a folder must be: each article converted by itself."""
    paths = sorted(box.relative_to(Path.cwd()).glob(which))
    return {str(path): json.dumps(panelrecord.convert(path).to_dict()) for path in paths}


OUTPUTS = ("records", "all.jsonl", "all.db")


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_second_run_does_only_what_is_new_or_changed(box: Path, output: str) -> None:
    assert run("convert", "box", "-o", output, "-q").returncode == 0
    assert records(Path(output)) == alone(box)
    (box / "003.txt").write_text("A lecture on dunes was held in Ostend on 4 June 2022.\n")
    write_articles(box, range(NUMBER, NUMBER + 2))
    os.utime(box / "004.txt", (0, 0))  # a time stamp says nothing
    second = run("convert", "box", "-o", output)
    assert second.returncode == 0
    assert f"3 of {NUMBER + 2} converted, {NUMBER - 1} unchanged" in second.stderr
    assert "converted, changed: 1 (box/003.txt)" in second.stderr
    assert "converted, new: 2 (box/008.txt, box/009.txt)" in second.stderr
    assert records(Path(output)) == alone(box)


def test_lines_after_an_increment_are_those_of_a_run_from_scratch(box: Path) -> None:
    (box / "006.txt").rename("aside.txt")
    run("convert", "box", "-o", "all.jsonl", "-q")
    Path("aside.txt").rename(box / "006.txt")
    (box / "002.txt").write_text("A lecture on dunes was held in Ostend on 4 June 2022.\n")
    run("convert", "box", "-o", "all.jsonl", "-q")
    run("convert", "box", "-o", "fresh.jsonl", "-q", "-j", "2")
    assert Path("all.jsonl").read_bytes() == Path("fresh.jsonl").read_bytes()


def test_other_options_and_packs_make_other_records(box: Path) -> None:
    run("convert", "box", "-o", "records", "-q")
    again = run("convert", "box", "-o", "records", "--published", "2021-06-01")
    assert f"converted, options or versions changed: {NUMBER}" in again.stderr
    Path("own.toml").write_text('[pack]\nname = "own"\nversion = "1"\nlanguage = "en"\n')
    with_pack = run("convert", "box", "-o", "records", "--published", "2021-06-01", "--pack", "own.toml")
    assert f"converted, options or versions changed: {NUMBER}" in with_pack.stderr


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_record_that_is_missing_is_made_again(box: Path, output: str) -> None:
    run("convert", "box", "-o", output, "-q")
    before = records(Path(output))
    if output == "records":
        Path("records/005.txt.json").unlink()
    elif output == "all.db":
        with closing(sqlite3.connect(output)) as connection, connection:
            connection.execute("DELETE FROM records WHERE input = '005.txt'")
    else:
        Path(output).unlink()
    again = run("convert", "box", "-o", output)
    assert "converted, record is missing" in again.stderr
    assert records(Path(output)) == before


@pytest.mark.parametrize("output", OUTPUTS)
def test_what_was_changed_by_hand_stays(box: Path, output: str) -> None:
    run("convert", "box", "-o", output, "-q")
    if output == "all.db":
        with closing(sqlite3.connect(output)) as connection, connection:
            connection.execute("UPDATE records SET json = replace(json, 'Ghent', 'Gent') WHERE input = '001.txt'")
    else:
        path = Path("records/001.txt.json") if output == "records" else Path(output)
        path.write_text(path.read_text().replace("Ghent", "Gent"))
    (box / "001.txt").write_text("A lecture on dunes was held in Ostend on 4 June 2022.\n")
    before = records(Path(output))
    refused = run("convert", "box", "-o", output)
    assert refused.returncode == 5
    assert "--force" in refused.stderr
    assert records(Path(output)) == before
    assert run("convert", "box", "-o", output, "-q", "--force").returncode == 0
    assert records(Path(output)) == alone(box)


def test_failures_are_kept_and_tried_again_when_asked(box: Path) -> None:
    (box / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    first = run("convert", "box", "-o", "records")
    assert first.returncode == 1
    assert first.stderr.count("box/bad.txt: is a picture") == 1
    second = run("convert", "box", "-o", "records")
    assert second.returncode == 1
    assert "is a picture" not in second.stderr
    assert "failed before: 1 (box/bad.txt)" in second.stderr
    third = run("convert", "box", "-o", "records", "--retry-failed")
    assert third.stderr.count("box/bad.txt: is a picture") == 1
    (box / "bad.txt").write_text("A seminar on dunes was held in Ostend on 4 June 2022.\n")
    assert run("convert", "box", "-o", "records", "-q").returncode == 0


def test_fail_fast_stops_and_can_go_on(box: Path) -> None:
    (box / "000.txt").write_bytes(b"")
    first = run("convert", "box", "-o", "records", "--fail-fast", "-j", "1")
    assert first.returncode == 1
    assert "stopped at the first failure" in first.stderr
    assert len(records(Path("records"))) < NUMBER - 1
    assert run("convert", "box", "-o", "records", "-q").returncode == 1
    assert len(records(Path("records"))) == NUMBER - 1


def test_pruning_takes_the_records_of_inputs_that_are_gone(box: Path) -> None:
    deep = box / "deep"
    write_articles(deep, range(2))
    for output in OUTPUTS:
        run("convert", "box", "-o", output, "-q")
    for path in (box / "001.txt", box / "002.txt", deep / "000.txt", deep / "001.txt"):
        path.unlink()
    Path("records/002.txt.json").write_text("mine")
    kept = run("convert", "box", "-o", "all.db")
    assert (kept.returncode, "pruned" in kept.stderr) == (0, False)
    for output in OUTPUTS:
        told = run("convert", "box", "-o", output, "--prune", "--dry-run")
        assert told.stdout.count("prune\tinput is gone") == 4
        pruned = run("convert", "box", "-o", output, "--prune")
        gone = 3 if output == "records" else 4
        assert f"{gone} pruned" in pruned.stderr
    assert Path("records/002.txt.json").read_text() == "mine"
    assert not Path("records/deep").exists()
    Path("records/002.txt.json").unlink()
    for output in OUTPUTS:
        assert records(Path(output)) == alone(box)


def test_pruning_spares_inputs_of_other_sources_and_folders_that_cannot_be_listed(box: Path) -> None:
    write_articles(Path("other"), range(2))
    run("convert", "box", "-o", "records", "-q")
    run("convert", "other", "-o", "records", "-q", "--prune")
    assert len(list(Path("records").glob("*.json"))) == NUMBER


def test_a_dry_run_says_what_and_why_and_does_nothing(box: Path) -> None:
    first = run("convert", "box", "-o", "records", "--dry-run")
    assert first.stdout.splitlines()[0] == "convert\tnew\tbox/000.txt"
    assert not Path("records").exists()
    run("convert", "box", "-o", "records", "-q")
    (box / "003.txt").write_text("A lecture on dunes.\n")
    before = {path: path.read_bytes() for path in Path("records").rglob("*") if path.is_file()}
    lines = run("convert", "box", "-o", "records", "-n").stdout.splitlines()
    assert lines.count("convert\tchanged\tbox/003.txt") == 1
    assert sum(line.startswith("leave\tunchanged\t") for line in lines) == NUMBER - 1
    assert {path: path.read_bytes() for path in Path("records").rglob("*") if path.is_file()} == before


def test_the_report_holds_every_fate_and_no_formula(box: Path) -> None:
    (box / "=cmd.txt").write_bytes(b"")
    os.chdir(box)
    run("convert", "=cmd.txt", "000.txt", "-o", "../records", "--report", "../report.csv")
    run("convert", "=cmd.txt", "000.txt", "-o", "../records", "--report", "../report.jsonl")
    with open("../report.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["name"], row["outcome"], row["error"]) for row in rows] == [
        ("'=cmd.txt", "failed", "empty"),
        ("000.txt", "converted", ""),
    ]
    lines = [json.loads(line) for line in Path("../report.jsonl").read_text().splitlines()]
    good = lines[1]
    content = Path("000.txt").read_bytes()
    assert good["size"] == len(content)
    assert good["sha256"] == panelrecord.convert(content).source.sha256
    assert good["record"] == "000.txt.json"
    assert good["settings"]["program"] == panelrecord.__version__
    assert good["seconds"] > 0
    assert lines[0]["mend"]


def test_the_log_holds_every_fate_as_json(box: Path) -> None:
    run("convert", "box", "-o", "records", "--log-json", "log.jsonl")
    lines = [json.loads(line) for line in Path("log.jsonl").read_text().splitlines()]
    assert [line["event"] for line in lines] == ["started", *["converted"] * NUMBER, "ended"]
    assert lines[1]["record"] == "records/000.txt.json"


# -------------------------------------------------------------- being stopped

# So many that some are on the disk, in a whole group, while others are still in the worker's hands.
BEGUN = BOUNDS.ahead + Folder.group + 1
ALL = BEGUN + 50


def start_listed(*arguments: str) -> subprocess.Popen[str]:
    """A run with one worker that is told its inputs by the test, and so is never through before the test has it."""
    return subprocess.Popen(
        command("convert", "--files-from", "-", *arguments, "-j", "1"),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
        process_group=0,
        bufsize=1,
    )


def tell(process: subprocess.Popen[str], numbers: range, *, last: bool = False) -> None:
    """Names articles of the box to a run, and says whether these are the last."""
    assert process.stdin is not None
    process.stdin.write("".join(f"box/{number:03}.txt\n" for number in numbers))
    process.stdin.flush()
    if last:
        process.stdin.close()


def wait_for_records(output: Path) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        if any(output.rglob("*.json")):
            return
        time.sleep(0.01)
    raise AssertionError("nothing was converted in five minutes")


def hold_still(process: subprocess.Popen[str]) -> None:
    """Stops a run, until SIGCONT; all of its threads have stopped when this returns."""
    process.send_signal(signal.SIGSTOP)
    os.waitpid(process.pid, os.WUNTRACED)


def held(*arguments: str) -> subprocess.Popen[str]:
    """A run over the first articles of the box that stands still, with some records on the disk and some to come."""
    process = start_listed(*arguments)
    tell(process, range(BEGUN))
    wait_for_records(Path("records"))
    hold_still(process)
    return process


def go_on(process: subprocess.Popen[str]) -> str:
    """Names the rest of the articles to a run that was held still, and gives what it says to its end."""
    tell(process, range(BEGUN, ALL), last=True)
    process.send_signal(signal.SIGCONT)
    assert process.stderr is not None
    with process.stderr:
        said = process.stderr.read()
    process.wait()
    return said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_once_it_finishes_what_is_in_hand(box: Path, number: signal.Signals) -> None:
    write_articles(box, range(ALL))
    process = held("-o", "records", "--progress", "none")
    os.killpg(process.pid, number)
    said = go_on(process)
    assert process.returncode == 130
    assert "stopping once what is in hand is done; again to stop now" in said
    assert "run the same command again to go on" in said
    done = len(records(Path("records")))
    assert f"{done} of {done} converted" in said
    assert 0 < done < ALL
    with closing(sqlite3.connect("records/.panelrecord/manifest.db")) as manifest:
        assert manifest.execute("SELECT count(*) FROM inputs WHERE outcome = 'converted'").fetchone() == (done,)


def test_asked_twice_it_stops_now(box: Path) -> None:
    write_articles(box, range(ALL))
    process = held("-o", "records", "--progress", "none")
    process.send_signal(signal.SIGCONT)
    assert process.stderr is not None
    os.killpg(process.pid, signal.SIGINT)
    assert "again to stop now" in process.stderr.readline()
    os.killpg(process.pid, signal.SIGINT)
    said = go_on(process)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert set(records(Path("records")).items()) <= set(alone(box).items())


def test_whatever_kills_it_the_next_run_goes_on(box: Path, request: pytest.FixtureRequest) -> None:
    """``--crashes 50`` for the long form."""
    write_articles(box, range(NUMBER * 5))
    expected = alone(box)
    chance = random.Random(20)
    for crash in range(request.config.getoption("--crashes")):
        output = OUTPUTS[crash % 3]
        process = start("convert", "box", "-o", output, "-q", "-j", "2")
        time.sleep(chance.uniform(0.2, 3.5))
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()
        if crash % 2:
            done = run("convert", "box", "-o", output)
            assert done.returncode == 0, done.stderr
            assert records(Path(output)) == expected
            remove(Path(output))
    for output in OUTPUTS:
        assert run("convert", "box", "-o", output, "-q").returncode == 0
        assert records(Path(output)) == expected


def remove(output: Path) -> None:
    if output.is_dir():
        shutil.rmtree(output)
    else:
        output.unlink(missing_ok=True)
        shutil.rmtree(f"{output}.panelrecord")


def test_a_worker_that_is_killed_costs_nothing(box: Path) -> None:
    write_articles(box, range(ALL))
    process = held("-o", "records", "-q")
    tasks = Path(f"/proc/{process.pid}/task")
    if not (tasks / str(process.pid) / "children").exists():
        process.kill()
        process.wait()
        pytest.skip("this system does not list a process's children")
    (worker,) = (child for task in tasks.iterdir() for child in (task / "children").read_text().split())
    os.kill(int(worker), signal.SIGKILL)
    assert go_on(process) == ""
    assert process.returncode == 0
    assert records(Path("records")) == alone(box)


def test_a_second_run_over_the_same_output_is_refused(box: Path) -> None:
    write_articles(box, range(ALL))
    process = held("-o", "records", "-q")
    second = run("convert", "box", "-o", "records")
    process.kill()
    process.communicate()
    assert second.returncode == 5
    assert "records: another run is writing to it; wait until it is through" in second.stderr
    assert run("convert", "box/000.txt", "-o", "records", "-q").returncode == 0  # the lock died with the process


# ------------------------------------------------------------------- bad disks


def test_a_manifest_of_another_version_is_refused(box: Path) -> None:
    run("convert", "box", "-o", "records", "-q")
    with closing(sqlite3.connect("records/.panelrecord/manifest.db")) as manifest:
        manifest.execute("PRAGMA user_version = 99")
    refused = run("convert", "box", "-o", "records")
    assert refused.returncode == 5
    assert "is a manifest of version 99, and this program reads version 1" in refused.stderr
    Path("records/.panelrecord/manifest.db").write_bytes(b"reeds" * 1000)
    refused = run("convert", "box", "-o", "records")
    assert refused.returncode == 5
    assert "manifest.db: is damaged" in refused.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_that_may_not_be_written(box: Path) -> None:
    Path("shut").mkdir(mode=0o555)
    refused = run("convert", "box", "-o", "shut/records")
    assert refused.returncode == 5
    assert "shut/records: cannot be written" in refused.stderr


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_full_disk_ends_the_run_and_the_next_one_goes_on(box: Path, output: str) -> None:
    """A limit on the size of files stands for the disk: what is written comes back short in the same way."""
    write_articles(box, range(60))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (110_000, 110_000))

    full = subprocess.run(
        command("convert", "box", "-o", output, "--progress", "none", "-j", "1"),
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        preexec_fn=limit,
        check=False,
    )
    assert full.returncode == 5, full.stderr
    assert "cannot be written" in full.stderr
    assert full.stderr.count("\n") == 1
    assert run("convert", "box", "-o", output, "-q").returncode == 0
    assert records(Path(output)) == alone(box)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of a quarter of a megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], check=False, stderr=subprocess.DEVNULL
    )
    if made.returncode:
        pytest.skip("this user may not make a file system")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="there is no mount here")
@pytest.mark.parametrize("output", OUTPUTS)
def test_a_disk_without_room_ends_the_run_and_with_room_it_goes_on(box: Path, small_disk: Path, output: str) -> None:
    write_articles(box, range(60))
    full = run("convert", "box", "-o", f"disk/{output}", "--progress", "none")
    assert full.returncode == 5, full.stderr
    assert "cannot be written" in full.stderr
    assert full.stderr.count("\n") == 1
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert run("convert", "box", "-o", f"disk/{output}", "-q").returncode == 0
    assert records(small_disk / output) == alone(box)


def test_an_output_that_vanishes_ends_the_run(box: Path) -> None:
    write_articles(box, range(ALL))
    process = held("-o", "records", "--progress", "none")
    shutil.rmtree("records")
    said = go_on(process)
    assert process.returncode == 5
    assert "Traceback" not in said


def test_a_folder_that_cannot_be_listed_is_a_failure(box: Path) -> None:
    (box / "deep").mkdir()
    (box / "deep" / "a.txt").write_text("A seminar.\n")
    (box / "loop").symlink_to("loop")
    listed = Path("listed.txt")
    listed.write_text("box\nvanished\n")
    done = run("convert", "@listed.txt", "-o", "records")
    assert done.returncode == 1
    assert "vanished: does not exist" in done.stderr
    assert "skipped, broken link: 1 (box/loop)" in done.stderr
    assert len(records(Path("records"))) == NUMBER + 1


def test_ten_thousand_bad_files_in_a_row(box: Path) -> None:
    kinds = (b"", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04 torn", b"\0\1\2\3" * 8)
    for number in range(10_000):
        (box / f"bad{number:04}.txt").write_bytes(kinds[number % 4])
    done = run("convert", "box", "-o", "records", "--progress", "none")
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line.startswith("panelrecord: box/bad")]
    assert len({line.split(": ")[1] for line in lines}) == len(lines) == 10_000
    assert "failed, empty: 2500 (box/bad0000.txt, box/bad0004.txt, box/bad0008.txt and 2497 more)" in done.stderr
    assert "failed, foreign: 2500 (box/bad0001.txt" in done.stderr
    assert "failed, damaged: 2500 (box/bad0002.txt" in done.stderr
    assert "failed, undecodable: 2500 (box/bad0003.txt" in done.stderr
    assert records(Path("records")) == alone(box, "00*.txt")


def test_what_is_known_of_an_input_is_found_as_fast_among_many(tmp_path: Path) -> None:
    def steps(inputs: int) -> int:
        """How many steps SQLite takes to find all there is to know of one of so many inputs."""
        taken = 0

        def count() -> None:
            nonlocal taken
            taken += 1

        with Manifest(tmp_path / f"{inputs}.db") as manifest:
            manifest.begin({})
            for number in range(inputs):
                manifest.see(f"{number}.txt", f"{number}.txt", f"{number}.txt", f"/{number}.txt", number)
            manifest._connection.set_progress_handler(count, 1)
            assert manifest.look("7.txt") is not None
            assert manifest.neighbour("7.TXT", "7.txt") == "7.txt"
            assert manifest.came_upon("/7.txt")
            manifest.see("7.txt", "7.txt", "7.txt", "/7.txt", 7)
            manifest._connection.set_progress_handler(None, 0)
        return taken

    assert steps(2000) < 2 * steps(20)


# --------------------------------------------------------------- the terminal


def test_a_bar_shows_on_a_terminal_and_messages_stand_above_it(box: Path) -> None:
    (box / "bad.txt").touch()
    write_articles(box, range(120))
    main, other = pty.openpty()
    termios.tcsetwinsize(other, (40, 100))
    process = subprocess.Popen(
        command("convert", "box", "-o", "records"), stderr=other, env=ENVIRONMENT, process_group=0
    )
    os.close(other)
    shown = b""
    while select.select([main], [], [], 60)[0]:
        try:
            part = os.read(main, 4096)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        shown += part
    os.close(main)
    assert process.wait() == 1
    text = shown.decode()
    assert "/121 [" in text
    assert "files/s" in text
    assert "1 failed" in text
    lines = text.split("\r\n")
    assert sum("box/bad.txt: is empty" in line for line in lines) == 1
    assert lines[-2].startswith("panelrecord:   failed, empty: 1")
