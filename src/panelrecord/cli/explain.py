"""``panelrecord explain``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from panelrecord.cli import options
from panelrecord.cli.terminal import out, printable
from panelrecord.errors import RecordInvalid, UnreadableInput


@click.command()
@click.argument("record", type=click.Path())
@click.argument("field", required=False)
@options.own_packs
def explain(record: str, field: str | None, own_packs: tuple[str, ...]) -> None:
    """Show why a record says what it says.

    RECORD is a record's file, or - for standard input. FIELD is a path such as date, event/name, positions/3 or
    positions/s4; without it everything is explained: each value, the words it rests on, in brackets within their
    sentence, and the rules that read them, with their patterns and examples.
    """
    from panelrecord.batch import article
    from panelrecord.explain import explain as explain_field
    from panelrecord.validate import check

    name = "stdin" if record == "-" else record
    document = _read(record, name)
    check(document, name=name)
    read = article.annotate_text(document["source"]["text"], packs=own_packs)
    sentences = tuple((sentence.start, sentence.end) for sentence in read.sentences)
    lines = explain_field(document, field, packs=article.load_packs(own_packs), sentences=sentences)
    out(printable(lines, keep="\n"))


def _read(record: str, name: str) -> dict[str, Any]:
    try:
        content = sys.stdin.buffer.read() if record == "-" else Path(record).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableInput(f"cannot be read ({reason})", mend="name a record", name=name) from error
    try:
        document = json.loads(content)
    except ValueError as error:
        raise RecordInvalid(f"is no JSON ({error})", mend="name a record", name=name) from error
    if not isinstance(document, dict) or "source" not in document:
        raise RecordInvalid("is no record", mend="name what `panelrecord convert` wrote", name=name)
    return document
