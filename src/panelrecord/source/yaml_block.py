"""A block of YAML as plain values: bounded, and every scalar as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import Event

from panelrecord.source.limits import MAX_DEPTH, MAX_FRONT_MATTER_NODES


def read_yaml(block: str) -> dict[str, Any] | None:
    """The block's values, every scalar as it is written; None where it is no YAML, or YAML that could grow.

    Built from the parser's events rather than by a loader: an alias can make 270 bytes into gigabytes, and a loader
    turns a date with a time zone into another day.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        value = _built(yaml.parse(block, Loader=loader))
    except (yaml.YAMLError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _built(events: Iterator[Event]) -> Any:
    """The first document of a stream of events. Raises ValueError where it has aliases or outgrows its bounds."""
    root: list[Any] = []
    open_nodes: list[Any] = [root]  # lists and dictionaries, innermost last
    keys: list[str | None] = [None]  # the key that waits for its value in each of them
    for count, event in enumerate(events):
        if count > MAX_FRONT_MATTER_NODES or len(open_nodes) > MAX_DEPTH or isinstance(event, yaml.AliasEvent):
            raise ValueError("front matter that grows")
        if isinstance(event, yaml.CollectionEndEvent):
            open_nodes.pop()
            keys.pop()
        elif isinstance(event, yaml.DocumentEndEvent):
            break
        elif isinstance(event, yaml.NodeEvent):
            node: Any = event.value if isinstance(event, yaml.ScalarEvent) else None
            if isinstance(event, yaml.CollectionStartEvent):
                node = {} if isinstance(event, yaml.MappingStartEvent) else []
            parent = open_nodes[-1]
            if isinstance(parent, list):
                parent.append(node)
            elif keys[-1] is None:
                keys[-1] = str(node)  # a collection as a key is nothing that metadata needs
            else:
                parent[keys[-1]] = node
                keys[-1] = None
            if not isinstance(node, str):
                open_nodes.append(node)
                keys.append(None)
    return root[0] if root else None
