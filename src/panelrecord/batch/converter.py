"""One input after the other into records; while one is read, pandoc parses the next.

Pandoc and Python are two processes, and an article has to go through one before the other. So the article that comes
next is handed to pandoc as soon as that is done with the present one, and its tree is there when it is asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from panelrecord.batch import article
from panelrecord.batch.jobs import Outcome
from panelrecord.errors import EmptyInput, InputError, RecordInvalid
from panelrecord.inputs import Input
from panelrecord.values import dataclass

if TYPE_CHECKING:
    from panelrecord.model import Record
    from panelrecord.record import Begun


@dataclass(frozen=True, slots=True)
class _Started:
    """An input that has been begun, or what is wrong with it; the hash and size of its bytes where they were read."""

    item: Input
    begun: Begun | InputError
    sha256: str | None
    size: int | None


class Converter:
    """Makes of each input a record, and of that what `product` makes of it."""

    def __init__(self, options: article.Options, product: Callable[[Record], Any]) -> None:
        self._options = options
        self._product = product
        self._ahead: _Started | None = None

    def convert(self, item: Input, coming: Input | None) -> Outcome:
        """What becomes of an input; the one that is `coming`, for which it must be asked next, is begun on the way."""
        started = self._started(item)

        def meanwhile() -> None:
            if coming is not None:
                self._ahead = self._start(coming)

        if isinstance(started.begun, InputError):
            return Outcome(None, started.begun, started.sha256, started.size)
        try:
            record = article.finish(item, started.begun, options=self._options, meanwhile=meanwhile)
        except (InputError, RecordInvalid) as error:
            return Outcome(None, error, started.sha256, started.size)
        return Outcome(self._product(record), None, started.sha256, started.size)

    def _started(self, item: Input) -> _Started:
        ahead, self._ahead = self._ahead, None
        if ahead is None:
            return self._start(item)
        assert ahead.item is item  # what is parsed already has its worker, which it must give back
        return ahead

    def _start(self, item: Input) -> _Started:
        try:
            content = item.content(self._options.limits)
        except EmptyInput as error:
            return _Started(item, error, hashlib.sha256().hexdigest(), 0)
        except InputError as error:
            return _Started(item, error, None, None)
        sha256, size = hashlib.sha256(content).hexdigest(), len(content)
        try:
            return _Started(item, article.begin(item, content, options=self._options), sha256, size)
        except InputError as error:
            return _Started(item, error, sha256, size)
