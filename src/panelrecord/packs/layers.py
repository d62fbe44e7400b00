"""The readings that rules belong to, and what each asks of its rules.

A rule's layer is the second part of its id. What the mappers of a layer take from every match, its rules must have:
these groups in their patterns and these keys in what they give. ``docs/packs.md`` says what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from panelrecord.values import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """What every rule of a layer has: groups of its pattern, and keys of its `gives`."""

    groups: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()


def _layer(groups: str = "", gives: str = "") -> Layer:
    return Layer(frozenset(groups.split()), frozenset(gives.split()))


LAYERS: Mapping[str, Layer] = MappingProxyType(
    {
        "lexicon": _layer(),
        "verb": _layer("verb"),
        "date": _layer(),
        "tense": _layer("cue", "tense"),
        "person": _layer("name", "evidence"),
        "attribution": _layer("cue what"),
        "attitude": _layer("cue what", "kind"),
        "part": _layer("who", "part"),
        "announced": _layer("who", "part"),
        "elsewhere": _layer("cue"),
        "continuation": _layer("cue"),
        "narration": _layer("cue"),
        "resolution": _layer("cue"),
        "anchor": _layer("who"),
        "eventkind": _layer("head", "type"),
        "edition": _layer(),
        "event": _layer("cue event", "sign"),
        "sitting": _layer("cue", "sign"),
        "audience": _layer("who"),
        "eventlabel": _layer("label"),
        "topic": _layer(),
        "headline": _layer("topic"),
        "lede": _layer("topic"),
        "argued": _layer("topic"),
        "named": _layer(),
        "oftenest": _layer("topic"),
        "organizer": _layer("hosts", "form"),
        "when": _layer("cue", "sign"),
        "venue": _layer("venue", "rank"),
        "venuenoun": _layer("noun"),
        "house": _layer(),
        "locality": _layer("place", "rank"),
        "country": _layer("country"),
        "region": _layer("region"),
        "continent": _layer("place"),
        "online": _layer("cue"),
        "byline": _layer("authors"),
        "bio": _layer(),
        "bio-more": _layer(),
        "bio-role": _layer("title"),
        "bio-contact": _layer("email"),
    }
)
