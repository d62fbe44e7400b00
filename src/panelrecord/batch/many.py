"""Many articles for a program that uses the library."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from panelrecord.batch.jobs import Convert
from panelrecord.batch.messages import Died, Outcome
from panelrecord.batch.pool import Pool
from panelrecord.batch.results import Asked, Converted, Failed, died
from panelrecord.inputs import Input


class Results(Iterator[Converted | Failed]):
    """The results of many inputs; ends its worker processes when it is through, closed, or no longer used."""

    def __init__(self, pool: Pool, outcomes: Iterator[Outcome | None]) -> None:
        self._outcomes = outcomes
        self.close = weakref.finalize(self, pool.close)

    def __next__(self) -> Converted | Failed:
        try:
            outcome = next(self._outcomes)
        except BaseException:
            self.close()
            raise
        assert outcome is not None  # no tick was asked for
        return result_of(outcome)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def convert_all(inputs: Iterable[Input], *, asked: Asked, jobs: int | None = None, ordered: bool = True) -> Results:
    """Each input's record, or the error that kept it from becoming one; arguments as for `panelrecord.convert_many`.

    Errors that no single input is to blame for (no pandoc, a wrong call) are raised at once.
    """
    pool = Pool(Convert(asked), jobs=jobs)
    try:
        pool.start()
    except BaseException:
        pool.close()
        raise
    return Results(pool, pool.results(((None, each) for each in inputs), ordered=ordered))


def result_of(outcome: Outcome) -> Converted | Failed:
    """What a pool says of an input, in the words of the library."""
    name = outcome.work.name
    if isinstance(outcome, Died):
        return Failed(name, died(name, outcome.how))
    error = outcome.value.error
    return Converted(name, outcome.value.value) if error is None else Failed(name, error)
