"""``panelrecord convert``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from panelrecord.cli import options
from panelrecord.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panelrecord.containers import Columns
    from panelrecord.limits import Limits
    from panelrecord.run.outputs import Kind


@click.command()
@options.sources
@click.option(
    "-o",
    "--output",
    metavar="DIR|FILE|-",
    type=click.Path(),
    help="A folder; a file ending in .json for one record, .jsonl or .db for all; or - for standard output.",
)
@options.selection
@options.columns
@click.option("--format", "format_", metavar="NAME", help="What the articles are; otherwise found out from each.")
@options.published
@options.own_packs
@options.pandoc
@options.limits
@options.jobs
@click.option("--force", is_flag=True, help="Convert everything again, and replace what holds something else.")
@click.option("--retry-failed", is_flag=True, help="Try again what failed in an earlier run.")
@click.option("--prune", is_flag=True, help="Remove records whose input is gone.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first input that fails.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done and why, and do nothing.")
@click.option("--report", metavar="FILE", type=click.Path(), help="Write every input's fate to a .jsonl or .csv file.")
@click.option("--log-json", "log", metavar="FILE", type=click.Path(), help="Write what happens to FILE as JSON Lines.")
@options.progress
@click.option("--summary", is_flag=True, help="Print a readable summary of each record; needs -o.")
@options.quiet
@click.option("-v", "--verbose", is_flag=True, help="Say for each input where its record went, and its notices.")
def convert(
    names: tuple[str, ...],
    lists: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    text_column: str | None,
    meta: tuple[str, ...],
    output: str | None,
    format_: str | None,
    published: str | None,
    own_packs: tuple[str, ...],
    pandoc: str | None,
    limits: Limits,
    dry_run: bool,
    **rest: Any,
) -> int:
    """Turn articles into records.

    SRC is a file, a folder (every article in it and below it), a pattern in quotes ("box/**/*.md"), @LIST for a file
    with a source a line, or - for standard input. Web archives, zip and tar, mailboxes and tables hold many articles.
    The record of one input goes to standard output unless -o says otherwise. In a folder the record of a/report.docx is
    a/report.docx.json. An input that cannot be read never keeps the others from being converted; a second run converts
    only what is new or changed.
    """
    from panelrecord.batch import Asked
    from panelrecord.cli.report import check_report
    from panelrecord.cli.running import Call, Work
    from panelrecord.containers import TABLES
    from panelrecord.inputs import Found, Sources, find
    from panelrecord.inputs.find import at_least
    from panelrecord.inputs.selection import NO_ARTICLES, selection
    from panelrecord.run.outputs import output_of, refuse_overlap

    call = Call(**rest)
    if call.summary and output in {None, "-"}:
        raise UsageError("--summary needs a place for the records", mend="name a folder with -o")
    if call.report is not None:
        check_report(call.report)
    columns = _columns(text_column, meta)
    chosen = selection(include, exclude, passed_over=NO_ARTICLES if columns is None else NO_ARTICLES.difference(TABLES))
    sources = Sources(names, lists, chosen, limits, columns, format_)
    sources.check()
    kind, path = output_of(output)
    refuse_overlap(path, kind, sources.folders(), sources.files())
    found = Found()
    first, items = at_least(find(sources, found), 2)
    _refuse_counts(len(first), output, kind)
    asked = Asked(format_, published, own_packs, pandoc, limits, columns)
    work = Work(call, asked, sources, found, items, output, kind, path, single=len(first) == 1)
    return work.would_do() if dry_run else work.do()


def _columns(text_column: str | None, meta: Sequence[str]) -> Columns | None:
    if text_column is None:
        if meta:
            raise UsageError("--meta is about the columns of a table", mend="say which holds the text by --text-column")
        return None
    from panelrecord.containers.tables import columns_of

    return columns_of(text_column, [name for names in meta for name in names.split(",")])


def _refuse_counts(number: int, output: str | None, kind: Kind) -> None:
    if number == 0:
        raise UsageError("there is nothing to convert", mend="name files, or folders that hold some")
    if number > 1 and output is None:
        raise UsageError("several records need a place", mend="name a folder with -o, or -o -")
    if number > 1 and kind == "file":
        raise UsageError(f"{output} cannot hold several records", mend="name a folder or a .jsonl file")
