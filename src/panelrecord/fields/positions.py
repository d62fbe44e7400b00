"""Who argued what: the attributions of those who take part, cut into positions, and the sentences that go on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from panelrecord.annotate.attributions import Attribution
from panelrecord.annotate.reading import Reading
from panelrecord.annotate.speakers import Speaker
from panelrecord.annotate.stretches import joined
from panelrecord.fields import continuations
from panelrecord.model import Notice, Position
from panelrecord.packs.grammar import Grammar
from panelrecord.packs.remembered import Remembered

_KINDS = frozenset(("speech", "subject", "tag", "noun", "panel", "intent", "thought"))
_HEAD = frozenset(("title", "byline", "published", "heading"))  # what they say, the running text says again
_STOPS = ".?!…"
_POINTING = 6  # «the following nine joint recommendations»
_HEAD_OF_OBJECT = 4  # words among which the noun stands that a verb governs


def positions(
    reading: Reading, ids: Mapping[int, str], aside: Sequence[tuple[int, int]] = ()
) -> tuple[tuple[Position, ...], tuple[Notice, ...]]:
    """The positions of a record in reading order, and notices about those whose speaker is in doubt.

    Args:
        reading: the article as read.
        ids: the panelist's id of each person who takes part, by number in the reading.
        aside: stretches that report nothing of the event, such as the notes about the authors.
    """
    heads = ((block.start, block.end) for block in reading.document.blocks if block.kind in _HEAD)
    silent = joined((*aside, *heads))
    # A caption tells what its picture shows ("addresses a meeting"); who says something there is quoted.
    captions = joined((block.start, block.end) for block in reading.document.blocks if block.kind == "caption")
    names = _names_by_end(reading)
    kept = [
        (one, speaker)
        for one, speaker in zip(reading.attributions, reading.speakers, strict=True)
        if _is_argued(reading, one, speaker, ids, names)
        and one.spans[0][0] not in silent
        and (one.mode == "direct" or one.spans[0][0] not in captions)
    ]
    argued = _last_in_sentence(reading, kept)
    kept = [pair for pair in kept if not _points_below(reading, pair[0])]
    kept += continuations.find(reading, argued, silent)
    kept.sort(key=lambda pair: pair[0].spans[0])
    stated = [(part, speaker) for one, speaker in kept for part in _parts(reading, one)]
    found: list[Position] = []
    notices: list[Notice] = []
    for statement, one, speaker in _once(reading, stated):
        position = _position(reading, f"s{len(found) + 1}", statement, one, speaker, ids)
        if speaker.ambiguous and position.speaker:
            message = f"two people may be meant by {position.speaker.quote!r}"
            notices.append(Notice("ambiguous-speaker", f"positions/{len(found)}", message))
        found.append(position)
    return tuple(found), tuple(notices)


def _last_in_sentence(
    reading: Reading, argued: Iterable[tuple[Attribution, Speaker]]
) -> dict[int, tuple[Attribution, Speaker]]:
    """For each sentence, by number, the last position of which a part stands in it."""
    starts = [reading.words.tokens.starts[first] for first, _ in reading.words.sentences]
    stops = [*starts[1:], len(reading.document.text)]
    found = {}
    for pair in argued:
        own = pair[0].sentence
        for start, end in pair[0].spans:
            if starts[own] <= start < end <= stops[own]:  # as most do
                continue
            for number in range(bisect_right(starts, start) - 1, bisect_right(starts, max(start, end - 1))):
                found[number] = pair
        found[own] = pair
    return found


def _names_by_end(reading: Reading) -> dict[int, int]:
    """Where each mention of a person begins, by where it ends."""
    spans = (reading.words.span(one.first, one.last) for person in reading.people for one in person.mentions)
    return {end: start for start, end in spans}


def _is_argued(
    reading: Reading, one: Attribution, speaker: Speaker, ids: Mapping[int, str], names: Mapping[int, int]
) -> bool:
    """Whether an attribution is a position of somebody who takes part: what is said, not what will or can be."""
    if one.kind not in _KINDS or not (speaker.group or not ids.keys().isdisjoint(speaker.people)):
        return False
    if _is_name(reading, one, names) or _is_no_statement(reading, one):
        return False
    return one.cue is None or reading.document.text[slice(*one.cue)].split()[0].lower() not in reading.grammar.words(
        "to_come"
    )


def _points_below(reading: Reading, one: Attribution) -> bool:
    """Whether the content is no more than «the following recommendations», which a list holds."""
    start, end = one.spans[0]
    content = reading.document.text[start:end].lower().rstrip(":").split(None, _POINTING)
    return (
        len(content) <= _POINTING
        and content[0] in reading.grammar.words("points_below")
        and "follow" in " ".join(content)
    )


def _is_name(reading: Reading, one: Attribution, names: Mapping[int, int]) -> bool:
    """Whether all the content is somebody: «He thanked Dr Ana Ruiz»."""
    start, end = one.spans[0]
    name = names.get(end)
    if name is None or name < start or len(one.spans) > 1:
        return False
    return all("honorific" in reading.grammar.classes(title) for title in reading.words.text[start:name].split())


def _is_no_statement(reading: Reading, one: Attribution) -> bool:
    """Whether the content only points back («stated this while opening the fair»), is those who listen («addressed
    the participants of a workshop») or answer («questioned officers») or who are thanked.
    """
    if one.mode == "direct" or one.cue is None:
        return False
    words = reading.grammar.words
    content = reading.document.text[slice(*one.spans[0])].lower()
    head = content.split(None, _HEAD_OF_OBJECT)[:_HEAD_OF_OBJECT]
    if head[0] in words("points_back"):
        return len(head) == 1 or head[1] in words("circumstance")
    verb = reading.document.text[slice(*one.cue)].lower().split()[-1]
    if verb in words("puts_questions") and not words("questioned").isdisjoint(head[head[0] == "the" :][:1]):
        return True
    if verb in words("thanks") or (head[0] == "open" and verb in words("declares")):
        return True
    of_event = _of_event(reading.grammar).__getitem__
    if verb in words("to_listeners"):
        return any(map(of_event, head)) or not words("everybody").isdisjoint(head)
    classes = reading.grammar.classes
    if not (of_event(head[0]) or "article" in classes(head[0])):  # as of most that is said, of which no more is asked
        return False
    whole = content.split()
    return any(map(of_event, whole)) and all(of_event(word) or "article" in classes(word) for word in whole)


@lru_cache(maxsize=8)
def _of_event(grammar: Grammar) -> Remembered[bool]:
    """Whether a word is an event or those who are there: asked of every word that is reported."""

    def is_of_event(word: str) -> bool:
        classes = grammar.classes(word)
        return "panel" in classes or any(name.startswith("event_") for name in classes)

    return Remembered(is_of_event)


def _parts(reading: Reading, one: Attribution) -> Iterable[Attribution]:
    """An attribution whose quotations are sentences of their own as one part each."""
    spans = one.spans
    if len(spans) == 1:
        return (one,)
    text = reading.document.text
    begins = [0, *(at for at in range(1, len(spans)) if _ends_sentence(text, spans[at - 1][1], spans[at][0]))]
    if len(begins) == 1:
        return (one,)
    rest = [replace(one, spans=spans[at:end], cue=None) for at, end in pairwise((*begins[1:], len(spans)))]
    return (replace(one, spans=spans[: begins[1]]), *rest)


def _ends_sentence(text: str, end: int, start: int) -> bool:
    """Whether between two quotations one sentence ends and another begins."""
    tail = text[max(0, end - 1) : end + 1]
    return any(mark in tail for mark in _STOPS) or (
        text[start].isupper() and not text[start : start + 2].startswith("I ")
    )


def _position(
    reading: Reading, id: str, statement: str, one: Attribution, speaker: Speaker, ids: Mapping[int, str]
) -> Position:
    who = tuple([ids[number] for number in speaker.people if number in ids])
    mention = speaker.place or one.who
    return Position(
        id,
        who if not speaker.group or len(who) > 1 else (),
        one.mode,
        statement,
        tuple([reading.span(start, end, one.rule) for start, end in one.spans]),
        reading.span(*one.cue, one.rule) if one.cue else None,
        reading.span(*mention, one.rule) if mention and one.cue else None,
    )


def _once(
    reading: Reading, stated: Iterable[tuple[Attribution, Speaker]]
) -> Iterator[tuple[str, Attribution, Speaker]]:
    """Every statement once, at its first place: a pull-quote repeats what the text says."""
    text = reading.document.text
    seen: set[str] = set()  # statements as they stand, and their words however they are set
    for one, speaker in stated:
        statement = " … ".join([text[start:end] for start, end in one.spans])
        if statement in seen:
            continue
        words = " ".join(statement.casefold().split())
        if words not in seen:
            yield statement, one, speaker
        seen.update((statement, words))
