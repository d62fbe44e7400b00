"""``panelrecord completion``."""

from __future__ import annotations

import click

from panelrecord.cli.terminal import out

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the shell's completion for this program.

    For bash put into ~/.bashrc: eval "$(panelrecord completion bash)"
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:  # click itself defines one for each of SHELLS
        raise click.BadParameter(f"no completion for {shell}")
    out(kind(context.find_root().command, {}, "panelrecord", "_PANELRECORD_COMPLETE").source())
