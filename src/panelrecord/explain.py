"""Why a record says what it says: each value, the words it rests on in their sentence, and the rules behind them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from panelrecord.errors import UsageError
from panelrecord.packs import Packs, Rule
from panelrecord.packs.structural import STRUCTURAL

FIELDS = ("event", "date", "venue", "panelists", "positions", "author_bios")
"""The parts of a record that rest on the article's words."""

_Sentences = tuple[tuple[int, int], ...]


def explain(record: Mapping[str, Any], field: str | None, *, packs: Packs, sentences: _Sentences) -> str:
    """A value of a record with its evidence, as lines of text.

    Args:
        record: a valid record, as ``to_dict()`` gives it.
        field: what to explain, as a path such as ``date``, ``event/name``, ``positions/3`` or ``positions/s4``; a dot
            does for a slash. None explains everything.
        packs: where the rules are looked up.
        sentences: the sentences of the record's text, as offsets; evidence is shown within its sentence.

    Raises:
        UsageError: the record has no such field.
    """
    text: str = record["source"]["text"]
    lines: list[str] = []
    rules: dict[str, None] = {}
    for path, value, spans in _parts(record, field):
        lines += [f"{path}: {_shown(value)}"]
        for label, span in spans:
            rules[span["rule"]] = None
            lines += [f"    {label}{_in_sentence(text, span, sentences)}", f"        by {span['rule']}"]
        if not spans:
            lines += [
                "    rests on no words of the article" if value not in (None, []) else "    the article does not say"
            ]
    for rule in rules:
        lines += ["", *_rule(rule, packs.rules.get(rule))]
    return "\n".join(lines) + "\n"


_Evidence = list[tuple[str, Mapping[str, Any]]]


def _parts(record: Mapping[str, Any], field: str | None) -> Iterator[tuple[str, Any, _Evidence]]:
    """The values to show, each with its path and the spans it rests on."""
    steps = [] if field is None else [step for step in re.split(r"[/.]", field) if step]
    if not steps:
        for name in FIELDS:
            yield from _open(name, record[name], [])
        return
    if steps[0] not in FIELDS:
        raise UsageError(f"no words of the article explain {field!r}", mend=f"name one of {', '.join(FIELDS)}")
    value: Any = record
    evidence: _Evidence = []
    for number, step in enumerate(steps):
        value = _step(value, step, "/".join(steps[: number + 1]))
        evidence = _evidence(value) or evidence
    yield from _open("/".join(steps), value, evidence)


def _step(value: Any, step: str, path: str) -> Any:
    if isinstance(value, dict) and step in value:
        return value[step]
    if isinstance(value, list):
        for number, item in enumerate(value):
            if step == str(number) or (isinstance(item, dict) and item.get("id") == step):
                return item
    raise UsageError(f"the record has no {path}", mend="see the record for what it has")


def _open(path: str, value: Any, inherited: _Evidence) -> Iterator[tuple[str, Any, _Evidence]]:
    """A list item by item, anything else as it is; a value without evidence of its own has that of what holds it."""
    if isinstance(value, list) and value and isinstance(value[0], dict) and "quote" not in value[0]:
        for number, item in enumerate(value):
            yield f"{path}/{item.get('id', number)}", item, _evidence(item) or inherited
    else:
        yield path, value, _evidence(value) or inherited


def _evidence(value: Any) -> _Evidence:
    if isinstance(value, list):
        return [("", item) for item in value if isinstance(item, dict) and "quote" in item]
    if not isinstance(value, dict):
        return []
    if "quote" in value:
        return [("", value)]
    named = [("speaker: ", value.get("speaker")), ("cue: ", value.get("cue"))]
    spans = [("said: ", span) for span in value.get("spans", ())]
    return [(label, span) for label, span in (*named, *spans) if span] + [
        ("", span) for span in value.get("evidence", ())
    ]


def _shown(value: Any) -> str:
    """A value without its evidence, which is shown beneath it."""
    if isinstance(value, dict):
        if "quote" in value:
            return json.dumps(value["quote"], ensure_ascii=False)
        hidden = {"evidence", "spans", "cue", "speaker"}
        return ", ".join(f"{key} {_shown(item)}" for key, item in value.items() if key not in hidden)
    if isinstance(value, list):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _in_sentence(text: str, span: Mapping[str, Any], sentences: _Sentences) -> str:
    """The sentence, or the sentences, that the words stand in, with the words in brackets and on one line."""
    start = max((begin for begin, _ in sentences if begin <= span["start"]), default=0)
    end = min((finish for _, finish in sentences if finish >= span["end"]), default=len(text))
    before, after = text[start : span["start"]], text[span["end"] : end]
    return " ".join(f"{before}[{span['quote']}]{after}".split())


def _rule(name: str, rule: Rule | None) -> Iterator[str]:
    yield f"rule {name}"
    if rule is None:
        yield f"    {STRUCTURAL.get(name, 'is in no pack that is loaded: name the pack it came from with --pack')}"
        return
    if rule.description:
        yield f"    {rule.description}"
    shown = [("pattern", rule.pattern), *(("reads", text) for text in rule.examples)]
    for label, text in [*shown, *(("leaves", text) for text in rule.rejects)]:
        yield f"    {label:<8} {' '.join(text.split())}"
