"""How many articles a second, for how much processor time and memory, beside what pandoc alone takes.

    python benchmarks/throughput.py                  # everything below, in some minutes
    python benchmarks/throughput.py beside           # panelrecord, pandoc's worker, pypandoc, side by side; by room
    python benchmarks/throughput.py growth           # how the time grows with the number and the length of articles
    python benchmarks/throughput.py workers          # two worker processes against one
    python benchmarks/throughput.py output           # what validating and writing take of an article's time
    python benchmarks/throughput.py many 100000      # so many articles of 8 KB, made on the way, through convert_many

Articles are made by `corpora`. panelrecord is its batch with one worker process, as the command uses it: there the next
article is at pandoc while the last one is read. Processor time is that of everything: Python, pandoc and every process
that was started for the articles. The contenders take turns, some articles each, so that a machine that is busy with
other things is busy for all of them; what counts are the ratios. The floor is pandoc's worker alone: asked for the
whole article, its answer not even decoded.
"""

from __future__ import annotations

import argparse
import math
import platform
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import corpora
import pypandoc

import panelrecord
from panelrecord import record as record_room
from panelrecord.batch import Asked, Input
from panelrecord.batch import article as article_room
from panelrecord.batch.jobs import Convert
from panelrecord.batch.messages import Done
from panelrecord.batch.pool import Pool
from panelrecord.limits import DEFAULT_LIMITS, cores
from panelrecord.manifest import Beside
from panelrecord.pandoc import find_pandoc
from panelrecord.pandoc.pool import POOL
from panelrecord.run.fate import producing
from panelrecord.source import prepare
from panelrecord.validate import check as check_record
from panelrecord.write import Ready
from panelrecord.write.folder import Folder

KB = 1024
LENGTHS = (KB, 8 * KB, 100 * KB, 1024 * KB)
ROOMS = {
    "source": ("prepare",),
    "pandoc": ("begin_parse", "finish_parse"),
    "document": ("build",),
    "annotate": ("read",),
    "fields": (
        *("author_bios", "subject_of", "event", "taking_part", "people_by_number"),
        *("positions", "date", "venue", "panelists"),
    ),
}


# ------------------------------------------------------------------ measuring


def cpu(pool: Pool | None = None) -> float:
    """Seconds of processor time of this process, of those it has waited for, of its pandoc workers and of a pool's."""
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    workers = [] if pool is None else [each for pid in pool.process_ids() for each in _with_children(pid)]
    return time.process_time() + gone.ru_utime + gone.ru_stime + sum(map(_cpu_of, (*POOL.idle(), *workers)))


def _with_children(pid: int | str) -> list[int | str]:
    children = [child for each in Path(f"/proc/{pid}/task").glob("*/children") for child in each.read_text().split()]
    return [pid, *(other for child in children for other in _with_children(child))]


