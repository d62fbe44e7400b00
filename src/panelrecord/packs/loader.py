"""Pack files into packs: what a pack says, before anything is compiled.

A pack is one TOML file, or a folder of them that belong together::

    [pack]
    name = "en"
    version = "1"
    language = "en"

    [lexicon]              # classes of words
    event = ["seminar", "round table"]

    [verbs]                # classes of verbs, whose forms are made by `inflection`
    report = ["say said", "argue"]

    [phrase]               # fragments of pattern
    np = "{det}? {word}{1,4}"

    [[rule]]
    id = "en.attribution.that"
    description = "Ana Ruiz argued that …"
    pattern = "[who:{person}] [cue:{report}] that [what:{any}+]"
    gives = {}
    examples = ["[who:Ana Ruiz] [cue:argued] that [what:a levy will hurt the poor]."]
    rejects = ["It was argued that rates must rise."]

A verb class ``report`` gives the classes ``report`` (its finite forms), ``report.base``, ``report.third``,
``report.past``, ``report.participle`` and ``report.ing``.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from panelrecord.errors import PackInvalid
from panelrecord.model import PackVersion
from panelrecord.packs import ready
from panelrecord.packs.layers import LAYERS
from panelrecord.packs.rules import Packs, Rule
from panelrecord.values import dataclass

__all__ = ["Packs", "Rule", "load"]

_GROUP = re.compile(r"\[\s*([a-z_]+):")
_FIX = "see docs/packs.md for the form of a pack"
_PARTS = {"pack": dict, "lexicon": dict, "verbs": dict, "phrase": dict, "rule": list}


def load(paths: Sequence[str | os.PathLike[str]] = ()) -> Packs:
    """The built-in English pack and an archivist's own packs.

    Args:
        paths: TOML files; a later pack may add entries to a lexicon and rules of its own, but never replaces a rule.

    Raises:
        PackInvalid: a file cannot be read, is no TOML, misses a part or names a rule twice.
    """
    own = []
    for path in paths:
        name = os.fspath(path)
        try:
            with open(name, "rb") as file:
                own.append((name, file.read()))
        except OSError as error:
            raise PackInvalid(f"cannot be read ({error.strerror})", mend="name a pack file", name=name) from error
    return _merge(_built_in(), *(_read(name, ((name, content),)) for name, content in own)) if own else _default()


@cache
def _default() -> Packs:
    return ready.read() or built_in()


def built_in() -> Packs:
    """The built-in pack alone, as its files say it."""
    return _merge(_built_in())


@dataclass(frozen=True, slots=True)
class _Pack:
    version: PackVersion
    parts: tuple[Mapping[str, Any], ...]
    source: str


@cache
def _built_in() -> _Pack:
    files = sorted(Path(__file__).parent.glob("en/*.toml"))
    return _read("en", tuple((f"en/{path.name}", path.read_bytes()) for path in files))


def _read(source: str, files: Sequence[tuple[str, bytes]]) -> _Pack:
    import tomli  # noqa: PLC0415  a pack that was made ready before needs no parser

    parts: list[Mapping[str, Any]] = []
    digest = hashlib.sha256()
    head: Mapping[str, Any] | None = None
    for name, content in files:
        digest.update(content)
        try:
            part = tomli.loads(content.decode("utf-8"))
        except (UnicodeDecodeError, tomli.TOMLDecodeError, RecursionError) as error:
            raise PackInvalid(f"is no TOML ({error})", mend=_FIX, name=name) from error
        unknown = part.keys() - _PARTS.keys()
        if unknown:
            raise PackInvalid(f"holds the unknown part {sorted(unknown)[0]!r}", mend=_FIX, name=name)
        for key, kind in _PARTS.items():
            if not isinstance(part.get(key, kind()), kind):
                raise PackInvalid(f"has a part {key!r} of the wrong form", mend=_FIX, name=name)
        head = part.get("pack", head)
        parts.append(part)
    if not head or not {"name", "version"} <= head.keys():
        raise PackInvalid("has no [pack] with name and version", mend=_FIX, name=source)
    version = PackVersion(str(head["name"]), str(head["version"]), digest.hexdigest())
    return _Pack(version, tuple(parts), source)


def _merge(*packs: _Pack) -> Packs:
    lexicon: dict[str, tuple[str, ...]] = {}
    verbs: dict[str, tuple[str, ...]] = {}
    phrases: dict[str, str] = {}
    rules: dict[str, Rule] = {}
    for pack in packs:
        for part in pack.parts:
            for table, into in (("lexicon", lexicon), ("verbs", verbs)):
                for name, entries in part.get(table, {}).items():
                    if not _are_words(entries):
                        raise PackInvalid(f"{table} {name!r} is no list of words", mend=_FIX, name=pack.source)
                    into[name] = tuple(dict.fromkeys((*into.get(name, ()), *entries)))
            for name, phrase in part.get("phrase", {}).items():
                if not isinstance(phrase, str) or name in phrases:
                    wrong = "names a second time" if name in phrases else "is no pattern"
                    raise PackInvalid(f"phrase {name!r} {wrong}", mend=_FIX, name=pack.source)
                phrases[name] = phrase
            for table in part.get("rule", ()):
                rule = _rule(table, pack.source)
                if rule.id in rules:
                    raise PackInvalid(f"names the rule {rule.id!r} a second time", mend=_FIX, name=pack.source)
                rules[rule.id] = rule
    return Packs(
        tuple(pack.version for pack in packs),
        MappingProxyType(lexicon),
        MappingProxyType(verbs),
        MappingProxyType(phrases),
        MappingProxyType(rules),
    )


def _rule(table: Any, source: str) -> Rule:
    name = table.get("id") if isinstance(table, dict) else None
    if not isinstance(name, str) or name.count(".") < 2:
        raise PackInvalid(f"has a rule without an id of three parts ({name!r})", mend=_FIX, name=source)
    for key in ("pattern", "examples", "rejects"):
        if not table.get(key):
            raise PackInvalid(f"the rule {name!r} has no {key}", mend=_FIX, name=source)
    unknown = table.keys() - {"id", "pattern", "examples", "rejects", "description", "gives"}
    if unknown:
        raise PackInvalid(f"the rule {name!r} has the unknown key {sorted(unknown)[0]!r}", mend=_FIX, name=source)
    gives, description = table.get("gives", {}), table.get("description", "")
    lists = {"examples": table["examples"], "rejects": table["rejects"], "pattern": [table["pattern"]]}
    lists |= {"description": [description or "-"], "gives": list(gives.values()) if isinstance(gives, dict) else None}
    for key, texts in lists.items():
        if not _are_words(texts):
            raise PackInvalid(f"the rule {name!r} has {key} of the wrong form", mend=_FIX, name=source)
    pattern, examples, rejects = table["pattern"], tuple(table["examples"]), tuple(table["rejects"])
    rule = Rule(name, pattern, examples, rejects, description, MappingProxyType(dict(gives)))
    _keep_to_layer(rule, source)
    return rule


def _keep_to_layer(rule: Rule, source: str) -> None:
    layer = LAYERS.get(rule.layer)
    if layer is None:
        raise PackInvalid(f"the rule {rule.id!r} is of no layer that is read", mend=_FIX, name=source)
    for what, needed, there in (
        ("group", layer.groups, set(_GROUP.findall(rule.pattern))),
        ("key under gives", layer.gives, rule.gives.keys()),
    ):
        lacking = sorted(needed - there)
        if lacking:
            raise PackInvalid(f"the rule {rule.id!r} lacks the {what} {lacking[0]!r}", mend=_FIX, name=source)


def _are_words(entries: object) -> bool:
    return isinstance(entries, list) and all(isinstance(entry, str) and entry.strip() for entry in entries)
