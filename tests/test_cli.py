"""The command line, by transcripts that are documentation too: tests/cli/*.md.

A fenced block that begins with ``% `` is a transcript: a command, what it prints, ``2> `` and a line for each line of
standard error, and ``=> code`` where the exit code is not 0. Lines between the command and a line ``^D`` are standard
input. A block whose fence names a file, as in ``` ```{file="a/b.md"} ```, is written there first. The commands of one
document run in one folder, one after the other. ``pytest --accept`` writes what the commands now print into the
documents, unless one of them crashed: read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

DOCUMENTS = sorted((Path(__file__).parent / "cli").glob("*.md"))
_BLOCK = re.compile(
    r'^(?P<fence>```+)(?:\{file="(?P<file>[^"\n]+)"\})?\n(?P<body>.*?)^(?P=fence)$', re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command came to."""

    stdout: str
    stderr: str
    code: int

    def lines(self) -> list[str]:
        return [
            *self.stdout.splitlines(),
            *(f"2> {line}".rstrip() for line in self.stderr.splitlines()),
            *([f"=> {self.code}"] if self.code else []),
        ]


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a transcript, with its standard input and the lines expected of it."""

    command: str
    stdin: tuple[str, ...] | None
    expected: tuple[str, ...]

    def head(self) -> list[str]:
        return [f"% {self.command}", *([] if self.stdin is None else [*self.stdin, "^D"])]


def steps(body: str) -> Iterator[Step]:
    """The commands of a block; each goes on to the next one."""
    for part in re.split(r"^% ", body, flags=re.MULTILINE)[1:]:
        command, *rest = part.splitlines()
        stdin: tuple[str, ...] | None = None
        if "^D" in rest:
            stdin = tuple(rest[: rest.index("^D")])
            rest = rest[rest.index("^D") + 1 :]
        yield Step(command, stdin, tuple(rest))


@pytest.fixture(scope="session")
def path_with_panelrecord(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which ``panelrecord`` is the package under test."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "panelrecord"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m panelrecord "$@"\n')
    script.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def run(step: Step, folder: Path, path: str) -> Outcome:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PANELRECORD_")}
    source = Path(__file__).resolve().parent.parent / "src"
    done = subprocess.run(
        ["sh", "-c", step.command],
        input="".join(f"{line}\n" for line in step.stdin or ()),
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env={**environment, "PATH": path, "PYTHONPATH": str(source), "COLUMNS": "100"},
        check=False,
    )
    return Outcome(done.stdout, done.stderr, done.returncode)


def test_there_are_transcripts() -> None:
    assert DOCUMENTS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_transcripts(
    document: Path, tmp_path: Path, path_with_panelrecord: str, request: pytest.FixtureRequest
) -> None:
    text = document.read_text(encoding="utf-8")
    accept = request.config.getoption("--accept")
    wrong: list[str] = []

    def replay(block: re.Match[str]) -> str:
        if block["file"]:
            target = tmp_path / block["file"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block["body"], encoding="utf-8")
            return block[0]
        if not block["body"].startswith("% "):
            return block[0]
        lines: list[str] = []
        for step in steps(block["body"]):
            got = run(step, tmp_path, path_with_panelrecord).lines()
            crashed = any("Traceback (most recent call last)" in line for line in got)
            if crashed or (got != list(step.expected) and not accept):
                wrong.append("\n".join([f"% {step.command}", "expected:", *step.expected, "got:", *got]))
            lines += [*step.head(), *got]
        return "\n".join([block["fence"], *lines, block["fence"]])

    replayed = _BLOCK.sub(replay, text)
    assert not wrong, "\n\n".join([document.name, *wrong])
    if accept:
        document.write_text(replayed, encoding="utf-8")
