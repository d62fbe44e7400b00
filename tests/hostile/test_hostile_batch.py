"""Two hundred bad inputs in one batch with a hundred good articles: these come out as they do without the others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_containers import docx, epub, odt, paragraph
from hostile_inputs import all_bad

PEOPLE = ("Ana Ruiz", "Kofi Mensah", "Lan Nguyen", "Lesia Moroz", "Ivo Petrov")
TOWNS = ("Kandy", "Odesa", "Cusco", "Tamale", "Huế")
MOST_MEMORY = 500 << 20  # bytes of the program itself; its workers have limits of their own
SECONDS = 1200  # of processor time for the whole batch, in which one that hangs would never end

WORKER_MEMORY = 1 << 30  # bytes that a pandoc may use, more than which no process below the program may have come to
# What getrusage says of the program itself counts the process that started it too, on Linux: a child begins with its
# parent's peak, and these tests may have come to more than the program is allowed. What /proc says does not.
COMMAND = """
import pathlib, re, resource, sys
from panelrecord.cli import run
code = run(sys.argv[1:])
status = pathlib.Path("/proc/self/status")
held = re.search(r"VmHWM:\\s*(\\d+) kB", status.read_text()) if status.exists() else None
print(held[1] if held else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def good() -> dict[str, bytes]:
    """A hundred articles, every one another, in seven formats."""
    articles: dict[str, bytes] = {}
    for number in range(100):
        person, other = PEOPLE[number % 5], PEOPLE[(number + 1 + number // 5) % 5]
        town, day = TOWNS[number // 5 % 5], number % 28 + 1
        lines = (
            f"The seminar on canal {number} was held at the Grange Hall in {town} on {day} May 2021.",
            f"Dr {person}, a hydrologist, said that pump {number} leaks. “Nobody asked the millers,” {other} added.",
        )
        bare, tagged = "\n\n".join(lines), "".join(f"<p>{line}</p>" for line in lines)
        forms = {
            "txt": bare.encode(),
            "md": f"# Canal {number}\n\n{bare}\n".encode(),
            "html": f"<html><head><title>Canal {number}</title></head><body>{tagged}</body></html>".encode(),
            "docx": docx("".join(map(paragraph, lines))),
            "odt": odt("".join(f"<text:p>{line}</text:p>" for line in lines)),
            "epub": epub(tagged),
            "nxml": f"<article><front><article-meta/></front><body>{tagged}</body></article>".encode(),
        }
        ending = list(forms)[number % len(forms)]
        articles[f"good-{number:03}.{ending}"] = forms[ending]
    return articles


def converted(folder: Path, output: Path) -> tuple[int, str, int, int]:
    """The exit code, the messages and the peaks of memory, in bytes, of a batch: the program's and its largest child's.

    Those that it has waited for, and that these have, are its children: workers and pandocs.
    """
    limits = ("--limit", "parse-seconds=1", "--limit", f"parse-memory-bytes={WORKER_MEMORY}")
    call = [sys.executable, "-c", COMMAND, "convert", folder.name, "-o", output.name, "--jobs", "2", *limits]
    bounded = ["sh", "-c", f'ulimit -t {SECONDS}; exec "$@"', "sh", *call]
    run = subprocess.run(bounded, cwd=folder.parent, capture_output=True, check=False, text=True)
    *messages, peak, below = run.stderr.splitlines()
    unit = 1 if sys.platform == "darwin" else 1024
    return run.returncode, "\n".join(messages), int(peak) * unit, int(below) * unit


def records(output: Path) -> dict[str, bytes]:
    return {path.name.removesuffix(".json"): path.read_bytes() for path in output.glob("good-*.json")}


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder ``alone`` with the good articles, ``together`` with the bad inputs too."""
    here = tmp_path_factory.mktemp("box")
    for name in ("alone", "together"):
        (here / name).mkdir()
        for article, content in good().items():
            (here / name / article).write_bytes(content)
    for bad in all_bad():
        (here / "together" / bad.name).write_bytes(bad.make())
    os.mkfifo(here / "together" / "fifo.txt")
    (here / "together" / "loop.txt").symlink_to("loop.txt")
    return here


def test_good_articles_are_not_disturbed_by_bad_ones(box: Path) -> None:
    for name in ("alone", "together"):
        (box / name).rename(box / "box")  # records say where their article lay
        code, messages, peak, below = converted(box / "box", box / f"out-{name}")
        (box / "box").rename(box / name)
        assert code == (1 if name == "together" else 0), messages[-2000:]
        assert "Traceback" not in messages
        assert peak < MOST_MEMORY
        assert 0 < below < WORKER_MEMORY
    clean = records(box / "out-alone")
    assert len(clean) == 100
    assert all(json.loads(record)["positions"] for record in clean.values())
    assert records(box / "out-together") == clean
    beside = ("png", "jpg", "mp4", "zip", "tar", "gz")  # not read in a folder, or for what they hold
    for bad in all_bad():
        written = (box / "out-together" / f"{bad.name}.json").exists()
        failed = f"box/{bad.name}: " in messages
        passed_over = bad.name.rpartition(".")[2] in beside
        assert passed_over or (written, failed) == (isinstance(bad.outcome, tuple), isinstance(bad.outcome, type)), bad
    assert not list((box / "out-together").rglob("*.part"))
