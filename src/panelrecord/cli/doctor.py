"""``panelrecord doctor``."""

from __future__ import annotations

import click

from panelrecord.cli import options
from panelrecord.cli.terminal import out, printable, say


@click.command()
@options.pandoc
@options.own_packs
def doctor(pandoc: str | None, own_packs: tuple[str, ...]) -> int:
    """Say what is installed, what is wrong with it and how to mend it."""
    from panelrecord.doctor import examine

    worst = 0
    for diagnosis in examine(pandoc=pandoc, packs=own_packs):
        if diagnosis.error is None:
            out(printable(f"{diagnosis.subject:<12} {diagnosis.finding}") + "\n")
        else:
            worst = max(worst, diagnosis.error.exit_code)
            say(f"{diagnosis.subject}: {diagnosis.error}")
    return worst
