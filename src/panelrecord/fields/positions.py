"""Who argued what: the attributions of those who take part, cut into positions, and the sentences that go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from panelrecord.annotate.attributions import Attribution
from panelrecord.annotate.reading import Reading
from panelrecord.annotate.speakers import Speaker
from panelrecord.model import Mode, Notice, Position

_KINDS = frozenset(("speech", "subject", "tag", "noun"))
_STOPS = ".?!…"


def positions(reading: Reading, ids: Mapping[int, str]) -> tuple[tuple[Position, ...], tuple[Notice, ...]]:
    """The positions of a record in reading order, and notices about those whose speaker is in doubt.

    Args:
        reading: the article as read.
        ids: the panelist's id of each person who takes part, by number in the reading.
    """
    found: list[tuple[Position, bool]] = []
    for one, speaker in zip(reading.attributions, reading.speakers, strict=True):
        if one.kind not in _KINDS:
            continue
        who = tuple(ids[number] for number in speaker.people if number in ids)
        if not who and not speaker.group:
            continue
        for part in _parts(reading, one):
            found.append((_position(reading, part, speaker, who), speaker.ambiguous))
    found = _without_nested(_once(found))
    notices = tuple(
        Notice("ambiguous-speaker", f"positions/{number}", f"two people may be meant by {one.speaker.quote!r}")
        for number, (one, doubtful) in enumerate(found)
        if doubtful and one.speaker
    )
    return tuple(replace(one, id=f"s{number}") for number, (one, _) in enumerate(found, 1)), notices


def _parts(reading: Reading, one: Attribution) -> Iterable[Attribution]:
    """An attribution whose quotations are sentences of their own as one part each."""
    rest: list[tuple[int, int]] = []
    for span in one.spans:
        if rest and _ends_sentence(reading.document.text, rest[-1][1], span[0]):
            yield replace(one, spans=tuple(rest), cue=one.cue if rest[0] == one.spans[0] else None)
            rest = []
        rest.append(span)
    yield replace(one, spans=tuple(rest), cue=one.cue if rest[0] == one.spans[0] else None)


def _ends_sentence(text: str, end: int, start: int) -> bool:
    """Whether between two quotations one sentence ends and another begins."""
    tail = text[max(0, end - 1) : end + 1]
    return any(mark in tail for mark in _STOPS) or (text[start].isupper() and not text[start : start + 2].startswith("I "))


def _position(reading: Reading, one: Attribution, speaker: Speaker, who: tuple[str, ...]) -> Position:
    spans = tuple(reading.span(start, end, one.rule) for start, end in one.spans)
    mention = speaker.place or one.who
    return Position(
        "",
        who if not speaker.group or len(who) > 1 else (),
        _mode(one),
        " … ".join(span.quote for span in spans),
        spans,
        reading.span(*one.cue, one.rule) if one.cue else None,
        reading.span(*mention, one.rule) if mention and one.cue else None,
    )


def _mode(one: Attribution) -> Mode:
    return one.mode


def _once(found: Sequence[tuple[Position, bool]]) -> list[tuple[Position, bool]]:
    """Every statement once, at its first place: a pull-quote repeats what the text says."""
    seen: set[str] = set()
    kept = []
    for one, doubtful in found:
        words = " ".join(one.statement.casefold().split())
        if words not in seen:
            seen.add(words)
            kept.append((one, doubtful))
    return kept


def _without_nested(found: Sequence[tuple[Position, bool]]) -> list[tuple[Position, bool]]:
    """Without positions that stand inside another: what somebody is reported to have said that somebody said."""
    out = []
    for number, (one, doubtful) in enumerate(found):
        inside = any(
            other is not one
            and other.spans[0].start <= one.spans[0].start
            and one.spans[-1].end <= other.spans[-1].end
            and (other.spans[0].start, other.spans[-1].end) != (one.spans[0].start, one.spans[-1].end)
            for other, _ in (*found[max(0, number - 4) : number], *found[number + 1 : number + 4])
        )
        if not inside:
            out.append((one, doubtful))
    return out
