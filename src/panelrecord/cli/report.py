"""What standard error hears of a run, the log, the report, and the exit code that it comes to."""

from __future__ import annotations

import csv
import io
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TextIO

from panelrecord.cli.progress import Progress
from panelrecord.cli.terminal import say
from panelrecord.errors import OutputError, PanelrecordError, UsageError
from panelrecord.inputs.found import FIRST_FEW

if TYPE_CHECKING:
    from panelrecord.inputs import Found
    from panelrecord.manifest import Manifest
    from panelrecord.run import Fate

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run."""


class Report:
    """Counts what became of the inputs, and says so as it happens."""

    def __init__(self, progress: Progress, log: Log | None, *, quiet: bool, verbose: bool) -> None:
        self.exit_code = 0
        self.total = 0
        self.unlisted = False
        self._outcomes: Counter[str] = Counter()
        self._causes: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], list[str]] = {}
        self._progress = progress
        self._log = log
        self._quiet = quiet
        self._verbose = verbose

    def fate(self, fate: Fate) -> None:
        """An input has come to its end; the gravest error decides the exit code."""
        name, error = fate.item.input.name, fate.error
        self.total += 1
        self.unlisted = self.unlisted or fate.item.error is not None
        self._outcomes[fate.outcome] += 1
        self._add(fate.outcome, error.code if error is not None and fate.outcome == "failed" else fate.why, name)
        if error is not None:
            self.exit_code = max(self.exit_code, error.exit_code)
            if fate.outcome == "failed" or self._verbose:
                self._progress.say(lambda: say(error))
        if self._verbose and fate.product is not None:
            self._progress.say(lambda: self._tell(fate))
        if self._log is not None:
            self._log.fate(fate)
        self._progress.step(failed=error is not None)

    def _add(self, outcome: str, cause: str, name: str) -> None:
        self._causes[outcome, cause] += 1
        first = self._first.setdefault((outcome, cause), [])
        if len(first) < FIRST_FEW:
            first.append(name)

    def _tell(self, fate: Fate) -> None:
        assert fate.product is not None
        name = fate.item.input.name
        say(f"{name}: read as {fate.product.format}, {fate.where}")
        for notice in fate.product.notices:
            at = f" ({notice.field})" if notice.field else ""
            say(f"{name}: {notice.code}{at}: {notice.message}")

    def pruned(self, record: str, refusal: PanelrecordError | None) -> None:
        """A record whose input is gone was taken away, or could not be."""
        if refusal is None:
            self._outcomes["pruned"] += 1
            self._add("pruned", "input is gone", record)
        else:
            self.exit_code = max(self.exit_code, refusal.exit_code)
            say(refusal)

    def end(self, found: Found, output: str | None) -> None:
        """All inputs have had their turn."""
        for cause, count in found.passed_over.items():
            self._outcomes["skipped"] += count
            self._causes["skipped", cause] += count
            self._first["skipped", cause] = found.first[cause]
        if self._quiet:
            return
        to_stdout = output in {None, "-"}
        if self.total > 1 or not to_stdout:
            place = "standard output" if to_stdout else output
            rest = "".join(f", {self._outcomes[kind]} {kind}" for kind in _REST if self._outcomes[kind])
            done = self._outcomes["converted"]
            say(f"{done} of {self.total} converted{rest}" + (f"; records in {place}" if done else ""))
        if self.total > 1 or self._outcomes["skipped"]:
            for line in self._lines():
                say(line)

    def _lines(self) -> Iterator[str]:
        for (outcome, cause), count in sorted(self._causes.items(), key=lambda each: _RANK.index(each[0][0])):
            first = self._first[outcome, cause]
            more = f" and {count - len(first)} more" if count > len(first) else ""
            what = "" if cause in {outcome, ""} else f", ending {cause}" if cause.startswith(".") else f", {cause}"
            yield f"  {outcome}{what}: {count} ({', '.join(first)}{more})"
        if self._outcomes["failed before"]:
            yield "  add --retry-failed to try again what failed before"
        if any(cause.startswith(".") for _, cause in self._causes):
            yield "  files with these endings are no articles in a folder; name one itself, or --include it"


_REST = ("unchanged", "failed", "failed before", "skipped", "pruned")
_RANK = ("converted", *_REST)


class Log:
    """A file of JSON Lines that says what happens, as it happens; `at` is in seconds since the run began."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._started = time.monotonic()
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        try:
            self._file = open(self._path, "w", encoding="utf-8", buffering=1)
        except OSError as error:
            raise _unwritable(self._path, error) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def event(self, what: str, **values: Any) -> None:
        """One line."""
        assert self._file is not None
        line = {"at": round(time.monotonic() - self._started, 3), "event": what, **values}
        try:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def fate(self, fate: Fate) -> None:
        """What became of an input."""
        error = fate.error
        self.event(
            fate.outcome,
            input=fate.item.input.name,
            why=fate.why,
            record=fate.where,
            seconds=round(fate.seconds, 6),
            error=None if error is None else {"code": error.code, "message": error.message, "mend": error.mend},
            notices=[] if fate.product is None else [notice.code for notice in fate.product.notices],
        )


def check_report(path: str) -> None:
    """Raise a UsageError where a report cannot be of this kind."""
    if Path(path).suffix not in {".jsonl", ".csv"}:
        raise UsageError(f"{path} is no name of a report", mend="let it end in .jsonl or .csv")


def write_report(path: str, manifest: Manifest) -> None:
    """Every input of the run with what the manifest says of it, as JSON Lines or CSV.

    Raises:
        OutputError: the file cannot be written.
    """
    from panelrecord.write.files import named, replacing

    rows = manifest.rows()
    target = Path(path)
    with named(target), ExitStack() as stack:
        file = io.TextIOWrapper(
            stack.enter_context(replacing(target)), encoding="utf-8", newline="", write_through=True
        )
        if target.suffix == ".csv":
            writer = csv.writer(file)
            writer.writerow(_COLUMNS)
            writer.writerows([safe_cell(row[column]) for column in _COLUMNS] for row in rows)
        else:
            for row in rows:
                file.write(json.dumps(_unpacked(row), ensure_ascii=False) + "\n")
        file.flush()
        file.detach()


_COLUMNS = (
    *("name", "path", "size", "sha256", "outcome", "error", "message", "mend"),
    *("seconds", "record", "record_sha256", "settings"),
)


def _unpacked(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "settings": row["settings"] and json.loads(row["settings"])}


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what would begin one."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _unwritable(path: str, error: OSError) -> OutputError:
    reason = error.strerror or type(error).__name__
    return OutputError(f"cannot be written ({reason})", mend="name another file", name=path)
