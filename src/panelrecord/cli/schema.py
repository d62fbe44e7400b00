"""``panelrecord schema``."""

from __future__ import annotations

import click

from panelrecord.cli.terminal import out


@click.command()
@click.argument("name", required=False)
def schema(name: str | None) -> None:
    """Print a published schema; without NAME, list them.

    NAME is record, annotations or pack for the current version, or a version such as record-1.0.
    """
    from panelrecord import schemas

    out("".join(f"{known}\n" for known in schemas.names()) if name is None else schemas.text(name))
