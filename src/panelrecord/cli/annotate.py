"""``panelrecord annotate``."""

from __future__ import annotations

import click

from panelrecord.cli import options
from panelrecord.cli.terminal import out
from panelrecord.errors import UndecodableInput
from panelrecord.limits import Limits


@click.command()
@click.argument("source", metavar="[FILE|-]", default="-", type=click.Path())
@options.published
@options.own_packs
@options.limits
def annotate(source: str, published: str | None, own_packs: tuple[str, ...], limits: Limits) -> None:
    """Show what is read in a text before any of it becomes a record.

    FILE is plain text in UTF-8; without it, or with -, the text comes from standard input. The annotations go to
    standard output as JSON; their offsets count code points of the text exactly as it was given.
    """
    from panelrecord.batch import article, name_of
    from panelrecord.source import read_file, read_standard_input

    name = "stdin" if source == "-" else name_of(source)
    content = read_standard_input(limits) if source == "-" else read_file(source, limits)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        mend = "give text in UTF-8; `panelrecord convert` reads other encodings and formats"
        raise UndecodableInput("is no text in UTF-8", mend=mend, name=name) from error
    out(article.annotate_text(text, published=published, packs=own_packs, limits=limits).to_json())
