"""Who gave an event: «organised by A and B», «A and B organised», «in collaboration with C», «A’s annual conference»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panelrecord.annotate.reading import Reading
from panelrecord.fields.event_clauses import Subject
from panelrecord.fields.event_phrases import before_verb, organisations
from panelrecord.model import Organizer, Span
from panelrecord.packs.grammar import Match

_NEAR = 2  # sentences between the event and what is said of its organisers
_ACRONYM = re.compile(r"\s*\(([^()]+)\)")


def organizers(reading: Reading, subject: Subject) -> tuple[Organizer, ...]:
    """The organisers of the event, in the order of the text, each once."""
    found: dict[str, list[Span]] = {}
    names: dict[str, str] = {}
    for span in sorted(_spans(reading, subject), key=lambda span: (span.start, span.end, span.rule)):
        key = _key(span.quote)
        known = next((other for other in found if key in (other, *_short_forms(names[other])) or _within(key, other)), None)
        if known is not None:
            found[known].append(span)
            continue
        names[key] = span.quote
        found[key] = [span]
    return tuple(Organizer(names[key], tuple(spans)) for key, spans in found.items())


def _key(name: str) -> str:
    return " ".join(_ACRONYM.sub("", name).lower().split())


def _short_forms(name: str) -> Iterator[str]:
    yield from (match[1].lower() for match in _ACRONYM.finditer(name))


def _within(key: str, other: str) -> bool:
    return f" {key} " in f" {other} " or f" {other} " in f" {key} "


def _spans(reading: Reading, subject: Subject) -> Iterator[Span]:
    units = subject.stream.units
    for match in reading.grammar.find("organizer", units):
        if "hosts" not in match.groups or not _is_of_event(reading, subject, match):
            continue
        first, last = match.groups["hosts"]
        if match.rule.gives["form"] == "subject":
            first = before_verb(reading, units, first, last)
        for start, end in organisations(reading, units, first, last):
            yield reading.span(start, end, match.rule.id)
    if subject.mention is not None:
        yield from _of(reading, subject)


def _is_of_event(reading: Reading, subject: Subject, match: Match) -> bool:
    """Whether a clause on organisers is on the article's event: on a mention of it, or near one."""
    main, stream = subject.mention, subject.stream
    if main is None:
        return True
    if "event" in match.groups:
        mention = stream.mention_of(match)
        return mention is not None and (mention is main or mention.type in (main.type, "other"))
    token = stream.units.tokens[match.groups["hosts"][0]]
    sentence = next(n for n, (first, last) in enumerate(reading.words.sentences) if first <= token < last)
    same = [mention.sentence for mention in subject.mentions if mention.type in (main.type, "other") or mention is main]
    return sentence in same or abs(sentence - main.sentence) <= _NEAR


def _of(reading: Reading, subject: Subject) -> Iterator[Span]:
    """«the annual meeting of the Loom Society»: the words belong to the mention, so the plain units are read."""
    main = subject.mention
    for match in reading.grammar.find("organizer", reading.stream):
        if match.rule.id.endswith(".of") and main is not None and main.first <= reading.stream.tokens[match.first] < main.last:
            units = reading.stream
            first, last = match.groups["hosts"]
            end = units.ends[last - 1]
            acronym = _ACRONYM.match(reading.document.text, end)
            yield reading.span(units.starts[first], acronym.end() if acronym else end, match.rule.id)
