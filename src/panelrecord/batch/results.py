"""What a caller asks for and what becomes of an input. Light: the program that hands work out loads no rules for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from panelrecord.errors import PanelrecordError, WorkerDied
from panelrecord.limits import DEFAULT_LIMITS, Limits
from panelrecord.values import dataclass

if TYPE_CHECKING:
    from panelrecord.batch.article import Options
    from panelrecord.containers import Columns
    from panelrecord.model import Record

TICK = 0.2
"""After so many seconds without a result whoever waits for one does something else: puts away what is done, shows how
far it has come."""


@dataclass(frozen=True, slots=True)
class Converted:
    """An article that became a record; `name` is the record's ``source.name``."""

    name: str
    record: Record


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that became none, and why."""

    name: str
    error: PanelrecordError


@dataclass(frozen=True, slots=True)
class Asked:
    """What a caller asks for, as it was asked: light, and the same in every process.

    Attributes are those of `panelrecord.convert`; `pandoc`, a program's path; and `columns` of tables.
    """

    format: str | None = None
    published: date | str | None = None
    packs: tuple[str, ...] = ()
    pandoc: str | None = None
    limits: Limits = DEFAULT_LIMITS
    columns: Columns | None = None

    def load(self) -> Options:
        """What is asked for, checked and loaded; errors as for `article.options`."""
        from panelrecord.batch.article import options  # noqa: PLC0415  it loads the rules' engine

        return options(
            format=self.format,
            published=self.published,
            packs=self.packs,
            pandoc=self.pandoc,
            limits=self.limits,
        )


def died(name: str, how: str) -> WorkerDied:
    """The error of an input that its workers died of, the last one in this way."""
    mend = "try the article alone; if it fails again, it is a mistake of this program worth reporting"
    return WorkerDied(f"ended the process that read it, twice ({how})", mend=mend, name=name)
