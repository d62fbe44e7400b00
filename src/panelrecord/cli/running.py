"""One call of ``panelrecord convert``, carried out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from panelrecord.batch import Asked
from panelrecord.batch.here import Here
from panelrecord.batch.jobs import Convert
from panelrecord.cli.interrupt import listening
from panelrecord.cli.progress import Mode, Progress
from panelrecord.cli.report import Log, Report, write_report
from panelrecord.cli.terminal import out, printable, say
from panelrecord.containers import TABLES
from panelrecord.errors import Interrupted
from panelrecord.inputs import Found, Item, Sources, find
from panelrecord.manifest import Beside, Manifest
from panelrecord.model import Record
from panelrecord.run import Run
from panelrecord.run.fate import producing
from panelrecord.run.outputs import Kind
from panelrecord.run.run import settings
from panelrecord.values import dataclass
from panelrecord.write import OneFile, Place, Stream

if TYPE_CHECKING:
    from panelrecord.batch.pool import Pool

_HOLDS_MANY = frozenset({".warc", ".zip", ".wacz", ".tar", ".tgz", ".mbox", *TABLES})
GO_ON = "run the same command again to go on"


@dataclass(frozen=True, slots=True)
class Call:
    """The options that say how a run goes."""

    jobs: int | None
    force: bool
    retry_failed: bool
    prune: bool
    fail_fast: bool
    summary: bool
    quiet: bool
    verbose: bool
    progress: Mode
    report: str | None
    log: str | None


@dataclass(frozen=True, slots=True)
class Work:
    """One call, with everything that it needs."""

    call: Call
    asked: Asked
    sources: Sources
    found: Found
    items: Iterator[Item]
    output: str | None
    kind: Kind
    path: Path
    single: bool

    def do(self) -> int:
        """Convert; gives the exit code."""
        call = self.call
        with ExitStack() as stack:
            manifest, place, folds = stack.enter_context(self._output())
            job = Convert(self.asked, producing(indent=place.indent, whole=call.summary))
            pool = self._pool(job)
            stack.callback(pool.close)
            depends_on = settings(self.asked, pool.start())
            manifest.begin(depends_on)
            run = Run(
                manifest,
                place,
                pool,
                limits=self.asked.limits,
                force=call.force,
                retry_failed=call.retry_failed,
                fail_fast=call.fail_fast,
                folded=folded if folds else str,
                inside=str(self.path.resolve()) if self.kind == "folder" else None,
            )
            log = stack.enter_context(Log(call.log)) if call.log is not None else None
            if log is not None:
                log.event("started", settings=depends_on)
            progress = stack.enter_context(self._progress())
            report = Report(progress, log, quiet=call.quiet, verbose=call.verbose)
            interrupted = self._go(run, report, progress)
            if call.prune and not run.stopped:
                self._prune(run, report)
            place.finish()
            manifest.end("stopped" if run.stopped else "through")
            if call.report is not None:
                write_report(call.report, manifest)
            if log is not None:
                log.event("ended", how="stopped" if run.stopped else "through", exit_code=report.exit_code)
        report.end(self.found, self.output)
        if interrupted:
            raise Interrupted("interrupted; everything that was converted is kept", mend=self._again())
        if run.stopped:
            say(f"stopped at the first failure; {self._again()}")
        return report.exit_code

    def _pool(self, job: Convert) -> Here | Pool:
        if self.single:
            return Here(job)
        from panelrecord.batch.pool import Pool

        return Pool(job, jobs=self.call.jobs)

    def _go(self, run: Run, report: Report, progress: Progress) -> bool:
        """Convert until all is done or the user has it stopped; gives which."""
        with listening(progress) as asked:
            for fate in run.fates(self.items):
                if asked.to_stop:
                    run.stop()
                if fate is None:
                    progress.tick()
                    continue
                report.fate(fate)
                if self.call.summary and fate.product is not None and fate.product.record is not None:
                    _summarize(fate.product.record, fate.where or "")
            return asked.to_stop

    def _prune(self, run: Run, report: Report) -> None:
        if report.unlisted:
            say("nothing was pruned: not every folder could be listed")
            return
        for record, refusal in run.prune():
            report.pruned(record, refusal)

    def _again(self) -> str:
        return "run the same command again" if self.kind in {"stream", "file"} else GO_ON

    def _progress(self) -> Progress:
        shown = self.call.progress != "none" and not self.single and not self.call.quiet
        if not shown:
            return Progress("none", None)
        return Progress(self.call.progress, self._count if self.sources.repeatable() else None)

    def _count(self) -> int | None:
        number = 0
        for item in find(self.sources, Found(), expand=lambda item: iter([item])):
            if not _HOLDS_MANY.isdisjoint(item.place.suffixes):
                return None  # how many articles it holds is known when it has been read
            number += 1
        return number

    # ----------------------------------------------------------------- the place

    @contextmanager
    def _output(self) -> Iterator[tuple[Manifest, Place, bool]]:
        """The manifest, the place of the records, and whether names that differ in case alone are one there."""
        with ExitStack() as stack:
            if self.kind in {"stream", "file"}:
                manifest = stack.enter_context(Manifest(None))
                yield manifest, stack.enter_context(self._passing()), False
                return
            beside = stack.enter_context(Beside(self.path, is_folder=self.kind == "folder"))
            manifest = stack.enter_context(Manifest(beside.manifest))
            place = stack.enter_context(self._kept(beside, manifest))
            yield manifest, place, self.kind == "folder" and not beside.tells_case_apart()

    def _passing(self) -> Place:
        if self.kind == "file":
            return OneFile(self.path, force=self.call.force)
        return Stream(out, indent=2 if self.output is None else None)

    def _kept(self, beside: Beside, manifest: Manifest, *, read_only: bool = False) -> Place:
        match self.kind:
            case "folder":
                from panelrecord.write.folder import Folder

                return Folder(beside, force=self.call.force)
            case "database":
                from panelrecord.write.database import Database

                return Database(self.path, force=self.call.force, read_only=read_only)
            case _:
                from panelrecord.write.lines import Lines

                return Lines(beside, manifest, force=self.call.force)

    # ------------------------------------------------------------ only to be told

    def would_do(self) -> int:
        """Say on standard output, a line for each input, what `do` would do; nothing is written anywhere."""
        beside = Beside(self.path, is_folder=self.kind == "folder")
        kept = self.kind not in {"stream", "file"} and beside.exists()
        with ExitStack() as stack:
            manifest = stack.enter_context(Manifest.copy(beside.manifest) if kept else Manifest(None))
            place = self._kept(beside, manifest, read_only=True) if kept else self._passing()
            if self.kind == "database" and kept:
                stack.enter_context(place)
            here = Here(Convert(self.asked))
            manifest.begin(settings(self.asked, here.start()))
            run = Run(
                manifest,
                place,
                here,
                limits=self.asked.limits,
                force=self.call.force,
                retry_failed=self.call.retry_failed,
            )
            for verb, why, name in run.plans(self.items, prune=self.call.prune):
                out(f"{verb}\t{why}\t{printable(name)}\n")
        return 0


def folded(key: str) -> str:
    """A key as a file system has it that tells neither case nor ways of composing a letter apart."""
    return unicodedata.normalize("NFC", key).casefold()


def _summarize(record: Record, where: str) -> None:
    from panelrecord.summary import summarize

    out(printable(summarize(record, where), keep="\n") + "\n")
