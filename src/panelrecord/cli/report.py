"""What standard error hears of a call that converts, and the exit code that it comes to."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from panelrecord.cli.terminal import say
from panelrecord.errors import PanelrecordError

if TYPE_CHECKING:
    from panelrecord.cli.inputs import Inputs
    from panelrecord.model import Record


class Report:
    """Counts what became of the inputs, and says so as it happens."""

    def __init__(self, *, total: int, quiet: bool, verbose: bool) -> None:
        self.exit_code = 0
        self._total = total
        self._done = self._failed = 0
        self._verbose = verbose
        self._quiet = quiet
        self._counts = not quiet and not verbose and total > 1 and sys.stderr.isatty()

    def failed(self, error: PanelrecordError) -> None:
        """An input did not become a record; the gravest error decides the exit code."""
        self.exit_code = max(self.exit_code, error.exit_code)
        self._failed += 1
        self._clear()
        say(error)
        self._count()

    def converted(self, record: Record, where: str) -> None:
        """A record is where it belongs."""
        self._done += 1
        if self._verbose:
            say(f"{record.source.name}: read as {record.source.format}, {where}")
            for notice in record.notices:
                at = f" ({notice.field})" if notice.field else ""
                say(f"{record.source.name}: {notice.code}{at}: {notice.message}")
        self._count()

    def end(self, inputs: Inputs, output: str | None) -> None:
        """All inputs have had their turn."""
        self._clear()
        if self._quiet:
            return
        if inputs.passed_over:
            count = sum(number for _, number in inputs.passed_over)
            endings = ", ".join(ending for ending, _ in inputs.passed_over)
            files = "1 file" if count == 1 else f"{count} files"
            say(f"passed over {files} whose ending is no article's ({endings}); name a file itself to convert it")
        if self._total > 1 or output not in {None, "-"}:
            place = "standard output" if output in {None, "-"} else output
            say(f"{self._done} of {self._total} converted" + (f"; records in {place}" if self._done else ""))

    def _count(self) -> None:
        if self._counts:
            click.echo(f"\r{self._done + self._failed} of {self._total}", nl=False, err=True)

    def _clear(self) -> None:
        if self._counts:
            click.echo("\r\x1b[K", nl=False, err=True)
