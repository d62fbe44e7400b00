"""The built-in pack as data that was compiled before: read in a tenth of the time that compiling takes.

The data are made when the package is built (``hatch_build.py``), lie beside the pack and say nothing that the pack does
not say: without them it is compiled when it is first read, to the same records. They begin with a digest of the files
that they were made of, pack and compiler, and with one of their own; data that do not fit either are left alone.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zlib import compress, decompress

from panelrecord.model import PackVersion
from panelrecord.packs.rules import Packs, Rule
from panelrecord.packs.tables import Alphabet, Expression, Group, Tables

PLACE = Path(__file__).parent / "en.ready"
"""Where the data lie."""

_ESCAPE, _SHORT = "\\x", "#"  # tens of thousands, each of which would be escaped again in JSON


def read(place: Path = PLACE) -> Packs | None:
    """The built-in pack with its tables, or None where there are no data, or none that fit."""
    try:
        data = place.read_bytes()
    except OSError:
        return None
    head, _, body = data.partition(b"\n")
    return _packs(json.loads(body)) if head == _head(body) else None


def encoded(packs: Packs, tables: Tables) -> bytes:
    """The data of packs and what they are compiled to."""
    numbers = {rule.id: number for number, rule in enumerate(packs.rules.values())}
    layers = dict.fromkeys(rule.layer for rule in packs.rules.values())
    value = {
        "versions": [[version.name, version.version, version.sha256] for version in packs.versions],
        "lexicon": dict(packs.lexicon),
        "verbs": dict(packs.verbs),
        "phrases": dict(packs.phrases),
        "rules": [
            [rule.id, rule.pattern, rule.examples, rule.rejects, rule.description, dict(rule.gives)]
            for rule in packs.rules.values()
        ],
        "sets": [sorted(classes) for classes in tables.alphabet.sets],
        "words": dict(tables.alphabet.words),
        "codes": {look: [list(codes), "".join(codes.values())] for look, codes in tables.alphabet.codes.items()},
        "classes": dict(tables.alphabet.classes),
        "layers": {layer: [_group_data(group, numbers) for group in tables.groups(layer)] for layer in layers},
    }
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return _head(body) + b"\n" + body


def _group_data(group: Group, numbers: Mapping[str, int]) -> list[Any]:
    expressions = [
        [
            numbers[one.rule.id],
            one.groups,
            [f"{letters:x}" for letters in one.required],
            one.source.replace(_ESCAPE, _SHORT),
        ]
        for one in group.expressions
    ]
    return [b64encode(compress(group.letters)).decode("ascii"), expressions]


def _head(body: bytes) -> bytes:
    """What the data begin with: the digest of what they are made of, and their own."""
    made_of = hashlib.sha256()
    here = Path(__file__).parent
    for path in sorted((*here.glob("*.py"), *(here / "en").glob("*.toml"))):
        content = path.read_bytes()
        made_of.update(f"{path.name} {len(content)}\n".encode())
        made_of.update(content)
    return f"{made_of.hexdigest()} {hashlib.sha256(body).hexdigest()}".encode()


def _packs(value: Mapping[str, Any]) -> Packs:
    rules = [
        Rule(name, pattern, tuple(examples), tuple(rejects), description, MappingProxyType(gives))
        for name, pattern, examples, rejects, description, gives in value["rules"]
    ]
    alphabet = Alphabet(
        tuple(map(frozenset, value["sets"])),
        value["words"],
        {look: dict(zip(sets, codes, strict=True)) for look, (sets, codes) in value["codes"].items()},
        value["classes"],
    )
    return Packs(
        tuple(PackVersion(*version) for version in value["versions"]),
        _entries(value["lexicon"]),
        _entries(value["verbs"]),
        MappingProxyType(value["phrases"]),
        MappingProxyType({rule.id: rule for rule in rules}),
        Tables(alphabet, partial(_groups, value["layers"], rules)),
    )


def _entries(table: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(entries) for name, entries in table.items()})


def _groups(layers: Mapping[str, Any], rules: Sequence[Rule], layer: str) -> tuple[Group, ...]:
    return tuple(
        Group(
            decompress(b64decode(letters)),
            tuple(
                Expression(
                    rules[number],
                    tuple(groups),
                    tuple([int(one, 16) for one in required]),
                    source.replace(_SHORT, _ESCAPE),
                )
                for number, groups, required, source in expressions
            ),
        )
        for letters, expressions in layers.get(layer, ())
    )
