"""The work of validating, as worker processes do it."""

from __future__ import annotations

import json
from collections.abc import Callable

from panelrecord.errors import InputError
from panelrecord.inputs import Input
from panelrecord.values import dataclass


@dataclass(frozen=True, slots=True)
class Validate:
    """Checks records and annotations; what comes of one is its violations in words, or why it could not be read."""

    def begin(self) -> tuple[None, Callable[[Input, object], tuple[str, ...] | InputError]]:
        """The function that checks one document."""
        from panelrecord.validate import violations  # noqa: PLC0415  only a worker needs it

        def check(item: Input, _: object) -> tuple[str, ...] | InputError:
            try:
                return tuple(str(violation) for violation in violations(json.loads(item.content())))
            except InputError as error:
                return error
            except (ValueError, RecursionError) as error:  # bytes that are no text, text that is no JSON
                return (f"is no JSON ({error})",)

        return None, check

    def weight(self, work: Input) -> int:
        """The document's size in bytes."""
        return work.size() or 0