def _cpu_of(pid: int | str) -> float:
    return sum(int(path.read_text().split()[0]) for path in Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9


def memory_of(pid: int | str) -> int:
    """The most memory that a process has held, in bytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * KB
    return 0


def memory_now() -> int:
    """The memory that this process holds, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


@dataclass(slots=True)
class Tally:
    """What a contender has done."""

    articles: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    blocks: list[float] = field(default_factory=list)

    @contextmanager
    def measured(self, articles: int, pool: Pool | None = None) -> Iterator[None]:
        """Count so many articles, done in the block."""
        wall, before = time.perf_counter(), cpu(pool)
        yield
        spent = cpu(pool) - before
        self.articles += articles
        self.wall += time.perf_counter() - wall
        self.cpu += spent
        self.blocks.append(spent / articles)

    def per_second(self) -> float:
        """Articles a second."""
        return self.articles / self.wall

    def milliseconds(self) -> float:
        """Processor time of an article: the median of the blocks."""
        return statistics.median(self.blocks) * 1000


# ------------------------------------------------------------------- beside


def beside(rounds: int, block: int) -> None:
    """The three contenders, for each format and length."""
    print(f"{'format':<10}{'length':>8}  {'':<12}{'a second':>9}{'CPU ms':>8}{'MB':>6}{'CPU ratio':>11}{'speed':>8}")
    for format in corpora.FORMATS:
        for length in LENGTHS:
            number = max(2, min(block, block * 8 * KB // length))
            _contest(format, length, max(3, rounds * number // block), number)


def _contest(format: str, length: int, rounds: int, number: int) -> None:
    pandoc = find_pandoc()
    ours, floor, theirs = Tally(), Tally(), Tally()
    with (
        tempfile.TemporaryDirectory() as folder,
        Pool(Convert(Asked(), producing(indent=None, whole=False)), jobs=1) as pool,
    ):

        def convert(articles: list[tuple[bytes, str]]) -> None:
            for outcome in pool.results((None, Input(content, name)) for content, name in articles):
                assert isinstance(outcome, Done)
                assert outcome.value.error is None

        convert(list(corpora.articles(3, length, format, seed=999_000)))
        for turn in range(rounds):
            paths = corpora.write(Path(folder, str(turn)), number, length, format, seed=turn * number)
            contents = [path.read_bytes() for path in paths]
            prepared = [prepare(each, name=path.name) for each, path in zip(contents, paths, strict=True)]
            with ours.measured(number, pool):
                convert([(each, path.name) for each, path in zip(contents, paths, strict=True)])
            if prepared[0].reader is not None:
                with floor.measured(number):
                    for one in prepared:
                        worker = POOL.take(pandoc.path, DEFAULT_LIMITS)
                        worker.ask(one.content, one.reader or "", DEFAULT_LIMITS)
                        POOL.give(worker, DEFAULT_LIMITS)
                with theirs.measured(number):
                    for path in paths:
                        pypandoc.convert_file(str(path), "json")
        ours.memory = memory_of("self") + sum(memory_of(p) for pid in pool.process_ids() for p in _with_children(pid))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * KB
    floor.memory = max((memory_of(pid) for pid in POOL.idle()), default=0)
    theirs.memory = memory_of("self") + children
    head = f"{format:<10}{length // KB:>5} KB"
    for label, tally in (("panelrecord", ours), ("worker", floor), ("pypandoc", theirs)):
        if tally.articles:
            ratio = f"{ours.milliseconds() / tally.milliseconds():>10.2f}x" if floor.articles else ""
            speed = f"{ours.per_second() / tally.per_second():>7.2f}x" if floor.articles else ""
            numbers = f"{tally.per_second():>9.1f}{tally.milliseconds():>8.1f}{tally.memory >> 20:>6}{ratio}{speed}"
            print(f"{head}  {label:<12}{numbers}")
            head = " " * 18


def by_room(number: int) -> None:
    """Where the time of panelrecord goes, in milliseconds of an article of 8 KB; pandoc's row is its own time."""
    print(f"\n{'room':<12}" + "".join(f"{format:>10}" for format in corpora.FORMATS) + "   ms for 8 KB")
    columns = [_rooms_of(format, number) for format in corpora.FORMATS]
    for room in (*ROOMS, "rest", "validate", "write", "whole"):
        print(f"{room:<12}" + "".join(f"{column[room] * 1000 / number:>10.2f}" for column in columns))


def _rooms_of(format: str, number: int) -> dict[str, float]:
    spent: dict[str, float] = defaultdict(float)

    def timed(room: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            before = cpu() if room == "pandoc" else time.process_time()
            try:
                return function(*arguments, **options)
            finally:
                spent[room] += (cpu() if room == "pandoc" else time.process_time()) - before

        return call

    kept = {name: getattr(record_room, name) for names in ROOMS.values() for name in names}
    articles = list(corpora.articles(number, 8 * KB, format, seed=5000))
    for content, name in articles[:5]:
        panelrecord.convert(content, name=name)
    try:
        for room, names in ROOMS.items():
            for name in names:
                setattr(record_room, name, timed(room, kept[name]))
        article_room.check = timed("validate", check_record)  # type: ignore[attr-defined]
        before = cpu()
        records = [panelrecord.convert(content, name=name) for content, name in articles]
        whole = cpu() - before
    finally:
        for name, function in kept.items():
            setattr(record_room, name, function)
        article_room.check = check_record  # type: ignore[attr-defined]
    before = time.process_time()
    for record in records:
        record.to_json().encode()
    spent["write"] = time.process_time() - before
    spent["whole"] = whole + spent["write"]
    spent["rest"] = whole - sum(spent[room] for room in (*ROOMS, "validate"))
    return spent


# ------------------------------------------------------------------- growth


def exponent(points: list[tuple[float, float]]) -> float:
    """The exponent of the power law that fits points of size and time best: the slope in a plot of logarithms."""
    logs = [(math.log(size), math.log(spent)) for size, spent in points]
    x, y = statistics.fmean(size for size, _ in logs), statistics.fmean(spent for _, spent in logs)
    return sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)


def growth(numbers: tuple[int, ...]) -> None:
    """Processor time over length, from 1 KB to 1 MB, and over number, through the batch."""
    print(f"\n{'length':<10}" + "".join(f"{length // KB:>9} KB" for length in LENGTHS) + "   exponent (aim: 1.05)")
    for format in corpora.FORMATS:
        points = []
        for length in LENGTHS:
            spent = []
            for each in range(3 if length > 100 * KB else 9):
                content = corpora.article(each, length, format)
                before = cpu()
                panelrecord.convert(content, name=f"article.{corpora.ENDINGS[format]}")
                spent.append(cpu() - before)
            points.append((float(length), min(spent)))
        row = "".join(f"{spent * 1000:>9.1f} ms" for _, spent in points)
        print(f"{format:<10}{row}   {exponent(points):.3f}")
    points = []
    print(f"\n{'number':<10}{'seconds':>10}{'CPU s':>10}   articles of 8 KB in Markdown through convert_many")
    for number in numbers:
        wall, before = time.perf_counter(), cpu()
        for _ in panelrecord.convert_many(corpora.articles(number, 8 * KB, "markdown")):
            pass
        points.append((float(number), cpu() - before))
        print(f"{number:<10}{time.perf_counter() - wall:>10.1f}{points[-1][1]:>10.1f}")
    print(f"exponent {exponent(points):.3f} (aim: 1.05; the start of the workers makes small numbers dear)")


# ------------------------------------------------------- workers, output, many


def workers(number: int, rounds: int) -> None:
    """Articles a second with one worker process and with two, taking turns; the start of the workers does not count."""
    print(f"\nworkers     {'a second':>9}   {number} articles of 8 KB in HTML, the best of {rounds} rounds")
    contents = list(corpora.articles(number, 8 * KB, "html"))
    best: dict[int, float] = defaultdict(float)
    for _ in range(rounds):
        for jobs in (1, 2):
            results = panelrecord.convert_many([*contents[:40], *contents], jobs=jobs)
            for _ in range(40):
                next(results)
            started = time.perf_counter()
            for _ in results:
                pass
            best[jobs] = max(best[jobs], number / (time.perf_counter() - started))
    print(
        f"{1:<12}{best[1]:>9.1f}\n{2:<12}{best[2]:>9.1f}   {best[2] / best[1]:.2f} times one (aim: 1.8 on idle cores)"
    )


def output(number: int) -> None:
    """What validating and writing take of an article's time."""
    articles = list(corpora.articles(number, 8 * KB, "markdown"))
    for content, name in articles[:5]:
        panelrecord.convert(content, name=name)
    before = cpu()
    records = [panelrecord.convert(content, name=name) for content, name in articles]
    whole = cpu() - before
    before = cpu()
    for record in records:
        check_record(record.to_dict())
    checked = cpu() - before
    with tempfile.TemporaryDirectory() as folder:
        before, wall = cpu(), time.perf_counter()
        with Beside(Path(folder), is_folder=True) as beside, Folder(beside, force=False) as place:
            for start in range(0, number, place.group):
                group = [(record.source.name, record.to_json().encode()) for record in records[start:][: place.group]]
                place.put([Ready(name, name, f"{name}.json", content, "") for name, content in group])
        written, wall = cpu() - before, time.perf_counter() - wall
    part = (checked + written) / (whole + written)
    print(
        f"\nvalidating {checked * 1000 / number:.2f} ms, writing {written * 1000 / number:.2f} ms of processor time",
        end="",
    )
    print(f" ({wall * 1000 / number:.2f} ms with waiting for the disk) of {whole * 1000 / number:.1f} ms: {part:.1%}")


def many(number: int) -> None:
    """So many articles of 8 KB through convert_many: the memory of the main process as it goes."""
    print(f"\n{'articles':>9}{'seconds':>9}{'a second':>10}{'MB now':>8}{'MB most':>9}   {number} of 8 KB in Markdown")
    started = time.perf_counter()
    failed = 0
    for done, result in enumerate(panelrecord.convert_many(corpora.articles(number, 8 * KB, "markdown")), start=1):
        failed += isinstance(result, panelrecord.Failed)
        if done in {100, 1000} or done % max(1000, number // 10) == 0 or done == number:
            seconds = time.perf_counter() - started
            numbers = (
                f"{done:>9}{seconds:>9.0f}{done / seconds:>10.1f}{memory_now() >> 20:>8}{memory_of('self') >> 20:>9}"
            )
            print(numbers, flush=True)
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{failed} failed; CPU of the main process {time.process_time():.0f} s, of the workers and their pandocs",
        end="",
    )
    print(f" {gone.ru_utime + gone.ru_stime:.0f} s; the largest of them {gone.ru_maxrss >> 10} MB")


def versions() -> None:
    """What is measured, on what."""
    print(
        f"panelrecord {panelrecord.__version__}, pandoc {find_pandoc().version}, pypandoc {pypandoc.__version__}, ",
        end="",
    )
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {cores()} cores\n")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "what", nargs="?", default="all", choices=("all", "beside", "growth", "workers", "output", "many")
    )
    parser.add_argument("number", nargs="?", type=int, default=2000, help="how many articles `many` takes")
    parser.add_argument("--rounds", type=int, default=6, help="how often each takes its turn")
    options = parser.parse_args(arguments)
    what = options.what
    versions()
    if what in {"all", "beside"}:
        beside(options.rounds, 20)
        by_room(40)
    if what in {"all", "growth"}:
        growth((100, 300, 1000))
    if what in {"all", "workers"}:
        workers(200, 3)
    if what in {"all", "output"}:
        output(200)
    if what in {"all", "many"}:
        many(options.number)


if __name__ == "__main__":
    main(sys.argv[1:])
