"""Rules held against their own examples: the two-way test of a pack.

An example is a text in which the groups that the rule must find are bracketed: «[who:Ana Ruiz] [cue:argued] that …».
A reject is a text in which the rule must find nothing. A blank line in either parts two paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from panelrecord.annotate.dates import date_chunks
from panelrecord.annotate.reading import names_stream, read
from panelrecord.annotate.streams import stream
from panelrecord.document import Block, Document
from panelrecord.errors import PackInvalid
from panelrecord.packs.grammar import Grammar, Stream, grammar
from panelrecord.packs.inflection import inflect
from panelrecord.packs.loader import Packs, Rule
from panelrecord.packs.rules import is_beginning, is_ending
from panelrecord.packs.tokens import tokenise
from panelrecord.source.article import Metadata
from panelrecord.values import dataclass

_BRACKET = re.compile(r"\[(?P<group>[a-z_]+):|\]")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a pack: `rule` is a rule's id or the name of a lexicon."""

    rule: str
    kind: str
    message: str


def check(packs: Packs) -> list[Finding]:
    """Hold every rule against its examples and rejects, and every lexicon's entry against all examples.

    Kinds of findings: ``pattern`` (cannot be compiled), ``example`` (not matched, or other groups), ``reject``
    (matched), ``lexicon`` (an entry that stands in no example).
    """
    language = grammar(packs)
    found: list[Finding] = []
    for rule in packs.rules.values():
        found.extend(_check_rule(rule, language))
    found.extend(_unused_entries(packs, language))
    return found


def unbracket(example: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The text of an example and its groups, each with where it stands."""
    text, groups, open_groups, at = "", [], [], 0
    for mark in _BRACKET.finditer(example):
        text += example[at : mark.start()]
        at = mark.end()
        if mark["group"]:
            open_groups.append((mark["group"], len(text)))
        elif open_groups:
            name, start = open_groups.pop()
            groups.append((name, start, len(text)))
        else:
            text += "]"
    return text + example[at:], sorted(groups, key=lambda group: group[1:])


def stream_of(text: str, layer: str, language: Grammar) -> Stream:
    """The stream that the rules of a layer read."""
    reading = read(document_of(text), language)
    if layer == "date":
        return stream(reading.words, language)
    if layer == "when":
        return stream(reading.words, language, date_chunks(reading.dates))
    if layer in ("attribution", "attitude"):
        return reading.speech
    if layer == "person":
        return names_stream(reading)
    return reading.stream


def document_of(text: str) -> Document:
    """A bare text as a document; a blank line parts paragraphs."""
    blocks = [Block("paragraph", found.start(), found.end()) for found in re.finditer(r"\S(?:.*\S)?(?:\n.*\S)*", text)]
    return Document(text, tuple(blocks), (), (), Metadata(), ())


def _check_rule(rule: Rule, language: Grammar) -> Iterator[Finding]:
    for example in rule.examples:
        text, wanted = unbracket(example)
        units = stream_of(text, rule.layer, language)
        try:
            matches = language.find_rule(rule, units)
        except PackInvalid as error:
            yield Finding(rule.id, "pattern", error.message)
            return
        got = []
        for match in matches:
            spans = [(name, match.span(units, name)) for name in match.groups]
            got.append(sorted(((name, *span) for name, span in spans if span), key=lambda group: group[1:]))
        if not any(sorted(groups) == sorted(wanted) for groups in got):
            shown = "; ".join(", ".join(f"{name}:{text[a:b]}" for name, a, b in groups) for groups in got)
            yield Finding(rule.id, "example", f"{example!r} gives {shown or 'no match'}")
    for reject in rule.rejects:
        if language.find_rule(rule, stream_of(reject, rule.layer, language)):
            yield Finding(rule.id, "reject", f"{reject!r} is matched")


def _unused_entries(packs: Packs, language: Grammar) -> Iterator[Finding]:
    seen = set()
    for rule in packs.rules.values():
        for example in rule.examples:
            words = tokenise(unbracket(example)[0].lower().replace("’", "'"), language.abbreviations).words
            seen.add(f" {' '.join(word.rstrip('.') or word for word in words)} ")
    text = "\n".join(sorted(seen))
    for name, entries in packs.lexicon.items():
        for entry in entries:
            low = entry.lower()
            shown = f"{low[1:]} " if is_ending(entry) else f" {low[:-1]}" if is_beginning(entry) else f" {low} "
            parts = tokenise(low, language.abbreviations).words  # «session's» is two words in a text
            if shown not in text and f" {' '.join(parts)} " not in text:
                yield Finding(name, "lexicon", f"{entry!r} stands in no example")
    for name, entries in packs.verbs.items():
        for entry in entries:
            if not any(f" {form} " in text for form in inflect(entry).all):
                yield Finding(name, "lexicon", f"{entry!r} stands in no example")
