"""``panelrecord validate``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from panelrecord.cli import options
from panelrecord.cli.terminal import say
from panelrecord.errors import RecordInvalid, UnreadableInput, UsageError


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path())
@options.quiet
def validate(files: tuple[str, ...], quiet: bool) -> int:
    """Check records and annotations against the published schemas.

    FILE is a .json file, a .jsonl file, a folder of them, or - for standard input. Every violation is named by a JSON
    pointer, a line each, and the exit code is then 4.
    """
    from panelrecord.validate import violations

    checked, valid, worst = 0, 0, 0
    for name, content in _documents(files):
        checked += 1
        if isinstance(content, UnreadableInput):
            say(content)
            worst = max(worst, content.exit_code)
            continue
        try:
            found = [str(violation) for violation in violations(json.loads(content))]
        except ValueError as error:  # bytes that are no text, text that is no JSON
            found = [f"is no JSON ({error})"]
        for violation in found:
            say(f"{name}: {violation}")
        worst = max(worst, RecordInvalid.exit_code if found else 0)
        valid += not found
    if not checked:
        raise UsageError("there is nothing to check", mend="name .json or .jsonl files, or folders that hold some")
    if not quiet:
        say(f"{valid} of {checked} valid")
    return worst


def _documents(files: tuple[str, ...]) -> Iterator[tuple[str, bytes | UnreadableInput]]:
    for file in files:
        if file == "-":
            yield "stdin", sys.stdin.buffer.read()
        elif Path(file).is_dir():
            for path in sorted((*Path(file).rglob("*.json"), *Path(file).rglob("*.jsonl"))):
                yield from _in_file(path)
        else:
            yield from _in_file(Path(file))


def _in_file(path: Path) -> Iterator[tuple[str, bytes | UnreadableInput]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield str(path), UnreadableInput(f"cannot be read ({reason})", mend="name a record", name=str(path))
        return
    if path.suffix != ".jsonl":
        yield str(path), content
        return
    for number, line in enumerate(content.splitlines(), start=1):
        yield f"{path}:{number}", line
