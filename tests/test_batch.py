"""Many articles in worker processes: every result in its place, every failure with its input."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import panelrecord
from panelrecord import record as record_room
from panelrecord.batch import Converted, Failed, Input, article, name_of
from panelrecord.batch.desk import Bounds
from panelrecord.batch.many import result_of
from panelrecord.batch.messages import Died, Done
from panelrecord.batch.pool import Pool
from panelrecord.model import Record


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles, and between them in the alphabet what is none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("A seminar on reeds was held in Ghent on 3 May 2021.\n")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.md").write_text("# Reeds\n\nDr Ilse Maes said that reeds bind the soil.\n")
    return tmp_path


def test_results_come_in_order_and_a_bad_file_stops_nothing(folder: Path) -> None:
    results = list(panelrecord.convert_many(["c.md", "missing.md", "b.txt", "a.txt"]))
    assert [result.name for result in results] == ["c.md", "missing.md", "b.txt", "a.txt"]
    assert [type(result) for result in results] == [Converted, Failed, Failed, Converted]
    errors = [result.error for result in results if isinstance(result, Failed)]
    assert [type(error) for error in errors] == [panelrecord.UnreadableInput, panelrecord.EmptyInput]
    assert [error.name for error in errors] == ["missing.md", "b.txt"]


def test_one_of_many_is_the_same_as_one_alone_with_any_number_of_workers(folder: Path) -> None:
    names = ["a.txt", "c.md"] * 12
    alone = [panelrecord.convert(name).to_json() for name in names]
    for jobs in (1, 3):
        many = panelrecord.convert_many(names, jobs=jobs)
        assert [result.record.to_json() for result in many if isinstance(result, Converted)] == alone


def test_articles_may_be_given_as_bytes(folder: Path) -> None:
    (result,) = panelrecord.convert_many([(Path("a.txt").read_bytes(), "box/a.txt")])
    assert isinstance(result, Converted)
    assert (result.name, result.record.source.name) == ("box/a.txt", "box/a.txt")


def test_an_asynchronous_program_takes_results_from_a_thread(folder: Path) -> None:
    async def names() -> list[str]:
        got = []
        with await asyncio.to_thread(panelrecord.convert_many, ["a.txt", "b.txt", "c.md"]) as results:
            while (result := await asyncio.to_thread(next, results, None)) is not None:
                got.append(result.name)
        return got

    assert asyncio.run(names()) == ["a.txt", "b.txt", "c.md"]


def test_unordered_results_are_the_same_ones(folder: Path) -> None:
    names = ["a.txt", "b.txt", "c.md"] * 5
    results = panelrecord.convert_many(names, ordered=False, jobs=2)
    assert sorted(result.name for result in results) == sorted(names)


def test_a_wrong_call_is_raised_at_once(folder: Path) -> None:
    with pytest.raises(panelrecord.UsageError):
        panelrecord.convert_many(["a.txt"], published="soon")
    with pytest.raises(panelrecord.PackInvalid):
        panelrecord.convert_many(["a.txt"], packs=["missing.toml"])


def test_a_script_without_a_guard_may_call_it(folder: Path) -> None:
    script = (
        "import panelrecord\n"
        "print([result.name for result in panelrecord.convert_many(['a.txt', 'b.txt', 'c.md'], jobs=2)])\n"
    )
    Path("script.py").write_text(script)
    source = Path(panelrecord.__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": str(source)}
    done = subprocess.run([sys.executable, "script.py"], capture_output=True, text=True, env=environment, check=True)
    assert (done.stdout, done.stderr) == ("['a.txt', 'b.txt', 'c.md']\n", "")


def test_a_record_that_breaks_its_schema_never_leaves(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finish = record_room.finish

    def broken(*arguments: Any, **options: Any) -> Record:
        return dataclasses.replace(finish(*arguments, **options), id="")

    monkeypatch.setattr(record_room, "finish", broken)
    with pytest.raises(panelrecord.RecordInvalid, match="/id"):
        panelrecord.convert("a.txt")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("report.docx", "report.docx"),
        ("./box/report.docx", "box/report.docx"),
        ("../box/report.docx", "../box/report.docx"),
        ("/home/ana/report.docx", "report.docx"),
        ("b\udce9ton.txt", "b\\xe9ton.txt"),
    ],
)
def test_names(path: str, name: str) -> None:
    assert name_of(path) == name


def test_a_changed_pack_is_read_again(tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    form = '[pack]\nname = "own"\nversion = "{}"\nlanguage = "en"\n'
    pack.write_text(form.format(1))
    assert article.load_packs([pack]) is article.load_packs([pack])
    pack.write_text(form.format("1 and a half"))
    assert article.load_packs([pack]).versions[-1].version == "1 and a half"


# ------------------------------------------------------------------ the pool


@dataclasses.dataclass(frozen=True, slots=True)
class Errand:
    """Work for the pool's own tests: a number is doubled, ``(seconds, what)`` slept over, a word obeyed.

    What waits does so until there is a file ``last`` in the folder.
    """

    greeting: str = "ready"
    folder: str = ""

    def begin(self) -> tuple[str, Callable[[Any, Any], Any]]:
        if self.greeting == "unfit":
            raise panelrecord.UsageError("cannot begin", mend="do not")
        if self.greeting == "dead":
            os._exit(7)
        return self.greeting if self.greeting != "pid" else str(os.getpid()), self._do

    def _do(self, work: Any, coming: Any) -> Any:
        if coming == "die ahead":
            os.kill(os.getpid(), signal.SIGKILL)
        if isinstance(work, tuple):
            time.sleep(work[0])
            return work[1]
        if work == "pid":
            return os.getpid()
        if work == "wait":
            late = time.monotonic() + 300
            while not Path(self.folder, "last").exists():
                if time.monotonic() > late:
                    return "nothing came"
                time.sleep(0.01)
        if work == "last":
            Path(self.folder, "last").touch()
        if work == "die once":
            marker = Path(self.folder, "died")
            if not marker.exists():
                marker.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return "lived"
        if work in {"die", "die ahead"}:
            os.kill(os.getpid(), signal.SIGKILL)
        if work == "break":
            raise KeyError("no such reed")
        if work == "grow":
            globals()["_ballast"] = bytearray(32 << 20)
            return os.getpid()
        return work * 2

    def weight(self, work: Any) -> int:
        if work == "wait":
            return 1_000_000
        return work[2] if isinstance(work, tuple) and len(work) > 2 else 1000


def through(works: list[Any], **options: Any) -> list[Any]:
    job = options.pop("job", Errand())
    with Pool(job, **options) as pool:
        outcomes = [outcome for outcome in pool.results((None, work) for work in works) if outcome is not None]
    return [outcome.value if isinstance(outcome, Done) else outcome.how for outcome in outcomes]


def test_a_slow_piece_holds_up_no_other_and_keeps_its_place(tmp_path: Path) -> None:
    """The first piece ends once the last has been done: without another worker for the others there would be no end."""
    works = ["wait", *range(40), "last"]
    got = through(list(works), jobs=2, bounds=Bounds(spare=1), job=Errand(folder=str(tmp_path)))
    assert got == ["waitwait", *range(0, 80, 2), "lastlast"]


def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    works = [*range(10), "die once", *range(10, 20)]
    got = through(works, jobs=1, job=Errand(folder=str(tmp_path)))
    assert got == [*range(0, 20, 2), "lived", *range(20, 40, 2)]


def test_a_piece_that_kills_its_workers_costs_itself_alone() -> None:
    got = through([1, "die", 2, "break", 3], jobs=2)
    assert got == [2, "ended by signal 9", 4, "KeyError: 'no such reed'", 6]


def test_a_piece_that_kills_its_workers_before_its_turn_costs_itself_alone() -> None:
    got = through([*range(40), "die ahead", *range(40)], jobs=1)
    assert got == [*range(0, 80, 2), "ended by signal 9", *range(0, 80, 2)]


def test_an_article_that_kills_its_workers_has_a_typed_error() -> None:
    result = result_of(Died(None, Input("a.txt", "a.txt"), "ended by signal 9"))
    assert isinstance(result, Failed)
    assert isinstance(result.error, panelrecord.WorkerDied)
    assert (result.error.name, "signal 9" in str(result.error)) == ("a.txt", True)


def test_workers_are_replaced_after_so_many_pieces_and_on_growth() -> None:
    after_three = through(["pid"] * 9, jobs=1, bounds=Bounds(served=3, chunk=1))
    assert [len(set(after_three[start : start + 3])) for start in (0, 3, 6)] == [1, 1, 1]
    assert len(set(after_three)) == 3
    grown = through(["pid", "grow", "pid"], jobs=1, bounds=Bounds(growth=16 << 20, chunk=1))
    assert grown[0] == grown[1] != grown[2]


def test_what_is_taken_ahead_is_bounded_by_number_and_by_bytes() -> None:
    def most_ahead(works: Iterator[Any], bounds: Bounds) -> int:
        taken = given = most = 0

        def counted() -> Iterator[tuple[None, Any]]:
            nonlocal taken, most
            for work in works:
                taken += 1
                most = max(most, taken - given)
                yield None, work

        with Pool(Errand(), jobs=1, bounds=bounds) as pool:
            for _ in pool.results(counted()):
                given += 1
                if given == 30:
                    break
        return most

    assert most_ahead(iter(range(10**9)), Bounds(ahead=10)) == 10
    assert most_ahead(((0, 0, 1000) for _ in range(10**9)), Bounds(ahead_bytes=4000)) == 4


def test_inputs_are_taken_in_the_callers_thread() -> None:
    threads = set()

    def works() -> Iterator[tuple[None, int]]:
        for number in range(50):
            threads.add(threading.current_thread())
            yield None, number

    with Pool(Errand(), jobs=2) as pool:
        assert len(list(pool.results(works()))) == 50
    assert threads == {threading.current_thread()}


def test_finishing_drops_what_nobody_has_begun(tmp_path: Path) -> None:
    """The first piece is done; the worker may have begun another by then, which waits until the pool is finishing."""
    with Pool(Errand(folder=str(tmp_path)), jobs=1) as pool:
        got = []
        for outcome in pool.results((None, "wait" if number else number) for number in range(10**9)):
            assert isinstance(outcome, Done)
            got.append(outcome.value)
            pool.finish()
            (tmp_path / "last").touch()
    assert got in ([0], [0, "waitwait"])


def test_ticks_come_while_nothing_is_ready(tmp_path: Path) -> None:
    ticks, outcomes = 0, []
    with Pool(Errand(folder=str(tmp_path)), jobs=1) as pool:
        for outcome in pool.results([(None, "wait")], tick=0.01):
            if outcome is not None:
                outcomes.append(outcome)
                continue
            ticks += 1
            if ticks == 3:
                (tmp_path / "last").touch()
    assert ticks >= 3
    assert [outcome.value for outcome in outcomes if isinstance(outcome, Done)] == ["waitwait"]


def test_what_keeps_workers_from_beginning_is_raised_and_never_waited_for() -> None:
    with Pool(Errand(greeting="unfit")) as pool, pytest.raises(panelrecord.UsageError, match="cannot begin"):
        pool.start()
    with Pool(Errand(greeting="dead")) as pool, pytest.raises(panelrecord.WorkersFailed, match="code 7"):
        pool.start()


def test_workers_that_greet_differently_end_the_run() -> None:
    pool = Pool(Errand(greeting="pid"), jobs=2, bounds=Bounds(spare=1))
    with pool, pytest.raises(panelrecord.WorkersFailed, match="changed"):
        list(pool.results((None, (0.05, 0)) for _ in range(200)))


def test_closing_leaves_no_process(folder: Path) -> None:
    pool = Pool(Errand(), jobs=2, bounds=Bounds(spare=1))
    results = pool.results((None, (0.02, 0)) for _ in range(10**9))
    for _ in range(5):
        next(results)
    ids = pool.process_ids()
    assert ids
    pool.close()
    for process in ids:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_results_that_nobody_wants_any_more_end_their_workers(folder: Path) -> None:
    results = panelrecord.convert_many("a.txt" for _ in range(10**9))
    next(results)
    ids = [thread for thread in threading.enumerate() if thread.name == "panelrecord worker"]
    assert ids
    del results
    deadline = time.monotonic() + 60
    while any(thread.is_alive() for thread in ids) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(thread.is_alive() for thread in ids)


def test_it_works_from_several_threads_and_after_a_fork(folder: Path) -> None:
    def names() -> list[str]:
        return [result.name for result in panelrecord.convert_many(["a.txt", "c.md"], jobs=1)]

    got: list[list[str]] = []
    threads = [threading.Thread(target=lambda: got.append(names())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [["a.txt", "c.md"]] * 2
    child = os.fork()
    if child == 0:
        os._exit(0 if names() == ["a.txt", "c.md"] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
