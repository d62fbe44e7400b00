"""Who gave an event: «organised by A and B», «A and B organised», «together with C», «A’s annual conference»."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Set
from sys import maxsize

from panelrecord.annotate.reading import Reading
from panelrecord.fields.event_clauses import Subject
from panelrecord.fields.event_lists import before_verb, organisations
from panelrecord.fields.event_mentions import Mention
from panelrecord.model import Organizer, Span
from panelrecord.packs.grammar import Match, Stream

_NEAR = 2  # sentences between the event and what is said of its organisers
_LEAD = 12  # «It is organised by …» may stand anywhere in the first sentences
_BY = "en.organizer.by"
_OWNER = "en.organizer.owner"
_OWN_NAME = "en.organizer.own-name"
_OF = "en.organizer.of"
_IN_NAMES = frozenset((_OF, _OWN_NAME))
_ANYWHERE = frozenset(("en.organizer.joined-by",))
_LONGEST_NOUN = 3  # tokens: «annual general meeting»
_ACRONYM = re.compile(r"\s*\(([^()]+)\)")


def organizers(reading: Reading, subject: Subject) -> tuple[Organizer, ...]:
    """The organisers of the event, in the order of the text, each once."""
    found: dict[str, list[Span]] = {}
    names: dict[str, str] = {}
    for span in sorted(_spans(reading, subject), key=lambda span: (span.start, span.end, span.rule)):
        key = _key(span.quote)
        known = next(
            (other for other in found if key in (other, *_short_forms(names[other])) or _within(key, other)), None
        )
        if known is not None:
            found[known].append(span)
            continue
        names[key] = " ".join(span.quote.split())
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
    told = _sentences_on_it(subject)
    for match in reading.grammar.find("organizer", units):
        if match.rule.id in _IN_NAMES or not _is_of_event(reading, subject, told, match):
            continue
        first, last = match.groups["hosts"]
        if match.rule.gives["form"] == "subject":
            first = before_verb(reading, units, first, last)
        for start, end in organisations(reading, units, first, last):
            if _is_bare(reading, start, end) or (match.rule.id == _OWNER and _is_land(reading, start, end)):
                continue
            yield reading.span(start, end, match.rule.id)
    if subject.mention is not None:
        yield from _of(reading, subject)


def _sentences_on_it(subject: Subject) -> frozenset[int]:
    """The sentences that mention the event, or one of its type."""
    main = subject.mention
    if main is None:
        return frozenset()
    return frozenset(mention.sentence for mention in subject.mentions if mention.type in (main.type, "other"))


def _is_of_event(reading: Reading, subject: Subject, told: Set[int], match: Match) -> bool:
    """Whether a clause on organisers is on the article's event: on it, near it, or in a sentence `told`."""
    main, stream = subject.mention, subject.stream
    if main is None or match.rule.id in _ANYWHERE:
        return True
    if "event" in match.groups:
        mention = stream.mention_of(match)
        owner = match.rule.gives["form"] == "owner"
        if mention is not None and match.rule.id == _OWNER and mention.type == "lecture":  # «Ana Ruiz’s keynote»
            return False
        return mention is not None and (
            mention is main or mention.type in (main.type, "other") or (owner and mention.sentence == main.sentence)
        )
    token = stream.units.tokens[match.groups["hosts"][0]]
    sentence = bisect_right(reading.words.sentences, (token, maxsize)) - 1
    reach = _LEAD if match.rule.id == _BY and sentence <= _LEAD else _NEAR
    return abs(sentence - main.sentence) <= reach or sentence in told


def _of(reading: Reading, subject: Subject) -> Iterator[Span]:
    """«the annual meeting of the Loom Society», «the Loom Society Annual Conference»: the name holds the organiser."""
    units, text = reading.stream, reading.document.text
    main = subject.mention
    for mention in subject.mentions:
        if main is None or mention.type not in (main.type, "other") or not mention.named or mention.unsure:
            continue
        yield from _named_after_of(reading, mention)
        start, end = reading.words.span(mention.first, mention.last)
        first, last = (bisect_left(units.starts, place) for place in (start, end))
        within = [n for n in range(first, last) if units.ends[n] > units.starts[n]]
        part = Stream(
            [units.starts[n] for n in within],
            [units.ends[n] for n in within],
            [units.tokens[n] for n in within],
            "".join(units.codes[n] for n in within),
        )
        for match in reading.grammar.find("organizer", part):
            span = match.span(part, "hosts") if match.rule.id == _OWN_NAME and match.first == 0 else None
            if span is not None and not _is_event_word(reading, text[slice(*span)]):
                acronym = _ACRONYM.match(text, span[1])
                yield reading.span(span[0], acronym.end() if acronym else span[1], match.rule.id)


def _named_after_of(reading: Reading, mention: Mention) -> Iterator[Span]:
    """«the Joint Congress of the Weavers and Dyers»: what stands behind «of» gave the congress."""
    texts = reading.words.tokens.words
    behind = range(mention.head + 1, min(mention.head + _LONGEST_NOUN + 1, mention.last - 1))
    of = next((at for at in behind if texts[at] == "of"), None)
    if of is None:
        return
    first = of + 1 + (texts[of + 1] == "the")
    if first < mention.last and texts[first][0].isupper():
        yield reading.span(*reading.words.span(first, mention.last), _OF)


def _is_bare(reading: Reading, start: int, end: int) -> bool:
    """«the University» alone names nobody."""
    words = reading.document.text[start:end].split()
    return len(words) == 1 and "org_noun" in reading.grammar.classes(words[0])


def _is_land(reading: Reading, start: int, end: int) -> bool:
    """«Sri Lanka’s first wetlands forum» tells whose first it is, and not who gave it."""
    units, grammar = reading.words.tokens, reading.grammar
    first, last = bisect_left(units.starts, start), bisect_left(units.starts, end)
    land = Stream(units.starts[first:last], units.ends[first:last], range(first, last), reading.words.codes[first:last])
    return any(
        match.first == 0 and match.last == last - first
        for layer in ("country", "region", "continent")
        for match in grammar.find(layer, land)
    )


def _is_event_word(reading: Reading, name: str) -> bool:
    """Whether a name ends unlike an organisation's: «Annual International», not «World Zones Organisation (WZO)»."""
    return "org_noun" not in reading.grammar.classes(_ACRONYM.sub("", name).split()[-1])
