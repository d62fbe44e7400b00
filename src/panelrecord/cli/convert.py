"""``panelrecord convert``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from panelrecord.cli import options
from panelrecord.cli.report import Report
from panelrecord.cli.terminal import out, printable
from panelrecord.errors import OutputError, UsageError

if TYPE_CHECKING:
    from panelrecord.cli.inputs import Inputs, Item
    from panelrecord.limits import Limits
    from panelrecord.model import Record


@click.command()
@click.argument("sources", metavar="SRC...", nargs=-1, required=True, type=click.Path())
@click.option(
    "-o",
    "--output",
    metavar="DIR|FILE|-",
    type=click.Path(),
    help="A folder, one file ending in .json, a file ending in .jsonl for all records, or - for standard output.",
)
@click.option("--format", "format_", metavar="NAME", help="What the articles are; otherwise found out from each.")
@options.published
@options.own_packs
@options.pandoc
@options.limits
@click.option("--force", is_flag=True, help="Replace outputs that exist and hold something else.")
@click.option("--summary", is_flag=True, help="Print a readable summary of each record; needs -o.")
@options.quiet
@click.option("-v", "--verbose", is_flag=True, help="Say for each input where its record went, and its notices.")
def convert(
    sources: tuple[str, ...],
    output: str | None,
    format_: str | None,
    published: str | None,
    own_packs: tuple[str, ...],
    pandoc: str | None,
    limits: Limits,
    force: bool,
    summary: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Turn articles into records.

    SRC is a file, a folder (every article in it and below it) or - for standard input. The record of one input goes
    to standard output unless -o says otherwise. In a folder the record of a/report.docx is a/report.docx.json. An input
    that cannot be read never keeps the others from being converted.
    """
    from panelrecord import batch
    from panelrecord.cli.inputs import find

    if summary and output in {None, "-"}:
        raise UsageError("--summary needs a place for the records", mend="name a folder with -o")
    asked = batch.options(format=format_, published=published, packs=own_packs, pandoc=pandoc, limits=limits)
    inputs = find(sources)
    report = Report(total=len(inputs.items), quiet=quiet, verbose=verbose)
    with _place(output, inputs, force=force) as place:
        results = batch.convert_all((item.input for item in inputs.items), options=asked)
        for item, result in zip(inputs.items, results, strict=True):
            if isinstance(result, batch.Failed):
                report.failed(result.error)
                continue
            try:
                where = place(item, result.record)
            except OutputError as error:
                report.failed(error)
                continue
            report.converted(result.record, where)
            if summary:
                _summarize(result.record, where)
    report.end(inputs, output)
    return report.exit_code


@contextmanager
def _place(output: str | None, inputs: Inputs, *, force: bool) -> Iterator[Callable[[Item, Record], str]]:
    """Where records go: a function that takes each there and says where that is."""
    from panelrecord.cli.inputs import refuse_collisions
    from panelrecord.write import Lines, put

    folder = output is not None and (output.endswith("/") or os.path.isdir(output))
    path = Path(output or "-")

    def to_stdout(item: Item, record: Record) -> str:
        out(record.to_json(indent=2 if inputs.single else None))  # several records: JSON Lines
        return "standard output"

    def to_file(item: Item, record: Record) -> str:
        put(path, record.to_json().encode(), force=force)
        return str(path)

    def to_folder(item: Item, record: Record) -> str:
        put(path / item.output, record.to_json().encode(), force=force)
        return str(path / item.output)

    if output is None and not inputs.single:
        raise UsageError(f"{len(inputs.items)} records need a place", mend="name a folder with -o, or -o -")
    if output in {None, "-"}:
        yield to_stdout
    elif path.suffix == ".json" and not folder:
        if not inputs.single:
            raise UsageError(f"{output} cannot hold {len(inputs.items)} records", mend="name a folder or a .jsonl file")
        yield to_file
    elif path.suffix == ".jsonl" and not folder:
        with Lines(path, force=force) as lines:

            def to_lines(item: Item, record: Record) -> str:
                lines.add(record)
                return str(path)

            yield to_lines
    else:
        refuse_collisions(inputs.items)
        yield to_folder


def _summarize(record: Record, where: str) -> None:
    from panelrecord.summary import summarize

    out(printable(summarize(record, where), keep="\n") + "\n")
