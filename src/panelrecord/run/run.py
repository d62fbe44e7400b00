"""One run over one output."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, field, replace
from typing import TYPE_CHECKING, Any

from panelrecord.batch.jobs import Versions
from panelrecord.batch.messages import Died, Outcome
from panelrecord.batch.results import TICK, Asked, died
from panelrecord.errors import NameTaken, OutputError, OutputFull, PanelrecordError, UnreadableInput
from panelrecord.inputs import Item, as_path, as_text
from panelrecord.limits import DEFAULT_LIMITS, Limits
from panelrecord.manifest import Entry, Manifest
from panelrecord.run.fate import Fate
from panelrecord.run.plan import beside, failure_of, plan
from panelrecord.values import dataclass
from panelrecord.write import Place, Ready
from panelrecord.write.place import check_names

if TYPE_CHECKING:
    from panelrecord.batch.here import Here
    from panelrecord.batch.pool import Pool

GROUP_BYTES = 8 << 20
GROUP_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class _Task:
    item: Item
    why: str


@dataclass(slots=True)
class Run:
    """Takes inputs to their end, one `Fate` for each.

    Attributes:
        manifest: has been opened; `begin` has been called.
        place: where records go, entered.
        pool: the workers that convert.
        limits: what an input may cost.
        force, retry_failed: as for `plan`.
        fail_fast: whether the first failure ends the run.
        folded: gives a key as the output's file system has it.
        inside: the output folder, in which no input may lie.
        stopped: whether the run was asked to stop, or stopped itself.
    """

    manifest: Manifest
    place: Place
    pool: Pool | Here
    limits: Limits = DEFAULT_LIMITS
    force: bool = False
    retry_failed: bool = False
    fail_fast: bool = False
    folded: Callable[[str], str] = str
    inside: str | None = None
    stopped: bool = False
    _aside: deque[Fate] = field(default_factory=deque)
    _group: list[tuple[Fate, Entry, Ready | None]] = field(default_factory=list)
    _bytes: int = 0
    _flushed: float = field(default_factory=time.monotonic)

    def stop(self) -> None:
        """Finish what is in the workers' hands and take up nothing more. May be called from a signal handler's flag."""
        if not self.stopped:
            self.stopped = True
            self.pool.finish()

    def fates(self, items: Iterable[Item]) -> Iterator[Fate | None]:
        """What becomes of each input; None now and then, while nothing is ready.

        What a fate says is in the manifest and its record in its place, both on the disk, when it is given.

        Raises:
            OutputFull: nothing more can be written; what was given holds.
            WorkersFailed, PandocMissing, PackInvalid: nothing more can be converted.
        """
        for outcome in self.pool.results(self._tasks(items), tick=TICK):
            if outcome is not None:
                self._take(outcome.token, outcome)
            yield from self._given(flush=self._is_due())
        yield from self._given(flush=True)
        self.manifest.commit()

    def _is_due(self) -> bool:
        late = bool(self._group) and time.monotonic() - self._flushed > GROUP_SECONDS
        return len(self._group) >= self.place.group or self._bytes > GROUP_BYTES or late

    def _given(self, *, flush: bool) -> Iterator[Fate | None]:
        if flush:
            self._aside.extend(self._flush())
        if not self._aside:
            yield None
        while self._aside:
            fate = self._aside.popleft()
            if fate.outcome == "failed" and self.fail_fast:
                self.stop()  # what could not be written, and what was not even tried
            yield fate

    # ------------------------------------------------------------------ before

    def _tasks(self, items: Iterable[Item]) -> Iterator[tuple[_Task, Any] | None]:
        for position, item in enumerate(items):
            if self.stopped:
                return
            task = self._planned(item, position)
            yield None if task is None else (task, item.input)

    def _planned(self, item: Item, position: int) -> _Task | None:
        """What is left to do for an input; None where its fate is known already."""
        key, folded = item.key, self.folded(item.key)
        known = self.manifest.look(key)
        if known is not None and known.run == self.manifest.run:
            self._aside.append(Fate(item, "skipped", "named twice"))
            return None
        neighbour = self.manifest.neighbour(key, folded)
        self.manifest.see(key, folded, item.input.name, item.origin and as_text(item.origin), position)
        error = item.error or self._refusal(item, neighbour)
        if error is not None:
            fate = Fate(item, "failed", "", error)
            self._group.append((fate, Entry(key, None, None, 0.0, error), None))
            return None
        todo = plan(
            item,
            known,
            settings=self.manifest.settings,
            place=self.place,
            limits=self.limits,
            force=self.force,
            retry_failed=self.retry_failed,
        )
        if todo.convert:
            return _Task(item, todo.why)
        if todo.why == "unchanged":
            self._aside.append(Fate(item, "unchanged", todo.why))
        else:
            assert known is not None
            self._aside.append(Fate(item, "failed before", todo.why, failure_of(known, item.input.name)))
        return None

    def _refusal(self, item: Item, neighbour: str | None) -> PanelrecordError | None:
        name = item.input.name
        if neighbour is not None:
            message = f"has the same name as {neighbour} where upper and lower case are one"
            return NameTaken(message, mend="rename one of them, or use -o NAME.jsonl", name=name)
        if self.inside is not None and item.origin is not None and (item.origin + os.sep).startswith(self.inside):
            return UnreadableInput("lies inside the output", mend="name another output", name=name)
        return None

    # ------------------------------------------------------------------- after

    def _take(self, task: _Task, outcome: Outcome) -> None:
        key, extra = task.item.key, beside(task.item.input)
        if isinstance(outcome, Died):
            if self.fail_fast:
                self.stop()
            error: PanelrecordError | None = died(task.item.input.name, outcome.how)
            self._group.append((Fate(task.item, "failed", task.why, error), Entry(key, None, None, 0.0, error), None))
            return
        value, seconds = outcome.value, outcome.seconds
        if value.error is not None and self.fail_fast:
            self.stop()
        product, path = value.value, str(task.item.record)
        fate = Fate(task.item, "failed" if value.error else "converted", task.why, value.error, product, None, seconds)
        if product is None:
            self._group.append((fate, Entry(key, value.size, value.sha256, seconds, value.error, beside=extra), None))
            return
        entry = Entry(key, value.size, value.sha256, seconds, None, as_text(path), product.sha256, extra)
        self._group.append((fate, entry, Ready(key, task.item.input.name, path, product.content, product.sha256)))
        self._bytes += len(product.content)

    def _flush(self) -> Iterator[Fate]:
        """Bring the group to the disk: first what is about to be written, then the records, then that they are."""
        group, self._group, self._bytes = self._group, [], 0
        self._flushed = time.monotonic()
        if not group:
            return
        refusals = {record.key: refusal for _, _, record in group if record and (refusal := self._refused(record))}
        refusals |= self._put([record for _, _, record in group if record and record.key not in refusals])
        ended = [self._ended(*each, refusals.get(each[1].key)) for each in group]
        self.manifest.enter(entry for _, entry in ended)
        self.manifest.commit()
        yield from (fate for fate, _ in ended)

    def _ended(self, fate: Fate, entry: Entry, record: Ready | None, refusal: OutputError | None) -> tuple[Fate, Entry]:
        if refusal is not None:
            failed = replace(fate, outcome="failed", error=refusal, product=None)
            return failed, replace(entry, error=refusal, record=None, record_sha256=None)
        return (fate if record is None else replace(fate, where=self.place.where(record))), entry

    def _refused(self, record: Ready) -> OutputError | None:
        return check_names(record) or self.place.refusal(record, self.manifest.look(record.key))

    def _put(self, ready: list[Ready]) -> dict[str, OutputError]:
        """Put records; where the system refuses one of them, each alone. Gives the refusals by key."""
        if not ready:
            return {}
        self.manifest.intend((record.key, record.sha256) for record in ready)
        try:
            self.place.put(ready)
        except OutputFull:
            raise
        except OutputError as error:
            if len(ready) == 1:
                return {ready[0].key: error}
            refusals: dict[str, OutputError] = {}
            for record in ready:
                refusals.update(self._put([record]))
            return refusals
        return {}

    def plans(self, items: Iterable[Item], *, prune: bool) -> Iterator[tuple[str, str, str]]:
        """For each input what `fates` would do, why, and its name; where `prune` is set, also for inputs that are gone.

        The manifest is told of the inputs, so it must be a copy; no record is touched.
        """
        for position, item in enumerate(items):
            task = self._planned(item, position)
            if task is not None:
                yield "convert", task.why, item.input.name
            for fate in (*self._aside, *(fate for fate, _, _ in self._group)):
                yield (
                    "leave",
                    fate.error.message if fate.outcome == "failed" and fate.error else fate.why,
                    item.input.name,
                )
            self._aside.clear()
            self._group.clear()
        if prune:
            for key, record in self._gone():
                yield "prune", "input is gone", record or key

    # --------------------------------------------------------------- the end

    def prune(self) -> Iterator[tuple[str, OutputError | None]]:
        """Take away the records whose inputs are gone; gives each with what keeps it from going, if anything does.

        An input is gone when this run did not come upon it and its file is no more, or is there and no longer holds it.
        """
        for key, record in self._gone():
            known = self.manifest.look(key)
            assert known is not None
            refusal = self.place.remove(key, as_path(record), known) if record is not None else None
            if refusal is None:
                self.manifest.forget(key)
            yield record or key, refusal
        self.manifest.commit()

    def _gone(self) -> Iterator[tuple[str, str | None]]:
        after = ""
        while gone := self.manifest.gone(after):
            for key, path, record in gone:
                after = key
                if path is not None and (not os.path.lexists(as_path(path)) or self.manifest.came_upon(path)):
                    yield key, record


def settings(asked: Asked, versions: Versions) -> dict[str, Any]:
    """What a record depends on besides its input, as plain values: no path of this machine is among them."""
    published = asked.published
    return {
        "format": asked.format,
        "published": published if isinstance(published, str | None) else published.isoformat(),
        "limits": asdict(asked.limits),
        "columns": asked.columns and asdict(asked.columns),
        "program": versions.program,
        "pandoc": versions.pandoc,
        "packs": [asdict(pack) for pack in versions.packs],
    }
