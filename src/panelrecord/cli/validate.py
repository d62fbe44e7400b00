"""``panelrecord validate``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from panelrecord.cli import options
from panelrecord.cli.progress import Mode, Progress
from panelrecord.cli.terminal import say
from panelrecord.errors import InputError, RecordInvalid, UnreadableInput, UsageError

if TYPE_CHECKING:
    from panelrecord.batch.here import Here
    from panelrecord.batch.pool import Pool
    from panelrecord.inputs import Item

FEW = 100
"""So many documents are checked sooner than a worker process has started."""
RECORDS = ("*.json", "*.jsonl")


@click.command()
@options.sources
@options.selection
@options.jobs
@options.progress
@options.quiet
def validate(
    names: tuple[str, ...],
    lists: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    jobs: int | None,
    progress: Mode,
    quiet: bool,
) -> int:
    """Check records and annotations against the published schemas.

    SRC is a .json file, a .jsonl file (a document a line), a folder of them, a pattern in quotes, @LIST for a file with
    a source a line, or - for standard input. Every violation is named by a JSON pointer, a line each, and the exit code
    is then 4.
    """
    from panelrecord.inputs import Found, Sources, find
    from panelrecord.inputs.find import at_least
    from panelrecord.inputs.selection import selection

    sources = Sources(names, lists, selection(include or RECORDS, exclude))
    sources.check()
    first, items = at_least(find(sources, Found(), expand=documents), FEW)
    if not first:
        raise UsageError("there is nothing to check", mend="name .json or .jsonl files, or folders that hold some")
    pool = _pool(jobs, few=len(first) < FEW)
    checked = valid = worst = 0
    try:
        with Progress("none" if quiet else progress, None) as shown:
            for name, found in _checked(pool, items):
                if found is None:
                    shown.tick()
                    continue
                checked += 1
                valid += found == ()
                worst = max(worst, _say(shown, name, found))
                shown.step(failed=found != ())
    finally:
        pool.close()
    if not quiet:
        say(f"{valid} of {checked} valid")
    return worst


def documents(item: Item) -> Iterator[Item]:
    """The documents in a file: each line of a .jsonl file is one."""
    from panelrecord.inputs import Input, Item

    source, name = item.input.source, item.input.name
    if item.origin is None:
        yield Item(Input(sys.stdin.buffer.read(), name), item.place, None)
        return
    if isinstance(source, bytes) or not name.endswith(".jsonl"):
        yield item
        return
    try:
        with open(source, "rb") as file:
            for number, line in enumerate(file, start=1):
                place = PurePosixPath(str(item.place), str(number))
                yield Item(Input(line, f"{name}:{number}"), place, item.origin)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        failure = UnreadableInput(f"cannot be read ({reason})", mend="check the path", name=name)
        yield Item(item.input, item.place, item.origin, failure)


def _pool(jobs: int | None, *, few: bool) -> Here | Pool:
    from panelrecord.batch.validating import Validate

    if few:
        from panelrecord.batch.here import Here

        return Here(Validate())
    from panelrecord.batch.pool import Pool

    return Pool(Validate(), jobs=jobs)


def _checked(pool: Here | Pool, items: Iterator[Item]) -> Iterator[tuple[str, tuple[str, ...] | InputError | None]]:
    """Each document's name and what is wrong with it, in order; None now and then while nothing is ready."""
    from panelrecord.batch.messages import Died
    from panelrecord.batch.results import TICK, died

    def works() -> Iterator[tuple[InputError | None, object]]:
        for item in items:
            yield item.error, item.input

    for outcome in pool.results(works(), tick=TICK):
        if outcome is None:
            yield "", None
        elif isinstance(outcome, Died):
            yield outcome.work.name, died(outcome.work.name, outcome.how)
        else:
            yield outcome.work.name, outcome.token or outcome.value


def _say(progress: Progress, name: str, found: tuple[str, ...] | InputError) -> int:
    """Say what is wrong with a document; gives the exit code that it comes to."""
    if isinstance(found, InputError):
        progress.say(lambda: say(found))
        return found.exit_code
    for violation in found:
        progress.say(lambda violation=violation: say(f"{name}: {violation}"))  # type: ignore[misc]
    return RecordInvalid.exit_code if found else 0
