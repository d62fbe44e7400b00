"""JSON of strangers as plain values: of a sensible depth, and without halves of characters."""

from __future__ import annotations

import json
import re
from typing import Any

_DEEPEST = 100  # levels; far more, and whatever walks them runs out of stack
_HALF = re.compile(r"[\ud800-\udfff]|\\u[dD][89a-fA-F]")


def json_values(written: str | bytes) -> Any:
    """What JSON holds. Raises ValueError where it is none, or is nested over a hundred levels deep."""
    text = written if isinstance(written, str) else written.decode(json.detect_encoding(written), "surrogatepass")
    try:
        value = json.loads(text, strict=False)
    except RecursionError as error:
        raise ValueError("JSON that is nested too deeply") from error
    if text.count("[") + text.count("{") > _DEEPEST and _is_deep(value):
        raise ValueError("JSON that is nested too deeply")
    return _whole(value) if _HALF.search(text) else value


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        held = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, (dict, list))]
        level = [one for inner in held for one in inner]
    return bool(level)


def _whole(value: Any) -> Any:
    """The value with a replacement character for each half of one that stands alone, which no text can hold."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    return value
