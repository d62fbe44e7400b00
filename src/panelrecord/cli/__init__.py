"""The command ``panelrecord``: arguments in, exit code out. What it does is in the rooms below."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from panelrecord.cli.annotate import annotate
from panelrecord.cli.completion import completion
from panelrecord.cli.convert import convert
from panelrecord.cli.doctor import doctor
from panelrecord.cli.explain import explain
from panelrecord.cli.packs import packs
from panelrecord.cli.schema import schema
from panelrecord.cli.terminal import say
from panelrecord.cli.validate import validate
from panelrecord.errors import PanelrecordError
from panelrecord.version import __version__

INTERRUPTED = 130

_NEW_OBJECTS = 100_000
"""After so many more of them Python looks for rubbish. A start makes as many, and all of them stay; to look for some
after every 700, as Python does by itself, takes a tenth of the time of one article."""

EPILOG = """\b
Exit codes:
  0    everything was done
  1    some inputs could not be converted
  2    the call was wrong, or a rule pack is
  3    pandoc is missing or too old
  4    a record broke its schema
  5    an output could not be written
  130  interrupted
"""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="panelrecord", message="%(prog)s %(version)s")
def group() -> None:
    """Turn articles about events into records: event, date, venue, panelists, positions, authors.

    Data goes to standard output, messages to standard error.
    """


for command in (convert, annotate, validate, explain, schema, packs, doctor, completion):
    group.add_command(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end the program.

    Args:
        arguments: the words after the program's name; those of the process if None.
    """
    gc.set_threshold(_NEW_OBJECTS)
    code = run(arguments)
    gc.freeze()  # the end of the program would go through all that is left, to no purpose
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; arguments as for `main`.

    Returns:
        The exit code.
    """
    try:
        return group.main(arguments, prog_name="panelrecord", standalone_mode=False) or 0
    except PanelrecordError as error:
        say(error)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        path = context.command_path if context else "panelrecord"
        say(f"{error.format_message().rstrip('.')}; see `{path} --help`")
        return error.exit_code
    except click.Abort:  # click's word for Ctrl-C
        say("interrupted; every file that was written is whole")
        return INTERRUPTED
